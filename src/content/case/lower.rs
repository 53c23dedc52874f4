//! From a file to a case: every key checked, every mistake reported, the body rendered.

use std::sync::Arc;

use super::lint;
use super::mention::Figures;
use super::metric::{self, Metric};
use super::parts;
use super::raw::{self, RawCase};
use super::{Card, Case, CaseId, FieldValue, Model, Practice, Source, TopicRef};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span, Text, nearest};
use crate::foundation::hash::{Hash, Hashed};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{SitePath, SourcePath};
use crate::input::fields::Reader;
use crate::input::front_matter;
use crate::input::yaml;
use crate::input::yaml::{Node, Value};
use crate::markdown;
use crate::markdown::{Body, Heading};
use crate::publication::config::Config;
use crate::publication::gazetteer::{Gazetteer, RegionCode};
use crate::publication::theme::EditionTexts;
use crate::say;
use crate::search::LazyGrams;
use crate::text::date::{Date, Interval};
use crate::text::{slug, summary};

/// How long a summary made from the first paragraph is, in characters.
const SUMMARY: usize = 120;

/// What a case is checked against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What the publication says about itself.
    pub config: &'a Config,
    /// Its regions.
    pub gazetteer: &'a Gazetteer,
    /// How Markdown is rendered.
    pub markdown: &'a markdown::Options<'a>,
    /// What readers see besides the content.
    pub texts: &'a EditionTexts,
    /// Whether to look for what is no mistake but worth a look.
    pub lints: bool,
    /// The hash of all of these.
    pub hash: Hash,
}

impl Context<'_> {
    /// Returns what the renderer says to readers of a file in `language`.
    #[must_use]
    pub fn labels(&self, language: Option<&LanguageTag>) -> markdown::Labels<'_> {
        let texts = self.texts.of(language.unwrap_or(&self.config.language));
        markdown::Labels {
            table: texts.get("body_table"),
            table_n: texts.get("body_table_n"),
            footnotes: texts.get("body_footnotes"),
            back: texts.get("body_footnote_back"),
            done: texts.get("body_task_done"),
            open: texts.get("body_task_open"),
            alerts: [
                texts.get("body_alert_note"),
                texts.get("body_alert_tip"),
                texts.get("body_alert_important"),
                texts.get("body_alert_warning"),
                texts.get("body_alert_caution"),
            ],
        }
    }
}

/// Reads one file as a case. Returns `None` after an error in `sink` when a required key is missing or wrong.
///
/// The metrics come first, since the text may call them; practices come last, since they name its headings.
pub fn lower(
    file: &SourcePath,
    text: &str,
    hash: Hash,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Option<Case> {
    let split = front_matter::split(file, text, sink)?;
    let source = text.get(split.body.clone()).unwrap_or_default();
    let front = text.get(split.yaml.clone()).unwrap_or_default();
    // Two files with the same bytes are two cases: their address is made of their name.
    let hash = Hash::of_value(&(file, hash, context.hash));
    let draft = Draft { file, front, base: split.yaml.start, hash, context };
    let mut findings = Sink::default();
    let read = draft.read(&mut findings);
    let figures = Figures {
        metrics: read.iter().flat_map(|read| &read.metrics).collect(),
        language: &context.config.language,
        config: context.config,
        format: &context.texts.of(&context.config.language).figures,
        all: findings.is_empty(),
    };
    let options = markdown::Options { macros: Some(&figures), ..*context.markdown };
    let mut body = markdown::render(file, source, split.body.start, &options, sink);
    if read.as_ref().is_some_and(|read| read.summary.is_some()) {
        // It was to serve as the summary.
        body.first_paragraph = String::new();
    }
    let body = Arc::new(body);
    if context.lints && findings.is_empty() {
        lint::run(
            &lint::Subject {
                file,
                source,
                base: split.body.start,
                front: (front, split.yaml.start),
                figures: &figures,
                body: &body,
            },
            context,
            sink,
        );
    }
    let case = read.and_then(|read| draft.finish(read, &body, &mut findings));
    sink.extend(findings.into_sorted());
    case
}

/// A file whose front matter is not read yet.
pub(super) struct Draft<'a> {
    pub(super) file: &'a SourcePath,
    front: &'a str,
    base: usize,
    hash: Hash,
    pub(super) context: &'a Context<'a>,
}

/// Front matter, checked as far as it can be without the text.
struct Read {
    id: CaseId,
    title: Option<String>,
    region: Option<RegionCode>,
    model: Option<Model>,
    date: Option<Date>,
    locality: Option<String>,
    period: Option<Interval>,
    summary: Option<String>,
    topics: Vec<TopicRef>,
    organisations: Vec<String>,
    /// With the heading that each names.
    practices: Vec<(Practice, Option<Node>)>,
    metrics: Vec<Metric>,
    sources: Vec<Source>,
    draft: bool,
    aliases: Vec<SitePath>,
    sort_key: Option<String>,
    fields: Vec<(String, Vec<FieldValue>)>,
}

