//! Colours for code, as classes.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use pulldown_cmark_escape::escape_html_body_text;
use rustc_hash::FxHashMap;
use syntect::html::{ClassStyle, line_tokens_to_classed_spans};
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use crate::diagnostic::nearest;
use crate::hash::Hash;

/// Longer lines are not coloured: the time of the patterns grows faster than the line (bat #677).
const LONGEST_LINE: usize = 4 << 10;

/// Longer blocks are not coloured.
const LONGEST_BLOCK: usize = 256 << 10;

/// No language has a longer name.
const LONGEST_NAME: usize = 40;

/// When the coloured code kept weighs more, it is forgotten: an editor who types in a fence would
/// else leave every state of it behind.
const MOST_KEPT: usize = 32 << 20;

/// Every class of a span begins with this.
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// Colours code. Making one costs nothing: the languages are loaded with the first block of code,
/// and what was coloured once is kept. One serves all threads.
#[derive(Default)]
pub struct Highlighter {
    languages: OnceLock<SyntaxSet>,
    kept: RwLock<Kept>,
}

#[derive(Default)]
struct Kept {
    blocks: FxHashMap<Hash, Arc<str>>,
    bytes: usize,
}

impl std::fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Highlighter").field("loaded", &self.languages.get().is_some()).finish_non_exhaustive()
    }
}

/// What became of a block of code.
pub(super) enum Coloured {
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

    /// Colours `code`, which is in the language that authors call `language`.
    pub(super) fn colour(&self, language: &str, code: &str) -> Coloured {
        let languages = self.languages();
        let Some(syntax) = languages.find_syntax_by_token(language) else {
            return Coloured::Unknown;
        };
        let class = language.chars().filter(|c| c.is_ascii_alphanumeric() || "+-#".contains(*c)).map(|c| c.to_ascii_lowercase()).collect();
        let key = Hash::of_value(&(syntax.name.as_str(), code));
        if let Some(html) = self.kept.read().unwrap_or_else(PoisonError::into_inner).blocks.get(&key) {
            return Coloured::Known { class, html: Arc::clone(html) };
        }
        let html: Arc<str> = spans(languages, syntax, code).into();
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.bytes + html.len() > MOST_KEPT {
            *kept = Kept::default();
        }
        kept.bytes += html.len();
        kept.blocks.insert(key, Arc::clone(&html));
        Coloured::Known { class, html }
    }

    /// Returns the language that was probably meant by `language`, which is not known.
    pub(super) fn near(&self, language: &str) -> Option<String> {
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
        nearest(&language.to_lowercase(), names.iter().map(String::as_str)).map(str::to_owned)
    }

    fn languages(&self) -> &SyntaxSet {
        self.languages.get_or_init(SyntaxSet::load_defaults_newlines)
    }
}

/// Returns the code with its spans; without them when it is too long or the language's patterns fail.
fn spans(languages: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> String {
    let plain = || {
        let mut html = String::with_capacity(code.len());
        // Writing to a string cannot fail.
        let _ = escape_html_body_text(&mut html, code);
        html
    };
    if code.len() > LONGEST_BLOCK {
        return plain();
    }
    coloured(languages, syntax, code).unwrap_or_else(plain)
}

fn coloured(languages: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut html = String::with_capacity(code.len() * 4);
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut open = 0;
    for line in LinesWithEndings::from(code) {
        if line.len() > LONGEST_LINE {
            let _ = escape_html_body_text(&mut html, line);
            continue;
        }
        let tokens = state.parse_line(line, languages).ok()?;
        let (spans, change) = line_tokens_to_classed_spans(line, &tokens, STYLE, &mut stack).ok()?;
        html.push_str(&spans);
        open += change;
    }
    (0..open).for_each(|_| html.push_str("</span>"));
    Some(html)
}
