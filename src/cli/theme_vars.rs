//! `casebook theme vars`: what templates see, and what they can call.

use unicode_width::UnicodeWidthStr as _;

use super::{Fatal, say_out};
use crate::foundation::diagnostic::{Speech, Text};
use crate::foundation::nearest::find_nearest;
use crate::publication::contract::{
    Callable, TEMPLATES, Template, find_template, list_values, shared_values,
};
use crate::say;

/// How wide a column may grow; what is wider pushes what stands behind it.
const WIDEST: usize = 34;

/// A row of a list: what stands in its columns.
type Row = [String; 3];

/// Writes the variables of a template, or what there is to ask about.
///
/// # Errors
/// Fails when the program asks for no such template.
pub(super) fn say_vars(template: Option<&str>, speech: Speech) -> Result<(), Fatal> {
    let text = match template {
        None => write_overview(speech),
        Some(name) => {
            // `themes/mine/templates/case.html` and `case` are meant for `case.html` too.
            let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
            let template = find_template(file).or_else(|| find_template(&format!("{file}.html")));
            write_template(template.ok_or_else(|| unknown_template(name))?, speech)
        }
    };
    say_out(&text);
    Ok(())
}

fn unknown_template(name: &str) -> Fatal {
    let stems = TEMPLATES.iter().map(|template| template.name.trim_end_matches(".html"));
    Fatal::Said(match find_nearest(name.trim_end_matches(".html"), stems) {
        Some(near) => say!(
            "没有叫“{name}”的模板；是不是“{near}.html”？"
                | "there is no template `{name}`; did you mean `{near}.html`?"
        ),
        None => say!(
            "程序不用模板“{name}”：include 进来的模板，变量与用到它的页面相同；casebook theme vars 列出全部模板"
                | "the program asks for no template `{name}`: one that others include sees what \
                   they see; `casebook theme vars` lists the templates"
        ),
    })
}

/// Says which templates there are, and what all of them can call.
fn write_overview(speech: Speech) -> String {
    let templates = TEMPLATES.iter().map(|template| {
        let needed = template.needed.words();
        [template.name.to_owned(), in_speech(&needed, speech), say_what(template, speech)]
    });
    let mut text = heading(&say!("模板" | "Templates"), speech);
    text.push_str(&write_rows(&templates.collect::<Vec<_>>()));
    for (title, kind) in [
        (
            say!("过滤器：{{{{ 值 | 过滤器 }}}}" | "Filters: {{{{ value | filter }}}}"),
            Callable::Filter,
        ),
        (say!("判断：{{% if 值 is 判断 %}}" | "Tests: {{% if value is test %}}"), Callable::Test),
        (say!("函数：{{{{ 函数() }}}}" | "Functions: {{{{ function() }}}}"), Callable::Function),
    ] {
        let rows = kind.all().iter().map(|listed| {
            let what = if speech == Speech::Chinese { listed.zh } else { listed.en };
            [listed.call.to_owned(), String::new(), what.to_owned()]
        });
        text.push('\n');
        text.push_str(&heading(&title, speech));
        text.push_str(&write_rows(&rows.collect::<Vec<_>>()));
    }
    text.push('\n');
    text.push_str(&heading(
        &say!(
            "casebook theme vars case.html 列出一个模板的变量"
                | "casebook theme vars case.html lists the variables of a template"
        ),
        speech,
    ));
    text
}

/// Says what a template sees.
fn write_template(template: &Template, speech: Speech) -> String {
    let name = template.name;
    let needed = in_speech(&template.needed.words(), speech);
    let mut text = format!("{name}  {}  [{needed}]\n", say_what(template, speech));
    let shared = if template.is_page {
        say!("每一页都有：" | "As all pages do:")
    } else {
        say!("各处都有：" | "As all templates do:")
    };
    for (title, lines) in [
        (None, list_values(template.values.iter())),
        (Some(shared), list_values(shared_values(template.is_page))),
    ] {
        if lines.is_empty() {
            continue;
        }
        text.push('\n');
        if let Some(title) = title {
            text.push_str(&heading(&title, speech));
        }
        let rows: Vec<Row> = lines
            .into_iter()
            .map(|line| [line.path, line.kind, line.meaning.in_speech(speech).to_owned()])
            .collect();
        text.push_str(&write_rows(&rows));
    }
    text
}

fn say_what(template: &Template, speech: Speech) -> String {
    let what = if speech == Speech::Chinese { template.zh } else { template.en };
    what.to_owned()
}

fn heading(text: &Text, speech: Speech) -> String {
    format!("{}\n", text.in_speech(speech))
}

fn in_speech(text: &Text, speech: Speech) -> String {
    text.in_speech(speech).to_owned()
}

/// Writes rows in columns.
fn write_rows(rows: &[Row]) -> String {
    let widest = |column: usize| {
        let widths = rows.iter().map(|row| row[column].width());
        widths.filter(|width| *width <= WIDEST).max().unwrap_or(0)
    };
    let widths = [widest(0), widest(1)];
    let mut text = String::new();
    for row in rows {
        let mut line = String::from("  ");
        for (cell, width) in row.iter().zip(widths) {
            // An empty column takes no room.
            if width > 0 {
                line.push_str(&format!("{cell}{:1$}", "", width.saturating_sub(cell.width()) + 2));
            }
        }
        line.push_str(&row[2]);
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
