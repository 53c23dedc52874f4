//! Searching what was read, without writing a site.

use rayon::prelude::*;

use super::{EditionPlan, Planned};
use crate::case::Case;
use crate::diagnostic::Sink;
use crate::find;
use crate::front;
use crate::markdown::{self, Highlighter};
use crate::search::query::Query;
use crate::search::snippet::snippet;
use crate::search::{Grams, fold};
use crate::source;
use crate::world::World;

/// A case that answers a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its id.
    pub case: String,
    /// Its title.
    pub title: String,
    /// Its address on the site.
    pub url: String,
    /// How well it answers; more is better.
    pub score: u32,
    /// A few words around what was found.
    pub snippet: String,
}

impl Planned {
    /// Returns every case of the default edition that answers what was typed, the best first, then the newest.
    ///
    /// What the index finds is looked up in the text itself, so that nothing is returned that does not hold every word.
    #[must_use]
    pub fn search(&self, text: &str, world: &dyn World) -> Vec<Hit> {
        let query = Query::parse(text);
        let reader = Reader { world, highlighter: &Highlighter::new() };
        let Some(edition) = self.editions.first() else { return Vec::new() };
        let mut hits: Vec<Hit> = edition.catalog.cases.par_iter().filter_map(|case| hit(edition, case, &query, reader)).collect();
        // The sort is stable: equals stay in the order of the catalog, the newest first.
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        hits
    }

    /// Tries the search with parts of every text. Returns how many were tried, and those that did not find their case:
    /// the id of the case, and the part.
    #[must_use]
    pub fn search_misses(&self, world: &dyn World) -> (usize, Vec<(String, String)>) {
        let reader = Reader { world, highlighter: &Highlighter::new() };
        let tried: Vec<(usize, Vec<(String, String)>)> = self
            .editions
            .par_iter()
            .flat_map(|edition| edition.catalog.cases.par_iter().map(move |case| misses(edition, case, reader)))
            .collect();
        let sum = tried.iter().map(|(count, _)| count).sum();
        (sum, tried.into_iter().flat_map(|(_, missed)| missed).collect())
    }
}

/// What the text of a case is read with.
#[derive(Clone, Copy)]
struct Reader<'a> {
    world: &'a dyn World,
    highlighter: &'a Highlighter,
}

fn hit(edition: &EditionPlan, case: &Case, query: &Query, reader: Reader<'_>) -> Option<Hit> {
    let site = &edition.site;
    let fields = find::grams(case, &site.config, &site.gazetteer);
    let mut read = None;
    let score = find::score(query, fields, case.body.grams.as_deref(), || read.insert(whole(edition, case, reader)).clone())?;
    let body = read.unwrap_or_default();
    let shown = if query.words.iter().any(|word| word.stands_in(&fold::fold(&case.card.summary))) { &case.card.summary } else { &body };
    Some(Hit {
        case: case.card.id.0.to_string(),
        title: case.card.title.clone(),
        url: site.case_href(&case.card),
        score,
        snippet: snippet(shown, query),
    })
}

/// Returns the whole text of a case: its body first, then everything else that it is found by, a text a line.
fn whole(edition: &EditionPlan, case: &Case, reader: Reader<'_>) -> String {
    let mut text = body(case, reader);
    for (part, _) in find::texts(case, &edition.site.config, &edition.site.gazetteer) {
        text.push('\n');
        text.push_str(&part);
    }
    text
}

/// Reads the body of a case again: the index keeps no text. A case of a converted edition is read from its HTML.
fn body(case: &Case, reader: Reader<'_>) -> String {
    let read = || {
        let text = source::decode(&case.file, reader.world.read(&case.file).ok()?, &mut Sink::default())?;
        let parts = front::split(&case.file, &text, &mut Sink::default())?;
        let options = markdown::Options { want_text: true, ..markdown::Options::new(reader.highlighter) };
        let own = markdown::render(&case.file, text.get(parts.body)?, 0, &options, &mut Sink::default());
        (own.html == case.body.html).then_some(own.text)
    };
    read().unwrap_or_else(|| markdown::plain(&case.body.html))
}

/// How far apart the parts begin that the self-test tries, in characters, and how long they are.
const STEP: usize = 37;
const PART: usize = 7;

fn misses(edition: &EditionPlan, case: &Case, reader: Reader<'_>) -> (usize, Vec<(String, String)>) {
    let site = &edition.site;
    let fields: &Grams = find::grams(case, &site.config, &site.gazetteer);
    let text: Vec<char> = whole(edition, case, reader).chars().collect();
    let mut tried = 0;
    let mut missed = Vec::new();
    for part in text.chunks(STEP).map(|chunk| &chunk[..chunk.len().min(PART)]) {
        let part: String = part.iter().collect();
        let query = Query::parse(&part);
        if query.words.is_empty() {
            continue;
        }
        tried += 1;
        if query.score(|hash| find::notes(fields, case.body.grams.as_deref(), hash)).is_none() {
            missed.push((case.card.id.0.to_string(), part));
        }
    }
    (tried, missed)
}
