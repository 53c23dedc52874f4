//! The keys that authors may write: each is read, each is documented, and what is documented is
//! read.
//!
//! A table in `docs/` below `<!-- keys: kind -->` lists the keys of one kind of map, a key or
//! several to a row. `UPDATE_EXPECT=1` gives it the rows that it lacks, to be filled in by hand,
//! and takes away those of keys that are gone.

#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use casebook::input::fields::{KnownKey, NamedTable};
use support::Publication;

/// What tells people about a theme and the program nothing.
const FOR_PEOPLE: &[(&str, &str)] =
    &[("theme", "name"), ("theme", "title"), ("theme", "description"), ("theme", "licence")];

/// Right values of the keys that a map must have.
const RIGHT: &[(&str, &str)] = &[
    ("title", "题"),
    ("district", "上海市静安区"),
    ("model", "枢纽型模式"),
    ("date", "2022"),
    ("name", "名"),
    ("token", "X"),
    ("label", "名"),
    ("id", "a"),
    ("base_url", "https://example.org/"),
];

const SITE: &str = "title: 题\nbase_url: https://example.org/\n";
const CASE: &str = "title: 题\ndistrict: 上海市静安区\nmodel: 枢纽型模式\ndate: 2022\n";

fn tables() -> impl Iterator<Item = NamedTable> {
    casebook::content::key_tables().chain(casebook::publication::key_tables())
}

#[test]
fn every_table_of_keys_is_among_those_of_the_documentation() {
    let sources = walkdir::WalkDir::new(root().join("src")).into_iter();
    let files = sources.map(|entry| entry.expect("src can be listed").into_path());
    let count: usize = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| read(&path).matches("KEYS: [KnownKey; ").count())
        .sum();
    assert_eq!(tables().count(), count, "left: `key_tables`, right: src/");
}

#[test]
fn every_key_that_is_listed_is_read() {
    let mut unread = Vec::new();
    for (kind, keys) in tables() {
        for key in keys.iter().filter(|key| !FOR_PEOPLE.contains(&(kind, key.name))) {
            // No key takes a list of a list, so whoever reads one says so.
            let said = check(kind, &with(keys, key, Some("[[]]")));
            if !said.contains(&format!("“{}”应当是", key.name)) {
                unread.push(format!("{kind}: {}\n{said}", key.name));
            }
        }
    }
    assert!(unread.is_empty(), "nobody reads {}", unread.join("\n"));
}

#[test]
fn every_required_key_is_missed() {
    for (kind, keys) in tables() {
        for key in keys.iter().filter(|key| key.is_required) {
            let said = check(kind, &with(keys, key, None));
            let is_missed = said.lines().any(|line| {
                line.starts_with("错误[missing-key]") && line.contains(&format!("“{}”", key.name))
            });
            assert!(is_missed, "{kind} without {}:\n{said}", key.name);
        }
    }
}

#[test]
fn a_key_that_is_not_listed_is_not_suggested_for_itself() {
    let said = check(
        "site",
        &[("title", "题"), ("base_url", "https://example.org/"), ("source_url", "a")],
    );
    assert!(said.contains("错误[unknown-key]: 没有叫“source_url”的字段"), "{said}");
    assert!(!said.contains("是不是想写“source_url”"), "{said}");
}

#[test]
fn the_documentation_lists_the_keys_that_are_read() {
    let blesses = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut documented = BTreeMap::new();
    for file in ["front-matter.md", "site.md", "themes.md"] {
        let path = root().join("docs").join(file);
        let mut text = read(&path);
        if blesses {
            text = with_all_keys(&text);
            fs::write(&path, &text).expect("a written file");
        }
        for (kind, rows) in key_tables_of(&text) {
            let rows: Vec<String> = rows.into_iter().map(str::to_owned).collect();
            let before = documented.insert(kind.to_owned(), rows);
            assert!(before.is_none(), "{kind} is documented twice");
        }
    }
    for (kind, keys) in tables() {
        let rows = documented
            .remove(kind)
            .unwrap_or_else(|| panic!("docs/ lacks `<!-- keys: {kind} -->`"));
        let listed: BTreeSet<(&str, bool)> = rows
            .iter()
            .flat_map(|row| names_in(row).into_iter().map(move |name| (name, is_marked(row))))
            .collect();
        let known = keys.iter().map(|key| (key.name, key.is_required)).collect();
        assert_eq!(
            listed, known,
            "{kind}: left: docs/, right: src/ (a key, and whether it is required)"
        );
        for row in rows {
            assert!(!row.contains("| … |"), "say what the key means: {row}");
        }
    }
    assert!(documented.is_empty(), "no such tables of keys: {documented:?}");
}

/// The keys of a map that has what it must, `key` with a value of its own or without any.
fn with<'a>(
    keys: &'a [KnownKey],
    key: &'a KnownKey,
    value: Option<&'a str>,
) -> Vec<(&'a str, &'a str)> {
    let right =
        |name: &str| RIGHT.iter().find(|(known, _)| *known == name).expect("a right value").1;
    keys.iter()
        .filter(|other| other.is_required && other.name != key.name)
        .map(|other| (other.name, right(other.name)))
        .chain(value.map(|value| (key.name, value)))
        .collect()
}

