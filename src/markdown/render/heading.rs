//! Headings: levels, ids, and the links to them.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::reserved_id::is_reserved;
use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::nearest::Names;
use crate::markdown::headings;
use crate::markdown::headings::Heading;
use crate::say;
use crate::text::invisible::is_invisible;
use crate::text::make_slug;

/// The headings so far and the ids in use.
pub(super) struct Headings {
    pub(super) list: headings::Headings,
    /// Ids in use, with the place of those that were written out.
    pub(super) used: FxHashMap<String, Option<Span>>,
    /// Ids that are written out further down, which no heading may get by chance.
    reserved: FxHashSet<String>,
    /// How often a slug was given, so that a thousand equal headings are not counted up from 2
    /// each.
    repeated: FxHashMap<String, u32>,
    open: Option<Open>,
    level: u8,
}

/// Returns the ids that headings are given in the text, which no other heading may take. Code and
/// lines that are no heading give none.
fn written_ids(body: &str) -> FxHashSet<String> {
    let mut ids = FxHashSet::default();
    let mut is_code = false;
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.next() {
        let line = line.trim_end().trim_start_matches(['>', ' ', '\t', '-', '*', '+']);
        if line.starts_with("```") || line.starts_with("~~~") {
            is_code = !is_code;
        }
        let is_ruled = lines.peek().is_some_and(|next| {
            let next = next.trim();
            !next.is_empty() && (next.bytes().all(|b| b == b'=') || next.bytes().all(|b| b == b'-'))
        });
        let written = line.trim_end_matches('#').trim_end().strip_suffix('}');
        if let Some((text, id)) = written.and_then(|line| line.rsplit_once("{#"))
            && !is_code
            && (line.starts_with('#') || is_ruled)
            && !text.trim_matches(['#', ' ', '\t', '\u{3000}']).is_empty()
        {
            ids.insert(id.to_owned());
        }
    }
    ids
}

/// The heading being read.
pub(super) struct Open {
    level: u8,
    /// Where its tag begins in the HTML.
    pub(super) html: usize,
    /// Where its text begins in the plain text.
    pub(super) plain: usize,
    pub(super) range: Range<usize>,
    /// What the pictures in it show.
    alt: String,
}

impl Headings {
    pub(super) fn new(body: &str) -> Self {
        // Nearly no body has any.
        let some = memchr::memmem::find(body.as_bytes(), b"{#").is_some();
        let reserved = if some { written_ids(body) } else { FxHashSet::default() };
        Self {
            list: headings::Headings::default(),
            used: FxHashMap::default(),
            reserved,
            repeated: FxHashMap::default(),
            open: None,
            level: 1,
        }
    }

    /// Says that the heading being read begins `bytes` further down the HTML.
    pub(super) fn shift_heading(&mut self, bytes: usize) {
        if let Some(open) = &mut self.open {
            open.html += bytes;
        }
    }

    /// Adds what a picture in the heading being read shows.
    pub(super) fn add_picture(&mut self, alt: &str) {
        if let Some(open) = &mut self.open {
            open.alt.push_str(alt);
        }
    }

    /// Returns an id for a heading that names none: its slug, with `-2`, `-3` and so on from the
    /// second on.
    pub(super) fn give_id(&mut self, text: &str) -> String {
        let mut stem = make_slug(text);
        if is_reserved(&stem) {
            stem.insert_str(0, "section-");
        }
        let count = self.repeated.entry(stem.clone()).or_insert(0);
        loop {
            *count += 1;
            let id = if *count == 1 { stem.clone() } else { format!("{stem}-{count}") };
            if !self.used.contains_key(&id) && !self.reserved.contains(&id) {
                self.used.insert(id.clone(), None);
                return id;
            }
        }
    }
}

/// Tells whether readers see nothing of a text.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