impl Draft<'_> {
    fn read(&self, sink: &mut Sink) -> Option<Read> {
        let node = yaml::parse(self.file, self.front, self.base, sink)?;
        let mut reader = Reader { file: self.file, sink };
        let raw = raw::open(node, &mut reader)?;
        Some(self.check(raw, &mut reader))
    }

    fn check(&self, raw: RawCase, reader: &mut Reader<'_>) -> Read {
        // No `..`: a new key must be handled here.
        let RawCase {
            span,
            title,
            district,
            model,
            locality,
            date,
            period,
            summary,
            topics,
            organisations,
            practices,
            metrics,
            sources,
            status,
            aliases,
            slug,
            sort_key,
            rest,
        } = raw;
        let top = Span { start: span.start, end: span.start };
        let typos = self.typos(&rest);
        let title = require("title", title, top, &typos, reader)
            .and_then(|node| reader.text("title", &node));
        let region = require("district", district, top, &typos, reader)
            .and_then(|node| self.region(&node, reader));
        let model = require("model", model, top, &typos, reader)
            .and_then(|node| parts::model(node, reader));
        let date =
            require("date", date, top, &typos, reader).and_then(|node| reader.date("date", &node));
        let locality = reader.optional_text("locality", locality);
        let period = period
            .filter(|node| metric::written(Some(node)))
            .and_then(|node| reader.interval("period", &node));
        let summary = reader.optional_text("summary", summary);
        let topics = self.topics(topics, reader);
        let organisations = reader
            .texts("organisations", organisations)
            .into_iter()
            .map(|(text, _)| text)
            .collect();
        let practices = self.practices(practices, reader);
        let sources = parts::sources(sources, reader);
        let ids: Vec<(String, Span)> =
            sources.iter().map(|(source, span)| (source.id.clone(), *span)).collect();
        let metrics = metric::read(metrics, &ids, date, self.context, reader);
        let draft = status.and_then(|node| parts::status(&node, reader)).unwrap_or_default();
        let aliases = parts::aliases(aliases, reader);
        let slug =
            slug.and_then(|node| crate::publication::config::identifier("slug", &node, reader));
        let sort_key = reader.optional_text("sort_key", sort_key);
        let fields = self.extra(&rest, top, reader);
        let id = CaseId(slug.unwrap_or_else(|| stem(self.file)).into());
        let sources = sources.into_iter().map(|(source, _)| source).collect();
        Read {
            id,
            title,
            region,
            model,
            date,
            locality,
            period,
            summary,
            topics,
            organisations,
            practices,
            metrics,
            sources,
            draft,
            aliases,
            sort_key,
            fields,
        }
    }

    /// Checks what needs the text, and makes the case unless something required is missing.
    fn finish(&self, read: Read, body: &Arc<Body>, sink: &mut Sink) -> Option<Case> {
        let mut reader = Reader { file: self.file, sink };
        let practices: Vec<Hashed<Practice>> = read
            .practices
            .into_iter()
            .map(|(practice, anchor)| {
                let anchor =
                    anchor.and_then(|node| self::anchor(&node, &body.headings, &mut reader));
                Hashed::of(Practice { anchor, ..practice })
            })
            .collect();
        let metrics: Vec<_> =
            read.metrics.into_iter().map(|metric| Arc::new(Hashed::of(metric))).collect();
        // All are reported before any gives up.
        let (title, region, model, date) = (read.title?, read.region?, read.model?, read.date?);
        let card = Arc::new(Hashed::of(Card {
            path: SitePath::new(&format!("/cases/{}/", read.id.0)),
            id: read.id,
            language: None,
            title,
            sort_key: read.sort_key,
            summary: read.summary.unwrap_or_else(|| summary(&body.first_paragraph, SUMMARY)),
            region,
            locality: read.locality,
            model: model.id.clone(),
            model_name: model.name.clone(),
            date,
            period: read.period,
            topics: read.topics,
            figures: headline(&metrics),
            draft: read.draft,
        }));
        // Practices name headings, and the card may hold the first paragraph.
        let facts = Hash::of_value(&(self.front, self.context.hash, card.hash(), &practices));
        Some(Case {
            file: self.file.clone(),
            base: self.file.clone(),
            card,
            model,
            organisations: read.organisations,
            practices,
            metrics,
            sources: read.sources,
            aliases: read.aliases,
            fields: read.fields,
            body: Arc::clone(body),
            facts,
            grams: LazyGrams::default(),
            hash: self.hash,
        })
    }

    fn practices(
        &self,
        node: Option<Node>,
        reader: &mut Reader<'_>,
    ) -> Vec<(Practice, Option<Node>)> {
        let Some(node) = node else { return Vec::new() };
        reader
            .list("practices", node)
            .into_iter()
            .filter_map(|item| self.practice(item, reader))
            .collect()
    }

    fn practice(&self, item: Node, reader: &mut Reader<'_>) -> Option<(Practice, Option<Node>)> {
        if matches!(item.value, Value::Text(_)) {
            return reader
                .text("practices", &item)
                .map(|name| (Practice { name, topic: None, anchor: None }, None));
        }
        let span = item.span;
        let mut fields = reader.map("practices", item)?;
        let name = fields.take("name").and_then(|node| reader.text("name", &node));
        let topic = fields.take("topic").and_then(|node| {
            let text = reader.text("topic", &node)?;
            self.topic(&text, node.span, reader)
        });
        let anchor = fields.take("anchor");
        reader.no_more(fields, &["name", "topic", "anchor"]);
        if name.is_none() {
            reader.error(
                "missing-key",
                span,
                say!("这个做法缺少“name”（名称）" | "this practice lacks `name`"),
                say!("例如 {{name: 五星红帆评选, anchor: 五星红帆评选}}" | "write its name"),
            );
        }
        Some((Practice { name: name?, topic, anchor: None }, anchor))
    }
}

