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
    pub(super) fn write_bits(&mut self, value: u64, count: u32) {
        self.held = self.held << count | value;
        self.count += count;
        if self.count >= 32 {
            self.count -= 32;
            self.bytes.extend_from_slice(&((self.held >> self.count) as u32).to_be_bytes());
        }
    }

    fn write_zeros(&mut self, mut count: u64) {
        while count > 32 {
            self.write_bits(0, 32);
            count -= 32;
        }
        self.write_bits(0, count as u32);
    }

    /// Writes a number from 1: as many zeros as it has bits but one, then the number.
    pub(super) fn write_gamma(&mut self, value: u64) {
        let value = value.max(1);
        let more = value.ilog2();
        if more < 16 {
            return self.write_bits(value, 2 * more + 1);
        }
        self.write_zeros(u64::from(more));
        self.write_bits(value, more + 1);
    }

    /// Writes a number: what is above `width` bits in zeros and a one, then these bits.
    pub(super) fn write_rice(&mut self, value: u64, width: u32) {
        let above = value >> width;
        let low = 1 << width | value & ((1 << width) - 1);
        if above + u64::from(width) < 32 {
            return self.write_bits(low, above as u32 + 1 + width);
        }
        self.write_zeros(above);
        self.write_bits(low, width + 1);
    }

    /// Writes numbers in a row, of each what lies between it and the one before, as
    /// [`Writer::write_rice`] writes it.
    pub(super) fn write_gaps(&mut self, numbers: impl Iterator<Item = u32>, width: u32) {
        // What is held stays in registers.
        let (mut held, mut count) = (self.held, self.count);
        let mut next = 0;
        for number in numbers {
            let gap = u64::from(number - next);
            next = number + 1;
            let length = (gap >> width) + 1 + u64::from(width);
            if length > 32 {
                (self.held, self.count) = (held, count);
                self.write_rice(gap, width);
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
    pub(super) fn fill_byte(&mut self) {
        let left = (8 - self.count % 8) % 8;
        self.write_bits((1 << left) - 1, left);
    }

    /// Returns all bytes, and begins anew in the same memory.
    pub(super) fn take_bytes(&mut self) -> Vec<u8> {
        self.fill_byte();
        for at in (0..self.count / 8).rev() {
            self.bytes.push((self.held >> (8 * at)) as u8);
        }
        let bytes = self.bytes.as_slice().to_vec();
        self.bytes.clear();
        self.count = 0;
        bytes
    }
}

/// Reads bits off bytes, the highest of each first.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn read_bit(&mut self) -> Option<u64> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(u64::from(bit))
    }

    /// Reads `count` bits; `None` at the end.
    pub(super) fn read_bits(&mut self, count: u32) -> Option<u64> {
        (0..count).try_fold(0, |value, _| Some(value << 1 | self.read_bit()?))
    }

    /// Passes over what is left of a byte.
    pub(super) fn skip_to_byte(&mut self) {
        self.at = self.at.next_multiple_of(8);
    }

    fn read_zeros(&mut self) -> Option<u64> {
        let mut zeros = 0;
        while self.read_bit()? == 0 {
            zeros += 1;
        }
        Some(zeros)
    }

    /// Reads what [`Writer::write_gamma`] wrote.
    pub(super) fn read_gamma(&mut self) -> Option<u64> {
        let more = u32::try_from(self.read_zeros()?).ok().filter(|more| *more < 40)?;
        Some(1 << more | self.read_bits(more)?)
    }

    /// Reads what [`Writer::write_rice`] wrote.
    pub(super) fn read_rice(&mut self, width: u32) -> Option<u64> {
        let above = self.read_zeros()?;
        Some(above << width | self.read_bits(width)?)
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
                writer.write_gamma(*number);
                writer.write_rice(number % 5000, *width);
            }
            let bytes = writer.take_bytes();
            let mut bits = Bits::new(&bytes);
            for (number, width) in &numbers {
                prop_assert_eq!(bits.read_gamma(), Some(*number));
                prop_assert_eq!(bits.read_rice(*width), Some(number % 5000));
            }
        }
    }
}
