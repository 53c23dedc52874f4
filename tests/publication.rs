//! A publication of three fictitious cities with their own regions, units and indicators: the engine knows no country.
//! One of its cases has a title that every format must carry unharmed.

use std::collections::BTreeMap;
use std::path::Path;

use casebook::build::{Memo, Request, Silent, build};
use casebook::world::{MemoryOutput, MemoryWorld};

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

/// Builds the publication, which has nothing to complain of, and returns its files.
fn site() -> BTreeMap<String, String> {
    let mut world = MemoryWorld::default();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publications/three-cities"), "", &mut world);
    let output = MemoryOutput::default();
    let request = Request { lints: true, ..Request::default() };
    let built = build(&world, &request, &mut Memo::default(), &output, &Silent).expect("memory has room");
    assert_eq!(built.diagnostics, []);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    output.into_files().into_iter().map(|(path, bytes)| (path.as_str().to_owned(), text(bytes))).collect()
}

#[test]
fn no_page_speaks_of_a_country_that_it_is_not_about() {
    let read = |path: &str| Path::new(path).extension().is_some_and(|kind| kind == "html" || kind == "json");
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
    let record: serde_json::Value = serde_json::from_str(&site["cases/aldport/index.json"]).expect("JSON");
    assert_eq!(record["case"], cases[0]);
    assert_eq!(record["citation"]["title"], TITLE);
    let csv = site["data/cases.csv"].strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let place = |name: &str, reader: &mut csv::Reader<&[u8]>| {
        reader.headers().expect("a head").iter().position(|own| own == name).expect("a column")
    };
    let (title, lamps, mayor) = (place("title", &mut reader), place("x_lamps", &mut reader), place("x_mayor", &mut reader));
    let row = reader.records().next().expect("a row").expect("CSV");
    assert_eq!(&row[title], format!("'{TITLE}"), "a formula becomes text");
    assert_eq!(&row[mayor], "'-Ann, the elder");
    assert_eq!(&row[lamps], "-3.50", "a number stays one");
}

#[test]
fn figures_compare_in_the_unit_of_their_indicator() {
    let site = site();
    let metrics: serde_json::Value = serde_json::from_str(&site["data/metrics.json"]).expect("JSON");
    let budget = metrics.as_array().expect("a list").iter().find(|row| row["id"] == "budget").expect("a budget");
    assert_eq!((budget["value"].to_string(), budget["compare_value"].to_string()), ("30".to_owned(), "2.5".to_owned()));
    assert_eq!(budget["printed"], "at least 30 coin");
    assert!(site["data/indicators/crossings.csv"].contains("crossings-2020"));
}

#[test]
fn the_structured_data_of_a_case_reads_back() {
    let page = &site()["cases/aldport/index.html"];
    let from = page.find("<script type=\"application/ld+json\">").expect("JSON-LD") + 35;
    let text = &page[from..from + page[from..].find("</script>").expect("an end")];
    let graph: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let nodes = graph["@graph"].as_array().expect("a graph");
    let kinds: Vec<&str> = nodes.iter().filter_map(|node| node["@type"].as_str()).collect();
    assert_eq!(kinds, ["Article", "BreadcrumbList"]);
    assert_eq!(nodes[0]["headline"], TITLE);
    assert_eq!(nodes[0]["spatialCoverage"]["containedInPlace"]["name"], "Northmark");
    let data = &site()["data/index.html"];
    assert!(data.contains("\"@type\":\"Dataset\"") && data.contains("data/metrics.csv"));
}

#[test]
fn a_case_is_cited_in_four_forms() {
    let page = &site()["cases/aldport/index.html"];
    assert!(page.contains(
        "title = {{=Aldport&#39;s &quot;night&quot; ferry, &lt;b&gt;free&lt;/b&gt; \\&amp; 100\\% \\textbackslash{} \\{safe\\}}},"
    ));
    assert!(page.contains("TY  - ELEC") && page.contains("DA  - 2021/05//"));
    assert!(page.contains("[EB/OL]. Harbour Notebook, (2021-05). https://notebook.example/pub/cases/aldport/"));
    assert!(page.contains("#metric-crossings-2018"));
}

#[test]
fn a_figure_in_the_text_leads_to_its_row() {
    let page = &site()["cases/aldport/index.html"];
    assert!(page.contains("<a class=\"metric\" href=\"#metric-crossings-2020\">1900 crossing</a>"));
    assert!(page.contains("<tr id=\"metric-crossings-2020\">"));
}
