//! What readers see besides the content is in the language and the script of their edition, in
//! every output.

#![expect(clippy::disallowed_methods, reason = "a test reads the theme and whole sites")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use casebook::foundation::language::LanguageTag;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};
use casebook::text::script::Converter;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every output, as text.
fn built(world: &MemoryWorld) -> BTreeMap<String, String> {
    let output = MemoryOutput::default();
    build_site(world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
        .expect("a site");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let files = output.into_files().into_iter();
    files.map(|(path, bytes)| (path.as_str().to_owned(), text(bytes))).collect()
}

/// Attributes that hold no text.
const MACHINE: [&str; 10] =
    ["id", "href", "src", "for", "name", "class", "value", "action", "http-equiv", "property"];

/// Elements whose text is code or data, and stays as it is.
const CODE: [&str; 6] = ["code", "pre", "kbd", "samp", "script", "style"];

/// The texts of a page or a feed, and of the attributes that `is_text` picks; what says that it is
/// in another language than the whole, and code, is left out.
fn texts(markup: &str, is_text: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    // The element that is left out, and how many of its name are open.
    let mut out: Option<(String, usize)> = None;
    let whole = attributes(markup.split("<html").nth(1).unwrap_or_default())
        .into_iter()
        .find(|(name, _)| name == "lang");
    for part in markup.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_alphanumeric()).next();
        let name = name.unwrap_or_default().to_owned();
        if let Some((element, depth)) = &mut out {
            if *element == name && !tag.ends_with('/') {
                *depth = if tag.starts_with('/') { *depth - 1 } else { *depth + 1 };
            }
            if *depth > 0 {
                continue;
            }
            out = None;
        } else if !tag.starts_with(['/', '!', '?']) {
            let attributes = attributes(tag);
            let foreign = attributes.iter().any(|attribute| {
                attribute.0 == "lang" && whole.as_ref().is_some_and(|whole| whole.1 != attribute.1)
            });
            if foreign || CODE.contains(&&*name) {
                out = Some((name, 1));
                continue;
            }
            let values = attributes.into_iter().filter(|(name, _)| is_text(name));
            found.extend(values.map(|(_, value)| value));
        }
        found.push(text.trim().to_owned());
    }
    found.retain(|text| !text.is_empty());
    found
}

/// The attributes of a tag: names and values.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag.split('>').next().unwrap_or_default();
    while let Some((before, after)) = rest.split_once("=\"") {
        let (value, next) = after.split_once('"').unwrap_or((after, ""));
        let name = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        found.push((name.to_owned(), value.to_owned()));
        rest = next;
    }
    found
}

/// The golden site `name` in the look of the built-in theme, with all outputs and an edition in
/// Traditional writing.
fn traditional(name: &str) -> MemoryWorld {
    let folder = root().join("tests/sites").join(name).join("in");
    let mut world = MemoryWorld::default();
    let files = walkdir::WalkDir::new(&folder).into_iter().filter_map(Result::ok);
    for file in files.filter(|entry| entry.file_type().is_file()) {
        let path = file.path().strip_prefix(&folder).expect("below").to_str().expect("UTF-8");
        world.write(path, fs::read(file.path()).expect("a fixture"));
    }
    let settings = fs::read_to_string(folder.join("site.yaml")).expect("settings");
    let mut settings: String = settings
        .lines()
        .filter(|line| !line.starts_with("theme: ") && !line.starts_with("outputs: "))
        .flat_map(|line| [line, "\n"])
        .collect();
    if !settings.contains("zh-Hant:") {
        settings.push_str("editions: {zh-Hant: {from: zh-Hans}}\n");
    }
    world.write("site.yaml", settings);
    world
}

#[test]
fn nothing_is_left_in_simplified_writing_in_a_traditional_edition() {
    let tag = |text| LanguageTag::parse(text).expect("a tag");
    let converter = Converter::new(&tag("zh-Hans"), &tag("zh-Hant"), &[]).expect("a converter");
    let mut seen = 0;
    for name in ["cjk-markdown", "editions", "indicators", "models-and-pages", "regions"] {
        for (path, text) in built(&traditional(name)) {
            if !path.starts_with("zh-Hant/") || !path.ends_with(".html") && !path.ends_with(".xml")
            {
                continue;
            }
            for text in texts(&text, |name| !MACHINE.contains(&name)) {
                // Traditional writing has nothing that conversion would change.
                assert_eq!(converter.convert_text(&text), text, "{name}: {path}");
                seen += usize::from(!text.is_ascii());
            }
        }
    }
    assert!(seen > 1000, "{seen}");
}

