//! Pages of the theme where cases have no region, no date or several models.

use casebook::foundation::path::OutPath;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};

/// Builds three cases under `cases` of `site.yaml`; returns a page.
fn page(cases: &str, path: &str) -> String {
    let mut world = MemoryWorld::default();
    let site = "title: 判例\nbase_url: https://anli.gov.cn/\nindicators:\n  - {id: sum, label: 标的额, unit: 元}\n";
    world.write("site.yaml", format!("{site}cases: {cases}\n"));
    let figure = "metrics: [{id: m, label: 请求赔偿, printed: 3000元, indicator: sum, year: 2021}]";
    world.write(
        "content/cases/a.md",
        format!(
            "---\ntitle: 甲案\nmodel: [买卖, 借款]\n{figure}\npractices: [{{name: 调解, topic: 程序}}]\n---\n\n## 调解\n\n正文。\n"
        ),
    );
    world.write(
        "content/cases/b.md",
        format!("---\ntitle: 乙案\nmodel: 买卖\n{figure}\n---\n\n正文。\n"),
    );
    let output = MemoryOutput::default();
    let built =
        build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
            .expect("a site");
    assert!(!built.diagnostics.iter().any(|found| found.code.0 == "missing-key"));
    let files = output.into_files();
    let page = files.iter().find(|(file, _)| file.as_str() == path).expect("a page").1;
    String::from_utf8_lossy(page).into_owned()
}

const OFF: &str = "{district: off, date: optional}";

#[test]
fn figures_of_an_indicator_have_no_column_of_regions_where_cases_have_none() {
    let table = page(OFF, "indicators/sum/index.html");
    assert!(!table.contains("地区"), "{table}");
    assert_eq!(table.matches(">甲案</").count(), 1, "{table}");
    let optional = page("{district: optional, date: optional}", "indicators/sum/index.html");
    assert!(optional.contains("<th scope=\"col\">地区</th>"), "{optional}");
    assert!(optional.contains("<td></td><th scope=\"row\" class=\"words\">请求赔偿"), "{optional}");
}

#[test]
fn a_case_of_several_models_names_them_under_one_word() {
    let case = page(OFF, "cases/a/index.html");
    assert_eq!(case.matches("<dt>模式</dt>").count(), 1, "{case}");
    assert!(case.contains(">买卖</a>") && case.contains(">借款</a>"), "{case}");
}

#[test]
fn nothing_stands_in_the_place_of_a_region_that_is_not_there() {
    for path in ["cases/a/index.html", "practices/index.html"] {
        let page = page(OFF, path);
        assert!(!page.contains("<span class=\"minor\"></span>"), "{page}");
        assert!(!page.contains("<span class=\"minor\">·"), "{page}");
    }
}

#[test]
fn lists_and_boxes_without_anything_in_them_are_not_made() {
    let mut world = MemoryWorld::default();
    let site = "title: 判例\nbase_url: https://anli.gov.cn/\n";
    world.write(
        "site.yaml",
        format!("{site}cases: {{district: off, model: off, date: optional}}\n"),
    );
    world.write("content/cases/a.md", "---\ntitle: 甲案\n---\n\n正文。\n");
    let output = MemoryOutput::default();
    build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
        .expect("a site");
    let files = output.into_files();
    let find = |path: &str| files.iter().find(|(file, _)| file.as_str() == path);
    for path in ["browse/index.html", "practices/index.html"] {
        assert!(find(path).is_none(), "{path}");
    }
    let case = String::from_utf8_lossy(find("cases/a/index.html").expect("a case").1);
    assert!(!case.contains("<dl class=\"facts\">"), "{case}");
}

#[test]
fn words_of_a_publication_stand_in_counts_and_headings_too() {
    let cases = "{district: off, date: optional, practices: {label: 程式}, metrics: {label: 数目}, sources: {label: 卷宗}}";
    let practices = page(cases, "practices/index.html");
    assert!(practices.contains("1项程式") && !practices.contains("做法"), "{practices}");
    let data = page(cases, "data/index.html");
    assert!(data.contains("2个数目"), "{data}");
}

#[test]
fn a_case_without_a_date_stands_in_the_timeline_and_one_alone_is_compared_with_none() {
    for theme in ["folio", "plain"] {
        let mut world = MemoryWorld::default();
        let site = "title: t\nbase_url: https://anli.shequ.cn/\ncases: {date: optional}\n";
        world.write("site.yaml", format!("{site}theme: {theme}\n"));
        let front =
            "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\nperiod: 2020/2023\n---\n\n字。\n";
        world.write("content/cases/a.md", front);
        let build = |world: &MemoryWorld| {
            let output = MemoryOutput::default();
            let made = build_site(
                world,
                &Request::default(),
                &mut BuildCache::default(),
                &output,
                &Silent,
            );
            assert_eq!(made.expect("memory has room").diagnostics, []);
            output.into_files()
        };
        let text = |files: &std::collections::BTreeMap<OutPath, Vec<u8>>, path: &str| {
            let page = files.iter().find(|(file, _)| file.as_str() == path);
            String::from_utf8_lossy(page.expect("a page").1).into_owned()
        };
        assert!(!text(&build(&world), "cases/a/index.html").contains("/compare/"), "{theme}");
        world.write(
            "content/cases/b.md",
            front.replace("2020/", "2021/").replace("甲", "丁").replace("字。", "别的话。"),
        );
        let two = build(&world);
        assert!(text(&two, "cases/a/index.html").contains("/compare/?cases=a"), "{theme}");
        assert!(text(&two, "cases/index.html").contains("2021"), "{theme}");
    }
}
