//! Findings on the terminal and as JSON.

#![expect(clippy::disallowed_methods, reason = "the language of messages comes from the environment")]

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

use super::args::Lang;
use crate::diagnostic::{Diagnostic, Severity, Sink, Span, Speech, Text};
use crate::path::SourcePath;
use crate::say;
use crate::source;
use crate::theme;
use crate::world::World;

/// How wide a report is when the terminal does not say.
const WIDTH: usize = 120;

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
        let mut texts = Texts { world, known: BTreeMap::new() };
        let mut out = std::io::stderr().lock();
        for diagnostic in diagnostics {
            let _ = writeln!(out, "{}\n", self.render(diagnostic, &mut texts));
        }
        let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
        let warnings = diagnostics.len() - errors;
        if !diagnostics.is_empty() {
            let text = say!("共 {errors} 个错误、{warnings} 个警告" | "{errors} errors, {warnings} warnings");
            let _ = writeln!(out, "{}", text.get(self.speech()));
        }
    }

    /// Returns one finding as it stands on a terminal.
    pub(super) fn render(self, diagnostic: &Diagnostic, texts: &mut Texts<'_>) -> String {
        let speech = self.speech();
        let words = Words::of(speech);
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR.with_name(words.error),
            Severity::Warning => Level::WARNING.with_name(words.warning),
        };
        let title = level.primary_title(diagnostic.message.get(speech)).id(diagnostic.code.0);
        let label = diagnostic.label.as_ref().map(|label| label.get(speech));
        let mut group = match &diagnostic.file {
            Some(file) => place(Group::with_title(title), file, diagnostic.span, label, AnnotationKind::Primary, texts),
            None => Group::with_title(title),
        };
        for hint in &diagnostic.hints {
            group = group.element(Level::HELP.with_name(words.help).message(hint.get(speech)));
        }
        let mut groups = vec![group];
        for note in &diagnostic.notes {
            let title = Level::NOTE.with_name(words.note).secondary_title(note.text.get(speech));
            groups.push(place(Group::with_title(title), &note.file, note.span, None, AnnotationKind::Primary, texts));
        }
        let renderer = if self.colours { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Ascii).term_width(WIDTH).render(&groups)
    }

    /// Writes all findings to standard output, one JSON object a line.
    pub(super) fn report_json(self, diagnostics: &[Diagnostic], world: &dyn World) {
        let mut texts = Texts { world, known: BTreeMap::new() };
        let speech = self.speech();
        let mut lines = String::new();
        for found in diagnostics {
            let place = |file: &SourcePath, span: Option<Span>, texts: &mut Texts<'_>| {
                let text = texts.of(file);
                span.map(|span| {
                    let (start, end) = (source::place(&text, span.start as usize), source::place(&text, span.end as usize));
                    json!({ "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column, "start": span.start, "end": span.end })
                })
            };
            let span = found.file.as_ref().and_then(|file| place(file, found.span, &mut texts));
            let notes: Vec<_> = found.notes.iter().map(|note| json!({ "file": note.file.as_str(), "span": place(&note.file, note.span, &mut texts), "message": note.text.get(speech) })).collect();
            let line = json!({
                "code": found.code.0,
                "severity": match found.severity { Severity::Error => "error", Severity::Warning => "warning" },
                "file": found.file.as_ref().map(SourcePath::as_str),
                "span": span,
                "message": found.message.get(speech),
                "label": found.label.as_ref().map(|label| label.get(speech)),
                "hints": found.hints.iter().map(|hint| hint.get(speech)).collect::<Vec<_>>(),
                "notes": notes,
                "fix": found.fix.as_ref().map(|fix| json!({ "start": fix.span.start, "end": fix.span.end, "replacement": fix.replacement })),
            });
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
        super::say_out(&lines);
    }
}

/// Returns all findings as plain text, for the preview.
pub(super) fn plain(diagnostics: &[Diagnostic], world: &dyn World, speech: Speech) -> Vec<String> {
    let console = Console { speech: Some(speech), colours: false };
    let mut texts = Texts { world, known: BTreeMap::new() };
    diagnostics.iter().map(|found| console.render(found, &mut texts)).collect()
}

/// The words that begin a line of a report.
struct Words {
    error: &'static str,
    warning: &'static str,
    help: &'static str,
    note: &'static str,
}

impl Words {
    fn of(speech: Speech) -> Self {
        match speech {
            Speech::Chinese => Self { error: "错误", warning: "警告", help: "怎么改", note: "另见" },
            Speech::English => Self { error: "error", warning: "warning", help: "help", note: "note" },
        }
    }
}

/// The texts of files that findings point into.
pub(super) struct Texts<'a> {
    world: &'a dyn World,
    known: BTreeMap<SourcePath, String>,
}

impl Texts<'_> {
    fn of(&mut self, file: &SourcePath) -> String {
        let world = self.world;
        let read = |file: &SourcePath| {
            theme::read(world, file).ok().and_then(|bytes| source::decode(file, bytes, &mut Sink::default())).unwrap_or_default()
        };
        self.known.entry(file.clone()).or_insert_with_key(read).clone()
    }
}

fn place<'a>(
    group: Group<'a>,
    file: &'a SourcePath,
    span: Option<Span>,
    label: Option<&'a str>,
    kind: AnnotationKind,
    texts: &mut Texts<'_>,
) -> Group<'a> {
    let text = texts.of(file);
    match span {
        Some(span) if !text.is_empty() => {
            let (excerpt, start_line, range) = excerpt(&text, span);
            let mut annotation = kind.span(range);
            if let Some(label) = label {
                annotation = annotation.label(label);
            }
            group.element(Snippet::source(excerpt).path(file.as_str()).line_start(start_line).annotation(annotation))
        }
        _ => group.element(Origin::path(file.as_str())),
    }
}

/// The lines that a span touches, at most three; the number of the first; and the span within them.
fn excerpt(text: &str, span: Span) -> (String, usize, std::ops::Range<usize>) {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (floor(span.start as usize), floor(span.end as usize));
    let before = text.get(..start).unwrap_or_default();
    let first = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(first..).unwrap_or_default();
    let mut length: usize = rest.split_inclusive('\n').take(1).map(str::len).sum();
    if first + length < end {
        length = rest.split_inclusive('\n').take(3).map(str::len).sum();
    }
    let lines = rest.get(..length).unwrap_or_default().trim_end_matches(['\n', '\r']);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let from = (start - first).min(lines.len());
    (lines.to_owned(), line, from..(end - first).clamp(from, lines.len()))
}

/// The language of the system.
fn locale() -> Speech {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match set {
        Some(value) if !value.starts_with("zh") => Speech::English,
        _ => Speech::Chinese,
    }
}
