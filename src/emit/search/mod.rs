//! The search page, the index that its scripts read, and the description that browsers read.
//!
//! All files stand under `/search/` of the edition:
//! - `shards/*.bin`: grams (see [`crate::search::shard`]);
//! - `cases/*.bin`: what results show, a few cases to a file;
//! - `facets/*.bin`: what results are filtered by, a facet to a file;
//! - `fold.bin`: Traditional characters, read only when a query holds one;
//! - `index.bin`: how many of all these there are, and the version of each.
//!
//! File names are stable and versions stand in the address (`?v=`): a name that held the hash of the content would have
//! to be known when jobs are planned, and `serve` would build the index before it could show a page. So a shard that
//! did not change keeps its name, its bytes and its version, and in `serve` shards are made when they are asked for.

mod cards;
mod facets;
mod index;
mod manifest;
mod page;

use std::io::Write;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use self::index::Index;
use super::stage::Site;
use super::{Failure, Jobs, Plan};
use crate::hash::Hash;
use crate::path::SitePath;

/// The folder of the search page within an edition.
const FOLDER: &str = "/search/";

/// Returns the address of a file of the index within an edition.
fn file(name: &str) -> SitePath {
    SitePath::new(&format!("{FOLDER}{name}"))
}

pub(super) fn plan(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let site = plan.site;
    if !site.has_search() {
        return;
    }
    page::plan(plan, jobs);
    // What follows shows nothing of the theme.
    let seed = std::mem::replace(&mut jobs.seed, Hash::of_value(&(env!("CARGO_PKG_VERSION"), site.language(), &site.config)));
    let index = Arc::new(Index::new(plan.catalog, site));
    index::plan(&index, site, jobs);
    cards::plan(plan, jobs);
    facets::plan(plan, jobs);
    manifest::plan(&index, plan, jobs);
    jobs.seed = seed;
}

/// Compresses data as `DecompressionStream("deflate-raw")` reads it.
fn deflate(data: &[u8], out: &mut Vec<u8>) -> Result<(), Failure> {
    let mut encoder = DeflateEncoder::new(out, Compression::new(7));
    encoder.write_all(data).and_then(|()| encoder.finish().map(|_| ())).map_err(|error| Failure::Format(error.to_string()))
}

impl Site {
    /// Tells whether this site has a search page: wanted, and known to the theme.
    #[must_use]
    pub fn has_search(&self) -> bool {
        self.config.outputs.search && self.theme.has("search.html")
    }
}
