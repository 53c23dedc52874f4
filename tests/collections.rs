//! Kinds of pages of a publication's own: their lists, their pages, and what leads from one to
//! another by fields.

use std::collections::BTreeMap;

use casebook::foundation::diagnostic::Speech;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};

const SITE: &str = "title: 街坊
base_url: https://jiefang.gov.cn/
editions: {en: {}, zh-Hant: {from: zh-Hans}}
fields: {people: {label: 人物, type: link, to: people, list: true, facet: true}}
collections:
  news:
    label: {zh-Hans: 动态, en: News}
    fields:
      place: {label: 地点, type: text}
      people: {label: {zh-Hans: 到场的人, en: Present}, type: link, to: people, list: true}
      about: {label: 所谈案例, type: link, to: cases}
    feed: true
  people: {label: {zh-Hans: 人物, en: People}, fields: {role: {label: 身份, required: true}}}
";

/// What a build makes by path, and what it says.
struct Built {
    files: BTreeMap<String, String>,
    found: Vec<String>,
}

/// A publication with news and people.
fn world() -> MemoryWorld {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", SITE);
    for (path, text) in [
        (
            "content/cases/a.md",
            "title: 甲案\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\npeople: [li]",
        ),
        (
            "content/news/opening.md",
            "title: 开张\ndate: 2023-05-01\nsummary: 修鞋摊开张。\nplace: 里弄口\npeople: [li, wang]\nabout: a",
        ),
        ("content/news/2024/closing.md", "title: 收摊\ndate: 2024-02-03\nupdated: 2024-03-01"),
        ("content/news/opening.en.md", "title: Opening\nplace: The lane"),
        ("content/people/li.md", "title: 李师傅\nrole: 鞋匠"),
        ("content/people/wang.md", "title: 王大妈\nrole: 街坊"),
    ] {
        world.write(path, format!("---\n{text}\n---\n\n正文。\n"));
    }
    world
}

fn build(world: &MemoryWorld, request: &Request) -> Built {
    let output = MemoryOutput::default();
    let built = build_site(world, request, &mut BuildCache::default(), &output, &Silent)
        .expect("memory takes everything");
    let found = built.diagnostics.iter().map(|found| {
        let file = found.file.as_ref().map_or("-", |file| file.as_str());
        format!("{file}: {}: {}", found.code.0, found.message.in_speech(Speech::English))
    });
    let files = output.into_files().into_iter();
    Built {
        found: found.collect(),
        files: files
            .map(|(path, bytes)| (path.to_string(), String::from_utf8_lossy(&bytes).into_owned()))
            .collect(),
    }
}

fn built() -> Built {
    build(&world(), &Request::default())
}

/// Builds with more files.
fn built_with(files: &[(&str, &str)]) -> Built {
    let mut world = world();
    for (path, text) in files {
        world.write(path, *text);
    }
    build(&world, &Request::default())
}

/// Builds with other settings of the news.
fn built_as(old: &str, new: &str) -> Built {
    let mut world = world();
    assert!(SITE.contains(old), "{old}");
    world.write("site.yaml", SITE.replace(old, new));
    build(&world, &Request::default())
}

impl Built {
    fn page(&self, path: &str) -> &str {
        self.files.get(path).unwrap_or_else(|| panic!("{path} among {:?}", self.files.keys()))
    }

    /// The titles of a list, in its order.
    fn listed(&self, path: &str) -> Vec<&str> {
        let rows = self.page(path).split("<p class=\"name\"").skip(1);
        rows.map(|row| {
            let link = row.split_once("<a ").expect("a link").1;
            link.split_once('>').expect("a tag").1.split('<').next().expect("a title")
        })
        .collect()
    }
}

