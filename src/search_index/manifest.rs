//! How many files the index has, the version of each, and how rare each character is.

use std::hash::{Hash as StdHash, Hasher};
use std::sync::Arc;

use serde_json::json;

use crate::edition::facets::Facet;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::foundation::hash::Hash;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, View};
use crate::search::manifest::FORMAT;
use crate::search_index::VERSION;
use crate::search_index::cards::EACH;
use crate::search_index::index::Index;
use crate::text::simplified;

pub(crate) struct Manifest {
    pub(crate) index: Arc<Index>,
    /// The hash of what each file of cards is made of.
    pub(crate) cards: Vec<Hash>,
    pub(crate) facets: Vec<(Facet, Hash)>,
}

impl StdHash for Manifest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&*self.index, &self.cards, &self.facets).hash(state);
    }
}

#[derive(Hash)]
struct Fold;

pub(crate) fn plan_manifest(manifest: Manifest, site: &Site, jobs: &mut Jobs<'_>) {
    jobs.add_page(&site.edition_path(&routes::search_file_path("index.bin")), None, manifest);
    jobs.add_page(&site.edition_path(&routes::search_file_path("fold.bin")), None, Fold);
}

impl View for Manifest {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let layout = self.index.layout;
        let hex = |version: &Hash| {
            let [first, second, third] = crate::search_index::file_version(*version);
            format!("{first:02x}{second:02x}{third:02x}")
        };
        let facets: Vec<_> = self
            .facets
            .iter()
            .map(|(facet, version)| json!([facet.key(), facet.label(context.site), hex(version)]))
            .collect();
        let head = json!({
            "cases": layout.cases,
            "bits": layout.bits,
            "each": EACH,
            "size": VERSION,
            "facets": facets,
        });
        out.push(FORMAT);
        out.extend_from_slice(head.to_string().as_bytes());
        out.push(b'\n');
        out.extend(self.index.bases().rarity().to_bytes());
        let chars = self.index.chars().iter().map(|file| Hash::of_bytes(file));
        let shards = (0..layout.shards()).map(|shard| Hash::of_bytes(self.index.shard(shard)));
        for hash in chars.chain(shards).chain(self.cards.iter().copied()) {
            out.extend(crate::search_index::file_version(hash));
        }
        Ok(())
    }
}

impl View for Fold {
    fn render(&self, _: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let pairs: String = simplified::PAIRS.chars().filter(|c| *c != '\n').collect();
        out.push(FORMAT);
        crate::search_index::deflate_data(pairs.as_bytes(), out)
    }
}
