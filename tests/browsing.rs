//! How readers narrow the cases down without scripts: pages for values and pairs of facets, and the
//! links that lead to them.

use std::collections::{BTreeMap, BTreeSet};

use casebook::foundation::diagnostic::Diagnostic;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{self, BuildCache, Request, Silent};

/// Every file of the site that is text, as `request` has it made.
fn made(world: &MemoryWorld, request: &Request) -> BTreeMap<String, String> {
    let output = MemoryOutput::default();
    let built = pipeline::build_site(world, request, &mut BuildCache::default(), &output, &Silent)
        .expect("memory takes everything");
    // Some grades differ in capitals alone, which is pointed out and no mistake.
    let mistakes = built.diagnostics.iter().filter(|finding| finding.code.0 != "similar-names");
    assert_eq!(mistakes.collect::<Vec<_>>(), Vec::<&Diagnostic>::new());
    let files = output.into_files().into_iter();
    files
        .filter_map(|(path, bytes)| {
            Some((path.as_str().to_owned(), String::from_utf8(bytes).ok()?))
        })
        .collect()
}

/// Every file of the published site that is text.
fn texts(world: &MemoryWorld) -> BTreeMap<String, String> {
    made(world, &Request::default())
}

/// The values of `name` in `text`, in order.
fn values<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    text.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

const PROVINCES: [(&str, &str); 3] =
    [("110000", "110101"), ("310000", "310106"), ("500000", "500103")];
const MODELS: [&str; 4] = ["枢纽型模式", "孵化模式", "联合会模式", "三社联动模式"];

/// What the site says beyond what every test needs: lists and nothing else.
const LISTS: &str = "outputs: {search: false, data: false, feeds: []}\n";

/// A field that readers narrow down by, with values whose addresses are not the values.
const GRADE: &str =
    "fields: {grade: {label: 等级, type: list, facet: true}, note: {label: 附记}}\n";
const GRADES: [&str; 6] = ["甲级", "A+", "a", "A", "con", "！"];

/// A case's province, model, topics and year; its grades stand apart.
struct Told {
    facets: BTreeSet<String>,
    grades: BTreeSet<&'static str>,
}

/// Writes a publication of cases that differ in all facets, some values far more frequent than
/// others; returns what is true of each case, by facet as addresses name it.
fn narrowing(cases: usize, topics: usize, settings: &str) -> (MemoryWorld, Vec<Told>) {
    let mut world = MemoryWorld::default();
    world.write(
        "site.yaml",
        format!("title: 案例辑\nbase_url: https://example.org/pub/\nlanguage: zh-Hans\n{settings}"),
    );
    for (number, model) in MODELS.iter().enumerate() {
        world.write(
            &format!("content/models/m{number}.md"),
            format!("---\ntitle: {model}\n---\n\n说明。\n"),
        );
    }
    let told = (0..cases).map(|number| {
        // Values as of dice whose small numbers come up more often.
        let pick = |step: usize, most: usize| (number * step % (most * 7)).isqrt() % most;
        let (province, place) = PROVINCES[pick(5, PROVINCES.len())];
        let (model, year) = (pick(11, MODELS.len()), 2010 + pick(13, 9));
        let topics =
            BTreeSet::from([pick(3, topics), pick(17, topics)].map(|topic| format!("主题{topic}")));
        // Some cases have none.
        let grades =
            BTreeSet::from([pick(7, 8), pick(19, 8)].map(|grade| GRADES.get(grade).copied()));
        let grades: BTreeSet<&str> = grades.into_iter().flatten().collect();
        let written: Vec<String> =
            grades.iter().chain(grades.first()).map(|grade| format!("\"{grade}\"")).collect();
        let extra = if settings.contains("grade") {
            format!(
                "grade: [{}]\n\
                note: 第{number}条\n",
                written.join(", ")
            )
        } else {
            String::new()
        };
        let front = format!(
            "---\ntitle: 案例{number}\ndistrict: \"{place}\"\nmodel: {}\ndate: {year}\n\
             topics: [{}]\n{extra}---\n",
            MODELS[model],
            topics.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
        );
        world.write(&format!("content/cases/c{number}.md"), front + "\n正文。\n");
        let facets =
            [format!("region/{province}"), format!("model/m{model}"), format!("year/{year}")];
        Told {
            facets: facets
                .into_iter()
                .chain(topics.into_iter().map(|topic| format!("topic/{topic}")))
                .collect(),
            grades,
        }
    });
    let told = told.collect();
    (world, told)
}

/// What stands before the path of every address of the site.
const BASE: &str = "/pub/";

