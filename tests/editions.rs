//! Editions of one site: how each page leads to the same page in other languages, and what
//! conversion must not touch.

use std::collections::{BTreeMap, BTreeSet};

use casebook::foundation::language::LanguageTag;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};
use casebook::search::fold;
use casebook::text::script::Converter;

const SETTINGS: &str = "title: 案例辑\nbase_url: https://example.org/\nlanguage: zh-Hans\n\
    editions: {zh-Hant: {from: zh-Hans}, en: {label: English}}\n\
    terms: {zh-Hant: {里巷: 里弄, 发展: 發展們}}\n";

/// The front matter of a case that is all Chinese; `more` lines are added.
fn front(title: &str, more: &str) -> String {
    format!(
        "---\ntitle: {title}\ndistrict: \"310106\"\nmodel: 枢纽型模式\ndate: 2022\n{more}---\n\n"
    )
}

/// Builds a site with the case `组织` in Chinese and English and the case `发展` in Chinese alone.
fn site() -> BTreeMap<String, String> {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", SETTINGS);
    let body = "## 组织发展 {#组织}\n\n里巷的**发展**，见[发展](发展.md#实践)和[组织](https://example.com/组织?发展=组织 \"组织发展\")。\n\n\
        `组织发展`\n\n```yaml\n组织: 发展\n```\n";
    world.write("content/cases/组织.md", front("组织的里巷", "topics: [组织]\n") + body);
    world.write("content/cases/组织.en.md", "---\ntitle: Organisations\n---\n\nText.\n");
    world.write("content/cases/发展.md", front("发展的里巷", "") + "## 实践\n\n正文。\n");
    built(&world, false, &mut BuildCache::default())
}

/// Every output, as text.
fn built(world: &MemoryWorld, drafts: bool, cache: &mut BuildCache) -> BTreeMap<String, String> {
    let output = MemoryOutput::default();
    let built =
        build_site(world, &Request { drafts, ..Request::default() }, cache, &output, &Silent)
            .expect("memory has room");
    assert_eq!(built.diagnostics, []);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    output
        .into_files()
        .into_iter()
        .map(|(path, bytes)| (path.as_str().to_owned(), text(bytes)))
        .collect()
}

/// The values of `name` in `text`, in order.
fn values<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    text.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The links of `text` to the same page in other languages: language and address.
fn alternates<'a>(text: &'a str, element: &str) -> BTreeSet<(&'a str, &'a str)> {
    let links = text.split(element).skip(1).filter_map(|rest| rest.split('>').next());
    let links = links.filter(|link| link.contains("rel=\"alternate\" hreflang="));
    links.map(|link| (values(link, "hreflang")[0], values(link, "href")[0])).collect()
}

