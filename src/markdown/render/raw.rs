//! HTML in Markdown: shown as text unless the publication allows it.

use std::ops::Range;

use super::writer::Writer;
use crate::foundation::diagnostic::Diagnostic;
use crate::say;

/// The HTML being shown as text.
#[derive(Default)]
pub(super) struct Raw {
    /// The block being read.
    block: Option<String>,
    /// Whether it was said already that HTML is shown as text.
    reported: bool,
    /// Whether any was let through: its text is known when the whole page is, since tags, comments and scripts may begin in one
    /// block and end in another.
    pub(super) passed: bool,
}

impl Writer<'_> {
    pub(super) fn start_html(&mut self) {
        self.block();
        if !self.options.raw_html {
            self.raw.block = Some(String::new());
        }
    }

    pub(super) fn block_html(&mut self, html: &str) {
        let html = self.joined.clean(html);
        match &mut self.raw.block {
            Some(block) => block.push_str(&html),
            None if self.options.raw_html => {
                self.raw.passed = true;
                self.page.push(&html);
            }
            // Too deep for a block of its own.
            None => self.text(&html),
        }
    }

    pub(super) fn end_html(&mut self, range: &Range<usize>) {
        let Some(block) = self.raw.block.take() else { return };
        let shown = visible(&block);
        let shown = shown.trim();
        if !shown.is_empty() {
            self.report_raw(range);
            self.page.push("<p>");
            self.text(shown);
            self.close("</p>\n");
        }
    }

    pub(super) fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        let html = self.joined.clean(html);
        if self.picture.is_some() {
            return;
        }
        if is_line_break(&html) {
            self.page.push("<br>");
            self.plain.push(' ');
        } else if self.options.raw_html {
            self.raw.passed = true;
            self.page.push(&html);
        } else if !visible(&html).trim().is_empty() {
            self.report_raw(range);
            self.text(&html);
        }
    }

    fn report_raw(&mut self, range: &Range<usize>) {
        if std::mem::replace(&mut self.raw.reported, true) {
            return;
        }
        let span = self.span(range);
        self.report(
            Diagnostic::warning(
                "raw-html",
                self.file,
                say!("HTML 代码按文字显示" | "HTML is shown as text"),
            )
            .at(span)
            .hint(say!(
                "请改用 Markdown 的写法；要显示 `<` 本身时写 `\\<`"
                    | "write it in Markdown; write `\\<` to show `<` itself"
            )),
        );
    }
}

/// Tells whether `html` is `<br>`, which has no counterpart inside the cell of a table.
fn is_line_break(html: &str) -> bool {
    let name = html.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    name.eq_ignore_ascii_case("br")
}

/// Returns `html` without its comments, notes of the author that no reader is to see. One that is
/// not closed reaches to the end.
fn visible(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        shown.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    shown
}
