//! The regions that a title names.

use super::names::fold_name;
use super::reading::whole_names;
use super::{Gazetteer, Region};

/// How many characters the path of a region may have:
/// 新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县.
const LONGEST: usize = 32;

pub(super) fn find_mentioned<'a>(gazetteer: &'a Gazetteer, title: &str) -> Vec<&'a Region> {
    let is_leaf = |region: &&Region| {
        let index = gazetteer.index_of(region.code.as_str());
        index.is_some_and(|index| !gazetteer.parents.contains(&Some(index)))
    };
    if let Some((head, _)) = title.split_once([':', '：'])
        && let Ok(region) = gazetteer.resolve_name(head)
    {
        return Some(region).filter(is_leaf).into_iter().collect();
    }
    let title = fold_name(title);
    let mut found: Vec<u32> = Vec::new();
    let mut rest: &str = &title;
    while let Some(first) = rest.chars().next() {
        let length = match read_head(gazetteer, rest) {
            Some((regions, length)) => {
                // A name of several regions: which one is meant, the title does not say.
                let [only] = regions.as_slice() else { return Vec::new() };
                if !found.contains(only) {
                    found.push(*only);
                }
                length
            }
            None => first.len_utf8(),
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    let regions: Vec<&Region> =
        found.into_iter().filter_map(|index| gazetteer.region_at(index)).collect();
    if regions.iter().all(is_leaf) { regions } else { Vec::new() }
}

/// Reads the longest path of regions that a text begins with and that ends in a full name; and how
/// long it is.
fn read_head(gazetteer: &Gazetteer, text: &str) -> Option<(Vec<u32>, usize)> {
    let ends: Vec<usize> =
        text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
    ends.into_iter().rev().find_map(|end| {
        let head = text.get(..end)?;
        let regions: Vec<u32> = whole_names(gazetteer, head)
            .into_iter()
            .filter(|region| {
                gazetteer
                    .region_at(*region)
                    .is_some_and(|region| head.ends_with(&*fold_name(&region.name)))
            })
            .collect();
        (!regions.is_empty()).then_some((regions, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_districts_where_their_names_stand_in_full() {
        let china = Gazetteer::of_china();
        let codes = |title| -> Vec<String> {
            china.find_mentioned(title).iter().map(|region| region.code.to_string()).collect()
        };
        for (title, expected) in [
            ("静安区：枢纽型社会组织", &["310106"][..]),
            ("静安：枢纽型社会组织", &["310106"]),
            ("枢纽型社会组织在上海市静安区", &["310106"]),
            ("烟台芝罘区的三级孵化", &["370602"]),
            ("北京朝阳区的楼门长", &["110105"]),
            ("朝阳区的楼门长", &[]),
            ("芝罘区与静安区", &["370602", "310106"]),
            ("静安区与朝阳区", &[]),
            ("静安区与烟台市", &[]),
            ("静安寺前的集市", &[]),
            ("烟台市：全市的做法", &[]),
            ("某区：某某做法", &[]),
            ("", &[]),
        ] {
            assert_eq!(codes(title), expected, "{title}");
        }
    }
}
