//! Lines one after the other that look like the items of a list and make none: reported, and fixed,
//! as one.
//!
//! A list counts by itself. So only a run that counts 1, 2, 3 without a gap may become one unasked,
//! and only a run of bullets: what stands alone is a number of the text, or the mark of a section.

use std::ops::Range;

use super::prose::unquoted;
use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Text};
use crate::markdown::lint::{Finding, ItemMark};
use crate::say;
use crate::text::is_cjk;

/// One line.
struct Item {
    code: &'static str,
    mark: ItemMark,
    /// The mark and the space behind it, in bytes of the body.
    range: Range<usize>,
    finding: Finding,
    /// How many blocks it stands in.
    depth: usize,
    /// Whether these are quotes alone.
    top: bool,
}

/// The lines so far.
#[derive(Default)]
pub(super) struct ListRun {
    items: Vec<Item>,
}

impl ListRun {
    /// Tells whether a line with `mark` at byte `at` of `body`, in `depth` blocks, goes on where
    /// the last one ended.
    fn goes_on(&self, body: &str, mark: ItemMark, at: usize, depth: usize) -> bool {
        let Some(last) = self.items.last() else { return true };
        let between = body.get(last.range.start..at).unwrap_or_default();
        last.mark.is_like(mark)
            && last.depth == depth
            && between.lines().filter(|line| !unquoted(line).trim().is_empty()).count() == 1
    }

    /// Tells whether the lines would make one list that shows what they do.
    fn is_list(&self) -> bool {
        self.items.len() > 1 && self.items.iter().all(|item| item.top) && self.counts_up()
    }

    /// Tells whether a list counts as the lines do.
    fn counts_up(&self) -> bool {
        let counts = |(wanted, item): (u32, &Item)| match item.mark {
            ItemMark::Number(number) => number == wanted,
            ItemMark::Bullet(_) => true,
            ItemMark::Sign(_) => false,
        };
        (1..).zip(&self.items).all(counts)
    }
}

/// Tells whether what stands before is the mark of an item: its text wants no other.
fn has_mark(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_end();
    let number = line.strip_suffix(['.', ')']).unwrap_or_default();
    line.ends_with(['-', '*', '+']) || number.ends_with(|c: char| c.is_ascii_digit())
}

/// Tells whether a line is an item: it has words behind the mark, which may begin with emphasis or
/// a link, and a number is none of a figure.
fn is_item(mark: Option<&str>, text: &str) -> bool {
    let text = text.trim_start_matches(['*', '_', '[', '`', '<', '~', ' ', '\u{3000}']);
    let mark = mark.unwrap_or_default().trim_end();
    if mark.starts_with(|c: char| c.is_ascii_digit()) && mark.ends_with('.') {
        return text.starts_with(is_cjk);
    }
    let is_figure = mark.ends_with(['、', '．']) && text.starts_with(char::is_numeric);
    !text.is_empty() && !is_figure
}

