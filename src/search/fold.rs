//! The form in which texts and queries are compared.
//!
//! Every character is folded by itself, whatever stands beside it, so that a part of a text folds to a part of the
//! folded text. `text.js` of the theme does the same; a test in the browser compares the two.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What stands between two runs of text: punctuation, white space, the end of a line.
pub const GAP: char = '\0';

/// Signs that join what stands beside them, as in `1+14+X`, `3.5%` or `a-b`.
const JOINING: &[u8] = b"+-.%/&@#_";

/// Pairs of a Traditional character and its Simplified form, or of a radical and the character that it looks like (see
/// `data/README.md`).
pub const PAIRS: &str = include_str!("../../data/t2s.txt");

/// Where the table of [`PAIRS`] begins.
const FIRST: u32 = 0x2E80;

static SIMPLIFIED: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut table: Vec<u16> = (0x2E80..0xA000).collect();
    let mut pairs = PAIRS.chars().filter(|c| *c != '\n');
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        if let (Some(cell), Ok(to)) =
            (table.get_mut((from as u32).wrapping_sub(FIRST) as usize), u16::try_from(to as u32))
        {
            *cell = to;
        }
    }
    table.into_boxed_slice()
});

/// Returns the Simplified form of a character.
pub(super) fn simplified(c: char) -> char {
    let code = SIMPLIFIED.get((c as u32).wrapping_sub(FIRST) as usize).copied();
    code.and_then(|code| char::from_u32(u32::from(code))).unwrap_or(c)
}

/// Tells whether `c` is a format character, which leaves no trace: zero-width spaces and joiners, soft hyphens, directional marks.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}')
}

/// Tells whether `c` is a letter or a digit. Radicals are, though Unicode calls them symbols: text that was copied out of a PDF
/// often has them in the place of characters, as in ⼈⺠.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{2E80}'..='\u{2FD5}')
}

/// Tells whether `c` leaves nothing of itself but a gap.
pub(super) fn is_gap(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_alphanumeric()
            && u8::try_from(c).is_ok_and(|byte| !JOINING.contains(&byte));
    }
    !is_letter(c) && !is_combining_mark(c) && !is_invisible(c)
}

/// Calls `take` with each character of `text` folded: NFKD without accents, lower case, Simplified, and a [`GAP`] for what
/// parts runs, perhaps several side by side; and with the character that it comes from.
pub fn each(text: &str, mut take: impl FnMut(char, char)) {
    for c in text.chars() {
        each_of(c, |folded| take(folded, c));
    }
}

/// Calls `take` with what one character is folded to.
pub(super) fn each_of(c: char, mut take: impl FnMut(char)) {
    match c {
        'a'..='z' | '0'..='9' => take(c),
        '\u{4E00}'..='\u{9FFF}' => take(simplified(c)),
        'A'..='Z' => take(c.to_ascii_lowercase()),
        '\0'..='\x7F' if u8::try_from(c).is_ok_and(|byte| JOINING.contains(&byte)) => take(c),
        '\0'..='\x7F'
        | '\u{2010}'..='\u{2027}'
        | '\u{3000}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '，'
        | '：'
        | '；' => {
            take(GAP);
        }
        _ if is_invisible(c) => {}
        _ => fold_rare(c, &mut take),
    }
}

fn fold_rare(c: char, take: &mut impl FnMut(char)) {
    // Signs that only look like a row of others, such as … or ℃, part runs as other punctuation does.
    let fullwidth = matches!(c, '\u{FF01}'..='\u{FF5E}');
    if !fullwidth && !is_letter(c) && !is_combining_mark(c) {
        return take(GAP);
    }
    for part in std::iter::once(c).nfkd().flat_map(char::to_lowercase).nfkd() {
        let joining = u8::try_from(part).is_ok_and(|byte| JOINING.contains(&byte));
        if is_combining_mark(part) {
        } else if is_letter(part) || joining {
            take(simplified(part));
        } else {
            take(GAP);
        }
    }
}

/// Adds a folded character to others: of gaps side by side one, and none at the beginning.
pub fn push(c: char, out: &mut Vec<char>) {
    if c != GAP || out.last().is_some_and(|last| *last != GAP) {
        out.push(c);
    }
}

/// Returns `text` folded, one [`GAP`] between runs and none at either end.
#[must_use]
pub fn fold(text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len() / 2);
    each(text, |c, _| push(c, &mut out));
    if out.last() == Some(&GAP) {
        out.pop();
    }
    out
}

/// Returns the runs of folded text, none of them empty.
pub fn runs(folded: &[char]) -> impl Iterator<Item = &[char]> {
    folded.split(|c| *c == GAP).filter(|run| !run.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> String {
        fold(text).into_iter().map(|c| if c == GAP { '|' } else { c }).collect()
    }

    #[test]
    fn width_case_accents_and_script_do_not_matter() {
        assert_eq!(folded("Ａｂ１＋１４＋Ｘ　模式"), "ab1+14+x|模式");
        assert_eq!(folded("社會組織黨建"), "社会组织党建");
        assert_eq!(folded("Café naïve"), "cafe|naive");
        assert_eq!(folded("，组织……党建。"), "组织|党建");
        assert_eq!(folded("党\u{200B}建"), "党建");
        // Radicals of Kangxi, those of the supplement, and compatibility characters.
        assert_eq!(folded("⼈⺠与⾨⻔，㐀\u{F90A}"), "人民与门门|㐀金");
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
            let whole = fold(&format!("{before}{part}{after}"));
            let part = fold(&part);
            prop_assert!(part.is_empty() || whole.windows(part.len()).any(|window| window == part));
        }
    }
}
