//! A case in another language: the texts of a second file, laid over the facts of the first.

use std::sync::Arc;

use super::lower::{anchor, headline};
use super::mention::Figures;
use super::{Card, Case, Component, Context, Hashed, Model, Practice};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::input::fields::Reader;
use crate::input::front_matter;
use crate::input::yaml;
use crate::input::yaml::{Node, Value};
use crate::markdown;
use crate::markdown::Body;
use crate::say;
use crate::search::LazyGrams;
use crate::text::summary;

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

const KEYS: &[&str] = &[
    "title",
    "summary",
    "locality",
    "organisations",
    "model",
    "practices",
    "metric_labels",
    "status",
];

/// Reads a file such as `a.en.md`, whose text may call the figures of `base`. Returns `None` after an error in `sink`.
pub fn lower(
    file: &SourcePath,
    language: &LanguageTag,
    text: &str,
    hash: Hash,
    base: Option<&Case>,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Option<Overlay> {
    let parts = front_matter::split(file, text, sink)?;
    let figures = Figures {
        metrics: base.iter().flat_map(|base| &base.metrics).map(|metric| &***metric).collect(),
        language,
        config: context.config,
        format: &context.texts.of(language).figures,
        // Where the first file is broken, no call is to blame.
        all: base.is_some(),
    };
    let options = markdown::Options { macros: Some(&figures), ..*context.markdown };
    let body = markdown::render(
        file,
        text.get(parts.body.clone()).unwrap_or_default(),
        parts.body.start,
        &options,
        sink,
    );
    let node = yaml::parse(
        file,
        text.get(parts.yaml.clone()).unwrap_or_default(),
        parts.yaml.start,
        sink,
    )?;
    let mut reader = Reader { file, sink };
    let mut fields = reader.map("---", node)?;
    let top = Span { start: fields.span.start, end: fields.span.start };
    let title = fields.take("title").and_then(|node| reader.text("title", &node));
    let own_summary = reader.optional_text("summary", fields.take("summary"));
    let locality = reader.optional_text("locality", fields.take("locality"));
    let organisations = fields.take("organisations").map(|node| {
        reader.texts("organisations", Some(node)).into_iter().map(|(text, _)| text).collect()
    });
    let model = fields.take("model").and_then(|node| read_model(node, &mut reader));
    let practices = fields.take("practices");
    let practices_span = practices.as_ref().map_or(top, |node| node.span);
    let practices = practices
        .map(|node| reader.list("practices", node))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|item| practice(item, &body, &mut reader))
        .collect();
    let metric_labels =
        fields.take("metric_labels").map(|node| read_labels(node, &mut reader)).unwrap_or_default();
    let draft = reader
        .optional_text("status", fields.take("status"))
        .is_some_and(|status| status == "draft");
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
    let components =
        fields.take("components").map(|node| reader.list("components", node)).unwrap_or_default();
    let components = components
        .into_iter()
        .filter_map(|item| super::parts::component(item, reader))
        .map(|(component, _)| component)
        .collect();
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
    fields
        .rest()
        .into_iter()
        .filter_map(|(key, node)| {
            Some((key.text.clone(), key.span, reader.text(&key.text, &node)?))
        })
        .collect()
}

impl Overlay {
    /// Lays the texts over the facts of `base`. What does not fit together is reported.
    #[must_use]
    pub fn over(&self, base: &Case, context: &Context<'_>, sink: &mut Sink) -> Case {
        self.check(base, sink);
        let label = |id: &str, indicator: Option<&str>| {
            let translated = self
                .metric_labels
                .iter()
                .find(|(metric_id, _, _)| metric_id == id)
                .map(|(_, _, label)| label.clone());
            let shared = || {
                indicator.and_then(|id| context.config.vocabulary.indicator(id)).map(|listed| {
                    listed.label.get(&self.language, &context.config.language).to_owned()
                })
            };
            translated.or_else(shared)
        };
        let relabelled = |metric: &super::Metric| {
            let label = label(&metric.id.0, metric.indicator.as_ref().map(|id| &*id.0))
                .unwrap_or_else(|| metric.label.clone());
            super::Metric { label, ..metric.clone() }
        };
        let model = match &self.model {
            Some((name, components)) => Model {
                name: name.clone(),
                components: if components.is_empty() {
                    base.model.components.clone()
                } else {
                    components.clone()
                },
                ..base.model.clone()
            },
            None => base.model.clone(),
        };
        let practices = base.practices.iter().enumerate().map(|(place, practice)| {
            match self.practices.get(place) {
                Some((name, anchor)) => Hashed::of(Practice {
                    name: name.clone(),
                    topic: practice.topic.clone(),
                    anchor: anchor.clone(),
                }),
                None => practice.clone(),
            }
        });
        let metrics: Vec<_> =
            base.metrics.iter().map(|metric| Arc::new(Hashed::of(relabelled(metric)))).collect();
        let card = Card {
            title: self.title.clone(),
            summary: self
                .summary
                .clone()
                .unwrap_or_else(|| summary(&self.body.first_paragraph, SUMMARY)),
            locality: self.locality.clone().or_else(|| base.card.locality.clone()),
            model_name: model.name.clone(),
            figures: headline(&metrics),
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
            metrics,
            sources: base.sources.clone(),
            // Old addresses are those of the first edition.
            aliases: Vec::new(),
            fields: base.fields.clone(),
            body: Arc::clone(&self.body),
            facts: Hash::of_value(&(base.facts, self.hash)),
            grams: LazyGrams::default(),
            hash: Hash::of_value(&(base.hash, self.hash)),
        }
    }

