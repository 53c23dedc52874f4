//! The grams of all cases of an edition, and the shards made of them.

use std::hash::{Hash as StdHash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::content::searchable;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::foundation::hash::Hash;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, View};
use crate::search::Grams;
use crate::search::shard;
use crate::search::shard::{Bases, Layout, SortBuffers};

/// The grams of all cases. Files are made when one is asked for, shards a unit of them at a time.
pub(crate) struct Index {
    pub(crate) layout: Layout,
    cases: Vec<[Arc<Grams>; 2]>,
    /// The hash of all grams of each slice, that of the characters last.
    keys: OnceLock<Vec<u64>>,
    bases: OnceLock<Bases>,
    chars: OnceLock<Vec<Vec<u8>>>,
    units: Vec<OnceLock<Vec<Vec<u8>>>>,
    /// Memory for units, as long as there are some to be made.
    rooms: Mutex<Vec<SortBuffers>>,
}

impl Index {
    pub(crate) fn new(catalog: &Catalog, site: &Site) -> Self {
        let none = Arc::new(Grams::default());
        let cases: Vec<[Arc<Grams>; 2]> = catalog
            .cases
            .par_iter()
            .map(|case| {
                let fields =
                    Arc::clone(searchable::field_grams(case, &site.config, &site.gazetteer));
                [fields, Arc::clone(case.body.grams.as_ref().unwrap_or(&none))]
            })
            .collect();
        let grams = cases.iter().flatten().map(|grams| grams.count()).sum();
        let layout = Layout::new(cases.len(), grams);
        let units = std::iter::repeat_with(OnceLock::new).take(layout.units()).collect();
        Self {
            layout,
            cases,
            keys: OnceLock::new(),
            bases: OnceLock::new(),
            chars: OnceLock::new(),
            units,
            rooms: Mutex::default(),
        }
    }

    /// Returns the bytes of a shard. Threads that ask for shards of one unit wait for one another;
    /// nothing within waits for another unit.
    pub(crate) fn shard(&self, shard: usize) -> &[u8] {
        let each = self.layout.shards() / self.layout.units();
        let unit = shard / each;
        let shards = self.units[unit].get_or_init(|| {
            let mut room = self.rooms().pop().unwrap_or_default();
            let shards =
                shard::encode_unit(self.layout, unit, self.grams(), self.bases(), &mut room);
            self.rooms().push(room);
            shards
        });
        if self.units.iter().all(|unit| unit.get().is_some()) {
            self.rooms().clear();
        }
        &shards[shard % each]
    }

    fn grams(&self) -> impl Iterator<Item = [&Grams; 2]> + Clone {
        self.cases.iter().map(|[one, two]| [&**one, &**two])
    }

    fn keys(&self) -> &[u64] {
        self.keys.get_or_init(|| slice_keys(&self.cases))
    }

    /// Returns the characters of all cases.
    pub(crate) fn bases(&self) -> &Bases {
        self.bases.get_or_init(|| Bases::new(self.cases.len(), self.grams()))
    }

    /// Returns the files of characters.
    pub(crate) fn chars(&self) -> &[Vec<u8>] {
        self.chars.get_or_init(|| shard::encode_chars(self.layout, self.bases()))
    }

    fn rooms(&self) -> MutexGuard<'_, Vec<SortBuffers>> {
        // Whatever a thread left in them, they are filled anew.
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl StdHash for Index {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.layout, self.keys()).hash(state);
    }
}

/// Returns the hash of each slice: of the grams of all cases that fall into it, in their order.
fn slice_keys(cases: &[[Arc<Grams>; 2]]) -> Vec<u64> {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut sums = vec![0u64; Layout::slice_range(0, 1).len() + 1];
    for [one, two] in cases {
        for (slice, sum) in sums.iter_mut().enumerate() {
            let hash = u64::from(one.slice_hash(slice)) << 32 | u64::from(two.slice_hash(slice));
            *sum = (sum.rotate_left(23) ^ hash).wrapping_mul(FACTOR);
        }
    }
    sums
}

struct Shard {
    index: Arc<Index>,
    number: usize,
}

impl StdHash for Shard {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Index { layout, .. } = *self.index;
        // Pairs are written by their characters.
        let (keys, chars) =
            (&self.index.keys()[layout.slices_of(self.number)], self.index.keys().last());
        (self.number, layout, keys, chars).hash(state);
    }
}

impl View for Shard {
    fn render(&self, _: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let shard = self.index.shard(self.number);
        out.extend(crate::search_index::file_version(Hash::of_bytes(shard)));
        out.extend_from_slice(shard);
        Ok(())
    }
}

/// A file of characters.
struct Chars {
    index: Arc<Index>,
    number: usize,
}

impl StdHash for Chars {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.number, self.index.layout, self.index.keys().last()).hash(state);
    }
}

impl View for Chars {
    fn render(&self, _: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let chars = &self.index.chars()[self.number];
        out.extend(crate::search_index::file_version(Hash::of_bytes(chars)));
        out.extend_from_slice(chars);
        Ok(())
    }
}

pub(crate) fn plan_index(index: &Arc<Index>, site: &Site, jobs: &mut Jobs<'_>) {
    for number in 0..index.layout.char_files() {
        let view = Chars { index: Arc::clone(index), number };
        jobs.add_page(
            &site.edition_path(&routes::search_file_path(&format!("chars/{number:x}.bin"))),
            None,
            view,
        );
    }
    for number in 0..index.layout.shards() {
        let view = Shard { index: Arc::clone(index), number };
        jobs.add_page(
            &site.edition_path(&routes::search_file_path(&format!("shards/{number:x}.bin"))),
            None,
            view,
        );
    }
}