/// The file that an address of the site leads to; `None` for one that leads elsewhere.
fn file_of(href: &str) -> Option<String> {
    let path = href.split(['#', '?']).next()?.strip_prefix(BASE)?;
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?.into_owned();
    Some(if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path })
}

/// Every page that links lead to from the home page, as a robot without scripts follows them.
fn crawled(site: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut seen = BTreeSet::from(["index.html".to_owned()]);
    let mut waiting = vec!["index.html".to_owned()];
    while let Some(path) = waiting.pop() {
        let page = &site[&path];
        let body = page.split("<body").nth(1).expect("a body");
        for file in body
            .split("<a ")
            .skip(1)
            .filter_map(|link| file_of(values(&format!(" {link}"), "href").first()?))
        {
            assert!(
                site.contains_key(&file) || !file.ends_with("index.html"),
                "{path} leads to {file}"
            );
            if site.contains_key(&file) && file.ends_with(".html") && seen.insert(file.clone()) {
                waiting.push(file);
            }
        }
    }
    seen
}

/// How many cases the heading of a list names, and how many its pages list.
fn counted(site: &BTreeMap<String, String>, file: &str) -> (usize, usize) {
    let page = &site[file];
    let heading = page
        .split("<h2 id=\"case-list\">")
        .nth(1)
        .and_then(|rest| rest.split("</h2>").next())
        .expect("a heading");
    let named =
        heading.chars().filter(char::is_ascii_digit).collect::<String>().parse().expect("a number");
    let folder = file.strip_suffix("index.html").expect("a folder");
    let further = (2..).map(|number| format!("{folder}page/{number}/index.html"));
    let pages = std::iter::once(file.to_owned()).chain(further).map_while(|path| site.get(&path));
    (named, pages.map(|page| page.matches("<article class=\"card\">").count()).sum())
}

/// The pairs of kinds that have pages.
const KINDS: [(&str, &str); 3] = [("region", "topic"), ("region", "model"), ("topic", "year")];

/// How many cases have both facets, by the file of the page that lists them.
fn pairs(told: &[Told]) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for case in told {
        for (one, two) in
            case.facets.iter().flat_map(|one| case.facets.iter().map(move |two| (one, two)))
        {
            let ((kind, value), (other, under)) =
                (one.split_once('/').expect("a kind"), two.split_once('/').expect("a kind"));
            if KINDS.contains(&(kind, other)) {
                *all.entry(format!("browse/{kind}-{other}/{value}/{under}/index.html"))
                    .or_default() += 1;
            }
        }
    }
    all
}

#[test]
fn pairs_of_facets_have_true_pages_up_to_the_bound_and_links_lead_to_no_others() {
    let (world, told) = narrowing(130, 5, &format!("paginate: 6\n{LISTS}"));
    let site = texts(&world);
    let truth = pairs(&told);
    let made: BTreeSet<&str> =
        site.keys().map(String::as_str).filter(|path| truth.contains_key(*path)).collect();
    let (all, most) = (truth.len(), 26);
    assert!(all > most + 10, "{all} pairs hold something");
    assert_eq!(made.len(), most);
    // The largest have the pages.
    let least = made.iter().map(|path| truth[*path]).min().expect("pages");
    assert!(
        truth.iter().all(|(path, count)| *count <= least || made.contains(path.as_str())),
        "{made:?}"
    );
    // No other page stands under the folder but those of years, and each lists what it says.
    let under = site
        .keys()
        .map(String::as_str)
        .filter(|path| path.starts_with("browse/") && !path.starts_with("browse/year/"));
    let under: BTreeSet<&str> = under.collect();
    for path in under.iter().filter(|path| **path != "browse/index.html") {
        let pair = path
            .split_once("/page/")
            .map_or((*path).to_owned(), |(first, _)| format!("{first}/index.html"));
        assert!(made.contains(pair.as_str()), "{path}");
    }
    let mut several = 0;
    for path in &made {
        let count = truth[*path];
        assert_eq!(counted(&site, path), (count, count), "{path}");
        several += usize::from(count > 6);
    }
    assert!(several > 0);
    // All are reached by links alone, and every link has the number of cases of the page that it
    // leads to.
    let seen = crawled(&site);
    for path in &under {
        assert!(seen.contains(*path), "no link leads to {path}");
    }
    let mut tally = counts(&site["browse/index.html"]);
    tally.retain(|path, _| !path.starts_with("browse/year/"));
    assert_eq!(tally.keys().map(String::as_str).collect::<BTreeSet<_>>(), made);
    for (path, count) in tally {
        assert_eq!(count, truth[&path], "{path}");
    }
}

