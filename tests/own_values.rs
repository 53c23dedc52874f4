//! What a publication hands to its own templates: `params`, `extra` and the files of `data/`.

use casebook::foundation::diagnostic::Speech;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};

/// Builds a publication with `files` beside one case and one page; returns the pages by path, and
/// what was found.
fn build(files: &[(&str, &str)]) -> (impl Fn(&str) -> String + use<>, Vec<String>) {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 案例库\nbase_url: https://anli.shequ.cn/\nparams: {icp: 沪ICP备1号, phones: [1, 2.50, 0086]}\n");
    let case = "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\n\
        extra: {map: {x: 1, y: -2}, open: true}\n---\n\n正文。\n";
    world.write("content/cases/a.md", case);
    world.write("content/about.md", "---\ntitle: 关于\nextra: {wide: true}\n---\n\n正文。\n");
    for (path, text) in files {
        world.write(path, *text);
    }
    let output = MemoryOutput::default();
    let built =
        build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
            .expect("a site");
    let found = built.diagnostics.iter().map(|found| {
        let file = found.file.as_ref().map_or("-", |file| file.as_str());
        format!("{file}: {}: {}", found.code.0, found.message.in_speech(Speech::English))
    });
    let found = found.collect();
    let files = output.into_files();
    let page = move |path: &str| {
        let page = files.iter().find(|(file, _)| file.as_str() == path);
        String::from_utf8_lossy(page.unwrap_or_else(|| panic!("{path}")).1).into_owned()
    };
    (page, found)
}

const FRAME: &str = "{% extends \"base.html\" %}{% block content %}";

#[test]
fn templates_see_what_the_publication_hands_over() {
    let case = format!(
        "{FRAME}[{{{{ site.params.icp }}}} {{{{ site.params.phones | join(sep=\"/\") }}}} {{{{ case.extra.map.y + 1 }}}} \
         {{% if case.extra.open %}}open{{% endif %}}]{{% endblock content %}}"
    );
    let page = format!(
        "{FRAME}[{{% if page.extra.wide %}}wide{{% endif %}}{{% for one in data.people %}} {{{{ one.name }}}}{{% endfor %}} \
         {{{{ data.office.rooms[1].floor }}}} {{{{ data.links.home }}}}]{{% endblock content %}}"
    );
    let (page, found) = build(&[
        ("templates/case.html", &case),
        ("templates/page.html", &page),
        ("data/people.csv", "name,age\n张三,40\n李四,50\n"),
        ("data/office.json", "{\"rooms\": [{\"floor\": 1}, {\"floor\": 2}]}"),
        ("data/links.yaml", "home: /index\n"),
    ]);
    assert_eq!(found, [""; 0]);
    assert!(page("cases/a/index.html").contains("[沪ICP备1号 1/2.5/0086 -1 open]"));
    assert!(page("about/index.html").contains("[wide 张三 李四 2 /index]"));
}

#[test]
fn files_of_data_that_cannot_be_read_are_told_where_they_are_wrong() {
    let template = format!("{FRAME}{{% if data.b %}}b{{% endif %}}{{% endblock content %}}");
    let (_, found) = build(&[
        ("templates/page.html", &template),
        ("data/a.csv", "name,age\n张三\n"),
        ("data/b.json", "{\"rooms\": [1,]}"),
        ("data/c.csv", "name\n甲\n"),
        ("data/c.yaml", "name: 甲\n"),
    ]);
    let wanted = [
        "data/a.csv: data-file: this row has 1 cells, the first has 2",
        "data/b.json: data-file: this is not valid JSON: trailing comma",
        "data/c.yaml: data-file: two things in data/ are called `c`: templates see one alone",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn data_that_no_template_looks_at_is_left_alone() {
    let (_, found) = build(&[("data/b.json", "{\"rooms\": [1,]}")]);
    assert_eq!(found, [""; 0]);
}

#[test]
fn long_numbers_keep_their_digits_and_columns_their_cells() {
    let template = format!(
        "{FRAME}[{{{{ data.b.n }}}} {{{{ data.b.m }}}} {{% for row in data.tails %}}{{{{ row.name }}}}{{% endfor %}}]{{% endblock content %}}"
    );
    let (page, found) = build(&[
        ("templates/page.html", &template),
        ("data/b.json", "{\"n\": 12345678901234567890, \"m\": -1.5}"),
        ("data/tails.csv", "name,,\n甲,,\n乙, ,\n"),
    ]);
    assert_eq!(found, [""; 0]);
    assert!(page("about/index.html").contains("[12345678901234567890 -1.5 甲乙]"));
    let (_, found) = build(&[
        ("templates/page.html", "{% extends \"theme/page.html\" %}{# data #}"),
        ("data/a.csv", "name,age,name\n甲,1,乙\n"),
        ("data/c.csv", "name,\n甲,1\n"),
    ]);
    let wanted = [
        "data/a.csv: data-file: two columns are called `name`",
        "data/c.csv: data-file: the column of `1` has no name",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn tables_of_other_signs_and_files_that_are_too_large_are_told() {
    let (_, found) = build(&[
        ("templates/page.html", "{% extends \"theme/page.html\" %}{# data #}"),
        ("data/a.csv", "name;age\n甲;1\n"),
        ("data/b.CSV", "name\n甲,1\n"),
        ("data/c.yaml", &format!("a: {}\n", "甲".repeat(30_000))),
    ]);
    let wanted = [
        "data/a.csv: data-file: there is no comma between the cells",
        "data/b.CSV: data-file: this row has 2 cells, the first has 1",
        "data/c.yaml: too-large: the YAML has 87 KB, the limit is 64 KB",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_page_follows_the_data_that_it_shows() {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 案例库\nbase_url: https://anli.shequ.cn/\n");
    world.write("content/about.md", "---\ntitle: 关于\n---\n\n正文。\n");
    let template = format!(
        "{FRAME}[{{% for one in data.people %}}{{{{ one.name }}}} {{% endfor %}}]{{% endblock content %}}"
    );
    world.write("templates/page.html", template);
    let mut cache = BuildCache::default();
    for names in ["张三", "李四", "李四\n王五"] {
        world.write("data/people.csv", format!("name\n{names}\n"));
        let output = MemoryOutput::default();
        build_site(&world, &Request::default(), &mut cache, &output, &Silent).expect("a site");
        let files = output.into_files();
        let page = files.iter().find(|(file, _)| file.as_str() == "about/index.html");
        let page = String::from_utf8_lossy(page.expect("a page").1).into_owned();
        assert!(page.contains(&format!("[{} ]", names.replace('\n', " "))), "{names}: {page}");
    }
}
