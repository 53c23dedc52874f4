//! Characters in a table of regions that nobody sees and nobody meant.

use std::borrow::Cow;

use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::SourcePath;
use crate::say;
use crate::text::invisible::{find_invisible, may_hold_invisible};

/// How many lines are told one by one.
const MOST: usize = 20;

/// Whether a table may hold such characters; nearly none does.
#[derive(Clone, Copy)]
pub(super) struct Signs {
    may_occur: bool,
}

impl Signs {
    /// Reports the lines of a table that hold such characters, which are left out of all that is
    /// read. Returns what to ask for each field.
    pub(super) fn report_signs(file: &SourcePath, text: &str, sink: &mut Sink) -> Self {
        let may_occur = may_hold_invisible(text);
        let found = if may_occur { find_invisible(text) } else { Vec::new() };
        for signs in found.into_iter().take(MOST) {
            let (count, zh, en) = (signs.count, signs.names.join("、"), signs.names.join(", "));
            let message = say!(
                "地区表里有看不见的字符：{zh}，共 {count} 个"
                    | "the gazetteer holds characters that cannot be seen ({count}): {en}"
            );
            let start = signs.range.start;
            sink.push(
                Diagnostic::warning("invisible", file, message)
                    .at_span(Span::new(start, start))
                    .with_hint(say!(
                        "网站里没有它们；请在表格软件里把这一格重新输入一遍"
                            | "the site does not have them: type the cell anew"
                    )),
            );
        }
        Self { may_occur }
    }

    /// Returns a field of the table without them, and without blanks around it.
    pub(super) fn leave_out(self, field: &str) -> Cow<'_, str> {
        if !self.may_occur || !may_hold_invisible(field) {
            return field.trim().into();
        }
        let mut seen = field.to_owned();
        for signs in find_invisible(field).into_iter().rev() {
            seen.replace_range(signs.range, &signs.replacement);
        }
        seen.trim().to_owned().into()
    }
}
