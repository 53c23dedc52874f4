//! What readers find cases by: the search of their browser, and words in whatever form they type
//! them.

use std::collections::{BTreeMap, BTreeSet};

use casebook::foundation::path::{OutPath, SourcePath};
use casebook::foundation::world::{MemoryOutput, MemoryWorld, World};
use casebook::pipeline::{self, BuildCache, Request, Silent};
use casebook::search::{fold, gram, sign};

fn make(world: &MemoryWorld, cache: &mut BuildCache) -> BTreeMap<OutPath, Vec<u8>> {
    let output = MemoryOutput::default();
    let built = pipeline::build_site(world, &Request::default(), cache, &output, &Silent)
        .expect("memory takes everything");
    assert_eq!(built.diagnostics, []);
    output.into_files()
}

/// Every file of the site that is text.
fn texts(world: &MemoryWorld) -> BTreeMap<String, String> {
    let files = make(world, &mut BuildCache::default());
    files
        .into_iter()
        .filter_map(|(path, bytes)| {
            Some((path.as_str().to_owned(), String::from_utf8(bytes).ok()?))
        })
        .collect()
}

/// The values of `name` in `text`, in order.
fn values<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    text.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// A world of cases with texts that have little in common.
fn apart(cases: u32) -> MemoryWorld {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 案例辑\nbase_url: https://example.org/\nlanguage: zh-Hans\n");
    for number in 0..cases {
        // Every text has characters of its own, so that its grams spread over all shards.
        let text: String = (0..600)
            .filter_map(|place| {
                char::from_u32(0x4E00 + (number * 7919 + place * (number + 31)) % 20_000)
            })
            .collect();
        let front = format!(
            "---\ntitle: 案例{number}\ndistrict: \"310106\"\nmodel: 枢纽型模式\ndate: 2022\n\
             summary: 摘要\n---\n"
        );
        world.write(&format!("content/cases/c{number}.md"), format!("{front}\n{text}\n\n末段。\n"));
    }
    world
}

/// The shards of an index by their number.
fn shards(files: &BTreeMap<OutPath, Vec<u8>>) -> BTreeMap<usize, Vec<u8>> {
    let number = |path: &OutPath| {
        let name = path.as_str().strip_prefix("search/shards/")?.strip_suffix(".bin")?;
        usize::from_str_radix(name, 16).ok()
    };
    files.iter().filter_map(|(path, bytes)| Some((number(path)?, bytes.clone()))).collect()
}

/// Calls `take` with every gram of a text and its characters.
fn grams(text: &str, mut take: impl FnMut(u32, &[char])) {
    let mut cutter = gram::Cutter::default();
    fold::each_folded(text, |c, _| {
        if c == fold::GAP {
            cutter.begin_run();
        } else {
            cutter.push_char(c, |gram, chars, _| take(gram, chars));
        }
    });
}

#[test]
fn an_edit_changes_only_the_shards_that_hold_grams_of_the_old_or_the_new_text() {
    let mut world = apart(200);
    let mut cache = BuildCache::default();
    let before = make(&world, &mut cache);
    assert_eq!(
        before,
        make(&world, &mut BuildCache::default()),
        "the same content gives the same index"
    );
    let path = "content/cases/c7.md";
    let whole = String::from_utf8(world.read(&SourcePath::new(path)).expect("a file"));
    let (old, new) = ("末段。", "末段改写。");
    world.write(path, whole.expect("text").replace(old, new));
    let after = make(&world, &mut cache);
    assert_eq!(after, make(&world, &mut BuildCache::default()));

    let (before, after) = (shards(&before), shards(&after));
    assert!(before.len() >= 16, "{} shards", before.len());
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let bits = before.len().ilog2();
    // A gram's shard is named by its first bits.
    let shard = |gram: u32| (gram >> (gram::BITS - bits)) as usize;
    let mut may = BTreeSet::new();
    for text in [old, new] {
        grams(text, |gram, chars| may.extend((chars.len() > 1).then(|| shard(gram))));
        sign::each_gram(text, |signs| {
            may.extend([shard(gram::gram_hash(gram::Kind::Sign, signs))]);
        });
    }
    // And pairs of the characters that the case had not had, since they are written by the cases of
    // a character.
    for file in
        world.files().iter().map(|file| &file.path).filter(|path| path.as_str().ends_with(".md"))
    {
        let text = String::from_utf8(world.read(file).expect("a file")).expect("text");
        grams(&text, |gram, chars| {
            may.extend(
                (chars.len() == 2 && chars.iter().any(|c| "改写".contains(*c)))
                    .then(|| shard(gram)),
            );
        });
    }
    let changed: BTreeSet<usize> =
        before.keys().copied().filter(|number| before[number] != after[number]).collect();
    assert!(!changed.is_empty() && changed.is_subset(&may), "{changed:?} of {may:?}");
    assert!(changed.len() * 2 < before.len(), "{changed:?}");
}

