//! A case in another language: the texts of a second file, laid over the facts of the first.

use std::sync::Arc;

use super::lower::anchor;
use super::{Card, Case, Component, Context, Hashed, Model, Practice};
use crate::diagnostic::{Diagnostic, Sink, Span};
use crate::fields::Reader;
use crate::front;
use crate::hash::Hash;
use crate::language::LanguageTag;
use crate::markdown::{self, Body};
use crate::path::SourcePath;
use crate::say;
use crate::search::Kept;
use crate::text::summary;
use crate::yaml::{self, Node, Value};

/// How long a summary made from the first paragraph is, in characters; other scripts need more than Chinese.
const SUMMARY: usize = 300;

/// The texts of a case in one more language.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// The file it was read from.
    pub file: SourcePath,
    /// Its language.
    pub language: LanguageTag,
    title: String,
    summary: Option<String>,
    locality: Option<String>,
    organisations: Option<Vec<String>>,
    model: Option<(String, Vec<Component>)>,
    /// Names and anchors, in the order of the first file's practices.
    practices: Vec<(String, Option<String>)>,
    practices_span: Span,
    metric_labels: Vec<(String, Span, String)>,
    draft: bool,
    body: Arc<Body>,
    hash: Hash,
}

const KEYS: &[&str] = &["title", "summary", "locality", "organisations", "model", "practices", "metric_labels", "status"];

/// Reads a file such as `a.en.md`. Returns `None` after an error in `sink`.
pub fn lower(file: &SourcePath, language: &LanguageTag, text: &str, hash: Hash, context: &Context<'_>, sink: &mut Sink) -> Option<Overlay> {
    let parts = front::split(file, text, sink)?;
    let body = markdown::render(file, text.get(parts.body.clone()).unwrap_or_default(), parts.body.start, context.markdown, sink);
    let node = yaml::parse(file, text.get(parts.yaml.clone()).unwrap_or_default(), parts.yaml.start, sink)?;
    let mut reader = Reader { file, sink };
    let mut fields = reader.map("---", node)?;
    let top = Span { start: fields.span.start, end: fields.span.start };
    let title = fields.take("title").and_then(|node| reader.text("title", &node));
    let own_summary = reader.optional_text("summary", fields.take("summary"));
    let locality = reader.optional_text("locality", fields.take("locality"));
    let organisations =
        fields.take("organisations").map(|node| reader.texts("organisations", Some(node)).into_iter().map(|(text, _)| text).collect());
    let model = fields.take("model").and_then(|node| read_model(node, &mut reader));
    let practices = fields.take("practices");
    let practices_span = practices.as_ref().map_or(top, |node| node.span);
    let practices = practices
        .map(|node| reader.list("practices", node))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|item| practice(item, &body, &mut reader))
        .collect();
    let metric_labels = fields.take("metric_labels").map(|node| read_labels(node, &mut reader)).unwrap_or_default();
    let draft = reader.optional_text("status", fields.take("status")).is_some_and(|status| status == "draft");
    reader.no_more(fields, KEYS);
    if title.is_none() {
        reader.error(
            "missing-key",
            top,
            say!("缺少必填的“title”" | "the required key `title` is missing"),
            say!("请写上这种语言的标题" | "write the title in this language"),
        );
    }
    Some(Overlay {
        file: file.clone(),
        language: language.clone(),
        title: title?,
        summary: own_summary,
        locality,
        organisations,
        model,
        practices,
        practices_span,
        metric_labels,
        draft,
        body: Arc::new(body),
        hash,
    })
}

fn read_model(node: Node, reader: &mut Reader<'_>) -> Option<(String, Vec<Component>)> {
    if !matches!(node.value, Value::Map(_)) {
        return reader.text("model", &node).map(|name| (name, Vec::new()));
    }
    let mut fields = reader.map("model", node)?;
    let name = fields.take("name").and_then(|node| reader.text("name", &node));
    let components = fields.take("components").map(|node| reader.list("components", node)).unwrap_or_default();
    let components =
        components.into_iter().filter_map(|item| super::parts::component(item, reader)).map(|(component, _)| component).collect();
    reader.no_more(fields, &["name", "components"]);
    name.map(|name| (name, components))
}

