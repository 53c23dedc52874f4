//! Whatever readers write in front of a street, no other city is found.

use std::collections::BTreeMap;

use super::super::names::{name_at_end, plain_name};
use super::super::{Gazetteer, Level, Region, RegionCode, Unresolved};

/// What follows a district in an address, some of it with beginnings that endings of units have.
const PLACES: [&str; 3] = ["建安街道", "中山东路社区", "市桥街道"];

/// Returns the regions that a text may name, with what follows them; and whether `check --fix`
/// may put the only one in.
fn read(china: &Gazetteer, text: &str) -> (Vec<RegionCode>, String, bool) {
    match china.resolve_name(text) {
        Ok(region) => (vec![region.code.clone()], String::new(), true),
        Err(Unresolved::Ambiguous { candidates, rest }) => (candidates, rest, false),
        Err(Unresolved::Beyond { region, rest, sure }) => (vec![region], rest, sure),
        other => panic!("{text}: {other:?}"),
    }
}

fn by_name(china: &Gazetteer, name: impl Fn(&Region) -> String) -> BTreeMap<String, Vec<&Region>> {
    let mut by_name: BTreeMap<String, Vec<&Region>> = BTreeMap::new();
    for region in china.regions.iter().filter(|region| region.level < Level::TOWNSHIP) {
        by_name.entry(name(region)).or_default().push(region);
    }
    by_name
}

#[test]
fn every_unit_is_found_in_front_of_a_street_by_its_path() {
    let china = Gazetteer::of_china();
    for region in &china.regions {
        let path = china.full_name(region.code.as_str());
        let place = "中山东路社区";
        let (found, rest, sure) = read(&china, &format!("{path}{place}"));
        assert_eq!((found.as_slice(), &*rest), (&[region.code.clone()][..], place), "{path}");
        assert_eq!(sure, china.has_none_below(&region.code), "{path}{place}");
    }
}

#[test]
fn every_bare_name_in_front_of_a_street_brings_its_unit_or_all_that_share_it() {
    let china = Gazetteer::of_china();
    for (name, regions) in by_name(&china, |region| region.name.to_string()) {
        let mut all: Vec<RegionCode> = regions.iter().map(|region| region.code.clone()).collect();
        all.sort_unstable();
        // 嘉峪关市 is a prefecture and the only county in it.
        if name == "嘉峪关市" {
            all.truncate(1);
        }
        for place in PLACES {
            let (found, rest, _) = read(&china, &format!("{name}{place}"));
            assert_eq!((&found, &*rest), (&all, place), "{name}{place}");
        }
    }
}

#[test]
fn a_shortened_name_in_front_of_a_street_leaves_no_city_and_is_never_sure() {
    let china = Gazetteer::of_china();
    let shortened = |region: &Region| {
        let full = plain_name(&region.name);
        let stems = full.char_indices().map(|(at, _)| &full[..at]).rev();
        let shorter = stems.map(|stem| name_at_end(region, stem)).find(|name| !name.is_empty());
        shorter.unwrap_or(&full).to_owned()
    };
    for (name, regions) in by_name(&china, shortened) {
        if regions.iter().any(|region| region.is_named_in_full(&plain_name(&name))) {
            continue;
        }
        for place in ["建安街道", "盛泽镇"] {
            match china.resolve_name(&format!("{name}{place}")) {
                Err(Unresolved::Beyond { region, sure, .. }) => {
                    let goes_by = name_at_end(china.find_region(region.as_str()).unwrap(), &name);
                    assert_eq!((goes_by, sure), (&*name, false), "{name}{place}");
                }
                Err(Unresolved::Ambiguous { candidates, .. }) => {
                    let is_there = |region: &&Region| candidates.contains(&region.code);
                    assert!(regions.iter().any(is_there), "{name}{place}: {candidates:?}");
                }
                other => panic!("{name}{place}: {other:?}"),
            }
        }
    }
}

#[test]
fn a_name_is_not_cut_in_two() {
    let china = Gazetteer::of_china();
    for (text, rest) in [
        ("静安县大宁路街道", "大宁路街道"),
        ("番禺市桥街道", "市桥街道"),
        ("静安市民中心社区", "市民中心社区"),
        ("北京市朝阳门街道", "朝阳门街道"),
        ("番禺市市桥镇", "市桥镇"),
        ("北京市大兴县黄村镇", "黄村镇"),
    ] {
        match china.resolve_name(text) {
            Err(
                Unresolved::Beyond { rest: found, sure: false, .. }
                | Unresolved::Former { rest: found, .. },
            ) => assert_eq!(found, rest),
            other => panic!("{text}: {other:?}"),
        }
    }
    for text in ["静安寺街道", "北站街道", "城关镇", "东安镇某村", "清波街道"]
    {
        assert_eq!(china.resolve_name(text), Err(Unresolved::PlaceAlone), "{text}");
    }
}

#[test]
fn two_districts_are_never_parted_as_one() {
    let china = Gazetteer::of_china();
    for text in ["上海市静安区大宁路街道和宝山区庙行镇", "上海市静安区大宁路街道闸北区某街道"]
    {
        assert!(!read(&china, text).2, "{text}");
    }
    assert!(read(&china, "上海市静安区南京西路街道和平社区").2);
}
