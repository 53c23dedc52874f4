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
    assert_eq!(china.len(), 3264);
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
}

#[test]
fn a_level_reads_back_from_its_name() {
    for level in Level::ALL {
        assert_eq!(Level::parse(level.name()), Some(level));
    }
    assert_eq!(Level::parse("town"), None);
}

#[test]
fn rows_are_added_to_the_built_in_table() {
    let csv = "code,level,parent,name,short\n139901,county,130000,雄安新区,雄安\n310106,county,310000,新静安区,\n";
    let mut sink = Sink::default();
    let china = Gazetteer::china();
    let file = SourcePath::new("more.csv");
    let more = china.extended(&file, csv.as_bytes(), &mut sink);
    assert!(sink.is_empty(), "{:?}", sink.as_slice().first());
    assert_eq!(more.len(), china.len() + 1);
    assert_eq!(more.resolve("河北省雄安新区").unwrap().code.as_str(), "139901");
    assert_eq!(more.full_name("310106"), "上海市新静安区");
    assert_ne!(more.hash(), china.hash());
}

#[test]
fn what_is_wrong_with_added_rows_is_told_in_their_file() {
    let csv = "code,level,parent,name\nA,county,139999,甲\nB,county,130102,乙\nC,province,,丙\nC,province,,丁\n";
    let mut sink = Sink::default();
    let more = Gazetteer::china().extended(&SourcePath::new("more.csv"), csv.as_bytes(), &mut sink);
    let codes: Vec<_> = sink.as_slice().iter().map(|finding| finding.code.0).collect();
    assert_eq!(codes, ["duplicate-region", "region-parent", "region-parent"]);
    assert_eq!(more.roots().count(), 37);
}
