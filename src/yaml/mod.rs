//! YAML as a tree of nodes with places. The only module that knows the YAML library.

mod plain;

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;

use crate::diagnostic::{Diagnostic, Sink, Span};
use crate::path::SourcePath;
use crate::say;
use crate::slip::{self, Slip, Sure};

/// The most front matter that is read, in bytes.
pub const MAX_YAML: usize = 64 << 10;

/// A YAML value and where it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing was written after the key, or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A plain number, in the author's digits.
    Number(String),
    /// Any other text.
    Text(String),
    /// `[a, b]` or lines with `-`.
    List(Vec<Node>),
    /// Keys and values, in the author's order.
    Map(Vec<(Key, Node)>),
}

/// A key and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Where it stands.
    pub span: Span,
    /// Its text.
    pub text: String,
}

/// Parses one YAML document of `file`, whose text begins at byte `base` of the file.
///
/// Returns `None` after an error in `sink` when the text is no YAML or is past the budget. An empty
/// text is an empty map.
pub fn parse(file: &SourcePath, text: &str, base: usize, sink: &mut Sink) -> Option<Node> {
    if text.len() > MAX_YAML {
        sink.push(
            Diagnostic::error(
                "too-large",
                file,
                say!(
                    "YAML 部分有 {size} KB，上限是 {limit} KB" | "the YAML has {size} KB, the limit is {limit} KB",
                    size = text.len() / 1024,
                    limit = MAX_YAML / 1024
                ),
            )
            .at(Span::new(base, base))
            .hint(say!("长的内容请写到正文里" | "write what is long into the body")),
        );
        return None;
    }
    if text.trim().is_empty() {
        return Some(Node { span: Span::new(base, base), value: Value::Map(Vec::new()) });
    }
    let parsed = plain::read(text, base).map_or_else(|| with_places(text, base), Ok);
    if parsed.is_ok() {
        report_dropped(file, text, base, sink);
        if report_silent(file, text, base, sink) {
            return None;
        }
    }
    match parsed {
        Ok(Node { value: Value::Null, span }) => Some(Node { value: Value::Map(Vec::new()), span }),
        Ok(node) => Some(node),
        Err(error) => {
            explain(file, text, base, &error, sink);
            None
        }
    }
}

/// YAML drops ` #标签` without a word.
fn report_dropped(file: &SourcePath, text: &str, base: usize, sink: &mut Sink) {
    for range in slip::dropped(text) {
        sink.push(
            Diagnostic::warning(
                "comment",
                file,
                say!("“#”和它后面的文字被当作注释，没有读进来" | "`#` and what follows it is a comment and was not read"),
            )
            .at(Span::new(base + range.start, base + range.end))
            .hint(say!(
                "如果是内容，请用英文双引号把整段内容括起来；如果是注释，请在“#”后面空一格"
                    | "if it belongs to the value, put the whole value in double quotes; if it is a comment, write a space after `#`"
            )),
        );
    }
}

/// Reports what YAML takes without a word and reads otherwise than meant, such as `- label：党组织`; tells whether there is any.
fn report_silent(file: &SourcePath, text: &str, base: usize, sink: &mut Sink) -> bool {
    if !slip::suspicious(text) {
        return false;
    }
    let certain = |slip: &Slip| slip.sure == Sure::Certain;
    let slips: Vec<Slip> = slip::find(text).into_iter().filter(certain).collect();
    let meant = !slips.is_empty() && is_yaml_when_mended(text, certain);
    if meant {
        report_slips(file, slips, base, |_| true, sink);
    }
    meant
}

/// Tells whether `text` is YAML with those slips mended that `chosen` takes. One slip may hide another.
fn is_yaml_when_mended(text: &str, chosen: impl Fn(&Slip) -> bool) -> bool {
    let mut mended = text.to_owned();
    for _ in 0..4 {
        let slips: Vec<Slip> = slip::find(&mended).into_iter().filter(&chosen).collect();
        if slips.is_empty() {
            break;
        }
        mended = slip::mend(&mended, &slips);
    }
    with_places(&mended, 0).is_ok()
}

fn report_slips(file: &SourcePath, slips: Vec<Slip>, base: usize, safe: impl Fn(&Slip) -> bool, sink: &mut Sink) {
    for slip in slips {
        let span = Span::new(base + slip.range.start, base + slip.range.end);
        let safe = safe(&slip);
        sink.push(Diagnostic::error("yaml", file, slip.message).at(span).hint(slip.hint).mend(span, slip.replacement, safe));
    }
}

