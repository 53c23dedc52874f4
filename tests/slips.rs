//! What editors write who are used to other programs, and what they are told: each slip with what
//! to write instead, and nothing said of its innocent neighbours.

#![expect(clippy::disallowed_methods, reason = "tests write files")]

mod support;

use std::fs;

use support::Publication;

/// A publication of one case, `a.md`, beside a second, a draft, a picture and a table.
fn publication(front: &str, body: &str) -> Publication {
    let publication = Publication::new();
    fs::remove_dir_all(publication.root().join("content")).expect("content");
    publication.write("site.yaml", "title: 街坊案例\nbase_url: https://jiefang.shequ.cn/\n");
    publication.write("content/index.md", "---\ntitle: 首页\n---\n\n街坊自己办成的事。\n");
    let case = |title: &str, front: &str, body: &str| {
        format!(
            "---\ntitle: {title}\ndistrict: 上海市静安区\nmodel: 便民型\ndate: 2024-03-05\n\
             {front}---\n\n{body}\n"
        )
    };
    publication.write("content/cases/a.md", case("修鞋摊", front, body));
    publication.write("content/cases/b.md", case("晾衣杆", "", "楼下装了晾衣杆，谁家都能用。"));
    publication.write("content/cases/d.md", case("门房", "status: draft\n", "还没有写完。"));
    publication.write("content/cases/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    publication.write("content/cases/表.xlsx", "x");
    publication
}

/// What `check` says of one body.
fn said(body: &str) -> String {
    publication("", body).run(&["check", "--all"]).stderr
}

#[test]
fn marks_of_other_programs_are_told_with_what_to_write() {
    for (body, told) in [
        ("![门房](x.svg \"说明\" =300x)", "只写 `(x.svg)`"),
        ("| 甲 |\n| --- |\n| [[b\\|晾衣]] |", "请写 `[晾衣](b.md)`"),
        ("见[[#做法]]。\n\n## 做法\n\n先问。", "请写 `[做法](#做法)`"),
        ("见[[d]]。", "content/cases/d.md 是草稿"),
        ("![[表.xlsx]]", "请写 `[表](表.xlsx)`"),
        ("!!! note \"提示\"\n    内容", "后面缩进的每一行"),
        (":::details 展开\n内容\n:::", "<details><summary>"),
        ("先问师傅。%%要核对%%", "<!-- … -->"),
        ("先问师傅^[老张]。", "[^1]: 注的内容"),
        ("{{< figure\n  src=\"x.svg\"\n>}}", "“figure”是别的程序的写法"),
        ("| 甲 |\n| --- | --- |\n| 一 | 二 |", "表头下一行请写 `| --- |`"),
        ("| 甲 | 乙 |\n| --- | --- |\n| `a|b` | 一 |\n| `c|d` | 二 |", "`c\\|d`"),
    ] {
        let said = said(body);
        assert!(said.contains(told), "{body}: {said}");
    }
    for (body, silent) in [
        ("写作 \\[[b]] 的不是链接。", "unlinked"),
        ("写作 $a_{{b}}$ 的公式。", "foreign-shortcode"),
        ("::: {.note}\n内容\n:::", "attributes"),
        ("增长了50%%，又降了。", "dialect"),
    ] {
        let said = said(body);
        assert!(!said.contains(silent), "{body}: {said}");
    }
}

#[test]
fn headings_out_of_word_processors_are_told_as_they_stand() {
    for (body, told) in [
        ("（一）缘起\n\n门房空了。\n\n（二）做法\n\n先问。", "`## （一）缘起`"),
        ("**一、缘起**\n\n门房空了。\n\n**二、做法**\n\n先问。", "`## 一、缘起`"),
        ("壹、緣起\n\n門房空了。\n\n貳、做法\n\n先問。", "`## 壹、緣起`"),
        ("一.缘起\n\n门房空了。\n\n二.做法\n\n先问。", "`## 一.缘起`"),
        ("一、缘起\n门房空了很多年。\n二、做法\n先问街坊。", "本文件共 2 处"),
        ("做法如下：\n①先问街坊。\n②再收拾门房。", "run-together"),
    ] {
        let said = said(body);
        assert!(said.contains(told), "{body}: {said}");
    }
}

#[test]
fn calls_in_titles_and_summaries_are_told() {
    let publication = publication("summary: 摘要 {{% note %}}\nsort_key: a\n", "先问街坊。");
    let page = "---\ntitle: 关于 {{ site.title }}\n---\n\n关于这里。\n";
    publication.write("content/about.md", page);
    let said = publication.run(&["check", "--all"]).stderr;
    for told in
        ["“note”是别的程序的写法", "content/cases/a.md:6:", "“site.title”", "content/about.md:2:"]
    {
        assert!(said.contains(told), "{told}: {said}");
    }
}

#[test]
fn a_colon_alone_on_a_line_defines_nothing() {
    let publication = publication("", "甲\n:\n乙\n\n丙\n: \n\n词\n: 义");
    let ran = publication.run(&["build", "--quiet"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    let page = publication.root().join("public/cases/a/index.html");
    let page = fs::read_to_string(page).expect("a page");
    assert!(page.contains("<dt>词</dt>\n<dd>义</dd>"), "{page}");
    assert!(!page.contains("<dt>甲") && !page.contains("<dt>丙"), "{page}");
}

#[test]
fn an_id_of_another_dialect_is_kept_or_made_usable() {
    let body = "## 甲 {#jia .wide}\n\n[一](#jia)\n\n## 乙 {#%E4%BF%AE}\n\n[二](#修)\n\n## 丙 {#}\n\n先问。";
    let said = said(body);
    assert!(!said.contains("dead-anchor"), "{said}");
    assert!(said.contains("请写成 `{#修}`") && said.contains("标识是空的"), "{said}");
}

#[test]
fn a_drawing_without_its_namespace_is_told() {
    for (drawing, is_told) in [
        ("<svg><rect/></svg>", true),
        ("<svg width=\"1\"/>", true),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect/></svg>", false),
        ("<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>", false),
    ] {
        let publication = publication("", "![门房](x.svg)");
        publication.write("content/cases/x.svg", drawing);
        let said = publication.run(&["check"]).stderr;
        assert_eq!(said.contains("hidden-picture"), is_told, "{drawing}: {said}");
    }
}
