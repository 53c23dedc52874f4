//! Findings in the words of the editor, for the page and for the terminal.

use serde_json::json;

use crate::foundation::diagnostic::{Diagnostic, Severity, Sink, Speech, counted};
use crate::foundation::hash::Hash;
use crate::foundation::world::World;
use crate::report::Reporter;
use crate::say;

/// How many findings are shown over a page.
const SHOWN: usize = 50;

/// All findings about what is shown.
pub(super) struct Findings {
    /// By place.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What the page's script is told.
    pub(super) message: String,
    /// The hash of the message.
    pub(super) id: Hash,
    /// The language of the message.
    pub(super) speech: Speech,
}

impl Findings {
    /// Puts what planning and rendering found into words.
    pub(super) fn new(
        planning: &[Diagnostic],
        failures: &[Diagnostic],
        world: &dyn World,
        speech: Speech,
    ) -> Self {
        let mut sink = Sink::default();
        sink.extend(planning.iter().chain(failures).cloned());
        let diagnostics = sink.into_sorted();
        let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
        let errors = diagnostics.iter().filter(is_error).count();
        let warnings = diagnostics.len() - errors;
        let mut reporter = Reporter::new(world, speech);
        let ordered = diagnostics
            .iter()
            .filter(is_error)
            .chain(diagnostics.iter().filter(|found| !is_error(found)));
        let items: Vec<_> = ordered
            .take(SHOWN)
            .map(|found| {
                let place = reporter.start(found);
                json!({
                    "severity": match found.severity { Severity::Error => "error", Severity::Warning => "warning" },
                    "file": found.file.as_ref().map(crate::foundation::path::SourcePath::as_str),
                    "line": place.map(|place| place.line),
                    "column": place.map(|place| place.column),
                    "text": reporter.human(found),
                })
            })
            .collect();
        let (some_errors, some_warnings) = (counted(errors, "error"), counted(warnings, "warning"));
        let count = match (errors, warnings) {
            (0, warnings) => say!("{warnings} 个警告" | "{some_warnings}"),
            (errors, 0) => say!("{errors} 个错误" | "{some_errors}"),
            (errors, warnings) => {
                say!("{errors} 个错误，{warnings} 个警告" | "{some_errors}, {some_warnings}")
            }
        };
        let more = diagnostics.len().saturating_sub(items.len());
        let more =
            (more > 0).then(|| say!("另有 {more} 条，见终端" | "{more} more on the terminal"));
        let stale = (errors > 0).then(|| {
            say!("出错的页面保持最后一次正确的样子" | "pages with errors stay as they were last")
        });
        let close = say!("收起" | "close");
        let mut message = json!({
            "language": match speech { Speech::Chinese => "zh-Hans", Speech::English => "en" },
            "errors": errors,
            "warnings": warnings,
            "count": count.get(speech),
            "note": stale.as_ref().map(|text| text.get(speech)),
            "more": more.as_ref().map(|text| text.get(speech)),
            "close": close.get(speech),
            "items": items,
        });
        let id = Hash::of(message.to_string().as_bytes());
        message["id"] = json!(id.hex(16));
        Self { diagnostics, message: message.to_string(), id, speech }
    }
}
