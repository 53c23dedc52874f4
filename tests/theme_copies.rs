//! `casebook theme`: copies of the files of a theme, and what is said of them later.

#![expect(clippy::disallowed_methods, reason = "tests read what was written")]

mod support;

use std::collections::BTreeMap;
use std::fs;

use support::Publication;

fn read(publication: &Publication, path: &str) -> String {
    fs::read_to_string(publication.root().join(path)).unwrap_or_else(|_| panic!("{path}"))
}

/// The pages of the site by path, without the versions of style sheets.
fn pages(publication: &Publication) -> BTreeMap<String, String> {
    let built = publication.run(&["build", "--deny-warnings"]);
    assert_eq!(built.status, 0, "{}{}", built.stdout, built.stderr);
    let out = publication.root().join("public");
    let files = walkdir::WalkDir::new(&out).into_iter().filter_map(Result::ok);
    let pages = files.filter(|file| file.path().extension().is_some_and(|end| end == "html"));
    pages
        .map(|file| {
            let text = fs::read_to_string(file.path()).expect("a page");
            let plain: Vec<&str> = text
                .split("?v=")
                .enumerate()
                .map(|(number, part)| if number == 0 { part } else { &part[8..] })
                .collect();
            let path = file.path().strip_prefix(&out).expect("below").display().to_string();
            (path, plain.concat())
        })
        .collect()
}

#[test]
fn a_copy_takes_the_place_of_the_original_and_changes_nothing() {
    let publication = Publication::new();
    let before = pages(&publication);
    for name in ["case.html", "base.html", "folio.css", "zh-Hans.yaml"] {
        let copied = publication.run(&["theme", "copy", name]);
        assert_eq!(copied.status, 0, "{}", copied.stderr);
    }
    let first = read(&publication, "templates/case.html");
    assert!(first.starts_with("{#- casebook: copy of folio/templates/case.html 0."), "{first}");
    let after = pages(&publication);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (path, page) in &before {
        assert!(after[path] == *page, "{path} differs");
    }
    // What an editor changed in it stays.
    publication.write("templates/case.html", "mine");
    let again = publication.run(&["theme", "copy", "case.html"]);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("templates/case.html 已经存在"), "{}", again.stderr);
    assert_eq!(read(&publication, "templates/case.html"), "mine");
}

#[test]
fn a_copy_whose_original_changed_since_is_told() {
    let publication = Publication::new();
    publication.run(&["theme", "copy", "case.html"]);
    publication.run(&["theme", "copy", "card.html"]);
    let text = read(&publication, "templates/case.html");
    let (line, rest) = text.split_once('\n').expect("a first line");
    let words: Vec<&str> = line.split(' ').collect();
    let line = line.replace(words[5], "0.1.0").replace(words[6], "0123456789ab");
    publication.write("templates/case.html", format!("{line}\n<!-- mine -->\n{rest}"));
    let gone = read(&publication, "templates/card.html").replacen("card.html", "cards.html", 1);
    publication.write("templates/card.html", gone);
    let said = publication.run(&["check"]).stderr;
    let changed =
        "警告[outdated-copy]: 这份文件抄自 0.1.0 版的 folio/templates/case.html，原件后来改过";
    assert!(said.contains(changed), "{said}");
    assert!(said.contains("folio/templates/cards.html，现在的主题里没有它了"), "{said}");
}

#[test]
fn a_whole_theme_becomes_one_of_the_publication() {
    let publication = Publication::new();
    let before = pages(&publication);
    let copied = publication.run(&["theme", "copy", "--all", "mine"]);
    assert_eq!(copied.status, 0, "{}", copied.stderr);
    let site = read(&publication, "site.yaml");
    publication.write("site.yaml", format!("{site}theme: mine\n"));
    let after = pages(&publication);
    for (path, page) in &before {
        assert!(after[path] == *page, "{path} differs");
    }
    let listed = publication.run(&["theme"]).stdout;
    assert!(listed.contains("* mine\n") && listed.contains("  folio\n"), "{listed}");
    let again = publication.run(&["theme", "copy", "--all", "folio"]);
    assert_eq!(again.status, 2);
}

#[test]
fn a_copy_of_a_theme_keeps_its_scripts_and_what_it_extends() {
    let publication = Publication::new();
    let site = read(&publication, "site.yaml");
    publication.write("site.yaml", format!("{site}theme: red\n"));
    let theme = "extends: folio\nscripts: ['a b.js', more.js]\ndescription: 红\n";
    publication.write("themes/red/theme.yaml", theme);
    publication.write("themes/red/static/a b.js", "export const a = 1;\n");
    publication.write("themes/red/static/more.js", "export const b = 2;\n");
    let own = "{% extends \"folio/case.html\" %}{% block cite %}红{% endblock cite %}";
    publication.write("themes/red/templates/case.html", own);
    let before = pages(&publication);
    let copied = publication.run(&["theme", "copy", "--all", "mine"]);
    assert_eq!(copied.status, 0, "{}", copied.stderr);
    publication.write("site.yaml", format!("{site}theme: mine\n"));
    let after = pages(&publication);
    assert!(before.values().any(|page| page.contains("src=\"/more.js\"")));
    for (path, page) in &before {
        assert!(after[path] == *page, "{path} differs");
    }
}

#[test]
fn a_file_that_the_theme_lacks_is_told_with_the_one_that_was_meant() {
    let publication = Publication::new();
    let said = publication.run(&["theme", "copy", "caes.html"]);
    assert_eq!(said.status, 2);
    assert!(said.stderr.contains("是不是“case.html”"), "{}", said.stderr);
    let all = publication.run(&["theme", "copy"]).stdout;
    assert!(all.contains("templates/case.html\n") && all.contains("i18n/en.yaml\n"), "{all}");
}
