//! The elements of HTML that an author opened, kept in balance with those of Markdown.
//!
//! Every element of Markdown is a scope: what is opened in it ends with it, and only what was
//! opened in it can be ended in it. So whatever an author writes, tags never cross.

use pulldown_cmark::{Tag as MarkdownTag, TagEnd};
use rustc_hash::FxHashMap;

use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::markdown::html::Element;
use crate::say;

/// The elements of HTML that are open.
#[derive(Default)]
pub(super) struct HtmlStack {
    open: Vec<OpenElement>,
    scopes: Vec<Scope>,
    /// Elements that were ended before their end tag, which may still come.
    ended_early: Names,
    /// Elements that could not stand where they were written: their end tags are text as they are.
    refused: Names,
    /// The ids that elements have.
    pub(super) ids: Vec<String>,
}

/// Names of elements, each as often as it was put in.
#[derive(Default)]
struct Names(FxHashMap<&'static str, usize>);

impl Names {
    fn put_name(&mut self, name: &'static str) {
        *self.0.entry(name).or_insert(0) += 1;
    }

    /// Takes a name out once; tells whether it was there.
    fn take_name(&mut self, name: &str) -> bool {
        let Some(count) = self.0.get_mut(name).filter(|count| **count > 0) else { return false };
        *count -= 1;
        true
    }
}

struct OpenElement {
    element: &'static Element,
    span: Span,
    /// Whether it is a paragraph that nobody wrote: around text that stands in no element.
    is_implied: bool,
}

/// An element of Markdown that is open.
struct Scope {
    /// How many elements of HTML were open before it.
    floor: usize,
    /// Whether no block can stand in it.
    is_phrasing: bool,
}

impl HtmlStack {
    /// The place of the first element that was opened in the present scope.
    fn floor(&self) -> usize {
        self.scopes.last().map_or(0, |scope| scope.floor)
    }

    /// Tells whether an element of this name is open, in whatever scope.
    pub(super) fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.element.name == name)
    }

    /// Tells whether text would stand in no element of the present scope.
    pub(super) fn is_bare(&self) -> bool {
        self.open.len() == self.floor()
    }

    /// Notes that a start tag is shown as text.
    pub(super) fn note_refused(&mut self, name: &'static str) {
        self.refused.put_name(name);
    }

    /// Tells whether an end tag belongs to a start tag that is shown as text.
    pub(super) fn take_refused(&mut self, name: &str) -> bool {
        self.refused.take_name(name)
    }

    /// Returns how many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Lets blocks stand in the present scope.
    pub(super) fn allow_blocks(&mut self) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.is_phrasing = false;
        }
    }

    /// Tells whether `element` can stand here.
    pub(super) fn can_hold(&self, element: &Element) -> bool {
        let is_phrasing = self.scopes.last().is_some_and(|scope| scope.is_phrasing);
        let has_parent = || {
            let mut inner = self.open[self.floor()..].iter();
            inner.any(|open| element.parents.contains(&open.element.name))
        };
        !(element.is_block && is_phrasing) && (element.parents.is_empty() || has_parent())
    }

    /// Returns the place of the innermost element of these names in the present scope, unless one
    /// of `bounds` is further in.
    fn last_open(&self, names: &[&str], bounds: &[&str]) -> Option<usize> {
        let floor = self.floor();
        let inner = self.open[floor..].iter().rposition(|open| {
            names.contains(&open.element.name) || bounds.contains(&open.element.name)
        })?;
        names.contains(&self.open[floor + inner].element.name).then_some(floor + inner)
    }
}

