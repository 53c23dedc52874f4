//! Outputs that were asked for, by their key: equal keys are not rendered again, in this snapshot
//! or a later one.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use rustc_hash::FxHashMap;

use crate::foundation::hash::Hash;

/// How many bytes are kept.
const LIMIT: usize = 64 << 20;
/// How many of the outputs that were asked for last are named.
const RECENT: usize = 16;

/// Keeps what was asked for, the oldest given up first.
#[derive(Default)]
pub(super) struct Cache(Mutex<CachedPages>);

#[derive(Default)]
struct CachedPages {
    pages: FxHashMap<Hash, Bytes>,
    order: VecDeque<Hash>,
    bytes: usize,
    /// Paths under the output, the latest last.
    recent: VecDeque<String>,
}

impl Cache {
    fn lock_pages(&self) -> MutexGuard<'_, CachedPages> {
        // A cache that a thread left half-way is a cache still.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the output of this key, and records that `path` was asked for.
    pub(super) fn get_output(&self, key: Hash, path: &str) -> Option<Bytes> {
        let mut kept = self.lock_pages();
        if kept.recent.back().is_none_or(|last| last != path) {
            kept.recent.retain(|recent| recent != path);
            kept.recent.push_back(path.to_owned());
            if kept.recent.len() > RECENT {
                kept.recent.pop_front();
            }
        }
        kept.pages.get(&key).cloned()
    }

    pub(super) fn keep_output(&self, key: Hash, bytes: Bytes) {
        if bytes.len() > LIMIT / 4 {
            return;
        }
        let mut kept = self.lock_pages();
        kept.bytes += bytes.len();
        if let Some(old) = kept.pages.insert(key, bytes) {
            kept.bytes -= old.len();
        } else {
            kept.order.push_back(key);
        }
        while kept.bytes > LIMIT {
            let Some(old) = kept.order.pop_front().and_then(|oldest| kept.pages.remove(&oldest))
            else {
                return;
            };
            kept.bytes -= old.len();
        }
    }

    /// Returns the paths that were asked for last, the latest first.
    pub(super) fn recent_paths(&self) -> Vec<String> {
        self.lock_pages().recent.iter().rev().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_output_makes_room_for_the_newest() {
        let cache = Cache::default();
        let page = Bytes::from(vec![0; LIMIT / 4]);
        for number in 0..6_u8 {
            cache.keep_output(Hash::of_bytes(&[number]), page.clone());
        }
        let held: Vec<u8> = (0..6)
            .filter(|number| cache.get_output(Hash::of_bytes(&[*number]), "a").is_some())
            .collect();
        assert_eq!(held, [2, 3, 4, 5]);
        cache.keep_output(Hash::of_bytes(b"large"), Bytes::from(vec![0; LIMIT]));
        assert!(cache.get_output(Hash::of_bytes(b"large"), "a").is_none());
    }

    #[test]
    fn what_was_asked_for_last_comes_first() {
        let cache = Cache::default();
        for path in ["a", "b", "a", "c"] {
            cache.get_output(Hash::default(), path);
        }
        assert_eq!(cache.recent_paths(), ["c", "a", "b"]);
    }
}