#[test]
fn the_sitemap_names_the_editions_that_each_page_names() {
    let site = site();
    let mut seen = BTreeSet::new();
    for entry in site["sitemap.xml"].split("<url>").skip(1) {
        let url = entry
            .split("<loc>")
            .nth(1)
            .and_then(|rest| rest.split("</loc>").next())
            .expect("an address");
        let path = percent_encoding::percent_decode_str(url)
            .decode_utf8_lossy()
            .replace("https://example.org/", "");
        let page = &site[&format!("{path}index.html")];
        let listed = alternates(entry, "<xhtml:link");
        let named = alternates(page, "<link");
        assert!(
            named.len() != 1 && named == listed || listed.is_empty() && named.len() <= 1,
            "{url}: {named:?} {listed:?}"
        );
        seen.insert(listed.len());
    }
    // The case in all three editions, and the one in two.
    assert_eq!(seen, BTreeSet::from([2, 3]));
    assert!(site["sitemap.xml"].contains("xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""));
}

/// Three cases in Chinese and English, each page of a list with one; the last has a region, a
/// model, a topic, an indicator, a year and an old address of its own, and its translation is a
/// draft if `draft`.
fn translated(draft: bool) -> MemoryWorld {
    let mut world = MemoryWorld::default();
    let indicators = "indicators: [{id: members, label: 成员, unit: 家, definition: 数目}, \
        {id: visits, label: 走访, unit: 次, definition: 次数}]";
    let settings = "title: 案例辑\nbase_url: https://example.org/\nlanguage: zh-Hans\n\
        editions: {en: {label: English}}\npaginate: 1\n";
    world.write("site.yaml", format!("{settings}{indicators}\n"));
    for (name, place, number) in [("a", "310106", 1), ("b", "310106", 1), ("c", "110101", 2)] {
        let (figure, unit) = [("members", "家"), ("visits", "次")][number - 1];
        let front = format!(
            "title: {name}\ndistrict: \"{place}\"\nmodel: 模式{number}\ndate: 202{number}\ntopics: [主题{number}]\naliases: [/old/{name}/]\n\
             practices: [{{name: 做法{name}, topic: 主题{number}}}]\n\
             metrics: [{{indicator: {figure}, value: {number}, unit: {unit}, year: 2020}}]\n"
        );
        world.write(&format!("content/cases/{name}.md"), format!("---\n{front}---\n\n正文。\n"));
        let status = if draft && name == "c" { "status: draft\n" } else { "" };
        world.write(
            &format!("content/cases/{name}.en.md"),
            format!("---\ntitle: Case {name}\n{status}---\n\nText.\n"),
        );
    }
    world
}

/// Asserts that each page names exactly the editions that have a page at its address, in its head
/// and where readers see it; returns how many pages are in one edition only.
fn assert_named_editions_are_there(site: &BTreeMap<String, String>) -> usize {
    let mut alone = 0;
    // Pages at old addresses lead on, and name nothing else.
    for (path, page) in
        site.iter().filter(|(path, _)| path.ends_with(".html") && !path.contains("old/"))
    {
        let address = path.strip_prefix("en/").unwrap_or(path);
        let versions = [("zh-Hans", ""), ("en", "en/")]
            .map(|(tag, root)| (tag, root, format!("{root}{address}")));
        let href = |file: &str| format!("/{}", file.strip_suffix("index.html").unwrap_or(file));
        let decoded = |href: &str| {
            percent_encoding::percent_decode_str(href).decode_utf8_lossy().into_owned()
        };
        let there = versions.iter().filter(|(_, _, file)| site.contains_key(file));
        let heads: BTreeSet<(&str, String)> = there
            .map(|(tag, _, file)| (*tag, format!("https://example.org{}", href(file))))
            .collect();
        let named: BTreeSet<_> =
            alternates(page, "<link").into_iter().map(|(tag, href)| (tag, decoded(href))).collect();
        assert_eq!(named, heads, "{path}");
        alone += usize::from(heads.len() == 1);
        let list = page
            .split("<ul class=\"editions\">")
            .nth(1)
            .and_then(|rest| rest.split("</ul>").next())
            .expect("languages");
        let other = versions.iter().find(|(_, _, file)| file != path).expect("two editions");
        let (tag, root, file) = other;
        let is_there = site.contains_key(file);
        let target = if is_there { href(file) } else { href(&format!("{root}index.html")) };
        assert_eq!(
            (values(list, "hreflang"), decoded(values(list, "href")[0])),
            (vec![*tag], target),
            "{path}"
        );
        assert_eq!(list.contains("class=\"away\""), !is_there, "{path}");
    }
    alone
}

#[test]
fn pages_name_the_editions_that_have_them_and_no_others() {
    let mut cache = BuildCache::default();
    let mut world = translated(false);
    let whole = built(&world, false, &mut cache);
    // The page for what does not exist is one for all.
    assert_eq!(assert_named_editions_are_there(&whole), 1);
    world.write("content/cases/c.en.md", "---\ntitle: Case c\nstatus: draft\n---\n\nText.\n");
    let partial = built(&world, false, &mut cache);
    // A draft of a translation is as good as none: the case stays listed, and its page is
    // elsewhere.
    let alone: BTreeSet<&str> = partial
        .keys()
        .map(String::as_str)
        .filter(|path| path.ends_with("index.html") && !path.starts_with("en/"))
        .filter(|path| !path.starts_with("old/") && !partial.contains_key(&format!("en/{path}")))
        .collect();
    assert_eq!(alone, BTreeSet::from(["cases/c/index.html"]));
    assert_eq!(assert_named_editions_are_there(&partial), 2);
    let list = &partial["en/topics/主题2/index.html"];
    assert!(list.contains("href=\"/cases/c/\""), "{list}");
    let mut without = translated(false);
    assert!(without.remove("content/cases/c.en.md"));
    assert_eq!(built(&without, false, &mut BuildCache::default()), partial);
    // Statuses have pages where there are drafts.
    let drafts = built(&translated(true), true, &mut BuildCache::default());
    assert!(
        drafts.contains_key("en/browse/status/draft/index.html")
            && !drafts.contains_key("browse/status/draft/index.html")
    );
    assert!(assert_named_editions_are_there(&drafts) > 1);
    // What was built before changes nothing.
    assert_eq!(built(&translated(true), false, &mut BuildCache::default()), partial);
}

#[test]
fn conversion_leaves_addresses_ids_and_code_alone() {
    let site = site();
    let (simplified, traditional) =
        (&site["cases/组织/index.html"], &site["zh-Hant/cases/组织/index.html"]);
    let prose = |page: &str| {
        let from = page.find("<div class=\"prose\">").expect("a body");
        page[from..from + page[from..].find("<h2 id=\"case-").unwrap_or(page.len() - from)]
            .to_owned()
    };
    let (from, to) = (prose(simplified), prose(traditional));
    assert_eq!(values(&from, "id"), values(&to, "id"));
    assert!(values(&to, "id").contains(&"组织"), "{to}");
    let hrefs: Vec<String> =
        values(&to, "href").iter().map(|href| href.replace("/zh-Hant/", "/")).collect();
    assert_eq!(values(&from, "href"), hrefs);
    let code = |text: &str| {
        text.split("<code")
            .skip(1)
            .filter_map(|rest| rest.split("</code>").next().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(code(&from), code(&to));
    assert_eq!(code(&to).len(), 2);
    assert!(traditional.contains("<html lang=\"zh-Hant\"") && to.contains("組織"), "{to}");
    // The file of every page of one edition is a file of the other.
    let files: BTreeSet<&str> = site
        .keys()
        .filter_map(|path| path.strip_prefix("zh-Hant/"))
        .filter(|path| path.ends_with("index.html"))
        .collect();
    for path in files {
        assert!(site.contains_key(path), "{path}");
    }
}

#[test]
fn a_term_of_the_site_wins_over_the_tables_of_conversion() {
    let site = site();
    let page = &site["zh-Hant/cases/组织/index.html"];
    assert!(page.contains("<h1>組織的里弄</h1>"));
    assert!(page.contains("里弄的<strong>發展們</strong>"));
    assert!(!site["cases/组织/index.html"].contains("里弄"));
}

#[test]
fn a_case_without_an_edition_is_linked_in_the_one_that_has_it_and_marked_so() {
    let site = site();
    assert!(!site.contains_key("en/cases/发展/index.html"));
    let list = &site["en/cases/index.html"];
    let href = "/cases/%E5%8F%91%E5%B1%95/";
    let link = list
        .split("<a ")
        .find(|link| link.contains(&format!("href=\"{href}\"")))
        .expect("a link to the case");
    assert!(link.contains("<p class=\"away\">Not yet in this language</p>"), "{link}");
    assert!(list.contains("lang=\"zh-Hans\""), "{list}");
    // What the case has is linked where it is; the switch to English leads to the home page of that
    // edition and says so.
    let page = &site["cases/发展/index.html"];
    assert!(
        page.contains("<a href=\"/en/\" lang=\"en\" hreflang=\"en\" class=\"away\">English</a>")
    );
    assert!(!alternates(page, "<link").iter().any(|(language, _)| *language == "en"));
}

#[test]
fn every_edition_has_feeds_of_its_own_pages() {
    let site = site();
    for (edition, language, cases) in
        [("", "zh-Hans", 2), ("zh-Hant/", "zh-Hant", 2), ("en/", "en", 1)]
    {
        let atom = &site[&format!("{edition}feed.xml")];
        assert!(atom.contains(&format!("xml:lang=\"{language}\"")), "{edition}");
        let links = atom.matches(&format!("https://example.org/{edition}cases/")).count();
        assert!(links >= cases, "{edition}: {atom}");
        let json: serde_json::Value =
            serde_json::from_str(&site[&format!("{edition}feed.json")]).expect("JSON");
        assert_eq!(json["language"], language);
        let head = &site[&format!("{edition}index.html")];
        assert!(head.contains(&format!("href=\"/{edition}feed.xml\"")), "{edition}");
    }
}

#[test]
fn words_that_were_converted_to_traditional_are_found_by_what_they_were() {
    let [from, to] = ["zh-Hans", "zh-Hant"].map(|tag| LanguageTag::parse(tag).unwrap());
    let converter = Converter::new(&from, &to, &[]).expect("a converter");
    for word in [
        "了解",
        "明了",
        "借助",
        "凭借",
        "答复",
        "回复",
        "复兴",
        "家具",
        "着力",
        "著名",
        "社会组织",
        "里面",
        "后来",
        "干部",
        "系统",
        "发展",
        "台账",
        "征求",
    ] {
        let converted = converter.convert_text(word);
        assert_eq!(fold::fold_text(&converted), fold::fold_text(word), "{converted}");
    }
    // As readers in Taiwan and Hong Kong write them.
    for (typed, word) in
        [("著力", "着力"), ("著眼", "着眼"), ("瞭解", "了解"), ("藉助", "借助"), ("回覆", "回复")]
    {
        assert_eq!(fold::fold_text(typed), fold::fold_text(word), "{typed}");
    }
}

/// What pages, data and feeds of a publication show that is written in Traditional Chinese but for
/// the names that Casebook knows: Simplified characters, each with its file.
fn simplified_characters(site: &BTreeMap<String, String>) -> BTreeMap<char, String> {
    // A character that has a Traditional form and is none itself.
    let tag = |text| LanguageTag::parse(text).expect("a language");
    let to = Converter::new(&tag("zh-Hans"), &tag("zh-Hant"), &[]).expect("a conversion");
    let back = Converter::new(&tag("zh-Hant"), &tag("zh-Hans"), &[]).expect("a conversion");
    let is_simplified = |c: char| {
        let text = c.to_string();
        // Hong Kong writes 台, as in 台灣.
        c != '台' && to.convert_text(&text) != text && back.convert_text(&text) == text
    };
    let is_text = |end: &str| ["html", "xml", "json", "csv", "bib", "md"].contains(&end);
    let shown = |path: &str| path.rsplit('.').next().is_some_and(is_text);
    let mut found = BTreeMap::new();
    for (path, text) in site.iter().filter(|(path, _)| shown(path)) {
        let chinese = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
        for c in chinese.collect::<BTreeSet<_>>().into_iter().filter(|c| is_simplified(*c)) {
            found.entry(c).or_insert_with(|| path.clone());
        }
    }
    found
}

/// A publication in Traditional Chinese, with one case in Shanghai and one in Guangdong.
fn in_traditional(language: &str, more: &str) -> MemoryWorld {
    let mut world = MemoryWorld::default();
    world.write(
        "site.yaml",
        format!("title: 案例輯\nbase_url: https://example.org/\nlanguage: {language}\n{more}"),
    );
    for (name, place) in [("a", "上海市靜安區"), ("b", "\"440106\"")] {
        let front = format!(
            "title: 樞紐\ndistrict: {place}\nmodel: 樞紐型\ndate: 2022\ntopics: [組織]\n\
             metrics: [{{label: 成員, value: 3, unit: 家, year: 2020}}]\n\
             sources: [{{id: s, title: 年報}}]\n"
        );
        let body = "正文。\n".to_owned();
        world.write(&format!("content/cases/{name}.md"), format!("---\n{front}---\n\n{body}"));
    }
    world
}

#[test]
fn readers_of_traditional_chinese_see_the_built_in_regions_in_it() {
    for language in ["zh-Hant", "zh-TW", "zh-HK", "zh-MO"] {
        let site = built(&in_traditional(language, ""), false, &mut BuildCache::default());
        assert_eq!(simplified_characters(&site), BTreeMap::new(), "{language}");
        for (path, name) in [
            ("cases/a/index.html", "靜安區"),
            ("regions/440000/index.html", "廣東省"),
            ("index.html", "滬"),
            ("regions/310106/feed.xml", "靜安區"),
            ("data/regions.csv", "靜安區"),
        ] {
            assert!(site[path].contains(name), "{language}: {path} lacks {name}");
        }
    }
    // An edition in another language has them as the first texts do.
    let mut world = in_traditional("zh-Hant", "editions: {en: {}}\n");
    world.write("content/cases/a.en.md", "---\ntitle: Hub\n---\n\nText.\n");
    let site = built(&world, false, &mut BuildCache::default());
    assert!(site["en/cases/a/index.html"].contains("靜安區"));
    // An edition with texts of its own, whatever the language of the publication.
    let settings = "editions: {zh-Hant: {}}\n";
    let mut world = in_traditional("en", settings);
    world.write("content/cases/a.zh-Hant.md", "---\ntitle: 樞紐\n---\n\n正文。\n");
    let mut site = built(&world, false, &mut BuildCache::default());
    assert!(site["cases/a/index.html"].contains("静安区"));
    site.retain(|path, _| path.starts_with("zh-Hant/"));
    assert_eq!(simplified_characters(&site), BTreeMap::new());
}

#[test]
fn names_that_a_publication_gives_its_regions_stay_as_they_are_written() {
    let own = "region_names: {\"310106\": {zh-Hant: 静安区甲}}\ngazetteer: {add: data/more.csv}\n";
    let mut world = in_traditional("zh-Hant", own);
    world.write("data/more.csv", "code,level,parent,name\n440106,county,440100,天河区乙\n");
    let site = built(&world, false, &mut BuildCache::default());
    assert!(site["cases/a/index.html"].contains("静安区甲"));
    assert!(site["cases/b/index.html"].contains("天河区乙"));
    assert!(site["cases/b/index.html"].contains("廣東省"));
}

#[test]
fn a_text_about_a_model_is_translated_with_it_though_not_every_case_is() {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", SETTINGS);
    for name in ["a", "b"] {
        world.write(&format!("content/cases/{name}.md"), front(name, "") + "正文。\n");
    }
    let model = "---\ntitle: Alpha\nmodel: {name: Hub model}\n---\n\nText.\n";
    world.write("content/cases/a.en.md", model);
    world.write("content/models/hub.md", "---\ntitle: 枢纽型模式\n---\n\n模式的来历。\n");
    world.write("content/models/hub.en.md", "---\ntitle: Hub model\n---\n\nHow it began.\n");
    let files = built(&world, false, &mut BuildCache::default());
    let page = &files["en/models/hub/index.html"];
    assert!(page.contains("How it began.") && page.contains("<h1>Hub model</h1>"), "{page}");
    assert!(files["models/hub/index.html"].contains("模式的来历。"));
    assert!(files["zh-Hant/models/hub/index.html"].contains("模式的來歷。"));
}

#[test]
fn a_translated_page_takes_its_place_in_the_menu_and_its_extra_from_the_first() {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: t\nbase_url: https://anli.shequ.cn/\neditions: {en: {}}\n");
    world.write("content/cases/甲.md", front("甲", "") + "正文。\n");
    world.write("content/cases/甲.en.md", "---\ntitle: Case\n---\n\nText.\n");
    world.write(
        "templates/page.html",
        "{% extends \"theme/page.html\" %}{% block foot %}{{ page.extra.tone }}{% endblock foot %}",
    );
    for (name, front, english) in [
        ("first", "order: 1\nextra: {tone: warm}", ""),
        ("second", "order: 2\nextra: {tone: warm}", "extra: {tone: cool}\n"),
        ("hidden", "menu: false\nextra: {tone: warm}", ""),
        ("last", "order: 3\nextra: {tone: warm}", "order: 9\n"),
    ] {
        world.write(
            &format!("content/{name}.md"),
            format!("---\ntitle: 页{name}\n{front}\n---\n\n字。\n"),
        );
        let text = format!("---\ntitle: P-{name}\n{english}---\n\nText.\n");
        world.write(&format!("content/{name}.en.md"), text);
    }
    let site = built(&world, false, &mut BuildCache::default());
    let menu = &site["en/index.html"];
    let places = ["first", "second", "last"].map(|name| menu.find(&format!("/en/{name}/\"")));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    assert!(!menu.contains("/en/hidden/\""));
    assert!(site["en/first/index.html"].contains("warm"));
    assert!(site["en/second/index.html"].contains("cool"));
}
