//! Addresses last: what was published stays reachable, whatever its file is called now, and names
//! that meet are told.

#![expect(clippy::disallowed_methods, reason = "tests write and read files")]

mod support;

use std::fs;

use support::Publication;

const SITE: &str = "title: 街坊案例\nbase_url: https://jiefang.example.cn/\n\
    editions:\n  en: {}\n  zh-Hant: {from: zh-Hans}\n";

/// A case with more lines in its front matter.
fn case(title: &str, more: &str) -> String {
    format!(
        "---\ntitle: {title}\ndistrict: 上海市静安区\nmodel: 便民型\ndate: 2024-03-05\n\
         {more}---\n\n{title}的做法写在这里，一共两句话。\n"
    )
}

/// A publication in three editions that holds these files alone.
fn publication(files: &[(&str, &str)]) -> Publication {
    let publication = Publication::new();
    fs::remove_dir_all(publication.root().join("content")).expect("content");
    publication.write("site.yaml", SITE);
    publication.write("content/index.md", "---\ntitle: 首页\n---\n\n街坊自己办成的事。\n");
    for (path, text) in files {
        publication.write(path, text);
    }
    publication
}

/// Where the page at `address` leads on to; `None` when nothing stands there.
fn leads_to(publication: &Publication, address: &str) -> Option<String> {
    let file = publication.root().join("public").join(address.trim_matches('/')).join("index.html");
    let html = fs::read_to_string(file).ok()?;
    let (_, rest) = html.split_once("url=")?;
    rest.split_once('"').map(|(to, _)| to.to_owned())
}

fn build(publication: &Publication) {
    let ran = publication.run(&["build"]);
    assert_eq!((ran.status, &*ran.stdout), (0, ""), "{}", ran.stderr);
}

#[test]
fn an_old_address_leads_on_in_every_edition_that_has_the_page() {
    let english = "---\ntitle: The cobbler is back\naliases: [/en/cases/shoe/, /cases/mender/]\n\
        ---\n\nNeighbours.\n";
    let publication = publication(&[
        (
            "content/cases/a.md",
            &case("修鞋摊", "aliases: [/cases/laotan/, /en/cases/tan/, /旧/1.html]\n"),
        ),
        ("content/cases/a.en.md", english),
        ("content/about.md", "---\ntitle: 关于\naliases: [/guanyu]\n---\n\n关于。\n"),
        ("content/about.en.md", "---\ntitle: About\naliases: [/info/]\n---\n\nAbout.\n"),
        ("content/models/m.md", "---\ntitle: 便民型\naliases: [/models/old/]\n---\n\n模式。\n"),
    ]);
    build(&publication);
    for (old, new) in [
        ("/cases/laotan/", Some("/cases/a/")),
        ("/en/cases/laotan/", Some("/en/cases/a/")),
        ("/zh-Hant/cases/laotan/", Some("/zh-Hant/cases/a/")),
        ("/en/cases/tan/", Some("/en/cases/a/")),
        ("/cases/tan/", None),
        ("/zh-Hant/en/cases/tan/", None),
        ("/en/cases/shoe/", Some("/en/cases/a/")),
        ("/en/cases/mender/", Some("/en/cases/a/")),
        ("/cases/mender/", None),
        ("/en/en/cases/shoe/", None),
        ("/guanyu/", Some("/about/")),
        ("/en/guanyu/", Some("/en/about/")),
        ("/en/info/", Some("/en/about/")),
        ("/models/old/", Some("/models/m/")),
    ] {
        assert_eq!(leads_to(&publication, old).as_deref(), new, "{old}");
    }
    assert!(publication.root().join("public/旧/1.html").is_file());
}

