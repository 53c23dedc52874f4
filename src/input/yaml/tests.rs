use proptest::prelude::*;

use super::*;

fn parse_text(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let node = parse_document(&SourcePath::new("a.md"), text, 0, &mut sink);
    (node, sink.into_sorted())
}

/// What front matter is made of: it must not need the library.
const PLAIN: &[&str] = &[
    "a: 甲 # 注\n\n# 注\nb: \"乙: 丙\"  # 注\nc: '丁'\nd: 3000余万元\ne: http://x.y/z#a\n\
     f: 2007-06/\ng: 1+14+X",
    "a:\n  - 甲\n  - \"乙\"\n  - {b: 丙, c: 1.50, d: [x, 0]}\n  - e: 丁\n    f:\n      - g\nh:\n\
     - i\n- j: k\n  l: m\n",
    "a: x\r\nb:\r\n  - c: u\r\n    d: v\r\n",
    "a:\n  b: 1\n  c:\n    d: e f  g\nh: i\n",
    "a: [x,u , z]\nb: {c: d,e: f}\n",
];

/// Texts that are YAML, or nearly, and left to the library.
const OTHER: &[&str] = &[
    "title: 静安区：枢纽\ncode: 011000\nn: 110000\nrate: 23.60\nyes: yes\non: true\nempty:\n\
     list: [1, {a: b}]\nday: 2022-02-25\n",
    "a: b\n c\nd: e\n",
    "a:\n  - b\n - c\n",
    "a: [b, c]: d\n",
    "a: {b: c, b: d}\n",
    "a: \"x\" y\n",
    "a: x: y\n",
    "a: 'x''y'\nb: \"x\\ny\"\n",
    "a: 1e3\nb: 0x1f\nc: 1_000\nd: 12:30\ne: -5\nf: .5\ng: 1.\nh: 007\ni: 1.2.3\n\
     j: 99999999999999999999\n",
    "---\na: b\n...\n",
    "a: |\n  x\n  y\nb: >\n  z\n",
    "a: &x b\nc: *x\n",
    "a: b\n---\nc: d\n",
];

/// Holds the fast reader to the library: it reads the same, or leaves the text alone.
fn compare(text: &str) -> bool {
    let Some(read) = plain::read_plain(text, 7) else { return false };
    match library::read_document(text, 7) {
        Ok(node) => assert_eq!(read, node, "{text:?}"),
        Err(error) => panic!("read what is no YAML: {text:?}: {error}"),
    }
    true
}

#[test]
fn both_readers_see_the_same() {
    assert!(PLAIN.iter().all(|text| compare(text)));
    assert!(!OTHER.iter().any(|text| compare(text)));
}

