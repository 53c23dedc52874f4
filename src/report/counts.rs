//! How many errors, warnings and hints there are.

use serde_json::{Value, json};

use crate::foundation::diagnostic::{Diagnostic, Severity, Text, count_noun};
use crate::say;

/// How many findings of each severity there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

impl Counts {
    pub fn count_findings<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Self::default();
        for found in diagnostics {
            *match found.severity {
                Severity::Error => &mut counts.errors,
                Severity::Warning => &mut counts.warnings,
                Severity::Hint => &mut counts.hints,
            } += 1;
        }
        counts
    }

    /// Returns the summary under a report: errors and warnings, and hints when there are any.
    #[must_use]
    pub fn summary(self) -> Text {
        let Self { errors, warnings, hints } = self;
        let (some_errors, some_warnings) =
            (count_noun(errors, "error"), count_noun(warnings, "warning"));
        if hints == 0 {
            return say!(
                "共 {errors} 个错误、{warnings} 个警告" | "{some_errors}, {some_warnings}"
            );
        }
        let some_hints = count_noun(hints, "hint");
        say!(
            "共 {errors} 个错误、{warnings} 个警告、{hints} 个建议"
                | "{some_errors}, {some_warnings}, {some_hints}"
        )
    }

    /// Returns what there is, without what there is none of.
    #[must_use]
    pub fn nonzero_counts(self) -> Text {
        let Self { errors, warnings, hints } = self;
        let (some_errors, some_warnings, some_hints) = (
            count_noun(errors, "error"),
            count_noun(warnings, "warning"),
            count_noun(hints, "hint"),
        );
        let parts: Vec<Text> = [
            (errors, say!("{errors} 个错误" | "{some_errors}")),
            (warnings, say!("{warnings} 个警告" | "{some_warnings}")),
            (hints, say!("{hints} 个建议" | "{some_hints}")),
        ]
        .into_iter()
        .filter_map(|(count, text)| (count > 0).then_some(text))
        .collect();
        let join = |separator: &str, part: fn(&Text) -> &str| {
            parts.iter().map(part).collect::<Vec<_>>().join(separator)
        };
        let (zh, en) = (join("，", |text| &text.zh), join(", ", |text| &text.en));
        say!("{zh}" | "{en}")
    }

    pub(super) fn to_json(self) -> Value {
        json!({ "errors": self.errors, "warnings": self.warnings, "hints": self.hints })
    }
}