#[test]
fn a_browser_learns_of_the_search_of_every_edition() {
    let mut world = MemoryWorld::default();
    let settings = "title: 案例 & “<辑>”，一份题目很长的出版物\nbase_url: https://example.org/sub/pub/\nlanguage: zh-Hans\n\
        editions: {zh-Hant: {from: zh-Hans}, en: {label: English}}\n";
    world.write("site.yaml", settings);
    world.write(
        "content/cases/a.md",
        "---\ntitle: 组织\ndistrict: \"310106\"\nmodel: 枢纽型模式\ndate: 2022\n---\n\n正文。\n",
    );
    world.write("content/cases/a.en.md", "---\ntitle: Organisations\n---\n\nText.\n");
    let site = texts(&world);
    for edition in ["", "zh-Hant/", "en/"] {
        let address = format!("/sub/pub/{edition}opensearch.xml");
        let pages = site.iter().filter(|(path, page)| {
            let root = ["zh-Hant/", "en/"]
                .into_iter()
                .find(|prefix| path.starts_with(prefix))
                .unwrap_or_default();
            root == edition && page.contains("<body")
        });
        let mut linked = 0;
        for (path, page) in pages {
            let link = page
                .split("<link ")
                .find(|link| link.starts_with("rel=\"search\""))
                .unwrap_or_else(|| panic!("{path}"));
            assert_eq!(values(&format!(" {link}"), "href")[0], address, "{path}");
            assert_eq!(
                values(&format!(" {link}"), "type")[0],
                "application/opensearchdescription+xml",
                "{path}"
            );
            linked += 1;
        }
        assert!(linked > 5, "{linked} pages");

        let description = &site[&format!("{edition}opensearch.xml")];
        let (texts, template) = described(description);
        assert!(texts["ShortName"].chars().count() <= 16, "{texts:?}");
        assert!(texts["Description"].contains("& “<"), "{texts:?}");
        assert_eq!(texts["InputEncoding"], "UTF-8");
        // What a browser makes of it is the search page, and the form of that page names the query
        // alike.
        let url = template.replace("{searchTerms}", "%E7%BB%84%E7%BB%87");
        let (page, query) = url.split_once('?').expect("a query");
        assert_eq!(query, "q=%E7%BB%84%E7%BB%87");
        let page =
            page.strip_prefix("https://example.org/sub/pub/").expect("an address of the site");
        let page = &site[&format!("{page}index.html")];
        let form = page
            .split("<form ")
            .nth(1)
            .and_then(|rest| rest.split("</form>").next())
            .expect("a form");
        assert_eq!(values(&format!(" {form}"), "action"), [format!("/sub/pub/{edition}search/")]);
        assert!(values(form, "name").contains(&"q"), "{form}");
    }
}

