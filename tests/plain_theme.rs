//! The theme `plain` shows all that `folio` does, and stays short enough to be read through.

#![expect(clippy::disallowed_methods, reason = "tests read publications from the disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use casebook::foundation::diagnostic::Speech;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};

/// A built publication: its text files by path, and what was found.
struct Site {
    files: BTreeMap<String, String>,
    findings: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The publications that the tests have, and the project's own.
fn publications() -> Vec<PathBuf> {
    let sites = fs::read_dir(root().join("tests/sites")).expect("sites");
    let sites = sites.map(|site| site.expect("a site").path().join("in"));
    let mut all: Vec<PathBuf> = sites.filter(|folder| folder.is_dir()).collect();
    all.sort();
    all.push(root().join("tests/publications/three-cities"));
    all.push(root().to_owned());
    all
}

/// Builds a publication with a theme, its drafts and all kinds of output.
fn build(folder: &Path, theme: &str) -> Site {
    let mut world = MemoryWorld::default();
    for part in ["content", "data", "i18n", "static", "site.yaml"] {
        for entry in walkdir::WalkDir::new(folder.join(part)).into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file() {
                let inner = entry.path().strip_prefix(folder).expect("below").to_str();
                let bytes = fs::read(entry.path()).expect("a readable fixture");
                world.write(inner.expect("UTF-8"), bytes);
            }
        }
    }
    let settings = fs::read_to_string(folder.join("site.yaml")).expect("settings");
    let set_here = |line: &&str| !line.starts_with("theme:") && !line.starts_with("outputs:");
    let settings: Vec<&str> = settings.lines().filter(set_here).collect();
    world.write("site.yaml", format!("{}\ntheme: {theme}\n", settings.join("\n")));
    build_world(&world)
}

fn build_world(world: &MemoryWorld) -> Site {
    let output = MemoryOutput::default();
    let request = Request { drafts: true, ..Request::default() };
    let built = build_site(world, &request, &mut BuildCache::default(), &output, &Silent)
        .expect("memory takes everything");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let findings = built
        .diagnostics
        .iter()
        .map(|found| format!("{}: {}", found.code.0, found.message.in_speech(Speech::English)));
    Site {
        findings: findings.collect(),
        files: output
            .into_files()
            .into_iter()
            .map(|(path, bytes)| (path.to_string(), text(bytes)))
            .collect(),
    }
}

/// The values of an attribute in a page.
fn values<'p>(page: &'p str, attribute: &str) -> BTreeSet<&'p str> {
    let begin = format!(" {attribute}=\"");
    page.split(&begin).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The addresses that a page leads readers to.
fn links(page: &str) -> BTreeSet<&str> {
    let tags = page.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
    tags.filter_map(|tag| tag.split("href=\"").nth(1)?.split('"').next()).collect()
}

#[test]
fn every_publication_has_the_same_pages_with_it_and_nothing_more_to_complain_of() {
    let mut pages = 0;
    for folder in publications() {
        let (folio, plain) = (build(&folder, "folio"), build(&folder, "plain"));
        let name = folder.display();
        assert_eq!(folio.findings, plain.findings, "{name}");
        let paths = |site: &Site| -> Vec<String> {
            let styles = ["folio.css", "plain.css"];
            site.files.keys().filter(|path| !styles.contains(&path.as_str())).cloned().collect()
        };
        assert_eq!(paths(&folio), paths(&plain), "{name}");
        pages += plain.files.keys().filter(|path| path.ends_with(".html")).count();
    }
    assert!(pages > 500, "{pages} pages");
}

#[test]
fn every_page_leads_wherever_that_of_folio_leads() {
    for folder in publications() {
        let (folio, plain) = (build(&folder, "folio"), build(&folder, "plain"));
        for (path, page) in folio.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            // A figure can be linked to by its address, which folio shows as a link to itself.
            let wanted = links(page).into_iter().filter(|link| !link.starts_with("#metric-"));
            let there = links(&plain.files[path]);
            let missing: Vec<&str> = wanted.filter(|link| !there.contains(link)).collect();
            assert!(missing.is_empty(), "{}: {path}: {missing:?}", folder.display());
        }
    }
}

#[test]
fn every_place_that_a_page_links_to_is_on_its_page() {
    for folder in publications() {
        let site = build(&folder, "plain");
        for (path, page) in site.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            for id in links(page).into_iter().filter_map(|link| link.strip_prefix('#')) {
                let there = values(page, "id");
                assert!(there.contains(id), "{}: {path}: #{id}", folder.display());
            }
            let ids = page.matches(" id=\"").count();
            assert_eq!(ids, values(page, "id").len(), "{path} has an id twice");
        }
    }
}

#[test]
fn it_can_be_read_through() {
    let theme = root().join("themes/plain");
    let css = fs::read_to_string(theme.join("static/plain.css")).expect("a style sheet");
    assert!(css.len() < 8_000, "plain.css has {} bytes", css.len());
    let templates: Vec<_> = fs::read_dir(theme.join("templates"))
        .expect("templates")
        .map(|entry| entry.expect("a template").path())
        .collect();
    // The program asks for 28; the others are parts of these.
    assert!(templates.len() <= 43, "{} templates", templates.len());
    for path in templates {
        let text = fs::read_to_string(&path).expect("a template");
        let (name, lines) = (path.display(), text.lines().count());
        assert!(lines <= 60, "{name} has {lines} lines");
        assert!(text.starts_with("{#- "), "{name} does not say what it is");
    }
}

#[test]
fn a_theme_extends_it_in_one_line() {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 案例库\nbase_url: https://anli.shequ.cn/\ntheme: mine\n");
    world.write("themes/mine/theme.yaml", "extends: plain\n");
    let own = "{% extends \"plain/case.html\" %}{% block cite %}<p>编者按</p>{% endblock cite %}";
    world.write("themes/mine/templates/case.html", own);
    let case = "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\n---\n\n正文。\n";
    world.write("content/cases/a.md", case);
    let site = build_world(&world);
    assert_eq!(site.findings, [""; 0]);
    let page = &site.files["cases/a/index.html"];
    assert!(page.contains("编者按") && page.contains("/plain.css?v="), "{page}");
    assert!(!page.contains("case-cite"), "{page}");
}

#[test]
fn a_nested_menu_and_the_other_languages_are_in_its_head() {
    let mut world = MemoryWorld::default();
    let site = "title: 案例库\nbase_url: https://anli.shequ.cn/\ntheme: plain\neditions: {en: {}}\n\
        menu: [cases, {label: {zh-Hans: 本刊, en: More}, items: [about, search]}]\n";
    world.write("site.yaml", site);
    world.write("content/about.md", "---\ntitle: 关于\n---\n\n正文。\n");
    world.write("content/about.en.md", "---\ntitle: About us\n---\n\nText.\n");
    let case = "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\n---\n\n正文。\n";
    world.write("content/cases/a.md", case);
    let built = build_world(&world);
    let page = &built.files["about/index.html"];
    let (head, _) = page.split_once("</header>").expect("a head");
    let (_, nested) = head.split_once("<summary aria-current=\"true\">本刊</summary>").expect(head);
    assert!(nested.contains("<a href=\"/about/\" aria-current=\"page\">关于</a>"), "{nested}");
    assert!(nested.contains("<a href=\"/search/\">检索</a>"), "{nested}");
    assert!(head.contains("<a href=\"/en/about/\" lang=\"en\" hreflang=\"en\">"), "{head}");
}