/// Finds the heading that an anchor names, by its id or by its text.
pub(super) fn anchor(node: &Node, headings: &[Heading], reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.text("anchor", node)?;
    let wanted = text.trim_start_matches('#').trim();
    if let Some(heading) =
        headings.iter().find(|heading| heading.id == wanted || heading.text == wanted)
    {
        return Some(heading.id.clone());
    }
    let mut finding = Diagnostic::error(
        "dangling-anchor",
        reader.file,
        say!("正文里没有标题“{wanted}”" | "the body has no heading `{wanted}`"),
    )
    .at(node.span);
    finding = match nearest(
        wanted,
        headings.iter().flat_map(|heading| [heading.id.as_str(), heading.text.as_str()]),
    ) {
        Some(near) => finding.hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")),
        None => finding.hint(say!(
            "anchor 要写正文里某个标题的文字，或标题后 {{#…}} 里的名字"
                | "`anchor` is the text of a heading in this file, or its id"
        )),
    };
    reader.sink.push(finding);
    None
}

fn require(
    key: &'static str,
    node: Option<Node>,
    top: Span,
    typos: &[&str],
    reader: &mut Reader<'_>,
) -> Option<Node> {
    match node {
        None => {
            if !typos.contains(&key) {
                missing(key, top, reader);
            }
            None
        }
        Some(node) if !metric::written(Some(&node)) => {
            let Text { zh, en } = example(key);
            reader.error(
                "empty",
                node.span,
                say!("“{key}”后面是空的" | "`{key}` is empty"),
                say!("这一项必须填写，例如 {zh}" | "it must have a value, for example {en}"),
            );
            None
        }
        node => node,
    }
}

fn example(key: &str) -> Text {
    match key {
        "title" => {
            say!("title: 静安区：枢纽型社会组织党建" | "title: A hub of social organisations")
        }
        "district" => say!("district: 上海市静安区" | "district: 上海市静安区"),
        "model" => say!("model: 枢纽型模式" | "model: Hub model"),
        "date" => say!("date: 2022-02-25" | "date: 2022-02-25"),
        _ => say!("{key}: …" | "{key}: …"),
    }
}

pub(super) fn missing(key: &str, top: Span, reader: &mut Reader<'_>) {
    let Text { zh, en } = example(key);
    reader.error(
        "missing-key",
        top,
        say!("缺少必填的“{key}”" | "the required key `{key}` is missing"),
        say!("请在信息区加上一行，例如 {zh}" | "add a line, for example {en}"),
    );
}

/// The two figures of a card: shared indicators first, in the author's order.
pub(super) fn headline(metrics: &[Arc<Hashed<Metric>>]) -> Vec<Arc<Hashed<Metric>>> {
    let shared = metrics.iter().filter(|metric| metric.indicator.is_some());
    let unshared = metrics.iter().filter(|metric| metric.indicator.is_none());
    shared.chain(unshared).take(2).cloned().collect()
}

/// The name of the file without its endings; of the folder for `<id>/index.md`.
fn stem(file: &SourcePath) -> String {
    let name = file.file_name();
    let name =
        if name == "index.md" { file.as_str().rsplit('/').nth(1).unwrap_or(name) } else { name };
    slug(name.strip_suffix(".md").unwrap_or(name))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::markdown::Highlighter;
    use crate::publication::theme::Theme;

    /// Reads a case of the publication `site` and returns the codes of all findings.
    pub(in super::super) fn codes(site: &str, case: &str, body: &str) -> Vec<&'static str> {
        let mut sink = Sink::default();
        let config =
            Config::read(&format!("title: t\nbase_url: https://example.org/\n{site}"), &mut sink);
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
        let text = format!("---\ntitle: t\ndistrict: \"310106\"\nmodel: m\n{case}---\n\n{body}");
        lower(&SourcePath::new("content/cases/a.md"), &text, Hash::default(), &context, &mut sink);
        sink.into_sorted().iter().map(|finding| finding.code.0).collect()
    }
}
