//! Front matter: the YAML between two `---` lines at the head of a file.

use std::ops::Range;

use self::missing::{is_keys, is_near_fence, near_fence, other_format, report_unopened};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::SourcePath;
use crate::say;

mod missing;

/// Where the two parts of a file stand, in bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The YAML, without the fences.
    pub yaml: Range<usize>,
    /// The Markdown after it.
    pub body: Range<usize>,
}

impl Parts {
    /// Returns the YAML of `text`, which these are the parts of.
    ///
    /// # Panics
    /// When `text` is not the text that was split.
    #[must_use]
    pub fn yaml_of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.yaml.clone()).expect("the parts are those of this text")
    }

    /// Returns the Markdown of `text`, which these are the parts of.
    ///
    /// # Panics
    /// When `text` is not the text that was split.
    #[must_use]
    pub fn body_of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.body.clone()).expect("the parts are those of this text")
    }
}

/// Splits a file. Returns `None` after an error in `sink` when it has no whole front matter.
pub fn split_file(file: &SourcePath, text: &str, sink: &mut Sink) -> Option<Parts> {
    let first = text.lines().next().unwrap_or_default();
    if text.trim().is_empty() {
        sink.push(Diagnostic::error("empty-file", file, say!("文件是空的" | "the file is empty")).at_span(Span::new(0, 0)).with_hint(say!(
            "写上内容，或者删去这个文件；放在网盘里的，先等它下载或同步完；“casebook new case 标题”可以生成一个样板"
                | "write something or delete the file; when it is in a cloud drive, wait until it \
                   is downloaded; `casebook new case TITLE` makes one to start from"
        )));
        return None;
    }
    if !is_fence(first) {
        let finding =
            other_format(file, first).unwrap_or_else(|| report_unopened(file, text, first));
        sink.push(finding);
        return None;
    }
    let start = first.len() + newline_length(&text[first.len()..]);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if is_fence(line.trim_end_matches(['\n', '\r'])) {
            return Some(Parts { yaml: start..at, body: at + line.len()..text.len() });
        }
        at += line.len();
    }
    let finding = match near_fence(text, start) {
        Some(line) => Diagnostic::error(
            "unclosed-front-matter",
            file,
            say!(
                "信息区没有结束：这一行不是三个半角减号"
                    | "the front matter is never closed: this line is not `---`"
            ),
        )
        .at_span(line)
        .add_fix(line, "---", text.get(start..line.start as usize).is_some_and(is_keys)),
        None => Diagnostic::error(
            "unclosed-front-matter",
            file,
            say!(
                "信息区没有结束：找不到第二行“---”"
                    | "the front matter is never closed: there is no second line `---`"
            ),
        )
        .at_span(Span::new(0, first.len())),
    };
    sink.push(finding.with_hint(say!(
        "在最后一个字段之后单独写一行 ---（三个半角减号，前面不留空格）"
            | "write a line of its own, `---`, after the last key"
    )));
    None
}

/// Tells whether a text begins with front matter, whole or not: a line of dashes and then a key
/// that every case or page has.
#[must_use]
pub fn begins_front_matter(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
    lines.next().is_some_and(is_near_fence)
        && lines.take_while(|line| !is_near_fence(line)).any(|line| {
            let key = line.split([':', '：']).next().unwrap_or_default();
            key.len() < line.len()
                && matches!(key.trim_end(), "title" | "district" | "标题" | "地区")
        })
}

/// Tells whether a text whose front matter cannot be read says all the same that it is a draft.
#[must_use]
pub fn says_draft(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty()).peekable();
    lines.next_if(|line| is_near_fence(line));
    lines.take_while(|line| !is_near_fence(line)).any(|line| {
        let Some((key, value)) = line.split_once([':', '：']) else { return false };
        let value = value.split_once(" #").map_or(value, |(value, _)| value);
        let value = value.trim_matches(|c: char| c.is_whitespace() || "\"'“”‘’".contains(c));
        matches!(key.trim_end(), "status" | "状态")
            && (value.eq_ignore_ascii_case("draft") || value == "草稿")
    })
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

fn newline_length(rest: &str) -> usize {
    if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_text(text: &str) -> Result<(&str, &str), &'static str> {
        let mut sink = Sink::default();
        match split_file(&SourcePath::new("a.md"), text, &mut sink) {
            Some(parts) => Ok((&text[parts.yaml], &text[parts.body])),
            None => Err(sink.as_slice()[0].code.0),
        }
    }

    #[test]
    fn the_two_parts_are_told_apart() {
        assert_eq!(split_text("---\na: 1\n---\n正文\n---\n"), Ok(("a: 1\n", "正文\n---\n")));
        assert_eq!(split_text("---\r\na: 1\r\n---\r\n正文"), Ok(("a: 1\r\n", "正文")));
        assert_eq!(split_text("---\n---"), Ok(("", "")));
    }

    #[test]
    fn a_file_without_whole_front_matter_says_what_is_missing() {
        assert_eq!(split_text(" \n"), Err("empty-file"));
        assert_eq!(split_text("# 标题\n"), Err("no-front-matter"));
        assert_eq!(split_text("---\na: 1\n"), Err("unclosed-front-matter"));
    }

    /// Returns the text with the fix of what was found, when it is safe.
    fn fixed(text: &str) -> Option<String> {
        let mut sink = Sink::default();
        assert_eq!(split_file(&SourcePath::new("a.md"), text, &mut sink), None);
        let fix = sink.into_iter().find_map(|found| found.fix).filter(|fix| fix.safe)?;
        let mut text = text.to_owned();
        text.replace_range(fix.span.byte_range(), &fix.replacement);
        Some(text)
    }

    #[test]
    fn lines_of_other_dashes_become_fences() {
        let whole = Some("---\na: 1\n---\n正文\n".to_owned());
        for text in [
            "———\na: 1\n---\n正文\n",
            "－－－\na: 1\n---\n正文\n",
            "\n\n ----\na: 1\n---\n正文\n",
            "\u{3000}---\na: 1\n---\n正文\n",
            "---\na: 1\n———\n正文\n",
            "---\na: 1\n  ---\n正文\n",
            "a: 1\n---\n正文\n",
        ] {
            assert_eq!(fixed(text), whole, "{text:?}");
        }
        assert_eq!(fixed("a：1\r\n---\r\n").as_deref(), Some("---\r\na：1\r\n---\r\n"));
    }

    #[test]
    fn a_draft_is_known_though_the_rest_cannot_be_read() {
        for text in [
            "---\ntitle: \"a\nstatus: draft\n---\n正文\n",
            "---\nstatus：draft\n---\n",
            "———\r\ntitle: a\r\nstatus: 'draft' # 还没写完\r\n",
            "\n---\nstatus: “draft”\ntitle: [\n",
            "---\n状态: 草稿\ntitle: [\n---\n",
        ] {
            assert!(says_draft(text), "{text:?}");
        }
        for text in [
            "---\ntitle: [\n---\nstatus: draft\n",
            "---\nsource:\n  status: draft\n---\n",
            "---\nstatus: published\n---\n",
            "---\nstatus: drafted\n---\n",
            "",
        ] {
            assert!(!says_draft(text), "{text:?}");
        }
    }

    #[test]
    fn a_line_of_dashes_in_the_text_is_no_fence() {
        for text in [
            "---\na: 1\n\n正文\n\n———\n",
            "# 标题\n\n正文\n\n---\n",
            "———\n正文\n",
            "正文：\n\n一句\n---\n",
            "---\na: 1\n",
        ] {
            assert_eq!(fixed(text), None, "{text:?}");
        }
    }
}