#[test]
fn a_collection_has_a_list_and_a_page_for_each_entry() {
    let built = built();
    assert_eq!(built.found, [""; 0]);
    assert_eq!(built.listed("news/index.html"), ["收摊", "开张"]);
    assert_eq!(built.listed("people/index.html"), ["李师傅", "王大妈"]);
    let entry = built.page("news/opening/index.html");
    assert!(entry.contains("<dt>地点</dt><dd>里弄口</dd>"), "{entry}");
    assert!(entry.contains("<a href=\"/news/\">动态</a>"), "{entry}");
    // Folders below it are for order alone.
    assert!(built.page("news/closing/index.html").contains("更新于"));
}

#[test]
fn a_collection_stands_in_the_menu_the_sitemap_and_its_feed() {
    let built = built();
    assert!(built.page("index.html").contains("<a href=\"/news/\">动态</a>"));
    assert!(built.page("en/index.html").contains("<a href=\"/en/news/\">News</a>"));
    let sitemap = built.page("sitemap.xml");
    for path in ["/news/", "/news/opening/", "/en/news/opening/", "/people/li/"] {
        assert!(sitemap.contains(&format!("<loc>https://jiefang.gov.cn{path}</loc>")), "{path}");
    }
    let feed = built.page("news/feed.xml");
    let titles: Vec<usize> =
        ["收摊</title>", "开张</title>"].iter().filter_map(|title| feed.find(title)).collect();
    assert!(titles.is_sorted() && titles.len() == 2, "{feed}");
    assert!(feed.contains("<updated>2024-03-01T00:00:00Z</updated>"), "{feed}");
    assert!(built.page("news/index.html").contains("href=\"/news/feed.xml\""));
    assert!(!built.files.contains_key("people/feed.xml"));
}

#[test]
fn both_sides_of_a_link_show_it() {
    let built = built();
    let entry = built.page("news/opening/index.html");
    assert!(
        entry.contains(
            "<dd><a href=\"/people/li/\">李师傅</a>、<a href=\"/people/wang/\">王大妈</a></dd>"
        ),
        "{entry}"
    );
    assert!(entry.contains("<dd><a href=\"/cases/a/\">甲案</a></dd>"), "{entry}");
    let person = built.page("people/li/index.html");
    let (_, back) = person.split_once("id=\"back-links\"").expect("what leads here");
    let order: Vec<Option<usize>> =
        ["案例 <", "甲案", "动态 <", "开张"].map(|text| back.find(text)).into();
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{back}");
    let case = built.page("cases/a/index.html");
    assert!(case.contains("<a href=\"/people/li/\">李师傅</a>"), "{case}");
    assert!(case.contains("<a href=\"/news/opening/\">开张</a>"), "{case}");
    assert!(!built.page("news/closing/index.html").contains("back-links"));
}

#[test]
fn a_link_that_readers_filter_by_is_called_by_its_title() {
    let built = built();
    assert!(built.page("browse/f-people/li/index.html").contains("李师傅"));
    assert!(built.page("cases/index.html").contains(">李师傅</a>"));
}

#[test]
fn editions_have_the_entries_in_their_language() {
    let built = built();
    let entry = built.page("en/news/opening/index.html");
    assert!(entry.contains("<dd>The lane</dd>"), "{entry}");
    assert!(entry.contains("2023"), "the date is that of the first file: {entry}");
    assert!(entry.contains("<a href=\"/people/li/\" lang=\"zh-Hans\">李师傅</a>"), "{entry}");
    // What is not translated is listed, and stands where it is.
    assert_eq!(built.listed("en/news/index.html"), ["收摊", "Opening"]);
    assert!(built.page("en/news/index.html").contains("<a href=\"/news/closing/\">"));
    assert!(!built.files.contains_key("en/news/closing/index.html"));
    let person = built.page("people/li/index.html");
    assert!(person.contains("<a href=\"/news/opening/\">开张</a>"), "{person}");
    let converted = built.page("zh-Hant/news/opening/index.html");
    assert!(converted.contains("<a href=\"/zh-Hant/people/li/\">李師傅</a>"), "{converted}");
}