#[test]
fn a_map_of_many_keys_is_read_alike_and_a_key_that_occurs_twice_is_seen() {
    for count in [2, 16, 17, 400] {
        let lines: Vec<String> = (0..count).map(|number| format!("key{number}: 甲\n")).collect();
        let text = lines.concat();
        assert!(compare(&text), "{count}");
        let again = format!("{text}key1: 乙\n");
        assert!(!compare(&again), "{count}");
        assert_eq!(parse_text(&again).0, None, "{count}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_fast_reader_reads_the_library_reads_so(parts in prop::collection::vec(prop::sample::select(PARTS), 1..24)) {
        let text = parts.concat();
        compare(&text);
        compare(&format!("a: {text}"));
        compare(&format!("a:\n  - {text}"));
        compare(&format!("a: [{text}]"));
    }
}

/// Front matter in which nothing is wrong, to be broken in one place.
const WHOLE: &str = "title: 静安的做法\ndistrict: \"310106\"\ndate: 2022-03\ntopics: [治理, 党建]\n\
    model: {name: 模式, parts: [党组织, 居民]}\n\
    metrics:\n  - {label: 队伍, value: 3, unit: 家}\n  - {label: 人数, value: 30, unit: 人}\n\
    sources:\n  - {id: s1, title: 材料}\n  - id: s2\n    title: \"另一份\"\n    publisher: 社\n";

#[test]
fn a_text_that_is_broken_in_one_place_gets_one_finding_there() {
    assert_eq!(parse_text(WHOLE).1, []);
    for (whole, broken, line) in [
        ("unit: 家}", "unit: 家", 7),
        ("unit: 人}", "unit: 人", 8),
        ("材料}", "材料", 10),
        ("材料}", "材料)", 10),
        ("居民]}", "居民]", 5),
        ("居民]}", "居民}", 5),
        ("党建]", "党建", 4),
        ("党建]", "党建]]", 4),
        ("党建]", "党建}", 4),
        ("{id: s1, title: 材料}", "{id: s1,\n     title: 材料", 10),
        ("{id: s1, title: 材料}", "id: s1, title: 材料}", 10),
        ("队伍, value", "队伍 value", 7),
        ("date: ", "date：", 3),
        ("date: ", "date:", 3),
        ("date: ", "date ", 3),
        ("label: 队伍", "label：队伍", 7),
        ("队伍, value", "队伍，value", 7),
        ("value: 3,", "value:3,", 7),
        ("value: 3,", "value: 3, value: 4,", 7),
        ("topics: ", "date: 2023\ntopics: ", 4),
        ("\"310106\"", "“310106\"", 2),
        ("\"310106\"", "\"310106", 2),
        ("\"另一份\"", "\"另一份", 12),
        ("\"另一份\"", "\"另\"一份\"", 12),
        ("    title", "\ttitle", 12),
        ("  - {label: 队", "\t- {label: 队", 7),
        ("    title", "  title", 12),
        ("    publisher", "     publisher", 13),
        ("    publisher", "   publisher", 13),
        ("date", " date", 3),
        ("  - {label: 人", "   - {label: 人", 8),
        ("  - id: s2", "  -id: s2", 11),
        ("  - id: s2", "  — id: s2", 11),
        ("[治理, 党建]", "［治理, 党建］", 4),
        ("静安的做法", "静安: 做法", 1),
        ("静安的做法", "@静安", 1),
        ("静安的做法", "%静安", 1),
    ] {
        let text = WHOLE.replacen(whole, broken, 1);
        let (_, found) = parse_text(&text);
        let lines: Vec<usize> = found
            .iter()
            .filter_map(|found| text.get(..found.span?.start as usize))
            .map(|before| before.matches('\n').count() + 1)
            .collect();
        assert_eq!(lines, [line], "{broken:?}: {found:#?}");
        let lost = "这里的 YAML 写法有误";
        assert!(!found[0].message.zh.starts_with(lost), "{broken:?} is told as such");
    }
}

const PARTS: &[&str] = &[
    "a",
    "b",
    "c",
    "甲",
    "乙",
    "a: ",
    "b: ",
    "c:",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    "\n- ",
    "\n  - ",
    " ",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "\"",
    "'",
    "\"x\"",
    "'y'",
    "#",
    " # z",
    "1",
    "0",
    "23.60",
    "2022-02-25",
    "2007-06/",
    "3000余万元",
    "true",
    "null",
    "yes",
    "~",
    ":",
    "：",
    "&x",
    "*x",
    "!t",
    "|",
    ">",
    "%",
    "@",
    "?",
    "\\",
    "\t",
    "\r\n",
    "\u{85}",
    "\u{3000}",
    "\u{a0}",
    "“",
    "http://x/y",
    "-",
    "--- ",
    "...",
    "=",
    "<<: ",
    ".",
    "e",
    "_",
    "\u{2028}",
    "x-y_z",
    "é",
];

#[test]
fn a_node_knows_its_bytes() {
    let text = "title: 静安\nmetrics:\n  - {label: 党组织, value: 23.60}\n";
    let (node, _) = parse_text(text);
    let Some(Value::Map(map)) = node.map(|node| node.value) else { panic!("a map") };
    assert_eq!(&text[map[0].0.span.byte_range()], "title");
    assert_eq!(&text[map[0].1.span.byte_range()], "静安");
    let Value::List(list) = &map[1].1.value else { panic!("a list") };
    let Value::Map(metric) = &list[0].value else { panic!("a map") };
    assert_eq!(&text[metric[1].1.span.byte_range()], "23.60");
    assert_eq!(metric[1].1.value, Value::Number("23.60".into()));
}

#[test]
fn what_looks_like_a_number_keeps_the_letters_of_its_author() {
    for text in [
        "0xF4EE", "+5", "+30", "0o17", "0b101", "1e3", "1_000", "017", ".5", "12:30:45", "Yes",
        "on",
    ] {
        for yaml in [format!("a: {text}"), format!("- b\n- {text}"), format!("[b, {text}]")] {
            let (node, _) = parse_text(&yaml);
            let read = match node.map(|node| node.value) {
                Some(Value::Map(mut map)) => map.remove(0).1.value,
                Some(Value::List(mut list)) => list.remove(1).value,
                other => panic!("{other:?}"),
            };
            let (Value::Number(read) | Value::Text(read)) = read else { panic!("{read:?}") };
            assert_eq!(read, text, "{yaml}");
        }
    }
}

#[test]
fn a_bomb_is_refused_at_once() {
    let mut text = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (from, to) in
        ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"].iter().map(|pair| (&pair[..1], &pair[1..]))
    {
        text += &format!(
            "{to}: &{to} [*{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}, \
             *{from}, *{from}]\n"
        );
    }
    let (node, found) = parse_text(&text);
    assert_eq!(node, None);
    assert_eq!(found[0].code.0, "yaml-budget", "{found:?}");
    let deep = format!("a: {}{}", "[".repeat(5000), "]".repeat(5000));
    assert_eq!(parse_text(&deep).0, None);
}

#[test]
fn a_key_written_twice_is_an_error_at_the_second() {
    let (_, found) = parse_text("title: a\ntitle: b\n");
    assert_eq!((found[0].code.0, found[0].span), ("duplicate-key", Some(Span::new(9, 14))));
}

#[test]
fn every_slip_of_the_keyboard_is_reported() {
    let (_, found) = parse_text("title：甲\ndistrict：乙\nmodel: 丙\n");
    assert_eq!(
        found
            .iter()
            .map(|one| one.fix.as_ref().map(|fix| fix.replacement.as_str()))
            .collect::<Vec<_>>(),
        vec![Some(": "), Some(": ")]
    );
}