#[test]
fn a_renamed_file_is_told_with_the_line_to_add_and_fixed() {
    let publication = publication(&[
        ("content/cases/xiuxie.md", &case("修鞋摊", "")),
        ("content/cases/b.md", &case("晾衣杆", "slug: liang\n")),
        ("content/about.md", "---\ntitle: 关于\n---\n\n关于。\n"),
    ]);
    build(&publication);
    let root = publication.root();
    for (from, to) in [("cases/xiuxie.md", "cases/menfang.md"), ("about.md", "guanyu.md")] {
        fs::rename(root.join("content").join(from), root.join("content").join(to))
            .expect("renamed");
    }
    publication.write("content/cases/b.md", case("晾衣杆", "slug: gan\naliases: [/x/]\n"));
    let ran = publication.run(&["check"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for said in [
        "content/cases/menfang.md 的信息区写：aliases: [/cases/xiuxie/]",
        "content/cases/b.md 的信息区写：aliases: [/cases/liang/]",
        "content/guanyu.md 的信息区写：aliases: [/about/]",
    ] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    assert_eq!(publication.run(&["check", "--fix"]).status, 0);
    let fixed = fs::read_to_string(root.join("content/cases/b.md")).expect("a case");
    assert!(fixed.contains("aliases: [/x/, /cases/liang/]"), "{fixed}");
    let again = publication.run(&["check"]);
    assert!(!again.stderr.contains("lost-address"), "{}", again.stderr);
    build(&publication);
    assert_eq!(leads_to(&publication, "/cases/xiuxie/").as_deref(), Some("/cases/menfang/"));
    assert_eq!(leads_to(&publication, "/zh-Hant/about/").as_deref(), Some("/zh-Hant/guanyu/"));
}

#[test]
fn an_entry_of_a_collection_that_moved_is_told_and_its_list_is_not() {
    let publication =
        publication(&[("content/news/kaizhang.md", "---\ntitle: 开张\n---\n\n街坊。\n")]);
    let site = fs::read_to_string(publication.root().join("site.yaml")).expect("settings");
    publication.write("site.yaml", format!("{site}collections: {{news: {{}}}}\n"));
    build(&publication);
    let at = |name: &str| publication.root().join("content/news").join(name);
    fs::rename(at("kaizhang.md"), at("kaiye.md")).expect("renamed");
    let ran = publication.run(&["check"]);
    let line = "content/news/kaiye.md 的信息区写：aliases: [/news/kaizhang/]";
    assert!(ran.stderr.contains(line), "{}", ran.stderr);
    fs::remove_file(at("kaiye.md")).expect("deleted");
    let ran = publication.run(&["check"]);
    assert!(ran.stderr.contains("/news/kaizhang/"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("地址 /news/ "), "{}", ran.stderr);
}

#[test]
fn what_was_withdrawn_is_told_and_stops_nothing() {
    let publication = publication(&[
        ("content/cases/a.md", &case("修鞋摊", "topics: [修补]\n")),
        ("content/cases/b.md", &case("晾衣杆", "")),
        ("content/cases/c.md", &case("门房", "topics: [值班]\n")),
    ]);
    build(&publication);
    fs::remove_file(publication.root().join("content/cases/a.md")).expect("deleted");
    publication.write("content/cases/b.md", case("晾衣杆", "status: draft\n"));
    let renamed = case("门房", "topics: [轮值]\n").replace("model: 便民型", "model: 邻里型");
    publication.write("content/cases/c.md", renamed);
    let ran = publication.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for said in [
        "发布过的地址 /cases/a/ 没有了",
        "content/cases/b.md 现在是草稿",
        "redirects: {/topics/值班/: /topics/轮值/}",
        "redirects: {/models/便民型/: /models/邻里型/}",
    ] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    publication.write("site.yaml", format!("{SITE}redirects: {{/topics/值班/: /topics/轮值/}}\n"));
    build(&publication);
    let to = leads_to(&publication, "/topics/值班/").expect("an old address");
    assert!(to.ends_with("/topics/%E8%BD%AE%E5%80%BC/"), "{to}");
}

#[test]
fn names_that_share_an_address_are_told_with_both_places() {
    let pairs = [
        ("topics: [党建]", "topics: [党建+]", "shared-address"),
        ("topics: [C]", "topics: [C#]", "shared-address"),
        ("topics: [甲/乙]", "topics: [甲、乙]", "shared-address"),
        ("topics: [\"！\"]", "topics: [\"？\"]", "shared-address"),
        ("practices: [{name: 议事, topic: 党建}]", "topics: [党建+]", "shared-address"),
        ("topics: [党建]", "topics: [党 建]", "similar-names"),
        ("topics: [ＡＢ]", "topics: [ab]", "similar-names"),
        ("organisations: [甲（乙）]", "organisations: [甲(乙)]", "similar-names"),
        ("practices: [值 班]", "practices: [值班]", "similar-names"),
        ("topics: [党建]", "topics: [黨建]", "similar-names"),
        ("topics: [党建]", "topics: [党务]", ""),
    ];
    for (one, other, code) in pairs {
        let publication = publication(&[
            ("content/cases/a.md", &case("修鞋摊", &format!("{one}\n"))),
            ("content/cases/b.md", &case("晾衣杆", &format!("{other}\n"))),
        ]);
        let ran = publication.run(&["check"]);
        assert_eq!(
            ran.status,
            i32::from(code == "shared-address"),
            "{one} {other}: {}",
            ran.stderr
        );
        let told = !code.is_empty();
        assert_eq!(
            ran.stderr.contains(&format!("[{code}]")),
            told,
            "{one} {other}: {}",
            ran.stderr
        );
        for place in ["content/cases/a.md:6:", "content/cases/b.md:6:"] {
            assert_eq!(ran.stderr.contains(place), told, "{one} {other}: {}", ran.stderr);
        }
    }
}

#[test]
fn topics_whose_addresses_differ_in_capitals_alone_are_told() {
    let publication = publication(&[
        ("content/cases/a.md", &case("修鞋摊", "topics: [党建]\n")),
        ("content/cases/b.md", &case("晾衣杆", "topics: [党务]\n")),
    ]);
    let topics = "topics: [{id: dang, name: 党建}, {id: Dang, name: 党务}]\n";
    publication.write("site.yaml", format!("{SITE}{topics}"));
    let ran = publication.run(&["check"]);
    assert!(ran.stderr.contains("“党建”和“党务”是两个主题"), "{}", ran.stderr);
}

#[test]
fn an_old_address_of_an_edition_without_the_page_leads_to_the_first_edition() {
    let publication = publication(&[
        ("content/cases/a.md", &case("修鞋摊", "aliases: [/en/cases/tan/, /cases/laotan/]\n")),
        ("content/about.md", "---\ntitle: 关于\naliases: [/en/us/, /guanyu/]\n---\n\n关于。\n"),
    ]);
    build(&publication);
    assert_eq!(leads_to(&publication, "/en/cases/tan/").as_deref(), Some("/cases/a/"));
    assert_eq!(leads_to(&publication, "/en/us/").as_deref(), Some("/about/"));
    assert_eq!(leads_to(&publication, "/en/cases/laotan/"), None);
    assert_eq!(leads_to(&publication, "/en/guanyu/"), None);
}

#[test]
fn an_old_address_that_cannot_be_is_told_with_what_to_write() {
    for (alias, told) in [
        ("／旧／", "：/旧/\n"),
        ("/a//b/", "：/a/b/\n"),
        ("\\\\a\\\\b", "：/a/b\n"),
        ("jiefang.shequ.cn/旧/", "：/旧/\n"),
        ("/", "首页现在的地址"),
        ("/CON/", "有的系统不让用"),
        ("/a:b/", "不能用“:”"),
    ] {
        let text = case("修鞋摊", &format!("aliases: [\"{alias}\"]\n"));
        let publication = publication(&[("content/cases/a.md", &text)]);
        let ran = publication.run(&["check"]);
        assert!(ran.stderr.contains(told), "{alias}: {}", ran.stderr);
    }
    let text = case("修鞋摊", "aliases:\n  - /旧/\n  - /旧/index.html\n  - /cases/a\n");
    let ran = publication(&[("content/cases/a.md", &text)]).run(&["check"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for place in ["content/cases/a.md:8:5", "content/cases/a.md:9:5"] {
        assert!(ran.stderr.contains(place), "{place}: {}", ran.stderr);
    }
}

#[test]
fn permalinks_give_a_moved_publication_the_addresses_that_it_had() {
    let publication = publication(&[
        ("content/cases/a.md", &case("修鞋摊 回来了", "")),
        ("content/about.md", "---\ntitle: 关于\n---\n\n[案例](cases/a.md)\n"),
    ]);
    publication.write(
        "site.yaml",
        format!("{SITE}permalinks: {{cases: \"/:year/:month/:slug/\", pages: \"/p/:slug/\"}}\n"),
    );
    build(&publication);
    let public = publication.root().join("public");
    assert!(public.join("2024/03/a/index.html").is_file());
    let about = fs::read_to_string(public.join("p/about/index.html")).expect("a page");
    assert!(about.contains("href=\"/2024/03/a/\""), "{about}");
    publication.write("content/cases/b.md", case("修鞋摊 回来了", ""));
    publication.write("site.yaml", format!("{SITE}permalinks: {{cases: \"/:title/\"}}\n"));
    let ran = publication.run(&["check"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("duplicate-url"), "{}", ran.stderr);
    for pattern in ["/:year/", "cases/:slug/", "/:jahr/:slug/", "/:slug/?x", "/../:slug/"] {
        publication.write("site.yaml", format!("{SITE}permalinks: {{cases: \"{pattern}\"}}\n"));
        let ran = publication.run(&["check"]);
        assert!(ran.stderr.contains("bad-permalink"), "{pattern}: {}", ran.stderr);
    }
}

#[test]
fn fields_that_name_a_page_name_it_when_it_is_renamed() {
    let publication = Publication::new();
    let site = fs::read_to_string(publication.root().join("site.yaml")).expect("settings");
    let collections = "collections:\n  people: {fields: {with: {to: people, list: true}}}\n";
    publication.write("site.yaml", format!("{site}{collections}"));
    let person = |title: &str, more: &str| format!("---\ntitle: {title}\n{more}---\n\n街坊。\n");
    publication.write("content/people/li.md", person("李", ""));
    publication.write("content/people/wang.md", person("王", "with:\n  - li # 邻居\n"));
    let ran = publication.run(&["rename", "content/people/li.md", "lishifu"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let wang = fs::read_to_string(publication.root().join("content/people/wang.md"));
    assert_eq!(wang.expect("a text"), person("王", "with:\n  - lishifu # 邻居\n"));
    let checked = publication.run(&["check"]);
    assert_eq!(checked.status, 0, "{}", checked.stderr);
    let li = fs::read_to_string(publication.root().join("content/people/lishifu.md"));
    assert!(li.expect("a text").contains("/people/li/"), "the old address leads on");
}

#[test]
fn a_case_is_renamed_with_all_that_belongs_to_it() {
    let publication = publication(&[
        ("content/cases/a.md", &(case("修鞋摊", "") + "\n![摊](a/1.svg)\n")),
        ("content/cases/a.en.md", "---\ntitle: Cobbler\n---\n\n![Stall](a/1.svg)\n"),
        ("content/cases/a/1.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/cases/b.md", &(case("晾衣杆", "") + "\n[甲](a.md) [图](a/1.svg) `[码](a.md)`\n")),
    ]);
    let ran = publication.run(&["rename", "content/cases/a.md", "content/cases/xin.md"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    build(&publication);
    assert_eq!(leads_to(&publication, "/cases/a/").as_deref(), Some("/cases/xin/"));
    assert_eq!(leads_to(&publication, "/en/cases/a/").as_deref(), Some("/en/cases/xin/"));
    let other = fs::read_to_string(publication.root().join("content/cases/b.md")).expect("a case");
    assert!(other.ends_with("[甲](xin.md) [图](xin/1.svg) `[码](a.md)`\n"), "{other}");
    assert!(publication.root().join("content/cases/xin/1.svg").is_file());
    let again = publication.run(&["rename", "xin", "b"]);
    assert_eq!(again.status, 2, "another case has that name: {}", again.stderr);
    assert!(publication.root().join("content/cases/xin.md").is_file());
}

#[test]
fn every_case_has_a_key_of_its_own_in_lists_of_literature() {
    let names = ["门房甲", "弄堂乙", "2024-门房", "2024-弄堂", "hub-a", "123"];
    let files: Vec<(String, String)> =
        names.iter().map(|name| (format!("content/cases/{name}.md"), case(name, ""))).collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let publication = publication(&files);
    build(&publication);
    let keys = |publication: &Publication| -> Vec<String> {
        let page = |name: &&str| {
            let file = publication.root().join(format!("public/cases/{name}/index.html"));
            let html = fs::read_to_string(file).expect("a case");
            let (_, rest) = html.split_once("@misc{").expect("an entry for BibTeX");
            rest.split_once(',').expect("a key").0.to_owned()
        };
        names.iter().map(page).collect()
    };
    let before = keys(&publication);
    for key in &before {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
        assert!(
            key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(is_plain),
            "{key}"
        );
    }
    let mut lower: Vec<String> = before.iter().map(|key| key.to_lowercase()).collect();
    lower.sort_unstable();
    lower.dedup();
    assert_eq!(lower.len(), names.len(), "{before:?}");
    assert_eq!(before[4], "hub-a");
    publication.write("content/cases/门房丙.md", case("门房丙", ""));
    build(&publication);
    assert_eq!(keys(&publication), before);
}

#[test]
fn what_was_lost_is_told_at_every_build_until_it_is_covered_or_given_up() {
    let publication = publication(&[
        ("content/cases/a.md", &case("修鞋摊", "")),
        ("content/cases/b.md", &case("晾衣杆", "")),
        ("content/cases/c.md", &case("门房", "")),
    ]);
    build(&publication);
    for name in ["a", "b"] {
        fs::remove_file(publication.root().join(format!("content/cases/{name}.md"))).expect("gone");
    }
    let lost = |address: &str| format!("发布过的地址 /cases/{address}/ 没有了");
    for count in 0..3 {
        // Other changes make other manifests.
        publication.write("content/cases/c.md", case(&format!("门房{count}"), ""));
        let ran = publication.run(&["build"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        for name in ["a", "b"] {
            assert_eq!(ran.stderr.matches(&lost(name)).count(), 1, "{count}: {}", ran.stderr);
        }
    }
    assert!(publication.run(&["check"]).stderr.contains("gone: [/cases/a/]"));
    publication.write("site.yaml", format!("{SITE}gone: [/cases/a]\n"));
    publication.write("content/cases/c.md", case("门房", "aliases: [/cases/b/]\n"));
    let ran = publication.run(&["build"]);
    assert!(!ran.stderr.contains("lost-address"), "{}", ran.stderr);
    // Given up once more, what was covered is lost again; what is in `gone` is not.
    publication.write("content/cases/c.md", case("门房", ""));
    let ran = publication.run(&["build"]);
    assert!(ran.stderr.contains(&lost("b")) && !ran.stderr.contains(&lost("a")), "{}", ran.stderr);
    publication.write("site.yaml", format!("{SITE}gone: [cases/a]\n"));
    let ran = publication.run(&["check"]);
    assert!(ran.stderr.contains("“cases/a”不能用在 gone 里"), "{}", ran.stderr);
}

#[test]
fn an_address_at_which_another_text_stands_is_told_once() {
    let long = |what: &str| format!("{what}。街坊把空着的门房收拾出来，给老师傅摆摊。\n");
    let publication = publication(&[
        ("content/cases/xiuxie.md", &(case("修鞋摊回来了", "") + &long("一"))),
        ("content/cases/b.md", &(case("晾衣杆不再打架", "") + &long("二"))),
        ("content/cases/c.md", &case("值班表", "")),
        ("content/cases/d.md", &case("老门牌", "aliases: [/cases/dd/]\n")),
        ("content/about.md", "---\ntitle: 关于\n---\n\n街坊自己写下的几件事，记在这里。\n"),
    ]);
    build(&publication);
    let root = publication.root();
    let rename = |from: &str, to: &str| {
        let at = |name: &str| root.join(format!("content/cases/{name}.md"));
        fs::rename(at(from), at(to)).expect("renamed");
    };
    let taken = |address: &str| format!("发布过的地址 {address} 换成了另一篇");
    // One moves away, and another takes its address.
    rename("xiuxie", "menfang");
    rename("b", "xiuxie");
    // A title is reworded, a text is rewritten under its title: both are what they were.
    publication.write("content/cases/c.md", case("值班表的故事", ""));
    publication.write("content/about.md", "---\ntitle: 关于\n---\n\n全部重写过了。\n");
    let ran = publication.run(&["check"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("[taken-address]").count(), 1, "{}", ran.stderr);
    for said in [&*taken("/cases/xiuxie/"), "原来那一篇现在是 content/cases/menfang.md"] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    let moved = "content/cases/xiuxie.md 的信息区写：aliases: [/cases/b/]";
    assert!(ran.stderr.contains(moved), "{}", ran.stderr);
    build(&publication);
    assert!(!publication.run(&["check"]).stderr.contains("[taken-address]"), "told once");
    // Two change places, one is gone and another text stands there, one takes an old address.
    rename("menfang", "x");
    rename("xiuxie", "menfang");
    rename("x", "xiuxie");
    let other = "---\ntitle: 全新的一篇\ndistrict: 上海市静安区\nmodel: 便民型\ndate: 2025-01-02\n\
        ---\n\n别处的人讲了别的事。\n";
    publication.write("content/cases/c.md", other);
    publication.write("content/cases/dd.md", case("新来的", ""));
    publication.write("content/cases/d.md", case("老门牌", ""));
    let ran = publication.run(&["check"]);
    for address in ["/cases/xiuxie/", "/cases/menfang/", "/cases/c/", "/cases/dd/"] {
        assert!(ran.stderr.contains(&taken(address)), "{address}: {}", ran.stderr);
    }
    assert_eq!(ran.stderr.matches("[taken-address]").count(), 4, "{}", ran.stderr);
}

#[test]
fn a_translation_that_is_gone_is_told_with_the_address_of_its_edition() {
    let english = "---\ntitle: The cobbler\n---\n\nNeighbours.\n";
    let publication = publication(&[
        ("content/cases/a.md", &case("修鞋摊", "")),
        ("content/cases/a.en.md", english),
        ("content/cases/b.md", &case("晾衣杆", "")),
        ("content/cases/b.en.md", &english.replace("cobbler", "pole")),
        ("content/about.md", "---\ntitle: 关于\n---\n\n关于。\n"),
        ("content/about.en.md", "---\ntitle: About\n---\n\nAbout.\n"),
    ]);
    build(&publication);
    for file in ["cases/a.en.md", "about.en.md"] {
        fs::remove_file(publication.root().join("content").join(file)).expect("gone");
    }
    let draft = english.replace("\n---\n\n", "\nstatus: draft\n---\n\n");
    publication.write("content/cases/b.en.md", draft);
    let ran = publication.run(&["check"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for said in [
        "content/cases/a.md 的信息区写：aliases: [/en/cases/a/]",
        "content/about.md 的信息区写：aliases: [/en/about/]",
        "发布过的地址 /en/cases/b/ 没有了：content/cases/b.en.md 现在是草稿",
    ] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    assert_eq!(publication.run(&["check", "--fix"]).status, 0);
    build(&publication);
    assert_eq!(leads_to(&publication, "/en/cases/a/").as_deref(), Some("/cases/a/"));
    assert_eq!(leads_to(&publication, "/en/about/").as_deref(), Some("/about/"));
}

#[test]
fn addresses_may_end_in_html() {
    let publication = publication(&[
        ("content/cases/a.md", &case("修鞋摊", "")),
        (
            "content/about.md",
            "---\ntitle: 关于\nupdated: 2024-05-06\n---\n\n见[修鞋摊](cases/a.md)。\n",
        ),
        ("content/models/m.md", "---\ntitle: 便民型\nupdated: 2024-06-07\n---\n\n模式。\n"),
    ]);
    let site = format!("{SITE}permalinks: {{cases: /p/:slug.html, pages: /:slug.html}}\n");
    publication.write("site.yaml", site);
    build(&publication);
    let read = |path: &str| {
        fs::read_to_string(publication.root().join("public").join(path)).unwrap_or_default()
    };
    assert!(read("p/a.html").contains("修鞋摊的做法"));
    let about = read("about.html");
    assert!(about.contains("href=\"/p/a.html\"") && about.contains("2024-05-06"), "{about}");
    assert!(read("sitemap.xml").contains("<loc>https://jiefang.example.cn/p/a.html</loc>"));
    assert!(!read("sitemap.xml").contains("404.html"));
    let model = fs::read_dir(publication.root().join("public/models")).expect("models");
    let model =
        model.filter_map(|entry| fs::read_to_string(entry.ok()?.path().join("index.html")).ok());
    assert!(model.into_iter().any(|page| page.contains("datetime=\"2024-06-07\"")));
    fs::remove_file(publication.root().join("content/about.md")).expect("gone");
    let ran = publication.run(&["check"]);
    assert!(ran.stderr.contains("发布过的地址 /about.html 没有了"), "{}", ran.stderr);
    let site = format!("{SITE}permalinks: {{cases: /p/:slug}}\n");
    publication.write("site.yaml", site);
    let ran = publication.run(&["check"]);
    assert!(ran.stderr.contains("以“/”或“.html”结尾"), "{}", ran.stderr);
}

#[test]
fn what_was_lost_is_as_easy_to_mend_after_a_build_that_told_it() {
    let english = "---\ntitle: The cobbler\n---\n\nNeighbours.\n";
    let publication = publication(&[
        ("content/cases/a.md", &case("修鞋摊", "topics: [修补]\n")),
        ("content/cases/b.md", &case("晾衣杆", "")),
        ("content/cases/b.en.md", english),
        ("content/about.md", "---\ntitle: 关于\n---\n\n关于。\n"),
    ]);
    build(&publication);
    let root = publication.root();
    let rename = |from: &str, to: &str| {
        fs::rename(root.join("content").join(from), root.join("content").join(to))
            .expect("renamed");
    };
    rename("cases/a.md", "cases/c.md");
    rename("about.md", "guanyu.md");
    publication.write("content/cases/c.md", case("修鞋摊", "topics: [缝补]\n"));
    fs::remove_file(root.join("content/cases/b.en.md")).expect("gone");
    let before = publication.run(&["check"]).stderr;
    assert_eq!(before.matches("[lost-address]").count(), 4, "{before}");
    build(&publication);
    assert_eq!(publication.run(&["check"]).stderr, before);
    // Nothing of what was withdrawn is left to read.
    let manifest = fs::read_to_string(root.join("public/.casebook-manifest")).expect("a manifest");
    assert!(!manifest.contains("cobbler"), "{manifest}");
    // It moves once more, is called otherwise, and another text takes the place.
    rename("cases/c.md", "cases/d.md");
    publication.write("content/cases/c.md", case("值班表", ""));
    let again = publication.run(&["build"]).stderr;
    let moved = "content/cases/d.md 的信息区写：aliases: [/cases/a/]";
    assert!(again.contains(moved), "{again}");
    publication.write("content/cases/d.md", case("老师傅回来了", "topics: [缝补]\n"));
    publication.run(&["build"]);
    assert_eq!(publication.run(&["check", "--fix"]).status, 0);
    publication.write("site.yaml", format!("{SITE}redirects: {{/topics/修补/: /topics/缝补/}}\n"));
    let ran = publication.run(&["build"]);
    assert!(!ran.stderr.contains("lost-address"), "{}", ran.stderr);
    assert_eq!(leads_to(&publication, "/cases/a/").as_deref(), Some("/cases/d/"));
    assert_eq!(leads_to(&publication, "/about/").as_deref(), Some("/guanyu/"));
    assert_eq!(leads_to(&publication, "/en/cases/b/").as_deref(), Some("/cases/b/"));
}

#[test]
fn an_edition_that_is_gone_is_told_once() {
    let publication = publication(&[
        ("content/cases/a.md", &case("修鞋摊", "topics: [修补]\n")),
        ("content/cases/a.en.md", "---\ntitle: The cobbler\n---\n\nNeighbours.\n"),
    ]);
    build(&publication);
    fs::remove_file(publication.root().join("content/cases/a.en.md")).expect("gone");
    let without = SITE.replace("  en: {}\n", "");
    publication.write("site.yaml", &without);
    for _ in 0..2 {
        let ran = publication.run(&["build"]);
        assert_eq!(ran.stderr.matches("[lost-address]").count(), 1, "{}", ran.stderr);
        for said in ["发布过的版本 en 没有了", "写 gone: [/en/]", "redirects: {/en/: /}"]
        {
            assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
        }
    }
    publication.write("site.yaml", format!("{without}redirects: {{/en/: /}}\n"));
    let ran = publication.run(&["build"]);
    assert!(ran.stderr.contains("发布过的版本 en 没有了"), "{}", ran.stderr);
    assert_eq!(leads_to(&publication, "/en/").as_deref(), Some("/"));
    for more in ["gone: [/en]\n", "gone: [/en/]\nredirects: {/en/: /}\n"] {
        publication.write("site.yaml", format!("{without}{more}"));
        let ran = publication.run(&["build"]);
        assert!(!ran.stderr.contains("[lost-address]"), "{more}: {}", ran.stderr);
    }
}

#[test]
fn lists_that_no_case_fills_any_more_are_told_together() {
    let publication = publication(&[
        ("content/cases/a.md", &case("修鞋摊", "topics: [修补, 门房, 缝补]\n")),
        ("content/cases/b.md", &case("晾衣杆", "topics: [晒衣]\n")),
    ]);
    build(&publication);
    publication.write("content/cases/a.md", case("修鞋摊", ""));
    for _ in 0..2 {
        let ran = publication.run(&["build"]);
        assert_eq!(ran.stderr.matches("[lost-address]").count(), 1, "{}", ran.stderr);
        let said = "3 个发布过的列表页没有了";
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
    let told = publication.run(&["check"]).stderr;
    let (_, hint) = told.split_once("写 gone: ").expect("what to write");
    let gone = hint.split_inclusive(']').next().expect("a list");
    publication.write("site.yaml", format!("{SITE}gone: {gone}\n"));
    let ran = publication.run(&["check"]);
    assert!(!ran.stderr.contains("[lost-address]"), "{gone}: {}", ran.stderr);
}

#[test]
fn a_text_that_takes_an_address_takes_no_old_translation_with_it() {
    let english = "---\ntitle: The cobbler\n---\n\nNeighbours.\n";
    let start = || {
        let publication = publication(&[
            ("content/cases/a.md", &case("修鞋摊", "")),
            ("content/cases/a.en.md", english),
            ("content/cases/b.md", &case("晾衣杆", "")),
        ]);
        build(&publication);
        let at = |name: &str| publication.root().join("content/cases").join(name);
        fs::rename(at("a.md"), at("c.md")).expect("renamed");
        fs::rename(at("b.md"), at("a.md")).expect("renamed");
        publication
    };
    for translation in [Some(english), Some(&english.replace("cobbler", "shoes")), None] {
        let publication = start();
        let at = |name: &str| publication.root().join("content/cases").join(name);
        fs::remove_file(at("a.en.md")).expect("gone");
        if let Some(text) = translation {
            publication.write("content/cases/c.en.md", text);
        }
        for _ in 0..2 {
            let ran = publication.run(&["build"]);
            assert!(!ran.stderr.contains("content/cases/a.md 现在没有"), "{}", ran.stderr);
        }
        assert_eq!(publication.run(&["check", "--fix"]).status, 0);
        let taken = fs::read_to_string(at("a.md")).expect("a case");
        assert!(!taken.contains("/en/"), "{translation:?} {taken}");
        build(&publication);
        let to = translation.map_or("/cases/c/", |_| "/en/cases/c/");
        if translation.is_none_or(|text| text == english) {
            assert_eq!(
                leads_to(&publication, "/en/cases/a/").as_deref(),
                Some(to),
                "{translation:?}"
            );
        }
    }
}

#[test]
fn lists_and_attachments_that_are_gone_are_told_together_until_they_are_given_up() {
    let publication = publication(&[
        ("content/cases/a.md", &case("修鞋摊", "")),
        (
            "content/cases/b.md",
            &format!("{}\n[价目](jia.pdf)、[名单](名单.XLSX)\n", case("晾衣杆", "")),
        ),
        ("content/cases/jia.pdf", "%PDF-1.4 a price list"),
        ("content/cases/名单.XLSX", "PK a table"),
    ]);
    build(&publication);
    let moved = case("晾衣杆", "").replace("静安区", "徐汇区");
    publication.write("content/cases/a.md", case("修鞋摊", "").replace("静安区", "徐汇区"));
    publication.write("content/cases/b.md", format!("{moved}\n[价目](jiamu.pdf)\n"));
    fs::rename(
        publication.root().join("content/cases/jia.pdf"),
        publication.root().join("content/cases/jiamu.pdf"),
    )
    .expect("a file");
    let said = |site: &str| {
        publication.write("site.yaml", format!("{SITE}{site}"));
        let ran = publication.run(&["build"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        ran.stderr
    };
    for _ in 0..2 {
        let told = said("");
        assert_eq!(told.matches("[lost-address]").count(), 2, "{told}");
        assert!(told.contains("地址 /regions/310106/ 没有了"), "{told}");
        assert!(told.contains("2 个发布过的附件没有了"), "{told}");
        assert!(told.contains("publish: [cases/名单.XLSX]"), "{told}");
        assert!(told.contains("gone: [/cases/jia.pdf, /cases/名单.XLSX]"), "{told}");
    }
    let told = said("gone: [/cases/jia.pdf, /regions/310106/]\npublish: [cases/名单.XLSX]\n");
    assert!(!told.contains("[lost-address]"), "{told}");
}