fn with_places(text: &str, base: usize) -> Result<Node, serde_yaml::Error> {
    let placed = serde_yaml::from_str_with_options::<Placed>(text, options())?;
    Ok(settle(placed, text, base))
}

fn options() -> serde_yaml::Options {
    let budget = serde_yaml::budget! {
        max_aliases: 64,
        max_anchors: 64,
        max_depth: 32,
        flow_nesting_limit: 32,
        max_nodes: 20_000,
        max_events: 60_000,
        max_documents: 1,
        max_total_scalar_bytes: MAX_YAML * 4,
    };
    serde_yaml::options! {
        budget: budget,
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
        merge_keys: serde_yaml::options::MergeKeyPolicy::Error,
        duplicate_keys: serde_yaml::options::DuplicateKeyPolicy::Error,
        non_finite_float_policy: serde_yaml::options::NonFiniteFloatPolicy::AsString,
    }
}

/// A node with places, as the library hands it over.
struct Placed(Spanned<PlacedValue>);

enum PlacedValue {
    Scalar(Value),
    /// A number with a fraction: its digits are read from the text.
    Float,
    List(Vec<Placed>),
    Map(Vec<(Spanned<String>, Placed)>),
}

impl<'de> Deserialize<'de> for Placed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for PlacedValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlacedVisitor)
    }
}

struct PlacedVisitor;

