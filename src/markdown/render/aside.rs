//! What stands for a text that is all lists and quotes: its first item or quote that says
//! something.

use crate::text::label;

/// What was read of the items and quotes of a text in which no paragraph has said anything yet.
#[derive(Default)]
pub(super) struct Aside {
    /// Where the plain text of the one being read begins, and how deep it lies; one within another
    /// is a part of it.
    open: Option<(usize, usize)>,
    /// The first line of the first one that says something, else of the first one.
    text: String,
    is_said: bool,
}

impl Aside {
    /// Begins an item or a quote at the end of the plain text, at a depth.
    pub(super) fn begin_item(&mut self, plain: &str, depth: usize) {
        if !self.is_said && self.open.is_none() {
            self.open = Some((plain.len(), depth));
        }
    }

    /// Ends an item or a quote.
    pub(super) fn end_item(&mut self, plain: &str, depth: usize) {
        let Some((start, _)) = self.open.filter(|(_, own)| *own == depth) else { return };
        self.open = None;
        let text = plain.get(start..).unwrap_or_default().trim_start();
        let line = text.lines().next().unwrap_or_default().trim_end();
        let is_said = !line.is_empty() && !label::is_label(line, false);
        if is_said || self.text.is_empty() {
            line.clone_into(&mut self.text);
            self.is_said = is_said;
        }
    }

    /// Returns what a text begins with of which no paragraph says anything: the first item or quote
    /// that does, else the first of what there is, `label` being its first paragraph.
    pub(super) fn or_label(self, label: String) -> String {
        let is_better = self.is_said || label.is_empty() && !self.text.is_empty();
        if is_better { self.text } else { label }
    }
}
