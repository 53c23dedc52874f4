//! Tests of `path`.

use super::*;

#[test]
fn an_output_path_cannot_leave_the_output() {
    for bad in [
        "",
        "/a",
        "a//b",
        "../a",
        "a/..",
        "a/./b",
        "a\\b",
        "CON",
        "con.txt",
        "a/LPT1.html",
        "a.",
        "a\0b",
        "c:d",
        &"x".repeat(201),
    ] {
        assert!(OutPath::new(bad).is_err(), "{bad:?}");
    }
    for good in ["index.html", "cases/静安/index.html", ".casebook", "console", "com10"] {
        assert!(OutPath::new(good).is_ok(), "{good:?}");
    }
}

#[test]
fn paths_that_a_file_system_takes_for_one_are_one() {
    let folded = |path| OutPath::new(path).unwrap().fold_case();
    assert_eq!(folded("Tag/index.html"), folded("tag/index.html"));
    assert_eq!(folded("caf\u{e9}"), folded("cafe\u{301}"));
    assert_eq!(folded("straße"), folded("STRASSE"));
    assert_eq!(folded("ΣΟΦΟΣ"), folded("σοφος"));
    assert_eq!(folded("İ/a"), folded("i\u{307}/A"));
    assert_ne!(folded("陕西"), folded("山西"));
}

#[test]
fn addresses_and_files_map_both_ways() {
    let path = SitePath::new("/cases/静安/");
    let out = path.out_path().unwrap();
    assert_eq!(out.as_str(), "cases/静安/index.html");
    assert_eq!(out.site_path(), path);
    assert_eq!(SitePath::new("/").out_path().unwrap().site_path(), SitePath::new("/"));
    assert!(SitePath::new("//example.org/").out_path().is_err(), "another site");
    assert_eq!(OutPath::new("myindex.html").unwrap().site_path().as_str(), "/myindex.html");
}

#[test]
fn a_base_with_a_path_prefixes_every_href() {
    let base = BaseUrl::parse("https://example.org/sub/").unwrap();
    assert_eq!(base.href(&SitePath::new("/静/")), "/sub/%E9%9D%99/");
    assert_eq!(base.url(&SitePath::new("/")), "https://example.org/sub/");
    let base = BaseUrl::parse("https://example.org/案/%E4%BE%8B/").unwrap();
    assert_eq!(
        base.url(&SitePath::new("/静/")),
        "https://example.org/%E6%A1%88/%E4%BE%8B/%E9%9D%99/"
    );
    assert_eq!(BaseUrl::parse("ftp://x/"), None);
    assert_eq!(BaseUrl::parse("https:///x"), None);
    assert_eq!(BaseUrl::parse("https://x/?q"), None);
}

#[test]
fn a_relative_target_stays_inside_the_root() {
    let file = SourcePath::new("content/cases/a.md");
    assert_eq!(file.resolve_target("b.md").unwrap().as_str(), "content/cases/b.md");
    assert_eq!(file.resolve_target("../about.md").unwrap().as_str(), "content/about.md");
    assert_eq!(file.resolve_target("../../../etc/passwd"), None);
}
