//! How many files the index has, the version of each, and how rare each character is.

use std::hash::{Hash as StdHash, Hasher};
use std::sync::Arc;

use serde_json::json;

use super::cards::EACH;
use super::facets::{self, Facet};
use super::index::Index;
use crate::emit::stage::{CardRef, Stage};
use crate::emit::{Failure, Jobs, Plan, View};
use crate::hash::Hash;
use crate::search::fold;

/// How many bytes of a hash tell two versions of one file apart.
const VERSION: usize = 3;

struct Manifest {
    index: Arc<Index>,
    cards: Vec<Hash>,
    facets: Vec<(Facet, Hash)>,
}

impl StdHash for Manifest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&*self.index, &self.cards, &self.facets).hash(state);
    }
}

#[derive(Hash)]
struct Fold;

pub(super) fn plan(index: &Arc<Index>, plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let all: Vec<u32> = (0..).take(plan.catalog.cases.len()).collect();
    // Cards are versioned by what they are made of: what one shows of the edition is in the key of all.
    let cards = all.chunks(EACH).map(|own| Hash::of_value(&(jobs.seed, CardRef::all(plan.catalog, own))));
    let facets = Facet::all(plan.catalog, plan.site).into_iter().map(|facet| {
        let version = Hash::of_value(&(jobs.seed, facets::version(&facet, plan.catalog)));
        (facet, version)
    });
    let view = Manifest { index: Arc::clone(index), cards: cards.collect(), facets: facets.collect() };
    jobs.add(&plan.site.path(&super::file("index.bin")), None, view);
    jobs.add(&plan.site.path(&super::file("fold.bin")), None, Fold);
}

impl View for Manifest {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let layout = self.index.layout;
        let facets: Vec<_> =
            self.facets.iter().map(|(facet, version)| json!([facet.key(), facet.label(stage.site), version.hex(VERSION * 2)])).collect();
        let head = json!({ "cases": layout.cases, "bits": layout.bits, "each": EACH, "size": VERSION, "facets": facets });
        out.extend_from_slice(head.to_string().as_bytes());
        out.push(b'\n');
        out.extend(self.index.bases().rarity().to_bytes());
        let chars = self.index.chars().iter().map(|file| Hash::of(file));
        let shards = (0..layout.shards()).map(|shard| Hash::of(self.index.shard(shard)));
        for hash in chars.chain(shards).chain(self.cards.iter().copied()) {
            let number = u32::from_str_radix(&hash.hex(VERSION * 2), 16).unwrap_or_default();
            out.extend_from_slice(&number.to_be_bytes()[4 - VERSION..]);
        }
        Ok(())
    }
}

impl View for Fold {
    fn render(&self, _: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let pairs: String = fold::PAIRS.chars().filter(|c| *c != '\n').collect();
        super::deflate(pairs.as_bytes(), out)
    }
}
