//! Content hashes: what a part is made of, in 128 bits.
//!
//! A key is the hash of a view's parts. Parts carry their own hash, so that a key costs a few
//! nanoseconds a part however large the part is.

use std::fmt;
use std::hash::{Hash as StdHash, Hasher as StdHasher};
use std::ops::Deref;

use xxhash_rust::xxh3::Xxh3;

/// A 128-bit content hash (XXH3). Equal bytes give equal hashes on every machine.
///
/// In two halves, the higher one first: a whole number of its size would round up whatever holds it
/// to sixteen bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Hash(u64, u64);

impl Hash {
    /// Returns the hash of `bytes`.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::of_number(xxhash_rust::xxh3::xxh3_128(bytes))
    }

    /// Returns the hash of everything that `value` feeds to a hasher.
    #[must_use]
    pub fn of_value<T: StdHash + ?Sized>(value: &T) -> Self {
        let mut hasher = KeyHasher::default();
        value.hash(&mut hasher);
        hasher.digest()
    }

    #[expect(clippy::cast_possible_truncation, reason = "each half is taken on purpose")]
    fn of_number(number: u128) -> Self {
        Self((number >> 64) as u64, number as u64)
    }

    fn number(self) -> u128 {
        u128::from(self.0) << 64 | u128::from(self.1)
    }

    /// Returns the first `digits` hexadecimal digits, at most 32.
    #[must_use]
    pub fn hex(self, digits: usize) -> String {
        let mut text = format!("{:032x}", self.number());
        text.truncate(digits);
        text
    }

    /// Returns the first bytes, those that [`Hash::hex`] writes.
    #[must_use]
    pub fn first_bytes<const N: usize>(self) -> [u8; N] {
        let bytes = self.number().to_be_bytes();
        std::array::from_fn(|at| bytes[at])
    }

    /// Reads back what [`Hash::hex`] wrote with 32 digits; `None` for anything else.
    #[must_use]
    pub fn parse_hex(hex: &str) -> Option<Self> {
        (hex.len() == 32).then(|| u128::from_str_radix(hex, 16).ok()).flatten().map(Self::of_number)
    }
}

impl StdHash for Hash {
    fn hash<H: StdHasher>(&self, state: &mut H) {
        state.write_u128(self.number());
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex(32))
    }
}

/// Gathers a 128-bit key from anything that implements [`std::hash::Hash`].
///
/// Integers are fed in little-endian order, so that keys do not depend on the machine.
#[derive(Default)]
pub struct KeyHasher(Xxh3);

impl KeyHasher {
    /// Returns the key of all that was written.
    #[must_use]
    pub fn digest(&self) -> Hash {
        Hash::of_number(self.0.digest128())
    }
}

impl StdHasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0.digest()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn write_u16(&mut self, i: u16) {
        self.0.update(&i.to_le_bytes());
    }

    fn write_u32(&mut self, i: u32) {
        self.0.update(&i.to_le_bytes());
    }

    fn write_u64(&mut self, i: u64) {
        self.0.update(&i.to_le_bytes());
    }

    fn write_u128(&mut self, i: u128) {
        self.0.update(&i.to_le_bytes());
    }

    fn write_usize(&mut self, i: usize) {
        self.write_u64(i as u64);
    }
}

/// A value beside the hash of what it was made from.
///
/// Hashing a `Hashed` feeds the stored 16 bytes, never the value: a view that holds
/// `Hashed` parts and derives `Hash` has a cheap key that covers all it can show.
#[derive(Clone, Debug, Default)]
pub struct Hashed<T> {
    hash: Hash,
    value: T,
}

impl<T> Hashed<T> {
    /// Returns the stored hash.
    pub fn hash(&self) -> Hash {
        self.hash
    }
}

impl<T: StdHash> Hashed<T> {
    /// Hashes `value` itself.
    pub fn of_value(value: T) -> Self {
        Self { hash: Hash::of_value(&value), value }
    }
}

impl<T> Deref for Hashed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> StdHash for Hashed<T> {
    fn hash<H: StdHasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_reads_back_from_its_hexadecimal_form() {
        let hash = Hash::of_bytes("案例".as_bytes());
        assert_eq!(Hash::parse_hex(&hash.hex(32)), Some(hash));
        assert_eq!(Hash::parse_hex("12"), None);
    }

    #[test]
    fn a_hashed_part_is_known_by_its_hash_alone() {
        let hashed = |bytes, value| Hashed { hash: Hash::of_bytes(bytes), value };
        let one = hashed(b"a", "long text");
        let two = hashed(b"a", "other text");
        assert_eq!(Hash::of_value(&one), Hash::of_value(&two));
        assert_ne!(Hash::of_value(&one), Hash::of_value(&hashed(b"b", "long text")));
    }
}
