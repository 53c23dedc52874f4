//! What HTML does to the text beside it without a word: comments that go on too long, and marks of
//! Markdown that stand too near to a tag to be any.

use std::ops::Range;

use super::prose::unquoted;
use super::writer::Writer;
use crate::foundation::diagnostic::Diagnostic;
use crate::markdown::html::{Token, comment_length, split_tokens};
use crate::markdown::lint;
use crate::say;

/// Elements in which marks are shown on purpose, or are none of Markdown.
const AS_TYPED: [&str; 8] = ["pre", "code", "kbd", "samp", "script", "style", "svg", "textarea"];

impl Writer<'_> {
    /// Looks at the comments in a block of HTML; `range` is of the parsed text.
    pub(super) fn check_comments(&mut self, range: &Range<usize>) {
        if !self.options.lints {
            return;
        }
        let range = self.joined.map_range(range);
        let Some(html) = self.body.get(range.clone()) else { return };
        if !html.contains("<!--") {
            return;
        }
        let mut at = range.start;
        for (token, read) in split_tokens(html) {
            if token == Token::Comment {
                self.check_comment(read, at);
            }
            at += read.len();
        }
    }

    /// Looks at HTML inside a paragraph, which may be a comment.
    pub(super) fn check_inline_comment(&mut self, html: &str, range: &Range<usize>) {
        if self.options.lints && html.starts_with("<!--") && html.ends_with("-->") {
            let at = self.joined.map_range(range).start;
            self.check_comment(html, at);
        }
    }

    /// Looks at a comment that begins at byte `at` of the body.
    fn check_comment(&mut self, comment: &str, at: usize) {
        let inside = comment.strip_prefix("<!--").unwrap_or(comment);
        let next = inside.find("<!--").filter(|_| !inside.starts_with("[if"));
        let message = match next {
            Some(_) => say!(
                "这条注释没有以 `-->` 结束，到下一条注释为止的内容读者都看不到"
                    | "this comment is not ended by `-->`: readers see nothing up to the end of \
                       the next one"
            ),
            None if comment_length(comment).is_none() => say!(
                "这条注释没有以 `-->` 结束，后面的内容读者都看不到"
                    | "this comment is not ended by `-->`: readers see nothing of what follows"
            ),
            None => return,
        };
        let end = wrong_end(&inside[..next.unwrap_or(inside.len())]);
        let hint = match end {
            Some(end) => {
                say!("请把 `{end}` 改成半角的 `-->`" | "write `-->` in the place of `{end}`")
            }
            None => {
                say!("请在注释的末尾写半角的 `-->`" | "write `-->` where the comment is to end")
            }
        };
        let line = comment.lines().next().unwrap_or_default().trim_end();
        let found = Diagnostic::warning("unclosed-comment", self.file, message)
            .at_span(self.body_span(&(at..at + line.len())))
            .with_hint(hint);
        self.report_finding(found);
    }

    /// Looks at the text in a block of HTML, in which Markdown means nothing; `range` is of the
    /// parsed text.
    pub(super) fn check_block_text(&mut self, range: &Range<usize>) {
        if !self.options.lints {
            return;
        }
        let range = self.joined.map_range(range);
        let Some(html) = self.body.get(range.clone()) else { return };
        let (mut at, mut as_typed) = (0, 0_usize);
        let is_as_typed =
            |name: &str| AS_TYPED.iter().any(|known| known.eq_ignore_ascii_case(name));
        for (token, read) in split_tokens(html) {
            match token {
                Token::Open(tag) if is_as_typed(tag.name) => as_typed += 1,
                Token::Close(name) if is_as_typed(name) => as_typed = as_typed.saturating_sub(1),
                Token::Text if as_typed == 0 => {
                    if let Some(mark) = self.find_mark(read) {
                        return self
                            .report_mark(&read[mark.clone()], range.start + at + mark.start);
                    }
                }
                _ => {}
            }
            at += read.len();
        }
    }

    /// Returns the first mark of Markdown in a text of a block of HTML.
    fn find_mark(&self, text: &str) -> Option<Range<usize>> {
        let mut start = 0;
        let numbers = || text.split('\n').filter(|line| lint::may_be_number(unquoted(line)));
        for (number, line) in text.split('\n').enumerate() {
            let inner = unquoted(line);
            let at = start + line.len() - inner.len();
            // What follows a tag on its line begins no line, and one number makes no list.
            let block = (number > 0).then(|| lint::block_mark(inner)).flatten();
            let block = block.filter(|_| !lint::may_be_number(inner) || numbers().count() > 1);
            let found = block.or_else(|| lint::inline_mark(inner, self.options.macros.is_some()));
            if let Some(found) = found {
                return Some(at + found.start..at + found.end);
            }
            start += line.len() + 1;
        }
        None
    }

    fn report_mark(&mut self, mark: &str, at: usize) {
        let found = Diagnostic::warning(
            "markdown-in-html",
            self.file,
            say!(
                "“{mark}”紧挨着 HTML 的标签或注释，没有排版，照原样显示"
                    | "`{mark}` stands right beside a tag or a comment of HTML and is shown as typed"
            ),
        )
        .at_span(self.body_span(&(at..at + mark.len())))
        .with_hint(say!(
            "请让标签、注释各占一行，与正文之间空一行；在一行里的，请用 HTML 的写法，例如 `<strong>重点</strong>`、`<a href=\"b.md\">链接</a>`"
                | "put tags and comments on lines of their own, with a blank line between them and \
                   the text; or write HTML there, as in `<strong>word</strong>` and \
                   `<a href=\"b.md\">link</a>`"
        ));
        self.report_finding(found);
    }
}

/// Returns what was meant to end a comment, at the end of a line.
fn wrong_end(comment: &str) -> Option<&str> {
    comment.lines().find_map(|line| {
        let line = line.trim_end();
        let before = line.strip_suffix(['>', '＞', '》'])?.trim_end();
        let text = before.trim_end_matches(['-', '—', '–', '－']);
        (text.len() < before.len()).then(|| &line[text.len()..])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_input_methods_make_of_the_end_of_a_comment_is_known() {
        for (comment, end) in [
            (" 待核实 —>", Some("—>")),
            (" 待核实 ——》\n\n后文", Some("——》")),
            (" 待核实 -- >\n", Some("-- >")),
            (" 待核实 ->", Some("->")),
            (" 甲 > 乙", None),
            (" 《甲》", None),
        ] {
            assert_eq!(wrong_end(comment), end, "{comment}");
        }
    }
}
