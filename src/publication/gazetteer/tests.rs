//! Tests of `gazetteer`.

use super::*;

fn codes<'a>(regions: impl IntoIterator<Item = &'a Region>) -> Vec<&'a str> {
    regions.into_iter().map(|region| region.code.as_str()).collect()
}

#[test]
fn china_reads_without_a_finding() {
    let mut sink = Sink::default();
    let bytes = include_bytes!("../../../data/regions.csv");
    let china = Gazetteer::parse(&SourcePath::new("data/regions.csv"), bytes, &mut sink);
    assert!(sink.is_empty(), "{:?}", sink.as_slice().first());
    assert_eq!(china.len(), 3218);
    assert_eq!(china.roots().count(), 34);
    assert_eq!(china.hash(), Hash::of(bytes));
    assert_eq!(Gazetteer::china().hash(), china.hash());
}

#[test]
fn each_province_has_an_abbreviation_of_its_own() {
    let china = Gazetteer::china();
    let mut shorts: Vec<&str> =
        china.roots().filter_map(|region| region.short.as_deref()).collect();
    shorts.sort_unstable();
    shorts.dedup();
    assert_eq!(shorts.len(), 34);
    for (code, short) in [
        ("110000", "京"),
        ("310000", "沪"),
        ("500000", "渝"),
        ("710000", "台"),
        ("810000", "港"),
        ("820000", "澳"),
    ] {
        assert_eq!(china.get(code).unwrap().short.as_deref(), Some(short));
    }
}

#[test]
fn a_region_knows_what_is_above_and_below_it() {
    let china = Gazetteer::china();
    assert_eq!(codes(china.path("370602")), ["370000", "370600", "370602"]);
    assert_eq!(codes(china.ancestors("370602")), ["370000", "370600"]);
    assert_eq!(codes(china.children("110000")).len(), 16);
    assert!(china.children("110000").is_sorted_by_key(|region| &region.code));
    assert_eq!(china.full_name("310106"), "上海市静安区");
    assert!(china.is_within("370602", "370000") && !china.is_within("370602", "310000"));
    assert_eq!(china.get("999999"), None);
    assert!(china.path("999999").is_empty() && china.ancestors("999999").is_empty());
    assert_eq!(china.children("999999").count(), 0);
}

#[test]
fn the_nested_order_is_that_of_a_printed_tree() {
    let china = Gazetteer::china();
    let order: Vec<(usize, &Region)> = china.nested_order().collect();
    assert_eq!(order.len(), china.len());
    for (depth, region) in &order {
        assert_eq!(*depth, china.ancestors(region.code.as_str()).len());
    }
    for pair in order.windows(2) {
        let [(depth, before), (next_depth, after)] = pair else { unreachable!("windows of two") };
        // A step down leads to a child; any other step leads to a later sibling of something open.
        let path = china.path(before.code.as_str());
        let parent = if next_depth > depth {
            Some(&before.code)
        } else {
            path.get(*next_depth).and_then(|open| open.parent.as_ref())
        };
        assert_eq!(after.parent.as_ref(), parent);
    }
}

#[test]
fn a_level_reads_back_from_its_name() {
    for level in Level::ALL {
        assert_eq!(Level::parse(level.name()), Some(level));
    }
    assert_eq!(Level::parse("town"), None);
}
