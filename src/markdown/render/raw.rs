//! HTML in Markdown: harmless elements pass, all else is shown as text; or as the publication says.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::refusal::{FRAME, is_frame, refusal_hint};
use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::raw_html::RawHtml;
use crate::markdown::DEEPEST;
use crate::markdown::html::{
    Element, Tag, Token, comment_length, decode_entities, find_element, split_tokens,
};
use crate::say;

/// The HTML being read.
#[derive(Default)]
pub(super) struct Raw {
    /// The block being read.
    block: Option<HtmlBlock>,
    /// The elements, as `<name>`, and attributes, as `name=`, already reported as refused.
    pub(super) reported: FxHashSet<String>,
    /// Whether any was let through: tags and scripts may begin in one block and end in another.
    pub(super) passed: bool,
    /// Whether what is being read was made by a macro.
    pub(super) is_in_macro: bool,
}

/// A block of HTML, and where each of its lines stands in the parsed text.
#[derive(Default)]
struct HtmlBlock {
    html: String,
    lines: Vec<(usize, Range<usize>)>,
}

impl HtmlBlock {
    fn push_line(&mut self, html: &str, range: Range<usize>) {
        self.lines.push((self.html.len(), range));
        self.html.push_str(html);
    }

    /// Returns the place in the parsed text of a range of the block.
    fn source_range(&self, range: &Range<usize>) -> Range<usize> {
        self.text_position(range.start)..self.text_position(range.end)
    }

    fn text_position(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start < at).saturating_sub(1);
        self.lines
            .get(line)
            .map_or(0, |(start, source)| (source.start + at - start).min(source.end))
    }
}

