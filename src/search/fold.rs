//! The form in which texts and queries are compared.
//!
//! Every character is folded by itself. Marks between two characters part them, or not, by these
//! two alone, so that a part of a text folds to a part of the folded text. `text.js` of the theme
//! does the same; a test in the browser compares the two.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::simplified::simplify_char;

/// What stands between two runs of text: the end of a clause, or white space between two Latin
/// words.
pub const GAP: char = '\0';

/// What a mark is folded to that readers look through: a space, a bracket, a quotation mark, a
/// dash. Beside a Chinese character or a sign that joins it counts for nothing, between two Latin
/// words it is a [`GAP`].
pub(super) const SOFT: char = '\u{1}';

/// Signs that join what stands beside them, as in `1+14+X`, `3.5%` or `a-b`.
const JOINING: &[u8] = b"+-.%/&@#_";

/// The sign that joins names, 党建＋引领: beside a Chinese character readers look through it.
pub(super) const PLUS: char = '+';

/// Returns which characters of a folded text are left where readers look through each [`PLUS`]
/// beside a Chinese character; `None` where that leaves all.
#[must_use]
pub(super) fn look_through(folded: &[char]) -> Option<Vec<usize>> {
    let is_wide =
        |at: Option<usize>| at.and_then(|at| folded.get(at)).is_some_and(|c| !is_narrow(*c));
    let is_left =
        |at: &usize| folded[*at] != PLUS || !(is_wide(at.checked_sub(1)) || is_wide(Some(at + 1)));
    folded.contains(&PLUS).then(|| (0..folded.len()).filter(is_left).collect())
}

/// Tells whether `c` is a format character, which leaves no trace: zero-width spaces and joiners,
/// soft hyphens, directional marks.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}')
}

/// Tells whether `c` is a letter or a digit. Radicals are, though Unicode calls them symbols: text
/// that was copied out of a PDF often has them in the place of characters, as in ⼈⺠.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{2E80}'..='\u{2FD5}')
}

/// Tells whether `c` leaves nothing of itself but a gap.
pub(super) fn is_gap(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_alphanumeric() && !is_joining(c);
    }
    !is_letter(c) && !is_combining_mark(c) && !is_invisible(c)
}

/// Calls `take` with each character of `text` folded: NFKD without accents, lower case, Simplified,
/// and one [`GAP`] between two runs; and with the byte where the character stands that it comes
/// from.
pub fn each_folded(text: &str, mut take: impl FnMut(char, usize)) {
    let mut last = None;
    let mut mark = None;
    for (at, c) in text.char_indices() {
        each_of(c, |folded| match folded {
            GAP => mark = Some(GAP),
            SOFT => mark = mark.or(Some(SOFT)),
            _ => {
                if let (Some(before), Some(mark)) = (last.replace(folded), mark.take())
                    && (mark == GAP || parts_words(before, folded))
                {
                    take(GAP, at);
                }
                take(folded, at);
            }
        });
    }
}

/// Tells whether a [`SOFT`] mark between two folded characters parts them: whether both belong to
/// words of a script that puts spaces between words. A full stop ends such a word, the other signs
/// that join do not.
pub(super) fn parts_words(before: char, after: char) -> bool {
    let is_word = |c: char| is_narrow(c) && (c == '.' || !is_joining(c));
    is_word(before) && is_word(after)
}

/// Tells whether `c` is so common by itself that two of its kind tell little: anything before the
/// CJK blocks.
#[must_use]
pub fn is_narrow(c: char) -> bool {
    c < '\u{2E80}'
}

fn is_joining(c: char) -> bool {
    u8::try_from(c).is_ok_and(|byte| JOINING.contains(&byte))
}

/// Returns what a character is folded to that is no letter and joins nothing.
fn fold_mark(c: char) -> char {
    match c {
        // The ends of lines, clauses and sentences.
        '\n'..='\r'
        | '\u{85}'
        | '\u{2028}'
        | '\u{2029}'
        | ','
        | ';'
        | ':'
        | '!'
        | '?'
        | '\u{2025}'
        | '…'
        | '⋯'
        | '、'
        | '。'
        | '\u{FE10}'..='\u{FE16}'
        | '\u{FE50}'..='\u{FE57}'
        | '，'
        | '；'
        | '：'
        | '！'
        | '？'
        | '｡'
        | '､' => GAP,
        _ => SOFT,
    }
}

