//! The texts of the built-in themes: every language has the same ones, all that are used are there,
//! and all that are there are used.

#![expect(clippy::disallowed_methods, reason = "a test reads the theme and the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The texts of one language by key.
fn texts(language: &str) -> BTreeMap<String, String> {
    let file = root().join("themes/folio/i18n").join(language);
    let text =
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_yaml::from_str(&text).expect("a map of texts")
}

/// The files below a folder that end in one of `endings`, whole.
fn sources(folder: &str, endings: &[&str]) -> String {
    let files = walkdir::WalkDir::new(root().join(folder))
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    let wanted = |path: &Path| {
        endings.iter().any(|ending| path.extension().is_some_and(|found| found == *ending))
    };
    files
        .filter(|entry| wanted(entry.path()))
        .map(|entry| fs::read_to_string(entry.path()).expect("text"))
        .collect()
}

/// What follows `before` in `text` as far as it is a key.
fn keys_after<'t>(text: &'t str, before: &str) -> BTreeSet<&'t str> {
    let end = |rest: &str| {
        rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())
    };
    text.split(before)
        .skip(1)
        .map(|rest| &rest[..end(rest)])
        .filter(|key| !key.is_empty())
        .collect()
}

#[test]
fn every_language_has_the_same_texts_with_the_same_gaps() {
    let gaps = |text: &String| {
        let mut gaps: Vec<String> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
            // What names another text is for each language to place.
            .filter(|gap| !gap.starts_with('='))
            .collect();
        gaps.sort();
        gaps
    };
    let of = |language| {
        texts(language)
            .iter()
            .map(|(key, text)| (key.clone(), gaps(text)))
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(of("zh-Hans.yaml"), of("en.yaml"));
}

#[test]
fn what_conversion_does_not_give_is_a_text_of_the_language_that_is_converted() {
    let first = texts("zh-Hans.yaml");
    let idle: Vec<String> =
        texts("zh-Hant.yaml").into_keys().filter(|key| !first.contains_key(key)).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn every_text_that_is_used_is_there() {
    let texts = texts("zh-Hans.yaml");
    let templates = sources("themes", &["html"]);
    let code = sources("src", &["rs"]);
    let used = [
        keys_after(&templates, "{{ t."),
        keys_after(&templates, "(t."),
        keys_after(&code, "site.text(\""),
        keys_after(&code, "texts.get(\""),
    ];
    assert!(used.iter().map(BTreeSet::len).sum::<usize>() > 100, "what uses texts was not found");
    let missing: BTreeSet<&str> =
        used.into_iter().flatten().filter(|key| !texts.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_text_that_is_there_is_used() {
    let all = sources("themes", &["html", "js"]) + &sources("src", &["rs"]);
    let words: BTreeSet<&str> =
        all.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    // Keys that are put together from what they are about.
    let composed = |key: &str| {
        ["table_", "level_", "qualifier_", "status_", "month_"]
            .iter()
            .any(|prefix| key.starts_with(prefix))
    };
    let texts = texts("zh-Hans.yaml");
    let idle: Vec<&String> =
        texts.keys().filter(|key| !words.contains(key.as_str()) && !composed(key)).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn an_edition_in_traditional_writing_says_what_columns_mean_in_it() {
    let mut world = MemoryWorld::default();
    let site = "title: 案例库\nbase_url: https://example.org/\nlanguage: zh-Hans\n\
        editions: {zh-Hant: {from: zh-Hans}}\n";
    world.write("site.yaml", site);
    let case = "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\n---\n\n正文。\n";
    world.write("content/cases/a.md", case);
    let output = MemoryOutput::default();
    build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
        .expect("a site");
    let files = output.into_files();
    let page = |path: &str| {
        let page = files.iter().find(|(file, _)| file.as_str() == path);
        String::from_utf8_lossy(page.unwrap_or_else(|| panic!("{path}")).1).into_owned()
    };
    let simplified = texts("zh-Hans.yaml")["column_cases_region_code"].replace("{=region}", "地区");
    assert!(page("data/codebook/index.html").contains(&simplified));
    let traditional = page("zh-Hant/data/codebook/index.html");
    assert!(traditional.contains("地區代碼") && !traditional.contains(&simplified));
}

/// Builds a publication of one case with `files` beside it; returns a page and what was found.
fn page_of(site: &str, files: &[(&str, &str)], path: &str) -> (String, Vec<String>) {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", format!("title: 案例库\nbase_url: https://anli.shequ.cn/\n{site}"));
    let case = "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\n---\n\n正文。\n";
    world.write("content/cases/a.md", case);
    for (file, text) in files {
        world.write(file, *text);
    }
    let output = MemoryOutput::default();
    let outcome =
        build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
            .expect("a site");
    let files = output.into_files();
    let page = files.iter().find(|(file, _)| file.as_str() == path);
    let page = String::from_utf8_lossy(page.unwrap_or_else(|| panic!("{path}")).1).into_owned();
    (page, outcome.diagnostics.iter().map(|found| found.code.0.to_owned()).collect())
}

#[test]
fn the_publications_own_texts_take_the_place_of_the_themes() {
    let own = ("i18n/zh-Hans.yaml", "cases: 街坊故事\n");
    let theme = ("themes/lin/theme.yaml", "extends: folio\ncss: folio.css\n");
    let theme_texts = ("themes/lin/i18n/zh-Hans.yaml", "cases: 邻里\nregions: 地方\n");
    for (site, files, cases, regions) in [
        ("", vec![own], "街坊故事", "地区"),
        ("theme: lin\n", vec![theme, theme_texts], "邻里", "地方"),
        ("theme: lin\n", vec![theme, theme_texts, own], "街坊故事", "地方"),
        ("", vec![("i18n/zh-Hans.yaml", "home: 门厅\n")], "案例", "地区"),
    ] {
        let (page, found) = page_of(site, &files, "index.html");
        assert!(page.contains(&format!(">{cases}</a>")), "{site} {files:?}\n{page}");
        assert!(page.contains(&format!(">{regions}</a>")), "{site} {files:?}");
        assert!(found.is_empty(), "{found:?}");
    }
    // Texts under the name of no edition are none, which is told.
    let (page, found) = page_of("", &[("i18n/zh.yaml", "cases: 街坊故事\n")], "index.html");
    assert!(page.contains(">案例</a>"), "{page}");
    assert_eq!(found, ["unused-texts"]);
}

#[test]
fn a_text_of_ones_own_is_used_by_a_template_of_ones_own() {
    let page = "{% extends \"base.html\" %}{% block content %}{{ t.call_us }}{% endblock %}";
    let files = [("i18n/zh-Hans.yaml", "call_us: 来电\n"), ("templates/home.html", page)];
    let (page, found) = page_of("", &files, "index.html");
    assert!(page.contains("来电"));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_publication_in_traditional_writing_speaks_it() {
    for language in ["zh-Hant", "zh-TW", "zh-HK"] {
        let (page, found) = page_of(&format!("language: {language}\n"), &[], "cases/a/index.html");
        let data = if language == "zh-TW" { "資料" } else { "數據" };
        assert!(page.contains(data) && page.contains("首頁"), "{language}\n{page}");
        assert!(!page.contains("数据") && !page.contains("首页"), "{language}");
        assert!(!found.contains(&"language-without-texts".to_owned()), "{found:?}");
    }
    for language in ["zh", "zh-CN", "zh-Hans"] {
        let (page, _) = page_of(&format!("language: {language}\n"), &[], "cases/a/index.html");
        assert!(page.contains("数据") && page.contains("首页"), "{language}");
    }
}

#[test]
fn a_language_without_texts_is_told_until_it_has_all() {
    let told = |site: &str, files: &[(&str, &str)]| {
        let (_, found) = page_of(site, files, "index.html");
        found.iter().filter(|code| *code == "language-without-texts").count()
    };
    assert_eq!(told("editions: {ja: {}, en: {}, zh-Hant: {from: zh-Hans}}\n", &[]), 1);
    assert_eq!(told("editions: {ja: {}, ko: {}}\n", &[]), 2);
    assert_eq!(told("language: ja\n", &[]), 1);
    let some = [("i18n/ja.yaml", "home: ホーム\n")];
    assert_eq!(told("editions: {ja: {}}\n", &some), 1, "nearly all are still wanting");
    let all = include_str!("../themes/folio/i18n/en.yaml");
    assert_eq!(told("editions: {ja: {}}\n", &[("i18n/ja.yaml", all)]), 0);
}