impl Writer<'_> {
    pub(super) fn start_html(&mut self) {
        self.begin_block();
        if self.options.raw_html != RawHtml::AsIs {
            self.raw.block = Some(HtmlBlock::default());
        }
    }

    pub(super) fn block_html(&mut self, html: &str, range: Range<usize>) {
        match &mut self.raw.block {
            Some(block) => block.push_line(html, range),
            None => {
                let html = self.joined.without_signs(html);
                if self.options.raw_html == RawHtml::AsIs {
                    self.raw.passed = true;
                    self.page.push_markup(&html);
                    self.check_raw(&html, &range);
                } else {
                    // Too deep for a block of its own.
                    self.write_text(&html);
                }
            }
        }
    }

    pub(super) fn end_html(&mut self, range: &Range<usize>) {
        self.check_comments(range);
        let Some(block) = self.raw.block.take() else { return self.check_block_text(range) };
        let passes = |token| match token {
            Token::Open(tag) => self.may_pass(tag.name),
            Token::Close(name) => self.may_pass(name),
            Token::Text | Token::Comment => false,
        };
        if self.options.raw_html == RawHtml::Safe
            && split_tokens(&block.html).any(|(token, _)| passes(token))
        {
            self.check_block_text(range);
            self.safe_block(&block);
            return;
        }
        let html = self.joined.without_signs(&block.html);
        let shown = strip_comments(&html);
        let shown = shown.trim();
        if !shown.is_empty() {
            if shown.contains('<') {
                self.report_raw(&html, self.span_of(range));
            } else {
                // All that stands there is the text behind a comment.
                self.check_block_text(range);
            }
            self.end_paragraph_of_html();
            self.page.push_markup("<p>");
            self.write_text(shown);
            self.close_tag("</p>\n");
        }
    }

    /// Tells whether an element of this name may pass, if all else is well with it.
    fn may_pass(&self, name: &str) -> bool {
        find_element(name).is_some() || (is_frame(name) && !self.options.embeds.is_empty())
    }

    fn safe_block(&mut self, block: &HtmlBlock) {
        let mut at = 0;
        for (token, read) in split_tokens(&block.html) {
            let span = self.span_of(&block.source_range(&(at..at + read.len())));
            at += read.len();
            match token {
                Token::Text if read.trim().is_empty() => self.page.push_markup(read),
                Token::Text => {
                    self.block_text(
                        &decode_entities(&self.joined.without_signs(read), false),
                        span,
                    );
                }
                token => {
                    if !self.safe_tag(&token, span, true) {
                        self.report_raw(read, span);
                        self.block_text(&self.joined.without_signs(read), span);
                    }
                }
            }
        }
        self.end_implied_paragraph();
        self.page.start_line();
    }

    /// Writes text of a block, where a line ends nothing.
    pub(super) fn block_text(&mut self, text: &str, span: Span) {
        self.imply_paragraph(paragraph_element(), span);
        self.page.push_text(text);
        self.plain.push_str(&text.replace('\n', " "));
    }

    pub(super) fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        if self.picture.is_some() {
            return;
        }
        let clean = self.joined.without_signs(html);
        self.check_inline_comment(&clean, range);
        if is_line_break(&clean) {
            self.page.push_markup("<br>");
            self.plain.push(' ');
        } else if self.options.raw_html == RawHtml::AsIs {
            self.raw.passed = true;
            self.check_raw(html, range);
            self.page.push_markup(&clean);
        } else if !strip_comments(&clean).trim().is_empty() {
            let span = self.span_of(range);
            let is_safe = self.options.raw_html == RawHtml::Safe
                && split_tokens(html).next().is_some_and(|(token, read)| {
                    read.len() == html.len() && self.safe_tag(&token, span, false)
                });
            if !is_safe {
                self.report_raw(&clean, span);
                self.write_text(&clean);
            }
        }
    }

    /// Writes a tag if it is harmless and can stand here; tells whether it was.
    pub(super) fn safe_tag(&mut self, token: &Token<'_>, span: Span, is_block: bool) -> bool {
        match token {
            Token::Comment => true,
            Token::Text => false,
            Token::Open(tag) => match self.known_element(tag.name) {
                Some(element) => self.safe_start(element, tag, span, is_block),
                None => is_frame(tag.name) && self.place_frame(tag, span, is_block),
            },
            Token::Close(name) => match self.known_element(name) {
                Some(element) if element.is_void => true,
                Some(element) => self.close_by_tag(element, span),
                None => {
                    is_frame(name)
                        && !self.options.embeds.is_empty()
                        && !self.html.take_refused(FRAME)
                }
            },
        }
    }

    fn place_frame(&mut self, tag: &Tag<'_>, span: Span, is_block: bool) -> bool {
        if is_block {
            self.imply_paragraph(paragraph_element(), span);
        }
        let is_written = self.write_frame(tag, span);
        self.raw.passed |= is_written;
        if !is_written {
            self.html.note_refused(FRAME);
        }
        is_written
    }

    fn safe_start(
        &mut self,
        element: &'static Element,
        tag: &Tag<'_>,
        span: Span,
        is_block: bool,
    ) -> bool {
        let is_too_deep = self.depth + self.html.depth() >= DEEPEST;
        let is_nested_link = element.name == "a" && self.is_in_link();
        if is_too_deep || is_nested_link || !self.html.can_hold(element) {
            if !element.is_void {
                self.html.note_refused(element.name);
            }
            return false;
        }
        self.raw.passed = true;
        if is_block && element.is_void && !element.is_block {
            self.imply_paragraph(paragraph_element(), span);
        }
        self.make_room(element);
        // What waits for the next character has it: an element.
        self.settle_object();
        if element.is_block {
            self.plain_line();
        }
        self.write_start(element, tag, span);
        if element.name == "br" {
            self.plain.push(' ');
        }
        if !element.is_void {
            self.note_opened(element, span);
            if tag.is_closed {
                self.close_by_tag(element, span);
            }
        }
        true
    }

    fn report_raw(&mut self, html: &str, span: Span) {
        let name = split_tokens(html).find_map(|(token, _)| match token {
            Token::Open(Tag { name, .. }) | Token::Close(name) => Some(name.to_ascii_lowercase()),
            Token::Text | Token::Comment => None,
        });
        let name = name.filter(|_| self.options.raw_html == RawHtml::Safe);
        let key = name.as_deref().unwrap_or_default();
        if !self.raw.reported.insert(format!("<{key}>")) {
            return;
        }
        let message = match &name {
            Some(name) => {
                say!("HTML 的 `<{name}>` 按文字显示" | "`<{name}>` of HTML is shown as text")
            }
            None => say!("HTML 代码按文字显示" | "HTML is shown as text"),
        };
        let hint = refusal_hint(key);
        self.report_finding(
            Diagnostic::warning("raw-html", self.file, message).at_span(span).with_hint(hint),
        );
    }
}

pub(super) fn paragraph_element() -> &'static Element {
    find_element("p").expect("paragraphs are allowed")
}

/// Tells whether `html` is `<br>`, which has no counterpart inside the cell of a table.
fn is_line_break(html: &str) -> bool {
    let name = html.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    name.eq_ignore_ascii_case("br")
}

/// Returns `html` without its comments, notes of the author that no reader is to see. One that is
/// not closed reaches to the end.
fn strip_comments(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        let (before, comment) = rest.split_at(start);
        shown.push_str(before);
        rest = comment_length(comment).map_or("", |length| &comment[length..]);
    }
    shown.push_str(rest);
    shown
}
