//! Style sheets and scripts that a theme names must be there, and so must what style sheets refer
//! to.

use std::collections::BTreeMap;

use super::{BUILTIN_PREFIX, read_text};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::say;

/// The static files of a theme: the path under `static/`, and where each comes from.
type Statics = BTreeMap<String, SourcePath>;

/// Reports the file that `manifest` names at `span`, as a style sheet or a script, unless it is
/// there.
pub(super) fn check_named(
    name: &str,
    manifest: &SourcePath,
    span: Span,
    statics: &Statics,
    sink: &mut Sink,
) {
    if statics.contains_key(name) {
        return;
    }
    let finding = Diagnostic::error(
        "missing-static",
        manifest,
        say!("找不到文件 static/{name}" | "there is no file static/{name}"),
    )
    .at_span(span);
    if is_elsewhere(name) {
        sink.push(finding.with_hint(say!(
            "样式表和脚本不能取自别的网站：请下载下来，放进 static/，这里只写文件名"
                | "style sheets and scripts cannot come from another site: download the file into \
                   static/ and write its name alone"
        )));
        return;
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = || {
        statics.keys().map(String::as_str).filter(|known| known.rsplit('.').next() == Some(ending))
    };
    let near = find_nearest(name.trim_start_matches('/').trim_start_matches("static/"), known());
    let folder = manifest.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
    let places = format!("{folder}/static/{name}");
    sink.push(match near {
        Some(near) => finding.with_hint(say!(
            "是不是想写“{near}”？找过 {places} 和 static/{name}"
                | "did you mean `{near}`? Looked for {places} and static/{name}"
        )),
        None => finding.with_hint(say!(
            "请把文件放到 {places}，或改这里的名称"
                | "put the file at {places}, or change the name here"
        )),
    });
}

/// An address in a style sheet that may lead to any file of the site.
pub struct StyleAddress {
    /// The style sheet.
    pub file: SourcePath,
    /// Where it goes, a path under the output.
    pub out: String,
    /// What it names, from the root or from above its own place in the site.
    pub address: String,
    /// The byte at which it names it.
    pub at: usize,
}

/// Reports what the style sheets of the publication refer to beside them and is not there. Returns
/// the addresses of which only the plan of the site knows whether they lead anywhere.
pub(super) fn check_styles(
    statics: &Statics,
    world: &dyn World,
    sink: &mut Sink,
) -> Vec<StyleAddress> {
    let mut others = Vec::new();
    for (out, path) in statics {
        if !out.ends_with(".css") || path.as_str().starts_with(BUILTIN_PREFIX) {
            continue;
        }
        // What cannot be read is reported where it is published.
        let Some(text) = read_text(world, path, &mut Sink::default()) else { continue };
        for (address, at) in find_addresses(&text) {
            if check_address(address, at, (out, path), statics, sink) {
                let (file, out, address) = (path.clone(), out.clone(), address.to_owned());
                others.push(StyleAddress { file, out, address, at });
            }
        }
    }
    others
}

/// Reports an address that leads nowhere. Returns whether it may be any of the site.
fn check_address(
    address: &str,
    at: usize,
    (out, path): (&str, &SourcePath),
    statics: &Statics,
    sink: &mut Sink,
) -> bool {
    let span = Span::new(at, at + address.len());
    if is_elsewhere(address) {
        sink.push(report_elsewhere(address, path).at_span(span));
        return false;
    }
    let file = address.split(['?', '#']).next().unwrap_or_default();
    let has_scheme =
        file.split_once(':').is_some_and(|(scheme, _)| !scheme.is_empty() && !scheme.contains('/'));
    if file.is_empty() || has_scheme {
        return false;
    }
    if file.starts_with('/') {
        return true;
    }
    // What climbs out of the folder of the site may come back into it.
    let Some(target) = SourcePath::new(out).resolve_target(file) else { return true };
    if statics.contains_key(target.as_str()) {
        return false;
    }
    let finding = Diagnostic::error(
        "missing-static",
        path,
        say!(
            "找不到样式表所用的文件 static/{target}"
                | "there is no file static/{target}, which the style sheet uses"
        ),
    )
    .at_span(span);
    let others = statics.keys().map(String::as_str).filter(|other| *other != out);
    sink.push(match find_nearest(target.as_str(), others) {
        Some(near) => {
            finding.with_hint(say!("是不是 static/{near}？" | "did you mean static/{near}?"))
        }
        None => finding.with_hint(say!(
            "请把文件放到那里，或改这里的名称" | "put the file there, or change the name here"
        )),
    });
    false
}

fn report_elsewhere(address: &str, path: &SourcePath) -> Diagnostic {
    let message = say!(
        "样式表取用别的网站的文件，浏览器会拦下：{address}"
            | "the style sheet uses a file of another site, which browsers block: {address}"
    );
    Diagnostic::warning("style-from-elsewhere", path, message).with_hint(say!(
        "请把它下载下来，放在样式表旁边，这里写文件名"
            | "download it, put it beside the style sheet and write its name"
    ))
}

fn is_elsewhere(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    ["//", "http://", "https://"].iter().any(|start| lower.starts_with(start))
}

/// How an address begins in a style sheet.
const URL: &str = "url(";

/// Returns the addresses in `url(…)` and `@import "…"` of a style sheet, with the byte where each
/// begins. Comments have none.
fn find_addresses(css: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = css.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(comment) = rest.strip_prefix("/*") {
            at += comment.find("*/").map_or(rest.len(), |end| end + "/**/".len());
        } else if rest.get(..URL.len()).is_some_and(|start| start.eq_ignore_ascii_case(URL)) {
            let (start, inner) = (at + URL.len(), &rest[URL.len()..]);
            let end = inner.find(')').unwrap_or(inner.len());
            found.push(unquote_address(css, start..start + end));
            at = start + end;
        } else if let Some(inner) = rest.strip_prefix("@import") {
            let start = at + "@import".len();
            let end = inner.find(';').unwrap_or(inner.len());
            let rule = inner.get(..end).unwrap_or_default();
            if rule.trim_start().starts_with("url(") {
                at = start;
                continue;
            }
            let quote = rule.find(['"', '\'']).unwrap_or(rule.len());
            let mark = rule.get(quote..).and_then(|rest| rest.chars().next()).unwrap_or('"');
            let length = rule.get(quote + 1..).and_then(|rest| rest.find(mark)).unwrap_or(0);
            found.push(unquote_address(css, start + quote..start + (quote + length + 2).min(end)));
            at = start + end;
        } else if let Some(mark) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            // A text that is shown, as in `content: "…"`.
            let length = rest.get(1..).and_then(|inner| inner.find([mark, '\n']));
            at += length.map_or(rest.len(), |length| length + 2);
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found.retain(|(address, _)| !address.is_empty());
    found
}

fn unquote_address(css: &str, range: std::ops::Range<usize>) -> (&str, usize) {
    let written = css.get(range.clone()).unwrap_or_default();
    let trimmed =
        written.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let start = range.start + written.len() - trimmed.len();
    (trimmed.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')), start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_a_style_sheet_are_found_where_they_stand() {
        let css = "@import \"a.css\" screen;\n@import url(b.css);\n\
            /* url(c.png) */ p { background: url( 'd.png' ), url(data:x) }\n@import;url()URL( \"e f.png\" )\n\
            q::before { content: \"url(g.png)\" '@import \"h.css\"' } r { src: url(i.png) }";
        let found = find_addresses(css);
        let names: Vec<&str> = found.iter().map(|(address, _)| *address).collect();
        assert_eq!(names, ["a.css", "b.css", "d.png", "data:x", "e f.png", "i.png"]);
        assert!(found.iter().all(|(address, at)| css[*at..].starts_with(address)));
    }
}