#[test]
fn links_lead_to_every_pair_when_there_are_more_than_one_page_names() {
    let (world, _) = narrowing(1010, 60, &format!("paginate: 500\n{LISTS}"));
    let site = texts(&world);
    let under: Vec<&String> = site.keys().filter(|path| path.starts_with("browse/")).collect();
    assert!(under.len() > 200, "{} pairs", under.len());
    let seen = crawled(&site);
    let missed: Vec<_> = under.into_iter().filter(|path| !seen.contains(*path)).collect();
    assert!(missed.is_empty(), "no link leads to {missed:?}");
}

/// The numbers beside the links of a list, by the file that a link leads to.
fn counts(page: &str) -> BTreeMap<String, usize> {
    let items =
        page.split("<ul class=\"tally\">").skip(1).filter_map(|rest| rest.split("</ul>").next());
    let items = items.flat_map(|list| list.split("<li>").skip(1));
    items
        .map(|item| {
            let href = values(item, "href")[0];
            let count = item
                .split("<span class=\"n\">")
                .nth(1)
                .and_then(|rest| rest.split('<').next())
                .expect("a number");
            (file_of(href).expect("an own address"), count.parse().expect("a number"))
        })
        .collect()
}

/// The texts of the links of a list, by the file that a link leads to.
fn names(page: &str) -> BTreeMap<String, String> {
    let items = page.split("<li>").skip(1);
    items
        .filter_map(|item| {
            let (link, _) = item.split_once("</a>")?;
            Some((file_of(values(link, "href").first()?)?, link.rsplit_once('>')?.1.to_owned()))
        })
        .collect()
}

/// How many cases have each grade.
fn grades(told: &[Told]) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for grade in told.iter().flat_map(|case| &case.grades) {
        *all.entry((*grade).to_owned()).or_default() += 1;
    }
    all
}

#[test]
fn every_year_and_every_value_of_a_declared_facet_has_a_true_page() {
    let (world, told) = narrowing(130, 5, &format!("paginate: 6\n{LISTS}{GRADE}"));
    let site = texts(&world);
    let tally = counts(&site["browse/index.html"]);
    let years: BTreeSet<&String> = told
        .iter()
        .flat_map(|case| &case.facets)
        .filter(|facet| facet.starts_with("year/"))
        .collect();
    assert!(years.len() > 5, "{years:?}");
    for year in years {
        let count = told.iter().filter(|case| case.facets.contains(year)).count();
        let file = format!("browse/{year}/index.html");
        assert_eq!(
            (tally.get(&file), counted(&site, &file)),
            (Some(&count), (count, count)),
            "{file}"
        );
    }
    let names = names(&site["browse/index.html"]);
    let mut found = BTreeMap::new();
    for (file, count) in tally.iter().filter(|(file, _)| file.starts_with("browse/f-")) {
        assert_eq!(counted(&site, file), (*count, *count), "{file}");
        assert!(
            found.insert(names[file].clone(), *count).is_none(),
            "{file} is a second page of {}",
            names[file]
        );
        assert!(site[file].contains(&format!("<h1>等级：{}</h1>", names[file])), "{file}");
    }
    assert_eq!(found, grades(&told));
    assert_eq!(found.len(), GRADES.len());
    // No field that is no facet, no status where there are no drafts.
    assert!(
        tally.keys().all(|file| !file.contains("note") && !file.contains("/status/")),
        "{tally:?}"
    );
    // A pair leads to its year.
    let pair = site.keys().find(|path| path.starts_with("browse/topic-year/")).expect("a pair");
    let year = pair.split('/').nth(3).expect("a year");
    assert!(
        site[pair].contains(&format!("年份 <a href=\"/pub/browse/year/{year}/\">{year}</a>")),
        "{pair}"
    );
}

