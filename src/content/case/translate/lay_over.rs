//! Lays the texts of a second file over the facts of the first.

use std::sync::Arc;

use super::overlay::Overlay;
use crate::content::alias::merge_aliases;
use crate::content::case::context::Context;
use crate::content::case::metric::{Metric, MetricParts};
use crate::content::case::{Card, Case, Model, Practice, headline_metrics};
use crate::content::lead::Lead;
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::hash::{Hash, Hashed};
use crate::say;
use crate::search::LazyGrams;

/// How long a summary made from the first paragraph is, in characters; other scripts need more than
/// Chinese.
const SUMMARY: usize = 300;

impl Overlay {
    /// Lays the texts over the facts of `base`. What does not fit together is reported.
    #[must_use]
    pub fn lay_over(&self, base: &Case, context: &Context<'_>, sink: &mut Sink) -> Case {
        self.check_parts(base, sink);
        let models = self.translate_models(&base.models);
        let metrics: Box<[_]> = base
            .metrics
            .iter()
            .map(|metric| {
                let label = self.metric_label(metric, context);
                let parts = MetricParts { label: &label, ..metric.parts() };
                Metric::new(&parts)
            })
            .collect();
        let lead = Lead::choose_lead(self.summary.as_deref(), &self.body.first_paragraph, SUMMARY);
        let card = Card {
            title: self.title.clone(),
            summary: lead.summary,
            updated: self.updated.or(base.card.updated),
            locality: self.locality.clone().or_else(|| base.card.locality.clone()),
            models: models.iter().map(Model::to_ref).collect(),
            figures: headline_metrics(&metrics, &base.sources),
            draft: self.draft || base.card.draft,
            ..Card::clone(&base.card)
        };
        Case {
            file: self.file.clone(),
            base: base.file.clone(),
            card: Arc::new(Hashed::of_value(card)),
            models,
            organisations: self.organisations.as_deref().unwrap_or(&base.organisations).into(),
            practices: self.translate_practices(&base.practices).into(),
            metrics,
            sources: base.sources.clone(),
            aliases: merge_aliases(&base.aliases, &self.aliases, &self.language).into(),
            fields: base.fields.clone(),
            extra: self.extra.clone().or_else(|| base.extra.clone()),
            has_lede: lead.is_shown,
            body: Arc::clone(&self.body),
            facts: Hash::of_value(&(base.facts, self.hash)),
            grams: LazyGrams::default(),
            hash: Hash::of_value(&(base.hash, self.hash)),
        }
    }

    fn translate_models(&self, base: &[Model]) -> Box<[Model]> {
        let translate = |(place, model): (usize, &Model)| {
            let Some((name, components)) = self.models.get(place) else { return model.clone() };
            let components = if components.is_empty() { &*model.components } else { components };
            Model { name: name.clone(), components: components.into(), ..model.clone() }
        };
        base.iter().enumerate().map(translate).collect()
    }

    fn translate_practices(&self, base: &[Hashed<Practice>]) -> Vec<Hashed<Practice>> {
        base.iter()
            .enumerate()
            .map(|(place, practice)| match self.practices.get(place) {
                Some((name, anchor)) => Hashed::of_value(Practice {
                    name: name.clone(),
                    topic: practice.topic.clone(),
                    anchor: anchor.clone(),
                }),
                None => practice.clone(),
            })
            .collect()
    }

    /// Returns what a metric is called: as the file says, else as its indicator is called in this
    /// language.
    fn metric_label(&self, metric: &Metric, context: &Context<'_>) -> String {
        let written = self.metric_labels.iter().find(|(id, _, _)| *id == *metric.id());
        if let Some((_, _, label)) = written {
            return label.clone();
        }
        let config = context.config;
        let shared =
            metric.indicator.as_ref().and_then(|id| config.vocabulary.find_indicator(&id.0));
        shared
            .map_or(metric.label(), |shared| {
                shared.label.in_language(&self.language, &config.language)
            })
            .to_owned()
    }

    /// Reports what does not fit the facts of `base`.
    pub fn check_parts(&self, base: &Case, sink: &mut Sink) {
        let (count, first) = (self.practices.len(), base.practices.len());
        if count != 0 && count != first {
            sink.push(
                Diagnostic::error(
                    "edition-mismatch",
                    &self.file,
                    say!(
                        "这里有 {count} 个做法，{} 里有 {first} 个"
                            | "there are {count} practices here and {first} in {}",
                        base.file
                    ),
                )
                .at_span(self.practices_span)
                .with_hint(say!(
                    "两个语言版本的 practices 要一一对应，顺序相同"
                        | "list the practices of both languages in the same order, one for one"
                )),
            );
        }
        for (id, span, _) in self
            .metric_labels
            .iter()
            .filter(|(id, _, _)| !base.metrics.iter().any(|metric| *metric.id() == **id))
        {
            sink.push(
                Diagnostic::error(
                    "edition-mismatch",
                    &self.file,
                    say!(
                        "{} 里没有 id 为“{id}”的数据" | "{} has no metric with the id `{id}`",
                        base.file
                    ),
                )
                .at_span(*span)
                .with_hint(say!(
                    "metric_labels 的每一项，左边写数据的 id，右边写译名"
                        | "each entry of `metric_labels` is the id of a metric and its label \
                           in this language"
                )),
            );
        }
    }
}
