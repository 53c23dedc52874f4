//! The region that a title names.

use super::names::fold;
use super::reading::whole;
use super::{Gazetteer, Region};

/// How many characters the path of a region may have: 新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县.
const LONGEST: usize = 32;

pub(super) fn mentioned<'a>(gazetteer: &'a Gazetteer, title: &str) -> Option<&'a Region> {
    let is_leaf = |region: &&Region| {
        let index = gazetteer.index(region.code.as_str());
        index.is_some_and(|index| !gazetteer.parents.contains(&Some(index)))
    };
    if let Some((head, _)) = title.split_once([':', '：'])
        && let Ok(region) = gazetteer.resolve(head)
    {
        return Some(region).filter(is_leaf);
    }
    let title = fold(title);
    let mut found: Vec<u32> = Vec::new();
    let mut rest: &str = &title;
    while let Some(first) = rest.chars().next() {
        let read = read_head(gazetteer, rest);
        let (regions, length) = read.unwrap_or((Vec::new(), first.len_utf8()));
        found.extend(regions);
        rest = rest.get(length..).unwrap_or_default();
    }
    found.sort_unstable();
    found.dedup();
    let [only] = found.as_slice() else { return None };
    gazetteer.region(*only).filter(is_leaf)
}

/// Reads the longest path of regions that a text begins with and that ends in a full name; and how long it is.
fn read_head(gazetteer: &Gazetteer, text: &str) -> Option<(Vec<u32>, usize)> {
    let ends: Vec<usize> =
        text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
    ends.into_iter().rev().find_map(|end| {
        let head = text.get(..end)?;
        let regions: Vec<u32> = whole(gazetteer, head)
            .into_iter()
            .filter(|region| {
                gazetteer.region(*region).is_some_and(|region| head.ends_with(&*fold(&region.name)))
            })
            .collect();
        (!regions.is_empty()).then_some((regions, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_a_district_where_its_name_stands_in_full() {
        let china = Gazetteer::china();
        let code = |title| china.mentioned(title).map(|region| region.code.to_string());
        for (title, expected) in [
            ("静安区：枢纽型社会组织", Some("310106")),
            ("静安：枢纽型社会组织", Some("310106")),
            ("枢纽型社会组织在上海市静安区", Some("310106")),
            ("烟台芝罘区的三级孵化", Some("370602")),
            ("北京朝阳区的楼门长", Some("110105")),
            ("朝阳区的楼门长", None),
            ("静安区与芝罘区", None),
            ("静安寺前的集市", None),
            ("烟台市：全市的做法", None),
            ("某区：某某做法", None),
            ("", None),
        ] {
            assert_eq!(code(title).as_deref(), expected, "{title}");
        }
    }
}
