//! Finding the words of a list by what they are called, of which a list may have thousands.

use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// Where the words of a list stand, by name. It follows from the list: all are equal, and a copy is
/// made anew.
#[derive(Debug, Default)]
pub(super) struct Lookup(OnceLock<FxHashMap<String, usize>>);

impl Lookup {
    /// Finds the first word of `list` that is called `wanted`; `names` says what a word is called.
    /// The list is always the same.
    pub(super) fn find<'v, T>(
        &self,
        list: &'v [T],
        names: impl Fn(&T) -> Vec<String>,
        wanted: &str,
    ) -> Option<&'v T> {
        let places = self.0.get_or_init(|| {
            let mut places = FxHashMap::default();
            for (place, word) in list.iter().enumerate() {
                for name in names(word) {
                    places.entry(name).or_insert(place);
                }
            }
            places
        });
        list.get(*places.get(wanted)?)
    }
}

impl Clone for Lookup {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Lookup {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lookup {}

impl Hash for Lookup {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
