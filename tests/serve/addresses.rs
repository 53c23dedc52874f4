//! Addresses, and what is answered there.

use std::fs;

use crate::preview::{Preview, Publication};

/// Builds the site for the very address of the preview and returns every file of it.
fn built(preview: &Preview) -> Vec<(String, Vec<u8>)> {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("site");
    let base = format!("http://{}/{}", preview.address, preview.prefix);
    let (status, said) = preview.publication.run(&[
        "build",
        "--drafts",
        "--base-url",
        &base,
        "--out",
        folder.to_str().unwrap(),
    ]);
    assert_eq!(status, 0, "{said}");
    walkdir::WalkDir::new(&folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != ".casebook-manifest")
        .map(|entry| {
            let path = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .filter(|(path, _)| path.contains('.') && !path.starts_with('.'))
        .collect()
}

fn target(preview: &Preview, path: &str) -> String {
    let path = path
        .strip_suffix("index.html")
        .filter(|rest| rest.is_empty() || rest.ends_with('/'))
        .unwrap_or(path);
    let encoded: String = path
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"/.-_".contains(&byte) {
                (byte as char).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    let prefix =
        if preview.prefix.is_empty() { String::new() } else { format!("/{}", preview.prefix) };
    format!("{prefix}/{encoded}")
}

#[test]
fn every_page_is_a_build_s_page_but_for_the_script() {
    for base in ["https://example.org/", "https://example.org/a/案例/"] {
        let publication = Publication::new();
        publication
            .write("site.yaml", &format!("title: 案例库\nbase_url: {base}\nlanguage: zh-Hans\n"));
        publication.write("static/photo.png", "no picture");
        let preview = publication.serve();
        // What was edited is no other than what was so from the beginning.
        preview.publication.write(
            "content/cases/one.md",
            &crate::preview::case("甲案例", 0, "# 改过\n\n见[乙](two.md)。"),
        );
        preview.until_shown(&target(&preview, "cases/one/index.html"), "改过");
        assert!(assert_built(&preview) > 20);
    }
}

#[test]
fn every_page_is_a_build_s_page_after_ten_thousand_events() {
    let publication = Publication::new();
    publication
        .write("content/cases/gone.md", &crate::preview::case("去案例", 3, "不久就没有了。"));
    let preview = publication.serve();
    // Every save is three events at least; the first plan begins while files are being written.
    for round in 0..70 {
        for number in 0..50 {
            let text =
                crate::preview::case(&format!("案例{number}"), number, &format!("第{round}稿。"));
            preview.publication.write(&format!("content/cases/{number}.md"), &text);
        }
    }
    preview.publication.remove("content/cases/gone.md");
    // What is told last is known last.
    preview.publication.write("content/about.md", "---\ntitle: 关于\n---\n\n写完了。\n");
    preview.until_shown(&target(&preview, "about/index.html"), "写完了");
    assert!(assert_built(&preview) > 100);
    assert_eq!(preview.get(&target(&preview, "cases/gone/index.html")).status, 404);
}

/// Holds every page to the build's, and returns how many there are.
fn assert_built(preview: &Preview) -> usize {
    let files = built(preview);
    for (path, bytes) in &files {
        let answer = preview.get(&target(preview, path));
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.plain() == *bytes, "{path} differs from the build's");
        let has_script = answer.text().contains("/__casebook/reload.js");
        assert_eq!(has_script, path.ends_with(".html"), "{path}");
    }
    files.len()
}

#[test]
fn a_prefix_is_kept() {
    let publication = Publication::new();
    publication.write(
        "site.yaml",
        "title: 案例库\nbase_url: https://example.org/sub/\nlanguage: zh-Hans\n",
    );
    let preview = publication.serve();
    assert_eq!(preview.prefix, "sub");
    for from in ["/", "/sub"] {
        let moved = preview.get(from);
        assert_eq!((moved.status, moved.header("location")), (301, Some("/sub/")), "{from}");
    }
    assert!(preview.get("/sub/").text().contains("href=\"/sub/cases/\""));
    assert_eq!(preview.get("/cases/one/").status, 404);
    assert_eq!(preview.get("/subcases/one/").status, 404);
    let moved = preview.get("/sub/cases/one?a=b");
    assert_eq!((moved.status, moved.header("location")), (301, Some("/sub/cases/one/?a=b")));
}

#[test]
fn answers_say_what_they_are() {
    let publication = Publication::new();
    publication.write("static/paper.pdf", "%PDF");
    let preview = publication.serve();
    let page = preview.get("/cases/%E9%9D%99%E5%AE%89/");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let moved = preview.get("/cases/%E9%9D%99%E5%AE%89");
    assert_eq!((moved.status, moved.header("location")), (301, Some("/cases/%E9%9D%99%E5%AE%89/")));
    assert_eq!(preview.get("/cases/one/index.html").plain(), preview.get("/cases/one/").plain());
    for (target, media) in [
        ("/folio.css", "text/css; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/feed.json", "application/json"),
        ("/paper.pdf", "application/pdf"),
        ("/__casebook/reload.js", "text/javascript; charset=utf-8"),
    ] {
        let answer = preview.get(target);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(media)), "{target}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{target}");
        let head = preview.ask("HEAD", target, &[]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{target}");
        assert_eq!(
            head.header("content-length"),
            Some(answer.body.len().to_string().as_str()),
            "{target}"
        );
    }
    let missing = preview.get("/nothing/here");
    assert_eq!(missing.status, 404);
    assert_eq!(missing.plain(), preview.get("/404.html").plain());
    for target in ["/cases/one/", "/folio.css"] {
        let answer = preview.get(target);
        let tag = answer.header("etag").unwrap();
        let again = preview.ask("GET", target, &[("if-none-match", tag)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{target}");
        assert_eq!(
            preview.ask("GET", target, &[("if-none-match", "\"other\"")]).status,
            200,
            "{target}"
        );
        assert!(
            matches!(answer.header("cache-control"), Some("no-cache" | "no-store")),
            "{target}"
        );
    }
}
