//! Reports for programs, held to what their readers expect.

use serde_json::{Value, json};

use super::Reporter;
use crate::foundation::diagnostic::{Diagnostic, Severity, Span, Speech};
use crate::foundation::path::SourcePath;
use crate::foundation::world::MemoryWorld;
use crate::say;
use crate::text::invisible::escape_json;

const FILE: &str = "content/cases/静安 a,b.md";

/// A file with a character outside the basic plane before the mistake, and findings about it.
fn world() -> (MemoryWorld, Vec<Diagnostic>) {
    let mut world = MemoryWorld::default();
    world.write(FILE, "---\ntitle: 𠮷野 100%\n---\n");
    let file = SourcePath::new(FILE);
    let start = "---\ntitle: 𠮷".len();
    let message = say!("错了 100%：\n一，二" | "wrong by 100%:\none, two");
    let found = Diagnostic::error("bad-thing", &file, message)
        .at_span(Span::new(start, start + "野".len()))
        .with_hint(say!("改正它" | "fix it"));
    let lone = Diagnostic::new(Severity::Hint, "of-all", None, say!("全部" | "all"));
    (world, vec![found, lone])
}

#[test]
fn sarif_counts_columns_in_utf_16_and_names_every_rule() {
    let (world, found) = world();
    let found: Vec<&Diagnostic> = found.iter().collect();
    let log =
        Reporter::new(&world, Speech::English).with_prefix("site/".to_owned()).write_sarif(&found);
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["$schema"], "https://json.schemastore.org/sarif-2.1.0.json");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    assert_eq!(run["tool"]["driver"]["name"], "casebook");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 2);
    for result in results {
        let place = usize::try_from(result["ruleIndex"].as_u64().expect("a place")).expect("small");
        assert_eq!(rules[place]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().expect("a level")));
        assert!(result["message"]["text"].is_string());
    }
    assert_eq!(
        results[0]["locations"],
        json!([{ "physicalLocation": {
            "artifactLocation": { "uri": "site/content/cases/%E9%9D%99%E5%AE%89%20a,b.md" },
            "region": { "startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 11 },
        } }])
    );
    assert_eq!(results[1].get("locations"), None::<&Value>);
}

#[test]
fn workflow_commands_are_one_line_with_what_would_end_a_part_escaped() {
    let (world, found) = world();
    let mut reporter = Reporter::new(&world, Speech::English);
    let lines: Vec<String> = found.iter().map(|found| reporter.write_github(found)).collect();
    assert_eq!(
        lines,
        [
            "::error file=content/cases/静安 \
             a%2Cb.md,line=2,endLine=2,col=9,endColumn=10,title=bad-thing::wrong by \
             100%25:%0Aone, two%0Afix it",
            "::notice title=of-all::all",
        ]
    );
}

#[test]
fn json_is_one_object_with_its_version_and_counts() {
    let (world, found) = world();
    let found: Vec<&Diagnostic> = found.iter().collect();
    let report = Reporter::new(&world, Speech::English).json_report(&found, &[]);
    assert_eq!(report["version"], 1);
    assert_eq!(report["counts"], json!({ "errors": 1, "warnings": 0, "hints": 1 }));
    assert_eq!(report["findings"][0]["code"], "bad-thing");
    assert_eq!(report["findings"][0]["span"]["column"], 9);
    assert_eq!(report["findings"][1]["severity"], "hint");
}

#[test]
fn of_a_line_that_is_too_long_for_a_screen_only_the_part_around_the_place_is_shown() {
    let mut world = MemoryWorld::default();
    let line = "甲乙 ".repeat(100_000);
    world.write(FILE, format!("一\n{line}丙\n"));
    let start = "一\n".len() + line.len();
    let found = Diagnostic::error("bad-thing", &SourcePath::new(FILE), say!("错" | "wrong"))
        .at_span(Span::new(start, start + "丙".len()));
    let shown = Reporter::new(&world, Speech::English).write_human(&found);
    assert!(shown.contains("静安 a,b.md:2:300001"), "{shown}");
    assert!(shown.contains("丙") && shown.contains('^'), "{shown}");
    assert!(shown.len() < 2000, "{}", shown.len());
}

