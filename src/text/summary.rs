//! Cutting a text short without breaking what it says.

use unicode_segmentation::UnicodeSegmentation;

use super::join_break;
use super::width::{is_punctuation, is_wide};

/// What stands where a Chinese text was cut: an ellipsis two characters wide.
const ELLIPSIS: &str = "……";

/// What stands where a text of another script was cut.
const NARROW_ELLIPSIS: &str = "…";

/// Brackets and quotation marks, each opening one before its closing one.
const PAIRS: [(char, char); 14] = [
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('〔', '〕'),
    ('〖', '〗'),
    ('［', '］'),
    ('“', '”'),
    ('‘', '’'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
];

/// Cuts `text` to at most `limit` characters as a reader counts them.
///
/// Line breaks are resolved first, as [`join_break`] says. A text that is short enough comes back
/// whole. Else it ends after the last `。`, `！`, `？` or `；` (or its Latin counterpart before a
/// space) outside brackets, when that keeps a third of the limit; else it is cut on a grapheme
/// border, never inside a number or a Latin word, never before closing punctuation or after an
/// opening bracket, with `……` (`…` where nothing is Chinese) and what closes the brackets still
/// open. A limit below 8 counts as 8.
#[must_use]
pub fn summarise_text(text: &str, limit: usize) -> String {
    let limit = limit.max(8);
    let text = one_line(text);
    // The text is scanned no further than one grapheme past the limit: it may be a whole page.
    let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).take(limit + 1).collect();
    if graphemes.len() <= limit {
        return text;
    }
    cut_at_sentence(&text, &graphemes, limit)
        .unwrap_or_else(|| cut_at_best(&text, &graphemes, limit))
}

/// Returns the text with its lines joined and its spaces single.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in text.lines().map(str::trim).filter(|part| !part.is_empty()) {
        if !join_break(line.chars().next_back(), part.chars().next()) {
            line.push(' ');
        }
        for (index, word) in part.split_ascii_whitespace().enumerate() {
            if index > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    line
}

/// Returns the text up to the end of the last sentence within the limit.
fn cut_at_sentence(text: &str, graphemes: &[(usize, &str)], limit: usize) -> Option<String> {
    let mut open = Vec::new();
    let mut end = None;
    let mut ended = false;
    for (index, &(at, grapheme)) in graphemes.iter().enumerate() {
        let c = first_char(grapheme);
        let closes = follow_brackets(&mut open, c);
        // A closing quotation mark after the full stop still belongs to the sentence.
        ended = match c {
            '。' | '！' | '？' | '；' => true,
            '.' | '!' | '?' | ';' => graphemes
                .get(index + 1)
                .is_some_and(|(_, next)| *next == " " || is_closing(first_char(next))),
            _ => ended && closes,
        };
        let next_closes =
            graphemes.get(index + 1).is_some_and(|(_, next)| is_closing(first_char(next)));
        if ended && open.is_empty() && !next_closes && index < limit && index + 1 >= limit / 3 {
            end = Some(at + grapheme.len());
        }
    }
    Some(text.get(..end?)?.to_owned())
}

/// Returns the text cut at the best place within the limit, marked as cut.
fn cut_at_best(text: &str, graphemes: &[(usize, &str)], limit: usize) -> String {
    let mut open = Vec::new();
    let mut best: Option<(usize, Vec<char>)> = None;
    for (index, pair) in graphemes.windows(2).enumerate() {
        let &[(at, left), (next, right)] = pair else { break };
        follow_brackets(&mut open, first_char(left));
        // What is kept, the ellipsis and the brackets to close must fit together.
        if index + 1 + 2 + open.len() > limit {
            continue;
        }
        if may_part(text, at, first_char(left), first_char(right)) {
            best = Some((next, open.clone()));
        }
    }
    // One word longer than the limit: it is parted after all.
    let (end, open) =
        best.unwrap_or_else(|| (graphemes.get(limit - 2).map_or(0, |(at, _)| *at), Vec::new()));
    let kept = &text[..end];
    let mut kept =
        kept.trim_end_matches(|c: char| c.is_whitespace() || "，、：,:;—…".contains(c)).to_owned();
    kept.push_str(if kept.contains(is_wide) { ELLIPSIS } else { NARROW_ELLIPSIS });
    kept.extend(open.iter().rev());
    kept
}

