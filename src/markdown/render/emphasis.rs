//! Emphasis, and asterisks that were meant to multiply: `2*3*4` shows 234 with a leaning 3.

use std::ops::Range;

use super::writer::Writer;
use crate::foundation::diagnostic::Diagnostic;
use crate::say;

impl Writer<'_> {
    /// Begins what stands between two runs of `length` marks; `range` is of the parsed text.
    pub(super) fn start_emphasis(&mut self, tag: &str, length: usize, range: &Range<usize>) {
        self.page.push_markup(tag);
        let range = self.joined.map_range(range);
        if let Some(finding) = self.product(length, &range) {
            self.report_finding(finding);
        }
    }

    /// Says that marks of emphasis stand where one number is multiplied by another; `None` when
    /// they do not.
    fn product(&self, length: usize, range: &Range<usize>) -> Option<Diagnostic> {
        let (body, marks) = (self.body.as_bytes(), &"**"[..length]);
        let inside = range.start + length..range.end.checked_sub(length)?;
        let is_digit =
            |at: Option<usize>| at.and_then(|at| body.get(at)).is_some_and(u8::is_ascii_digit);
        let opens = is_digit(range.start.checked_sub(1)) && is_digit(Some(inside.start));
        let closes = is_digit(inside.end.checked_sub(1)) && is_digit(Some(range.end));
        let source = self.body.get(range.clone())?;
        if !(opens || closes) || !source.starts_with(marks) || !source.ends_with(marks) {
            return None;
        }
        let escaped = marks.replace('*', "\\*");
        let fixed = format!("{escaped}{}{escaped}", self.body.get(inside)?);
        let place = self.body_span(range);
        let finding = Diagnostic::warning(
            "asterisk-in-product",
            self.file,
            say!(
                "数字中间的 `{marks}` 成了强调的记号，读者看不到它"
                    | "`{marks}` between digits marks emphasis here, and readers do not see it"
            ),
        )
        .at_span(place)
        .with_hint(say!(
            "要写乘号，请写成 `{fixed}`，或用“×”；要强调，请在它和数字之间空一格"
                | "for a product, write `{fixed}` or use `×`; for emphasis, leave a space between \
                   it and the digits"
        ))
        .add_fix(place, &fixed, opens && closes);
        Some(
            finding.readers_see(say!(
                "改后读者看到的是“{source}”" | "once fixed, readers see `{source}`"
            )),
        )
    }
}
