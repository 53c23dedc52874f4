//! What is broken stays up as it was last, and says what is wrong.

use crate::preview::{Publication, case, wait};

const BROKEN: &str = "---\ntitle: 坏了\ntitel: x\n---\n\n正文。\n";

#[test]
fn a_broken_case_keeps_its_last_good_page() {
    let preview = Publication::new().serve();
    let open = preview.open("/cases/one/");
    preview.publication.write("content/cases/one.md", BROKEN);
    let (data, _) = open.until(|name, data| name == "diagnostics" && data.contains("unknown-key"));
    let told: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(told["language"], "en");
    assert!(told["errors"].as_u64().unwrap() >= 2, "{told:#}");
    let item = told["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["text"].as_str().unwrap().contains("unknown-key"))
        .unwrap();
    assert_eq!(
        (item["file"].as_str(), item["line"].as_u64()),
        (Some("content/cases/one.md"), Some(3))
    );
    assert!(item["text"].as_str().unwrap().contains("content/cases/one.md:3:1"), "{item:#}");
    assert!(preview.get("/cases/one/").text().contains("甲的正文"));
    assert_eq!(preview.get("/models/").status, 200);
    // Other files go on being followed.
    preview.publication.write("content/cases/two.md", &case("乙案例", 1, "照常更新。"));
    preview.until_shown("/cases/two/", "照常更新");
    assert!(preview.get("/cases/one/").text().contains("甲的正文"));
    preview.publication.write("content/cases/one.md", &case("甲案例", 0, "改好了。"));
    let (data, _) = open.until(|name, data| name == "diagnostics" && data.contains("\"errors\":0"));
    assert!(data.contains("\"items\":[]"), "{data}");
    preview.until_shown("/cases/one/", "改好了");
    wait(|| preview.terminal().contains("fixed"), "the terminal says that all is fixed");
    let terminal = preview.terminal();
    assert_eq!(terminal.matches("error[unknown-key]").count(), 1, "{terminal}");
}

#[test]
fn what_a_draft_lacks_is_told_on_its_own_page_alone() {
    let publication = Publication::new();
    let draft =
        case("草稿", 0, "见[没写的](none.md)。").replace("\ndate:", "\nstatus: draft\ndate:");
    publication.write("content/cases/draft.md", &draft);
    publication.write("content/cases/torn.md", "---\ntitle: [\nstatus: draft\n---\n\n正文。\n");
    publication.write("content/cases/two.md", &case("乙案例", 1, "见[草稿](draft.md)。"));
    let preview = publication.serve();
    let told = |address: &str| {
        let (data, _) = preview.open(address).until(|name, _| name == "diagnostics");
        data
    };
    let elsewhere = told("/cases/one/");
    assert!(!elsewhere.contains("none.md") && !elsewhere.contains("torn.md"), "{elsewhere}");
    assert!(elsewhere.contains("draft-link") && elsewhere.contains("\"errors\":0"), "{elsewhere}");
    assert!(told("/cases/draft/").contains("none.md"));
    assert!(!told("/cases/draft/").contains("torn.md"));
    // It has no page yet: its address says why.
    assert!(told("/cases/torn/").contains("torn.md"));
    assert!(preview.terminal().contains("torn.md"));
}

#[test]
fn a_case_that_was_removed_is_not_kept() {
    let preview = Publication::new().serve();
    preview.publication.write("content/cases/one.md", BROKEN);
    wait(|| preview.terminal().contains("unknown-key"), "the mistake");
    assert_eq!(preview.get("/cases/one/").status, 200);
    preview.publication.remove("content/cases/two.md");
    preview.until("/cases/two/", |answer| answer.status == 404);
    preview.publication.remove("content/cases/one.md");
    preview.until("/cases/one/", |answer| answer.status == 404);
}

#[test]
fn a_broken_template_keeps_every_page() {
    let preview = Publication::new().serve();
    let open = preview.open("/cases/one/");
    // It compiles, and fails when it is rendered.
    preview.publication.write(
        "templates/case.html",
        "{% extends \"base.html\" %}{% block content %}{{ \
            case.nothing.more }}{% endblock content %}",
    );
    let (data, _) =
        open.until(|name, data| name == "diagnostics" && data.contains("template-error"));
    assert!(data.contains("templates/case.html:1"), "{data}");
    assert!(preview.get("/cases/one/").text().contains("甲的正文"));
    assert!(preview.get("/cases/two/").text().contains("乙的正文"));
    // Now it does not even compile.
    preview
        .publication
        .write("templates/case.html", "{% extends \"base.html\" %}{% block content %}");
    wait(|| preview.terminal().contains("templates/case.html: "), "the second change");
    assert!(preview.get("/cases/one/").text().contains("甲的正文"));
    assert_eq!(preview.get("/").status, 200);
    preview.publication.remove("templates/case.html");
    open.until(|name, data| name == "diagnostics" && data.contains("\"errors\":0"));
    assert!(preview.get("/cases/one/").text().contains("甲的正文"));
}

#[test]
fn broken_settings_keep_the_whole_site() {
    let preview = Publication::new().serve();
    let open = preview.open("/");
    preview.publication.write("site.yaml", "title: [\n");
    open.until(|name, data| name == "diagnostics" && data.contains("site.yaml"));
    assert!(preview.get("/").text().contains("<title>案例库"));
    preview.publication.remove("site.yaml");
    wait(|| preview.terminal().contains("no-site"), "the missing file");
    assert!(preview.get("/cases/one/").text().contains("甲的正文"));
    preview
        .publication
        .write("site.yaml", "title: 回来了\nbase_url: https://example.org/\nlanguage: zh-Hans\n");
    preview.until_shown("/", "回来了");
}

#[test]
fn a_site_that_never_was_good_says_why() {
    let publication = Publication::new();
    publication.write("templates/base.html", "{% block content %}");
    let preview = publication.serve();
    let page = preview.get("/");
    assert_eq!(page.status, 500);
    assert!(page.text().contains("/__casebook/reload.js"), "{}", page.text());
    let open = preview.open("/");
    open.until(|name, data| name == "diagnostics" && data.contains("templates/base.html"));
    preview.publication.remove("templates/base.html");
    open.until_told("reload");
    preview.until_shown("/cases/one/", "甲的正文");
}
