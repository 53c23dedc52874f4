//! Reading the files as a browser does.

use super::super::code;
use super::super::code::CODES;
use super::super::gram;
use super::bits::Bits;
use super::{Entry, FLAGS, Layout, Rarity, is_dense, rice_width};

/// Reads a whole index: all files of characters, then shards.
#[derive(Debug)]
pub struct Reader {
    layout: Layout,
    rarity: Rarity,
    /// For each code the cases that have a character of it.
    bases: Vec<Vec<u32>>,
}

/// Grams, each with its cases.
pub(super) type Terms = Vec<(u32, Vec<Entry>)>;

impl Reader {
    /// Returns a reader that knows no characters.
    #[must_use]
    pub fn new(layout: Layout, rarity: Rarity) -> Self {
        Self { layout, rarity, bases: vec![Vec::new(); CODES] }
    }

    /// Reads a file of characters; `None` for bytes that are none.
    pub fn read_chars(&mut self, file: usize, bytes: &[u8]) -> Option<Terms> {
        let bits = self.layout.char_bits();
        let mut all = Terms::new();
        self.read_sections(&mut Bits::new(bytes), 2 * code::BITS - bits, &mut all, |key| {
            gram::ALONE
                | (key & ((1 << code::BITS) - 1)) << code::BITS
                | key >> code::BITS << bits
                | file as u32
        })?;
        for (gram, list) in &all {
            let base = self.bases.get_mut(*gram as usize & (CODES - 1))?;
            base.extend(list.iter().map(|entry| entry.case));
            base.sort_unstable();
            base.dedup();
        }
        Some(all)
    }

    /// Reads the shard `number` when all characters were read; `None` for bytes that are none.
    #[must_use]
    pub fn read_shard(&self, number: usize, bytes: &[u8]) -> Option<Terms> {
        let bits = 2 * code::BITS - self.layout.bits;
        let high = (number as u32) << bits;
        let mut all = Terms::new();
        let mut bytes = Bits::new(bytes);
        self.read_sections(&mut bytes, bits, &mut all, |key| (high | key) << 1)?;
        self.read_sections(&mut bytes, bits, &mut all, |key| (high | key) << 1 | 1)?;
        Some(all)
    }

    fn read_sections(
        &self,
        bits: &mut Bits<'_>,
        key_bits: u32,
        all: &mut Terms,
        gram: impl Fn(u32) -> u32,
    ) -> Option<()> {
        for with_notes in [false, true] {
            let count = usize::try_from(bits.read_gamma()? - 1).ok()?;
            let key_width = if count > 0 { u32::try_from(bits.read_bits(5)?).ok()? } else { 0 };
            let mut next = 0u64;
            for _ in 0..count {
                let key = next
                    .checked_add(bits.read_rice(key_width)?)
                    .filter(|key| *key >> key_bits == 0)?;
                next = key + 1;
                let gram = gram(u32::try_from(key).ok()?);
                all.push((gram, self.read_list(bits, gram, with_notes)?));
            }
            bits.skip_to_byte();
        }
        Some(())
    }

    fn read_list(&self, bits: &mut Bits<'_>, gram: u32, with_notes: bool) -> Option<Vec<Entry>> {
        let cases = self.layout.cases;
        let count = usize::try_from(bits.read_gamma()?).ok()?;
        let noted = if with_notes { bits.read_bits(FLAGS.len() as u32)? } else { 0 };
        let base = if gram::is_pair(gram) { self.rarity.rarer_of(gram, cases) } else { None };
        let numbers = match base {
            Some((code, range)) => {
                let base = self.bases.get(code as usize)?;
                read_numbers(bits, range, count)?
                    .into_iter()
                    .map(|place| base.get(place as usize).copied())
                    .collect::<Option<_>>()?
            }
            None if is_dense(count, cases) => {
                let mut absent =
                    read_numbers(bits, cases, cases.checked_sub(count)?)?.into_iter().peekable();
                (0..cases as u32).filter(|case| absent.next_if_eq(case).is_none()).collect()
            }
            None => read_numbers(bits, cases, count)?,
        };
        let mut list: Vec<Entry> =
            numbers.into_iter().map(|case| Entry { case, notes: 0 }).collect();
        for (_, notes) in [4, 2, 1].into_iter().zip(FLAGS).filter(|(flag, _)| noted & flag != 0) {
            let flagged = usize::try_from(bits.read_gamma()?).ok()?;
            for at in read_numbers(bits, count, flagged)? {
                list.get_mut(at as usize)?.notes |= notes;
            }
        }
        Some(list)
    }
}

/// Reads what `write_numbers` wrote.
fn read_numbers(bits: &mut Bits<'_>, range: usize, count: usize) -> Option<Vec<u32>> {
    let width = rice_width(range as u64, count);
    let mut next = 0u32;
    let mut numbers = Vec::with_capacity(count.min(1 << 16));
    for _ in 0..count {
        let number = next.checked_add(u32::try_from(bits.read_rice(width)?).ok()?)?;
        next = number.checked_add(1)?;
        numbers.push(number);
    }
    Some(numbers)
}
