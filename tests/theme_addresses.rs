//! What templates write with `asset` and `url`: addresses that lead somewhere wherever the site and
//! the edition stand.

use std::collections::BTreeMap;

use casebook::foundation::diagnostic::Speech;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};

const SITE: &str = "title: 案例库\nbase_url: https://anli.shequ.cn/sub/\neditions: {en: {}}\n";

const NOT_FOUND: &str = "{% extends \"theme/not_found.html\" %}{% block content %}\
    <img src=\"{{ asset(path=\"logo.svg\") }}\"><a href=\"{{ url(path=\"/cases/a/#b\") }}\">a</a>\
    {% endblock content %}";

/// What was published by path, and what was found.
type Built = (BTreeMap<String, String>, Vec<String>);

/// A publication of one case in a folder of its host and in two editions, with `files` beside it.
fn world(files: &[(&str, &str)]) -> MemoryWorld {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", SITE);
    let case = "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\n---\n\n正文。\n";
    world.write("content/cases/a.md", case);
    world.write("content/cases/a.en.md", "---\ntitle: A\n---\n\nText.\n");
    world.write("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    for (path, text) in files {
        world.write(path, *text);
    }
    world
}

fn build(world: &MemoryWorld, cache: &mut BuildCache) -> Built {
    let output = MemoryOutput::default();
    let built = build_site(world, &Request::default(), cache, &output, &Silent).expect("a site");
    let found = built.diagnostics.iter().filter(|found| found.code.0 != "untranslated");
    let found = found.map(|found| {
        let file = found.file.as_ref().map_or("-", |file| file.as_str());
        let hint = found.hints.first().map_or("", |hint| hint.in_speech(Speech::English));
        format!("{file}: {}: {} {hint}", found.code.0, found.message.in_speech(Speech::English))
    });
    let files = output.into_files().into_iter();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (files.map(|(path, bytes)| (path.to_string(), text(bytes))).collect(), found.collect())
}

/// The address that `page` has between `before` and a quotation mark.
fn address<'a>(page: &'a str, before: &str) -> &'a str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("{before} in {page}"));
    rest.split('"').next().unwrap_or_default()
}

#[test]
fn files_and_pages_are_named_where_the_site_and_the_edition_stand() {
    let link = "{% extends \"theme/case.html\" %}{% block cite %}<i title=\"{{ \
        url(path=\"/models/\") }}\">{{ asset(path=\"/logo.svg\") }}</i>{% endblock cite %}";
    let world = world(&[("templates/not_found.html", NOT_FOUND), ("templates/case.html", link)]);
    let (files, found) = build(&world, &mut BuildCache::default());
    assert_eq!(found, [""; 0]);
    let page = &files["404.html"];
    let logo = address(page, "<img src=\"");
    assert!(logo.starts_with("/sub/logo.svg?v=") && logo.len() == "/sub/logo.svg?v=".len() + 8);
    assert!(page.contains("href=\"/sub/cases/a/#b\""), "{page}");
    let english = &files["en/cases/a/index.html"];
    assert_eq!(address(english, "<i title=\""), "/sub/en/models/");
    assert!(english.contains(&format!(">{logo}</i>")), "{english}");
    assert_eq!(address(&files["cases/a/index.html"], "<i title=\""), "/sub/models/");
}

#[test]
fn files_that_pages_name_have_a_second_name_that_changes_with_them() {
    let site = format!("{SITE}outputs: {{hashed_assets: true}}\n");
    let page = NOT_FOUND.replace("<a href", "<b title=\"{{ asset(path=\"f.pdf\") }}\"></b><a href");
    let mut world = world(&[
        ("site.yaml", &site),
        ("templates/not_found.html", &page),
        ("static/f.pdf", "%PDF-1.4"),
        ("static/plain.txt", "a"),
    ]);
    let mut cache = BuildCache::default();
    let (before, found) = build(&world, &mut cache);
    assert_eq!(found, [""; 0]);
    let logo = address(&before["404.html"], "<img src=\"").to_owned();
    let name = logo.strip_prefix("/sub/").expect("below the folder");
    assert!(
        name.starts_with("logo.") && name.ends_with(".svg") && name.len() == "logo.svg".len() + 9
    );
    assert_eq!(before[name], before["logo.svg"]);
    let style = address(&before["index.html"], "<link rel=\"stylesheet\" href=\"/sub/");
    assert!(style.starts_with("folio.") && before[style] == before["folio.css"], "{style}");
    // Readers keep the address of a document.
    assert!(address(&before["404.html"], "<b title=\"").starts_with("/sub/f.pdf?v="));
    let plain = before.keys().filter(|path| path.starts_with("plain"));
    assert_eq!(plain.collect::<Vec<_>>(), ["plain.txt"], "no page names it");
    world.write("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\"/>");
    let (after, _) = build(&world, &mut cache);
    let new = address(&after["404.html"], "<img src=\"");
    assert!(new != logo && !after.contains_key(name), "{new}");
}

#[test]
fn a_file_that_is_not_there_stops_the_page_that_makes_its_name_of_values() {
    let page = "{% set name = \"lgoo\" %}{{ asset(path=name ~ \".svg\") }}";
    let world = world(&[("templates/not_found.html", page)]);
    let (_, found) = build(&world, &mut BuildCache::default());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("templates/not_found.html: template-error: "), "{found:?}");
    assert!(found[0].contains("there is no file static/lgoo.svg; did you mean `logo.svg`?"));
}

#[test]
fn a_page_that_one_edition_lacks_is_told_unless_the_template_asks_for_the_language() {
    let about = ("content/about.md", "---\ntitle: 关于\n---\n\n正文。\n");
    let plain = "{% extends \"theme/not_found.html\" %}{% block content %}\
        <a href=\"{{ url(path=\"/about/\") }}\">a</a>{% endblock content %}";
    let (_, found) =
        build(&world(&[about, ("templates/not_found.html", plain)]), &mut BuildCache::default());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("the edition `en` has no page at `/about/`"), "{found:?}");
    let asked = plain.replace("<a href", "{% if site.language == \"zh-Hans\" %}{% endif %}<a href");
    let files = [about, ("templates/not_found.html", asked.as_str())];
    let (_, found) = build(&world(&files), &mut BuildCache::default());
    assert_eq!(found, [""; 0]);
}
