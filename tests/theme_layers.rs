//! Templates of a publication above those of its theme.

use casebook::foundation::diagnostic::Speech;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site, plan_site};

/// Builds a publication of one case with `files` beside it; returns the page of the case, and what
/// was found.
fn case_page(files: &[(&str, &str)]) -> (String, Vec<String>) {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 案例库\nbase_url: https://anli.shequ.cn/\n");
    let case = "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\n---\n\n正文。\n";
    world.write("content/cases/a.md", case);
    for (path, text) in files {
        world.write(path, *text);
    }
    let output = MemoryOutput::default();
    let built =
        build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
            .expect("a site");
    let found = built.diagnostics.iter().map(|found| {
        let file = found.file.as_ref().map_or("-", |file| file.as_str());
        let hint = found.hints.first().map_or("", |hint| hint.in_speech(Speech::English));
        format!("{file}: {}: {} {hint}", found.code.0, found.message.in_speech(Speech::English))
    });
    let found = found.collect();
    let files = output.into_files();
    let page = files.iter().find(|(file, _)| file.as_str() == "cases/a/index.html");
    let page = page.map(|(_, page)| String::from_utf8_lossy(page).into_owned());
    (page.unwrap_or_default(), found)
}

const MOVED: &str = "{% extends \"theme/case.html\" %}\n{% block cite %}{% endblock cite %}\n\
    {% block text %}{{ super() }}<p class=\"own\">编者按</p>{% endblock text %}\n";

#[test]
fn a_template_of_a_few_lines_changes_one_part_of_a_page() {
    let (before, _) = case_page(&[]);
    let (after, found) = case_page(&[("templates/case.html", MOVED)]);
    assert_eq!(found, [""; 0]);
    assert!(before.contains("id=\"case-cite\"") && !after.contains("id=\"case-cite\""));
    assert!(after.contains("<p>正文。</p>\n</div><p class=\"own\">编者按</p>"), "{after}");
    assert!(after.contains("<h1>甲</h1>") && after.contains("<dl class=\"facts\">"));
}

#[test]
fn a_theme_extends_the_templates_of_the_theme_below_it() {
    let theme = "{% extends \"folio/case.html\" %}{% block heading %}<h1>【{{ case.title }}】</h1>{% endblock heading %}";
    let own = "{% extends \"theme/case.html\" %}{% block cite %}无{% endblock cite %}";
    let (page, found) = case_page(&[
        ("site.yaml", "title: 案例库\nbase_url: https://anli.shequ.cn/\ntheme: red\n"),
        ("themes/red/theme.yaml", "extends: folio\n"),
        ("themes/red/templates/case.html", theme),
        ("templates/case.html", own),
    ]);
    assert_eq!(found, [""; 0]);
    assert!(page.contains("<h1>【甲】</h1>") && page.contains("无"), "{page}");
    assert!(!page.contains("id=\"case-cite\""));
}

#[test]
fn a_template_that_the_theme_lacks_is_told_with_the_one_that_was_meant() {
    let own = "{% extends \"theme/caes.html\" %}{% block cite %}无{% endblock cite %}";
    let (_, found) = case_page(&[("templates/case.html", own)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("templates/case.html: template-missing: "), "{found:?}");
    assert!(found[0].ends_with("did you mean `theme/case.html`?"), "{found:?}");
}

#[test]
fn a_page_is_made_anew_when_a_template_below_its_own_changes() {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 案例库\nbase_url: https://anli.shequ.cn/\ntheme: red\n");
    let case = "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\n---\n\n正文。\n";
    world.write("content/cases/a.md", case);
    world.write("themes/red/theme.yaml", "extends: folio\n");
    world.write("templates/case.html", "{% extends \"theme/case.html\" %}");
    let mut cache = BuildCache::default();
    let mut key = |heading: &str| {
        let below = format!(
            "{{% extends \"folio/case.html\" %}}{{% block heading %}}{heading}{{% endblock heading %}}"
        );
        world.write("themes/red/templates/case.html", below);
        let planned = plan_site(&world, &Request::default(), &mut cache, &Silent);
        let mut jobs = planned.jobs();
        jobs.find(|job| job.path.as_str() == "cases/a/index.html").expect("a page").key()
    };
    let before = key("旧");
    assert!(before != key("新") && before == key("旧"));
}

#[test]
fn a_theme_with_a_place_for_a_script_has_the_script_unless_it_brings_its_own() {
    let built = |files: &[(&str, &str)]| {
        let mut world = MemoryWorld::default();
        world.write("site.yaml", "title: 案例库\nbase_url: https://anli.shequ.cn/\ntheme: own\n");
        for id in ["a", "b"] {
            let case =
                "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\n---\n\n正文。\n";
            world.write(&format!("content/cases/{id}.md"), case);
        }
        for page in
            "home case cases card compare data codebook model model_compare models not_found page \
            practices practice_topic indicators indicator region regions redirect topic topics"
                .split(' ')
                .filter(|page| !page.is_empty())
        {
            world.write(&format!("themes/own/templates/{page}.html"), "<!DOCTYPE html><p>页</p>");
        }
        for (path, text) in files {
            world.write(path, *text);
        }
        let output = MemoryOutput::default();
        build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
            .expect("a site");
        let files = output.into_files().into_iter();
        let scripts = files.filter(|(path, _)| path.as_str().ends_with(".js"));
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        scripts.map(|(path, bytes)| (path.to_string(), text(bytes))).collect::<Vec<_>>()
    };
    assert_eq!(built(&[]), []);
    let compare = (
        "themes/own/templates/compare.html",
        "<script src=\"{{ script }}\"></script><div id=\"cb-compare\"></div>",
    );
    let search = ("themes/own/templates/search.html", "<form id=\"cb-search\"></form>");
    let names = |files: &[(&str, &str)]| -> Vec<String> {
        built(files).into_iter().map(|(path, _)| path).collect()
    };
    assert_eq!(names(&[compare]), ["compare.js"]);
    let of_search = ["search/find.js", "search/main.js", "search/text.js", "search/view.js"];
    assert_eq!(names(&[search]), of_search);
    let own = built(&[compare, ("themes/own/static/compare.js", "let own;\n")]);
    assert_eq!(own, [("compare.js".to_owned(), "let own;\n".to_owned())]);
}