/// Words that are names, the same in every language.
const NAMES: [&str; 10] =
    ["Atom", "JSON", "Feed", "CSV", "BibTeX", "RIS", "CSL", "EB", "OL", "UTF"];

/// Names of tables and of their files, the same in every language.
const TABLES: [&str; 6] = ["cases", "metrics", "practices", "sources", "regions", "datapackage"];

/// Writes English with the signs of another language, a sign for a letter; what stands in braces
/// stays.
fn translated(text: &str) -> String {
    let mut gap = false;
    let sign = |c: char| char::from_u32(0x30a2 + u32::from(c.to_ascii_lowercase()) - 0x61);
    text.chars()
        .map(|c| {
            gap = (gap || c == '{') && c != '}';
            if gap || !c.is_ascii_alphabetic() { c } else { sign(c).expect("a sign") }
        })
        .collect()
}

/// The texts of the built-in theme in English.
fn english() -> BTreeMap<String, String> {
    let file = root().join("themes/folio/i18n/en.yaml");
    serde_yaml::from_str(&fs::read_to_string(file).expect("texts")).expect("a map of texts")
}

/// A publication whose content is in the signs of `translated` alone, with an edition in Japanese
/// whose texts are too.
fn japanese() -> MemoryWorld {
    let english = english();
    let texts = english.iter().map(|(key, text)| {
        format!("{key}: {}\n", serde_json::to_string(&translated(text)).expect("a string"))
    });
    let mut world = MemoryWorld::default();
    world.write("themes/folio/i18n/ja.yaml", texts.collect::<String>());
    world.write("site.yaml", SETTINGS);
    world.write(
        "data/places.csv",
        "code,level,parent,name,short\nA,province,,アア,ア\nB,county,A,イイ,\n",
    );
    world.write("content/about.md", "---\ntitle: ページ\n---\n\nテキスト。\n");
    world.write("content/about.ja.md", "---\ntitle: ページ\n---\n\nテキスト。\n");
    for (id, period) in [("a", "2018-06/2020"), ("b", "2019-02-03/"), ("c", "/2021")] {
        world.write(&format!("content/cases/{id}.md"), FRONT.replace("PERIOD", period) + BODY);
        let front = "---\ntitle: タイトル\n---\n\n";
        if id != "c" {
            world.write(&format!("content/cases/{id}.ja.md"), front.to_owned() + BODY);
        }
    }
    world
}

const SETTINGS: &str = "title: サイト
description: サイト
publisher: カイ
base_url: https://example.org/
language: zh-Hans
editions: {ja: {}}
gazetteer: data/places.csv
topics: [{id: t, name: トピック}]
units: [{id: ケ}, {id: エン}, {id: '%'}]
indicators:
  - {id: i, label: シヒョウ, unit: ケ, kind: level, direction: up, definition: テイギ}
  - {id: k, label: ワリアイ, unit: '%', kind: share, direction: none, definition: テイギ}
fields: {f: {label: フィールド, type: list, facet: true}}
";

const FRONT: &str = "---
title: タイトル
district: B
model: {name: モデル, notation: 1+2, components: [{token: '1', label: ヒト}, {token: '2', label: モノ}]}
date: 2022-02-25
period: PERIOD
summary: ヨウヤク
topics: [t]
organisations: [カイ]
f: [ア, イ]
practices: [{name: レイ, topic: t, anchor: ミダシ}]
metrics:
  - {id: m, indicator: i, value: 3000, unit: ケ, qualifier: at_least, year: 2019, status: official, source: s}
  - {id: n, indicator: i, value: 4000, unit: ケ, qualifier: about, year: 2020, status: self-reported}
  - {id: o, label: カネ, value: 5, unit: エン, qualifier: at_most, status: independent}
  - {id: p, indicator: k, value: 23.6, unit: '%', year: 2020}
