//! Events in, HTML and plain text out, in one pass.
//!
//! Text is not written event by event: events that touch in the source are one run, so that
//! macros, lints and escaping see whole stretches. A soft break waits until the next character is
//! known, which looks through any tags between.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options as Extensions, Parser, TagEnd};

use super::aside::Aside;
use super::block::Paragraph;
use super::code::Fence;
use super::footnote::Footnotes;
use super::heading::Headings;
use super::html_stack::HtmlStack;
use super::image::Picture;
use super::list_run::ListRun;
use super::lists::Lists;
use super::page::Page;
use super::prose::Prose;
use super::raw::Raw;
use super::table::Table;
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::SourcePath;
use crate::markdown::body::Body;
use crate::markdown::emphasis::JoinedText;
use crate::markdown::highlight::MOST_COLOURED;
use crate::markdown::html::{find_addresses, plain_text};
use crate::markdown::lint::Lints;
use crate::markdown::macros::Rare;
use crate::markdown::{Options, Unlinked};
use crate::say;
use crate::search::Grams;
use crate::text::Counts;

/// A body reports no more than this, so that hostile input cannot fill the memory with findings.
const MOST_FINDINGS: usize = 200;

pub(in super::super) const EXTENSIONS: Extensions = Extensions::ENABLE_TABLES
    .union(Extensions::ENABLE_FOOTNOTES)
    .union(Extensions::ENABLE_STRIKETHROUGH)
    .union(Extensions::ENABLE_TASKLISTS)
    .union(Extensions::ENABLE_DEFINITION_LIST)
    .union(Extensions::ENABLE_GFM);

/// The state of rendering. Each kind of element has its own module with its own `impl` block.
pub(in super::super) struct Writer<'a> {
    pub(super) file: &'a SourcePath,
    pub(super) body: &'a str,
    base: usize,
    pub(super) joined: &'a JoinedText<'a>,
    pub(super) options: &'a Options<'a>,
    sink: &'a mut Sink,
    findings: usize,
    pub(super) page: Page,
    pub(super) plain: String,
    /// How far `plain` is counted, or is not to be.
    counted: usize,
    counts: Counts,
    /// Where in the HTML a soft break waits for the next character.
    pub(super) broken: Option<usize>,
    /// Whether what follows begins a line of a paragraph.
    pub(super) fresh: bool,
    pub(super) depth: usize,
    pub(super) too_deep: bool,
    pub(super) paragraph: Paragraph,
    pub(super) first_paragraph: String,
    /// Whether no paragraph has said anything yet.
    pub(super) is_opening: bool,
    /// What stands for the text where no paragraph says anything.
    pub(super) aside: Aside,
    pub(super) calls: Vec<(String, Span)>,
    pub(super) shortcodes: Vec<(String, Span)>,
    pub(super) unlinked: Vec<Unlinked>,
    /// What the body holds that few do.
    pub(super) rare: Rare,
    pub(super) prose: Prose,
    pub(super) headings: Headings,
    pub(super) footnotes: Footnotes<'a>,
    pub(super) table: Table,
    pub(super) tables: u32,
    pub(super) picture: Option<Picture>,
    pub(super) fence: Option<Fence>,
    /// How many bytes of code may still be coloured.
    pub(super) colours_left: usize,
    pub(super) raw: Raw,
    pub(super) html: HtmlStack,
    /// The links being read, and whether each has a tag to close.
    pub(super) links: Vec<bool>,
    /// Links to a place on this page, to be checked when all headings are known.
    pub(super) anchors: Vec<(String, Span)>,
    pub(super) lints: Lints,
    /// The lines that look like a list and make none, up to here.
    pub(super) list_run: ListRun,
    pub(super) lists: Lists,
}

impl<'a> Writer<'a> {
    pub(in super::super) fn new(
        file: &'a SourcePath,
        body: &'a str,
        base: usize,
        joined: &'a JoinedText<'a>,
        options: &'a Options<'a>,
        sink: &'a mut Sink,
    ) -> Self {
        Self {
            file,
            body,
            base,
            joined,
            options,
            sink,
            findings: 0,
            page: Page {
                html: String::with_capacity(body.len() + body.len() / 8 + 64),
                placeholders: Vec::new(),
            },
            plain: String::with_capacity(body.len()),
            counted: 0,
            counts: Counts::default(),
            broken: None,
            fresh: false,
            depth: 0,
            too_deep: false,
            paragraph: Paragraph::default(),
            first_paragraph: String::new(),
            is_opening: true,
            aside: Aside::default(),
            calls: Vec::new(),
            shortcodes: Vec::new(),
            unlinked: Vec::new(),
            rare: Rare::of_body(body),
            prose: Prose::default(),
            headings: Headings::new(body),
            footnotes: Footnotes::default(),
            table: Table::default(),
            tables: 0,
            picture: None,
            fence: None,
            colours_left: MOST_COLOURED,
            raw: Raw::default(),
            html: HtmlStack::default(),
            links: Vec::new(),
            anchors: Vec::new(),
            lints: Lints::new(body, options.lints),
            list_run: ListRun::default(),
            lists: Lists::default(),
        }
    }