#[test]
fn a_long_text_has_a_page_and_only_the_largest_of_many_values_do() {
    let mut world = MemoryWorld::default();
    world.write(
        "site.yaml",
        format!(
            "title: 案例辑\nbase_url: https://example.org/pub/\nlanguage: zh-Hans\n\
            {LISTS}fields: {{how: {{facet: true}}}}\n"
        ),
    );
    let long = "一段很长的话，".repeat(60);
    for number in 0..230 {
        let how = if number % 10 == 0 { "常见".to_owned() } else { format!("{long}{number}") };
        let front = format!(
            "title: 案例{number}\ndistrict: \"310106\"\nmodel: 枢纽型模式\ndate: 2022\nhow: {how}"
        );
        world.write(
            &format!("content/cases/c{number}.md"),
            format!("---\n{front}\n---\n\n正文。\n"),
        );
    }
    let site = texts(&world);
    let pages: Vec<&String> =
        site.keys().filter(|path| path.starts_with("browse/f-how/")).collect();
    assert_eq!(pages.len(), 200);
    assert_eq!(counted(&site, "browse/f-how/常见/index.html"), (23, 23));
    for path in pages.iter().filter(|path| !path.contains("常见")) {
        assert_eq!(counted(&site, path), (1, 1), "{path}");
        assert!(path.split('/').all(|part| part.len() <= 100), "{path}");
        // Its name is cut, and the page says it whole.
        assert!(
            site[*path].contains("……</h1>")
                && site[*path].contains(&format!("<p class=\"lede\">{long}")),
            "{path}"
        );
    }
    let seen = crawled(&site);
    assert!(pages.iter().all(|path| seen.contains(*path)));
    let filters = counts(&site["cases/index.html"]);
    assert_eq!(filters.keys().filter(|file| file.starts_with("browse/f-how/")).count(), 40);
}

#[test]
fn a_preview_with_drafts_tells_them_apart_by_status() {
    let (mut world, told) = narrowing(20, 5, LISTS);
    world.write(
        "content/cases/new.md",
        "---\ntitle: 新稿\ndistrict: \"310106\"\nmodel: 枢纽型模式\ndate: 2022\n\
         status: draft\n---\n\n正文。\n",
    );
    let published = texts(&world);
    assert!(
        published
            .iter()
            .all(|(path, page)| !path.contains("/status/") && !page.contains("/browse/status/"))
    );
    let site = made(&world, &Request { drafts: true, ..Request::default() });
    for (status, name, count) in [("draft", "草稿", 1), ("published", "已发布", told.len())] {
        let file = format!("browse/status/{status}/index.html");
        assert_eq!(counted(&site, &file), (count, count), "{file}");
        for page in ["browse/index.html", "cases/index.html"] {
            assert_eq!(counts(&site[page]).get(&file), Some(&count), "{page}");
            assert_eq!(names(&site[page])[&file], name, "{page}");
        }
    }
}

#[test]
fn nothing_is_written_and_nothing_leads_there_when_it_is_not_wanted() {
    let (world, _) = narrowing(
        40,
        5,
        &format!("outputs: {{search: false, data: false, feeds: [], facet_pairs: false}}\n{GRADE}"),
    );
    for (path, text) in texts(&world) {
        assert!(!path.starts_with("browse/") && !text.contains("/browse/"), "{path}");
    }
}

#[test]
fn an_edition_has_the_same_pages_in_its_own_words() {
    let settings =
        format!("editions: {{zh-Hant: {{from: zh-Hans}}, en: {{}}}}\npaginate: 6\n{LISTS}{GRADE}");
    let (mut world, _) = narrowing(60, 5, &settings);
    world.write("content/cases/c1.en.md", "---\ntitle: One\n---\n\nText.\n");
    let site = texts(&world);
    let of = |edition: &str| -> BTreeSet<String> {
        let start = format!("{edition}browse/");
        site.keys()
            .filter_map(|path| path.strip_prefix(start.as_str()).map(str::to_owned))
            .collect()
    };
    let pages = of("");
    assert!(pages.len() > 30, "{pages:?}");
    assert_eq!(pages, of("zh-Hant/"));
    assert_eq!(pages, of("en/"));
    assert!(site["zh-Hant/browse/f-grade/甲级/index.html"].contains("<h1>等級：甲級</h1>"));
    assert!(site["en/browse/f-grade/甲级/index.html"].contains("<h1>等级: 甲级</h1>"));
    assert!(site["en/browse/year/2012/index.html"].contains("<h1>Year: 2012</h1>"));
    // Every link between editions leads to a page.
    let seen = crawled(&site);
    assert!(
        ["", "zh-Hant/", "en/"].iter().all(|edition| pages
            .iter()
            .all(|path| seen.contains(&format!("{edition}browse/{path}"))))
    );
    for path in &pages {
        let address = format!(
            "https://example.org/pub/browse/{}",
            path.strip_suffix("index.html").expect("a page")
        );
        let encoded =
            percent_encoding::utf8_percent_encode(&address, percent_encoding::CONTROLS).to_string();
        assert!(site["sitemap.xml"].contains(&format!("<loc>{encoded}</loc>")), "{address}");
    }
}

