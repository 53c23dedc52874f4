//! What texts are made of looks as it should in every theme that comes with the program.

#![expect(clippy::disallowed_methods, reason = "tests read style sheets")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};

const BODY: &str = "## 节\n\n字[^1]。\n\n[^1]: 注。\n\n> [!NOTE]\n> 提示。\n\n- [x] 做完\n\n\
    | 甲 | 乙 | 丙 |\n| :-- | :-: | --: |\n| 1 | 2 | 3 |\n\n```yaml\na: 1\n```\n\n\
    {{ note(text=\"说明\") }}\n\n{{ quote(text=\"话\", by=\"人\") }}\n\n\
    {{ gallery(\"a.svg | 甲\", \"a.svg | 乙\") }}\n";

/// Classes that need no look of their own: languages of code, kinds of alerts, and what looks right
/// as the elements that it is made of.
fn is_plain(class: &str) -> bool {
    let is_of_code = ["language-", "hl-"].iter().any(|kind| class.starts_with(kind));
    is_of_code || ["code", "left", "note", "quote"].contains(&class)
}

#[test]
fn every_class_of_a_text_has_a_rule_in_every_theme() {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: t\nbase_url: https://anli.shequ.cn/\n");
    let front = "---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙\ndate: 2022\n---\n\n";
    world.write("content/cases/a.md", format!("{front}{BODY}"));
    world.write("content/cases/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let output = MemoryOutput::default();
    build_site(&world, &Request::default(), &mut BuildCache::default(), &output, &Silent)
        .expect("memory has room");
    let files = output.into_files();
    let page = files.iter().find(|(file, _)| file.as_str() == "cases/a/index.html");
    let page = String::from_utf8_lossy(page.expect("a page").1).into_owned();
    let (_, body) = page.split_once("<div class=\"prose\">").expect("a text");
    let (body, _) = body.split_once("<section class=\"block\">").expect("an end of it");
    let classes: BTreeSet<&str> = body
        .split("class=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .flat_map(str::split_whitespace)
        .filter(|class| !is_plain(class))
        .collect();
    for known in ["footnote", "footnotes", "back", "alert", "alert-title", "task", "right"] {
        assert!(classes.contains(known), "{known} is not in {classes:?}");
    }
    for (theme, natural) in [("folio", &[][..]), ("plain", &["back"])] {
        let file = format!("themes/{theme}/static/{theme}.css");
        let css = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
        let css = css.expect("a style sheet");
        let has_rule = |class: &&&str| {
            let name = format!(".{class}");
            css.match_indices(&name).any(|(at, _)| {
                !css[at + name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
            })
        };
        let mut bare: Vec<&&str> = classes.iter().filter(|class| !has_rule(class)).collect();
        // Looks right as a link.
        bare.retain(|class| !natural.contains(*class));
        assert!(bare.is_empty(), "{theme} has no rule for {bare:?}");
    }
}