#[test]
fn texts_link_to_entries_by_their_files() {
    let built = built_with(&[(
        "content/about.md",
        "---\ntitle: 关于\n---\n\n见[开张](news/opening.md)和[收摊](news/2024/closing.md)。\n",
    )]);
    assert_eq!(built.found, [""; 0]);
    let about = built.page("about/index.html");
    assert!(about.contains("<a href=\"/news/opening/\">开张</a>"), "{about}");
    assert!(about.contains("<a href=\"/news/closing/\">收摊</a>"), "{about}");
}

#[test]
fn an_id_that_names_nothing_is_told_where_it_stands() {
    let built = built_with(&[(
        "content/news/lost.md",
        "---\ntitle: 无\npeople: [lii, 王大妈, zhaosi]\nabout: b\n---\n\n正文。\n",
    )]);
    let wanted = [
        "content/news/lost.md: unknown-entry: no page of `people` has the id `lii`",
        "content/news/lost.md: unknown-entry: no page of `people` has the id `王大妈`",
        "content/news/lost.md: unknown-entry: no page of `people` has the id `zhaosi`",
        "content/news/lost.md: unknown-entry: no case has the id `b`",
    ];
    assert_eq!(built.found, wanted);
}

#[test]
fn a_link_to_a_draft_is_told_as_one() {
    let draft =
        ("content/people/li.md", "---\ntitle: 李师傅\nrole: 鞋匠\nstatus: draft\n---\n\n正文。\n");
    let built_here = built_with(&[draft]);
    let said: Vec<&str> = built_here
        .found
        .iter()
        .map(|found| found.split_once(": this").expect("a sentence").0)
        .collect();
    assert_eq!(said, ["content/cases/a.md: draft-link", "content/news/opening.md: draft-link"]);
    let mut world = world();
    world.write(draft.0, draft.1);
    let shown = build(&world, &Request { drafts: true, ..Request::default() });
    assert_eq!(shown.found.len(), 2, "{:?}", shown.found);
    assert!(shown.page("people/li/index.html").contains("草稿"));
}

#[test]
fn entries_have_the_order_that_the_collection_asks_for() {
    let first = |sort: &str| {
        let built = built_as("    feed: true\n", &format!("    sort: {sort}\n"));
        assert_eq!(built.found, [""; 0]);
        built.listed("news/index.html")[0].to_owned()
    };
    let order = ["title", "-title", "date", "-date", "place", "-place"].map(first);
    // What has no value comes last both ways.
    assert_eq!(order, ["开张", "收摊", "开张", "收摊", "开张", "开张"]);
}

#[test]
fn a_list_may_have_several_pages_or_none() {
    let several = built_as("feed: true", "paginate: 1");
    assert_eq!(several.listed("news/page/2/index.html"), ["开张"]);
    let none = built_as("feed: true", "list: false");
    assert_eq!(none.found, [""; 0]);
    assert!(!none.files.contains_key("news/index.html"));
    assert!(!none.page("index.html").contains("动态"));
    assert!(none.files.contains_key("news/opening/index.html"));
    let both = built_as("feed: true", "feed: true\n    list: false");
    assert_eq!(both.found.len(), 1, "{:?}", both.found);
}

#[test]
fn a_text_may_stand_above_a_list() {
    let built =
        built_with(&[("content/news/index.md", "---\ntitle: 街坊动态\n---\n\n这里记近来的事。\n")]);
    assert_eq!(built.found, [""; 0]);
    let list = built.page("news/index.html");
    assert!(list.contains("<h1>街坊动态</h1>") && list.contains("这里记近来的事。"), "{list}");
    assert_eq!(built.listed("news/index.html").len(), 2);
    assert!(built.page("en/news/index.html").contains("<h1>News</h1>"));
}