/// The texts of a description by the names of their elements, and the template of its address.
fn described(xml: &str) -> (BTreeMap<String, String>, String) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut texts, mut template, mut open): (BTreeMap<String, String>, _, Vec<String>) =
        (BTreeMap::new(), String::new(), Vec::new());
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(start) => open.push(start.name().as_ref().to_owned()),
            Event::End(_) => drop(open.pop()),
            Event::Empty(element) => {
                for attribute in element
                    .attributes()
                    .map(|attribute| attribute.expect("an attribute"))
                    .filter(|attribute| attribute.key.as_ref() == "template")
                {
                    template = attribute.value.into_owned();
                }
            }
            Event::Text(text) => {
                texts.entry(open.last().cloned().unwrap_or_default()).or_default().push_str(&text);
            }
            Event::GeneralRef(entity) => {
                let sign = match &*entity {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    other => panic!("{other}"),
                };
                texts.entry(open.last().cloned().unwrap_or_default()).or_default().push(sign);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, Vec::<String>::new());
    (texts, template)
}

#[test]
fn a_case_is_found_in_every_script_by_pinyin_and_by_value() {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 案例辑\nbase_url: https://example.org/\nlanguage: zh-Hans\n");
    let case = |title: &str, district: &str, model: &str, body: &str| {
        format!(
            "---\ntitle: {title}\ndistrict: {district}\nmodel: {model}\ndate: 2022\n---\n\n{body}\n"
        )
    };
    world.write(
        "content/cases/hub.md",
        case("社会组织党建", "重庆市渝中区", "枢纽型模式", "每年投入3000余万元。"),
    );
    world.write(
        "content/cases/fund.md",
        case("公益創投與基層治理", "上海市静安区", "孵化模式", "歷年共計三百件，資助94家機構。"),
    );
    let planned =
        pipeline::plan_site(&world, &Request::default(), &mut BuildCache::for_search(), &Silent);
    let found = |query: &str| {
        planned.search_cases(query, &world).into_iter().map(|hit| hit.case).collect::<Vec<_>>()
    };
    for (case, queries) in [
        (
            "hub",
            &[
                "社會組織黨建",
                "重慶市",
                "樞紐型",
                "shzz",
                "shehuizuzhi",
                "chongqing",
                "cqs",
                "yzq",
                "snxms",
                "shuniuxing",
            ][..],
        ),
        ("hub", &["3000万", "30000000", "3000余万元", "3000餘萬元", "３０００万", "30,000,000"]),
        (
            "fund",
            &[
                "公益创投",
                "基层治理",
                "历年共计",
                "公益創投",
                "gyct",
                "gongyichuangtou",
                "jaq",
                "jingan",
                "jing an qu",
                "fuhua",
                "fhms",
                "94家",
            ],
        ),
    ] {
        for query in queries {
            assert_eq!(found(query), [case], "{query}");
        }
    }
    assert_eq!(found("3001万"), Vec::<String>::new());
}

#[test]
fn topics_that_the_site_does_not_list_stand_by_their_names() {
    let mut world = MemoryWorld::default();
    world.write(
        "site.yaml",
        "title: 案例辑\nbase_url: https://example.org/pub/\nlanguage: zh-Hans\n",
    );
    world.write(
        "content/cases/one.md",
        "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 孵化模式\ndate: 2022\n\
         topics: [志愿, 党建, 安全]\n---\n\n正文。\n",
    );
    let site = texts(&world);
    let (_, list) = site["topics/index.html"].split_once("<main").expect("a list");
    let place = |topic: &str| list.find(topic).expect("every topic");
    assert!(place("安全") < place("党建") && place("党建") < place("志愿"), "by Pinyin");
}

#[test]
fn a_text_with_a_footnote_and_a_figure_is_found_whole() {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 案例辑\nbase_url: https://example.org/\nlanguage: zh-Hans\n");
    let front = "title: 甲\ndistrict: 上海市静安区\nmodel: 孵化模式\ndate: 2022\n\
        metrics: [{id: m, label: 投入, printed: 3万元}]";
    world.write(
        "content/cases/one.md",
        format!(
            "---\n{front}\n---\n\n开头。\n\n\
            脚注在那边[^1]接着说明白，投入{{{{ metric(m) }}}}建设。\n\n[^1]: 见报告。\n"
        ),
    );
    let planned =
        pipeline::plan_site(&world, &Request::default(), &mut BuildCache::for_search(), &Silent);
    for query in ["那边接着", "投入3万元建设", "见报告"] {
        assert_eq!(planned.search_cases(query, &world).len(), 1, "{query}");
    }
}
