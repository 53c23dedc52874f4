//! A case in another script: its text converted, its addresses, ids and figures as they were.

use std::sync::Arc;

use crate::content::case::metric::{Metric, MetricParts};
use crate::content::case::{
    Card, Case, Component, FieldValue, Model, ModelRef, Practice, Source, TopicRef,
    headline_metrics,
};
use crate::foundation::hash::{Hash, Hashed};
use crate::foundation::rare::Rare;
use crate::markdown;
use crate::markdown::{Body, Heading, Headings};
use crate::search::{Grams, LazyGrams};
use crate::text::script::Converter;

impl Case {
    /// Returns the case with its text converted. `seed` names the conversion in the hash.
    #[must_use]
    pub fn converted(&self, to: &Converter, seed: Hash) -> Self {
        // No `..`: new text must be converted here.
        let Self {
            file,
            base,
            card,
            models,
            organisations,
            practices,
            metrics,
            sources,
            aliases,
            fields,
            extra,
            has_lede,
            body,
            facts,
            grams: _,
            hash,
        } = self;
        let metrics: Box<[_]> = metrics.iter().map(|metric| convert_metric(metric, to)).collect();
        Self {
            file: file.clone(),
            base: base.clone(),
            card: Arc::new(Hashed::of_value(convert_card(card, &metrics, sources, to))),
            models: models.iter().map(|model| convert_model(model, to)).collect(),
            organisations: organisations.iter().map(|name| to.convert_text(name)).collect(),
            practices: practices
                .iter()
                .map(|practice| Hashed::of_value(convert_practice(practice, to)))
                .collect(),
            metrics,
            sources: sources.iter().map(|source| convert_source(source, to)).collect(),
            aliases: aliases.clone(),
            fields: convert_fields(fields, to),
            extra: extra.clone(),
            has_lede: *has_lede,
            body: Arc::new(convert_body(body, to)),
            facts: Hash::of_value(&(facts, seed)),
            grams: LazyGrams::default(),
            hash: Hash::of_value(&(hash, seed)),
        }
    }
}

fn convert_card(card: &Card, metrics: &[Metric], sources: &[Source], to: &Converter) -> Card {
    let Card {
        id,
        path,
        language,
        title,
        sort_key,
        summary,
        regions,
        locality,
        models,
        date,
        added,
        updated,
        period,
        topics,
        figures: _,
        draft,
    } = card;
    Card {
        id: id.clone(),
        path: path.clone(),
        language: language.clone(),
        title: to.convert_text(title),
        sort_key: to.convert_option(sort_key.as_deref()),
        summary: to.convert_text(summary),
        regions: regions.clone(),
        locality: to.convert_option(locality.as_deref()),
        models: models.iter().map(|model| convert_model_ref(model, to)).collect(),
        date: *date,
        added: *added,
        updated: *updated,
        period: *period,
        topics: topics.iter().map(|topic| convert_topic(topic, to)).collect(),
        figures: headline_metrics(metrics, sources),
        draft: *draft,
    }
}

fn convert_topic(topic: &TopicRef, to: &Converter) -> TopicRef {
    TopicRef { id: topic.id.clone(), name: to.convert_text(&topic.name).into() }
}

fn convert_model(model: &Model, to: &Converter) -> Model {
    let Model { id, name, notation, components } = model;
    let component = |part: &Component| Component {
        token: to.convert_text(&part.token),
        label: to.convert_text(&part.label),
    };
    Model {
        id: id.clone(),
        name: to.convert_text(name),
        notation: to.convert_option(notation.as_deref()),
        components: components.iter().map(component).collect(),
    }
}

fn convert_model_ref(model: &ModelRef, to: &Converter) -> ModelRef {
    ModelRef { id: model.id.clone(), name: to.convert_text(&model.name) }
}

fn convert_practice(practice: &Practice, to: &Converter) -> Practice {
    let Practice { name, topic, anchor } = practice;
    Practice {
        name: to.convert_text(name),
        topic: topic.as_ref().map(|topic| convert_topic(topic, to)),
        anchor: anchor.clone(),
    }
}

fn convert_metric(metric: &Metric, to: &Converter) -> Metric {
    let parts = metric.parts();
    // The name of its unit is converted with the vocabulary; figures compare by what it is.
    Metric::new(&MetricParts {
        label: &to.convert_text(parts.label),
        printed: &to.convert_text(parts.printed),
        at: to.convert_option(parts.at).as_deref(),
        ..parts
    })
}

/// Converts the values of declared fields; what they are known by stays.
pub(crate) fn convert_fields(
    fields: &[(String, Vec<FieldValue>)],
    to: &Converter,
) -> Rare<(String, Vec<FieldValue>)> {
    let convert = |(key, values): &(String, Vec<FieldValue>)| {
        (key.clone(), values.iter().map(|value| convert_value(value, to)).collect())
    };
    fields.iter().map(convert).collect()
}

fn convert_value(value: &FieldValue, to: &Converter) -> FieldValue {
    let FieldValue { id, text } = value;
    FieldValue { id: id.clone(), text: to.convert_text(text).into() }
}

fn convert_source(source: &Source, to: &Converter) -> Source {
    let Source { id, title, publisher, date, url, accessed } = source;
    Source {
        id: id.clone(),
        title: to.convert_text(title),
        publisher: to.convert_option(publisher.as_deref()),
        date: *date,
        url: url.clone(),
        accessed: *accessed,
    }
}

/// Converts a rendered body; ids and addresses stay.
pub(crate) fn convert_body(body: &Body, to: &Converter) -> Body {
    let mut converted = body.clone();
    let html = to.convert_html(
        &body.html.read_html(),
        converted.placeholders.iter_mut().map(|placeholder| &mut placeholder.at),
    );
    converted.headings = Headings::default();
    for heading in body.headings.iter() {
        converted.headings.add(Heading { text: &to.convert_text(heading.text), ..heading });
    }
    converted.first_paragraph = to.convert_text(&body.first_paragraph);
    converted.text = to.convert_text(&body.text).into();
    // Some words change with the script, and are to be found as this edition writes them.
    converted.grams =
        body.grams.as_ref().map(|_| Arc::new(Grams::of_text(&markdown::plain_text(&html))));
    converted.html = html.into();
    converted
}
