//! Long lists of names under headings: by letter, or by strokes.

use rustc_hash::FxHashMap;
use tera::Value;

use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::foundation::path::SitePath;
use crate::text::collation::{Collation, Initial};

/// How many names stand in one list without a heading: about two screens.
const PLAIN: usize = 30;

/// Names in the order of an index, and what each is filed under.
pub(crate) struct Index<T> {
    pub(crate) items: Vec<T>,
    /// One for each item; empty when the list is too short for headings.
    initials: Vec<Initial>,
}

impl<T> Index<T> {
    /// Files items whose names are in the order of `order` already. All of one heading come
    /// together, so that Latin names stand among Chinese ones.
    pub(crate) fn file_items<'n>(
        items: Vec<T>,
        order: &Collation,
        name: impl Fn(&T) -> &'n str,
    ) -> Self {
        if items.len() <= PLAIN {
            return Self { items, initials: Vec::new() };
        }
        // What a name is filed under depends on its first word, and the longest that has a place of
        // its own is 重庆.
        let mut known: FxHashMap<[Option<char>; 2], Initial> = FxHashMap::default();
        let mut initial = |name: &str| {
            let mut letters = name.chars().skip_while(|c| !c.is_alphanumeric());
            *known
                .entry([letters.next(), letters.next()])
                .or_insert_with(|| order.find_initial(name))
        };
        let mut filed: Vec<(Initial, T)> =
            items.into_iter().map(|item| (initial(name(&item)), item)).collect();
        filed.sort_by_key(|(initial, _)| *initial);
        let (initials, items) = filed.into_iter().unzip();
        Self { items, initials }
    }

    /// Returns the headings of the items at `start` and after, `length` of them, each with how many
    /// items it has.
    pub(crate) fn headings(&self, start: usize, length: usize) -> Vec<(Option<Initial>, usize)> {
        if self.initials.is_empty() {
            return vec![(None, length)];
        }
        let initials = &self.initials[start..start + length];
        initials
            .chunk_by(|a, b| a == b)
            .map(|chunk| (chunk.first().copied(), chunk.len()))
            .collect()
    }

    /// Returns every heading of the whole list, and the place of its first item.
    pub(crate) fn jumps(&self) -> Vec<(Initial, usize)> {
        let mut place = 0;
        let chunks = self.initials.chunk_by(|a, b| a == b).map(|chunk| {
            place += chunk.len();
            (chunk[0], place - chunk.len())
        });
        chunks.collect()
    }
}

/// Returns the name and the anchor of a heading, for templates.
pub(crate) fn to_template_value(initial: Option<Initial>, site: &Site) -> (Value, Value) {
    let Some(initial) = initial else { return (Value::none(), Value::none()) };
    let (label, anchor) = match initial {
        Initial::Letter(letter) => {
            (letter.to_string(), format!("initial-{}", letter.to_ascii_lowercase()))
        }
        Initial::Strokes(strokes) => (
            site.text("n_strokes").replace("{n}", &strokes.to_string()),
            format!("initial-{strokes}"),
        ),
        Initial::Other => (site.text("initial_other").to_owned(), "initial-other".to_owned()),
    };
    (Value::from(label), Value::from(anchor))
}

/// Returns the list of headings to jump to, for templates; each stands on the page that `path_of`
/// tells from the place of its first item, and that of `current` needs no address but the anchor.
pub(crate) fn jumps_to_template_value(
    jumps: &[(Initial, SitePath)],
    current: &SitePath,
    site: &Site,
) -> Value {
    build_list(jumps.iter().map(|(initial, path)| {
        let (label, anchor) = to_template_value(Some(*initial), site);
        let page = if path == current { String::new() } else { site.href(path) };
        let anchor = anchor.as_str().expect("an initial has an anchor");
        object! { "initial" => label, "href" => format!("{page}#{anchor}") }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::language::LanguageTag;
    use crate::publication::config::Sort;

    fn index(names: &[&'static str], more: usize) -> Index<&'static str> {
        let order = Collation::new(&LanguageTag::parse("zh-Hans").unwrap(), Sort::Pinyin);
        let mut names: Vec<&str> =
            names.iter().copied().chain(std::iter::repeat_n("志愿", more)).collect();
        names.sort_by(|a, b| order.compare_names(a, b));
        Index::file_items(names, &order, |name| name)
    }

    #[test]
    fn a_short_list_has_no_headings() {
        let index = index(&["党建", "公益"], 28);
        assert_eq!(index.headings(0, 30), [(None, 30)]);
        assert!(index.jumps().is_empty());
    }

    #[test]
    fn a_long_list_is_filed_by_letter_whatever_the_script() {
        let index = index(&["党建", "“大党委”", "Data", "公益", "1+14+X"], 29);
        assert_eq!(index.items[..4], ["“大党委”", "党建", "Data", "公益"]);
        let (d, g, z) = (Initial::Letter('D'), Initial::Letter('G'), Initial::Letter('Z'));
        assert_eq!(index.jumps(), [(d, 0), (g, 3), (z, 4), (Initial::Other, 33)]);
        assert_eq!(index.headings(2, 3), [(Some(d), 1), (Some(g), 1), (Some(z), 1)]);
    }
}
