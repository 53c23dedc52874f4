//! Lists that go over several pages.

use tera::Value;

use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object, optional_value};
use crate::foundation::path::SitePath;

/// How many page numbers stand on either side of the current one.
const AROUND: usize = 2;

/// One page of a list.
#[derive(Clone, Debug, Hash)]
pub(crate) struct Pager {
    base: SitePath,
    number: usize,
    pages: usize,
    /// How many items the whole list has.
    pub(crate) total: usize,
}

impl Pager {
    /// Cuts `items` into pages of `size`; an empty list has one empty page.
    pub(crate) fn cut_pages<'a, T>(
        base: &SitePath,
        items: &'a [T],
        size: usize,
    ) -> impl Iterator<Item = (Self, &'a [T])> {
        let size = size.max(1);
        let pages = items.len().div_ceil(size).max(1);
        let base = base.clone();
        (1..=pages).map(move |number| {
            let start = (number - 1) * size;
            let page_items = &items[start..(start + size).min(items.len())];
            (Self { base: base.clone(), number, pages, total: items.len() }, page_items)
        })
    }

    /// Tells whether this is the first page, which carries what is no list.
    pub(crate) fn is_first(&self) -> bool {
        self.number == 1
    }

    /// Returns the address of this page.
    pub(crate) fn path(&self) -> SitePath {
        self.path_of(self.number)
    }

    fn path_of(&self, number: usize) -> SitePath {
        routes::numbered_path(&self.base, number)
    }

    /// Returns `pager` for templates; `none` when there is one page only.
    pub(crate) fn to_template_value(&self, site: &Site) -> Value {
        if self.pages == 1 {
            return Value::none();
        }
        let href = |number: usize| Value::from(site.href(&self.path_of(number)));
        object! {
            "number" => self.number,
            "pages" => self.pages,
            "total" => self.total,
            "previous" => optional_value((self.number > 1).then(|| self.number - 1), href),
            "next" => optional_value((self.number < self.pages).then(|| self.number + 1), href),
            "items" => build_list(self.shown_numbers().into_iter().map(|item| match item {
                Some(number) => object! {
                    "number" => number,
                    "href" => href(number),
                    "current" => number == self.number,
                    "gap" => false,
                },
                None => object! {
                    "number" => 0_usize,
                    "href" => Value::none(),
                    "current" => false,
                    "gap" => true,
                },
            })),
        }
    }

    /// The numbers shown: the first, the last and those around the current one; `None` is a gap.
    fn shown_numbers(&self) -> Vec<Option<usize>> {
        let near = self.number.saturating_sub(AROUND)..=self.number + AROUND;
        let mut items = Vec::new();
        let mut last = 0;
        for number in std::iter::once(1).chain(near).chain([self.pages]) {
            if number <= last || number > self.pages {
                continue;
            }
            match number - last {
                1 => {}
                2 => items.push(Some(last + 1)),
                _ => items.push(None),
            }
            items.push(Some(number));
            last = number;
        }
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(number: usize, pages: usize) -> String {
        let pager = Pager { base: SitePath::new("/"), number, pages, total: 0 };
        pager
            .shown_numbers()
            .iter()
            .map(|item| item.map_or("…".to_owned(), |number| number.to_string()))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn first_last_and_near_pages_are_shown() {
        assert_eq!(items(1, 1), "1");
        assert_eq!(items(1, 9), "1 2 3 … 9");
        assert_eq!(items(5, 9), "1 2 3 4 5 6 7 8 9");
        assert_eq!(items(6, 12), "1 … 4 5 6 7 8 … 12");
        assert_eq!(items(12, 12), "1 … 10 11 12");
    }

    #[test]
    fn a_list_is_cut_into_pages() {
        let base = SitePath::new("/cases/");
        let all: Vec<_> = Pager::cut_pages(&base, &[1, 2, 3], 2)
            .map(|(pager, items)| (pager.path().as_str().to_owned(), items.to_vec()))
            .collect();
        assert_eq!(
            all,
            vec![("/cases/".to_owned(), vec![1, 2]), ("/cases/page/2/".to_owned(), vec![3])]
        );
        assert_eq!(Pager::cut_pages::<u8>(&base, &[], 2).count(), 1);
    }
}
