//! Traditional characters as Simplified ones, character by character: for lookups, never for text
//! that readers see.

use std::sync::LazyLock;

/// Pairs of a Traditional character and its Simplified form, or of a radical and the character that
/// it looks like (see `data/README.md`).
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

/// Returns the Simplified form of a character; itself when there is none.
#[must_use]
pub fn simplify_char(c: char) -> char {
    let code = SIMPLIFIED.get((c as u32).wrapping_sub(FIRST) as usize).copied();
    code.and_then(|code| char::from_u32(u32::from(code))).unwrap_or(c)
}
