//! What is saved is shown, and pages that are open are told.

use crate::preview::{Publication, case, wait};

#[test]
fn an_edit_is_shown_however_it_is_saved() {
    let preview = Publication::new().serve();
    assert!(preview.get("/cases/one/").text().contains("甲的正文"));
    preview.publication.write("content/cases/one.md", &case("甲案例", 0, "写在原处。"));
    preview.until_shown("/cases/one/", "写在原处");
    preview.publication.save_by_rename("content/cases/one.md", &case("甲案例", 0, "换了文件。"));
    preview.until_shown("/cases/one/", "换了文件");
    preview.publication.write("content/cases/one.md", &case("新的标题", 0, "换了文件。"));
    preview.until_shown("/cases/one/", "新的标题");
    preview.until_shown("/cases/", "新的标题");
    preview.until_shown("/", "新的标题");
    assert!(preview.terminal().contains("content/cases/one.md: "), "{}", preview.terminal());
    assert!(!preview.publication.at("public").exists(), "a preview writes nothing");
}

#[test]
fn cases_come_and_go() {
    let preview = Publication::new().serve();
    assert_eq!(preview.get("/cases/new/").status, 404);
    let open = preview.open("/cases/new/");
    preview.publication.write("content/cases/new.md", &case("新案例", 3, "新来的。"));
    preview.until_shown("/cases/new/", "新来的");
    preview.until_shown("/cases/", "新案例");
    open.until_told("reload");
    std::fs::rename(
        preview.publication.at("content/cases/new.md"),
        preview.publication.at("content/cases/renamed.md"),
    )
    .unwrap();
    preview.until_shown("/cases/renamed/", "新来的");
    preview.until("/cases/new/", |answer| answer.status == 404);
    preview.publication.remove("content/cases/renamed.md");
    preview.until("/cases/renamed/", |answer| answer.status == 404);
    preview.until("/cases/", |answer| !answer.text().contains("新案例"));
}

#[test]
fn settings_templates_and_folders_are_followed() {
    let preview = Publication::new().serve();
    preview.publication.write(
        "site.yaml",
        "title: 改名的案例库\nbase_url: https://example.org/\nlanguage: zh-Hans\n",
    );
    preview.until_shown("/", "改名的案例库");
    preview.publication.write(
        "templates/page.html",
        "{% extends \"base.html\" %}{% block content %}<p>另一个模\
            板</p>{{ body }}{% endblock content %}",
    );
    preview.until_shown("/about/", "另一个模板");
    preview.publication.remove("templates/page.html");
    preview
        .until("/about/", |answer| answer.status == 200 && !answer.text().contains("另一个模板"));
    // A folder that was not there when the preview began, with a folder in it.
    preview.publication.write("static/papers/2023/report.csv", "a,b\n");
    let report = preview.until("/papers/2023/report.csv", |answer| answer.status == 200);
    assert_eq!(
        (report.text().as_str(), report.header("content-type")),
        ("a,b\n", Some("text/csv; charset=utf-8"))
    );
}

#[test]
fn a_page_is_told_of_its_own_changes_alone_and_once() {
    let preview = Publication::new().serve();
    let open = preview.open("/cases/two/");
    // One is neither the neighbour of two, nor of its model or region.
    preview.publication.write("content/about.md", "---\ntitle: 关于\n---\n\n别的文字。\n");
    preview.until_shown("/about/", "别的文字");
    preview.publication.write("content/cases/two.md", &case("乙案例", 1, "乙改了。"));
    assert!(!open.until_told("reload").contains(&"reload".to_owned()));
    // The whole site is planned after the page; then nothing more is to be told of it.
    preview.publication.write("content/cases/one.md", "---\ntitle: 坏了\n---\n");
    let (_, before) =
        open.until(|name, data| name == "diagnostics" && data.contains("missing-key"));
    assert!(before.iter().filter(|name| *name == "reload").count() <= 1, "{before:?}");
}

#[test]
fn a_page_that_was_away_learns_what_it_missed() {
    let preview = Publication::new().serve();
    let page = preview.get("/cases/one/").text();
    preview.publication.write("content/cases/one.md", &case("甲案例", 0, "错过了。"));
    preview.until_shown("/cases/one/", "错过了");
    let query =
        page.split("reload.js?").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let told = |query: &str| preview.told_at_once(query);
    assert_eq!(told(&query), "reload");
    let other_run = query.replace("build=", "build=0");
    assert_eq!(told(&other_run), "reload");
}

