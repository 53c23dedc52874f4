//! Headings: levels, ids, and the links to them.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::footnote::{NOTE, REFERENCE};
use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span, nearest};
use crate::markdown::SCRIPT_PREFIX;
use crate::markdown::body::Heading;
use crate::say;
use crate::text::slug;

/// The headings so far and the ids in use.
pub(super) struct Headings {
    pub(super) list: Vec<Heading>,
    /// Ids in use, with the place of those that were written out.
    used: FxHashMap<String, Option<Span>>,
    /// Ids that are written out further down, which no heading may get by chance.
    reserved: FxHashSet<String>,
    /// How often a slug was given, so that a thousand equal headings are not counted up from 2 each.
    repeated: FxHashMap<String, u32>,
    open: Option<Open>,
    level: u8,
}

/// The heading being read.
struct Open {
    level: u8,
    /// Where its tag begins in the HTML.
    html: usize,
    /// Where its text begins in the plain text.
    plain: usize,
    range: Range<usize>,
}

impl Headings {
    pub(super) fn new(body: &str) -> Self {
        let written = |line: &str| {
            let line = line.trim_end().trim_end_matches('#').trim_end();
            let (_, id) = line.strip_suffix('}')?.rsplit_once("{#")?;
            Some(id.to_owned())
        };
        // Nearly no body has any.
        let some = memchr::memmem::find(body.as_bytes(), b"{#").is_some();
        let reserved =
            if some { body.lines().filter_map(written).collect() } else { FxHashSet::default() };
        Self {
            list: Vec::new(),
            used: FxHashMap::default(),
            reserved,
            repeated: FxHashMap::default(),
            open: None,
            level: 1,
        }
    }

    /// Says that the heading being read begins `bytes` further down the HTML.
    pub(super) fn shift(&mut self, bytes: usize) {
        if let Some(open) = &mut self.open {
            open.html += bytes;
        }
    }

    /// Returns the id that was probably meant by `fragment`.
    fn near(&self, fragment: &str) -> Option<&str> {
        if fragment.len() > LONGEST_SLIP {
            return None;
        }
        let ids = self
            .list
            .iter()
            .map(|heading| heading.id.as_str())
            .filter(|id| id.len() <= LONGEST_SLIP)
            .take(MOST_COMPARED);
        nearest(fragment, ids.clone()).or_else(|| nearest(&slug(fragment), ids))
    }

    /// Returns an id for a heading that names none: its slug, with `-2`, `-3` and so on from the second on.
    fn give(&mut self, text: &str) -> String {
        let mut stem = slug(text);
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

/// A word longer than this is no typo for another, and comparing costs the product of their lengths.
const LONGEST_SLIP: usize = 200;

/// No more headings than this are compared with a typo.
const MOST_COMPARED: usize = 300;

/// Tells whether an id belongs to footnotes or scripts.
fn is_reserved(id: &str) -> bool {
    [NOTE, REFERENCE, SCRIPT_PREFIX].iter().any(|prefix| id.starts_with(prefix))
}

/// Tells whether `id` may stand in HTML as it is, and percent-encoded behind `#`: no spaces, and nothing that ends an attribute.
fn is_valid(id: &str) -> bool {
    let refused = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '%' | '#' | '"' | '\'' | '<' | '>' | '&' | '`' | '{' | '}' | '\\')
    };
    !id.is_empty() && !id.contains(refused) && id.len() <= 200
}