#[test]
fn a_name_that_would_turn_a_terminal_is_written_out() {
    let mut world = MemoryWorld::default();
    let file = SourcePath::new("content/cases/甲\u{202E}dm\x1B[2J.md");
    world.write(file.as_str(), "一\n");
    let message = say!("找不到 {file}" | "{file} is not there");
    let found = Diagnostic::error("bad-thing", &file, message).at_span(Span::new(0, 3));
    let whole = Diagnostic::error("bad-thing", &file, say!("错" | "wrong"))
        .with_hint(say!("改名 {file}" | "rename {file}"))
        .with_note(&file, None, say!("又见 {file}" | "see {file}"));
    let mut reporter = Reporter::new(&world, Speech::English);
    let shown = [
        reporter.write_human(&found),
        reporter.write_human(&whole),
        reporter.name_place(&found),
        reporter.name_place(&whole),
    ];
    for text in shown {
        assert!(text.contains("甲\\u{202E}dm\\u{001B}[2J.md"), "{text}");
        assert!(!text.contains(['\u{202E}', '\x1B', '�', '␛']), "{text}");
    }
}

/// What a name or a text may hold to end a line, a command or a string, or to turn a terminal.
const HOSTILE: &str = "甲\n::error file=a::b%0A%25\r\x1B[31m\u{202E}\u{2028}\u{85},x:\"\\";

/// A finding that is hostile all over.
fn hostile() -> (MemoryWorld, Diagnostic) {
    let mut world = MemoryWorld::default();
    let file = SourcePath::new(&format!("content/{HOSTILE}.md"));
    world.write(file.as_str(), format!("---\ntitle: {HOSTILE}\n"));
    let message = say!("读不了 {HOSTILE}" | "cannot read {HOSTILE}");
    let found = Diagnostic::error("bad-thing", &file, message)
        .at_span(Span::new(4, 9))
        .with_label(say!("这里 {HOSTILE}" | "here {HOSTILE}"))
        .with_hint(say!("改名 {HOSTILE}" | "rename {HOSTILE}"))
        .with_note(&file, Some(Span::new(0, 3)), say!("又见 {HOSTILE}" | "see {HOSTILE}"));
    (world, found)
}

#[test]
fn nothing_in_a_name_or_a_text_ends_a_workflow_command_or_begins_another() {
    let (world, found) = hostile();
    for speech in [Speech::Chinese, Speech::English] {
        let line = Reporter::new(&world, speech).write_github(&found);
        let ends = ['\n', '\r', '\x1B', '\u{202E}', '\u{2028}', '\u{85}'];
        assert!(!line.contains(ends), "{line:?}");
        assert!(line.starts_with("::error file=content/甲%0A%3A%3Aerror file=a%3A%3Ab%250A%2525"));
        // Between the command and its text stands the one `::` that counts.
        let (properties, text) =
            line.trim_start_matches("::error ").split_once("::").expect("a text");
        let names: Vec<&str> =
            properties.split(',').filter_map(|part| Some(part.split_once('=')?.0)).collect();
        assert_eq!(names, ["file", "line", "endLine", "col", "endColumn", "title"]);
        assert!(text.contains("%0A::error file=a::b%250A%2525"), "{text}");
    }
}

#[test]
fn json_and_sarif_hold_whatever_a_name_or_a_text_holds_and_turn_no_terminal() {
    let (world, found) = hostile();
    let mut reporter = Reporter::new(&world, Speech::Chinese);
    let log = reporter.write_sarif(&[&found]);
    let report = reporter.json_report(&[&found], &[]);
    for value in [&log, &report] {
        let whole = value.to_string();
        let text = escape_json(&whole);
        assert!(
            !text.contains(|c: char| c.is_control() || "\u{202E}\u{2028}".contains(c)),
            "{text}"
        );
        assert_eq!(&serde_json::from_str::<Value>(&text).expect("JSON"), value);
    }
    assert_eq!(report["findings"][0]["file"], format!("content/{HOSTILE}.md"));
    assert_eq!(report["findings"][0]["hints"][0], format!("改名 {HOSTILE}"));
    let uri = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        ["uri"];
    let uri = uri.as_str().expect("an address");
    assert!(!uri.contains(|c: char| !c.is_ascii_graphic()) && !uri.contains(['"', '\\']), "{uri}");
}