/// Tells whether a cut may stand between two neighbours, `left` at byte `at`.
fn may_part(text: &str, at: usize, left: char, right: char) -> bool {
    if is_opening(left) || is_closing(right) || (is_punctuation(right) && !is_opening(right)) {
        return false;
    }
    // Inside a word or a number, or between a number and its per cent sign.
    if in_word(left) && in_word(right) {
        return false;
    }
    // `3.5`, `1,000`, `don't`: a mark between two letters or digits belongs to the word.
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    !(matches!(left, '.' | ',' | '\'' | '’' | '-' | '+' | '/' | '_' | '@' | ':')
        && in_word(right)
        && before.is_some_and(in_word))
}

/// Tells whether `c` is a letter or digit of a script that is written in words.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() && !is_wide(c)
}

fn first_char(grapheme: &str) -> char {
    grapheme.chars().next().expect("a grapheme has a character")
}

fn is_opening(c: char) -> bool {
    PAIRS.iter().any(|(open, _)| *open == c)
}

fn is_closing(c: char) -> bool {
    PAIRS.iter().any(|(_, close)| *close == c)
}

/// Keeps the stack of what closes the open brackets; tells whether `c` closed one.
fn follow_brackets(open: &mut Vec<char>, c: char) -> bool {
    if let Some((_, close)) = PAIRS.iter().find(|(open, _)| *open == c) {
        open.push(*close);
    } else if open.last() == Some(&c) {
        open.pop();
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_short_text_comes_back_whole() {
        assert_eq!(summarise_text("党建引领。", 20), "党建引领。");
        assert_eq!(summarise_text("党建\n引领 and\nmore", 20), "党建引领 and more");
    }

    #[test]
    fn a_long_text_ends_with_a_sentence_where_it_can() {
        assert_eq!(
            summarise_text("静安区成立联合会。覆盖社会组织九十四家，其中行业协会十二家。", 15),
            "静安区成立联合会。"
        );
        assert_eq!(
            summarise_text("他说：“先建后管。”然后继续推进各项工作不停歇。", 12),
            "他说：“先建后管。”"
        );
        assert_eq!(summarise_text("He came. He saw the whole of it and more.", 20), "He came.");
    }

    #[test]
    fn a_cut_is_marked_and_closes_its_brackets() {
        assert_eq!(
            summarise_text("覆盖社会组织（含行业协会与商会及基金会）共九十四家", 12),
            "覆盖社会组织（含行……）"
        );
        assert_eq!(summarise_text("甲乙丙丁戊，己庚辛壬癸子丑寅卯辰巳午未", 8), "甲乙丙丁戊……");
    }

    #[test]
    fn numbers_and_words_are_never_parted() {
        assert_eq!(
            summarise_text("总投入资金约为一共3000.50万元人民币左右哦", 14),
            "总投入资金约为一共……"
        );
        assert_eq!(summarise_text("采用 international standards 的办法来处理", 12), "采用……");
        assert_eq!(summarise_text("abcdefghijklmnopqrstuvwxyz", 10), "abcdefgh…");
    }

    proptest! {
        #[test]
        fn a_summary_fits_and_balances(text in "[甲乙丙，。；（）“”《》a1. 、\n\
            \u{301}👍🏽]{0,80}", limit in 8usize..40) {
            let cut = summarise_text(&text, limit);
            prop_assert!(cut.graphemes(true).count() <= limit, "{cut}");
            prop_assert!(!cut.contains('\n'));
        }

        #[test]
        fn no_text_panics(text in ".{0,60}", limit in 0usize..70) {
            let _ = summarise_text(&text, limit);
        }
    }
}