/// Calls `take` with what one character is folded to, a [`GAP`] or [`SOFT`] for what is no letter.
pub(super) fn each_of(c: char, mut take: impl FnMut(char)) {
    match c {
        'a'..='z' | '0'..='9' => take(c),
        '\u{4E00}'..='\u{9FFF}' => take(simplify_char(c)),
        'A'..='Z' => take(c.to_ascii_lowercase()),
        '\0'..='\x7F' if is_joining(c) => take(c),
        '\0'..='\x7F'
        | '\u{2010}'..='\u{2027}'
        | '\u{3000}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '，'
        | '：'
        | '；' => take(fold_mark(c)),
        _ if is_invisible(c) => {}
        _ => fold_rare(c, &mut take),
    }
}

fn fold_rare(c: char, take: &mut impl FnMut(char)) {
    // Signs that only look like a row of others, such as … or ℃, part runs as other punctuation
    // does.
    let fullwidth = matches!(c, '\u{FF01}'..='\u{FF5E}');
    if !fullwidth && !is_letter(c) && !is_combining_mark(c) {
        return take(fold_mark(c));
    }
    for part in std::iter::once(c).nfkd().flat_map(char::to_lowercase).nfkd() {
        if is_combining_mark(part) {
        } else if is_letter(part) || is_joining(part) {
            take(simplify_char(part));
        } else {
            take(fold_mark(part));
        }
    }
}

/// Returns `text` folded, one [`GAP`] between runs and none at either end.
#[must_use]
pub fn fold_text(text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len() / 2);
    each_folded(text, |c, _| out.push(c));
    out
}

/// Returns the runs of folded text, none of them empty.
pub fn split_runs(folded: &[char]) -> impl Iterator<Item = &[char]> {
    folded.split(|c| *c == GAP).filter(|run| !run.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::simplified::PAIRS;

    fn folded(text: &str) -> String {
        fold_text(text).into_iter().map(|c| if c == GAP { '|' } else { c }).collect()
    }

    #[test]
    fn width_case_accents_and_script_do_not_matter() {
        assert_eq!(folded("Ａｂ１＋１４＋Ｘ　模式"), "ab1+14+x模式");
        assert_eq!(folded("社會組織黨建"), "社会组织党建");
        assert_eq!(folded("Café naïve"), "cafe|naive");
        assert_eq!(folded("，组织……党建。"), "组织|党建");
        assert_eq!(folded("党\u{200B}建"), "党建");
        // Radicals of Kangxi, those of the supplement, and compatibility characters.
        assert_eq!(folded("⼈⺠与⾨⻔，㐀\u{F90A}"), "人民与门门|㐀金");
    }

    #[test]
    fn marks_that_readers_look_through_part_latin_words_alone() {
        for text in [
            "AI 助手",
            "AI\u{A0}助手",
            "AI\u{2009}助手",
            "“AI”助手",
            "（AI）助手",
            "【ＡＩ】·助手",
            "AI——助手",
        ] {
            assert_eq!(folded(text), "ai助手", "{text}");
        }
        for (text, runs) in [
            ("1 + 2", "1+2"),
            ("50 % of", "50%of"),
            ("new art", "new|art"),
            ("new—art", "new|art"),
            ("“new” (art)", "new|art"),
            ("2019. 3 new", "2019.|3|new"),
            ("社区。“党建”引领，《弄堂》读本", "社区|党建引领|弄堂读本"),
            ("甲：乙、丙；丁！戊？己…庚\n辛", "甲|乙|丙|丁|戊|己|庚|辛"),
            ("甲 。 乙", "甲|乙"),
        ] {
            assert_eq!(folded(text), runs, "{text}");
        }
    }

    #[test]
    fn pairs_are_sorted_and_lead_nowhere_further() {
        let all: Vec<char> = PAIRS.chars().filter(|c| *c != '\n').collect();
        let keys: Vec<char> = all.iter().step_by(2).copied().collect();
        assert!(keys.is_sorted());
        assert!(all.iter().skip(1).step_by(2).all(|to| keys.binary_search(to).is_err()));
    }

    proptest! {
        #[test]
        fn a_part_of_a_text_folds_to_a_part_of_the_folded_text(before in "\\PC{0,8}", part in "\\PC{1,8}", after in "\\PC{0,8}") {
            let whole = fold_text(&format!("{before}{part}{after}"));
            let part = fold_text(&part);
            prop_assert!(part.is_empty() || whole.windows(part.len()).any(|window| window == part));
        }
    }
}