#[test]
fn a_draft_of_a_translation_takes_no_case_out_of_its_edition() {
    let (mut world, _) = narrowing(
        20,
        5,
        &format!("editions: {{zh-Hant: {{from: zh-Hans}}, en: {{}}}}\n{LISTS}{GRADE}"),
    );
    let front = "district: \"310106\"\nmodel: 枢纽型模式\ndate: 1999\ngrade: [特级]";
    world.write("content/cases/old.md", format!("---\ntitle: 旧事\n{front}\n---\n\n正文。\n"));
    world.write("content/cases/old.en.md", "---\ntitle: Old\nstatus: draft\n---\n\nText.\n");
    let site = texts(&world);
    for value in ["year/1999", "f-grade/特级"] {
        let encoded =
            percent_encoding::utf8_percent_encode(value, percent_encoding::CONTROLS).to_string();
        for edition in ["", "zh-Hant/", "en/"] {
            let page = &site[&format!("{edition}browse/{value}/index.html")];
            for other in ["zh-Hant/", "en/"] {
                assert!(
                    page.contains(&format!("/pub/{other}browse/{encoded}/")),
                    "{edition}{value}"
                );
            }
            assert!(!page.contains("Old"), "{edition}{value}");
        }
    }
}

#[test]
fn the_filters_of_the_list_of_cases_say_how_many_cases_they_lead_to() {
    let (world, told) = narrowing(130, 5, &format!("paginate: 6\n{LISTS}{GRADE}"));
    let site = texts(&world);
    let mut filters = counts(&site["cases/index.html"]);
    let names = names(&site["cases/index.html"]);
    let of_grades = filters.iter().filter(|(file, _)| file.starts_with("browse/f-grade/"));
    assert_eq!(
        of_grades.map(|(file, count)| (names[file].clone(), *count)).collect::<BTreeMap<_, _>>(),
        grades(&told)
    );
    filters.retain(|file, _| !file.starts_with("browse/f-grade/"));
    let all: BTreeSet<&String> = told.iter().flat_map(|case| &case.facets).collect();
    let mut met = 0;
    for facet in all {
        let count = told.iter().filter(|case| case.facets.contains(facet)).count();
        let (kind, value) = facet.split_once('/').expect("a kind");
        let file = if kind == "year" {
            format!("browse/{facet}/index.html")
        } else {
            format!("{kind}s/{value}/index.html")
        };
        assert_eq!(filters.get(&file), Some(&count), "{file} of {filters:?}");
        assert_eq!(counted(&site, &file), (count, count), "{file}");
        met += 1;
    }
    assert_eq!(filters.len(), met);
    assert!(met > 15, "{met}");
}

#[test]
fn a_field_may_have_a_page_of_all_its_values() {
    let mut world = MemoryWorld::default();
    let site = "title: 案例\nbase_url: https://anli.gov.cn/\nmenu: MENU\n\
        fields: {funding: {label: {zh-Hans: 资金, en: Funding}, index: true}, note: {index: true}}\n\
        editions: {en: {}}\nlints: {untranslated: false}\n";
    let case = |name: &str, funding: &str, body: &str| {
        format!(
            "---\ntitle: 案例{name}\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\nfunding: {funding}\n---\n\n{body}。\n"
        )
    };
    world.write("site.yaml", site.replace("menu: MENU\n", ""));
    for (name, funding, body) in [
        ("xiuxie", "社区基金", "修鞋摊回到弄堂口"),
        ("liangyi", "社区基金", "晾衣杆由居民一起装好"),
        ("menfang", "众筹", "门房改成了书房"),
    ] {
        world.write(&format!("content/cases/{name}.md"), case(name, funding, body));
    }
    let files = texts(&world);
    let page = |path: &str| files.get(path).unwrap_or_else(|| panic!("{path}"));
    let index = page("funding/index.html");
    for (value, count) in [("社区基金", 2), ("众筹", 1)] {
        let row = format!(">{value}</a><span class=\"n\">{count}</span>");
        assert!(index.contains(&row), "{index}");
    }
    assert!(page("index.html").contains("<a href=\"/funding/\">资金</a>"));
    assert!(page("en/index.html").contains("<a href=\"/en/funding/\">Funding</a>"));
    // The page of a value stands below it.
    assert!(page("browse/f-funding/众筹/index.html").contains("<a href=\"/funding/\">资金</a>"));
    assert!(!files.contains_key("note/index.html"), "no case has a note");
    world.write("site.yaml", site.replace("MENU", "[funding]"));
    assert!(texts(&world)["index.html"].contains("<a href=\"/funding/\">资金</a>"));
    world.write("site.yaml", site.replace("menu: MENU", "outputs: {facet_pairs: false}"));
    let files = texts(&world);
    assert!(!files.contains_key("funding/index.html") && !files["index.html"].contains("资金</a>"));
}
