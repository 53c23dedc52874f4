//! Rows of bits, highest first, and the two codes in them: Elias γ and Rice.

#![expect(
    clippy::cast_possible_truncation,
    reason = "bits are taken out of larger numbers on purpose"
)]

/// Writes bits.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

impl Writer {
    /// Writes the lowest `count` bits of `value`, at most 32; the others must be 0.
    pub(super) fn bits(&mut self, value: u64, count: u32) {
        self.held = self.held << count | value;
        self.count += count;
        if self.count >= 32 {
            self.count -= 32;
            self.bytes.extend_from_slice(&((self.held >> self.count) as u32).to_be_bytes());
        }
    }

    fn zeros(&mut self, mut count: u64) {
        while count > 32 {
            self.bits(0, 32);
            count -= 32;
        }
        self.bits(0, count as u32);
    }

    /// Writes a number from 1: as many zeros as it has bits but one, then the number.
    pub(super) fn gamma(&mut self, value: u64) {
        let value = value.max(1);
        let more = value.ilog2();
        if more < 16 {
            return self.bits(value, 2 * more + 1);
        }
        self.zeros(u64::from(more));
        self.bits(value, more + 1);
    }

    /// Writes a number: what is above `width` bits in zeros and a one, then these bits.
    pub(super) fn rice(&mut self, value: u64, width: u32) {
        let above = value >> width;
        let low = 1 << width | value & ((1 << width) - 1);
        if above + u64::from(width) < 32 {
            return self.bits(low, above as u32 + 1 + width);
        }
        self.zeros(above);
        self.bits(low, width + 1);
    }

    /// Writes numbers in a row, of each what lies between it and the one before, as [`Writer::rice`] writes it.
    pub(super) fn gaps(&mut self, numbers: impl Iterator<Item = u32>, width: u32) {
        // What is held stays in registers.
        let (mut held, mut count) = (self.held, self.count);
        let mut next = 0;
        for number in numbers {
            let gap = u64::from(number - next);
            next = number + 1;
            let length = (gap >> width) + 1 + u64::from(width);
            if length > 32 {
                (self.held, self.count) = (held, count);
                self.rice(gap, width);
                (held, count) = (self.held, self.count);
                continue;
            }
            held = held << length | 1 << width | gap & ((1 << width) - 1);
            count += length as u32;
            if count >= 32 {
                count -= 32;
                self.bytes.extend_from_slice(&((held >> count) as u32).to_be_bytes());
            }
        }
        (self.held, self.count) = (held, count);
    }

    /// Fills the last byte up with ones.
    pub(super) fn align(&mut self) {
        let left = (8 - self.count % 8) % 8;
        self.bits((1 << left) - 1, left);
    }

    /// Returns all bytes, and begins anew in the same memory.
    pub(super) fn finish(&mut self) -> Vec<u8> {
        self.align();
        for at in (0..self.count / 8).rev() {
            self.bytes.push((self.held >> (8 * at)) as u8);
        }
        let bytes = self.bytes.as_slice().to_vec();
        self.bytes.clear();
        self.count = 0;
        bytes
    }
}

/// Reads bits.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn bit(&mut self) -> Option<u64> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(u64::from(bit))
    }

    /// Reads `count` bits; `None` at the end.
    pub(super) fn bits(&mut self, count: u32) -> Option<u64> {
        (0..count).try_fold(0, |value, _| Some(value << 1 | self.bit()?))
    }

    /// Passes over what is left of a byte.
    pub(super) fn align(&mut self) {
        self.at = self.at.next_multiple_of(8);
    }

    fn zeros(&mut self) -> Option<u64> {
        let mut zeros = 0;
        while self.bit()? == 0 {
            zeros += 1;
        }
        Some(zeros)
    }

    /// Reads what [`Writer::gamma`] wrote.
    pub(super) fn gamma(&mut self) -> Option<u64> {
        let more = u32::try_from(self.zeros()?).ok().filter(|more| *more < 40)?;
        Some(1 << more | self.bits(more)?)
    }

    /// Reads what [`Writer::rice`] wrote.
    pub(super) fn rice(&mut self, width: u32) -> Option<u64> {
        let above = self.zeros()?;
        Some(above << width | self.bits(width)?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_read_back(numbers in prop::collection::vec((1u64..5_000_000, 0u32..20), 0..40)) {
            let mut writer = Writer::default();
            for (number, width) in &numbers {
                writer.gamma(*number);
                writer.rice(number % 5000, *width);
            }
            let bytes = writer.finish();
            let mut bits = Bits::new(&bytes);
            for (number, width) in &numbers {
                prop_assert_eq!(bits.gamma(), Some(*number));
                prop_assert_eq!(bits.rice(*width), Some(number % 5000));
            }
        }
    }
}
