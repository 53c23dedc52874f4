//! Footnotes: numbered by first reference, listed at the end, linked both ways.

use std::ops::Range;

use pulldown_cmark::CowStr;
use rustc_hash::FxHashMap;

use super::page::Page;
use super::reserved_id::{NOTE, REFERENCE};
use super::writer::Writer;
use crate::foundation::diagnostic::Diagnostic;
use crate::say;

/// The footnotes of a body.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// Numbers by name.
    numbers: FxHashMap<CowStr<'a>, usize>,
    /// How often each number was referred to; the first is number 1.
    references: Vec<usize>,
    /// The definitions with their rendered text.
    texts: Vec<(CowStr<'a>, Range<usize>, Page)>,
    /// What is being written while a definition is read.
    outer: Vec<Page>,
    names: Vec<(CowStr<'a>, Range<usize>)>,
}

impl Footnotes<'_> {
    /// Tells whether `id` is one of a footnote or a reference.
    pub(super) fn has_id(&self, id: &str) -> bool {
        let references = |number: &str| {
            self.references.get(number.parse::<usize>().ok()?.checked_sub(1)?).copied()
        };
        if let Some(number) = id.strip_prefix(NOTE) {
            return references(number).is_some();
        }
        let Some(name) = id.strip_prefix(REFERENCE) else { return false };
        match name.split_once('-') {
            None => references(name).is_some(),
            Some((number, reference)) => references(number)
                .zip(reference.parse().ok())
                .is_some_and(|(all, one): (usize, usize)| (2..=all).contains(&one)),
        }
    }
}

/// Returns the name of a reference without its prefix; `reference` counts from 0.
fn reference_name(number: usize, reference: usize) -> String {
    if reference == 0 { number.to_string() } else { format!("{number}-{}", reference + 1) }
}

impl<'a> Writer<'a> {
    pub(super) fn footnote_reference(&mut self, name: CowStr<'a>) {
        if self.picture.is_some() {
            return;
        }
        let next = self.footnotes.numbers.len() + 1;
        let number = *self.footnotes.numbers.entry(name).or_insert(next);
        self.footnotes.references.resize(self.footnotes.numbers.len(), 0);
        let references = &mut self.footnotes.references[number - 1];
        let reference = reference_name(number, *references);
        *references += 1;
        self.page.push_markup("<sup class=\"footnote\"><a id=\"");
        self.page.push_markup(REFERENCE);
        self.page.push_markup(&reference);
        self.page.push_markup("\" href=\"#");
        self.page.push_markup(NOTE);
        self.page.push_number(number);
        self.page.push_markup("\" role=\"doc-noteref\">");
        self.page.push_number(number);
        self.page.push_markup("</a></sup>");
    }

    pub(super) fn start_footnote(&mut self, name: CowStr<'a>, range: &Range<usize>) {
        self.begin_block();
        let outer = std::mem::take(&mut self.page);
        self.footnotes.outer.push(outer);
        self.footnotes.names.push((name, range.clone()));
    }

    pub(super) fn end_footnote(&mut self) {
        let (Some(outer), Some((name, range))) =
            (self.footnotes.outer.pop(), self.footnotes.names.pop())
        else {
            return;
        };
        let page = std::mem::replace(&mut self.page, outer);
        self.footnotes.texts.push((name, range, page));
        self.begin_block();
    }

    /// Writes the list of footnotes at the end of the page.
    pub(super) fn write_footnotes(&mut self) {
        let mut notes = Vec::new();
        for (name, range, page) in std::mem::take(&mut self.footnotes.texts) {
            if let Some(number) = self.footnotes.numbers.get(&name) {
                notes.push((*number, page));
            } else {
                // The range of a definition reaches to what follows it.
                let whole = self.joined.map_range(&range);
                let first = self
                    .body
                    .get(whole.clone())
                    .and_then(|text| text.lines().next())
                    .unwrap_or_default();
                let span = self.body_span(&(whole.start..whole.start + first.len()));
                let name = self.joined.without_signs(&name).into_owned();
                self.report_finding(
                    Diagnostic::warning(
                        "unused-footnote",
                        self.file,
                        say!(
                            "脚注“{name}”没有被引用，没有排版"
                                | "the footnote `{name}` is never referred to and was left out"
                        ),
                    )
                    .at_span(span)
                    .with_hint(say!(
                        "在正文里写 `[^{name}]` 引用它，或删去"
                            | "refer to it with `[^{name}]`, or delete it"
                    )),
                );
            }
        }
        if notes.is_empty() {
            return;
        }
        notes.sort_by_key(|(number, _)| *number);
        // Two definitions of one name: the parser takes the first, and so does the list.
        notes.dedup_by_key(|(number, _)| *number);
        self.page.start_line();
        self.page.push_markup("<section class=\"footnotes\" role=\"doc-endnotes\"");
        self.page.push_attribute("aria-label", self.options.labels.footnotes);
        self.page.push_markup(">\n<ol>\n");
        for (number, page) in notes {
            self.page.push_markup("<li id=\"");
            self.page.push_markup(NOTE);
            self.page.push_number(number);
            self.page.push_markup("\">");
            self.page.append_page(page);
            let paragraph = self.page.html.ends_with("</p>\n");
            if paragraph {
                let end = self.page.html.len() - "</p>\n".len();
                self.page.html.truncate(end);
            }
            for reference in 0..self.footnotes.references[number - 1] {
                self.back_link(number, reference);
            }
            self.page.push_markup(if paragraph { "</p></li>\n" } else { "</li>\n" });
        }
        self.page.push_markup("</ol>\n</section>\n");
    }

    fn back_link(&mut self, number: usize, reference: usize) {
        let name = reference_name(number, reference);
        self.page.push_markup(" <a class=\"back\" role=\"doc-backlink\" href=\"#");
        self.page.push_markup(REFERENCE);
        self.page.push_markup(&name);
        self.page.push_markup("\"");
        let label = self.options.labels.back.replace("{n}", &name);
        self.page.push_attribute("aria-label", &label);
        // The selector keeps phones from making an emoji of the arrow.
        self.page.push_markup(">↩\u{FE0E}</a>");
    }
}
