//! A publication of three fictitious cities with their own regions, units and indicators: the
//! engine knows no country. One of its cases has a title that every format must carry unharmed.

use std::collections::BTreeMap;
use std::path::Path;

use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};
use html5gum::{Token, Tokenizer};

const TITLE: &str = "=Aldport's \"night\" ferry, <b>free</b> & 100% \\ {safe}";

#[expect(clippy::disallowed_methods, reason = "a test reads the publication from the disk")]
fn gather(folder: &Path, below: &str, world: &mut MemoryWorld) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{below}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), world);
        } else {
            world.write(&name, std::fs::read(&path).expect("a file"));
        }
    }
}

/// Builds the publication, which has nothing to complain of but a title with a tag that is to stand
/// there, and returns its files.
fn site() -> BTreeMap<String, String> {
    let mut world = MemoryWorld::default();
    gather(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publications/three-cities"),
        "",
        &mut world,
    );
    let output = MemoryOutput::default();
    let request = Request { lints: true, ..Request::default() };
    let built = build_site(&world, &request, &mut BuildCache::default(), &output, &Silent)
        .expect("memory has room");
    let codes: Vec<&str> = built.diagnostics.iter().map(|found| found.code.0).collect();
    assert_eq!(codes, ["mark-as-typed"], "{:?}", built.diagnostics);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    output
        .into_files()
        .into_iter()
        .map(|(path, bytes)| (path.as_str().to_owned(), text(bytes)))
        .collect()
}

#[test]
fn no_page_speaks_of_a_country_that_it_is_not_about() {
    let read = |path: &str| {
        Path::new(path).extension().is_some_and(|kind| kind == "html" || kind == "json")
    };
    for (path, text) in site().iter().filter(|(path, _)| read(path)) {
        let chinese = text.chars().find(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
        // Editions are named in their own language, should there be any.
        assert_eq!(chinese, None, "{path}");
        for word in ["China", "Chinese", "Party"] {
            assert!(!text.contains(word), "{path}: {word}");
        }
    }
}

#[test]
fn the_data_reads_back() {
    let site = site();
    let cases: serde_json::Value = serde_json::from_str(&site["data/cases.json"]).expect("JSON");
    assert_eq!(cases[0]["title"], TITLE);
    let record: serde_json::Value =
        serde_json::from_str(&site["cases/aldport/index.json"]).expect("JSON");
    assert_eq!(record["case"], cases[0]);
    assert_eq!(record["citation"]["title"], TITLE);
    let csv = site["data/cases.csv"].strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let place = |name: &str, reader: &mut csv::Reader<&[u8]>| {
        reader
            .headers()
            .expect("a head")
            .iter()
            .position(|column| column == name)
            .expect("a column")
    };
    let (title, lamps, mayor) =
        (place("title", &mut reader), place("x_lamps", &mut reader), place("x_mayor", &mut reader));
    let row = reader.records().next().expect("a row").expect("CSV");
    assert_eq!(&row[title], format!("'{TITLE}"), "a formula becomes text");
    assert_eq!(&row[mayor], "'-Ann, the elder");
    assert_eq!(&row[lamps], "-3.50", "a number stays one");
}

/// The texts of an element, entities read as browsers and readers of feeds read them.
fn texts_of(document: &str, element: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut open: Option<String> = None;
    for token in Tokenizer::new(document) {
        match token.expect("a text in memory") {
            Token::StartTag(tag) if *tag.name == element.as_bytes() => open = Some(String::new()),
            Token::EndTag(tag) if *tag.name == element.as_bytes() => texts.extend(open.take()),
            Token::String(text) => {
                if let Some(open) = &mut open {
                    open.push_str(&String::from_utf8_lossy(&text));
                }
            }
            _ => {}
        }
    }
    texts
}

#[test]
fn a_title_reads_back_from_pages_and_feeds() {
    let site = site();
    let page = &site["cases/aldport/index.html"];
    assert_eq!(texts_of(page, "h1"), [TITLE]);
    assert!(texts_of(page, "title")[0].starts_with(TITLE), "{:?}", texts_of(page, "title"));
    let in_lists = texts_of(&site["cases/index.html"], "a");
    assert!(in_lists.iter().any(|text| text == TITLE), "{in_lists:?}");
    let in_atom = texts_of(&site["feed.xml"], "title");
    assert!(in_atom.iter().any(|text| text == TITLE), "{in_atom:?}");
    let feed: serde_json::Value = serde_json::from_str(&site["feed.json"]).expect("JSON");
    let items = feed["items"].as_array().expect("items");
    assert!(items.iter().any(|item| item["title"] == TITLE), "{feed}");
}

#[test]
fn figures_compare_in_the_unit_of_their_indicator() {
    let site = site();
    let metrics: serde_json::Value =
        serde_json::from_str(&site["data/metrics.json"]).expect("JSON");
    let budget = metrics
        .as_array()
        .expect("a list")
        .iter()
        .find(|row| row["id"] == "budget")
        .expect("a budget");
    assert_eq!(
        (budget["value"].to_string(), budget["compare_value"].to_string()),
        ("30".to_owned(), "2.5".to_owned())
    );
    assert_eq!(budget["printed"], "at least 30 coin");
    assert!(site["data/indicators/crossings.csv"].contains("crossings-2020"));
}

/// The nodes of a page's JSON-LD.
fn graph(page: &str) -> Vec<serde_json::Value> {
    let from = page.find("<script type=\"application/ld+json\">").expect("JSON-LD") + 35;
    let text = &page[from..from + page[from..].find("</script>").expect("an end")];
    let graph: serde_json::Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(graph["@context"], "https://schema.org");
    graph["@graph"].as_array().expect("a graph").clone()
}

/// The file of the site at an absolute address.
fn at<'a>(site: &'a BTreeMap<String, String>, address: &serde_json::Value) -> &'a str {
    let path = address
        .as_str()
        .and_then(|address| address.strip_prefix("https://notebook.example/pub/"))
        .expect("an own address");
    let path = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    site.get(&path).unwrap_or_else(|| panic!("{path} is not there"))
}

