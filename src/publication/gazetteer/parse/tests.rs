//! Tests of `parse`.

use super::*;

fn read(csv: &str) -> (Gazetteer, Vec<(&'static str, String)>) {
    read_bytes(csv.as_bytes())
}

/// Returns the gazetteer, and of each finding its code and the text it points at.
fn read_bytes(bytes: &[u8]) -> (Gazetteer, Vec<(&'static str, String)>) {
    let mut sink = Sink::default();
    let gazetteer = Gazetteer::parse_file(&SourcePath::new("regions.csv"), bytes, &mut sink);
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let at = |finding: &Diagnostic| {
        finding.span.map(|span| text[span.byte_range()].to_owned()).unwrap_or_default()
    };
    (gazetteer, sink.into_sorted().iter().map(|finding| (finding.code.0, at(finding))).collect())
}

#[test]
fn a_publication_may_bring_its_own_regions() {
    let (iceland, findings) = read(
        "\u{feff}name,code,parent,level,population,short\r\nIceland,IS,,country,387758,\r\n\
         Northeast,IS-6,IS,province,,NE\r\n\"Akureyri\",AKU,IS-6,county\r\n",
    );
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(iceland.len(), 3);
    assert_eq!(iceland.full_name("AKU"), "Iceland / Northeast / Akureyri");
    for text in
        ["Akureyri", "akureyri", "Iceland / Akureyri", "Iceland, Northeast, Akureyri", "AKU"]
    {
        assert_eq!(
            iceland.resolve_name(text).map(|region| region.code.as_str()),
            Ok("AKU"),
            "{text}"
        );
    }
    assert_eq!(iceland.find_region("IS-6").unwrap().short.as_deref(), Some("NE"));
    assert_eq!(iceland.find_region("AKU").unwrap().short, None);
}

#[test]
fn every_row_that_cannot_be_used_is_pointed_at() {
    let (gazetteer, findings) = read(
        "code,level,parent,name\r\n\
         A,province,,甲省\r\n\
         B,provinse,,乙省\r\n\
         B1,county,B,乙县\r\n\
         A,province,,甲省又\r\n\
         C/D,county,A,丙县\r\n\
         E,county,A,\r\n\
         \r\n\
         F,county,X,己县\r\n",
    );
    assert_eq!(
        findings,
        [
            ("region-level", "B,provinse,,乙省".into()),
            ("duplicate-region", "A,province,,甲省又".into()),
            ("region-code", "C/D,county,A,丙县".into()),
            ("region-name", "E,county,A,".into()),
            ("region-parent", "F,county,X,己县".into()),
        ]
    );
    // A child of an unusable row is not reported again, and like 己县 stands at the top.
    let roots: Vec<&str> = gazetteer.roots().map(|region| region.code.as_str()).collect();
    assert_eq!(roots, ["A", "B1", "F"]);
    assert_eq!(gazetteer.find_region("F").unwrap().parent, None);
    assert_eq!(&*gazetteer.find_region("A").unwrap().name, "甲省");
}

#[test]
fn a_slip_in_a_level_brings_the_right_word() {
    let mut sink = Sink::default();
    let bytes = b"code,level,parent,name\nB,provinse,,B\n";
    let _ = Gazetteer::parse_file(&SourcePath::new("r.csv"), bytes, &mut sink);
    let hints: Vec<&str> =
        sink.as_slice().iter().flat_map(|finding| &finding.hints).map(|hint| &*hint.en).collect();
    assert_eq!(hints, ["did you mean `province`?"]);
}

#[test]
fn a_cycle_is_found_and_cut() {
    let (gazetteer, findings) = read(
        "code,level,parent,name\nA,prefecture,B,a\nB,province,A,b\nC,county,C,c\n\
         D,province,A,d\nE,county,A,e\n",
    );
    assert_eq!(
        findings,
        [
            ("region-cycle", "B,province,A,b".into()),
            ("region-cycle", "C,county,C,c".into()),
            ("region-parent", "D,province,A,d".into()),
        ]
    );
    assert_eq!(gazetteer.path_to("E").len(), 3);
    assert_eq!(gazetteer.len(), 5);
}

#[test]
fn a_file_that_is_no_gazetteer_says_so() {
    for bytes in [
        &b""[..],
        b"\n",
        b"code;level;parent;name\n1;2;3;4\n",
        b"code,level,name\n",
        b"code,\xff",
        b"code,level,parent,name\n",
    ] {
        let (gazetteer, findings) = read_bytes(bytes);
        assert!(gazetteer.is_empty() && gazetteer.roots().next().is_none());
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings.iter().all(|(code, _)| *code == "gazetteer-file"));
    }
}
