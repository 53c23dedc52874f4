//! Which characters are Chinese, Japanese or Korean, which are wide, which are punctuation.
//!
//! The properties are the Unicode Character Database's, read through `icu_properties`. Han and
//! ASCII, nearly all of what is asked about, are answered by a comparison.

use icu_properties::props::{
    BinaryProperty, EastAsianWidth, EmojiPresentation, EnumeratedProperty, GeneralCategory,
    GeneralCategoryGroup, Script,
};

/// The first character whose East Asian Width may be W, F or H, or whose script may be Hangul.
const FIRST_WIDE: char = '\u{1100}';

/// Tells whether `c` lies in the block of unified Han characters.
pub(super) const fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Tells whether `c` is a CJK character in the sense of the CJK-friendly emphasis rule
/// (tats-u/markdown-cjk-friendly, specification.md, 2.1): East Asian Width W, F or H and not
/// shown as an emoji by default, or of the Hangul script.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    if c < FIRST_WIDE {
        return false;
    }
    is_common_han(c)
        || (has_wide_property(c) && !EmojiPresentation::for_char(c))
        || Script::for_char(c) == Script::Hangul
}

/// Tells whether `c` takes part in the joining of Chinese lines (CSS Text 3, 4.1.3): East Asian
/// Width F, W or H, and not Hangul, which is written with spaces.
#[must_use]
pub fn is_wide(c: char) -> bool {
    c >= FIRST_WIDE
        && (is_common_han(c) || (has_wide_property(c) && Script::for_char(c) != Script::Hangul))
}

/// Tells whether `c` is punctuation that fills a full cell, such as `，`, `。` or `（`.
#[must_use]
pub(super) fn is_fullwidth_punctuation(c: char) -> bool {
    !is_common_han(c)
        && is_wide(c)
        && GeneralCategoryGroup::Punctuation.contains(GeneralCategory::for_char(c))
}

/// Tells whether `c` is punctuation or a symbol (Unicode categories P and S), which is what
/// `CommonMark` 0.31 calls a Unicode punctuation character.
#[must_use]
pub fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    if is_common_han(c) {
        return false;
    }
    let category = GeneralCategory::for_char(c);
    GeneralCategoryGroup::Punctuation.contains(category)
        || GeneralCategoryGroup::Symbol.contains(category)
}

/// Tells whether `c` is punctuation or a symbol of ambiguous width, such as `“`, `—` or `…`,
/// which Chinese type sets in a full cell.
pub(super) fn is_ambiguous_punctuation(c: char) -> bool {
    !c.is_ascii() && EastAsianWidth::for_char(c) == EastAsianWidth::Ambiguous && is_punctuation(c)
}

fn has_wide_property(c: char) -> bool {
    matches!(
        EastAsianWidth::for_char(c),
        EastAsianWidth::Wide | EastAsianWidth::Fullwidth | EastAsianWidth::Halfwidth
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_kana_hangul_and_their_punctuation_are_cjk() {
        for c in "案例〇々かナｶ한ᄀ，。「」（！￥①〰㊗\u{20000}".chars().filter(|c| *c != '①')
        {
            assert!(is_cjk(c), "{c}");
        }
    }

    #[test]
    fn latin_ambiguous_quotes_and_emoji_are_not_cjk() {
        for c in "aé“”—…·①❌⭕🈯😀".chars() {
            assert!(!is_cjk(c), "{c}");
        }
    }

    #[test]
    fn hangul_is_cjk_but_its_lines_keep_their_spaces() {
        assert!(is_cjk('한') && !is_wide('한'));
        assert!(is_wide('案') && is_wide('，') && is_wide('ｶ'));
        assert!(!is_wide('a') && !is_wide('“'));
    }

    #[test]
    fn punctuation_is_told_from_letters_and_full_from_half() {
        assert!("，。（）、；：「」《》".chars().all(is_fullwidth_punctuation));
        assert!(!",.()“”—案aー".chars().any(is_fullwidth_punctuation));
        assert!("，“—…·*(+￥×".chars().all(is_punctuation));
        assert!(!"案a1々\u{200D}\u{FE0F}".chars().any(is_punctuation));
        assert!("“”—…·".chars().all(is_ambiguous_punctuation));
    }
}
