//! The console: findings on the terminal and as JSON, in the user's language.

#![expect(
    clippy::disallowed_methods,
    reason = "the language of messages comes from the environment"
)]

use std::io::{IsTerminal, Write};

use super::args::Lang;
use crate::foundation::diagnostic::{Diagnostic, Severity, Speech, Text, counted};
use crate::foundation::world::World;
use crate::report::Reporter;
use crate::say;

/// Where messages go, and in which language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Console {
    speech: Option<Speech>,
    colours: bool,
}

impl Console {
    pub(super) fn new(lang: Option<Lang>) -> Self {
        let speech = lang.map(|lang| match lang {
            Lang::Zh => Speech::Chinese,
            Lang::En => Speech::English,
        });
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { speech, colours: std::io::stderr().is_terminal() && !plain }
    }

    /// Settles the language: as asked for, else that of the publication.
    pub(super) fn for_site(mut self, chinese: bool) -> Self {
        if self.speech.is_none() {
            self.speech = Some(if chinese { Speech::Chinese } else { locale() });
        }
        self
    }

    /// Settles the language.
    pub(super) fn speaking(mut self, speech: Speech) -> Self {
        self.speech = Some(speech);
        self
    }

    pub(super) fn speech(self) -> Speech {
        self.speech.unwrap_or_else(locale)
    }

    /// Writes a line to standard error.
    pub(super) fn note(self, text: &Text) {
        let _ = writeln!(std::io::stderr().lock(), "{}", text.get(self.speech()));
    }

    /// Says why the command failed.
    pub(super) fn fatal(self, text: &Text, hint: Option<&Text>) {
        let speech = self.speech();
        let word = match speech {
            Speech::Chinese => "错误",
            Speech::English => "error",
        };
        let _ = writeln!(std::io::stderr().lock(), "{word}: {}", text.get(speech));
        if let Some(hint) = hint {
            let _ = writeln!(std::io::stderr().lock(), "  = {}", hint.get(speech));
        }
    }

    /// Writes all findings to standard error, and how many there are.
    pub(super) fn report(self, diagnostics: &[Diagnostic], world: &dyn World) {
        self.findings(diagnostics, world);
        if !diagnostics.is_empty() {
            self.count(diagnostics);
        }
    }

    /// Writes findings to standard error.
    pub(super) fn findings(self, diagnostics: &[Diagnostic], world: &dyn World) {
        let mut reporter = Reporter::new(world, self.speech()).colours(self.colours);
        let mut out = std::io::stderr().lock();
        for diagnostic in diagnostics {
            let _ = writeln!(out, "{}\n", reporter.human(diagnostic));
        }
    }

    /// Writes to standard error how many errors and warnings there are.
    pub(super) fn count(self, diagnostics: &[Diagnostic]) {
        let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
        let warnings = diagnostics.len() - errors;
        let (some_errors, some_warnings) = (counted(errors, "error"), counted(warnings, "warning"));
        self.note(&say!(
            "共 {errors} 个错误、{warnings} 个警告" | "{some_errors}, {some_warnings}"
        ));
    }

    /// Writes all findings to standard output, one JSON object a line.
    pub(super) fn report_json(self, diagnostics: &[Diagnostic], world: &dyn World) {
        let mut reporter = Reporter::new(world, self.speech());
        let lines = diagnostics
            .iter()
            .fold(String::new(), |lines, found| lines + &reporter.json(found).to_string() + "\n");
        super::say_out(&lines);
    }
}

/// The language of the system; the plain `C` locale says nothing of its user.
fn locale() -> Speech {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| {
        std::env::var(name).ok().filter(|value| {
            !value.is_empty() && value != "POSIX" && value != "C" && !value.starts_with("C.")
        })
    });
    match set {
        Some(value) if !value.starts_with("zh") => Speech::English,
        _ => Speech::Chinese,
    }
}
