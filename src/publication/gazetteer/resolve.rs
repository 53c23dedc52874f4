//! From what an author wrote to one region.

use std::borrow::Cow;

use super::explain::{Unresolved, explain_unresolved};
use super::names::fold_name;
use super::reading::whole_names;
use super::zones::area_called;
use super::{Gazetteer, Levels, Region, RegionCode};
use crate::text::simplified::simplify_char;

/// The longest text that may name a region, in bytes.
const LONGEST: usize = 600;

pub(super) fn resolve_region<'a>(
    gazetteer: &'a Gazetteer,
    text: &str,
) -> Result<&'a Region, Unresolved> {
    let text = text.trim();
    if let Some(region) = gazetteer.find_region(text) {
        return Ok(region);
    }
    if text.len() > LONGEST {
        return Err(Unresolved::Unknown { nearest: Vec::new() });
    }
    let folded = fold_name(text);
    if let Some(region) = gazetteer.find_region(&folded) {
        return Ok(region);
    }
    let mut candidates = whole_names(gazetteer, &folded);
    let plain = simplify_name(&folded);
    if candidates.is_empty() && plain != folded {
        candidates = whole_names(gazetteer, &plain);
    }
    if candidates.is_empty() {
        candidates = from_the_small(gazetteer, text);
    }
    match candidates.as_slice() {
        [] => Err(explain_unresolved(gazetteer, text, &plain)),
        [only] => match gazetteer.region_at(*only) {
            Some(region) => match namesake_area(gazetteer, region, &plain) {
                Some(candidates) => Err(Unresolved::Ambiguous { candidates, rest: String::new() }),
                None => Ok(region),
            },
            None => Err(Unresolved::Unknown { nearest: Vec::new() }),
        },
        several => {
            let code = |index: &u32| Some(gazetteer.region_at(*index)?.code.clone());
            let candidates = several.iter().filter_map(code).collect();
            Err(Unresolved::Ambiguous { candidates, rest: String::new() })
        }
    }
}

/// Returns what a region's short name alone can mean where a well-known area goes by it too: 九龙
/// is 九龙县, and the half of a city.
fn namesake_area(gazetteer: &Gazetteer, region: &Region, plain: &str) -> Option<Vec<RegionCode>> {
    if region.is_named_in_full(plain) {
        return None;
    }
    let code = |index: &u32| Some(gazetteer.region_at(*index)?.code.clone());
    let within: Vec<RegionCode> = area_called(gazetteer, plain)?.iter().filter_map(code).collect();
    let is_other = !within.is_empty() && !within.contains(&region.code);
    is_other.then(|| std::iter::once(region.code.clone()).chain(within).collect())
}

/// Writes a name in Simplified characters: 臺北市 is 台北市.
fn simplify_name(folded: &str) -> Cow<'_, str> {
    if folded.chars().all(|c| simplify_char(c) == c) {
        return folded.into();
    }
    folded.chars().map(simplify_char).collect::<String>().into()
}