    fn check(&self, base: &Case, sink: &mut Sink) {
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
                .at(self.practices_span)
                .hint(say!(
                    "两个语言版本的 practices 要一一对应，顺序相同"
                        | "list the practices of both languages in the same order, one for one"
                )),
            );
        }
        for (id, span, _) in self
            .metric_labels
            .iter()
            .filter(|(id, _, _)| !base.metrics.iter().any(|metric| *metric.id.0 == **id))
        {
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

#[cfg(test)]
mod tests {
    use super::super::lower;
    use super::*;
    use crate::markdown::Highlighter;
    use crate::publication::config::Config;
    use crate::publication::gazetteer::Gazetteer;
    use crate::publication::theme::Theme;

    const SITE: &str = "title: t\nbase_url: https://example.org/\neditions: {en: {}}\n\
        units: [{id: 个, name: {en: \"\"}}, {id: 家, name: {en: organisations}}, {id: 元, name: {en: yuan}}, {id: 万元, base: 元, factor: 10000}]\n";
    const FIRST: &str = "---\ntitle: t\ndistrict: \"310106\"\nmodel: m\ndate: 2020\nmetrics:\n  - {id: members, label: 会员, printed: 94家}\n  \
        - {id: teams, label: 队, printed: 7个}\n  - {id: funds, label: 资金, printed: 3000余万元}\n---\n\n会员{{ metric(members) }}、{{ metric(teams) }}、{{ metric(funds) }}。\n";

    /// Reads a translation whose text is `body` of the case `first`; returns the HTML and the findings.
    fn translated(first: &str, body: &str) -> (String, Vec<Diagnostic>) {
        let mut sink = Sink::default();
        let config = Config::read(SITE, &mut sink);
        let gazetteer = Gazetteer::china();
        let highlighter = Highlighter::default();
        let options = markdown::Options::new(&highlighter);
        let context = Context {
            config: &config,
            gazetteer: &gazetteer,
            markdown: &options,
            texts: &Theme::builtin_texts().of_editions(&config, |_, _| None),
            lints: true,
            hash: Hash::default(),
        };
        let base = lower(
            &SourcePath::new("content/cases/a.md"),
            first,
            Hash::default(),
            &context,
            &mut Sink::default(),
        );
        let english = LanguageTag::parse("en").unwrap();
        let (file, text) =
            (SourcePath::new("content/cases/a.en.md"), format!("---\ntitle: t\n---\n\n{body}"));
        let overlay = super::lower(
            &file,
            &english,
            &text,
            Hash::default(),
            base.as_ref(),
            &context,
            &mut sink,
        )
        .unwrap();
        (overlay.body.html.read().unwrap().into_owned(), sink.into_sorted())
    }

    #[test]
    fn a_call_prints_the_figure_as_readers_of_the_translation_see_it() {
        let (html, found) = translated(
            FIRST,
            "We: {{ metric(members) }}, {{ metric(teams) }} teams, {{ metric(funds) }}.\n",
        );
        assert_eq!(found, []);
        assert!(
            html.contains("<a class=\"metric\" href=\"#metric-members\">94 organisations</a>"),
            "{html}"
        );
        assert!(html.contains("<a class=\"metric\" href=\"#metric-teams\">7</a> teams"), "{html}");
        assert!(
            html.contains(
                "<a class=\"metric\" href=\"#metric-funds\">at least 30,000,000 yuan</a>"
            ),
            "{html}"
        );
    }

    #[test]
    fn a_call_of_a_figure_that_is_not_there_is_an_error_at_its_place() {
        let body = "We: {{ metric(member) }}.\n";
        let (_, found) = translated(FIRST, body);
        let [finding] = &found[..] else { panic!("{found:?}") };
        assert_eq!(finding.code.0, "macro");
        assert!(finding.message.zh.contains("是不是想写“members”"), "{}", finding.message.zh);
        let start = u32::try_from("---\ntitle: t\n---\n\nWe: ".len()).unwrap();
        assert_eq!(finding.span.map(|span| span.start), Some(start));
    }

    #[test]
    fn figures_in_words_of_the_translation_are_not_asked_after() {
        let (_, found) = translated(FIRST, "Ninety-four, 7 teams and 10,000 yuan.\n");
        assert_eq!(found, []);
    }

    #[test]
    fn where_the_first_file_is_broken_no_call_is_blamed() {
        let (_, found) = translated("---\ntitle: t\n---\n", "We: {{ metric(members) }}.\n");
        assert_eq!(found, []);
    }
}