impl Writer<'_> {
    /// Takes a line that looks like an item; the text of the finding begins at byte `at` of the
    /// body.
    pub(super) fn add_to_run(
        &mut self,
        code: &'static str,
        finding: Finding,
        mark: ItemMark,
        at: usize,
    ) {
        let range = at + finding.range.start..at + finding.range.end;
        if has_mark(self.body.get(..range.start).unwrap_or_default())
            || !is_item(self.body.get(range.clone()), self.line_after(range.end))
        {
            return;
        }
        if !self.list_run.goes_on(self.body, mark, range.start, self.depth) {
            self.end_run();
        }
        let (depth, top) = (self.depth, self.quote_marks(range.start).is_some());
        self.list_run.items.push(Item { code, mark, range, finding, depth, top });
    }

    /// Reports the run that ends here.
    pub(super) fn end_run(&mut self) {
        let run = std::mem::take(&mut self.list_run);
        let (is_list, counts_up) = (run.is_list(), run.counts_up());
        let count = run.items.len();
        let is_alone = run.items.last().is_some_and(|last| self.stands_alone(&run.items[0], last));
        let fix = (is_list && is_alone).then(|| self.rewrite_list(&run)).flatten();
        let mut items = run.items.into_iter();
        let Some(first) = items.next() else { return };
        // One sign alone marks a section.
        if count == 1 && matches!(first.mark, ItemMark::Sign(_)) {
            return;
        }
        let (code, place) = (first.code, self.body_span(&first.range));
        let Text { zh, en } = first.finding.message;
        let message = if count == 1 {
            Text { zh, en }
        } else {
            say!("{zh}（连续 {count} 行）" | "{en} ({count} lines)")
        };
        let mut found = Diagnostic::warning(code, self.file, message).at_span(place);
        found = match (fix, first.mark) {
            (Some((range, text)), mark) => {
                let span = self.body_span(&range);
                found.with_hint(first.finding.hint).with_hint(describe_list(mark, count)).with_fix(span, text)
            }
            (None, ItemMark::Number(number)) if !counts_up => found.with_hint(say!(
                "序号不是从 1 起逐一递增，改成列表会变，所以不自动改；要照原样保留，请在点前加反斜杠：`{number}\\.`"
                    | "a list counts from 1 by itself and would change these numbers, so nothing \
                       is changed for you; to keep them write `{number}\\.`"
            )),
            (None, _) => {
                let mut found = found.with_hint(first.finding.hint);
                if is_list && !is_alone {
                    found = found.with_hint(say!(
                        "列表上下请各空一行：紧接着的一行会排进它挨着的那一项，所以不自动改"
                            | "leave a blank line above and below the list: the next line would \
                               become part of its last item, so nothing is changed for you"
                    ));
                }
                match first.finding.fix {
                    Some(replacement) if count == 1 => found.with_guess(place, replacement),
                    _ => found,
                }
            }
        };
        self.report_finding(found);
    }

    /// Returns what follows byte `at` of the body on its line.
    fn line_after(&self, at: usize) -> &str {
        self.body.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    }

    /// Tells whether no line goes on where a list of these items would begin or end.
    fn stands_alone(&self, first: &Item, last: &Item) -> bool {
        let next = self.body.get(last.range.end..).and_then(|rest| rest.lines().nth(1));
        // Headings, blocks of code and quotes begin by themselves.
        let ends = |line: &str| {
            let line = line.trim_start();
            let blocks = ["# ", "## ", "### ", "```", "~~~"];
            line.is_empty() || blocks.iter().any(|block| line.starts_with(block))
        };
        let (before, _) = self.body.split_at(first.range.start);
        let above = before.lines().rev().nth(usize::from(!before.ends_with('\n')));
        // Where one of several lines with this mark is no item, none is.
        let is_like = |line: &str| match first.mark {
            ItemMark::Bullet(mark) | ItemMark::Sign(mark) => {
                unquoted(line).trim_start().starts_with(mark)
            }
            ItemMark::Number(_) => false,
        };
        next.is_none_or(|line| ends(unquoted(line))) && !above.is_some_and(is_like)
    }

    /// Returns the run as a list, and the bytes of the body that it takes the place of.
    fn rewrite_list(&self, run: &ListRun) -> Option<(Range<usize>, String)> {
        let (first, last) = (run.items.first()?, run.items.last()?);
        let mut text = String::new();
        let mut done = first.range.start;
        for item in &run.items {
            text.push_str(self.body.get(done..item.range.start)?);
            text.push_str(item.finding.fix.as_deref()?);
            done = item.range.end;
        }
        Some((first.range.start..last.range.end, text))
    }
}

/// Says what readers see once it is fixed.
fn describe_list(mark: ItemMark, count: usize) -> Text {
    match mark {
        ItemMark::Number(_) => say!(
            "读者现在看到的是段落，改后是列表，序号仍是 1 到 {count}"
                | "readers see paragraphs now and a list then, still numbered 1 to {count}"
        ),
        ItemMark::Bullet(c) | ItemMark::Sign(c) => say!(
            "读者现在看到“{c}”开头的段落，改后是 {count} 项的列表，每项前有圆点"
                | "readers see paragraphs with `{c}` now, and then a list of \
                   {count} items with dots"
        ),
    }
}
