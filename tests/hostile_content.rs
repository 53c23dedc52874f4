//! What authors write runs nowhere: attacks in every field of `site.yaml` and of a case, and every
//! format read back as its readers read it.

use std::collections::BTreeMap;

use casebook::foundation::diagnostic::Diagnostic;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site, has_errors};

#[path = "support/harmless_html.rs"]
mod harmless_html;

use harmless_html::{assert_harmless_body, assert_harmless_page};

const ATTACKS: &[&str] = &[
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</title></script><svg onload=alert(1)>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;",
    "{{ \"<script>alert(1)</script>\" | safe }}",
    "<a href=javascript:alert(1)>x</a>",
    "\u{2028}=cmd|' /C calc'!A0",
];

/// Settings with a text of an author wherever one may stand; `@` stands for it.
const SETTINGS: &str = r#"title: @
subtitle: @
description: @
publisher: @
base_url: https://anli.shequ.cn/
language: zh-Hans
licence: {name: @, url: https://example.org/}
topics:
  - {id: one, name: @, definition: @}
indicators:
  - {id: members, label: @, unit: 家, kind: level, definition: @}
units: [{id: 家, name: {en: @}}]
fields:
  附注: {label: @, type: text, facet: true}
editions:
  en: {label: @}
region_names:
  "310106": {en: @}
"#;

/// A case with a text of an author wherever one may stand.
const CASE: &str = r#"---
title: @
district: "310106"
locality: @
model: {name: @, notation: 1+2, components: [{token: "1", label: @}]}
date: 2022-02-25
summary: @
sort_key: @
organisations: [@]
practices: [{name: @}]
metrics:
  - {id: a, label: @, printed: 94家, source: s1, at: @}
  - {id: b, indicator: members, value: 94, unit: 家, year: 2021, source: s1}
sources:
  - {id: s1, title: @, publisher: @, date: 2022-02-25, url: https://example.org/}
附注: @
---

## 做法

@
"#;

/// The same case in the other edition.
const TRANSLATION: &str = "---\ntitle: @\nlocality: @\nsummary: @\n---\n\n@\n";

type Files = BTreeMap<String, Vec<u8>>;

/// Writes `attack` where `@` stands, as a quoted text of YAML, which a text of JSON is.
fn with_attack(text: &str, attack: &str) -> String {
    text.replace('@', &serde_json::to_string(attack).expect("a text"))
}

fn build(settings: &str, case: &str, translation: &str) -> (Files, Vec<Diagnostic>) {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", settings);
    world.write("content/cases/one.md", case);
    world.write("content/cases/one.en.md", translation);
    world.write("content/about.md", "---\ntitle: 关于\n---\n\n本站。\n");
    let output = MemoryOutput::default();
    let built =
        build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
            .expect("memory takes everything");
    let files = output.into_files().into_iter();
    (files.map(|(path, bytes)| (path.as_str().to_owned(), bytes)).collect(), built.diagnostics)
}

fn assert_harmless(files: &Files) {
    for (path, bytes) in files {
        let text = || std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
        match path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("html") => assert_harmless_page(text()),
            Some("json") => {
                let read = serde_json::from_str::<serde_json::Value>(text());
                assert!(read.is_ok(), "{path}: {}", text());
            }
            Some("xml") => assert_well_formed(path, text()),
            Some("csv") => assert_no_formula(path, text()),
            _ => {}
        }
    }
}

fn assert_well_formed(path: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(quick_xml::events::Event::Start(tag)) => {
                assert_ne!(tag.local_name().as_ref(), "script", "{path}: {text}");
            }
            Ok(_) => {}
            Err(error) => panic!("{path}: {error}: {text}"),
        }
    }
}

fn assert_no_formula(path: &str, text: &str) {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for row in reader.records() {
        for cell in &row.unwrap_or_else(|error| panic!("{path}: {error}")) {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@']), "{path}: {cell}");
        }
    }
}

/// What is found, a line each.
fn told(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(|found| format!("{}: {}", found.code.0, found.message.en)).collect()
}

#[test]
fn nothing_of_an_attack_in_any_text_of_the_settings_or_of_a_case_runs() {
    for attack in ATTACKS {
        let [settings, case, translation] =
            [SETTINGS, CASE, TRANSLATION].map(|text| with_attack(text, attack));
        for theme in ["folio", "plain"] {
            let settings = format!("{settings}theme: {theme}\n");
            let (files, found) = build(&settings, &case, &translation);
            assert!(files.contains_key("cases/one/index.html"), "{attack}: {:#?}", told(&found));
            assert!(files.contains_key("en/cases/one/index.html"), "{attack}: {:#?}", told(&found));
            assert_harmless(&files);
        }
    }
}

#[test]
fn an_address_that_runs_is_refused_wherever_one_is_written() {
    let [settings, case, translation] =
        [SETTINGS, CASE, TRANSLATION].map(|text| text.replace('@', "甲"));
    let (files, found) = build(&settings, &case, &translation);
    assert!(!has_errors(&found), "{:#?}", told(&found));
    assert_harmless(&files);
    for address in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:alert(1)",
        "//evil.example/",
        "https://evil.example/\" onclick=\"alert(1)",
    ] {
        let quoted = serde_json::to_string(address).expect("a text");
        let url = format!("url: {quoted}");
        for (settings, case) in [
            (settings.replace("url: https://example.org/", &url), case.clone()),
            (settings.replace("url: https://anli.shequ.cn/", &url), case.clone()),
            (format!("{settings}embeds: [{quoted}]\n"), case.clone()),
            (format!("{settings}redirects: {{/topics/old/: {quoted}}}\n"), case.clone()),
            (settings.clone(), case.replace("url: https://example.org/", &url)),
            (settings.clone(), case.replacen("---\n", &format!("---\naliases: [{quoted}]\n"), 1)),
        ] {
            let (files, found) = build(&settings, &case, &translation);
            assert!(has_errors(&found), "{settings}{case}");
            assert_harmless(&files);
        }
    }
}

#[test]
fn what_would_run_is_recognised() {
    for html in [
        "<script>alert(1)</script>",
        "<script src=//evil.example/a.js></script>",
        "<p OnClick=x>",
        "<p style=x>",
        "<a href=' java&Tab;script:x'>",
        "<a href=' //evil.example/'>",
        "<iframe srcdoc=x>",
        "<style>p{}</style>",
        "<meta http-equiv=refresh content='0; url=javascript:x'>",
    ] {
        let read = std::panic::catch_unwind(|| assert_harmless_page(html));
        assert!(read.is_err(), "{html}");
    }
    assert_harmless_page("<script type=\"application/ld+json\">{\"a\":\"<p onclick=x>\"}</script>");
    assert_harmless_body("<p>&lt;script&gt; <a href=\"b.md#c:d\">a</a></p>");
    assert!(std::panic::catch_unwind(|| assert_harmless_body("<form>")).is_err());
}
