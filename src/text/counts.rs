//! How long a text is, and how long it takes to read.

use std::ops::AddAssign;

use icu_properties::props::{EnumeratedProperty, Script};

/// What 字数 counts: Han and kana characters one by one, everything else by the word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts {
    /// Han and kana characters.
    pub characters: u32,
    /// Words of other scripts, and numbers: `3.5`, `1,000` and `don't` are one each.
    pub words: u32,
}

impl Counts {
    /// Adds what stands in `text`. A word does not run on from one call into the next.
    pub fn count_text(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        // Whether the character before belongs to a word, and whether it is a mark that may stand
        // inside one.
        let mut state = State::Outside;
        loop {
            let kind = match rest {
                // U+4000 to U+9FFF, nearly all of a Chinese text: Han, and 64 hexagrams that may
                // pass for it.
                [0xE4..=0xE9, _, _, ..] => {
                    let (characters, _) = rest.as_chunks::<3>();
                    let is_han = |bytes: &&[u8; 3]| matches!(bytes[0], 0xE4..=0xE9);
                    let run = characters.iter().take_while(is_han).count();
                    self.characters += u32::try_from(run).unwrap_or(u32::MAX);
                    state = State::Outside;
                    rest = &rest[3 * run..];
                    continue;
                }
                [byte @ ..0x80, after @ ..] => {
                    rest = after;
                    ascii_kind(*byte)
                }
                // 、。《》「」【】 and （）！，：；？, spared the tables below.
                [0xE3, 0x80, 0x81..=0x83 | 0x88..=0xA0, after @ ..]
                | [0xEF, 0xBC, 0x81..=0x8F | 0x9A..=0xA0, after @ ..] => {
                    rest = after;
                    Kind::Other
                }
                _ => {
                    let at = text.len() - rest.len();
                    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                        break;
                    };
                    rest = &rest[c.len_utf8()..];
                    char_kind(c)
                }
            };
            state = match (kind, state) {
                (Kind::Character, _) => {
                    self.characters += 1;
                    State::Outside
                }
                (Kind::Letter, State::Outside) => {
                    self.words += 1;
                    State::Word
                }
                (Kind::Letter, _) => State::Word,
                (Kind::Inner, State::Word) => State::Inner,
                (Kind::Inner | Kind::Other, _) => State::Outside,
                (Kind::Mark, state) => state,
            };
        }
    }

    /// Returns the reading time in minutes, rounded up and never 0: 500 characters or 213 words a
    /// minute.
    #[must_use]
    pub fn minutes(self) -> u32 {
        let parts = u64::from(self.characters) * 213 + u64::from(self.words) * 500;
        u32::try_from(parts.div_ceil(500 * 213)).unwrap_or(u32::MAX).max(1)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.characters += other.characters;
        self.words += other.words;
    }
}

#[derive(Clone, Copy)]
enum State {
    Outside,
    Word,
    Inner,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Counted by itself.
    Character,
    /// A letter or digit.
    Letter,
    /// Belongs to the character before it, such as a combining accent.
    Mark,
    /// Goes on with a word when a letter follows: `'`, `.`, `,`, `-`, `_`.
    Inner,
    /// Ends a word.
    Other,
}

const fn ascii_kind(byte: u8) -> Kind {
    match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
        b'\'' | b'.' | b',' | b'-' | b'_' => Kind::Inner,
        _ => Kind::Other,
    }
}

fn char_kind(c: char) -> Kind {
    match Script::for_char(c) {
        Script::Han | Script::Hiragana | Script::Katakana => Kind::Character,
        Script::Inherited => Kind::Mark,
        _ if c == 'ー' => Kind::Character,
        _ if c == '’' => Kind::Inner,
        _ if c.is_alphanumeric() => Kind::Letter,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> (u32, u32) {
        let mut counts = Counts::default();
        counts.count_text(text);
        (counts.characters, counts.words)
    }

    #[test]
    fn han_and_kana_count_one_by_one_and_words_whole() {
        assert_eq!(count("静安区“1+14+X”模式，覆盖 94 家社会组织。"), (12, 4));
        assert_eq!(count("don't e-mail 1,000.5 naïve café"), (0, 5));
        assert_eq!(count("コーヒー〇々㐀\u{20000}"), (8, 0));
        assert_eq!(count("한국 사람"), (0, 2));
        assert_eq!(count("，。——……"), (0, 0));
        assert_eq!(count("a, b. c"), (0, 3));
        assert_eq!(count("第3届"), (2, 1));
    }

    #[test]
    fn reading_time_is_rounded_up_and_never_nothing() {
        assert_eq!(Counts::default().minutes(), 1);
        assert_eq!(Counts { characters: 500, words: 0 }.minutes(), 1);
        assert_eq!(Counts { characters: 501, words: 0 }.minutes(), 2);
        assert_eq!(Counts { characters: 500, words: 213 }.minutes(), 2);
    }
}