#[test]
fn addresses_of_entries_may_be_made_of_their_dates() {
    let built = built_as("collections:", "permalinks: {news: \"/:year/:slug/\"}\ncollections:");
    assert_eq!(built.found, [""; 0]);
    assert!(built.files.contains_key("2023/opening/index.html"));
    assert!(built.files.contains_key("en/2023/opening/index.html"));
    assert!(built.page("people/li/index.html").contains("<a href=\"/2023/opening/\">"));
}

#[test]
fn old_addresses_of_entries_lead_on() {
    let built = built_with(&[(
        "content/people/wang.md",
        "---\ntitle: 王大妈\nrole: 街坊\naliases: [/who/wang/]\n---\n\n正文。\n",
    )]);
    assert!(built.page("who/wang/index.html").contains("/people/wang/"));
}

#[test]
fn two_entries_of_one_name_cannot_stand_side_by_side() {
    let built =
        built_with(&[("content/news/2023/opening.md", "---\ntitle: 又开张\n---\n\n正文。\n")]);
    assert!(
        built.found.iter().any(|found| found.contains(": duplicate-url: ")),
        "{:?}",
        built.found
    );
}

#[test]
fn what_a_collection_asks_for_its_entries_must_have() {
    let built = built_with(&[
        ("content/people/zhao.md", "---\ntitle: 赵四\n---\n\n正文。\n"),
        ("content/people/zhao.en.md", "---\ntitle: Zhao\n---\n\nText.\n"),
        ("content/people/qian.md", "---\ntitle: 钱五\nrole: 门房\nplace: 门房\n---\n\n正文。\n"),
    ]);
    let wanted = [
        "content/people/qian.md: unknown-key: there is no key `place`",
        "content/people/zhao.md: missing-key: the required key `role` is missing",
    ];
    assert_eq!(built.found, wanted);
}

#[test]
fn names_that_the_site_needs_itself_are_refused() {
    for name in ["cases", "Data", "search", "en", "a b", "con"] {
        let built = built_as("  news:\n", &format!("  {name}: {{}}\n  news:\n"));
        let wanted = format!("site.yaml: bad-collection: `{name}` cannot name a collection");
        assert!(built.found.iter().any(|found| found.starts_with(&wanted)), "{:?}", built.found);
    }
}

#[test]
fn fields_that_lead_nowhere_known_are_told() {
    let said = |field: &str| {
        let more = format!("\n  office: {{fields: {{f: {field}}}}}\n  people: ");
        let built = built_as("\n  people: ", &more);
        assert_eq!(built.found.len(), 1, "{field}: {:?}", built.found);
        built.found[0].clone()
    };
    for (field, wanted) in [
        (
            "{type: link, to: peple}",
            "bad-choice: `to` cannot be `peple`: there is no such collection",
        ),
        ("{type: link}", "missing-key: the field `f` lacks `to`: where it leads"),
        ("{type: text, to: people}", "bad-choice: `to` goes with `type: link` alone"),
        ("{list: true}", "bad-choice: `list` goes with `type: link` alone"),
    ] {
        assert_eq!(said(field), format!("site.yaml: {wanted}"), "{field}");
    }
}

#[test]
fn a_collection_may_have_templates_of_its_own() {
    let own = "{% extends \"theme/entry.html\" %}{% block text %}[{{ entry.id }} {{ collection.key }}]{% endblock text %}";
    let list = "{% extends \"base.html\" %}{% block content %}{% for e in entries %}({{ e.id }}){% endfor %}{% endblock content %}";
    let built = built_with(&[
        ("templates/entry-news.html", own),
        ("templates/entries-people.html", list),
        ("templates/entry-nwes.html", "x"),
    ]);
    assert!(built.page("news/opening/index.html").contains("[opening news]"));
    assert!(!built.page("people/li/index.html").contains("[li"));
    assert!(built.page("people/index.html").contains("(li)(wang)"));
    let wanted = "templates/entry-nwes.html: unused-template: no page uses the template";
    assert!(built.found.len() == 1 && built.found[0].starts_with(wanted), "{:?}", built.found);
}

