//! What of a case can be found, and finding it without a browser.

use std::borrow::Cow;
use std::sync::Arc;

use crate::content::case::Case;
use crate::foundation::language::Localised;
use crate::publication::config::Config;
use crate::publication::gazetteer::Gazetteer;
use crate::search::query::Query;
use crate::search::{Builder, Grams, Posting, fold, sign};

/// Returns everything but the body that a case is found by, each text with the notes of its grams.
#[must_use]
pub fn searchable_texts<'a>(
    case: &'a Case,
    config: &'a Config,
    gazetteer: &'a Gazetteer,
) -> Vec<(Cow<'a, str>, u8)> {
    let card = &case.card;
    let mut texts: Vec<(Cow<'a, str>, u8)> = vec![(card.title.as_str().into(), Posting::TITLE)];
    for code in card.regions.all() {
        let path = gazetteer.path_to(code.as_str());
        // As one reads it in a sentence, and as pages show it.
        let path_with = |between: &str| {
            path.iter().map(|region| &*region.name).collect::<Vec<&str>>().join(between)
        };
        texts.push((path_with("").into(), Posting::NAMES));
        texts.push((path_with("·").into(), Posting::NAMES));
        // Readers of one edition may know the place by its name in another.
        let named = path.iter().filter_map(|region| config.region_names.get(region.code.as_str()));
        let names = named.flat_map(Localised::all_forms);
        texts.extend(names.map(|name| (name.into(), Posting::NAMES)));
    }
    for model in &case.models {
        texts.push((model.name.as_str().into(), Posting::NAMES));
        texts.extend(model.notation.as_deref().map(|text| (text.into(), Posting::NAMES)));
        let parts = model.components.iter().flat_map(|part| [&*part.token, &*part.label]);
        texts.extend(parts.map(|text| (text.into(), 0)));
    }
    texts.extend(
        case.practices.iter().map(|practice| (practice.name.as_str().into(), Posting::NAMES)),
    );
    let practice_topics = case.practices.iter().filter_map(|practice| practice.topic.as_ref());
    for topic in card.topics.iter().chain(practice_topics) {
        texts.push(((&*topic.name).into(), Posting::NAMES));
        let listed = config.vocabulary.topics.iter().flatten().find(|known| known.id == topic.id);
        texts.extend(
            listed
                .into_iter()
                .flat_map(|known| known.name.all_forms())
                .map(|name| (name.into(), Posting::NAMES)),
        );
    }
    let card_texts = [Some(&card.summary), card.locality.as_ref()].into_iter().flatten();
    let plain = card_texts.chain(&case.organisations).map(String::as_str);
    let sources = case
        .sources
        .iter()
        .flat_map(|source| [Some(source.title.as_str()), source.publisher.as_deref()])
        .flatten();
    let metrics = case.metrics.iter().flat_map(|metric| [metric.label(), metric.printed()]);
    let fields = case.fields.iter().flat_map(|(_, values)| values).map(|value| &*value.text);
    texts.extend(plain.chain(sources).chain(metrics).chain(fields).map(|text| (text.into(), 0)));
    texts
}

/// Returns what everything but the body of a case is found by.
pub fn field_grams<'a>(case: &'a Case, config: &Config, gazetteer: &Gazetteer) -> &'a Arc<Grams> {
    case.grams.get_or_make(|| {
        let mut builder = Builder::default();
        for (text, notes) in searchable_texts(case, config, gazetteer) {
            builder.add_text(&text, notes);
        }
        for metric in &case.metrics {
            builder.add_number(&metric.value);
        }
        builder.add_pinyin(&case.card.title, Posting::TITLE);
        for model in &case.models {
            builder.add_pinyin(&model.name, Posting::NAMES);
        }
        for code in case.card.regions.all() {
            for region in gazetteer.path_to(code.as_str()) {
                builder.add_pinyin(&region.name, Posting::NAMES);
            }
        }
        builder.finish()
    })
}

/// Returns what is known of a gram in a case, its body included.
#[must_use]
pub fn gram_notes(fields: &Grams, body: Option<&Grams>, hash: u32) -> Option<u8> {
    match (fields.notes_of(hash), body.and_then(|body| body.notes_of(hash))) {
        (Some(one), Some(other)) => Some(Posting::join_notes(one, other)),
        (one, other) => one.or(other),
    }
}

/// Returns the score of a case whose whole text is known: nothing but what it really holds counts.
/// `notes` says what the index knows of a gram in it.
#[must_use]
pub fn score_case<'t>(
    query: &Query,
    notes: &impl Fn(u32) -> Option<u8>,
    text: impl FnOnce() -> &'t str,
) -> Option<u32> {
    query.score(notes)?;
    // The end of a line parts texts that have nothing to do with one another.
    let lines: Vec<_> =
        text().lines().map(|line| (fold::fold_text(line), sign::read_signs(line))).collect();
    query
        .score_with(notes, |word| lines.iter().any(|(folded, signs)| word.stands_in(folded, signs)))
}
