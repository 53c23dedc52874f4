//! Findings as SARIF 2.1.0, which code hosts and editors read.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Reporter;
use crate::foundation::diagnostic::{Diagnostic, Severity, Span};
use crate::foundation::path::{SourcePath, encode_percent};

impl Reporter<'_> {
    /// Returns all findings as one SARIF log.
    pub fn write_sarif(&mut self, diagnostics: &[&Diagnostic]) -> Value {
        let rules: BTreeMap<&str, Severity> =
            diagnostics.iter().map(|found| (found.code.0, found.severity)).collect();
        let places: BTreeMap<&str, usize> = rules.keys().copied().zip(0..).collect();
        let results: Vec<Value> = diagnostics
            .iter()
            .map(|found| {
                let mut result = self.sarif_result(found);
                result["ruleIndex"] = json!(places[found.code.0]);
                result
            })
            .collect();
        let rules: Vec<Value> = rules
            .iter()
            .map(|(code, severity)| {
                json!({ "id": code, "defaultConfiguration": { "level": sarif_level(*severity) } })
            })
            .collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "casebook",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                } },
                "columnKind": "utf16CodeUnits",
                "results": results,
            }],
        })
    }

    fn sarif_result(&mut self, found: &Diagnostic) -> Value {
        let speech = self.speech;
        let texts: Vec<&str> = std::iter::once(&found.message)
            .chain(&found.hints)
            .map(|text| text.in_speech(speech))
            .collect();
        let mut result = json!({
            "ruleId": found.code.0,
            "level": sarif_level(found.severity),
            "message": { "text": texts.join("\n") },
        });
        if let Some(file) = &found.file {
            result["locations"] = json!([self.sarif_location(file, found.span)]);
        }
        let related: Vec<Value> = found
            .notes
            .iter()
            .map(|note| {
                let mut location = self.sarif_location(&note.file, note.span);
                location["message"] = json!({ "text": note.text.in_speech(speech) });
                location
            })
            .collect();
        if !related.is_empty() {
            result["relatedLocations"] = json!(related);
        }
        result
    }

    fn sarif_location(&mut self, file: &SourcePath, span: Option<Span>) -> Value {
        let path = format!("{}{file}", self.prefix);
        let mut place = json!({ "artifactLocation": { "uri": encode_percent(&path) } });
        if let Some(span) = span {
            let lines = self.lines(file);
            let (start, end) =
                (lines.utf16_place(span.start as usize), lines.utf16_place(span.end as usize));
            place["region"] = json!({
                "startLine": start.line, "startColumn": start.column,
                "endLine": end.line, "endColumn": end.column,
            });
        }
        json!({ "physicalLocation": place })
    }
}

fn sarif_level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}
