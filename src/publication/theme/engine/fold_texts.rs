//! Texts of the theme in the place of the code that asks for them.
//!
//! `{{ t.region }}` is the same on all pages of an edition. To look it up each time took a seventh
//! of what templates cost; in a template that is compiled for the edition the text itself stands
//! there.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Templates;
use crate::publication::theme::maps::split_words;

/// What would be escaped, is code, or parts lines: texts with one of these stay where they are.
const SPECIAL: [char; 9] = ['&', '<', '>', '"', '\'', '{', '}', '\n', '\r'];

/// Templates with texts in them, and what that moved in each.
pub(super) struct Folded<'a> {
    pub(super) templates: Vec<(&'a str, String)>,
    pub(super) moves: BTreeMap<String, Moves>,
}

/// What texts moved in a template: behind `end` on `line`, everything stood `by` characters further
/// on than it does.
#[derive(Default)]
pub(super) struct Moves(Vec<Move>);

struct Move {
    line: usize,
    end: usize,
    by: isize,
}

impl Moves {
    /// Returns the column in the file of what stands at `column` of the folded template; both count
    /// characters from 0.
    pub(super) fn column_in_file(&self, line: usize, column: usize) -> usize {
        let before = self.0.iter().filter(|one| one.line == line && one.end <= column);
        column.saturating_add_signed(before.map(|one| one.by).sum())
    }
}

/// Returns the templates with the texts that `text_of` finds.
pub(super) fn fold_texts<'a>(
    templates: &'a Templates,
    text_of: impl Fn(&'a str) -> Option<&'a str>,
) -> Folded<'a> {
    let is_certain = templates.values().all(|(_, text)| always_means_texts(text));
    let mut moves = BTreeMap::new();
    let fold = |(name, (_, text)): (&'a String, &'a (_, String))| {
        let mut folding = Folding::default();
        if is_certain {
            folding.fold(text, &text_of);
        } else {
            folding.push(text);
        }
        moves.insert(name.clone(), folding.moves);
        (name.as_str(), folding.text)
    };
    let templates = templates.iter().map(fold).collect();
    Folded { templates, moves }
}

/// Tells whether `t` names the texts wherever a template says it, and nothing of its own.
fn always_means_texts(template: &str) -> bool {
    find_tags(template).all(|tag| {
        let code = inside(template, &tag);
        // Nearly all code says `t.key`.
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let mut others = code.match_indices('t').filter(|(at, _)| {
            let (before, after) = (code[..*at].bytes().next_back(), code[at + 1..].bytes().next());
            !(before.is_some_and(|byte| is_word(&byte))
                || after.is_some_and(|byte| is_word(&byte) || byte == b'.'))
        });
        if others.next().is_none() {
            return true;
        }
        let words = split_words(code);
        let next = |at: usize| words.get(at + 1).map(|(_, word)| *word);
        words
            .iter()
            .enumerate()
            .all(|(at, (_, word))| *word != "t" || matches!(next(at), Some("." | "[")))
    })
}

#[derive(Default)]
struct Folding {
    text: String,
    moves: Moves,
    /// How many line ends `text` has, and how many characters behind the last.
    lines: usize,
    column: usize,
}

impl Folding {
    fn fold<'a>(&mut self, template: &'a str, text_of: impl Fn(&'a str) -> Option<&'a str>) {
        let mut done = 0;
        for tag in find_tags(template) {
            let code = inside(template, &tag);
            if ends_folding(code) {
                break;
            }
            let key = template[tag.clone()].starts_with("{{").then(|| asked_key(code)).flatten();
            let (before, after) = (&template[done..tag.start], &template[tag.end..]);
            if let Some(text) = key.and_then(&text_of)
                && can_stand(text, before, after)
            {
                self.push(before);
                self.push(text);
                let by = tag.len().cast_signed() - text.chars().count().cast_signed();
                self.moves.0.push(Move { line: self.lines + 1, end: self.column, by });
                done = tag.end;
            }
        }
        self.push(&template[done..]);
    }

    fn push(&mut self, part: &str) {
        self.text.push_str(part);
        self.lines += part.matches('\n').count();
        self.column = match part.rsplit_once('\n') {
            Some((_, last)) => last.chars().count(),
            None => self.column + part.chars().count(),
        };
    }
}

/// Finds the code of a template, with its braces; comments are none.
fn find_tags(template: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + template.get(at..)?.find('{')?;
            let code = &template[start + 1..];
            let length = match code.bytes().next() {
                Some(b'{') => find_close(&code[1..], "}}")?,
                Some(b'%') => find_close(&code[1..], "%}")?,
                Some(b'#') => {
                    at = start + 4 + code[1..].find("#}")?;
                    continue;
                }
                _ => {
                    at = start + 1;
                    continue;
                }
            };
            at = start + 4 + length;
            return Some(start..at);
        }
    })
}

/// Returns where `close` stands that is not inside quotes.
fn find_close(code: &str, close: &str) -> Option<usize> {
    let (mut quote, mut is_escaped) = (None, false);
    code.bytes().enumerate().find_map(|(at, byte)| {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if byte == b'\\' => is_escaped = true,
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if code.as_bytes()[at..].starts_with(close.as_bytes()) => return Some(at),
            None => quote = matches!(byte, b'"' | b'\'' | b'`').then_some(byte),
        }
        None
    })
}

fn inside<'a>(template: &'a str, tag: &Range<usize>) -> &'a str {
    &template[tag.start + 2..tag.end - 2]
}

/// Tells whether what follows in the template may mean something else: nothing in `raw` is code, no
/// component sees the texts, and braces in code may end it sooner.
fn ends_folding(code: &str) -> bool {
    let first = code.trim_start_matches('-').split_whitespace().next().unwrap_or_default();
    code.contains('{') || first.starts_with("raw") || first.starts_with("component")
}

/// Returns the key when code asks for a text and nothing else.
fn asked_key(code: &str) -> Option<&str> {
    let key = code.trim_matches(' ').strip_prefix("t.")?;
    key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_').then_some(key)
}

/// Tells whether a text is shown as it is where it stands between two parts of a template: code
/// with a dash takes the spaces of what stands beside it.
fn can_stand(text: &str, before: &str, after: &str) -> bool {
    let takes_after = || ["-}}", "-%}", "-#}"].iter().any(|end| before.trim_end().ends_with(end));
    let takes_before =
        || ["{{-", "{%-", "{#-"].iter().any(|begin| after.trim_start().starts_with(begin));
    !(text.is_empty()
        || text.contains(SPECIAL)
        || text.starts_with(char::is_whitespace) && takes_after()
        || text.ends_with(char::is_whitespace) && takes_before())
}
