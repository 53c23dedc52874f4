//! Compiling templates, and saying where one failed. The only module that knows how Tera reports.

use std::collections::BTreeMap;

use tera::{ErrorKind, Kwargs, State, Tera};
use thiserror::Error;

use self::compile_error::{report_structure, syntax_finding};
use super::maps;
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::path::SourcePath;

mod compile_error;

/// Why a page could not be rendered.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{template}: {message}")]
pub struct RenderError {
    /// The template that failed.
    pub template: String,
    /// Line from 1 and column from 1 in it, when known.
    pub place: Option<(usize, usize)>,
    /// What the engine said, in one line.
    pub message: String,
    /// How it got there, from the page's template inwards: `template:line`.
    pub chain: Vec<String>,
}

/// Templates by name: file and text.
type Templates = BTreeMap<String, (SourcePath, String)>;

/// Compiles `templates`. Every template that does not compile is reported.
pub(super) fn compile_templates(templates: &Templates, sink: &mut Sink) -> Option<Tera> {
    maps::settle_hashing();
    let mut tera = Tera::new();
    tera.register_filter("fill", fill_filter);
    maps::register_filters(&mut tera);
    let walks: Vec<Diagnostic> =
        templates.values().flat_map(|(path, text)| maps::find_walks(path, text)).collect();
    let is_settled = walks.is_empty();
    sink.extend(walks);
    match tera
        .add_raw_templates(templates.iter().map(|(name, (_, text))| (name.as_str(), text.as_str())))
    {
        Ok(()) => is_settled.then_some(tera),
        Err(error) => {
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
                report_structure(templates, &error, sink);
            }
            None
        }
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

/// Says where rendering failed.
pub(super) fn explain_failure(template: &str, error: &tera::Error) -> RenderError {
    match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            let span = report.span();
            RenderError {
                template: report.filename().to_owned(),
                place: Some((span.start_line, span.start_col + 1)),
                message: report.message().to_owned(),
                chain: parse_chain(&error.to_string()),
            }
        }
        other => RenderError {
            template: template.to_owned(),
            place: None,
            message: other.to_string().lines().next().unwrap_or_default().to_owned(),
            chain: Vec::new(),
        },
    }
}

/// The engine's report names the place of the failure as `--> name:line:column`, then each place on
/// the way to it, the nearest first, as `note: called from name:line:column`.
fn parse_chain(report: &str) -> Vec<String> {
    let place = |line: &str| {
        let line = line.trim();
        line.strip_prefix("--> ")
            .or_else(|| line.strip_prefix("note: called from "))
            .map(str::to_owned)
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
