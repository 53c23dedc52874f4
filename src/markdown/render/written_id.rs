//! Ids that authors write out: `## 做法 {#zuofa}`.

use std::ops::Range;

use super::heading::Open;
use super::reserved_id::is_reserved;
use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::path::decode_percent;
use crate::say;
use crate::text::make_slug;

/// How long an id may be, in bytes.
const LONGEST: usize = 200;

/// How long one is made that was too long.
const SHORT: usize = 60;

/// Tells whether `id` may stand in HTML as it is, and percent-encoded behind `#`: no spaces, and
/// nothing that ends an attribute.
fn is_valid(id: &str) -> bool {
    let refused = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '%' | '#' | '"' | '\'' | '<' | '>' | '&' | '`' | '{' | '}' | '\\')
    };
    !id.is_empty() && !id.contains(refused) && id.len() <= LONGEST
}

impl Writer<'_> {
    /// Takes `{#id}` off the end of a heading; returns the id and its place in the body.
    pub(super) fn take_written_id(&mut self, open: &Open) -> Option<(String, Range<usize>)> {
        let text = self.plain.get(open.plain..)?;
        let (before, id) = text.strip_suffix('}')?.rsplit_once("{#")?;
        let id = id.to_owned();
        let written = format!("{{#{id}}}");
        // What was escaped, emphasised or spelled with entities does not stand in the source as
        // such.
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

    /// Checks an id that was written out; returns what the heading has in its place, or `None` when
    /// nothing of it can be used.
    pub(super) fn accept_heading_id(&mut self, id: &str, place: &Range<usize>) -> Option<String> {
        // What follows the id, as in `{#zuofa .wide}`, are attributes, which are told as such.
        let words = id.trim().split_once(char::is_whitespace);
        let id = match words {
            Some((first, rest)) if rest.trim_start().starts_with('.') || rest.contains('=') => {
                first
            }
            _ => id.trim(),
        };
        self.accept_id(id, self.body_span(place), |id| format!("{{#{id}}}"))
    }

    /// Checks an id at `span` that is spelled as `spell` does; returns what the element there has
    /// in its place, if anything.
    pub(super) fn accept_id(
        &mut self,
        id: &str,
        span: Span,
        spell: fn(&str) -> String,
    ) -> Option<String> {
        if is_reserved(id) {
            // A link to it is wrong by this mistake alone.
            self.headings.used.insert(id.to_owned(), Some(span));
            let finding = Diagnostic::error(
                "heading-id",
                self.file,
                say!("不能用“{id}”作标识" | "nothing can have the id `{id}`"),
            );
            self.report_finding(finding.at_span(span).with_hint(say!(
                "网页自己要用它（还有以 `fn-`、`fnref-`、`cb-` 开头的），请换一个"
                    | "the page itself needs it, and ids that begin with `fn-`, `fnref-` or \
                       `cb-`: choose another"
            )));
            return None;
        }
        if !is_valid(id) {
            return Some(self.make_usable(id, span, spell));
        }
        self.take_id(id, span)
    }

    /// Gives an element the slug of an id that cannot stand in HTML, and says so.
    fn make_usable(&mut self, id: &str, span: Span, spell: fn(&str) -> String) -> String {
        // An id may be copied from the address bar, which shows it percent-encoded.
        let mut usable = make_slug(&decode_percent(id));
        usable.truncate(usable.floor_char_boundary(if id.len() > LONGEST {
            SHORT
        } else {
            LONGEST
        }));
        // What stands in the place of an id must not be taken for one that was given twice.
        let usable = self.headings.give_id(&usable);
        let message = if id.len() > LONGEST {
            let start: String = id.chars().take(20).collect();
            say!(
                "标识“{start}……”太长，这里用“{usable}”代替"
                    | "the id `{start}...` is too long: `{usable}` is used instead"
            )
        } else if id.is_empty() {
            say!(
                "这里的标识是空的，这里用“{usable}”代替"
                    | "the id here is empty: `{usable}` is used instead"
            )
        } else {
            say!(
                "标识“{id}”里有不能用的字符，这里用“{usable}”代替"
                    | "the id `{id}` has characters that cannot stand there: \
                       `{usable}` is used instead"
            )
        };
        let finding = Diagnostic::warning("heading-id", self.file, message);
        let spelled = spell(&usable);
        self.headings.used.insert(usable.clone(), Some(span));
        let hint = if id.is_empty() {
            say!("请写上名字，或者删去它" | "write a name, or delete it")
        } else {
            say!(
                "请写成 `{spelled}`；标识里不能有空格、引号和尖括号，最多 200 个字母"
                    | "write `{spelled}`; an id has no spaces, quotation marks or angle brackets, \
                       and at most 200 letters"
            )
        };
        self.report_finding(finding.at_span(span).with_hint(hint));
        usable
    }

    fn take_id(&mut self, id: &str, span: Span) -> Option<String> {
        if let Some(first) = self.headings.used.get(id) {
            let first = *first;
            let finding = Diagnostic::error(
                "duplicate-id",
                self.file,
                say!("标识“{id}”用了两次" | "the id `{id}` is given twice"),
            )
            .at_span(span)
            .with_hint(say!(
                "一页之内标识不能重复，请在这里换一个"
                    | "ids are unique on a page: choose another here"
            ));
            let file = self.file;
            self.report_finding(finding.with_note(
                file,
                first,
                say!("第一次用在这里" | "first given here"),
            ));
            return None;
        }
        self.headings.used.insert(id.to_owned(), Some(span));
        Some(id.to_owned())
    }
}
