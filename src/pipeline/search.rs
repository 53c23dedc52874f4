//! Searching what was read, without writing a site.

use std::cell::OnceCell;

use rayon::prelude::*;

use super::Planned;
use super::planned::EditionPlan;
use crate::content::case::Case;
use crate::content::searchable;
use crate::foundation::diagnostic::Sink;
use crate::foundation::source;
use crate::foundation::world::World;
use crate::input::front_matter;
use crate::markdown;
use crate::markdown::Highlighter;
use crate::search::query::Query;
use crate::search::snippet::cut_snippet;
use crate::search::{fold, sign};

/// A case that answers a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its id.
    pub case: String,
    pub title: String,
    /// Its address on the site.
    pub url: String,
    /// How well it answers; more is better.
    pub score: u32,
    /// A few words around what was found.
    pub snippet: String,
}

impl Planned {
    /// Returns every case of the default edition that answers what was typed, the best first, then
    /// the newest.
    ///
    /// What the index finds is looked up in the text itself, so that nothing is returned that does
    /// not hold every word.
    #[must_use]
    pub fn search_cases(&self, text: &str, world: &dyn World) -> Vec<Hit> {
        let query = Query::parse(text);
        let reader = Reader { world, highlighter: &Highlighter::new() };
        let Some(edition) = self.editions.first() else { return Vec::new() };
        let mut hits: Vec<Hit> = edition
            .catalog
            .cases
            .par_iter()
            .filter_map(|case| score_hit(edition, case, &query, reader))
            .collect();
        // The sort is stable: equals stay in the order of the catalog, the newest first.
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        hits
    }
}

fn gram_notes(edition: &EditionPlan, case: &Case, hash: u32) -> Option<u8> {
    searchable::gram_notes(
        searchable::field_grams(case, &edition.site.config, &edition.site.gazetteer),
        case.body.grams.as_deref(),
        hash,
    )
}

/// What the text of a case is read with.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) world: &'a dyn World,
    pub(super) highlighter: &'a Highlighter,
}

fn score_hit(edition: &EditionPlan, case: &Case, query: &Query, reader: Reader<'_>) -> Option<Hit> {
    let notes = |hash| gram_notes(edition, case, hash);
    let read = OnceCell::new();
    let text = || read.get_or_init(|| whole_text(edition, case, reader)).as_str();
    let score = searchable::score_case(query, &notes, text)?;
    let stands = |text: &str| {
        let (folded, signs) = (fold::fold_text(text), sign::read_signs(text));
        query.words.iter().any(|word| word.stands_in(&folded, &signs))
    };
    // Where the summary holds nothing of it, the first line of the text that does.
    let summary = case.card.summary.as_str();
    let mut lines = text().lines().filter(|line| *line != case.card.title);
    let shown =
        if stands(summary) { summary } else { lines.find(|line| stands(line)).unwrap_or(summary) };
    Some(Hit {
        case: case.card.id.0.to_string(),
        title: case.card.title.clone(),
        url: edition.site.case_href(&case.card),
        score,
        snippet: cut_snippet(shown, query),
    })
}

/// Returns the whole text of a case: its body first, then everything else that it is found by, a
/// text a line.
pub(super) fn whole_text(edition: &EditionPlan, case: &Case, reader: Reader<'_>) -> String {
    let mut text = read_body(case, reader);
    for (part, _) in
        searchable::searchable_texts(case, &edition.site.config, &edition.site.gazetteer)
    {
        text.push('\n');
        text.push_str(&part);
    }
    text
}

/// Reads the body of a case again: the index keeps no text. A case of a converted edition is read
/// from its HTML.
fn read_body(case: &Case, reader: Reader<'_>) -> String {
    let read = || {
        let text = source::decode_text(
            &case.file,
            &reader.world.read(&case.file).ok()?,
            &mut Sink::default(),
        )?;
        let parts = front_matter::split_file(&case.file, &text, &mut Sink::default())?;
        let options =
            markdown::Options { want_text: true, ..markdown::Options::new(reader.highlighter) };
        let rendered = markdown::render_body(
            &case.file,
            parts.body_of(&text),
            0,
            &options,
            &mut Sink::default(),
        );
        (rendered.html.read_html() == case.body.html.read_html()).then(|| rendered.text.into())
    };
    read().unwrap_or_else(|| markdown::plain_text(&case.body.html.read_html()))
}
