//! Something made from several files, kept as long as they stay the same.

use crate::foundation::diagnostic::Sink;
use crate::foundation::hash::Hash;
use crate::foundation::world::World;

/// Something made from several files, and what was found on the way.
pub(super) struct CacheEntry<T> {
    /// The hash of paths and stamps of the files.
    key: Hash,
    value: T,
    found: Sink,
}

/// Returns the value in `slot` when it has this `key`, and makes it otherwise; its findings go to
/// `sink` either way.
pub(super) fn keep_entry<T: Clone>(
    slot: &mut Option<CacheEntry<T>>,
    key: Hash,
    sink: &mut Sink,
    make: impl FnOnce(&mut Sink) -> T,
) -> T {
    if let Some(kept) = slot.as_ref().filter(|kept| kept.key == key) {
        sink.extend(kept.found.clone());
        return kept.value.clone();
    }
    let mut found = Sink::default();
    let value = make(&mut found);
    sink.extend(found.clone());
    *slot = Some(CacheEntry { key, value: value.clone(), found });
    value
}

/// The hash of paths and stamps of all files that `wanted` picks.
pub(super) fn hash_stamps(world: &dyn World, wanted: impl Fn(&str) -> bool) -> Hash {
    let files: Vec<(&str, u64)> = world
        .files()
        .iter()
        .filter(|entry| wanted(entry.path.as_str()))
        .map(|entry| (entry.path.as_str(), entry.stamp))
        .collect();
    Hash::of_value(&files)
}
