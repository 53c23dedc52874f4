//! Colours for code, as classes.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use pulldown_cmark_escape::escape_html_body_text;
use rustc_hash::FxHashMap;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::foundation::hash::Hash;
use crate::foundation::nearest::find_nearest;

/// Longer lines are not coloured: the time of the patterns grows faster than the line (bat #677).
const LONGEST_LINE: usize = 500;

/// How many bytes of code one text may have coloured. What exceeds them stays plain: some patterns
/// take a tenth of a millisecond for a byte of what was written to be slow.
pub(super) const MOST_COLOURED: usize = 64 << 10;

/// The languages whose patterns try every way to part a line, and how many times a byte of them
/// counts.
const SLOW: [(&str, usize); 2] = [("Makefile", 16), ("PHP", 16)];

/// Code inside more brackets than this is not coloured any further.
const DEEPEST: usize = 200;

/// No language has a longer name.
const LONGEST_NAME: usize = 40;

/// When the coloured code kept weighs more, it is forgotten: an editor who types in a fence would
/// else leave every state of it behind.
const MOST_KEPT: usize = 32 << 20;

/// The scopes that have a colour (naming conventions of `TextMate`).
const KINDS: [&str; 10] = [
    "comment", "constant", "entity", "invalid", "keyword", "markup", "storage", "string",
    "support", "variable",
];

/// Colours code. Making one costs nothing: the languages are loaded with the first block of code,
/// and what was coloured once is kept. One serves all threads.
///
/// Colours are classes, for a theme's stylesheet to fill in: `hl-comment`, `hl-constant`,
/// `hl-entity`, `hl-invalid`, `hl-keyword`, `hl-markup`, `hl-storage`, `hl-string`, `hl-support`
/// and `hl-variable`, each with a second that says more, such as `hl-numeric` or `hl-name`.
#[derive(Default)]
pub struct Highlighter {
    languages: OnceLock<SyntaxSet>,
    kept: RwLock<HighlightCache>,
}

#[derive(Default)]
struct HighlightCache {
    blocks: FxHashMap<Hash, Arc<str>>,
    bytes: usize,
}

impl std::fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Highlighter")
            .field("loaded", &self.languages.get().is_some())
            .finish_non_exhaustive()
    }
}

/// What became of a block of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coloured {
    /// The language is known.
    Known {
        /// Its name for a class: ASCII letters and digits, `+`, `-`, `#`.
        class: String,
        /// The code with its spans.
        html: Arc<str>,
    },
    /// The language is not known.
    Unknown,
}

impl Highlighter {
    /// Returns a highlighter that has loaded nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Colours `code`, which is in the language that authors call `language`, and takes what it
    /// costs from `left`; when that is not enough, the code stays plain.
    pub fn colour_code(&self, language: &str, code: &str, left: &mut usize) -> Coloured {
        let languages = self.languages();
        let Some(syntax) = languages.find_syntax_by_token(language) else {
            return Coloured::Unknown;
        };
        let class = language
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || "+-#".contains(*c))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let slow = SLOW.iter().find(|(name, _)| *name == syntax.name);
        let weight = slow.map_or(1, |(_, weight)| *weight);
        match left.checked_sub(code.len() * weight) {
            Some(rest) => *left = rest,
            None => return Coloured::Known { class, html: plain(code).into() },
        }
        let key = Hash::of_value(&(syntax.name.as_str(), code));
        if let Some(html) =
            self.kept.read().unwrap_or_else(PoisonError::into_inner).blocks.get(&key)
        {
            return Coloured::Known { class, html: Arc::clone(html) };
        }
        let html: Arc<str> = paint_code(languages, syntax, code).into();
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.bytes + html.len() > MOST_KEPT {
            *kept = HighlightCache::default();
        }
        kept.bytes += html.len();
        kept.blocks.insert(key, Arc::clone(&html));
        Coloured::Known { class, html }
    }

    /// Returns the language that was probably meant by `language`, which is not known.
    pub(super) fn nearest_language(&self, language: &str) -> Option<String> {
        if language.len() > LONGEST_NAME {
            return None;
        }
        let names: Vec<String> = self
            .languages()
            .syntaxes()
            .iter()
            .filter(|syntax| !syntax.hidden)
            .flat_map(|syntax| std::iter::once(&syntax.name).chain(&syntax.file_extensions))
            .filter(|name| name.len() > 1 && !name.contains(' '))
            .map(|name| name.to_lowercase())
            .collect();
        find_nearest(&language.to_lowercase(), names.iter().map(String::as_str)).map(str::to_owned)
    }

    fn languages(&self) -> &SyntaxSet {
        self.languages.get_or_init(SyntaxSet::load_defaults_newlines)
    }
}

