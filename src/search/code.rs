//! Short numbers for characters, so that two of them are one gram that no other two share.
//!
//! The 3,755 common characters of GB 2312 have a number each; all others share the numbers that
//! twelve bits leave. Browsers know GB 2312 too, so `text.js` of the theme needs no table.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// How many bits a code has.
pub const BITS: u32 = 12;

/// How many codes there are.
pub const CODES: usize = 1 << BITS;

/// How many common characters have a code of their own.
pub(super) const COMMON: u32 = 3755;

/// How many codes the others share.
const SHARED: u32 = (1 << BITS) - COMMON;

const FIRST: u32 = 0x4E00;
const NONE: u16 = u16::MAX;

static CODE: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut table = vec![NONE; 0x5200].into_boxed_slice();
    // What the last row leaves empty is no Chinese character.
    for (code, (_, c)) in (0..).zip(list_cells(0xB0..=0xD7)) {
        if let Some(cell) = table.get_mut((c as u32).wrapping_sub(FIRST) as usize) {
            *cell = code;
        }
    }
    table
});

/// Returns the cells of some rows of GB 2312, those left empty too.
fn list_cells(rows: RangeInclusive<u8>) -> impl Iterator<Item = ([u8; 2], char)> {
    let bytes: Vec<[u8; 2]> =
        rows.flat_map(|row| (0xA1..=0xFE).map(move |cell| [row, cell])).collect();
    let (text, _) = encoding_rs::GBK.decode_without_bom_handling(bytes.as_flattened());
    let text: Vec<char> = text.chars().collect();
    bytes.into_iter().zip(text)
}

/// Punctuation, full-width letters and Chinese characters of GB 2312, which any reader of it or its
/// successors reads alike.
static GB_2312: LazyLock<FxHashMap<char, [u8; 2]>> = LazyLock::new(|| {
    let all = [0xA1..=0xA1, 0xA3..=0xA3, 0xB0..=0xF7].into_iter().flat_map(list_cells);
    all.filter(|(_, c)| !matches!(*c, '\u{E000}'..='\u{F8FF}' | char::REPLACEMENT_CHARACTER))
        .map(|(cell, c)| (c, cell))
        .collect()
});

/// Writes JSON in GB 2312: two bytes for a Chinese character in the place of three. What that lacks
/// is escaped.
pub fn write_json(json: &str, out: &mut Vec<u8>) {
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c as u8);
        } else if let Some(cell) = GB_2312.get(&c) {
            out.extend(cell);
        } else {
            // JSON holds such characters in strings only.
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.extend(format!("\\u{unit:04x}").bytes());
            }
        }
    }
}

/// Returns the code of a character, and which of those that share it the character is; 0 for one
/// that shares none.
#[must_use]
pub fn char_code(c: char) -> (u32, u32) {
    match CODE.get((c as u32).wrapping_sub(FIRST) as usize) {
        Some(code) if *code != NONE => (u32::from(*code), 0),
        _ => (COMMON + c as u32 % SHARED, c as u32 / SHARED),
    }
}

/// The codes of common Chinese characters straight from their bytes, those of Traditional ones by
/// their Simplified forms.
pub(super) struct Han(Box<[u16]>);

static HAN: LazyLock<Han> = LazyLock::new(|| {
    let all =
        ('\u{4E00}'..='\u{9FFF}').map(|c| char_code(crate::text::simplified::simplify_char(c)).0);
    Han(all
        .map(|code| u16::try_from(code).ok().filter(|_| code < COMMON).unwrap_or(NONE))
        .collect())
});

impl Han {
    pub(super) fn shared_table() -> &'static Self {
        &HAN
    }

    /// Returns the code of the character that a text begins with, when it is a common one.
    pub(super) fn code_at(&self, text: &[u8]) -> Option<u32> {
        let [first @ 0xE4..=0xE9, second, third, ..] = text else { return None };
        let c = u32::from(first & 15) << 12 | u32::from(second & 63) << 6 | u32::from(third & 63);
        let code = *self.0.get(c.wrapping_sub(FIRST) as usize)?;
        (code != NONE).then_some(u32::from(code))
    }
}

const MASK: u32 = (1 << (2 * BITS)) - 1;

/// Factors that are odd, and what undoes each: their product ends in twenty-four bits of 1.
const FACTORS: [u32; 2] = [0x9E_37B1, 0x85_EBCB];
const INVERSE: [u32; 2] = [find_inverse(FACTORS[0]), find_inverse(FACTORS[1])];

const fn find_inverse(factor: u32) -> u32 {
    // Newton: each step doubles the bits that are right, from three.
    let mut estimate = factor;
    let mut step = 0;
    while step < 4 {
        estimate = estimate.wrapping_mul(2u32.wrapping_sub(factor.wrapping_mul(estimate)));
        step += 1;
    }
    estimate & MASK
}

/// Mixes two codes into a number of twenty-four bits whose highest are as even as its lowest. No
/// other two have the same.
#[must_use]
pub fn mix_codes(first: u32, second: u32) -> u32 {
    let mixed = (first << BITS | second).wrapping_mul(FACTORS[0]) & MASK;
    (mixed ^ mixed >> BITS).wrapping_mul(FACTORS[1]) & MASK
}

/// Returns the two codes that were mixed.
#[must_use]
pub fn unmix_codes(mixed: u32) -> (u32, u32) {
    let mixed = mixed.wrapping_mul(INVERSE[1]) & MASK;
    let both = (mixed ^ mixed >> BITS).wrapping_mul(INVERSE[0]) & MASK;
    (both >> BITS, both & ((1 << BITS) - 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn common_characters_have_codes_of_their_own() {
        let codes: std::collections::BTreeSet<u32> = ('\u{4E00}'..='\u{9FFF}')
            .map(char_code)
            .filter(|(code, _)| *code < COMMON)
            .map(|(code, _)| code)
            .collect();
        assert_eq!(codes.len(), COMMON as usize);
        assert_eq!((char_code('啊'), char_code('座')), ((0, 0), (COMMON - 1, 0)));
        assert!(char_code('圳').0 >= COMMON && char_code('か').0 >= COMMON);
    }

    #[test]
    fn json_in_gb_2312_reads_back() {
        let json = "[\"静安区：1+14+X，“枢纽”——衢州𠮷か€ḿ\u{E000}\"]";
        let mut bytes = Vec::new();
        write_json(json, &mut bytes);
        let (text, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
        assert_eq!(
            serde_json::from_str::<Vec<String>>(&text).unwrap(),
            serde_json::from_str::<Vec<String>>(json).unwrap()
        );
        assert!(text.contains("静安区：1+14+X，“枢纽”——衢州\\ud842"), "{text}");
    }

    proptest! {
        #[test]
        fn characters_that_share_a_code_are_told_apart(one in any::<char>(), other in any::<char>()) {
            prop_assert_eq!(char_code(one) == char_code(other), one == other);
        }

        #[test]
        fn what_is_mixed_is_told_apart_again(first in 0u32..4096, second in 0u32..4096) {
            prop_assert_eq!(unmix_codes(mix_codes(first, second)), (first, second));
        }
    }
}
