//! Figures on pages of whole sites: what is drawn, what is left out, and that a page says so.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};

/// Districts of Shanghai and of Shandong.
const PLACES: [&str; 4] = ["310106", "310105", "370602", "370102"];

/// A publication in three editions with one case for each of `metrics`, each a list of metrics in
/// YAML.
fn site(settings: &str, metrics: &[String]) -> BTreeMap<String, String> {
    let mut world = MemoryWorld::default();
    let head = "title: 辑\nbase_url: https://example.org/\nlanguage: zh-Hans\n\
        editions: {zh-Hant: {from: zh-Hans}, en: {}}\n";
    let indicators = "indicators:\n  - {id: teams, label: {zh-Hans: 队伍, en: Teams}, unit: 个, kind: level}\n  \
        - {id: share, label: 比例, unit: \"%\", kind: share}\n  - {id: any, label: 杂项}\n\
        units: [{id: 个, name: {en: \"\"}}, 人, \"%\"]\n";
    world.write("site.yaml", format!("{head}{indicators}{settings}"));
    for (number, metrics) in metrics.iter().enumerate() {
        let place = PLACES[number % PLACES.len()];
        let front = format!(
            "title: 案例{number}\ndistrict: \"{place}\"\nmodel: 模式\ndate: 2022\nperiod: {}/\ntopics: [题{number}]\n\
             metrics: [{metrics}]\nsources: [{{id: s1, title: 材料}}]\n",
            1980 + number % 40
        );
        world.write(
            &format!("content/cases/c{number:03}.md"),
            format!("---\n{front}---\n\n正文。\n"),
        );
        world.write(
            &format!("content/cases/c{number:03}.en.md"),
            format!("---\ntitle: Case {number}\n---\n\nText.\n"),
        );
    }
    let output = MemoryOutput::default();
    let built =
        build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
            .expect("memory has room");
    assert_eq!(built.diagnostics, []);
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    output
        .into_files()
        .into_iter()
        .map(|(path, bytes)| (path.as_str().to_owned(), text(bytes)))
        .collect()
}

/// As many cases as asked for, each with its number of teams.
fn teams(count: usize) -> Vec<String> {
    (0..count)
        .map(|number| format!("{{indicator: teams, value: {number}, unit: 个, source: s1}}"))
        .collect()
}

/// The part of `page` from `from` up to the first `to`.
fn part<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap_or_else(|| panic!("no {from}"));
    let end = page[start..].find(to).unwrap_or_else(|| panic!("no {to} after {from}"));
    &page[start..start + end]
}

#[test]
fn figures_compare_and_are_drawn_in_every_edition() {
    let site = site("", &teams(3));
    for (edition, shown) in [("", "2个"), ("zh-Hant/", "2個"), ("en/", ">2<")] {
        let page = &site[&format!("{edition}indicators/teams/index.html")];
        let svg = part(page, "<svg class=\"plot\"", "</svg>");
        assert_eq!(svg.matches("class=\"dot\"").count(), 3, "{edition}");
        assert!(svg.contains(shown), "{edition}: {svg}");
        assert!(!page.contains("id=\"left-out\""), "{edition}");
        let data = &site[&format!("{edition}data/metrics.json")];
        assert_eq!(data.matches("\"compare_value\":").count(), 3, "{edition}");
    }
    let english = part(&site["en/indicators/teams/index.html"], "<main", "</main>");
    assert!(!english.contains('个') && !english.contains('個'), "{english}");
}

#[test]
fn an_indicator_with_many_figures_shows_how_they_are_spread_and_says_so() {
    let site = site("paginate: 1\n", &teams(60));
    let first = &site["indicators/teams/index.html"];
    let svg = part(first, "<svg class=\"plot\"", "</svg>");
    assert!(
        svg.contains("60个数据的分布")
            && svg.contains("class=\"bar\"")
            && !svg.contains("class=\"dot\"")
    );
    // The drawing is of all figures, the table of this page's: both say how many there are.
    assert!(first.contains("全部60个可以对照的数据"));
    let told = part(svg, "<desc", "</desc>");
    let counted: usize = told
        .split('(')
        .skip(1)
        .filter_map(|rest| rest.split(')').next()?.parse::<usize>().ok())
        .sum();
    assert_eq!(counted, 60, "{told}");
    assert!(!site["indicators/teams/page/2/index.html"].contains("<svg"));
}

#[test]
fn a_figure_that_cannot_be_placed_is_listed_with_the_reason() {
    let metric = |unit: &str| format!("{{indicator: any, value: 3, unit: {unit}, source: s1}}");
    let site = site("", &[metric("个"), metric("人"), metric("个")]);
    let page = &site["indicators/any/index.html"];
    assert_eq!(part(page, "<svg", "</svg>").matches("class=\"dot\"").count(), 2);
    let left_out = part(page, "id=\"left-out\"", "</section>");
    assert!(
        left_out.contains("3人") && left_out.contains("单位不同（人与个），不能换算"),
        "{left_out}"
    );
    // On the fixed comparison of the model's cases too.
    assert!(site["models/模式/compare/index.html"].contains("单位不同（个与人），不能换算"));
}

