//! Findings about the content: what is wrong, where, and what to do about it.
//!
//! A finding is data. Printing is done at the edge (see [`crate::cli`]), in the editor's language.

pub(crate) use self::text::say;
pub use self::text::{Speech, Text, count_noun, join_names};
use crate::foundation::path::SourcePath;

mod text;

/// A stable word for one kind of finding, e.g. `unknown-key`. Listed in `docs/diagnostics.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The content cannot be published as it is; the exit status is 1.
    Error,
    /// Published, but probably not as meant.
    Warning,
    /// No mistake, but worth a look: advice, for checks alone (see [`Severity::is_advice`]).
    Hint,
}

impl Severity {
    /// Tells whether a finding of this weight is for checks alone. What readers lose or see as
    /// marks is a warning or an error, and every command tells it; advice costs readers nothing.
    #[must_use]
    pub fn is_advice(self) -> bool {
        self == Self::Hint
    }

    /// Returns the word that programs read.
    #[must_use]
    pub fn as_word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// A range of bytes in the decoded text of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Builds a span from byte offsets; offsets past 4 GiB are clamped.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// Returns the span moved by `offset` bytes.
    #[must_use]
    pub fn shifted_by(self, offset: usize) -> Self {
        Self::new(self.start as usize + offset, self.end as usize + offset)
    }

    /// Returns the range of bytes.
    #[must_use]
    pub fn byte_range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Another place that belongs to a finding, such as the first of two equal ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// From the root of the publication.
    pub file: SourcePath,
    /// Where in the file, when known.
    pub span: Option<Span>,
    /// What this place has to do with it.
    pub text: Text,
}

/// A replacement that fixes a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// The bytes to replace, in the decoded text of the file of the finding.
    pub span: Span,
    /// What to put there.
    pub replacement: String,
    /// Whether it cannot be anything but what the author meant, so that `casebook check --fix` may
    /// apply it unasked. A guess, such as the nearest word of a list, is none.
    pub safe: bool,
    /// Whether it is for readers to see something else than before; the finding says what.
    pub rewrites: bool,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable word.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// The file it is about; `None` for the publication as a whole.
    pub file: Option<SourcePath>,
    /// Where in the file; `None` for the file as a whole.
    pub span: Option<Span>,
    /// What is wrong, in one line.
    pub message: Text,
    /// What stands at the caret, in a few words.
    pub label: Option<Text>,
    /// What to do next.
    pub hints: Vec<Text>,
    /// Other places that belong to it.
    pub notes: Vec<Note>,
    /// How it is fixed, when that can be said to the letter.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Starts an error about `file`.
    #[must_use]
    pub fn error(code: &'static str, file: &SourcePath, message: Text) -> Self {
        Self::new(Severity::Error, code, Some(file.clone()), message)
    }

    /// Starts a warning about `file`.
    #[must_use]
    pub fn warning(code: &'static str, file: &SourcePath, message: Text) -> Self {
        Self::new(Severity::Warning, code, Some(file.clone()), message)
    }

    /// Starts a finding; `file` is `None` when it is about no file in particular.
    #[must_use]
    pub fn new(
        severity: Severity,
        code: &'static str,
        file: Option<SourcePath>,
        message: Text,
    ) -> Self {
        Self {
            code: Code(code),
            severity,
            file,
            span: None,
            message,
            label: None,
            hints: Vec::new(),
            notes: Vec::new(),
            fix: None,
        }
    }

    /// Points at `span`.
    #[must_use]
    pub fn at_span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Writes `label` under the caret.
    #[must_use]
    pub fn with_label(mut self, label: Text) -> Self {
        self.label = Some(label);
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn with_hint(mut self, hint: Text) -> Self {
        self.hints.push(hint);
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn with_note(mut self, file: &SourcePath, span: Option<Span>, text: Text) -> Self {
        self.notes.push(Note { file: file.clone(), span, text });
        self
    }

    /// Adds a safe fix, which `casebook check --fix` applies.
    #[must_use]
    pub fn with_fix(self, span: Span, replacement: impl Into<String>) -> Self {
        self.add_fix(span, replacement, true)
    }

    /// Adds a fix that is a guess, and is never applied unasked.
    #[must_use]
    pub fn with_guess(self, span: Span, replacement: impl Into<String>) -> Self {
        self.add_fix(span, replacement, false)
    }

    /// Adds a fix, and says whether it is safe.
    #[must_use]
    pub fn add_fix(mut self, span: Span, replacement: impl Into<String>, safe: bool) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into(), safe, rewrites: false });
        self
    }

    /// Says that the fix is for readers to see something else than before, and what: `seen`, as a
    /// hint. Without this a fix that changes what they see is never made unasked.
    #[must_use]
    pub fn readers_see(mut self, seen: Text) -> Self {
        if let Some(fix) = &mut self.fix {
            fix.rewrites = true;
        }
        self.with_hint(seen)
    }

    fn sort_key(&self) -> (Option<&SourcePath>, Option<Span>, Code, Severity, &Text) {
        (self.file.as_ref(), self.span, self.code, self.severity, &self.message)
    }
}

/// Gathers findings. Every phase that can find something takes a `&mut Sink`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds all findings of `other`.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(other);
    }

    /// Adds what to do next to the finding that was added last.
    pub fn hint_last(&mut self, hint: Text) {
        if let Some(last) = self.found.last_mut() {
            last.hints.push(hint);
        }
    }

    /// Tells whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Keeps only the findings of which `is_kept` says so.
    pub fn retain(&mut self, is_kept: impl FnMut(&Diagnostic) -> bool) {
        self.found.retain(is_kept);
    }

    /// Returns what was found so far, in the order found.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.found
    }

    /// Returns all findings by file and place, the same for any order of finding.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        self.found.dedup();
        self.found
    }
}

impl IntoIterator for Sink {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

#[cfg(test)]
mod tests;