impl Writer<'_> {
    pub(super) fn start_heading(&mut self, level: u8, range: Range<usize>) {
        self.begin_block();
        let written = level;
        let level = level.max(2);
        let span = self.span_of(&range);
        if written == 1 {
            self.report_finding(
                Diagnostic::warning(
                    "heading-level",
                    self.file,
                    say!(
                        "正文里不应有一级标题，已按二级标题排版"
                            | "a body has no heading of level 1; this one is set as level 2"
                    ),
                )
                .at_span(span)
                .with_hint(say!(
                    "页面的标题就是一级标题，请把 `#` 改为 `##`"
                        | "the page's title is the level 1 heading: write `##` instead of `#`"
                )),
            );
        } else if level > self.headings.level + 1 {
            let wanted = "#".repeat(usize::from(self.headings.level) + 1);
            self.report_finding(
                Diagnostic::warning(
                    "heading-level",
                    self.file,
                    say!(
                        "标题从第 {} 级跳到了第 {level} 级"
                            | "the heading jumps from level {} to {level}",
                        self.headings.level
                    ),
                )
                .at_span(span)
                .with_hint(say!(
                    "读屏软件靠级别找章节，请改用 `{wanted}`"
                        | "screen readers navigate by level: use `{wanted}`"
                )),
            );
        }
        self.report_underline(&range);
        self.headings.level = level;
        self.headings.open = Some(Open {
            level,
            html: self.page.html.len(),
            plain: self.plain.len(),
            range,
            alt: String::new(),
        });
    }

    pub(super) fn end_heading(&mut self) {
        let Some(open) = self.headings.open.take() else { return };
        let span = self.span_of(&open.range);
        let written = self.take_written_id(&open);
        let text = self.plain[open.plain..].trim();
        let text = if is_blank(text) { open.alt.trim().to_owned() } else { text.to_owned() };
        if is_blank(&text) {
            return self.leave_out(&open, span);
        }
        let id = match written {
            Some((id, place)) => {
                self.accept_heading_id(&id, &place).unwrap_or_else(|| self.headings.give_id(&text))
            }
            None => self.headings.give_id(&text),
        };
        self.headings.used.entry(id.clone()).or_default().get_or_insert(span);
        let mut tag = format!("<h{} id=\"", open.level);
        // An id holds no character that needs escaping: a slug or a checked one.
        tag.push_str(&id);
        tag.push_str("\">");
        self.page.insert_markup(open.html, &tag);
        self.page.push_markup("</h");
        self.page.push_number(open.level);
        self.close_tag(">\n");
        self.headings.list.add(Heading { level: open.level, id: &id, text: &text });
    }

    /// Ends a heading without words: it is none, and no list names it.
    fn leave_out(&mut self, open: &Open, span: Span) {
        self.report_finding(
            Diagnostic::warning(
                "empty-heading",
                self.file,
                say!(
                    "这个标题是空的，没有排成标题" | "this heading is empty and was not set as one"
                ),
            )
            .at_span(span)
            .with_hint(say!(
                "请写上标题的文字，或删去这一行"
                    | "write the words of the heading, or delete the line"
            )),
        );
        self.plain.truncate(open.plain);
        let inside = self.page.html.get(open.html..).unwrap_or_default();
        if inside.contains("<img") {
            self.page.insert_markup(open.html, "<p>");
            self.close_tag("</p>\n");
        } else {
            self.page.truncate(open.html);
        }
    }

    /// Checks the links to places on this page, now that all of them are known.
    pub(super) fn check_anchors(&mut self) {
        let list = std::mem::take(&mut self.headings.list);
        let mut ids = None;
        for (fragment, span) in std::mem::take(&mut self.anchors) {
            if self.headings.used.contains_key(&fragment)
                || self.footnotes.has_id(&fragment)
                || self.options.macros.is_some_and(|macros| macros.has_id(&fragment))
            {
                continue;
            }
            if self.is_full() {
                break;
            }
            let ids = ids.get_or_insert_with(|| Names::new(list.iter().map(|heading| heading.id)));
            let nearest = |word: &str| ids.nearest_of(word, |_| true);
            let near = nearest(&fragment).or_else(|| nearest(&make_slug(&fragment)));
            let finding = Diagnostic::error(
                "dead-anchor",
                self.file,
                say!("本页没有“#{fragment}”" | "nothing on this page is called `#{fragment}`"),
            )
            .at_span(span);
            let hint = match near {
                Some(near) => say!("是不是“#{near}”？" | "did you mean `#{near}`?"),
                None => say!(
                    "请改成本页某个标题的标识，通常就是标题的文字"
                        | "link to the id of a heading on this page, usually its text"
                ),
            };
            self.report_finding(finding.with_hint(hint));
        }
        self.headings.list = list;
    }
}
