//! Which editions have which page.
//!
//! Nothing is predicted: every edition says what it has by the outputs that it planned. A page is told before it is rendered,
//! and what it is told is in its key.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Job;
use super::stage::Site;
use crate::hash::Hash;
use crate::path::SitePath;

/// A set of editions: bit `n` stands for the edition at place `n`.
pub(super) type Mask = u32;

/// Every edition.
pub(super) const ALL: Mask = Mask::MAX;

/// Tells every page among `jobs` which editions have one at the same address. `jobs` are those of all editions, in their order;
/// each edition comes with how many of them are its own.
pub fn tell_editions(editions: &[(&Site, usize)], jobs: &mut [Job]) {
    if editions.len() < 2 {
        return;
    }
    let mut rest = &*jobs;
    let mut addresses: Vec<Option<(Hash, Mask)>> = Vec::with_capacity(jobs.len());
    for (bit, (site, count)) in (0..).zip(editions) {
        let (own, others) = rest.split_at(*count);
        rest = others;
        let root = site.path(&SitePath::new("/")).as_str().len() - 1;
        let mask = 1_u32.checked_shl(bit).unwrap_or_default();
        // Addresses without the root of the edition are the same in all.
        let address = |job: &Job| job.path.as_str().get(root..).filter(|_| job.is_page()).map(|path| (Hash::of(path.as_bytes()), mask));
        addresses.par_extend(own.par_iter().map(address));
    }
    let mut masks: FxHashMap<Hash, Mask> = FxHashMap::default();
    masks.reserve(addresses.len() / editions.len());
    for (address, own) in addresses.iter().flatten() {
        *masks.entry(*address).or_default() |= own;
    }
    let whole = u32::try_from(editions.len()).ok().and_then(|count| 1_u32.checked_shl(count)).map_or(ALL, |next| next - 1);
    masks.retain(|_, mask| *mask != whole);
    if masks.is_empty() {
        return;
    }
    for (job, address) in jobs.iter_mut().zip(&addresses) {
        job.editions = address.as_ref().and_then(|(address, _)| masks.get(address)).copied().unwrap_or(ALL);
    }
}
