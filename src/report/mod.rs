//! Findings as people and programs read them: on a terminal, in the preview, as JSON, SARIF and
//! workflow commands.

mod counts;
mod digest;
mod excerpt;
mod github;
mod json;
mod sarif;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
pub use counts::Counts;
pub use digest::{Entry, digest_findings, sort_findings};
use excerpt::Excerpt;

use crate::foundation::diagnostic::{Diagnostic, Severity, Sink, Span, Speech, Text};
use crate::foundation::lines::{Lines, Place};
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::world::World;
use crate::publication::theme;
use crate::text::invisible::escape_invisible;

/// How wide a report is, in terminal cells.
const WIDTH: usize = 120;

/// Puts findings into words, in one language. Reads the files that findings point into, each once.
pub struct Reporter<'a> {
    world: &'a dyn World,
    speech: Speech,
    colours: bool,
    /// What programs put before the path of a file: the publication's folder, with a slash.
    prefix: String,
    texts: BTreeMap<SourcePath, Lines>,
}

impl<'a> Reporter<'a> {
    /// Reports in `speech` about files of `world`, without colours.
    #[must_use]
    pub fn new(world: &'a dyn World, speech: Speech) -> Self {
        Self { world, speech, colours: false, prefix: String::new(), texts: BTreeMap::new() }
    }

    /// Sets whether reports have the colours of a terminal.
    #[must_use]
    pub fn with_colours(mut self, colours: bool) -> Self {
        self.colours = colours;
        self
    }

    /// Sets the folder of the publication, seen from where programs look for files: empty, or with
    /// a slash at its end.
    #[must_use]
    pub fn with_prefix(mut self, prefix: String) -> Self {
        self.prefix = prefix;
        self
    }

    /// Returns one finding with its place, the line itself and what to do next, as it stands on a
    /// terminal.
    pub fn write_human(&mut self, diagnostic: &Diagnostic) -> String {
        let speech = self.speech;
        let words = Words::in_speech(speech);
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR.with_name(words.error),
            Severity::Warning => Level::WARNING.with_name(words.warning),
            Severity::Hint => Level::INFO.with_name(words.hint),
        };
        let said = |text: &'_ Text| escape_invisible(text.in_speech(speech)).into_owned();
        let title = level.primary_title(said(&diagnostic.message)).id(diagnostic.code.0);
        let label = diagnostic.label.as_ref().map(said);
        let mut group = match &diagnostic.file {
            Some(file) => self.add_place(Group::with_title(title), file, diagnostic.span, label),
            None => Group::with_title(title),
        };
        for hint in &diagnostic.hints {
            group = group.element(Level::HELP.with_name(words.help).message(said(hint)));
        }
        let mut groups = vec![group];
        for note in &diagnostic.notes {
            let title = Level::NOTE.with_name(words.note).secondary_title(said(&note.text));
            groups.push(self.add_place(Group::with_title(title), &note.file, note.span, None));
        }
        let renderer = if self.colours { Renderer::styled() } else { Renderer::plain() };
        renderer.decor_style(DecorStyle::Ascii).term_width(WIDTH).render(&groups)
    }

    /// Returns the line and column at which a finding begins; `None` when it is about a whole file
    /// or none.
    pub(crate) fn start_place(&mut self, diagnostic: &Diagnostic) -> Option<Place> {
        let (file, span) = (diagnostic.file.as_ref()?, diagnostic.span?);
        Some(self.lines(file).place_at(span.start as usize))
    }

    /// Returns the place of a finding in a line of others: `content/cases/a.md:4:1`.
    pub fn name_place(&mut self, diagnostic: &Diagnostic) -> String {
        let file = diagnostic.file.as_ref().map(show_path).unwrap_or_default();
        match self.start_place(diagnostic) {
            Some(Place { line, column }) => format!("{file}:{line}:{column}"),
            None => file,
        }
    }

    /// Returns where a span begins and ends.
    fn span_places(&mut self, file: &SourcePath, span: Span) -> (Place, Place) {
        let lines = self.lines(file);
        (lines.place_at(span.start as usize), lines.place_at(span.end as usize))
    }

    fn lines(&mut self, file: &SourcePath) -> &Lines {
        let world = self.world;
        let read = |file: &SourcePath| {
            let bytes = theme::read_theme_file(world, file).unwrap_or_default();
            // What is no text still has lines.
            let shown = String::from_utf8_lossy(&bytes).into_owned();
            Lines::new(source::decode_text(file, &bytes, &mut Sink::default()).unwrap_or(shown))
        };
        self.texts.entry(file.clone()).or_insert_with_key(read)
    }

    fn add_place<'b>(
        &mut self,
        group: Group<'b>,
        file: &SourcePath,
        span: Option<Span>,
        label: Option<String>,
    ) -> Group<'b> {
        let path = show_path(file);
        let lines = self.lines(file);
        match span {
            Some(span) if !lines.text().is_empty() => {
                let Excerpt { text, line, range, cut } = Excerpt::of(lines, span);
                let mut annotation: Annotation<'_> = AnnotationKind::Primary.span(range);
                if let Some(label) = label {
                    annotation = annotation.label(label);
                }
                let snippet = Snippet::source(text).line_start(line).annotation(annotation);
                match cut {
                    None => group.element(snippet.path(path)),
                    Some(Place { line, column }) => group
                        .element(Origin::path(path).line(line).char_column(column))
                        .element(snippet),
                }
            }
            _ => group.element(Origin::path(path)),
        }
    }
}

/// Returns a path as a terminal may print it, in one line.
fn show_path(file: &SourcePath) -> String {
    escape_invisible(file.as_str()).replace('\n', "\\n").replace('\t', "\\t")
}

/// The words that begin a line of a report.
struct Words {
    error: &'static str,
    warning: &'static str,
    hint: &'static str,
    help: &'static str,
    note: &'static str,
}

impl Words {
    fn in_speech(speech: Speech) -> Self {
        match speech {
            Speech::Chinese => {
                Self {
                    error: "错误", warning: "警告", hint: "建议", help: "怎么改", note: "另见"
                }
            }
            Speech::English => Self {
                error: "error",
                warning: "warning",
                hint: "hint",
                help: "help",
                note: "note",
            },
        }
    }
}