/// Writes a map of the `kind` into a publication, and returns what is found in it.
fn check(kind: &str, keys: &[(&str, &str)]) -> String {
    let entries: Vec<String> = keys.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    let (lines, map) = (format!("{}\n", entries.join("\n")), entries.join(", "));
    let case = |front: &str| ("content/cases/new.md", format!("---\n{front}---\n\n正文。\n"));
    let site = |key: &str| ("site.yaml", format!("{SITE}{key}\n"));
    let translation =
        |front: &str| ("content/cases/jingan.en.md", format!("---\n{front}---\n\nText.\n"));
    let (path, text) = match kind {
        "case" => case(&lines),
        "model" => case(&format!("{}model: {{{map}}}\n", CASE.replace("model: 枢纽型模式\n", ""))),
        "components" => case(&format!(
            "{}model: {{name: 名, components: [{{{map}}}]}}\n",
            CASE.replace("model: 枢纽型模式\n", "")
        )),
        "practices" | "metrics" | "sources" => case(&format!("{CASE}{kind}: [{{{map}}}]\n")),
        "translation" => translation(&lines),
        "translation.model" => translation(&format!("title: t\nmodel: {{{map}}}\n")),
        "translation.practices" => translation(&format!("title: t\npractices: [{{{map}}}]\n")),
        "entry" => ("content/news/new.md", format!("---\n{lines}---\n\n正文。\n")),
        "page" => ("content/new.md", format!("---\n{lines}---\n\n正文。\n")),
        "site" => ("site.yaml", lines),
        "case-key" => site(&format!("cases: {{model: {{{map}}}}}")),
        "licence" | "cases" | "gazetteer" | "outputs" | "lints" | "permalinks" => {
            site(&format!("{kind}: {{{map}}}"))
        }
        "levels" => site(&format!("gazetteer: {{levels: [{{{map}}}]}}")),
        "editions" => site(&format!("editions: {{en: {{{map}}}}}")),
        "menu" => site(&format!("menu: [{{{map}}}]")),
        "fields" => site(&format!("fields: {{预算: {{{map}}}}}")),
        "collections" => site(&format!("collections: {{news: {{{map}}}}}")),
        "topics" | "indicators" | "units" => site(&format!("{kind}: [{{{map}}}]")),
        "theme" => ("themes/new/theme.yaml", lines),
        _ => panic!("say where a map of the kind `{kind}` stands"),
    };
    let publication = Publication::new();
    if kind.starts_with("translation") {
        publication.write("site.yaml", format!("{SITE}editions: {{en: {{}}}}\n"));
    }
    if kind == "entry" {
        publication.write("site.yaml", format!("{SITE}collections: {{news: {{}}}}\n"));
    }
    if kind == "theme" {
        publication.write("site.yaml", format!("{SITE}theme: new\n"));
    }
    publication.write(path, text);
    let ran = publication.run(&["check", "--quiet"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{kind}: {}", ran.stderr);
    ran.stderr
}

/// The rows of each table below a `<!-- keys: … -->`.
fn key_tables_of(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut lines = text.lines();
    let mut tables = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(kind) = kind_of(line) {
            let rows = lines.by_ref().skip_while(|line| !line.starts_with('|')).skip(2);
            tables.push((kind, rows.take_while(|line| line.starts_with('|')).collect()));
        }
    }
    tables
}

/// Returns the text with a row for each key, and none for what is no key.
fn with_all_keys(text: &str) -> String {
    let mut fixed = text.to_owned();
    for (kind, rows) in key_tables_of(text) {
        let Some((_, keys)) = tables().find(|(known, _)| *known == kind) else { continue };
        let is_known = |name: &str| keys.iter().any(|key| key.name == name);
        for row in rows.iter().filter(|row| !names_in(row).into_iter().all(is_known)) {
            fixed = fixed.replace(&format!("{row}\n"), "");
        }
        let Some(last) = rows.iter().rev().find(|row| names_in(row).into_iter().all(is_known))
        else {
            continue;
        };
        let listed: Vec<&str> = rows.iter().flat_map(|row| names_in(row)).collect();
        let columns = last.matches(" |").count();
        for key in keys.iter().filter(|key| !listed.contains(&key.name)) {
            let mark = if key.is_required { "（必填）" } else { "" };
            let row = format!("| `{}`{mark} |{}", key.name, " … |".repeat(columns - 1));
            fixed = fixed.replace(&format!("{last}\n"), &format!("{last}\n{row}\n"));
        }
    }
    fixed
}

fn kind_of(line: &str) -> Option<&str> {
    line.strip_prefix("<!-- keys: ")?.strip_suffix(" -->")
}

/// The keys of a row: what its first cell has between backticks.
fn names_in(row: &str) -> Vec<&str> {
    row.split('|').nth(1).unwrap_or_default().split('`').skip(1).step_by(2).collect()
}

/// Tells whether a row is of keys that are required.
fn is_marked(row: &str) -> bool {
    row.contains("| 是 |") || row.contains("（必填）")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
