//! How many files the index has, the version of each, and how rare each character is.

use std::hash::{Hash as StdHash, Hasher};
use std::sync::Arc;

use serde_json::json;

use super::VERSION;
use super::cards::EACH;
use super::facets::Facet;
use super::index::Index;
use crate::emit::stage::{Site, Stage};
use crate::emit::{Failure, Jobs, View};
use crate::hash::Hash;
use crate::search::fold;
use crate::search::manifest::FORMAT;

pub(super) struct Manifest {
    pub(super) index: Arc<Index>,
    /// The hash of what each file of cards is made of.
    pub(super) cards: Vec<Hash>,
    pub(super) facets: Vec<(Facet, Hash)>,
}

impl StdHash for Manifest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&*self.index, &self.cards, &self.facets).hash(state);
    }
}

#[derive(Hash)]
struct Fold;

pub(super) fn plan(manifest: Manifest, site: &Site, jobs: &mut Jobs<'_>) {
    jobs.add(&site.path(&super::file("index.bin")), None, manifest);
    jobs.add(&site.path(&super::file("fold.bin")), None, Fold);
}

impl View for Manifest {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let layout = self.index.layout;
        let hex = |version: &Hash| {
            let [first, second, third] = super::version(*version);
            format!("{first:02x}{second:02x}{third:02x}")
        };
        let facets: Vec<_> =
            self.facets.iter().map(|(facet, version)| json!([facet.key(), facet.label(stage.site), hex(version)])).collect();
        let head = json!({ "cases": layout.cases, "bits": layout.bits, "each": EACH, "size": VERSION, "facets": facets });
        out.push(FORMAT);
        out.extend_from_slice(head.to_string().as_bytes());
        out.push(b'\n');
        out.extend(self.index.bases().rarity().to_bytes());
        let chars = self.index.chars().iter().map(|file| Hash::of(file));
        let shards = (0..layout.shards()).map(|shard| Hash::of(self.index.shard(shard)));
        for hash in chars.chain(shards).chain(self.cards.iter().copied()) {
            out.extend(super::version(hash));
        }
        Ok(())
    }
}

impl View for Fold {
    fn render(&self, _: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let pairs: String = fold::PAIRS.chars().filter(|c| *c != '\n').collect();
        out.push(FORMAT);
        super::deflate(pairs.as_bytes(), out)
    }
}
