//! Compiling templates, and saying where one failed. The only module that knows how Tera reports.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, ErrorKind, Kwargs, State, Tera};
use thiserror::Error;

use self::bounded::{Bounded, too_large};
use self::compile_error::{report_structure, syntax_finding};
use self::fold_texts::{Folded, Moves, fold_texts};
use super::addresses::{self, Addresses};
use super::maps;
use super::texts::{EditionTexts, Texts};
use crate::foundation::diagnostic::{Diagnostic, Sink, Text};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::publication::contract::{CASES, templates_with_cases};

mod bounded;
mod compile_error;
mod fold_texts;
mod names;
mod value_shape;

/// Why a page could not be rendered.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{template}: {}", message.en)]
pub struct RenderError {
    /// The template that failed.
    pub template: String,
    /// Line from 1 and column from 1 in it, when known.
    pub place: Option<(usize, usize)>,
    /// What is wrong, in one line: what the engine said, or what it was stopped for.
    pub message: Text,
    /// How it got there, from the page's template inwards: `template:line`.
    pub chain: Vec<String>,
}

/// Templates by name: file and text.
type Templates = BTreeMap<String, (SourcePath, String)>;

/// Templates compiled for readers of one language: the texts of the theme stand in them.
pub(super) struct Compiled {
    tera: Tera,
    /// What the texts moved, by template.
    moves: BTreeMap<String, Moves>,
    /// The templates that name the cases which they are given as cards.
    naming_cases: Vec<&'static str>,
}

impl Compiled {
    fn new(tera: Tera, moves: BTreeMap<String, Moves>) -> Self {
        let names_cases = |template: &&str| {
            tera.get_template_variables(template).is_ok_and(|named| named.contains(CASES))
        };
        let naming_cases = templates_with_cases().filter(names_cases).collect();
        Self { tera, moves, naming_cases }
    }
}

impl Compiled {
    /// Renders `template` with `context` onto the end of `out`.
    ///
    /// # Errors
    /// Returns where in which template it failed and by which includes it got there.
    pub(super) fn render_template(
        &self,
        template: &str,
        context: &Context,
        out: &mut Vec<u8>,
    ) -> Result<(), RenderError> {
        let mut page = Bounded::new(out);
        self.tera.render_to(template, context, &mut page).map_err(|error| {
            if page.is_full {
                return too_large(template);
            }
            explain_failure(template, &error, &self.moves)
        })
    }

    /// Tells whether a template, or one that it extends or includes, names the cases that it is
    /// given as cards.
    pub(super) fn names_cases(&self, template: &str) -> bool {
        self.naming_cases.contains(&template)
    }
}

/// Compiles `templates` for every edition. Every template that does not compile is reported.
pub(super) fn compile_templates(
    templates: &Templates,
    editions: &EditionTexts,
    addresses: &Arc<Addresses>,
    sink: &mut Sink,
) -> Option<EditionTexts<Compiled>> {
    maps::settle_hashing();
    let walks: Vec<Diagnostic> =
        templates.values().flat_map(|(path, text)| maps::find_walks(path, text)).collect();
    let is_settled = walks.is_empty();
    sink.extend(walks);
    let compiled = editions.try_map(|language, texts| {
        compile_with_texts(templates, texts, (addresses, language), sink)
    })?;
    is_settled.then_some(compiled)
}

/// Compiles `templates` for the edition in a language, if that is not the first.
fn compile_with_texts(
    templates: &Templates,
    texts: &Texts,
    place: (&Arc<Addresses>, Option<&LanguageTag>),
    sink: &mut Sink,
) -> Option<Compiled> {
    let Folded { templates: folded, moves } = fold_texts(templates, |key| texts.find_text(key));
    let mut tera = new_engine(place);
    if tera.add_raw_templates(folded).is_ok() {
        return Some(Compiled::new(tera, moves));
    }
    // What is wrong is told of the templates as they were written.
    let mut tera = new_engine(place);
    let written = templates.iter().map(|(name, (_, text))| (name.as_str(), text.as_str()));
    match tera.add_raw_templates(written) {
        Ok(()) => Some(Compiled::new(tera, BTreeMap::new())),
        Err(error) => {
            report_errors(templates, &error, sink);
            None
        }
    }
}

