//! Tests of `gazetteer`.

use super::*;

fn codes<'a>(regions: impl IntoIterator<Item = &'a Region>) -> Vec<&'a str> {
    regions.into_iter().map(|region| region.code.as_str()).collect()
}

#[test]
fn china_reads_without_a_finding() {
    let mut sink = Sink::default();
    let bytes = include_bytes!("../../../data/regions.csv");
    let china = Gazetteer::parse_file(&SourcePath::new("data/regions.csv"), bytes, &mut sink);
    assert!(sink.is_empty(), "{:?}", sink.as_slice().first());
    assert_eq!(china.len(), 3622);
    assert_eq!(china.roots().count(), 34);
    assert_eq!(china.hash(), Hash::of_bytes(bytes));
    assert_eq!(Gazetteer::of_china().hash(), china.hash());
}

#[test]
fn each_province_has_an_abbreviation_of_its_own() {
    let china = Gazetteer::of_china();
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
        assert_eq!(china.find_region(code).unwrap().short.as_deref(), Some(short));
    }
}

#[test]
fn a_region_knows_what_is_above_and_below_it() {
    let china = Gazetteer::of_china();
    assert_eq!(codes(china.path_to("370602")), ["370000", "370600", "370602"]);
    assert_eq!(codes(china.ancestors("370602")), ["370000", "370600"]);
}

#[test]
fn a_level_reads_back_from_its_name() {
    let levels = Levels::default();
    for word in levels.words() {
        assert_eq!(levels.word(levels.find(word).unwrap()), word);
    }
    assert_eq!(levels.find("town"), None);
    assert_eq!(levels.find("county"), Some(Level::COUNTY));
    let states = Levels::new(["country", "state"].map(Box::from));
    assert_eq!(states.find("state").map(|level| states.word(level)), Some("state"));
    assert_eq!(states.find("county"), None);
}

#[test]
fn rows_are_added_to_the_built_in_table() {
    let csv = "code,level,parent,name,short\n139901,county,130000,雄安新区,雄安\n\
        310106,county,310000,新静安区,\n";
    let mut sink = Sink::default();
    let china = Gazetteer::of_china();
    let file = SourcePath::new("more.csv");
    let more = china.extend_with(&file, csv.as_bytes(), &mut sink);
    assert!(sink.is_empty(), "{:?}", sink.as_slice().first());
    assert_eq!(more.len(), china.len() + 1);
    assert_eq!(more.resolve_name("河北省雄安新区").unwrap().code.as_str(), "139901");
    assert_eq!(more.full_name("310106"), "上海市新静安区");
    assert_ne!(more.hash(), china.hash());
}

#[test]
fn what_is_wrong_with_added_rows_is_told_in_their_file() {
    let csv = "code,level,parent,name\nA,county,139999,甲\nB,county,130102,乙\nC,province,,丙\n\
        C,province,,丁\n";
    let mut sink = Sink::default();
    let more =
        Gazetteer::of_china().extend_with(&SourcePath::new("more.csv"), csv.as_bytes(), &mut sink);
    let codes: Vec<_> = sink.as_slice().iter().map(|finding| finding.code.0).collect();
    assert_eq!(codes, ["duplicate-region", "region-parent", "region-parent"]);
    assert_eq!(more.roots().count(), 37);
}

/// The regions of a country of its own: one root, so that its states tell cases apart.
const STATES: &str = "code,level,parent,name,aliases\nU,nation,,Union,\nU1,state,U,Texas,TX\nU3,state,U,Georgia,\nU2,state,U,Ohio,\n\
                      C1,county,U1,Paris,\nC2,county,U2,Georgia,\n\
                      C3,county,U2,\"Washington, D.C.\",\n";

fn states() -> Gazetteer {
    let levels = Levels::new(["nation", "state", "county"].map(Box::from));
    let file = SourcePath::new("regions.csv");
    let mut sink = Sink::default();
    let read = |_: &SourcePath, _: &mut Sink| Some(STATES.into());
    let states = Gazetteer::of_files(Some(&file), None, &levels, read, &mut sink);
    assert!(sink.is_empty(), "{:?}", sink.as_slice().first());
    states
}

#[test]
fn a_publication_has_levels_of_its_own() {
    let states = states();
    let code = |text: &str| states.resolve_name(text).map(|region| region.code.to_string());
    assert_eq!(codes(states.glance_regions()), ["U1", "U2", "U3"]);
    for (text, found) in [
        ("Paris, Texas", "C1"),
        ("Paris, TX", "C1"),
        ("Union / Ohio / Georgia", "C2"),
        // A state goes before a county of its name, as a province does.
        ("Georgia", "U3"),
        ("Washington, D.C.", "C3"),
        ("Washington, D.C., Ohio", "C3"),
    ] {
        assert_eq!(code(text).as_deref(), Ok(found), "{text}");
    }
    assert_eq!(states.level_word(states.find_region("U1").unwrap().level), "state");
    let top = |code| states.top_of(code).map(|region| region.code.as_str());
    assert_eq!(
        [top("C2"), top("U3"), top("U"), top("X")],
        [Some("U2"), Some("U3"), Some("U"), None]
    );
}

#[test]
fn regions_stand_in_the_order_that_is_asked_for() {
    let states = states();
    let seed = Hash::default();
    let listed = states.ordered(seed, |a, b| a.listed.cmp(&b.listed));
    assert_eq!(codes(listed.glance_regions()), ["U1", "U3", "U2"]);
    assert!(listed.position("U3") < listed.position("U2"));
    let named = states.ordered(seed, |a, b| a.name.cmp(&b.name));
    assert_eq!(codes(named.glance_regions()), ["U3", "U2", "U1"]);
    // What is found, and what lies where, stays.
    assert_eq!(named.resolve_name("Paris, Texas").map(|region| region.code.as_str()), Ok("C1"));
    assert_eq!(codes(named.path_to("C1")), ["U", "U1", "C1"]);
}