impl Writer<'_> {
    /// Begins an element of Markdown.
    pub(super) fn enter_element(&mut self, tag: &MarkdownTag<'_>) {
        if matches!(tag, MarkdownTag::HtmlBlock) {
            return;
        }
        let is_phrasing = matches!(
            tag,
            MarkdownTag::Paragraph
                | MarkdownTag::Heading { .. }
                | MarkdownTag::DefinitionListTitle
                | MarkdownTag::Emphasis
                | MarkdownTag::Strong
                | MarkdownTag::Strikethrough
                | MarkdownTag::Link { .. }
                | MarkdownTag::Image { .. }
        );
        let is_block = matches!(
            tag,
            MarkdownTag::Paragraph
                | MarkdownTag::Heading { .. }
                | MarkdownTag::BlockQuote(_)
                | MarkdownTag::CodeBlock(_)
                | MarkdownTag::List(_)
                | MarkdownTag::DefinitionList
                | MarkdownTag::Table(_)
        );
        if is_block {
            self.end_paragraph_of_html();
        }
        self.html.scopes.push(Scope { floor: self.html.open.len(), is_phrasing });
    }

    /// Ends an element of Markdown, and before it what was opened in it.
    pub(super) fn leave_element(&mut self, tag: TagEnd) {
        if tag == TagEnd::HtmlBlock {
            return;
        }
        self.close_html(self.html.floor());
        self.html.scopes.pop();
    }

    /// Ends the paragraph that stands open: no block can stand in it.
    pub(super) fn end_paragraph_of_html(&mut self) {
        if let Some(at) = self.html.last_open(&["p"], &[]) {
            self.close_html(at);
        }
    }

    /// Ends what `element` ends by its beginning.
    pub(super) fn make_room(&mut self, element: &Element) {
        if element.is_block {
            self.end_paragraph_of_html();
        }
        if let Some(at) = self.html.last_open(element.ends, element.parents) {
            self.close_html(at);
        }
    }

    /// Begins the paragraph that text needs which stands in no element.
    pub(super) fn imply_paragraph(&mut self, paragraph: &'static Element, span: Span) {
        if self.html.is_bare() {
            self.page.push_markup("<p>");
            self.html.open.push(OpenElement { element: paragraph, span, is_implied: true });
        }
    }

    /// Ends the paragraph that nobody wrote, if there is one.
    pub(super) fn end_implied_paragraph(&mut self) {
        let floor = self.html.floor();
        if let Some(at) = self.html.open[floor..].iter().position(|open| open.is_implied) {
            self.close_html(floor + at);
        }
    }

    /// Notes that an element was opened.
    pub(super) fn note_opened(&mut self, element: &'static Element, span: Span) {
        self.html.open.push(OpenElement { element, span, is_implied: false });
    }

    /// Ends the element that an end tag names; tells whether the tag is not to be shown.
    pub(super) fn close_by_tag(&mut self, element: &Element, span: Span) -> bool {
        if let Some(at) = self.html.last_open(&[element.name], &[]) {
            self.close_html(at + 1);
            self.write_end();
            return true;
        }
        if self.html.take_refused(element.name) {
            return false;
        }
        if !self.html.ended_early.take_name(element.name) {
            self.report_end_tag(element.name, span);
        }
        true
    }

    /// Ends all elements from the one at `at` on; those that need an end tag are reported.
    pub(super) fn close_html(&mut self, at: usize) {
        while self.html.open.len() > at {
            let Some(OpenElement { element, span, is_implied }) = self.write_end() else { return };
            if !is_implied {
                self.html.ended_early.put_name(element.name);
            }
            if !element.ends_itself {
                self.report_open(element.name, span);
            }
        }
    }

    fn write_end(&mut self) -> Option<OpenElement> {
        let open = self.html.open.pop()?;
        self.page.push_markup("</");
        self.page.push_markup(open.element.name);
        self.page.push_markup(">");
        if open.element.is_block {
            self.plain_line();
        }
        Some(open)
    }

    fn report_open(&mut self, name: &str, span: Span) {
        self.report_finding(
            Diagnostic::warning(
                "html-unbalanced",
                self.file,
                say!("`<{name}>` 没有结束标签" | "`<{name}>` has no end tag"),
            )
            .at_span(span)
            .with_hint(say!(
                "请在它的内容之后写 `</{name}>`，与 `<{name}>` 在同一段、同一格或同一列表项里"
                    | "write `</{name}>` after its content, in the same paragraph, cell or list \
                       item as `<{name}>`"
            )),
        );
    }

    fn report_end_tag(&mut self, name: &str, span: Span) {
        self.report_finding(
            Diagnostic::warning(
                "html-unbalanced",
                self.file,
                say!(
                    "`</{name}>` 没有对应的 `<{name}>`"
                        | "`</{name}>` ends nothing: there is no `<{name}>` before it"
                ),
            )
            .at_span(span)
            .with_hint(say!(
                "请删去它，或在同一段、同一格或同一列表项里补上 `<{name}>`"
                    | "delete it, or write `<{name}>` in the same paragraph, cell or list item"
            )),
        );
    }
}