#[test]
fn the_structured_data_of_a_case_reads_back() {
    let site = site();
    let nodes = graph(&site["cases/aldport/index.html"]);
    let kinds: Vec<&str> = nodes.iter().filter_map(|node| node["@type"].as_str()).collect();
    assert_eq!(kinds, ["Article", "BreadcrumbList"]);
    assert_eq!(nodes[0]["headline"], TITLE);
    assert_eq!(nodes[0]["spatialCoverage"]["@type"], "Place");
    assert_eq!(nodes[0]["spatialCoverage"]["containedInPlace"]["name"], "Northmark");
    assert_eq!(nodes[0]["citation"][0]["@type"], "CreativeWork");
    at(&site, &nodes[0]["url"]);
}

#[test]
fn the_structured_data_of_the_data_names_every_file_of_it() {
    let site = site();
    let nodes = graph(&site["data/index.html"]);
    assert_eq!(nodes[0]["@type"], "Dataset");
    let files = nodes[0]["distribution"].as_array().expect("distributions");
    // Five tables in two forms, the description and the archive.
    assert_eq!(files.len(), 12);
    for file in files {
        assert_eq!(file["@type"], "DataDownload");
        assert!(file["encodingFormat"].as_str().is_some_and(|kind| kind.contains('/')));
        at(&site, &file["contentUrl"]);
    }
    assert_eq!(nodes[0]["license"], "https://creativecommons.org/licenses/by/4.0/");
}

#[test]
fn every_page_below_the_first_says_where_it_stands() {
    let site = site();
    let pages = site.iter().filter(|(path, page)| {
        path.ends_with("index.html")
            && *path != "index.html"
            && page.contains("<nav class=\"breadcrumb\"")
    });
    let mut seen = 0;
    for (path, page) in pages {
        let nodes = graph(page);
        let trail = nodes
            .iter()
            .find(|node| node["@type"] == "BreadcrumbList")
            .unwrap_or_else(|| panic!("{path}"));
        let items = trail["itemListElement"].as_array().expect("a list");
        for (place, item) in (1u64..).zip(items) {
            assert_eq!(
                (item["@type"].as_str(), item["position"].as_u64()),
                (Some("ListItem"), Some(place)),
                "{path}"
            );
            at(&site, &item["item"]);
        }
        assert_eq!(at(&site, &items[items.len() - 1]["item"]), page, "{path}");
        seen += 1;
    }
    assert!(seen > 15, "{seen} pages");
}

#[test]
fn a_case_is_cited_in_four_forms() {
    let page = &site()["cases/aldport/index.html"];
    assert!(page.contains(
        "title = {{=Aldport&#39;s &quot;night&quot; ferry, &lt;b&gt;free&lt;/b&gt; \\&amp; 100\\% \
         \\textbackslash{} \\{safe\\}}},"
    ));
    assert!(page.contains("TY  - ELEC") && page.contains("DA  - 2021/05//"));
    assert!(page.contains(
        "[EB/OL]. Harbour Notebook, (2021-05). https://notebook.example/pub/cases/aldport/"
    ));
    assert!(page.contains("#metric-crossings-2018"));
}

/// What stands on the page below `label` in the formats to cite in, as a reader copies it.
fn cited(page: &str, label: &str) -> String {
    let from = page.find(&format!("<p class=\"label\">{label}</p>")).expect("the format");
    let open = from + page[from..].find("<pre class=\"cite\">").expect("text") + 18;
    let text = &page[open..open + page[open..].find("</pre>").expect("an end")];
    [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

#[test]
fn what_a_reader_copies_to_cite_reads_back() {
    let page = &site()["cases/aldport/index.html"];
    let record: serde_json::Value =
        serde_json::from_str(&site()["cases/aldport/index.json"]).expect("JSON");
    let item = &record["citation"];
    assert_eq!((item["title"].as_str(), item["type"].as_str()), (Some(TITLE), Some("webpage")));
    assert_eq!(item["issued"]["date-parts"], serde_json::json!([[2021, 5]]));
    assert_eq!(item["URL"], "https://notebook.example/pub/cases/aldport/");
    let record = cited(page, "RIS");
    let lines: Vec<(&str, &str)> =
        record.lines().map(|line| line.split_once("  - ").expect("a tag and a value")).collect();
    assert_eq!((lines.first(), lines.last()), (Some(&("TY", "ELEC")), Some(&("ER", ""))));
    assert!(lines.contains(&("TI", TITLE)) && lines.contains(&("AU", "The Notebook Office")));
    let entry = cited(page, "BibTeX");
    let depth = entry.replace("\\{", "").replace("\\}", "").chars().fold(0i32, |depth, c| {
        let depth = depth + i32::from(c == '{') - i32::from(c == '}');
        assert!(depth >= 0, "{entry}");
        depth
    });
    assert_eq!(depth, 0, "{entry}");
    assert!(
        entry.starts_with("@misc{aldport,")
            && entry.contains("  url = {https://notebook.example/pub/cases/aldport/},")
    );
}

#[test]
fn a_figure_in_the_text_leads_to_its_row() {
    let page = &site()["cases/aldport/index.html"];
    assert!(
        page.contains("<a class=\"metric\" href=\"#metric-crossings-2020\">1,900 crossing</a>")
    );
    assert!(page.contains("<tr id=\"metric-crossings-2020\">"));
}
