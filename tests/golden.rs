//! Whole sites, folder to folder: `tests/sites/<site>/in` goes in, `out` is what comes out,
//! `findings.txt` what is said.
//!
//! The theme of `tests/sites/theme` writes down what a template sees, line by line, so that a
//! change of what pages show is a change of lines. `UPDATE_EXPECT=1` writes the folders anew.

#![expect(clippy::disallowed_methods, reason = "tests compare folders")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use casebook::foundation::diagnostic::{Severity, Speech};
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{self, BuildCache, Request, Silent};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("tests/sites")
}

/// Every file below `folder` by its path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let inner = entry
                .path()
                .strip_prefix(folder)
                .expect("below the folder")
                .to_str()
                .expect("UTF-8")
                .to_owned();
            (inner, fs::read(entry.path()).expect("a readable fixture"))
        })
        .collect()
}

/// Builds `tests/sites/<name>/in` and holds it against `<out>` beside it.
fn check_as(name: &str, out: &str, request: &Request) {
    let site = folder().join(name);
    let mut world = MemoryWorld::default();
    for (path, bytes) in files(&site.join("in")) {
        world.write(&path, bytes);
    }
    for (path, bytes) in files(&folder().join("theme")) {
        world.write(&format!("themes/theme/{path}"), bytes);
    }
    for language in ["zh-Hans", "en"] {
        world.write(&format!("themes/theme/i18n/{language}.yaml"), keys());
    }
    let output = MemoryOutput::default();
    let built = pipeline::build_site(&world, request, &mut BuildCache::default(), &output, &Silent)
        .expect("memory takes everything");
    let mut made: BTreeMap<String, Vec<u8>> =
        output.into_files().into_iter().map(|(path, bytes)| (path.to_string(), bytes)).collect();
    // Scripts and style sheets are read where they stand.
    made.retain(|path, _| !path.ends_with(".js") && !path.ends_with(".css"));
    let mut findings = String::new();
    for found in &built.diagnostics {
        let severity = if found.severity == Severity::Error { "error" } else { "warning" };
        let file = found.file.as_ref().map_or("-", |file| file.as_str());
        let _ = writeln!(
            findings,
            "{severity}[{}] {file}: {}",
            found.code.0,
            found.message.in_speech(Speech::Chinese)
        );
    }
    if !findings.is_empty() {
        made.insert("findings.txt".into(), findings.into_bytes());
    }
    hold(&site.join(out), &made);
}

/// The texts of the theme: those that it gives, how the built-in one writes dates and figures, and
/// the keys of all others, so that their wording may change.
fn keys() -> String {
    let i18n = |theme: &str| {
        let file = root().join(theme).join("i18n/zh-Hans.yaml");
        let text = fs::read_to_string(file).expect("texts");
        serde_yaml::from_str::<BTreeMap<String, String>>(&text).expect("a map of texts")
    };
    let form = ["month_", "date_", "period_", "figure_", "body_", "region_within", "language_name"];
    let mut texts = i18n("themes/folio");
    texts.retain(|key, _| !form.iter().any(|form| key.starts_with(form)));
    for (key, text) in &mut texts {
        text.clone_from(key);
    }
    texts.extend(i18n("tests/sites/theme"));
    serde_json::to_string(&texts).expect("JSON, which is YAML too")
}

fn check(name: &str) {
    check_as(name, "out", &Request::default());
}

/// Holds `made` against a folder, or writes the folder.
fn hold(folder: &Path, made: &BTreeMap<String, Vec<u8>>) {
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        let _ = fs::remove_dir_all(folder);
        for (path, bytes) in made {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, bytes).expect("a written file");
        }
        return;
    }
    let expected = files(folder);
    let mut wrong = String::new();
    for path in expected.keys().filter(|path| !made.contains_key(*path)) {
        let _ = writeln!(wrong, "missing: {path}");
    }
    for (path, bytes) in made {
        match expected.get(path) {
            None => {
                let _ = writeln!(wrong, "not expected: {path}");
            }
            Some(blessed) if blessed != bytes => {
                let _ = writeln!(wrong, "different: {path}\n{}", difference(blessed, bytes));
            }
            Some(_) => {}
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n{wrong}\nUPDATE_EXPECT=1 writes the folder anew",
        folder.display()
    );
}

/// The lines that are on one side only.
fn difference(expected: &[u8], made: &[u8]) -> String {
    let (expected, made) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(made));
    let mut lines = String::new();
    for chunk in dissimilar(&expected, &made) {
        let _ = writeln!(lines, "  {chunk}");
    }
    lines
}

fn dissimilar(expected: &str, made: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), made.lines().collect());
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
    let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
    gone.chain(come).collect()
}

#[test]
fn a_single_case_makes_a_site() {
    check("minimal");
}

#[test]
fn long_lists_go_over_pages() {
    check("paging");
}

#[test]
fn cases_count_for_every_region_above_them() {
    check("regions");
}

#[test]
fn models_have_parts_and_pages() {
    check("models-and-pages");
}

#[test]
fn old_addresses_lead_to_the_new_and_drafts_stay_out() {
    check("redirects-and-drafts");
    check_as("redirects-and-drafts", "out-drafts", &Request { drafts: true, ..Request::default() });
}

#[test]
fn a_publication_of_another_country_brings_its_own_regions() {
    check("own-gazetteer");
}

#[test]
fn levels_have_the_names_and_regions_the_order_that_the_publication_gives() {
    check("own-levels");
}

#[test]
fn a_case_of_several_regions_is_listed_under_each_and_counted_once_above_them() {
    check("joint-case");
}

#[test]
fn a_publication_does_without_regions_and_has_other_words() {
    check("without-regions");
}

#[test]
fn chinese_markdown_is_set_as_it_is_meant() {
    check("cjk-markdown");
}

#[test]
fn figures_of_one_indicator_stand_together() {
    check("indicators");
}

#[test]
fn editions_stand_side_by_side() {
    check("editions");
}

#[test]
fn feeds_and_sitemap_carry_the_whole_address() {
    check("feeds");
}

#[test]
fn collections_have_lists_pages_and_links_both_ways() {
    check("collections");
}

#[test]
fn a_short_theme_makes_whole_pages() {
    check("plain");
}