#[test]
fn stylesheets_are_swapped_without_a_reload() {
    let publication = Publication::new();
    publication.write("static/folio.css", "body { color: black }");
    let preview = publication.serve();
    let open = preview.open("/cases/one/");
    preview.publication.write("static/folio.css", "body { color: navy }");
    let (data, before) = open.until(|name, _| name == "css" || name == "reload");
    assert!(data.contains("\"build\""), "{data} {before:?}");
    preview.until_shown("/folio.css", "navy");
    // A picture is in no page's key, and yet is shown.
    preview.publication.write("static/photo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    open.until_told("reload");
}

#[test]
fn drafts_are_shown_unless_they_are_not_wanted() {
    let draft = case("草稿", 3, "还没写完。").replace("date:", "status: draft\ndate:");
    let publication = Publication::new();
    publication.write("content/cases/draft.md", &draft);
    let preview = publication.serve();
    assert_eq!(preview.get("/cases/draft/").status, 200);
    let publication = Publication::new();
    publication.write("content/cases/draft.md", &draft);
    let preview = publication.serve_with(&["--no-drafts"]);
    assert_eq!(preview.get("/cases/draft/").status, 404);
    // A draft that is edited stays hidden.
    preview.publication.write("content/cases/draft.md", &format!("{draft}更多。\n"));
    wait(|| preview.terminal().contains("draft.md"), "the change of the draft");
    assert_eq!(preview.get("/cases/draft/").status, 404);
}

#[test]
fn a_line_says_what_a_change_cost() {
    let publication = Publication::new();
    let out = publication.at("elsewhere");
    let (status, built) = publication.run(&["build", "--out", out.to_str().unwrap()]);
    assert_eq!(status, 0, "{built}");
    let files = built
        .split("3 cases, ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .unwrap_or_else(|| panic!("{built}"));
    let preview = publication.serve_with(&["--timings"]);
    preview.publication.save_by_rename("content/cases/one.md", &case("甲案例", 0, "量一量。"));
    preview.until_shown("/cases/one/", "量一量");
    wait(|| preview.terminal().contains(" ms\n"), "the line");
    let terminal = preview.terminal();
    let lines: Vec<&str> = terminal.lines().filter(|line| line.ends_with(" ms")).collect();
    let [line] = lines[..] else { panic!("one line a change: {terminal}") };
    let (words, numbers) = apart(line);
    assert_eq!(
        words,
        "content/cases/one.md: # outputs looked at, # differ, shown after # ms (fast path #, wait #, refresh #, settings #, gazetteer #, \
         theme #, read #, index #, plan #, check #, show #); rendered in memory only: # asked for, \
         # to check; all checked after # ms"
    );
    assert_eq!(numbers[0], files, "as many outputs as a build writes");
    assert!(numbers[1] != "0" && numbers[15] != "0", "the page differs, and was rendered: {line}");
}

/// Takes the numbers out of a line.
fn apart(line: &str) -> (String, Vec<String>) {
    let (mut words, mut numbers) = (String::new(), Vec::<String>::new());
    for sign in line.chars() {
        match sign {
            '0'..='9' | '.' if words.ends_with('#') => numbers.last_mut().unwrap().push(sign),
            '0'..='9' => {
                words.push('#');
                numbers.push(sign.into());
            }
            _ => words.push(sign),
        }
    }
    (words, numbers)
}

#[test]
fn polling_follows_too() {
    let preview = Publication::new().serve_with(&["--poll"]);
    preview.publication.write("content/cases/one.md", &case("甲案例", 0, "轮询看到。"));
    preview.until_shown("/cases/one/", "轮询看到");
}

#[test]
fn what_is_shown_never_goes_back() {
    const LAST: u32 = 60;
    let preview = Publication::new().serve();
    let text = |number: u32| case("甲案例", 0, &format!("第{number}稿。"));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 1..=LAST {
                // Another file now and then, so that pages ahead meet plans of other changes.
                if number % 7 == 0 {
                    preview.publication.write(
                        "content/cases/two.md",
                        &case(&format!("乙{number}"), 1, "乙的正文。"),
                    );
                }
                // By renaming, so that nobody can read half a draft.
                preview.publication.save_by_rename("content/cases/one.md", &text(number));
                std::thread::sleep(std::time::Duration::from_millis(u64::from(number % 5) * 3));
            }
        });
        let mut last = 0;
        wait(
            || {
                let page = preview.get("/cases/one/");
                assert_eq!(page.status, 200);
                let page = page.text();
                let shown = page
                    .split_once('第')
                    .and_then(|(_, rest)| rest.split_once('稿')?.0.parse().ok())
                    .unwrap_or(0);
                assert!(shown >= last, "{shown} after {last}");
                last = shown;
                last == LAST
            },
            "the last draft",
        );
    });
    preview.until_shown("/cases/two/", "乙56");
    preview.until_shown("/cases/", "乙56");
}

#[test]
fn a_folder_that_is_replaced_is_followed() {
    let preview = Publication::new().serve();
    let root = preview.publication.at("");
    let copy = root.with_extension("copy");
    // A copy takes its place, as sync programs and `git worktree` do it.
    let copied = std::process::Command::new("cp").arg("-a").arg(&root).arg(&copy).status();
    assert!(copied.unwrap().success());
    std::fs::rename(&root, root.with_extension("old")).unwrap();
    std::fs::rename(&copy, &root).unwrap();
    preview.publication.write("content/cases/one.md", &case("甲案例", 0, "写在副本里。"));
    preview.until_shown("/cases/one/", "写在副本里");
    preview.publication.write("content/cases/one.md", &case("甲案例", 0, "又改了一次。"));
    preview.until_shown("/cases/one/", "又改了一次");
    // It is deleted, and made anew.
    let kept = root.with_extension("old");
    std::fs::remove_dir_all(&root).unwrap();
    std::fs::create_dir(&root).unwrap();
    let copied = std::process::Command::new("cp").arg("-a").arg(kept.join(".")).arg(&root).status();
    assert!(copied.unwrap().success());
    preview.publication.write("content/cases/one.md", &case("甲案例", 0, "重新建的。"));
    preview.until_shown("/cases/one/", "重新建的");
    preview.publication.write("content/cases/one.md", &case("甲案例", 0, "仍在跟着看。"));
    preview.until_shown("/cases/one/", "仍在跟着看");
    std::fs::remove_dir_all(kept).unwrap();
}

#[test]
fn open_pages_shut_no_one_out() {
    let preview = Publication::new().serve();
    let open: Vec<_> = (0..300).map(|_| preview.open("/cases/one/")).collect();
    assert!(preview.get("/cases/one/").text().contains("甲的正文"));
    drop(open);
}
