//! The index that the scripts of the search page read.
//!
//! All files stand under `/search/` of the edition:
//! - `shards/*.bin` and `chars/*.bin`: grams (see [`crate::search::shard`]);
//! - `cases/*.bin`: what results show, a few cases to a file;
//! - `facets/*.bin`: what results are filtered by, a facet to a file;
//! - `fold.bin`: characters that are taken for others, read only when a query holds one, or a page
//!   that is read to see whether it really holds what was asked for;
//! - `index.bin`: how many of all these there are, the version of each, and how rare each character
//!   is.
//!
//! `docs/search-format.md` specifies them.
//!
//! File names are stable and versions stand in the address (`?v=`): a name that held the hash of
//! the content would have to be known when jobs are planned, and `serve` would build the index
//! before it could show a page. So a shard that did not change keeps its name, its bytes and its
//! version, and in `serve` shards are made when they are asked for.

mod cards;
mod facets;
mod index;
mod manifest;

use std::cell::Cell;
use std::sync::Arc;

use flate2::{Compress, Compression, FlushCompress, Status};

use crate::edition::site::Site;
use crate::foundation::hash::Hash;
use crate::render::job::{Failure, Jobs, Plan};
use crate::search::manifest::FORMAT;
use crate::search_index::index::Index;
use crate::search_index::manifest::Manifest;

/// How many bytes of a hash tell two versions of one file apart.
const VERSION: usize = 3;

/// Returns what a file begins with and the manifest says of it. A page that stays open while the
/// site is published anew has the old manifest, and notices at the first file that does not fit. A
/// new format gives a new version even where the content is the same.
fn file_version(hash: Hash) -> [u8; VERSION] {
    let mut bytes: [u8; VERSION] = hash.first_bytes();
    bytes[0] ^= FORMAT;
    bytes
}

pub(crate) fn plan_search_index(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let site = plan.site;
    if !site.has_search() {
        return;
    }
    // What follows shows nothing of the theme.
    let seed = Hash::of_value(&(env!("CARGO_PKG_VERSION"), site.language(), &site.config));
    jobs.with_seed(seed, |jobs| {
        let index = Arc::new(Index::new(plan.catalog, site));
        index::plan_index(&index, site, jobs);
        let cards = cards::plan_cards(plan, jobs);
        let facets = facets::plan_facets(plan, jobs);
        manifest::plan_manifest(Manifest { index, cards, facets }, plan.site, jobs);
    });
}

thread_local! {
    /// A compressor begins with clearing more than half a megabyte: each thread has one and uses it
    /// again.
    static COMPRESS: Cell<Option<Compress>> = const { Cell::new(None) };
}

/// Compresses data as `DecompressionStream("deflate-raw")` reads it.
fn deflate_data(data: &[u8], out: &mut Vec<u8>) -> Result<(), Failure> {
    let mut compress = COMPRESS.take().unwrap_or_else(|| Compress::new(Compression::new(6), false));
    compress.reset();
    loop {
        let read = usize::try_from(compress.total_in()).unwrap_or(usize::MAX);
        out.reserve(data.len() / 2 + 64);
        let rest = &data[read..];
        match compress
            .compress_vec(rest, out, FlushCompress::Finish)
            .map_err(|error| Failure::Format(error.to_string()))?
        {
            Status::StreamEnd => break,
            Status::Ok | Status::BufError => {}
        }
    }
    COMPRESS.set(Some(compress));
    Ok(())
}

impl Site {
    /// Tells whether this site has a search page: wanted, and known to the theme.
    #[must_use]
    pub fn has_search(&self) -> bool {
        self.config.outputs.search && self.theme.has_template("search.html")
    }
}
