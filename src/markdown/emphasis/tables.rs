//! Where a body may hold tables: there `|` is the edge of a cell, as the end of a line is one of a
//! line.

/// Knows which lines may belong to a table, where `|` is the edge of a cell.
///
/// Lines are read once however often it is asked, as long as the places asked for ascend.
#[derive(Default)]
pub(super) struct Tables {
    /// The first byte of the next line to read.
    next: usize,
    /// Whether the lines since the last blank one hold the rule of a table, `| --- | --- |`.
    ruled: bool,
    /// Whether the next line is such a rule: the head of a table stands before it.
    rule_follows: bool,
}

impl Tables {
    /// Tells whether the line at `at` may be a row of a table.
    pub(super) fn holds_row(&mut self, body: &str, at: usize) -> bool {
        if self.next <= at {
            while self.next <= at {
                self.ruled = match self.read_line(body) {
                    Line::Blank => false,
                    Line::Rule => true,
                    Line::Text => self.ruled,
                };
            }
            let next = self.next;
            self.rule_follows = matches!(self.read_line(body), Line::Rule);
            self.next = next;
        }
        self.ruled || self.rule_follows
    }

    fn read_line(&mut self, body: &str) -> Line {
        let rest = body.get(self.next..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        self.next += line.len() + 1;
        let line = line.trim_start_matches(['>', ' ', '\t']).trim_end();
        if line.is_empty() {
            Line::Blank
        } else if line.contains('-')
            && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t'))
        {
            Line::Rule
        } else {
            Line::Text
        }
    }
}

enum Line {
    Blank,
    Rule,
    Text,
}