fn practice(item: Node, body: &Body, reader: &mut Reader<'_>) -> Option<(String, Option<String>)> {
    let mut fields = reader.map("practices", item)?;
    let name = fields.take("name").and_then(|node| reader.text("name", &node));
    let anchor = fields.take("anchor").and_then(|node| anchor(&node, &body.headings, reader));
    reader.no_more(fields, &["name", "anchor"]);
    name.map(|name| (name, anchor))
}

fn read_labels(node: Node, reader: &mut Reader<'_>) -> Vec<(String, Span, String)> {
    let Some(fields) = reader.map("metric_labels", node) else { return Vec::new() };
    fields.rest().into_iter().filter_map(|(key, node)| Some((key.text.clone(), key.span, reader.text(&key.text, &node)?))).collect()
}

impl Overlay {
    /// Lays the texts over the facts of `base`. What does not fit together is reported.
    #[must_use]
    pub fn over(&self, base: &Case, context: &Context<'_>, sink: &mut Sink) -> Case {
        self.check(base, sink);
        let label = |id: &str, indicator: Option<&str>| {
            let own = self.metric_labels.iter().find(|(own, _, _)| own == id).map(|(_, _, label)| label.clone());
            let shared = || {
                indicator
                    .and_then(|id| context.config.vocabulary.indicator(id))
                    .map(|own| own.label.get(&self.language, &context.config.language).to_owned())
            };
            own.or_else(shared)
        };
        let relabelled = |metric: &super::Metric| {
            let label = label(&metric.id.0, metric.indicator.as_ref().map(|id| &*id.0)).unwrap_or_else(|| metric.label.clone());
            super::Metric { label, ..metric.clone() }
        };
        let model = match &self.model {
            Some((name, components)) => Model {
                name: name.clone(),
                components: if components.is_empty() { base.model.components.clone() } else { components.clone() },
                ..base.model.clone()
            },
            None => base.model.clone(),
        };
        let practices = base.practices.iter().enumerate().map(|(place, practice)| match self.practices.get(place) {
            Some((name, anchor)) => Hashed::of(Practice { name: name.clone(), topic: practice.topic.clone(), anchor: anchor.clone() }),
            None => practice.clone(),
        });
        let card = Card {
            title: self.title.clone(),
            summary: self.summary.clone().unwrap_or_else(|| summary(&self.body.first_paragraph, SUMMARY)),
            locality: self.locality.clone().or_else(|| base.card.locality.clone()),
            model_name: model.name.clone(),
            figures: base.card.figures.iter().map(&relabelled).collect(),
            draft: self.draft || base.card.draft,
            ..Card::clone(&base.card)
        };
        Case {
            file: self.file.clone(),
            base: base.file.clone(),
            card: Arc::new(Hashed::of(card)),
            model,
            organisations: self.organisations.clone().unwrap_or_else(|| base.organisations.clone()),
            practices: practices.collect(),
            metrics: base.metrics.iter().map(|metric| Arc::new(Hashed::of(relabelled(metric)))).collect(),
            sources: base.sources.clone(),
            // Old addresses are those of the first edition.
            aliases: Vec::new(),
            fields: base.fields.clone(),
            body: Arc::clone(&self.body),
            facts: Hash::of_value(&(base.facts, self.hash)),
            grams: Kept::default(),
            hash: Hash::of_value(&(base.hash, self.hash)),
        }
    }

    fn check(&self, base: &Case, sink: &mut Sink) {
        let (own, first) = (self.practices.len(), base.practices.len());
        if own != 0 && own != first {
            sink.push(
                Diagnostic::error(
                    "edition-mismatch",
                    &self.file,
                    say!("这里有 {own} 个做法，{} 里有 {first} 个" | "there are {own} practices here and {first} in {}", base.file),
                )
                .at(self.practices_span)
                .hint(say!(
                    "两个语言版本的 practices 要一一对应，顺序相同" | "list the practices of both languages in the same order, one for one"
                )),
            );
        }
        for (id, span, _) in self.metric_labels.iter().filter(|(id, _, _)| !base.metrics.iter().any(|metric| *metric.id.0 == **id)) {
            sink.push(
                Diagnostic::error(
                    "edition-mismatch",
                    &self.file,
                    say!("{} 里没有 id 为“{id}”的数据" | "{} has no metric with the id `{id}`", base.file),
                )
                .at(*span)
                .hint(say!(
                    "metric_labels 的每一项，左边写数据的 id，右边写译名"
                        | "each entry of `metric_labels` is the id of a metric and its label in this language"
                )),
            );
        }
    }
}