    pub(in super::super) fn write_body(mut self) -> Body {
        let parsed: &'a str = &self.joined.text;
        let mut run: Option<Range<usize>> = None;
        for (event, range) in Parser::new_ext(parsed, EXTENSIONS).into_offset_iter() {
            // The call of a macro was read as it is written.
            if self.paragraph.is_macro && !matches!(event, Event::End(TagEnd::Paragraph)) {
                continue;
            }
            if let Event::Text(CowStr::Borrowed(text)) = event
                && self.fence.is_none()
                && parsed.get(range.clone()).is_some_and(|source| std::ptr::eq(source, text))
            {
                match &mut run {
                    Some(run) if run.end == range.start => run.end = range.end,
                    run => {
                        if let Some(run) = run.replace(range) {
                            self.text_run(&run);
                        }
                    }
                }
                continue;
            }
            if let Some(run) = run.take() {
                self.text_run(&run);
            }
            self.write_event(event, range);
        }
        if let Some(run) = run {
            self.text_run(&run);
        }
        self.finish_body()
    }

    fn finish_body(mut self) -> Body {
        if self.html.depth() > 0 {
            self.close_html(0);
            self.page.start_line();
        }
        self.write_footnotes();
        self.end_run();
        self.check_anchors();
        self.report_prose();
        self.report_rest();
        self.count_text();
        let wanted = self.options.want_text || self.options.want_grams;
        if wanted && self.raw.passed {
            self.plain = plain_text(&self.page.html);
        }
        let raw_addresses =
            if self.raw.passed { find_addresses(&self.page.html) } else { Vec::new() };
        let first_paragraph = if self.is_opening {
            self.aside.or_label(self.first_paragraph)
        } else {
            self.first_paragraph
        };
        let trimmed = self.plain.trim_end().len();
        self.plain.truncate(trimmed);
        Body {
            // Bodies are kept until the site is written. A copy takes what it needs and not what
            // the page had room for.
            html: self.page.html.as_str().to_owned().into(),
            placeholders: self.page.placeholders.into(),
            headings: self.headings.list.shrink(),
            html_ids: self.html.ids.into(),
            first_paragraph,
            counts: self.counts,
            grams: self
                .options
                .want_grams
                .then(|| std::sync::Arc::new(Grams::of_text(&self.plain))),
            text: if self.options.want_text { self.plain.into() } else { Box::default() },
            calls: self.calls.into(),
            shortcodes: self.shortcodes.into(),
            unlinked: self.unlinked.into(),
            raw_addresses: raw_addresses.into(),
        }
    }

    /// Counts the plain text so far.
    pub(super) fn count_text(&mut self) {
        self.counts.count_text(self.plain.get(self.counted..).unwrap_or_default());
        self.counted = self.plain.len();
    }

    /// Leaves out of the count what was written since [`Writer::count_text`].
    pub(super) fn skip_count(&mut self) {
        self.counted = self.plain.len();
    }

    /// Returns the span in the file of a range of the parsed text.
    pub(super) fn span_of(&self, range: &Range<usize>) -> Span {
        self.body_span(&self.joined.map_range(range))
    }

    /// Returns the span in the file of a range of the body.
    pub(super) fn body_span(&self, range: &Range<usize>) -> Span {
        Span::new(self.base + range.start, self.base + range.end)
    }

    /// Tells whether nothing more will be reported.
    pub(super) fn is_full(&self) -> bool {
        self.findings >= MOST_FINDINGS
    }

    pub(super) fn report_finding(&mut self, diagnostic: Diagnostic) {
        self.findings += 1;
        if self.findings <= MOST_FINDINGS {
            self.sink.push(diagnostic);
        }
    }

    /// Says how many findings are left out.
    fn report_rest(&mut self) {
        let rest = self.findings.saturating_sub(MOST_FINDINGS);
        if rest > 0 {
            self.sink.hint_last(say!(
                "正文里至少另有 {rest} 处没有列出：改好列出的，再检查一次"
                    | "at least {rest} more in this text are not listed: fix those that \
                       are, and check again"
            ));
        }
    }
}
