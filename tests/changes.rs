//! What readers and subscribers learn of a case: when it was added and corrected, and what it says,
//! once.

#![expect(clippy::disallowed_methods, reason = "tests read what was built")]

mod support;

use std::fs;

use support::Publication;

/// Writes a case and returns its path.
fn write(publication: &Publication, name: &str, front: &str, body: &str) {
    publication.write(
        format!("content/cases/{name}.md"),
        format!("---\ntitle: 案例{name}\ndistrict: 上海市静安区\nmodel: 便民型\n{front}\n---\n\n{body}\n"),
    );
}

fn build(publication: &Publication) {
    let ran = publication.run(&["build", "--quiet"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
}

fn read(publication: &Publication, path: &str) -> String {
    fs::read_to_string(publication.root().join("public").join(path)).expect("a published file")
}

/// A publication with more cases than a feed holds.
fn full() -> Publication {
    let publication = Publication::new();
    for year in 2001..=2022 {
        write(
            &publication,
            &format!("n{year}"),
            &format!("date: {year}-05-01"),
            "街坊修好了路灯。",
        );
    }
    publication
}

#[test]
fn a_case_added_about_old_times_heads_the_feeds() {
    let publication = full();
    write(&publication, "old", "date: 1988-03\nadded: 2026-11-29", "档案里有一张值班表。");
    build(&publication);
    let atom = read(&publication, "feed.xml");
    let entry = &atom[atom.find("<entry>").expect("entries")..];
    assert!(entry.find("案例old") < entry.find("案例n2022"), "{atom}");
    assert!(entry.contains("<published>2026-11-29T00:00:00Z</published>"), "{entry}");
    assert_eq!(atom.matches("<entry>").count(), 20);
    let json = read(&publication, "feed.json");
    assert!(json.contains("\"date_published\": \"2026-11-29T00:00:00Z\""));
    assert!(read(&publication, "regions/310106/feed.xml").contains("案例old"));
}

#[test]
fn a_correction_is_told_wherever_a_date_is_looked_for() {
    let publication = full();
    write(&publication, "mended", "date: 2011-02-03\nupdated: 2026-10-09", "街坊收拾出门房。");
    build(&publication);
    let atom = read(&publication, "feed.xml");
    let entry = &atom[atom.find("<entry>").expect("entries")..];
    let entry = &entry[..entry.find("</entry>").expect("an end")];
    assert!(entry.contains("<id>https://anli.shequ.cn/cases/mended/</id>"), "{entry}");
    assert!(entry.contains("<published>2011-02-03T00:00:00Z</published>"), "{entry}");
    assert!(entry.contains("<updated>2026-10-09T00:00:00Z</updated>"), "{entry}");
    assert!(
        read(&publication, "feed.json").contains("\"date_modified\": \"2026-10-09T00:00:00Z\"")
    );
    let sitemap = read(&publication, "sitemap.xml");
    assert_eq!(sitemap.matches("<lastmod>").count(), 1, "{sitemap}");
    assert!(sitemap.contains("/cases/mended/</loc>\n  <lastmod>2026-10-09</lastmod>"), "{sitemap}");
    let page = read(&publication, "cases/mended/index.html");
    assert!(page.contains("更新于2026年10月9日"), "{page}");
    assert!(page.contains("\"dateModified\":\"2026-10-09\""), "{page}");
}

#[test]
fn a_correction_before_the_day_of_adding_changes_no_order() {
    let publication = Publication::new();
    write(
        &publication,
        "a",
        "date: 2020\nadded: 2026-05-02\nupdated: 2026-05-01",
        "街坊收拾出门房。",
    );
    build(&publication);
    assert!(read(&publication, "feed.xml").contains("<updated>2026-05-02T00:00:00Z</updated>"));
}

#[test]
fn what_the_text_begins_with_is_not_said_twice() {
    let publication = Publication::new();
    let first = "门房空了很多年，街坊把它收拾出来给老师傅修鞋。";
    for (name, front, body) in [
        ("plain", "", first.to_owned()),
        (
            "same",
            "\nsummary: 门房空了很多年，街坊把它收拾出来给老师傅修鞋。",
            format!("{first}\n\n后来又添了灯。"),
        ),
        ("heading", "", format!("一、基本情况\n\n{first}")),
        ("bracket", "", format!("【内容提要】\n\n{first}")),
        ("bold", "", format!("**起因**\n\n{first}")),
        ("inline", "", format!("摘要：{first}")),
    ] {
        write(&publication, name, &format!("date: 2024-03-05{front}"), &body);
        publication
            .write(format!("content/{name}.md"), format!("---\ntitle: 页{name}\n---\n\n{body}\n"));
    }
    build(&publication);
    for name in ["plain", "same", "heading", "bracket", "bold", "inline"] {
        for path in [format!("cases/{name}/index.html"), format!("{name}/index.html")] {
            let page = read(&publication, &path);
            let main = &page[page.find("<main").expect("a main part")..];
            assert_eq!(main.matches(first).count(), 1, "{path}: {main}");
            assert!(
                page.contains(&format!("<meta name=\"description\" content=\"{first}\">")),
                "{path}"
            );
        }
    }
}

#[test]
fn a_written_summary_is_read_as_a_text_is() {
    let publication = Publication::new();
    let summary = "门房&mdash;&mdash;<em>街坊</em>的&#8220;会客厅&#8221;，见[约定](zhifu.md)";
    write(&publication, "a", &format!("date: 2024-03-05\nsummary: {summary}"), "街坊收拾出门房。");
    build(&publication);
    let seen = "门房——街坊的“会客厅”，见约定";
    for path in ["cases/a/index.html", "cases/index.html", "feed.xml", "feed.json"] {
        assert!(read(&publication, path).contains(seen), "{path}");
    }
}

#[test]
fn a_text_that_looks_like_a_number_stays_as_written() {
    let publication = Publication::new();
    publication.write(
        "content/cases/a.md",
        "---\ntitle: 0xF4EE\ndistrict: 上海市静安区\nmodel: 1e3\ndate: 2024-03-05\nlocality: 007\n\
         metrics:\n  - {label: +5, printed: +30, unit: 人, at: 1_000}\n---\n\n街坊收拾出门房。\n",
    );
    build(&publication);
    let page = read(&publication, "cases/a/index.html");
    for text in ["<h1>0xF4EE</h1>", ">1e3<", "007", ">+5 ", "+30", "1_000"] {
        assert!(page.contains(text), "{text}: {page}");
    }
}

#[test]
fn readers_find_a_text_whatever_its_marks_and_spaces() {
    let publication = Publication::new();
    write(
        &publication,
        "a",
        "date: 2024-03-05",
        "2019 年 4 月 8 日，门房装了 LED\u{A0}灯，定下 1 + 2 的值班办法。\n\n“两邻”理念、「门房」课堂，都由\
         （老伙伴）队伍照看；党建——引领。A new art.",
    );
    for query in [
        "2019年4月8日",
        "LED灯",
        "1+2",
        "两邻理念",
        "“两邻”理念",
        "门房课堂",
        "老伙伴队伍",
        "党建引领",
        "new art",
    ] {
        let ran = publication.run(&["search", "--format", "json", "--", query]);
        assert!(ran.stdout.contains("\"a\""), "{query}: {}", ran.stdout);
    }
    for query in ["newart", "理念门房", "队伍照看党建"] {
        let ran = publication.run(&["search", "--format", "json", "--", query]);
        assert!(!ran.stdout.contains("\"a\""), "{query}: {}", ran.stdout);
    }
    let ran = publication.run(&["check", "--search"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
}

#[test]
fn keys_of_another_program_are_said_once_and_can_be_left_unread() {
    let publication = Publication::new();
    for name in ["a", "b", "c"] {
        write(
            &publication,
            name,
            "date: 2024-03-05\nlayout: post\ntags: [社区治理]",
            "街坊收拾出门房。",
        );
    }
    let said = publication.run(&["check"]).stderr;
    for key in ["layout", "tags"] {
        assert_eq!(said.matches(&format!("错误[foreign-key]: “{key}”")).count(), 1, "{said}");
    }
    assert!(said.contains("这里叫“topics”"), "{said}");
    for told in ["content/cases/b.md:", "、content/cases/c.md:", "另有 2 处 foreign-key；"] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let settings = fs::read_to_string(publication.root().join("site.yaml")).expect("settings");
    publication.write("site.yaml", format!("{settings}ignore_keys: [layout, tags]\n"));
    let ran = publication.run(&["check"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
}

#[test]
fn characters_that_nobody_sees_stop_nothing_wherever_they_stand() {
    let publication = Publication::new();
    write(&publication, "a", "date: 2024-03-05", "街坊收拾出门\u{B}房，读\0书会每周都有。");
    let path = publication.root().join("content/cases/a.md");
    let text = fs::read_to_string(&path).expect("a case");
    let front = "topics: [社区\u{202A}治理]\nlocality: 江宁\u{F}路\u{206A}街道\n---\n\n";
    fs::write(&path, text.replacen("---\n\n", front, 1)).expect("a case");
    let ran = publication.run(&["check"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for sign in ["U+000B", "U+000F", "U+202A", "U+0000"] {
        assert!(ran.stderr.contains(sign), "{sign}: {}", ran.stderr);
    }
    build(&publication);
    let page = read(&publication, "cases/a/index.html");
    assert!(page.contains("江宁路街道") && page.contains("社区治理") && page.contains("读书会"));
    for query in ["门房", "读书会", "江宁路街道", "社区治理"] {
        let ran = publication.run(&["search", "--format", "json", "--", query]);
        assert!(ran.stdout.contains("\"a\""), "{query}: {}", ran.stdout);
    }
    publication.run(&["check", "--fix"]);
    let fixed = fs::read_to_string(&path).expect("a case");
    let is_left = |c: char| c.is_control() && c != '\n' || "\u{202A}\u{206A}".contains(c);
    assert!(!fixed.contains(is_left), "{fixed:?}");
}

#[test]
fn the_home_page_shows_first_what_was_added_last() {
    let publication = Publication::new();
    for year in 2001..2010 {
        write(
            &publication,
            &format!("c{year}"),
            &format!("date: {year}-02-03"),
            "街坊收拾出门房。",
        );
    }
    write(&publication, "old", "date: 1988\nadded: 2026-11-29", "很老的门房。");
    build(&publication);
    let home = read(&publication, "index.html");
    let at = |address: &str| home.find(address).unwrap_or(usize::MAX);
    assert!(at("/cases/old/") < at("/cases/c2009/"), "{home}");
    assert_eq!(at("/cases/c2001/"), usize::MAX, "{home}");
}
