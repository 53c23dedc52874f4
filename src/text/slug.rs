//! Addresses out of headings and titles.

use super::invisible::is_invisible;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What a text without a letter or digit is called.
const NAMELESS: &str = "section";

/// Turns `text` into an id or a file's name: letters and digits of any script stay, in NFC and
/// with ASCII in lower case; everything between becomes one `-`. Nothing left gives `section`.
///
/// Han characters stay as they are: no pinyin, which would read 重庆 as zhong-qing.
#[must_use]
pub fn make_slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    if is_composed(text) {
        text.chars().for_each(|c| push_char(&mut slug, c));
    } else {
        text.nfc().for_each(|c| push_char(&mut slug, c));
    }
    if slug.ends_with('-') {
        slug.pop();
    }
    if slug.is_empty() {
        slug.push_str(NAMELESS);
    }
    // What was left out may have stood between a letter and its accent.
    if is_composed(&slug) { slug } else { slug.nfc().collect() }
}

/// The longest part of an address in bytes, be it a `slug` or made of the name of a file.
pub const LONGEST_SLUG: usize = 200;

/// Cuts a slug that is too long where a word of it ends.
#[must_use]
pub fn shorten_slug(slug: &str) -> String {
    const SHORT: usize = 60;
    if slug.len() <= LONGEST_SLUG {
        return slug.to_owned();
    }
    let cut = &slug[..slug.floor_char_boundary(SHORT)];
    let cut = cut.rsplit_once('-').map_or(cut, |(words, _)| words);
    cut.trim_end_matches('-').to_owned()
}

/// Tells whether `text` is in NFC for sure. A Chinese text is spared the tables.
fn is_composed(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii() || is_han(c))
        || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// The ideographs of nearly every Chinese text.
const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

fn push_char(slug: &mut String, c: char) {
    if is_han(c) || c.is_alphanumeric() {
        slug.push(c.to_ascii_lowercase());
    } else if unicode_normalization::char::is_combining_mark(c) {
        // An accent belongs to the letter before it; selectors of a glyph's shape have no place in
        // an address.
        if !slug.is_empty() && !slug.ends_with('-') && !is_variation_selector(c) {
            slug.push(c);
        }
    } else if !slug.is_empty() && !slug.ends_with('-') && (parts_lines(c) || !is_invisible(c)) {
        slug.push('-');
    }
}

/// Tells whether `c` parts lines though nobody sees it.
const fn parts_lines(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

const fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_stay_and_the_rest_is_one_dash() {
        assert_eq!(make_slug("“三化”治理：做法 与 成效"), "三化-治理-做法-与-成效");
        assert_eq!(make_slug("1+14+X 枢纽型"), "1-14-x-枢纽型");
        assert_eq!(make_slug("  Hello,   World!  "), "hello-world");
        assert_eq!(make_slug("……"), "section");
        assert_eq!(make_slug(""), "section");
        assert_eq!(make_slug("../a\\b\"<c>"), "a-b-c");
    }

    #[test]
    fn accents_compose_and_shapes_are_left_out() {
        assert_eq!(make_slug("cafe\u{301}"), "caf\u{e9}");
        assert_eq!(make_slug("葛\u{E0100}城"), "葛城");
        assert_eq!(make_slug("हिन्दी"), "हिन्दी");
        assert_eq!(make_slug("a\u{200B}b\u{202E}c\u{AD}d\u{B}e"), "abcd-e");
    }

    proptest::proptest! {
        #[test]
        fn a_slug_of_a_slug_is_itself(text in ".{0,40}") {
            let once = make_slug(&text);
            proptest::prop_assert_eq!(make_slug(&once), once.clone());
            proptest::prop_assert!(!once.is_empty() && !once.starts_with('-') && !once.ends_with('-'));
        }
    }
}
