//! What results show, a few cases to a file: a page of results reads no more than it shows. The
//! JSON is in GB 2312, which browsers read too: compressed, it is an eighth smaller than in UTF-8.

use serde_json::json;

use crate::content::case::{Card, Case, TopicRef};
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::foundation::hash::Hash;
use crate::foundation::language::Localised;
use crate::render::cards::{CardList, CardRef};
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::search::code;

/// How many cases one file holds. Results are spread over all files, so that a large file would be
/// read for one case.
pub(crate) const EACH: usize = 6;

#[derive(Hash)]
struct Chunk {
    cards: CardList,
    /// The topics of practices, which no card shows.
    topics: Vec<Vec<TopicRef>>,
}

/// A file of cards, and the hash of what they are made of.
#[derive(Hash)]
struct Cards {
    chunk: Chunk,
    version: Hash,
}

/// Returns the hash of what each file is made of.
pub(crate) fn plan_cards(plan: &Plan<'_>, jobs: &mut Jobs<'_>) -> Vec<Hash> {
    let all: Vec<u32> = (0..).take(plan.catalog.cases.len()).collect();
    let each = all.chunks(EACH).enumerate().map(|(number, indices)| {
        let topics = indices
            .iter()
            .map(|index| practice_topics(&plan.catalog.cases[*index as usize]).cloned().collect());
        let chunk = Chunk { cards: CardList::new(plan.catalog, indices), topics: topics.collect() };
        // What a card shows of the edition is in the key of all.
        let version = Hash::of_value(&(jobs.seed, &chunk));
        jobs.add_page(
            &plan.site.edition_path(&routes::search_file_path(&format!("cases/{number:x}.bin"))),
            None,
            Cards { chunk, version },
        );
        version
    });
    each.collect()
}

impl View for Cards {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let rows: Vec<_> = self
            .chunk
            .cards
            .iter()
            .zip(&self.chunk.topics)
            .map(|(part, topics)| card_row(context, part, topics))
            .collect();
        let mut data = Vec::new();
        out.extend(crate::search_index::file_version(self.version));
        code::write_json(&serde_json::Value::from(rows).to_string(), &mut data);
        crate::search_index::deflate_data(&data, out)
    }
}

/// One case: id, address, title, summary, region, model, topics, date, whether it is a draft; and
/// names that it is found by but that no page of this edition shows, where there are any.
fn card_row(
    context: &RenderContext<'_>,
    part: CardRef,
    practice_topics: &[TopicRef],
) -> serde_json::Value {
    let site: &Site = context.site;
    let card = &context.catalog.cases[part.index as usize].card;
    let path = card.regions.main().map(|code| site.gazetteer.path_to(code.as_str()));
    let region: Vec<&str> =
        path.into_iter().flatten().map(|region| labels::region_name(site, region)).collect();
    let topics: Vec<&str> =
        card.topics.iter().map(|topic| labels::topic_name(site, topic)).collect();
    let models: Vec<&str> = card.models.iter().map(|model| &*model.name).collect();
    let mut row = json!([
        *card.id.0,
        site.case_href(card),
        card.title,
        card.summary,
        region,
        models.join(site.text("comma")),
        topics,
        card.date.map(|date| site.texts.dates.write_date(date)).unwrap_or_default(),
        u8::from(card.draft)
    ]);
    let hidden = hidden_names(site, card, practice_topics, &region, &topics);
    if let Some(row) = row.as_array_mut().filter(|_| !hidden.is_empty()) {
        row.push(hidden.into());
    }
    row
}

fn practice_topics(case: &Case) -> impl Iterator<Item = &TopicRef> {
    case.practices.iter().filter_map(|practice| practice.topic.as_ref())
}

/// Returns the names of the topics of practices, and those of the region and all topics in other
/// languages.
fn hidden_names(
    site: &Site,
    card: &Card,
    practice_topics: &[TopicRef],
    region: &[&str],
    topics: &[&str],
) -> Vec<String> {
    let config = &site.config;
    let paths = || card.regions.all().map(|code| site.gazetteer.path_to(code.as_str()));
    let regions = paths().flatten().flat_map(|place| {
        let named = config.region_names.get(place.code.as_str());
        std::iter::once(&*place.name).chain(named.into_iter().flat_map(Localised::all_forms))
    });
    // As one reads them in a sentence, and as pages show them: the card has those of the main
    // region.
    let trails = paths().skip(1).flat_map(|path| {
        let names = path.iter().map(|region| labels::region_name(site, region));
        let names: Vec<&str> = names.collect();
        [names.concat(), names.join("·")]
    });
    let all_topics = || card.topics.iter().chain(practice_topics);
    let listed = config
        .vocabulary
        .topics
        .iter()
        .flatten()
        .filter(|known| all_topics().any(|topic| topic.id == known.id));
    let names = practice_topics
        .iter()
        .map(|topic| &*topic.name)
        .chain(listed.flat_map(|known| known.name.all_forms()));
    let mut all: Vec<String> = regions.chain(names).map(str::to_owned).chain(trails).collect();
    all.retain(|name| !region.contains(&name.as_str()) && !topics.contains(&name.as_str()));
    all.sort_unstable();
    all.dedup();
    all
}
