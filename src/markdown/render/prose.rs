//! What paragraphs say of the program that they came from, or became by chance: looked at as
//! wholes.

use std::ops::Range;

use memchr::memchr;

use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::markdown::lint;
use crate::say;

/// The most places of a series that are named one by one.
const MOST_NAMED: usize = 5;

/// More bytes than a line has that looks like a heading.
const LONG: usize = 200;

/// What was seen of the paragraphs so far.
#[derive(Default)]
pub(super) struct Prose {
    /// Lines that look like headings.
    headings: Vec<Span>,
    /// The first of them, without marks.
    first_heading: String,
    /// Paragraphs whose lines run together.
    runs: Vec<Span>,
    /// How many boxes of other dialects are open.
    pub(super) open_boxes: usize,
}

/// Returns a line of a quote without the marks before it.
pub(super) fn unquoted(line: &str) -> &str {
    let inner = line.trim_start();
    if inner.starts_with('>') { inner.trim_start_matches(['>', ' ', '\t']) } else { line }
}

impl Writer<'_> {
    /// Looks at a paragraph that stands in no other block, or in quotes alone; `range` is of the
    /// parsed text.
    pub(super) fn check_paragraph(&mut self, range: &Range<usize>) {
        let range = self.joined.map_range(range);
        let body = self.body;
        let Some(text) = body.get(range.clone()) else { return };
        // Nearly all paragraphs are one line that is too long for anything else.
        let is_one_line = || memchr(b'\n', text.trim_end().as_bytes()).is_none();
        if text.len() > LONG && !text.starts_with(['@', '[']) && is_one_line() {
            return;
        }
        let is_quoted = self.depth > 1;
        let Some(marks) = self.quote_marks(range.start) else { return };
        let lines: Vec<&str> =
            if is_quoted { text.lines().map(unquoted).collect() } else { text.lines().collect() };
        if let Some(mut finding) = lint::loose_table(text, &lines) {
            let next = format!("\n{marks}");
            finding.fix = finding.fix.map(|fix| fix.replace('\n', &next));
            return self.report_slip("table-rule", finding, range.start);
        }
        let place = |line: &str| range.start + (line.as_ptr().addr() - text.as_ptr().addr());
        for line in &lines {
            if let Some(finding) = lint::find_contents_mark(line) {
                self.report_slip("dialect", finding, place(line));
            }
        }
        let Some(first) = lines.first() else { return };
        if lint::runs_together(&lines) {
            let place = self.body_span(&(range.start..range.start + first.trim_end().len()));
            self.prose.runs.push(place);
        }
        // What is quoted is in no table of contents.
        for line in lines.iter().filter(|line| !is_quoted && lint::is_heading_like(line)) {
            let start = place(line);
            let place = self.body_span(&(start..start + line.trim_end().len()));
            if self.prose.headings.is_empty() {
                lint::unmarked(line).clone_into(&mut self.prose.first_heading);
            }
            self.prose.headings.push(place);
        }
    }

    /// Reports what was seen.
    pub(super) fn report_prose(&mut self) {
        let prose = std::mem::take(&mut self.prose);
        let count = prose.headings.len();
        // One such line among real headings is a line of the text.
        if count > 1 || self.headings.list.is_empty() {
            let (file, first) = (self.file, &prose.first_heading);
            self.report_series(&prose.headings, || {
                Diagnostic::warning(
                    "pasted-headings",
                    file,
                    say!(
                        "这一行像标题，但没有写成标题，目录里没有它；本文件共 {count} 处"
                            | "this line looks like a heading and is none, so the contents lack \
                               it; lines like it in this file: {count}"
                    ),
                )
                .with_hint(say!(
                    "是标题就在行首写 `## `：`## {first}`，并在下面空一行；不是标题则不用改"
                        | "begin a heading with `## `, as in `## {first}`, and leave a blank line \
                           below it; leave the line as it is when it is none"
                ))
            });
        }
        let (count, file) = (prose.runs.len(), self.file);
        self.report_series(&prose.runs, || {
            Diagnostic::warning(
                "run-together",
                file,
                say!(
                    "从这里起的几行会连成一段；本文件共 {count} 处"
                        | "these lines run together into one paragraph; places like it in \
                           this file: {count}"
                ),
            )
            .with_hint(say!(
                "要分成几段，请在行与行之间空一行；要换行而不分段，请在行末写 `\\`；本来就是一段，就接成一行"
                    | "leave a blank line between them to part them, end a line with `\\` to \
                       break it, or join the lines when they are one paragraph"
            ))
        });
    }

    /// Says that a line of `-` or `=` made a heading of the paragraph above it.
    pub(super) fn report_underline(&mut self, range: &Range<usize>) {
        if !self.options.lints {
            return;
        }
        let whole = self.joined.map_range(range);
        let source = self.body.get(whole.clone()).unwrap_or_default().trim_end();
        let Some((text, line)) = source.rsplit_once('\n') else { return };
        if !line.contains(['-', '=']) || !lint::is_paragraph(text) {
            return;
        }
        let line = unquoted(line).trim();
        let finding = Diagnostic::warning(
            "setext-heading",
            self.file,
            say!(
                "这一段下面紧接着 `{line}`，整段成了标题"
                    | "the line `{line}` right below this paragraph makes a heading of it"
            ),
        )
        .at_span(self.body_span(&(whole.start..whole.start + text.trim_end().len())))
        .with_hint(say!(
            "要一条横线，请在 `{line}` 上面空一行；要标题，请在行首写 `## `"
                | "leave a blank line above `{line}` for a rule, or begin a heading with `## `"
        ));
        self.report_finding(finding);
    }

    fn report_series(&mut self, places: &[Span], finding: impl FnOnce() -> Diagnostic) {
        let Some((first, others)) = places.split_first() else { return };
        let mut finding = finding().at_span(*first);
        for place in others.iter().take(MOST_NAMED) {
            finding = finding.with_note(self.file, Some(*place), say!("还有这里" | "here too"));
        }
        self.report_finding(finding);
    }
}
