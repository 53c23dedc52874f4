//! HTML in the making.

use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use super::target::LocalTarget;
use crate::foundation::diagnostic::Span;
use crate::markdown::body::{LinkPlaceholder, PlaceholderKind};

/// HTML in the making.
#[derive(Default)]
pub(super) struct Page {
    pub(super) html: String,
    pub(super) placeholders: Vec<LinkPlaceholder>,
}

impl Page {
    pub(super) fn push_markup(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    pub(super) fn push_number(&mut self, number: impl std::fmt::Display) {
        use std::fmt::Write as _;
        // Writing to a string cannot fail, here and below.
        let _ = write!(self.html, "{number}");
    }

    /// Writes text between tags.
    pub(super) fn push_text(&mut self, text: &str) {
        let _ = escape_html_body_text(&mut self.html, text);
    }

    /// Writes ` name="value"`.
    pub(super) fn push_attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        let _ = escape_html(&mut self.html, value);
        self.html.push('"');
    }

    /// Writes ` name="address"`, percent-encoded where needed.
    pub(super) fn push_address(&mut self, name: &str, address: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        let _ = escape_href(&mut self.html, address);
        self.html.push('"');
    }

    /// Leaves a place for the address of what stands in the publication.
    pub(super) fn push_placeholder(
        &mut self,
        kind: PlaceholderKind,
        local: LocalTarget,
        span: Span,
    ) {
        let at = u32::try_from(self.html.len()).expect("a page is smaller than 4 GiB");
        let LocalTarget { path: target, query, fragment, is_whole } = local;
        self.placeholders.push(LinkPlaceholder {
            at,
            kind,
            target,
            query,
            fragment,
            is_whole,
            span,
        });
    }

    /// Starts a line unless at the start of one.
    pub(super) fn start_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Takes back what was written from `at` on.
    pub(super) fn truncate(&mut self, at: usize) {
        self.html.truncate(at);
        let kept = self.placeholders.partition_point(|placeholder| (placeholder.at as usize) < at);
        self.placeholders.truncate(kept);
    }

    /// Puts markup in at `at`, near the end.
    pub(super) fn insert_markup(&mut self, at: usize, markup: &str) {
        self.html.insert_str(at, markup);
        for placeholder in self
            .placeholders
            .iter_mut()
            .rev()
            .take_while(|placeholder| placeholder.at as usize >= at)
        {
            placeholder.at += u32::try_from(markup.len()).expect("a page is smaller than 4 GiB");
        }
    }

    /// Puts another page at the end.
    pub(super) fn append_page(&mut self, other: Self) {
        let base = u32::try_from(self.html.len()).expect("a page is smaller than 4 GiB");
        self.html.push_str(&other.html);
        self.placeholders.extend(
            other
                .placeholders
                .into_iter()
                .map(|placeholder| LinkPlaceholder { at: placeholder.at + base, ..placeholder }),
        );
    }
}