sources: [{id: s, title: ホン, publisher: カイ, date: 2021-03, accessed: 2022-01-02, url: 'https://example.com/'}]
---

";

const BODY: &str = "## ミダシ

テキスト{{ metric(m) }}、{{ metric(o) }}。[^a]

| ア | イ |
|---|---|
| ウ | エ |

| ア | イ |
|---|---|
| ウ | エ |

- [x] ア
- [ ] イ

> [!NOTE]
> ア

> [!TIP]
> ア

> [!IMPORTANT]
> ア

> [!WARNING]
> ア

> [!CAUTION]
> ア

[^a]: チュウ
";

/// What is no text of the edition: signs of other languages than its own, but for names and
/// addresses.
fn foreign(text: &str) -> Option<String> {
    let is_han = |c: &char| matches!(*c, '\u{3400}'..='\u{9fff}');
    let words = text.split(char::is_whitespace).filter(|word| !word.contains("://"));
    let is_table =
        |word: &str| TABLES.contains(&word.trim_end_matches(".csv").trim_end_matches(".json"));
    let words = words.filter(|word| !word.starts_with('{') && !is_table(word));
    let mut words = words.flat_map(|word| word.split(|c: char| !c.is_ascii_alphabetic()));
    let han = text.chars().any(|c| is_han(&c)).then(|| text.to_owned());
    han.or_else(|| words.find(|word| word.len() > 1 && !NAMES.contains(word)).map(str::to_owned))
}

/// All texts in a value of JSON whose key `is_text` picks; those of lists and maps below it too.
fn json_texts(value: &serde_json::Value, is_text: &dyn Fn(&str) -> bool, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(all) => all.iter().for_each(|one| json_texts(one, is_text, found)),
        serde_json::Value::Object(all) => all
            .iter()
            .filter(|(key, _)| is_text(key))
            .for_each(|(_, one)| json_texts(one, is_text, found)),
        _ => {}
    }
}

#[test]
fn an_edition_with_texts_of_its_own_shows_no_word_of_another_language() {
    let site = built(&japanese());
    let is_text =
        |name: &str| ["alt", "title", "aria-label", "placeholder", "label"].contains(&name);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in site.iter().filter(|(path, _)| path.starts_with("ja/")) {
        let extension = Path::new(path).extension().and_then(|ending| ending.to_str());
        let mut found = Vec::new();
        match extension {
            Some("html") => {
                found = texts(text, |name| is_text(name) || name.starts_with("data-label"));
                let scripts = text.split("<script type=\"application/json\"").skip(1);
                for script in scripts.filter_map(|rest| rest.split_once('>')) {
                    let json = script.1.split("</script>").next().unwrap_or_default();
                    let json = serde_json::from_str(json).expect("JSON in a page");
                    json_texts(&json, &|_| true, &mut found);
                }
            }
            Some("xml") if path.ends_with("feed.xml") || path.ends_with("opensearch.xml") => {
                found = texts(text, |name| ["title", "term"].contains(&name));
                found.retain(|text| !text.contains('T') || !text.ends_with('Z'));
            }
            Some("json") if path.ends_with("feed.json") => {
                let json = serde_json::from_str(text).expect("a feed");
                let texts = ["title", "description", "summary", "content_text", "items", "tags"];
                json_texts(&json, &|key| texts.contains(&key), &mut found);
            }
            Some("json") if path.starts_with("ja/cases/") => {
                let json: serde_json::Value = serde_json::from_str(text).expect("a case");
                json_texts(&json["shown"], &|_| true, &mut found);
                json_texts(&json["metrics"], &|key| key == "text" || key == "label", &mut found);
            }
            _ => {}
        }
        seen += found.len();
        wrong.extend(found.iter().filter_map(|text| {
            let word = foreign(text)?;
            Some(format!("{path}: `{word}` in {text}"))
        }));
    }
    wrong.sort();
    wrong.dedup();
    assert!(seen > 1000, "{seen}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let case = &site["ja/cases/a/index.html"];
    for key in ["body_footnotes", "body_task_done", "body_alert_tip", "period", "status_official"] {
        assert!(case.contains(&translated(&english()[key])), "{key}");
    }
}