#[test]
fn what_a_page_of_a_region_or_a_model_leaves_out_is_counted() {
    let site = site("", &teams(50));
    for page in ["regions/310000/index.html", "models/模式/index.html"] {
        let more = if page.starts_with("regions") { "另有14个" } else { "另有38个" };
        assert_eq!(
            part(&site[page], "id=\"charts\"", "</section>").matches(more).count(),
            1,
            "{page}"
        );
        assert_eq!(
            part(&site[page], "id=\"by-indicator\"", "</section>").matches(more).count(),
            1,
            "{page}"
        );
    }
}

#[test]
fn the_timeline_and_the_grid_say_what_they_leave_out() {
    let site = site("paginate: 100\n", &teams(50));
    let cases = part(&site["cases/index.html"], "id=\"timeline\"", "</section>");
    assert_eq!(cases.matches("class=\"bar\"").count(), 40);
    assert!(cases.contains("另有10个没有画出"));
    // The table beside the drawing has the same rows.
    assert_eq!(cases.matches("<th scope=\"row\">").count(), 40);
    let grid = part(&site["topics/index.html"], "id=\"gaps\"", "</section>");
    assert_eq!(grid.matches("<th scope=\"row\">").count(), 40);
    assert!(grid.contains("另有10个主题没有列出"));
}

#[test]
fn cases_with_several_years_are_drawn_up_to_a_number_and_the_rest_counted() {
    let mut metrics = String::new();
    for (id, year) in [("a", 2018), ("b", 2020)] {
        let _ = write!(
            metrics,
            "{{id: {id}, indicator: teams, printed: 约{year}个, year: {year}, source: s1}},"
        );
    }
    let site = site("", &vec![metrics; 15]);
    let slopes = part(&site["indicators/teams/index.html"], "id=\"slopes\"", "</section>");
    assert_eq!(slopes.matches("<svg").count(), 12);
    assert_eq!(slopes.matches("class=\"wave\"").count(), 24, "about is never drawn as exact");
    assert!(slopes.contains("另有3个案例也有多年的数据"));
}

#[test]
fn the_grid_tells_no_case_from_self_reported_and_independent_figures() {
    let metric = |status: &str| {
        format!("{{indicator: share, value: 30, unit: \"%\", source: s1, status: {status}}}")
    };
    let site = site("", &[metric("self-reported"), metric("self-reported"), metric("independent")]);
    let grid = part(&site["topics/index.html"], "id=\"gaps\"", "</section>");
    let body = part(grid, "<tbody>", "</tbody>");
    let count = |word: &str| body.matches(&format!("class=\"gap-{word}\"")).count();
    // Three subjects and two provinces.
    assert_eq!((count("none"), count("self"), count("vouched")), (3, 2, 1));
}

#[test]
fn every_figure_has_an_address_a_source_a_status_and_a_citation() {
    let metric = "{id: lit, indicator: share, printed: 约30%, year: 2021, source: s1, at: 第二节, status: official}, {id: more, label: 另一项, value: 3, unit: 个}".to_owned();
    let site = site("", &[metric, teams(1).remove(0)]);
    let page = &site["cases/c000/index.html"];
    let row = part(page, "<tr id=\"metric-lit\">", "</tr>");
    for shown in [
        "href=\"#metric-lit\"",
        "约30%",
        "大约",
        "2021",
        "官方统计",
        "第二节",
        "href=\"#source-s1\"",
    ] {
        assert!(row.contains(shown), "{shown}: {row}");
    }
    assert!(page.contains("<li id=\"source-s1\""));
    assert!(
        part(page, "<details class=\"more-cites\"><summary>引用其中一个数据", "</details>")
            .contains("https://example.org/cases/c000/#metric-lit")
    );
    let record: serde_json::Value =
        serde_json::from_str(&site["cases/c000/index.json"]).expect("a record");
    let cited = record["figure_citations"].as_object().expect("a citation a figure");
    assert_eq!(cited.len(), 2);
    for (id, citation) in cited {
        let citation = citation.as_str().expect("text");
        assert!(citation.ends_with(&format!("/cases/c000/#metric-{id}")), "{citation}");
    }
}

#[test]
fn a_model_with_many_cases_compares_the_newest_and_counts_the_rest() {
    let page = &site("", &teams(9))["models/模式/compare/index.html"];
    let head = part(page, "<thead>", "</thead>");
    assert_eq!(head.matches("<th scope=\"col\">").count(), 6);
    assert!(page.contains("这个模式另有3个案例"));
}

