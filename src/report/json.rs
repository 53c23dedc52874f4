//! Findings for programs of one's own: one JSON object.

use serde_json::{Value, json};

use super::{Counts, Reporter};
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::path::SourcePath;

/// The version of the object. It grows when a field goes or means something else.
const VERSION: u32 = 1;

impl Reporter<'_> {
    /// Returns all findings for programs, with how many there are. Those of `drafts`, which stop
    /// nothing, follow the others, say so, and are counted apart.
    pub fn json_report(&mut self, diagnostics: &[&Diagnostic], drafts: &[Diagnostic]) -> Value {
        let mut findings: Vec<Value> =
            diagnostics.iter().map(|found| self.write_json(found)).collect();
        findings.extend(drafts.iter().map(|found| {
            let mut finding = self.write_json(found);
            finding["draft"] = true.into();
            finding
        }));
        json!({
            "version": VERSION,
            "findings": findings,
            "counts": Counts::count_findings(diagnostics.iter().copied()).to_json(),
            "draft_counts": Counts::count_findings(drafts).to_json(),
        })
    }

    /// Returns the object of a command that failed before it could look at anything.
    #[must_use]
    pub fn fatal_report(message: &str, hint: Option<&str>) -> Value {
        let none = Counts::count_findings(&[]).to_json();
        json!({
            "version": VERSION,
            "findings": [],
            "counts": none,
            "draft_counts": none,
            "fatal": { "message": message, "hint": hint },
        })
    }

    /// Returns one finding for programs, with offsets in bytes and places in lines and characters.
    pub fn write_json(&mut self, diagnostic: &Diagnostic) -> Value {
        let speech = self.speech;
        let span = diagnostic.file.as_ref().and_then(|file| self.json_span(file, diagnostic.span));
        let notes: Vec<_> = diagnostic
            .notes
            .iter()
            .map(|note| {
                json!({
                    "file": note.file.as_str(),
                    "span": self.json_span(&note.file, note.span),
                    "message": note.text.in_speech(speech),
                })
            })
            .collect();
        json!({
            "code": diagnostic.code.0,
            "severity": diagnostic.severity.as_word(),
            "file": diagnostic.file.as_ref().map(SourcePath::as_str),
            "span": span,
            "message": diagnostic.message.in_speech(speech),
            "label": diagnostic.label.as_ref().map(|label| label.in_speech(speech)),
            "hints": diagnostic.hints.iter().map(|hint| hint.in_speech(speech)).collect::<Vec<_>>(),
            "notes": notes,
            "fix": diagnostic.fix.as_ref().map(|fix| {
                json!({
                    "start": fix.span.start, "end": fix.span.end,
                    "replacement": fix.replacement, "safe": fix.safe,
                })
            }),
        })
    }

    fn json_span(&mut self, file: &SourcePath, span: Option<Span>) -> Option<Value> {
        let span = span?;
        let (start, end) = self.span_places(file, span);
        Some(json!({
            "line": start.line, "column": start.column,
            "end_line": end.line, "end_column": end.column,
            "start": span.start, "end": span.end,
        }))
    }
}
