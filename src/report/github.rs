//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change.

use std::fmt::Write as _;

use super::Reporter;
use crate::foundation::diagnostic::{Diagnostic, Severity};
use crate::text::invisible::escape_invisible;

impl Reporter<'_> {
    /// Returns one finding as a workflow command.
    pub fn write_github(&mut self, diagnostic: &Diagnostic) -> String {
        let speech = self.speech;
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "notice",
        };
        let mut properties = Vec::new();
        if let Some(file) = &diagnostic.file {
            properties.push(("file", format!("{}{file}", self.prefix)));
            if let Some(span) = diagnostic.span {
                let (start, end) = self.span_places(file, span);
                properties.push(("line", start.line.to_string()));
                properties.push(("endLine", end.line.to_string()));
                // GitHub takes columns of one line only.
                if start.line == end.line {
                    properties.push(("col", start.column.to_string()));
                    properties.push(("endColumn", end.column.to_string()));
                }
            }
        }
        properties.push(("title", diagnostic.code.0.to_owned()));
        let properties: Vec<String> = properties
            .into_iter()
            .map(|(name, value)| format!("{name}={}", escape_property(&value)))
            .collect();
        let mut message = diagnostic.message.in_speech(speech).to_owned();
        for hint in &diagnostic.hints {
            let _ = write!(message, "\n{}", hint.in_speech(speech));
        }
        format!("::{command} {}::{}", properties.join(","), escape_data(&message))
    }
}

/// Escapes what stands after `::`. The log is shown in colours, so that no text may bring its own.
fn escape_data(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    escape_invisible(&text).replace('%', "%25").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
