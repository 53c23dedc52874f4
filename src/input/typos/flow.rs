//! `[…]` and `{…}` on one line, with full-width marks between the items.

use super::{Confidence, Typo, is_blank, is_key};
use crate::say;

/// Looks at a value that begins with a bracket, whose first byte is at `at`.
pub(super) fn find_typo_in_flow(value: &str, at: usize) -> Option<Typo> {
    let mut reader = Reader {
        value,
        fixed: String::with_capacity(value.len()),
        open: Vec::new(),
        quote: None,
        sure: Confidence::Likely,
        crossed: false,
    };
    let mut fresh = true;
    let mut end = value.len();
    for (index, c) in value.char_indices() {
        if c == '#' && reader.quote.is_none() && reader.fixed.ends_with(is_blank) {
            end = index;
            break;
        }
        fresh = reader.read_char(index, c, fresh);
    }
    let (content, comment) = value.split_at(end);
    let Reader { mut fixed, sure, open, quote, crossed, .. } = reader;
    let same = fixed == content || crossed;
    // A line that ends in a comma goes on in the next.
    let unclosed = quote.is_none()
        && !open.is_empty()
        && !content.trim_end_matches(is_blank).ends_with([',', '，', '[', '{']);
    if unclosed {
        let blank = fixed.split_off(fixed.trim_end_matches(is_blank).len());
        // `{id: s1)`
        let is_round = fixed.ends_with([')', '）']) && !fixed.contains(['(', '（']);
        if is_round {
            fixed.pop();
        }
        fixed.extend(open.iter().rev().map(|bracket| if *bracket == '[' { ']' } else { '}' }));
        fixed.push_str(&blank);
    }
    fixed.push_str(comment);
    (fixed != value).then(|| Typo {
        range: at..at + value.len(),
        message: if same {
            say!("这一行的括号没有成对" | "a bracket of this line is never closed")
        } else {
            say!("方括号或花括号里用了全角标点" | "full-width punctuation stands inside brackets")
        },
        hint: say!(
            "括号要成对，括号和分隔的标点要用半角，请写成：{fixed}"
                | "brackets come in pairs, and they and the marks between items are half-width, so \
                   write: `{fixed}`"
        ),
        replacement: fixed.clone(),
        sure: if unclosed { Confidence::Likely } else { sure },
    })
}

struct Reader<'a> {
    value: &'a str,
    fixed: String,
    /// The brackets around, each by its half-width form.
    open: Vec<char>,
    quote: Option<char>,
    sure: Confidence,
    /// Whether brackets of two kinds closed one another.
    crossed: bool,
}

impl Reader<'_> {
    /// Reads a character; `fresh` says that it begins an item. Returns whether the next one does.
    fn read_char(&mut self, index: usize, c: char, fresh: bool) -> bool {
        if let Some(quote) = self.quote {
            self.fixed.push(c);
            if c == quote && !self.fixed.ends_with("\\\"") {
                self.quote = None;
            }
            return false;
        }
        let after = &self.value[index + c.len_utf8()..];
        match c {
            '"' | '\'' if fresh => self.quote = Some(c),
            '[' | '{' | '［' | '｛' if fresh => return self.opens_bracket(c),
            ']' | '}' | '］' | '｝' | '】'
                if self.closes_bracket(c, after) || self.crosses(c, after) =>
            {
                return false;
            }
            ',' => {
                self.fixed.push(c);
                return true;
            }
            '，' if self.open.last() == Some(&'[') => return self.reads_comma(after),
            // A comma in the text of a value stays: only one before a key is meant to part.
            '，' if self.open.last() == Some(&'{') && begins_with_key(after) => {
                self.sure = Confidence::Certain;
                return self.reads_comma(after);
            }
            '：' if self.open.last() == Some(&'{') && self.follows_key() => {
                self.sure = Confidence::Certain;
                let length = self.fixed.trim_end_matches(is_blank).len();
                self.fixed.truncate(length);
                self.fixed.push(':');
                if !after.starts_with(' ') {
                    self.fixed.push(' ');
                }
                return true;
            }
            ':' => {
                // `{title:甲}` is a key with its value in it.
                let typo = self.open.last() == Some(&'{')
                    && self.follows_key()
                    && !after.starts_with([' ', ',', '}', '/']);
                self.fixed.push_str(if typo { ": " } else { ":" });
                if typo && after.starts_with(|c: char| !c.is_ascii() || c.is_ascii_alphanumeric()) {
                    self.sure = Confidence::Certain;
                }
                return true;
            }
            _ if fresh && is_blank(c) => {
                self.fixed.push(' ');
                return true;
            }
            _ => {}
        }
        self.fixed.push(c);
        false
    }

    fn opens_bracket(&mut self, c: char) -> bool {
        let half = if matches!(c, '[' | '［') { '[' } else { '{' };
        if half != c {
            self.sure = Confidence::Certain;
        }
        self.open.push(half);
        self.fixed.push(half);
        true
    }

    /// Writes the bracket that closes the innermost one, when `c` is one.
    fn closes_bracket(&mut self, c: char, after: &str) -> bool {
        let Some(half) = self.open.last().map(|open| if *open == '[' { ']' } else { '}' }) else {
            return false;
        };
        // A full-width one may belong to the text of an item, unless nothing else closes.
        let closes = c == half
            || (matches!((half, c), (']', '］' | '】') | ('}', '｝')) && !after.contains(half));
        if closes {
            self.open.pop();
            self.fixed.push(half);
        }
        closes
    }

    /// Writes what closes the innermost bracket where a bracket of the other kind stands, as in
    /// `{a: [b, c}`: before it, when it closes one further out, else in its place.
    fn crosses(&mut self, c: char, after: &str) -> bool {
        let (wanted, opener) = match (self.open.last(), c) {
            (Some('['), '}') => (']', '{'),
            (Some('{'), ']') => ('}', '['),
            _ => return false,
        };
        if after.contains(wanted) {
            return false;
        }
        self.crossed = true;
        self.open.pop();
        self.fixed.push(wanted);
        if self.open.last() == Some(&opener) {
            self.open.pop();
            self.fixed.push(c);
        }
        true
    }

    fn reads_comma(&mut self, after: &str) -> bool {
        self.fixed.push(',');
        if !after.starts_with(' ') {
            self.fixed.push(' ');
        }
        true
    }

    /// Tells whether what was written last is the key of a new item.
    fn follows_key(&self) -> bool {
        let item = self.fixed.rsplit(['{', ',']).next().unwrap_or_default();
        is_key(item.trim_matches(is_blank))
    }
}

/// Tells whether `text` begins with a key and its colon.
fn begins_with_key(text: &str) -> bool {
    text.split_once([':', '：']).is_some_and(|(key, _)| is_key(key.trim_matches(is_blank)))
}
