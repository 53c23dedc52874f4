//! Blocks of text: paragraphs, figures, quotes and tasks.

use std::ops::Range;

use pulldown_cmark::BlockQuoteKind;

use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::markdown::DEEPEST;
use crate::say;
use crate::text::label;

/// The paragraph being read.
#[derive(Default)]
pub(super) struct Paragraph {
    range: Range<usize>,
    plain: usize,
    figure: bool,
    /// Whether the call of a macro is all of it: what the macro makes takes its place.
    pub(super) is_macro: bool,
}

impl Writer<'_> {
    /// Begins a block: what came before stands on lines of its own.
    pub(super) fn begin_block(&mut self) {
        self.broken = None;
        self.page.start_line();
        self.plain_line();
    }

    /// Ends a line of plain text unless at the start of one.
    pub(super) fn plain_line(&mut self) {
        // The last cell of a row is followed by nothing.
        if self.plain.ends_with(' ') {
            self.plain.pop();
        }
        if !self.plain.is_empty() && !self.plain.ends_with('\n') {
            self.plain.push('\n');
        }
    }

    pub(super) fn open_tag(&mut self, tag: &str) {
        self.begin_block();
        self.page.push_markup(tag);
    }

    pub(super) fn close_tag(&mut self, tag: &str) {
        self.broken = None;
        self.page.push_markup(tag);
        self.plain_line();
    }

    /// Says that the text at `range` is nested too deep.
    pub(super) fn report_depth(&mut self, range: &Range<usize>) {
        let span = self.span_of(range);
        self.report_finding(
            Diagnostic::error(
                "too-deep",
                self.file,
                say!(
                    "嵌套超过 {DEEPEST} 层，更深的层次没有排版"
                        | "nested more than {DEEPEST} levels deep; what lies deeper is shown flat"
                ),
            )
            .at_span(Span::new(span.start as usize, span.start as usize))
            .with_hint(say!(
                "检查这里的 `>`、列表缩进或成串的 `*` 是否写多了"
                    | "look for too many `>`, list levels or runs of `*` here"
            )),
        );
    }

    pub(super) fn start_paragraph(&mut self, range: Range<usize>) {
        self.begin_block();
        if let Some((written, span)) = self.macro_alone(&range) {
            self.html.allow_blocks();
            self.paragraph = Paragraph { is_macro: true, ..Paragraph::default() };
            return self.write_call(&written, span);
        }
        self.page.push_markup("<p>");
        self.fresh = true;
        self.paragraph =
            Paragraph { range, plain: self.plain.len(), figure: false, is_macro: false };
    }

    pub(super) fn end_paragraph(&mut self) {
        if std::mem::take(&mut self.paragraph.is_macro) {
            self.plain_line();
            return self.page.start_line();
        }
        if self.options.lints && self.picture.is_none() {
            self.check_paragraph(&self.paragraph.range.clone());
        }
        // A figure has no text to look at, and no `<p>` before which to stop looking.
        let is_text = self.depth == 1 && self.is_opening && !self.paragraph.figure;
        let is_bold = is_text && self.is_bold_paragraph();
        self.close_tag(if self.paragraph.figure { "</figure>\n" } else { "</p>\n" });
        if self.depth > 1 || !self.is_opening || self.paragraph.figure {
            return;
        }
        let text = self.plain.get(self.paragraph.plain..).unwrap_or_default().trim();
        self.is_opening = text.is_empty() || label::is_label(text, is_bold);
        // When nothing else is said, the first label is better than nothing.
        if !self.is_opening || self.first_paragraph.is_empty() {
            text.clone_into(&mut self.first_paragraph);
        }
    }

    /// Tells whether one run of bold text is all of the paragraph being read.
    fn is_bold_paragraph(&self) -> bool {
        let start = self.page.html.rfind("<p>").map_or(0, |at| at + "<p>".len());
        let html = self.page.html.get(start..).unwrap_or_default().trim_end();
        let inner = html.strip_prefix("<strong>").and_then(|rest| rest.strip_suffix("</strong>"));
        inner.is_some_and(|inner| !inner.contains("</strong>"))
    }

    /// Returns what stands before byte `at` of the body on its line, where the paragraph being read
    /// stands in no other block than quotes and the line repeats the `>` of each; else nothing.
    pub(super) fn quote_marks(&self, at: usize) -> Option<&str> {
        let before = self.body.get(..at)?;
        let marks = before.get(before.rfind('\n').map_or(0, |end| end + 1)..)?;
        let is_marks = marks.bytes().all(|b| matches!(b, b'>' | b' ' | b'\t'));
        (is_marks && marks.matches('>').count() + 1 == self.depth).then_some(marks)
    }

    /// Tells whether byte `at` of the body is where the paragraph being read begins.
    pub(super) fn begins_paragraph(&self, at: usize) -> bool {
        self.joined.body_place(self.paragraph.range.start) == at
    }

    /// Makes a figure of the paragraph when an image with a caption is all of it.
    pub(super) fn make_figure(&mut self, image: &Range<usize>) -> bool {
        let Range { start, end } = self.paragraph.range;
        let alone = self.page.html.ends_with("<p>")
            && start == image.start
            && self.joined.text.get(image.end..end).is_some_and(|rest| rest.trim().is_empty());
        if alone {
            self.page.html.truncate(self.page.html.len() - "<p>".len());
            self.page.push_markup("<figure>");
            self.paragraph.figure = true;
        }
        alone
    }

    pub(super) fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.begin_block();
        if self.is_opening {
            self.aside.begin_item(&self.plain, self.depth);
        }
        let Some(kind) = kind else { return self.page.push_markup("<blockquote>\n") };
        let (index, name) = match kind {
            BlockQuoteKind::Note => (0, "note"),
            BlockQuoteKind::Tip => (1, "tip"),
            BlockQuoteKind::Important => (2, "important"),
            BlockQuoteKind::Warning => (3, "warning"),
            BlockQuoteKind::Caution => (4, "caution"),
        };
        self.page.push_markup("<blockquote class=\"alert ");
        self.page.push_markup(name);
        self.page.push_markup("\">\n<p class=\"alert-title\">");
        self.page.push_text(self.options.labels.alerts[index]);
        self.page.push_markup("</p>\n");
    }

    pub(super) fn write_task(&mut self, done: bool) {
        const CLASS: &str = " class=\"task\"";
        self.page.insert_markup(self.lists.item + "<li".len(), CLASS);
        // The task may be the text of a heading that began since.
        self.headings.shift_heading(CLASS.len());
        self.page.push_markup("<input type=\"checkbox\" disabled");
        if done {
            self.page.push_markup(" checked");
        }
        let label = if done { self.options.labels.done } else { self.options.labels.open };
        self.page.push_attribute("aria-label", label);
        self.page.push_markup("> ");
    }
}