#[test]
fn a_theme_without_templates_for_collections_shows_entries_as_pages() {
    let mut world = world();
    let site = SITE
        .replace("feed: true", "list: false")
        .replace("{label: {zh-Hans: 人物, en: People},", "{list: false,");
    world.write("site.yaml", format!("{site}theme: bare\noutputs: {{search: false}}\n"));
    for name in [
        "home",
        "cases",
        "case",
        "regions",
        "region",
        "models",
        "model",
        "data",
        "codebook",
        "compare",
        "not_found",
        "page",
        "practices",
        "indicators",
        "topics",
        "topic",
        "model_compare",
        "practice_topic",
        "indicator",
        "redirect",
    ] {
        world.write(&format!("themes/bare/templates/{name}.html"), "[{{ page.title }}]");
    }
    world.write("themes/bare/templates/card.html", "x");
    let built = build(&world, &Request::default());
    assert_eq!(built.page("news/opening/index.html"), "[开张]");
}

#[test]
fn the_menu_of_site_yaml_may_name_a_collection() {
    let built =
        built_as("title: 街坊\n", "title: 街坊\nmenu: [people, {to: /news/, label: 近事}]\n");
    assert_eq!(built.found, [""; 0]);
    let home = built.page("index.html");
    let (people, news) = (home.find(">人物</a>"), home.find(">近事</a>"));
    assert!(people.is_some() && people < news, "{home}");
}

#[test]
fn pages_below_a_folder_stand_in_the_menu_when_they_say_so() {
    let page = |more: &str| format!("---\ntitle: 一页\n{more}\n---\n\n正文{}。\n", more.len());
    let built = built_with(&[
        ("content/help.md", &page("summary: 一")),
        ("content/guide/index.md", &page("summary: 二")),
        ("content/guide/deep.md", &page("summary: 三")),
        ("content/guide/asked.md", &page("menu: true")),
        ("content/guide/placed.md", &page("order: 5")),
    ]);
    assert_eq!(built.found, [""; 0]);
    let home = built.page("index.html");
    let (_, menu) = home.split_once("class=\"sections\"").expect("a menu");
    let (menu, _) = menu.split_once("</nav>").expect("an end of the menu");
    for (path, is_there) in [
        ("/help/", true),
        ("/guide/", true),
        ("/guide/deep/", false),
        ("/guide/asked/", true),
        ("/guide/placed/", true),
    ] {
        assert_eq!(menu.contains(&format!("href=\"{path}\"")), is_there, "{path}: {menu}");
    }
}

#[test]
fn two_texts_cannot_stand_above_one_list() {
    let built = built_with(&[
        ("content/news.md", "---\ntitle: 街坊动态\n---\n\n这里记近来的事。\n"),
        ("content/news/index.md", "---\ntitle: 新闻\n---\n\n修鞋摊、晾衣杆和门房。\n"),
    ]);
    assert_eq!(built.found.len(), 1, "{:?}", built.found);
    assert!(built.found[0].contains(": duplicate-url: "), "{:?}", built.found);
}

#[test]
fn nothing_is_said_of_entries_as_long_as_the_settings_cannot_be_read() {
    let built = built_as("title: 街坊", "title： 街坊");
    assert!(built.found.iter().all(|found| found.starts_with("site.yaml: ")), "{:?}", built.found);
}

#[test]
fn labels_without_a_form_in_the_language_of_an_edition_are_pointed_out() {
    let built = build(&world(), &Request { lints: true, ..Request::default() });
    let found = built
        .found
        .iter()
        .find(|found| found.contains(": untranslated: ") && found.contains("label"));
    let found = found.unwrap_or_else(|| panic!("{:?}", built.found));
    for label in ["地点", "所谈案例", "身份"] {
        assert!(found.contains(label), "{label}: {found}");
    }
}
