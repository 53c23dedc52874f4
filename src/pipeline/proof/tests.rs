//! Tests of `proof`.

use expect_test::expect;

use super::*;
use crate::foundation::diagnostic::Speech;
use crate::foundation::path::SourcePath;
use crate::foundation::world::MemoryWorld;
use crate::pipeline::{BuildCache, Request, Silent, plan_site};
use crate::report::Reporter;

fn world() -> MemoryWorld {
    let mut world = MemoryWorld::default();
    world.write(
        "site.yaml",
        "title: 案例库\nbase_url: https://example.org/\nlanguage: zh-Hans\n\
            editions: {zh-Hant: {from: zh-Hans}}\n",
    );
    for number in 0..12 {
        let text = format!(
            "---\ntitle: 静安区：第{number}个“枢纽”\ndistrict: 上海市静安区\nmodel: 1+14+X\n\
             date: 2022-01-01\nsummary: 摘要{number}，有 Latin words。\n---\n\n社会**组\n\
             织**党建，投入3000余万元……𠮷野家👍🏽好。\n"
        );
        world.write(&format!("content/cases/{number}.md"), text);
    }
    world
}

fn planned(world: &MemoryWorld) -> Planned {
    let planned = plan_site(world, &Request::default(), &mut BuildCache::for_search(), &Silent);
    assert_eq!(planned.diagnostics, []);
    planned
}

#[test]
fn every_part_of_every_text_is_found_in_all_editions() {
    let world = world();
    let proof = planned(&world).prove_search(&world).unwrap();
    assert_eq!(proof.found, []);
    assert_eq!(proof.cases, 24);
    assert!(proof.grams > 24 * 100 && proof.parts > 24 * 6, "{proof:?}");
}

#[test]
fn the_text_of_html_that_is_let_through_is_found_in_all_editions() {
    let mut world = world();
    let settings = "title: 案例库\nbase_url: https://example.org/\nlanguage: zh-Hans\nraw_html: true\n\
        editions: {zh-Hant: {from: zh-Hans}}\n";
    world.write("site.yaml", settings);
    let body = "<section class=\"a>b\">\n<p>居委<b>会议</b>事厅</p>\n\n</section>\n\n面积3万m<sup>2</sup>以上，\
        <ruby>弄<rt>lòng</rt>堂<rt>táng</rt></ruby>里&#30340;事。<!-- 编者按 -->\n\n<style>\n\n\
        .secret { }\n</style>\n";
    let front =
        "title: 甲\ndistrict: 上海市静安区\nmodel: 孵化模式\ndate: 2022-01-01\nsummary: 摘要";
    world.write("content/cases/html.md", format!("---\n{front}\n---\n\n{body}"));
    let planned = planned(&world);
    assert_eq!(planned.prove_search(&world).unwrap().found, []);
    let found =
        |query: &str| planned.search_cases(query, &world).iter().any(|hit| hit.case == "html");
    for query in ["居委会议事厅", "會議", "3万m2以上", "弄堂里的事", "lòng"] {
        assert!(found(query), "{query}");
    }
    for query in ["编者按", "secret", "section", "弄lòng"] {
        assert!(!found(query), "{query}");
    }
}

#[test]
fn a_case_that_an_index_lost_is_reported_where_its_words_stand() {
    let world = world();
    let planned = planned(&world);
    let reader = Reader { world: &world, highlighter: &Highlighter::new() };
    let mut published = Published::read_index(&planned, 0, &world).unwrap();
    let seventh =
        planned.editions[0].catalog.cases.iter().position(|case| &*case.card.id.0 == "7").unwrap();
    let list = published.lists.get_mut(&gram::gram_hash(Kind::Text, &['党', '建'])).unwrap();
    list.retain(|entry| entry.case as usize != seventh);
    let mut proof = Proof::default();
    prove_case_search(&planned.editions[0], &published, reader, &mut proof);
    let first = &proof.found[0];
    assert_eq!(first.file.as_ref().map(SourcePath::as_str), Some("content/cases/7.md"));
    let text = String::from_utf8(
        world.read(&planned.editions[0].catalog.cases[seventh].file).unwrap().clone(),
    )
    .unwrap();
    assert_eq!(&text[first.span.unwrap().byte_range()], "党建");
    assert!(
        proof.found.iter().all(|found| found.code.0 == "search-miss" && found.file == first.file)
    );
    expect![[r"
        错误[search-miss]: 检索“党建”找不到这个案例
          --> content/cases/7.md:10:4
           |
        10 | 织**党建，投入3000余万元……𠮷野家👍🏽好。
           |     ^^^^
           |
           = 怎么改: 这不是内容的错，是程序的错；请把这条提示和这个文件报告给开发者"]]
    .assert_eq(&Reporter::new(&world, Speech::Chinese).write_human(first));
}

#[test]
fn an_index_of_another_format_is_to_be_made_anew() {
    let finding = Manifest::read(&[0]).map(drop).unwrap_err();
    expect![[r"
        错误[search-format]: 检索的索引是第 0 版格式，这个程序只读第 2 版
         |
         = 怎么改: 请用这个程序重新生成网站"]]
    .assert_eq(&Reporter::new(&MemoryWorld::default(), Speech::Chinese).write_human(&finding));
}
