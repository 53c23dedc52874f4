//! Text inside blocks, and what becomes of its line breaks.

use std::ops::Range;

use memchr::memmem;

use super::prose::unquoted;
use super::writer::Writer;
use crate::foundation::diagnostic::Diagnostic;
use crate::markdown::Unlinked;
use crate::markdown::lint::{self, CountsOn, Finding};
use crate::text::join_break;

/// What stands for an image where the characters beside a line break are asked for.
const OBJECT: char = '\u{FFFC}';

impl Writer<'_> {
    pub(super) fn inline_code(&mut self, code: &str) {
        let code = self.joined.without_signs(code);
        self.settle_break(code.chars().next());
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(&code);
            return;
        }
        self.page.push_markup("<code>");
        self.page.push_text(&code);
        self.page.push_markup("</code>");
        self.plain.push_str(&code);
    }

    /// Writes a stretch of text as it stands in the source: macros are expanded, lints applied.
    pub(super) fn text_run(&mut self, run: &Range<usize>) {
        let range = self.joined.map_range(run);
        let Some(text) = self.body.get(range.clone()) else { return };
        let fresh = std::mem::take(&mut self.fresh);
        // A backslash before the text says that its first character is meant as it is.
        let escaped = self.body.get(..range.start).is_some_and(|before| before.ends_with('\\'));
        if self.lints.has_any() && self.picture.is_none() {
            for (code, finding) in self.lints.check_text(text, fresh) {
                let counts = code != lint::BROKEN_MACRO || self.options.macros.is_some();
                if counts && !(escaped && finding.range.start == 0) {
                    self.report_slip(code, finding, range.start);
                }
            }
        }
        if self.picture.is_none() && self.lints.may_be_unlinked(text) {
            let mut found = Vec::new();
            // A bar that is escaped, as it has to be in a table, may stand inside a mark.
            let is_barred = self.body.get(range.end..).is_some_and(|rest| rest.starts_with("\\|"));
            let line = || self.body.get(range.start..).and_then(|rest| rest.lines().next());
            let whole = is_barred.then(line).flatten().unwrap_or(text);
            lint::unlinked(whole, fresh, &mut found);
            // What begins behind the text is found with the text that it begins.
            found.retain(|mark| {
                mark.range.start < text.len() && !(escaped && mark.range.start == 0)
            });
            for mark in found {
                let place = range.start + mark.range.start..range.start + mark.range.end;
                let span = self.body_span(&place);
                let (target, label) = (mark.target.to_owned(), mark.label.to_owned());
                self.unlinked.push(Unlinked { kind: mark.kind, target, label, span });
            }
        }
        self.expand_calls(text, range.start);
    }

    /// Reports a typo in the text that begins at byte `at` of the body.
    pub(super) fn report_slip(&mut self, code: &'static str, finding: Finding, at: usize) {
        if let CountsOn::List(mark) = finding.counts_on {
            return self.add_to_run(code, finding, mark, at);
        }
        if let CountsOn::Box { opens } = finding.counts_on {
            let is_ended = !opens && self.prose.open_boxes > 0;
            self.prose.open_boxes = if opens {
                self.prose.open_boxes + 1
            } else {
                self.prose.open_boxes.saturating_sub(1)
            };
            if is_ended {
                return;
            }
        }
        let place = self.body_span(&(at + finding.range.start..at + finding.range.end));
        let mut diagnostic = Diagnostic::warning(code, self.file, finding.message)
            .at_span(place)
            .with_hint(finding.hint);
        let safe = self.is_safe(finding.counts_on, at);
        if let Some(mut fix) = finding.fix {
            if finding.counts_on == CountsOn::Indent && !self.begins_paragraph(at) {
                fix.insert_str(0, self.quote_marks(at).unwrap_or_default());
                fix.insert(0, '\n');
            }
            diagnostic = diagnostic.add_fix(place, fix, safe);
            if let Some(seen) = finding.seen {
                diagnostic = diagnostic.readers_see(seen);
            }
        }
        self.report_finding(diagnostic);
    }

    /// Tells whether the replacement of what begins at byte `at` of the body means the same here as
    /// anywhere.
    fn is_safe(&self, counts_on: CountsOn, at: usize) -> bool {
        match counts_on {
            CountsOn::Nothing => true,
            CountsOn::Luck | CountsOn::List(_) | CountsOn::Box { .. } => false,
            CountsOn::Paragraph | CountsOn::Indent => self.quote_marks(at).is_some(),
            CountsOn::Note => {
                self.quote_marks(at).is_some() && self.begins_paragraph(at) && self.is_lone_note(at)
            }
        }
    }

    /// Tells whether the line that begins at byte `at` of the body, with the name of a footnote, is
    /// all of its paragraph, and the text refers to it elsewhere.
    fn is_lone_note(&self, at: usize) -> bool {
        let (before, rest) = self.body.split_at(at);
        let is_alone = rest.lines().nth(1).is_none_or(|line| unquoted(line).trim().is_empty());
        let name = rest.split_inclusive(']').next().unwrap_or_default();
        let is_named = |text: &str| memmem::find(text.as_bytes(), name.as_bytes()).is_some();
        is_alone && (is_named(before) || is_named(&rest[name.len()..]))
    }

    /// Writes text where the reader sees it: on the page, or as what a picture shows.
    pub(super) fn write_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.settle_break(text.chars().next());
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(&self.joined.as_shown(text));
            return;
        }
        let text = &self.joined.as_shown(text);
        self.page.push_text(text);
        self.plain.push_str(text);
    }

    /// Adds to the plain text or the alternative text alone.
    pub(super) fn text_only(&mut self, text: &str) {
        match &mut self.picture {
            Some(picture) => picture.alt.push_str(text),
            None => self.plain.push_str(text),
        }
    }

    /// Writes what became of a soft break, now that the character after it is known.
    pub(super) fn settle_break(&mut self, after: Option<char>) {
        let Some(at) = self.broken.take() else { return };
        let before = self.picture.as_ref().map_or(&self.plain, |picture| &picture.alt);
        let before = before.chars().next_back().filter(|c| *c != '\n');
        if join_break(before, after) {
            return;
        }
        self.text_only(" ");
        if self.picture.is_some() {
            return;
        }
        if at == self.page.html.len() {
            self.page.push_markup("\n");
        } else {
            self.page.insert_markup(at, "\n");
        }
    }

    /// Writes what became of a soft break before an image.
    pub(super) fn settle_object(&mut self) {
        self.settle_break(Some(OBJECT));
    }
}