/// Reads a path that begins with the smallest, as in “Paris, Texas”.
fn from_the_small(gazetteer: &Gazetteer, text: &str) -> Vec<u32> {
    let parts: Vec<&str> = text.split([',', '，']).collect();
    if parts.len() < 2 || parts.len() > Levels::MOST {
        return Vec::new();
    }
    let path: String = parts.iter().rev().map(|part| fold_name(part)).collect();
    let found = whole_names(gazetteer, &path);
    if !found.is_empty() {
        return found;
    }
    // A name may have a comma of its own: Washington, D.C., Ohio.
    let split = |at| {
        let (small, large): (&[&str], &[&str]) = parts.split_at(at);
        let parts = large.iter().rev().chain(small);
        whole_names(gazetteer, &parts.map(|part| fold_name(part)).collect::<String>())
    };
    (1..parts.len()).map(split).find(|found| !found.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::Level;
    use super::*;
    use crate::foundation::diagnostic::Sink;
    use crate::foundation::path::SourcePath;

    fn code(china: &Gazetteer, text: &str) -> String {
        match china.resolve_name(text) {
            Ok(region) => region.code.to_string(),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn every_region_is_found_by_its_full_path_and_by_its_code() {
        let china = Gazetteer::of_china();
        let mut count = 0;
        for region in china.regions() {
            let path = china.full_name(region.code.as_str());
            assert_eq!(china.resolve_name(&path), Ok(region), "{path}");
            assert_eq!(china.resolve_name(region.code.as_str()), Ok(region));
            count += 1;
        }
        assert_eq!(count, 3622);
    }

    #[test]
    fn every_region_is_found_by_its_path_with_any_separator() {
        let china = Gazetteer::of_china();
        for region in china.regions() {
            let names: Vec<&str> = china
                .path_to(region.code.as_str())
                .into_iter()
                .map(|region| &*region.name)
                .collect();
            for separator in [" ", "/", " / ", "·", "　", " · "] {
                assert_eq!(china.resolve_name(&names.join(separator)), Ok(region), "{names:?}");
            }
        }
    }

    #[test]
    fn every_bare_name_finds_its_region_or_all_that_share_it() {
        let china = Gazetteer::of_china();
        let mut by_name: BTreeMap<&str, Vec<&Region>> = BTreeMap::new();
        let is_found_alone = |region: &&Region| region.level < Level::TOWNSHIP;
        for region in china.regions().filter(is_found_alone) {
            by_name.entry(&*region.name).or_default().push(region);
        }
        let mut ambiguous = 0;
        for (name, regions) in by_name {
            match (china.resolve_name(name), regions.as_slice()) {
                (found, [only]) => assert_eq!(found, Ok(*only), "{name}"),
                // 嘉峪关市 is a prefecture and the only county in it.
                (Ok(found), [above, below]) => {
                    assert_eq!((name, below.parent.as_ref()), ("嘉峪关市", Some(&above.code)));
                    assert_eq!(found, *above);
                }
                (Err(Unresolved::Ambiguous { candidates, .. }), several) => {
                    let mut codes: Vec<RegionCode> =
                        several.iter().map(|region| region.code.clone()).collect();
                    codes.sort_unstable();
                    assert!(codes.len() >= 2);
                    assert_eq!(candidates, codes, "{name}");
                    ambiguous += 1;
                }
                (other, _) => panic!("{name}: {other:?}"),
            }
        }
        assert_eq!(ambiguous, 29);
    }

    #[test]
    fn a_region_is_found_however_its_author_writes_it() {
        let china = Gazetteer::of_china();
        for (text, found) in [
            ("上海市静安区", "310106"),
            ("上海静安", "310106"),
            ("上海市静安", "310106"),
            ("静安区", "310106"),
            ("静安", "310106"),
            (" 上海 / 静安 ", "310106"),
            ("上海·静安", "310106"),
            ("３１０１０６", "310106"),
            ("310106", "310106"),
            ("山东省烟台市芝罘区", "370602"),
            ("烟台芝罘", "370602"),
            ("山东芝罘区", "370602"),
            ("山东芝罘", "370602"),
            ("上海浦东", "310115"),
            ("北京朝阳", "110105"),
            ("长春朝阳区", "220104"),
            ("内蒙古", "150000"),
            ("广西南宁", "450100"),
            ("香港", "810000"),
            ("恩施州", "422800"),
            ("恩施市", "422801"),
            ("延边州延吉", "222401"),
            ("济南市中区", "370103"),
            ("济南市市中区", "370103"),
            ("神农架", "429021"),
            ("甘肃省嘉峪关市", "620200"),
            ("嘉峪关市嘉峪关市", "620201"),
            // A region before one that lies in it.
            ("长沙", "430100"),
            ("吉林", "220000"),
            ("吉林市", "220200"),
            ("吉林吉林", "220200"),
            // A province before anything smaller.
            ("河北", "130000"),
            ("海南", "460000"),
            ("河北区", "120105"),
        ] {
            assert_eq!(code(&china, text), found, "{text}");
        }
    }

    #[test]
    fn what_lies_in_a_county_is_found_behind_it_and_never_alone() {
        let china = Gazetteer::of_china();
        for (text, found) in [
            ("臺北市信義區", "710102"),
            ("台湾省台北市信义区", "710102"),
            ("台北信义区", "710102"),
            ("花蓮縣新城鄉", "712604"),
            ("高雄市那瑪夏區", "710238"),
            ("雲林縣臺西鄉", "712116"),
        ] {
            assert_eq!(code(&china, text), found, "{text}");
        }
        // Towns of these names are many, and the only 中山区 that can be meant alone is that of
        // 大连.
        assert_eq!(code(&china, "中山区"), "210202");
        for text in ["新城乡", "信义区", "大同乡"] {
            assert!(china.resolve_name(text).is_err(), "{text}");
        }
        let csv = "code,level,parent,name\n31010601,township,310106,南京西路街道\n";
        let file = SourcePath::new("more.csv");
        let more = china.extend_with(&file, csv.as_bytes(), &mut Sink::default());
        assert_eq!(code(&more, "静安区南京西路街道"), "31010601");
    }

    #[test]
    fn a_name_of_several_regions_names_none() {
        let china = Gazetteer::of_china();
        for (text, candidates) in [
            ("朝阳区", &["110105", "220104"][..]),
            ("朝阳", &["110105", "211300", "220104"]),
            ("西安", &["220403", "231005", "610100"]),
            ("江苏鼓楼", &["320106", "320302"]),
        ] {
            let candidates = candidates.iter().map(|code| RegionCode::new(code)).collect();
            assert_eq!(
                china.resolve_name(text),
                Err(Unresolved::Ambiguous { candidates, rest: String::new() }),
                "{text}"
            );
        }
    }

    #[test]
    fn a_full_name_goes_before_a_shortened_one() {
        let csv = "code,level,parent,name\nA,province,,江东省\nA1,county,A,东海县\n\
            B,province,,江西省\nB1,county,B,东海\n";
        let gazetteer = Gazetteer::parse_file(
            &SourcePath::new("regions.csv"),
            csv.as_bytes(),
            &mut Sink::default(),
        );
        assert_eq!(code(&gazetteer, "东海"), "B1");
        assert_eq!(code(&gazetteer, "东海县"), "A1");
        assert_eq!(code(&gazetteer, "江东东海"), "A1");
    }

    #[test]
    fn an_unknown_name_brings_the_nearest_ones() {
        let china = Gazetteer::of_china();
        for (text, near) in [
            ("上海市静按区", "上海市静安区"),
            ("上誨市静安区", "上海市静安区"),
            ("芝罘曲", "山东省烟台市芝罘区"),
            ("310199", "上海市"),
        ] {
            match china.resolve_name(text) {
                Err(Unresolved::Unknown { nearest }) => {
                    assert!(nearest.iter().any(|name| name == near), "{text}: {nearest:?}");
                    assert!(nearest.len() <= 5);
                }
                other => panic!("{text}: {other:?}"),
            }
        }
        for text in ["", " ", "/", "火星", "hello", &"城".repeat(1000)] {
            assert_eq!(
                china.resolve_name(text),
                Err(Unresolved::Unknown { nearest: Vec::new() }),
                "{text:?}"
            );
        }
    }
}