/// Returns the code with its spans; without them when the language's patterns fail.
fn paint_code(languages: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> String {
    Painter::default().paint_spans(languages, syntax, code).unwrap_or_else(|| plain(code))
}

fn plain(code: &str) -> String {
    let mut html = String::with_capacity(code.len());
    // Writing to a string cannot fail, here and below.
    let _ = escape_html_body_text(&mut html, code);
    html
}

/// Writes spans: one for each stretch of one class, none inside another. The nested spans that
/// syntect itself can write weigh ten times as much and show the same.
#[derive(Default)]
struct Painter {
    html: String,
    stack: ScopeStack,
    /// The class of the open span; empty when none is open.
    class: Arc<str>,
    /// Classes by scope.
    classes: FxHashMap<Scope, Arc<str>>,
}

impl Painter {
    fn paint_spans(
        mut self,
        languages: &SyntaxSet,
        syntax: &SyntaxReference,
        code: &str,
    ) -> Option<String> {
        self.html.reserve(code.len() * 3);
        let mut state = ParseState::new(syntax);
        for line in LinesWithEndings::from(code) {
            if line.len() > LONGEST_LINE {
                self.switch_class(&Arc::default());
                let _ = escape_html_body_text(&mut self.html, line);
                continue;
            }
            let mut done = 0;
            for (at, change) in state.parse_line(line, languages).ok()? {
                self.write_code(line.get(done..at)?);
                self.stack.apply(&change).ok()?;
                done = at;
            }
            self.write_code(line.get(done..)?);
            if self.stack.len() > DEEPEST {
                return None;
            }
        }
        self.switch_class(&Arc::default());
        Some(self.html)
    }

    fn write_code(&mut self, text: &str) {
        // Spaces have no colour: they stay where they are.
        if !text.trim().is_empty() {
            let class = self.current_class();
            self.switch_class(&class);
        }
        let _ = escape_html_body_text(&mut self.html, text);
    }

    /// Returns the class of the innermost scope that has one.
    fn current_class(&mut self) -> Arc<str> {
        for scope in self.stack.scopes.iter().rev() {
            let class = self.classes.entry(*scope).or_insert_with(|| scope_class(*scope));
            if !class.is_empty() {
                return Arc::clone(class);
            }
        }
        Arc::default()
    }

    fn switch_class(&mut self, class: &Arc<str>) {
        if self.class == *class {
            return;
        }
        if !self.class.is_empty() {
            self.html.push_str("</span>");
        }
        if !class.is_empty() {
            self.html.push_str("<span class=\"");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.class = Arc::clone(class);
    }
}

/// Returns the class of a scope: `keyword.control.rust` is `hl-keyword hl-control`. Scopes that say
/// only where something stands, such as `meta` and `punctuation`, have none.
fn scope_class(scope: Scope) -> Arc<str> {
    let name = scope.build_string();
    let mut parts = name.split('.');
    let Some(kind) = parts.next().filter(|kind| KINDS.contains(kind)) else {
        return Arc::default();
    };
    let depth = if kind == "entity" { 2 } else { 1 };
    // The names come from the languages built in, never from content.
    let names = std::iter::once(kind).chain(parts.take(depth));
    names.map(|name| format!("hl-{name}")).collect::<Vec<_>>().join(" ").into()
}

#[cfg(test)]
mod tests;