#[test]
fn cases_of_models_with_like_parts_are_listed() {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 辑\nbase_url: https://example.org/\n");
    for (id, notation, parts) in [
        ("a", "1+14+X", ["1", "14", "X"]),
        ("b", "3+14+N", ["3", "14", "N"]),
        ("c", "1+5+X", ["1", "5", "X"]),
    ] {
        let parts =
            parts.map(|part| format!("{{token: \"{part}\", label: {id}的{part}}}")).join(", ");
        let model = format!("{{name: 模式{id}, notation: {notation}, components: [{parts}]}}");
        let front = format!("title: 案例{id}\ndistrict: \"310106\"\nmodel: {model}\ndate: 2022\n");
        world.write(&format!("content/cases/{id}.md"), format!("---\n{front}---\n\n正文。\n"));
    }
    let output = MemoryOutput::default();
    build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
        .expect("memory has room");
    let files = output.into_files();
    let page = files
        .iter()
        .find(|(path, _)| path.as_str() == "models/模式a/index.html")
        .expect("the page")
        .1;
    let page = String::from_utf8_lossy(page);
    let like = part(&page, "id=\"like\"", "</section>");
    // A part of a number is common to both; 1 and X stand in too many formulas.
    assert!(
        like.contains("模式b") && like.contains("案例b") && like.contains("相同的部分： 14"),
        "{like}"
    );
    assert!(!like.contains("模式c"));
}

#[test]
fn the_tiles_of_the_provinces_are_shaded_by_their_cases() {
    let home = &site("", &teams(3))["index.html"];
    let tile =
        |name: &str| part(home, &format!("<span class=\"vh\">{name} </span>"), "</a>").to_owned();
    assert!(tile("上海市").ends_with('2') && tile("山东省").ends_with('1'));
    assert_eq!(
        (
            home.matches("class=\"level-2\" href").count(),
            home.matches("class=\"level-1\" href").count()
        ),
        (1, 1)
    );
    // What the shades mean stands below.
    assert!(part(home, "<figcaption>示意", "</figcaption>").contains("<i class=\"level-2\"></i>2"));
}

#[test]
fn the_full_value_can_be_asked_for_where_it_says_more_than_the_authors_form() {
    let printed = ["3000余万人", "94人", "1.2亿人", "1,200人", "90%以上", "约403万人"];
    let metrics =
        printed.map(|form| format!("{{label: \"项{form}\", printed: \"{form}\"}}")).join(", ");
    let site = site("", &[metrics]);
    for (edition, at_least, exact) in [
        ("", "至少</summary>至少30,000,000人", "写全</summary>120,000,000人"),
        ("zh-Hant/", "至少</summary>至少30,000,000人", "寫全</summary>120,000,000人"),
    ] {
        let page = &site[&format!("{edition}cases/c000/index.html")];
        let table = part(page, "<table class=\"figures\"", "</table>");
        assert!(
            table.contains(&format!("<details class=\"full\"><summary>{at_least}</details>")),
            "{edition}: {table}"
        );
        assert!(
            table.contains(&format!("<details class=\"full\"><summary>{exact}</details>")),
            "{edition}: {table}"
        );
        assert_eq!(table.matches("<details").count(), 3, "{edition}: {table}");
        assert!(
            table.contains("</summary>约4,030,000人<")
                || table.contains("</summary>約4,030,000人<"),
            "{edition}: {table}"
        );
        assert!(
            table.contains(">3000余万人</data>") || table.contains(">3000餘萬人</data>"),
            "{edition}: {table}"
        );
    }
    // Who reads another language is shown the written form, and the author's beside it.
    let table = part(&site["en/cases/c000/index.html"], "<table class=\"figures\"", "</table>");
    assert!(
        table.contains(">at least 30,000,000 人</data>")
            && table.contains("<small lang=\"zh-Hans\">3000余万人</small>"),
        "{table}"
    );
    assert!(!table.contains("<details"), "{table}");
}

#[test]
fn a_publication_in_english_groups_the_digits_of_a_number_that_nobody_printed() {
    for (language, shown) in [("en", "41,200 loans"), ("zh-Hans", "41200 loans")] {
        let mut world = MemoryWorld::default();
        let site = format!("title: t\nbase_url: https://anli.shequ.cn/\nlanguage: {language}\n");
        world.write("site.yaml", site);
        let metric = "metrics: [{id: loans, label: Loans, value: 41200, unit: loans}]";
        world.write(
            "content/cases/a.md",
            format!("---\ntitle: A\ndistrict: \"310106\"\nmodel: M\ndate: 2022\n{metric}\n---\n\n{{{{ metric(loans) }}}}\n"),
        );
        let output = MemoryOutput::default();
        build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
            .expect("memory has room");
        let files = output.into_files();
        let page = files.iter().find(|(file, _)| file.as_str() == "cases/a/index.html");
        let page = String::from_utf8_lossy(page.expect("a page").1).into_owned();
        assert!(
            page.contains(&format!("href=\"#metric-loans\">{shown}</a>")),
            "{language}: {page}"
        );
    }
}
