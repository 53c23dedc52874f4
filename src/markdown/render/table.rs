//! Tables: in a box that scrolls, aligned by class.
//!
//! The parser drops the cells that a row has beyond the head. Their text is shown in the last cell,
//! and told.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::writer::Writer;
use crate::foundation::diagnostic::Diagnostic;
use crate::markdown::Unlinked;
use crate::markdown::lint::{self, CountsOn, Finding, surplus_cells};
use crate::say;

/// The most rows of a table that are named one by one.
const MOST_NAMED: usize = 10;

/// The table being read.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    /// Where the cell being read begins in the HTML, and where its text does.
    cell: (usize, usize),
    head: bool,
    rows: bool,
    /// Where the head stands in the parsed text.
    head_range: Range<usize>,
    /// How many rows there are below the head.
    count: usize,
    /// The rows that have more cells than the head: where they stand in the body, with what is
    /// wrong.
    surplus: Vec<(usize, Finding)>,
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.begin_block();
        self.tables += 1;
        self.table = Table { alignments, ..Table::default() };
        // A wide table scrolls by itself, which the keyboard can do only when it takes the focus.
        self.page.push_markup("<div class=\"table\" role=\"region\" tabindex=\"0\"");
        // Regions are told apart by their names.
        let label = if self.tables == 1 {
            self.options.labels.table.to_owned()
        } else {
            self.options.labels.table_n.replace("{n}", &self.tables.to_string())
        };
        self.page.push_attribute("aria-label", &label);
        self.page.push_markup("><table>\n");
    }

    pub(super) fn end_table(&mut self) {
        let end = if self.table.rows { "</tbody>\n</table></div>\n" } else { "</table></div>\n" };
        self.close_tag(end);
        self.report_surplus();
    }

    pub(super) fn start_head(&mut self, range: Range<usize>) {
        self.table.head = true;
        self.table.head_range = range;
        self.table.column = 0;
        self.page.push_markup("<thead><tr>");
    }

    pub(super) fn end_head(&mut self) {
        self.table.head = false;
        self.find_parted_links(self.table.head_range.start);
        self.page.push_markup("</tr></thead>\n");
        self.plain_line();
    }

    pub(super) fn start_row(&mut self) {
        if !self.table.rows {
            self.table.rows = true;
            self.page.push_markup("<tbody>\n");
        }
        self.table.column = 0;
        self.page.push_markup("<tr>");
    }

    pub(super) fn end_row(&mut self, range: &Range<usize>) {
        self.table.count += 1;
        self.write_surplus(range);
        self.page.push_markup("</tr>\n");
        self.plain_line();
    }

    /// Notes the links of other programs whose bar parts a cell of the row that begins at byte `at`
    /// of the parsed text; tells whether there are any.
    fn find_parted_links(&mut self, at: usize) -> bool {
        let start = self.joined.body_place(at);
        let body = self.body;
        let Some(row) = body.get(start..).and_then(|rest| rest.lines().next()) else {
            return false;
        };
        if !self.lints.may_be_unlinked(row) {
            return false;
        }
        let marks = lint::parted_links(row);
        for mark in &marks {
            let span = self.body_span(&(start + mark.range.start..start + mark.range.end));
            let (target, label) = (mark.target.to_owned(), mark.label.to_owned());
            self.unlinked.push(Unlinked { kind: mark.kind, target, label, span });
        }
        !marks.is_empty()
    }

    /// Writes what the parser dropped of a row into its last cell.
    fn write_surplus(&mut self, range: &Range<usize>) {
        const CLOSE: &str = "</td>";
        let start = self.joined.body_place(range.start);
        let body = self.body;
        let Some(line) = body.get(start..).and_then(|rest| rest.lines().next()) else { return };
        let is_parted = self.find_parted_links(range.start);
        let Some((dropped, finding)) = surplus_cells(line, self.table.alignments.len()) else {
            return;
        };
        // A link that its bar parts is told by itself.
        if !is_parted {
            self.table.surplus.push((start, finding));
        }
        if self.page.html.ends_with(CLOSE) {
            self.page.html.truncate(self.page.html.len() - CLOSE.len());
            // The end of a cell ended a line of the plain text.
            if self.plain.ends_with('\n') {
                self.plain.pop();
            }
            self.write_text(dropped);
            self.page.push_markup(CLOSE);
        }
    }

    /// Says which rows have more cells than the head; once, when all have.
    fn report_surplus(&mut self) {
        let columns = self.table.alignments.len();
        let surplus = std::mem::take(&mut self.table.surplus);
        let (count, unnamed) = (surplus.len(), surplus.len().saturating_sub(MOST_NAMED));
        // Bars in code are told one by one: there the head is not too short.
        let is_short = surplus.iter().all(|(_, finding)| finding.fix.is_none());
        if count > 1 && count == self.table.count && is_short {
            let span = self.span_of(&self.table.head_range.clone());
            return self.report_finding(
                Diagnostic::warning(
                    "surplus-cell",
                    self.file,
                    say!(
                        "表头只有 {columns} 格，下面每一行都比它多"
                            | "the head has fewer cells ({columns}) than each row below it"
                    ),
                )
                .at_span(span)
                .with_hint(say!(
                    "请在表头和它下面的横线里补上缺少的格子；多出的文字暂且放在最后一格里"
                        | "add the cells that the head and the rule below it lack; until then the \
                           last cell holds the surplus text"
                )),
            );
        }
        for (start, mut finding) in surplus.into_iter().take(MOST_NAMED) {
            if unnamed > 0 {
                finding.hint.zh =
                    format!("{}（这张表里还有 {unnamed} 行以上如此）", finding.hint.zh).into();
                finding.hint.en =
                    format!("{} (more rows of this table: {unnamed})", finding.hint.en).into();
            }
            let is_safe = finding.counts_on == CountsOn::Nothing;
            debug_assert!(
                is_safe || finding.fix.is_none(),
                "a surplus cell is fixed safely or not at all"
            );
            self.report_slip("surplus-cell", finding, start);
        }
    }

    pub(super) fn start_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        let start = self.page.html.len();
        self.page.push_markup(if self.table.head { "<th scope=\"col\"" } else { "<td" });
        self.page.push_markup(class);
        self.page.push_markup(">");
        self.table.cell = (start, self.page.html.len());
    }

    pub(super) fn end_cell(&mut self) {
        let (start, text) = self.table.cell;
        if self.table.head && self.page.html.len() == text {
            // The corner above a column of names heads nothing.
            self.page.html.truncate(start);
            self.page.push_markup("<td></td>");
        } else {
            self.page.push_markup(if self.table.head { "</th>" } else { "</td>" });
        }
        self.table.column += 1;
        // The words of two cells are no text, as on the page.
        if !self.plain.ends_with('\n') {
            self.plain.push('\n');
        }
    }
}