impl Writer<'_> {
    pub(super) fn start_heading(&mut self, level: u8, range: Range<usize>) {
        self.block();
        let written = level;
        let level = level.max(2);
        let span = self.span(&range);
        if written == 1 {
            self.report(
                Diagnostic::warning(
                    "heading-level",
                    self.file,
                    say!(
                        "正文里不应有一级标题，已按二级标题排版"
                            | "a body has no heading of level 1; this one is set as level 2"
                    ),
                )
                .at(span)
                .hint(say!(
                    "页面的标题就是一级标题，请把 `#` 改为 `##`"
                        | "the page's title is the level 1 heading: write `##` instead of `#`"
                )),
            );
        } else if level > self.headings.level + 1 {
            let wanted = "#".repeat(usize::from(self.headings.level) + 1);
            self.report(
                Diagnostic::warning(
                    "heading-level",
                    self.file,
                    say!(
                        "标题从第 {} 级跳到了第 {level} 级"
                            | "the heading jumps from level {} to {level}",
                        self.headings.level
                    ),
                )
                .at(span)
                .hint(say!(
                    "读屏软件靠级别找章节，请改用 `{wanted}`"
                        | "screen readers navigate by level: use `{wanted}`"
                )),
            );
        }
        self.headings.level = level;
        self.headings.open =
            Some(Open { level, html: self.page.html.len(), plain: self.plain.len(), range });
    }

    pub(super) fn end_heading(&mut self) {
        let Some(open) = self.headings.open.take() else { return };
        let span = self.span(&open.range);
        let written = self.take_written_id(&open);
        let text = self.plain[open.plain..].trim().to_owned();
        let id = match written {
            Some((id, place)) => {
                self.accept(&id, &place).unwrap_or_else(|| self.headings.give(&text))
            }
            None => self.headings.give(&text),
        };
        let mut tag = format!("<h{} id=\"", open.level);
        // An id holds no character that needs escaping: a slug or a checked one.
        tag.push_str(&id);
        tag.push_str("\">");
        self.page.insert(open.html, &tag);
        self.page.push("</h");
        self.page.number(open.level);
        self.close(">\n");
        self.headings.list.push(Heading { level: open.level, id, text, span });
    }

    /// Takes `{#id}` off the end of a heading; returns the id and its place in the body.
    fn take_written_id(&mut self, open: &Open) -> Option<(String, Range<usize>)> {
        let text = self.plain.get(open.plain..)?;
        let (before, id) = text.strip_suffix('}')?.rsplit_once("{#")?;
        let id = id.to_owned();
        let written = format!("{{#{id}}}");
        // What was escaped, emphasised or spelled with entities does not stand in the source as such.
        let range = self.joined.map_range(&open.range);
        let source = self.body.get(range.clone())?;
        let at = range.start + source.rfind(&written)?;
        let escaped = self.body.get(..at).is_some_and(|before| before.ends_with('\\'));
        let mut html = String::new();
        let _ = pulldown_cmark_escape::escape_html_body_text(&mut html, &written);
        if escaped || !self.page.html.ends_with(&html) {
            return None;
        }
        let plain = open.plain + before.trim_end().len();
        self.plain.truncate(plain);
        let kept = self.page.html.len() - html.len();
        self.page.html.truncate(kept);
        let kept = self.page.html.trim_end_matches(' ').len().max(open.html);
        self.page.html.truncate(kept);
        Some((id, at..at + written.len()))
    }

    /// Checks an id that was written out; returns what the heading has in its place, or `None` when nothing of it can be used.
    fn accept(&mut self, id: &str, place: &Range<usize>) -> Option<String> {
        let span = self.place(place);
        if is_reserved(id) {
            let finding = Diagnostic::error(
                "heading-id",
                self.file,
                say!("标题不能用“{id}”作标识" | "a heading cannot have the id `{id}`"),
            );
            self.report(finding.at(span).hint(say!(
                "以 `fn-`、`fnref-`、`cb-` 开头的标识留作他用，请换一个"
                    | "ids that begin with `fn-`, `fnref-` or `cb-` are taken: choose another"
            )));
            return None;
        }
        if !is_valid(id) {
            return self.make_usable(id, span);
        }
        self.take_id(id, span)
    }

    /// Gives a heading the slug of an id that cannot stand in HTML, and says so.
    fn make_usable(&mut self, id: &str, span: Span) -> Option<String> {
        let mut usable = slug(id);
        usable.truncate(usable.floor_char_boundary(200));
        if is_reserved(&usable) {
            usable.insert_str(0, "section-");
        }
        let finding = Diagnostic::warning(
            "heading-id",
            self.file,
            say!(
                "标识“{id}”里有不能用的字符，这里用“{usable}”代替"
                    | "the id `{id}` has characters that cannot stand there: `{usable}` is used instead"
            ),
        );
        self.report(finding.at(span).hint(say!(
            "请写成 `{{#{usable}}}`；标识里不能有空格、引号和尖括号，最多 200 个字母"
                | "write `{{#{usable}}}`; an id has no spaces, quotation marks or angle brackets, and at most 200 letters"
        )));
        self.take_id(&usable, span)
    }

    fn take_id(&mut self, id: &str, span: Span) -> Option<String> {
        if let Some(first) = self.headings.used.get(id) {
            let first = *first;
            let finding = Diagnostic::error(
                "duplicate-id",
                self.file,
                say!("标识“{id}”用了两次" | "the id `{id}` is given twice"),
            )
            .at(span)
            .hint(say!(
                "一页之内标识不能重复，请给这个标题换一个"
                    | "ids are unique on a page: give this heading another"
            ));
            let file = self.file;
            self.report(finding.note(file, first, say!("第一次用在这里" | "first given here")));
            return None;
        }
        self.headings.used.insert(id.to_owned(), Some(span));
        Some(id.to_owned())
    }

    /// Checks the links to places on this page, now that all of them are known.
    pub(super) fn check_anchors(&mut self) {
        for (fragment, span) in std::mem::take(&mut self.anchors) {
            if self.headings.used.contains_key(&fragment)
                || self.footnotes.has_id(&fragment)
                || self.options.macros.is_some_and(|macros| macros.has_id(&fragment))
            {
                continue;
            }
            if self.is_full() {
                return;
            }
            let near = self.headings.near(&fragment).map(str::to_owned);
            let finding = Diagnostic::error(
                "dead-anchor",
                self.file,
                say!("本页没有“#{fragment}”" | "nothing on this page is called `#{fragment}`"),
            )
            .at(span);
            let hint = match near {
                Some(near) => say!("是不是“#{near}”？" | "did you mean `#{near}`?"),
                None => say!(
                    "请改成本页某个标题的标识，通常就是标题的文字"
                        | "link to the id of a heading on this page, usually its text"
                ),
            };
            self.report(finding.hint(hint));
        }
    }
}