fn new_engine((addresses, language): (&Arc<Addresses>, Option<&LanguageTag>)) -> Tera {
    let mut tera = Tera::new();
    addresses::register_functions(&mut tera, addresses, language);
    tera.register_filter("fill", fill_filter);
    tera.register_filter("shape", value_shape::shape_filter);
    maps::register_filters(&mut tera);
    tera
}

/// Reports every template that does not parse by itself, or else what is wrong between them.
fn report_errors(templates: &Templates, error: &tera::Error, sink: &mut Sink) {
    let before = sink.as_slice().len();
    for (name, (path, text)) in templates {
        let mut alone = Tera::new();
        alone.register_filter("fill", fill_filter);
        if let Err(error) = alone.add_raw_template(name, text)
            && let ErrorKind::SyntaxError(report) = error.kind()
        {
            sink.push(syntax_finding(path, text, report));
        }
    }
    if sink.as_slice().len() == before {
        report_structure(templates, error, sink);
    }
}

/// `{{ t.n_cases | fill(n=3) }}`: puts values in the place of `{n}`.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the engine hands filters their arguments by value"
)]
fn fill_filter(text: &str, kwargs: Kwargs, _: &State<'_>) -> tera::TeraResult<String> {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((key, after)) = after.split_once('}') else {
            rest = after;
            continue;
        };
        let value: tera::Value = kwargs.must_get(key)?;
        filled.push_str(&value.to_string());
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// What the engine said, which speaks English alone.
fn said(text: &str) -> Text {
    Text { zh: text.to_owned().into(), en: text.to_owned().into() }
}

/// Says where rendering failed, in the files as they were written.
fn explain_failure(
    template: &str,
    error: &tera::Error,
    moves: &BTreeMap<String, Moves>,
) -> RenderError {
    let column_in_file = |template: &str, line: usize, column: usize| {
        moves.get(template).map_or(column, |moves| moves.column_in_file(line, column - 1) + 1)
    };
    match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            let (name, span) = (report.filename(), report.span());
            let column = column_in_file(name, span.start_line, span.start_col + 1);
            RenderError {
                template: name.to_owned(),
                place: Some((span.start_line, column)),
                message: said(report.message()),
                chain: parse_chain(&error.to_string(), column_in_file),
            }
        }
        other => RenderError {
            template: template.to_owned(),
            place: None,
            message: said(other.to_string().lines().next().unwrap_or_default()),
            chain: Vec::new(),
        },
    }
}

/// The engine's report names the place of the failure as `--> name:line:column`, then each place on
/// the way to it, the nearest first, as `note: called from name:line:column`.
fn parse_chain(report: &str, column_in_file: impl Fn(&str, usize, usize) -> usize) -> Vec<String> {
    let place = |line: &str| {
        let line = line.trim();
        let place =
            line.strip_prefix("--> ").or_else(|| line.strip_prefix("note: called from "))?;
        let parsed = place.rsplit_once(':').and_then(|(rest, column)| {
            let (name, line) = rest.rsplit_once(':')?;
            Some((name, line.parse().ok()?, column.parse().ok().filter(|column| *column > 0)?))
        });
        Some(parsed.map_or_else(
            || place.to_owned(),
            |(name, line, column)| format!("{name}:{line}:{}", column_in_file(name, line, column)),
        ))
    };
    let mut places: Vec<String> = report.lines().filter_map(place).collect();
    places.reverse();
    places
}

/// Returns the byte at `line` (from 1) and `column` (characters from 0).
pub(super) fn line_offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.chars().take_while(|c| *c != '\n').take(column).map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests;
