//! Lists that are nearly always empty.

use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// A list that is nearly always empty, and then takes one word. Of what a site has millions of, the
/// length of a list that is not there is more than the list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "internals"),
    expect(unnameable_types, reason = "walking a reference to it counts as reaching it")
)]
pub struct Rare<T>(
    #[expect(clippy::box_collection, reason = "the box is what takes one word")]
    Option<Box<Vec<T>>>,
);

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Hash> Hash for Rare<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T> Deref for Rare<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_ref().map_or(&[], |list| list.as_slice())
    }
}

impl<T> From<Vec<T>> for Rare<T> {
    fn from(list: Vec<T>) -> Self {
        Self((!list.is_empty()).then(|| Box::new(list)))
    }
}

impl<T: Clone> From<&[T]> for Rare<T> {
    fn from(list: &[T]) -> Self {
        list.to_vec().into()
    }
}

impl<T> FromIterator<T> for Rare<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<T> IntoIterator for Rare<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.map_or_else(Vec::new, |list| *list).into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Rare<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_it_comes_back_and_an_empty_one_takes_a_word() {
        let list: Rare<u32> = vec![1, 2].into();
        assert_eq!(*list, [1, 2]);
        assert_eq!(list.into_iter().collect::<Vec<_>>(), [1, 2]);
        assert!(Rare::<u32>::from_iter([]).is_empty());
        assert_eq!(size_of::<Rare<u32>>(), size_of::<usize>());
    }
}
