//! The menu as `site.yaml` has it.

use casebook::foundation::diagnostic::Speech;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};

/// Builds a publication with a menu; returns the menu of the page at `path` without markup but for
/// its links, and what was found.
fn menu_of(menu: &str, path: &str) -> (String, Vec<String>) {
    menu_with(&[], menu, path)
}

/// Does so with more files.
fn menu_with(files: &[(&str, &str)], menu: &str, path: &str) -> (String, Vec<String>) {
    let mut world = MemoryWorld::default();
    for (file, text) in files {
        world.write(file, *text);
    }
    let site = "title: 案例库\nbase_url: https://anli.shequ.cn/an/\neditions: {en: {}, zh-Hant: {from: zh-Hans}}\n";
    world.write("site.yaml", format!("{site}menu:\n{menu}"));
    let case = "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\ntopics: [丙, 丁]\n---\n\n正文。\n";
    world.write("content/cases/a.md", case);
    world.write("content/about.md", "---\ntitle: 关于\nmenu: false\n---\n\n正文。\n");
    world.write("content/about.en.md", "---\ntitle: About us\n---\n\nText.\n");
    let output = MemoryOutput::default();
    let built =
        build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
            .expect("a site");
    let found = built.diagnostics.iter().filter(|found| found.code.0 != "untranslated");
    let found = found
        .map(|found| format!("{}: {}", found.code.0, found.message.in_speech(Speech::English)));
    let files = output.into_files();
    let page = files.iter().find(|(file, _)| file.as_str() == path).expect("a page").1;
    let page = String::from_utf8_lossy(page);
    let (_, menu) = page.split_once("class=\"sections\"").expect("a menu");
    let (menu, _) = menu.split_once("</nav>").expect("an end of the menu");
    let mut text = String::new();
    for part in menu.split('<').skip(1) {
        let (tag, shown) = part.split_once('>').expect("the end of a tag");
        let href = tag.split_once("href=\"").and_then(|(_, rest)| rest.split_once('"'));
        text.extend(href.map(|(href, _)| format!("{href} ")));
        text.extend(tag.contains("aria-current").then_some("*"));
        let shown = shown.trim();
        text.extend((!shown.is_empty()).then(|| format!("{shown}; ")));
    }
    (text, found.collect())
}

const MENU: &str = "  - {to: models, label: {zh-Hans: 做法类型}}\n  - search\n  - label: {zh-Hans: 本刊, en: More}\n    \
    items:\n      - about\n      - {label: 主办, to: \"https://zhuban.gov.cn/\"}\n      - {label: 全部, to: /cases/}\n";

#[test]
fn the_menu_holds_what_is_listed_in_its_order() {
    let (menu, found) = menu_of(MENU, "index.html");
    assert_eq!(found, [""; 0]);
    assert_eq!(
        menu,
        "/an/models/ 做法类型; /an/search/ 检索; 本刊; /an/about/ 关于; https://zhuban.gov.cn/ 主办; /an/cases/ 全部; "
    );
}

#[test]
fn an_entry_is_marked_on_its_page_with_the_one_that_holds_it() {
    let (menu, _) = menu_of(MENU, "about/index.html");
    assert!(menu.contains("*本刊; /an/about/ *关于; "), "{menu}");
    let (menu, _) = menu_of(MENU, "models/乙/index.html");
    assert!(menu.starts_with("/an/models/ *做法类型; /an/search/ 检索; 本刊; "), "{menu}");
}

#[test]
fn an_edition_has_the_menu_in_its_language() {
    let (menu, _) = menu_of(MENU, "en/index.html");
    assert!(menu.contains("/an/en/search/ Search; More; /an/en/about/ About us; "), "{menu}");
}

#[test]
fn an_entry_that_leads_nowhere_is_told() {
    let (_, found) = menu_of("  - abuot\n  - /cases/b/\n  - topics\n", "index.html");
    let wanted = [
        "menu-entry: `abuot` in the menu leads to no page",
        "menu-entry: `/cases/b/` in the menu leads to no page",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn an_address_of_the_site_needs_a_name() {
    let (menu, found) = menu_of("  - /topics/丙/\n  - /models/\n", "index.html");
    assert_eq!(found, ["menu-entry: `/topics/丙/` in the menu has no name"]);
    assert!(menu.ends_with("/an/models/ 模式; "), "{menu}");
}

#[test]
fn a_label_of_another_language_stands_in_no_other_menu() {
    let menu =
        "  - {to: models, label: {en: Kinds}}\n  - {to: cases, label: {zh-Hans: 里弄故事}}\n";
    let (shown, _) = menu_of(menu, "index.html");
    assert_eq!(shown, "/an/models/ 模式; /an/cases/ 里弄故事; ");
    let (shown, _) = menu_of(menu, "en/index.html");
    assert_eq!(shown, "/an/en/models/ Kinds; /an/en/cases/ Cases; ");
    let (shown, _) = menu_of(
        "  - {to: models, label: {en: Kinds}}\n  - {to: about, label: 关于}\n",
        "zh-Hant/index.html",
    );
    assert_eq!(shown, "/an/zh-Hant/models/ 模式; /an/zh-Hant/about/ 關於; ");
}

#[test]
fn pages_mark_the_entry_that_they_stand_below_and_no_other() {
    let menu = "  - {label: 首页, to: /}\n  - {label: 丙, to: /topics/丙/}\n  - cases\n";
    let marked = |path| menu_of(menu, path).0;
    assert_eq!(marked("topics/丁/index.html").matches('*').count(), 0);
    assert!(marked("topics/丙/index.html").contains("*丙"));
    assert!(marked("cases/a/index.html").contains("*案例"));
    assert!(marked("browse/year/2022/index.html").contains("*案例"));
    assert!(marked("index.html").contains("*首页"));
}

#[test]
fn pages_that_are_drafts_or_in_one_edition_alone_may_stand_in_the_menu() {
    let files = [
        ("content/plan.md", "---\ntitle: 计划\nstatus: draft\n---\n\n正文。\n"),
        ("content/only.en.md", "---\ntitle: Only English\n---\n\nText.\n"),
        ("content/half.md", "---\nsummary: 半篇\n---\n\n正文。\n"),
    ];
    let menu = "  - plan\n  - only\n  - half\n  - cases\n";
    let (shown, found) = menu_with(&files, menu, "index.html");
    assert_eq!(found, ["missing-key: the required key `title` is missing"]);
    assert!(shown.ends_with("/an/cases/ 案例; ") && !shown.contains("计划"), "{shown}");
    let (shown, _) = menu_with(&files, menu, "en/index.html");
    assert!(shown.contains("/an/en/only/ Only English; "), "{shown}");
}
