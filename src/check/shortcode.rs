//! Calls of other generators are shown as written: one finding a name, for the whole publication.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::{Rule, Scope};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span, Text};
use crate::foundation::path::SourcePath;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "foreign-shortcode", run: check_shortcodes };

/// How many places beside the first are named one by one.
const MOST_NAMED: usize = 3;

/// Where calls stand, by name.
type Places<'a> = BTreeMap<&'a str, Vec<(&'a SourcePath, Span)>>;

fn check_shortcodes(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    let mut places = Places::new();
    // What is converted has the calls of what it is converted from, at the same places.
    if !scope.site.is_default() {
        return;
    }
    for (file, body) in scope.all_bodies() {
        for (name, span) in &body.shortcodes {
            places.entry(name).or_default().push((file, *span));
        }
    }
    for (name, mut places) in with_ends(places) {
        places.sort_unstable();
        places.dedup();
        let Some(((file, span), others)) = places.split_first() else { continue };
        let count = places.len();
        let files = places.iter().map(|(file, _)| file).collect::<FxHashSet<_>>().len();
        let mut finding = Diagnostic::warning(
            code,
            file,
            say!(
                "“{name}”是别的程序的写法，花括号照原样显示：{count} 处，在 {files} 个文件里"
                    | "`{name}` belongs to another generator, and its braces are shown as written; \
                       places: {count}, files: {files}"
            ),
        )
        .at_span(*span)
        .with_hint(explain_replacement(name))
        .with_hint(say!(
            "花括号都要照原样显示、不再提醒，就在 site.yaml 写 macros: text"
                | "to show all braces as written without a finding, put \
                   `macros: text` into site.yaml"
        ));
        for (file, span) in others.iter().take(MOST_NAMED) {
            finding = finding.with_note(file, Some(*span), say!("还有这里" | "here too"));
        }
        sink.push(finding);
    }
}

/// Puts the ends of calls that enclose text, which have a slash before their names, among the calls
/// of their names, where the file has no call that they could end.
fn with_ends<'a>(places: Places<'a>) -> Places<'a> {
    let (ends, mut calls): (Places<'a>, Places<'a>) =
        places.into_iter().partition(|(name, _)| name.starts_with('/'));
    for (name, ends) in ends {
        let name = name.trim_start_matches('/');
        let begun = calls.entry(name).or_default();
        let files: FxHashSet<&SourcePath> = begun.iter().map(|(file, _)| *file).collect();
        begun.extend(ends.into_iter().filter(|(file, _)| !files.contains(file)));
    }
    calls
}

/// Says what Casebook has in the place of a call.
fn explain_replacement(name: &str) -> Text {
    match name.to_ascii_lowercase().as_str() {
        "figure" | "img" | "image" | "picture" => say!(
            "图片请写 `![图里有什么](图片.png \"图注\")`"
                | "write `![what it shows](picture.png \"caption\")` for a picture"
        ),
        "ref" | "relref" | "link" | "post_url" | "xref" => {
            say!("链接请写 `[文字](文件名.md)`" | "write `[text](file.md)` for a link")
        }
        "note" | "tip" | "info" | "warning" | "notice" | "alert" | "admonition" | "callout"
        | "hint" | "caution" => say!(
            "提示框请写 `> [!NOTE]`，后面每一行都以 `> ` 开头"
                | "write `> [!NOTE]` for a box, and begin each line below with `> `"
        ),
        "highlight" | "code" | "raw" => {
            say!("代码请用三个反引号围起来" | "put code between two lines of three backticks")
        }
        "toc" | "table_of_contents" => {
            say!("请删去：页面自己会列出目录" | "delete it: the page lists its contents by itself")
        }
        _ => say!("请改用 Markdown 的写法，或删去" | "write it in Markdown, or delete it"),
    }
}
