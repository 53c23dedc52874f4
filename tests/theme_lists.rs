//! The cases of a list as values: a theme may sort and group them its own way.

use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site, plan_site};

fn world(home: &str) -> MemoryWorld {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 案例库\nbase_url: https://anli.shequ.cn/\n");
    for (name, title, date) in [("a", "甲", "2022"), ("b", "乙", "2020-05"), ("c", "丙", "2022")]
    {
        world.write(&format!("content/cases/{name}.md"), case(title, date));
    }
    world.write("templates/home.html", home);
    world
}

fn case(title: &str, date: &str) -> String {
    format!(
        "---\ntitle: {title}\ndistrict: 上海市静安区\nmodel: 枢纽型\ndate: {date}\n---\n\n正文。\n"
    )
}

fn home_page(world: &MemoryWorld) -> String {
    let output = MemoryOutput::default();
    let (request, mut cache) = (Request::default(), BuildCache::default());
    let built = build_site(world, &request, &mut cache, &output, &Silent).expect("a site");
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    let files = output.into_files();
    let (_, page) = files.iter().find(|(path, _)| path.as_str() == "index.html").expect("a page");
    String::from_utf8(page.clone()).expect("UTF-8")
}

const BY_DATE: &str = "{% for case in cases | sort(attribute=\"date.iso\") %}{{ case.date.iso }} \
    {{ case.title }} <{{ case.href }}>{{ case.region_path[0].name }};{% endfor %}{{ cards | length }}";

#[test]
fn a_template_sorts_the_cases_of_a_list_by_what_they_say() {
    let page = home_page(&world(BY_DATE));
    assert!(page.starts_with("2020-05 乙 </cases/b/>上海市;2022 "), "{page}");
    assert!(page.contains(" 甲 ") && page.contains(" 丙 ") && page.ends_with(";3"), "{page}");
}

#[test]
fn a_template_that_is_included_names_them_too() {
    let mut world = world("{% include \"_years.html\" %}");
    let years = "{% for year in cases | group_by(attribute=\"date.text\") | pairs %}{{ year[0] }}: \
        {{ year[1] | length }};{% endfor %}";
    world.write("templates/_years.html", years);
    let page = home_page(&world);
    assert!(page.contains("2020年5月: 1;2022年: 2;"), "{page}");
}

#[test]
fn a_page_follows_the_cases_whose_values_it_shows() {
    let mut world = world(BY_DATE);
    let mut cache = BuildCache::default();
    let mut key = |world: &MemoryWorld| {
        let planned = plan_site(world, &Request::default(), &mut cache, &Silent);
        planned.jobs().find(|job| job.path.as_str() == "index.html").expect("a page").key()
    };
    let before = key(&world);
    world.write("content/cases/b.md", case("乙", "2021"));
    assert!(key(&world) != before);
}

#[test]
fn a_page_follows_the_numbers_of_the_sources_that_its_cards_show() {
    let home = "{% for case in cases %}{% for figure in case.figures %}{{ figure.source.number }}\
        {% endfor %}{% endfor %}";
    let mut world = world(home);
    let mut cache = BuildCache::default();
    let mut key = |sources: &str| {
        let front = "title: 甲\ndistrict: 上海市静安区\nmodel: 枢纽型\ndate: 2022\nmetrics: [{label: \
            组织, value: 3, unit: 家, source: one}]\n";
        let case = format!("---\n{front}sources: [{sources}]\n---\n\n正文。\n");
        world.write("content/cases/a.md", case);
        let planned = plan_site(&world, &Request::default(), &mut cache, &Silent);
        planned.jobs().find(|job| job.path.as_str() == "index.html").expect("a page").key()
    };
    let before = key("{id: one, title: 年报}, {id: two, title: 简报}");
    assert!(before != key("{id: two, title: 简报}, {id: one, title: 年报}"));
}
