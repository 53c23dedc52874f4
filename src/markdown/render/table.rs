//! Tables: in a box that scrolls, aligned by class.

use pulldown_cmark::Alignment;

use super::writer::Writer;

/// The table being read.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    /// Where the cell being read begins in the HTML, and where its text does.
    cell: (usize, usize),
    head: bool,
    rows: bool,
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.block();
        self.tables += 1;
        self.table = Table { alignments, ..Table::default() };
        // A wide table scrolls by itself, which the keyboard can do only when it takes the focus.
        self.page.push("<div class=\"table\" role=\"region\" tabindex=\"0\"");
        // Regions are told apart by their names.
        let label = if self.tables == 1 {
            self.options.labels.table.to_owned()
        } else {
            self.options.labels.table_n.replace("{n}", &self.tables.to_string())
        };
        self.page.attribute("aria-label", &label);
        self.page.push("><table>\n");
    }

    pub(super) fn end_table(&mut self) {
        let end = if self.table.rows { "</tbody>\n</table></div>\n" } else { "</table></div>\n" };
        self.close(end);
    }

    pub(super) fn start_head(&mut self) {
        self.table.head = true;
        self.table.column = 0;
        self.page.push("<thead><tr>");
    }

    pub(super) fn end_head(&mut self) {
        self.table.head = false;
        self.page.push("</tr></thead>\n");
        self.plain_line();
    }

    pub(super) fn start_row(&mut self) {
        if !self.table.rows {
            self.table.rows = true;
            self.page.push("<tbody>\n");
        }
        self.table.column = 0;
        self.page.push("<tr>");
    }

    pub(super) fn end_row(&mut self) {
        self.page.push("</tr>\n");
        self.plain_line();
    }

    pub(super) fn start_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        let start = self.page.html.len();
        self.page.push(if self.table.head { "<th scope=\"col\"" } else { "<td" });
        self.page.push(class);
        self.page.push(">");
        self.table.cell = (start, self.page.html.len());
    }

    pub(super) fn end_cell(&mut self) {
        let (start, text) = self.table.cell;
        if self.table.head && self.page.html.len() == text {
            // The corner above a column of names heads nothing.
            self.page.html.truncate(start);
            self.page.push("<td></td>");
        } else {
            self.page.push(if self.table.head { "</th>" } else { "</td>" });
        }
        self.table.column += 1;
        // The words of two cells are no text, as on the page.
        if !self.plain.ends_with('\n') {
            self.plain.push('\n');
        }
    }
}