impl<'de> Visitor<'de> for PlacedVisitor {
    type Value = PlacedValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<PlacedValue, E> {
        Ok(PlacedValue::Scalar(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<PlacedValue, E> {
        Ok(PlacedValue::Scalar(Value::Number(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<PlacedValue, E> {
        Ok(PlacedValue::Scalar(Value::Number(value.to_string())))
    }

    fn visit_f64<E>(self, _: f64) -> Result<PlacedValue, E> {
        Ok(PlacedValue::Float)
    }

    fn visit_str<E>(self, value: &str) -> Result<PlacedValue, E> {
        Ok(PlacedValue::Scalar(Value::Text(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<PlacedValue, E> {
        Ok(PlacedValue::Scalar(Value::Text(value)))
    }

    fn visit_unit<E>(self) -> Result<PlacedValue, E> {
        Ok(PlacedValue::Scalar(Value::Null))
    }

    fn visit_none<E>(self) -> Result<PlacedValue, E> {
        Ok(PlacedValue::Scalar(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<PlacedValue, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<PlacedValue, A::Error> {
        let mut list = Vec::new();
        while let Some(node) = seq.next_element()? {
            list.push(node);
        }
        Ok(PlacedValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PlacedValue, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(PlacedValue::Map(entries))
    }
}

fn settle(Placed(spanned): Placed, text: &str, base: usize) -> Node {
    let place = span_of(spanned.referenced, text, base);
    let value = match spanned.value {
        PlacedValue::Scalar(value) => value,
        PlacedValue::Float => {
            let own = span_of(spanned.defined, text, 0);
            Value::Number(text.get(own.range()).unwrap_or_default().trim().to_owned())
        }
        PlacedValue::List(list) => Value::List(list.into_iter().map(|node| settle(node, text, base)).collect()),
        PlacedValue::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, node)| (Key { span: span_of(key.referenced, text, base), text: key.value }, settle(node, text, base)))
                .collect(),
        ),
    };
    let span = match &value {
        // The library's place of a collection is its first mark; a caret there says little.
        Value::List(list) => list.first().zip(list.last()).map_or(place, |(first, last)| list_span(place, first, last, text, base)),
        Value::Map(map) => map
            .first()
            .zip(map.last())
            .map_or(place, |((key, _), (_, last))| Span { start: key.span.start, end: last.span.end.max(key.span.end) }),
        _ => place,
    };
    Node { span, value }
}

/// Where a list stands: with its brackets, when it has any.
fn list_span(place: Span, first: &Node, last: &Node, text: &str, base: usize) -> Span {
    let at = |offset: u32| text.get(offset as usize - base..).unwrap_or_default();
    if !at(place.start).starts_with('[') {
        return Span { start: first.span.start, end: last.span.end };
    }
    let close = at(last.span.end).find(']').map_or(0, |close| close + 1);
    Span::new(place.start as usize, last.span.end as usize + close)
}

fn span_of(location: serde_yaml::Location, text: &str, base: usize) -> Span {
    let span = location.span();
    let (Some(start), Some(length)) = (span.byte_offset(), span.byte_len()) else {
        return Span::new(base, base);
    };
    let (start, length) = (usize::try_from(start).unwrap_or(0), usize::try_from(length).unwrap_or(0));
    let start = start.min(text.len());
    let end = (start + length).min(text.len());
    let trimmed = text.get(start..end).map_or(end, |own| start + own.trim_end_matches([' ', '\n', '\r', '\t']).len());
    Span::new(base + start, base + trimmed.max(start))
}

/// Says in an editor's words what is wrong with a text that is no YAML.
///
/// Most often it is punctuation from a Chinese keyboard. Each such slip is a finding of its own, as long as
/// the text with all of them mended is YAML; else the library's own finding comes first. Those that are certain are tried
/// alone before those that are likely.
fn explain(file: &SourcePath, text: &str, base: usize, error: &serde_yaml::Error, sink: &mut Sink) {
    if let Some(finding) = beyond_budget(file, text, base, error) {
        sink.push(finding);
        return;
    }
    let mut slips = slip::find(text);
    for least in [Sure::Certain, Sure::Likely, Sure::Guess] {
        let chosen = |slip: &Slip| slip.sure >= least;
        if slips.iter().any(chosen) && is_yaml_when_mended(text, chosen) {
            slips.retain(chosen);
            return report_slips(file, slips, base, |slip| slip.sure > Sure::Guess, sink);
        }
    }
    sink.push(own_words(file, text, base, error));
    report_slips(file, slips, base, |slip| slip.sure == Sure::Certain, sink);
}

fn beyond_budget(file: &SourcePath, text: &str, base: usize, error: &serde_yaml::Error) -> Option<Diagnostic> {
    use serde_yaml::Error as E;
    // A breach inside an alias is wrapped with the places of both.
    let mut cause = error;
    while let E::AliasError { error, .. } | E::WithSnippet { error, .. } = cause {
        cause = error;
    }
    let over = matches!(
        cause,
        E::Budget { .. }
            | E::AliasReplayCounterOverflow { .. }
            | E::AliasReplayLimitExceeded { .. }
            | E::AliasExpansionLimitExceeded { .. }
            | E::AliasReplayStackDepthExceeded { .. }
    );
    let detail = error.to_string();
    let over = over || detail.contains("nest") || detail.contains("recursion");
    over.then(|| {
        Diagnostic::error(
            "yaml-budget",
            file,
            say!(
                "YAML 过于复杂：层次太深、引用（*）太多或内容太长" | "the YAML is too complex: too deep, too many aliases (*), or too long"
            ),
        )
        .at(place_of(text, base, error))
        .hint(say!(
            "不要用“&”和“*”引用；把内容写平，层次不超过 32 层" | "do without `&` and `*`; write things out flat, at most 32 levels deep"
        ))
    })
}

fn place_of(text: &str, base: usize, error: &serde_yaml::Error) -> Span {
    error.location().map_or(Span::new(base, base), |location| {
        let span = span_of(location, text, base);
        if span.start as usize > base || location.line() <= 1 {
            return span;
        }
        let offset = base + offset_of(text, location.line(), location.column());
        Span::new(offset, offset)
    })
}

fn own_words(file: &SourcePath, text: &str, base: usize, error: &serde_yaml::Error) -> Diagnostic {
    let detail = error.to_string();
    let detail = detail.lines().next().unwrap_or_default();
    let at = place_of(text, base, error);
    if detail.contains("duplicate") {
        let key = text.get(at.start as usize - base..at.end as usize - base).unwrap_or_default();
        return Diagnostic::error("duplicate-key", file, say!("“{key}”写了两次" | "`{key}` is written twice"))
            .at(at)
            .hint(say!("同一个名称只能写一次，请删去或合并其中一处" | "a key may stand once: delete one of them or merge the two"));
    }
    if let Some(finding) = reserved_mark(file, text, base, at) {
        return finding;
    }
    if detail.contains("erge key") {
        return Diagnostic::error("yaml", file, say!("不支持合并键“<<”" | "merge keys (`<<`) are not supported"))
            .at(at)
            .hint(say!("请把内容直接写出来" | "write the content out"));
    }
    Diagnostic::error("yaml", file, say!("这里的 YAML 写法有误，从这一行起读不下去" | "this is not valid YAML, and cannot be read from this line on")).at(at).hint(say!(
        "请看这一行和上一行：冒号用半角“:”且后面有一个空格；缩进用空格不用 Tab，同级的行左边对齐；含有冒号、井号或引号的文字用英文双引号括起来；引号和括号要成对"
            | "look at this line and the one above: a colon is followed by a space, indentation is by spaces and even, text with a colon, a hash or quotes stands in double quotes, quotes and brackets come in pairs"
    ))
}

/// A value that begins with a mark that YAML keeps for itself, as in `unit: %`.
fn reserved_mark(file: &SourcePath, text: &str, base: usize, at: Span) -> Option<Diagnostic> {
    let rest = text.get(at.start as usize - base..)?;
    let own = rest.trim_start_matches(' ');
    let mark = own.chars().next().filter(|c| matches!(c, '%' | '@' | '`'))?;
    let value = own.split([',', '}', ']', '\n']).next().unwrap_or(own).trim_end();
    let start = at.start as usize + rest.len() - own.len();
    let span = Span::new(start, start + value.len());
    let quoted = format!("\"{value}\"");
    let message = say!("内容不能直接以“{mark}”开头" | "a value cannot begin with `{mark}` as it is");
    let hint = say!("请用英文双引号括起来：{quoted}" | "put it in double quotes: {quoted}");
    Some(Diagnostic::error("yaml", file, message).at(span).hint(hint).fix(span, quoted))
}

fn offset_of(text: &str, line: u64, column: u64) -> usize {
    let (line, column) = (usize::try_from(line).unwrap_or(1), usize::try_from(column).unwrap_or(1));
    let mut start = 0;
    for (number, own) in text.split_inclusive('\n').enumerate() {
        if number + 1 == line {
            let within: usize = own.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
            return (start + within).min(text.len());
        }
        start += own.len();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse_text(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let mut sink = Sink::default();
        let node = parse(&SourcePath::new("a.md"), text, 0, &mut sink);
        (node, sink.into_sorted())
    }

    /// What front matter is made of: it must not need the library.
    const PLAIN: &[&str] = &[
        "a: 甲 # 注\n\n# 注\nb: \"乙: 丙\"  # 注\nc: '丁'\nd: 3000余万元\ne: http://x.y/z#a\nf: 2007-06/\ng: 1+14+X",
        "a:\n  - 甲\n  - \"乙\"\n  - {b: 丙, c: 1.50, d: [x, 0]}\n  - e: 丁\n    f:\n      - g\nh:\n- i\n- j: k\n  l: m\n",
        "a: x\r\nb:\r\n  - c: u\r\n    d: v\r\n",
        "a:\n  b: 1\n  c:\n    d: e f  g\nh: i\n",
        "a: [x,u , z]\nb: {c: d,e: f}\n",
    ];

    /// Texts that are YAML, or nearly, and left to the library.
    const OTHER: &[&str] = &[
        "title: 静安区：枢纽\ncode: 011000\nn: 110000\nrate: 23.60\nyes: yes\non: true\nempty:\nlist: [1, {a: b}]\nday: 2022-02-25\n",
        "a: b\n c\nd: e\n",
        "a:\n  - b\n - c\n",
        "a: [b, c]: d\n",
        "a: {b: c, b: d}\n",
        "a: \"x\" y\n",
        "a: x: y\n",
        "a: 'x''y'\nb: \"x\\ny\"\n",
        "a: 1e3\nb: 0x1f\nc: 1_000\nd: 12:30\ne: -5\nf: .5\ng: 1.\nh: 007\ni: 1.2.3\nj: 99999999999999999999\n",
        "---\na: b\n...\n",
        "a: |\n  x\n  y\nb: >\n  z\n",
        "a: &x b\nc: *x\n",
        "a: b\n---\nc: d\n",
    ];

    /// Holds the fast reader to the library: it reads the same, or leaves the text alone.
    fn compare(text: &str) -> bool {
        let Some(read) = plain::read(text, 7) else { return false };
        match with_places(text, 7) {
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
        assert_eq!(&text[map[0].0.span.range()], "title");
        assert_eq!(&text[map[0].1.span.range()], "静安");
        let Value::List(list) = &map[1].1.value else { panic!("a list") };
        let Value::Map(metric) = &list[0].value else { panic!("a map") };
        assert_eq!(&text[metric[1].1.span.range()], "23.60");
        assert_eq!(metric[1].1.value, Value::Number("23.60".into()));
    }

    #[test]
    fn a_bomb_is_refused_at_once() {
        let mut text = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (from, to) in ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"].iter().map(|pair| (&pair[..1], &pair[1..])) {
            text += &format!("{to}: &{to} [*{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}]\n");
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
            found.iter().map(|one| one.fix.as_ref().map(|fix| fix.replacement.as_str())).collect::<Vec<_>>(),
            vec![Some(": "), Some(": ")]
        );
    }
}
