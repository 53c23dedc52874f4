//! Reads the texts of a case in another language.

use std::sync::Arc;

use crate::content::alias::read_translated_aliases;
use crate::content::case::context::Context;
use crate::content::case::read::mention::{Complete, FactIndex, Figures};
use crate::content::case::read::model::read_component;
use crate::content::case::read::practices::{HeadingIndex, find_heading};
use crate::content::case::{Case, Component};
use crate::content::free::read_free;
use crate::content::macros::ThemeMacros;
use crate::content::status::read_status;
use crate::content::unread::Unread;
use crate::foundation::diagnostic::{Sink, Span};
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{SitePath, SourcePath};
use crate::input::fields::{Fields, KnownKey, Reader};
use crate::input::free_value::FreeValue;
use crate::input::front_matter;
use crate::input::yaml::{Node, Value};
use crate::markdown;
use crate::markdown::Body;
use crate::publication::config::Config;
use crate::say;
use crate::text::date::Date;

/// The texts of a case in one more language.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// The file it was read from.
    pub file: SourcePath,
    pub language: LanguageTag,
    pub(super) title: String,
    pub(super) summary: Option<String>,
    pub(super) locality: Option<String>,
    pub(super) organisations: Option<Vec<String>>,
    /// Names and parts of formulas, in the order of the first file's models.
    pub(super) models: Vec<(String, Vec<Component>)>,
    /// Names and anchors, in the order of the first file's practices.
    pub(super) practices: Vec<(String, Option<String>)>,
    pub(super) practices_span: Span,
    pub(super) metric_labels: Vec<(String, Span, String)>,
    pub(super) updated: Option<Date>,
    pub(super) draft: bool,
    pub(super) aliases: Vec<SitePath>,
    pub(super) extra: Option<Arc<FreeValue>>,
    pub(super) body: Arc<Body>,
    pub(super) hash: Hash,
}

pub(super) const KEYS: [KnownKey; 11] = [
    KnownKey::required("title"),
    KnownKey::optional("summary"),
    KnownKey::optional("locality"),
    KnownKey::optional("organisations"),
    KnownKey::optional("model"),
    KnownKey::optional("practices"),
    KnownKey::optional("metric_labels"),
    KnownKey::optional("updated"),
    KnownKey::optional("status"),
    KnownKey::optional("aliases"),
    KnownKey::optional("extra"),
];

pub(super) const MODEL_KEYS: [KnownKey; 2] =
    [KnownKey::optional("name"), KnownKey::optional("components")];

pub(super) const PRACTICE_KEYS: [KnownKey; 2] =
    [KnownKey::optional("name"), KnownKey::optional("anchor")];

impl Overlay {
    /// Tells whether it is shown in previews only.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.draft
    }

    /// Returns the rendered text.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }
}

/// Reads a file such as `a.en.md`, whose text may call the figures of `base`.
///
/// # Errors
/// Returns the text alone after an error in `sink`.
pub fn parse_overlay(
    file: &SourcePath,
    language: &LanguageTag,
    text: &str,
    hash: Hash,
    base: Option<&Case>,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Result<Overlay, Unread> {
    let parts = front_matter::split_file(file, text, sink).ok_or_else(Unread::default)?;
    let source = (parts.body_of(text), parts.body.start);
    let body = Arc::new(render_with_figures(file, source, language, base, context, sink));
    let mut reader = Reader { file, sink };
    let fields = context.open_front(parts.yaml_of(text), parts.yaml.start, &mut reader);
    fields
        .and_then(|fields| {
            read_overlay(fields, language, (&body, hash), context.config, &mut reader)
        })
        .ok_or_else(|| Unread::with_body(body))
}

fn read_overlay(
    mut fields: Fields,
    language: &LanguageTag,
    (body, hash): (&Arc<Body>, Hash),
    config: &Config,
    reader: &mut Reader<'_>,
) -> Option<Overlay> {
    let top = Span { start: fields.span.start, end: fields.span.start };
    let [
        title,
        summary,
        locality,
        organisations,
        model,
        practices,
        metric_labels,
        updated,
        status,
        aliases,
        extra,
    ] = fields.take_keys(&KEYS);
    reader.no_more_front(fields, &KEYS);
    if title.is_none() {
        report_missing_title(top, reader);
    }
    let title = reader.filled("title", title, &say!("title: …" | "title: …"));
    let title = title.and_then(|node| reader.read_text("title", &node));
    let summary = reader.optional_text("summary", summary);
    let locality = reader.optional_text("locality", locality);
    let organisations =
        organisations.map(|node| reader.read_plain_texts("organisations", Some(node)));
    let models = model.map(|node| read_models(node, reader)).unwrap_or_default();
    let practices_span = practices.as_ref().map_or(top, |node| node.span);
    let practices = read_practices(practices, body, reader);
    let metric_labels = metric_labels.map(|node| read_labels(node, reader)).unwrap_or_default();
    let updated = reader.optional_date("updated", updated);
    let draft = status.and_then(|node| read_status(&node, reader)).unwrap_or(false);
    let aliases = read_translated_aliases(aliases, language, config, reader);
    let extra = read_free(extra, reader);
    let title = title?;
    Some(Overlay {
        file: reader.file.clone(),
        language: language.clone(),
        title,
        summary,
        locality,
        organisations,
        models,
        practices,
        practices_span,
        metric_labels,
        updated,
        draft,
        aliases,
        extra,
        body: Arc::clone(body),
        hash,
    })
}

/// Renders a text that begins at a byte of `file`. It may call the figures of `base`.
fn render_with_figures(
    file: &SourcePath,
    (source, start): (&str, usize),
    language: &LanguageTag,
    base: Option<&Case>,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Body {
    let figures = Figures {
        facts: FactIndex::new(
            base.iter().flat_map(|base| &base.metrics),
            base.map_or(&[], |base| &base.sources),
        ),
        language,
        config: context.config,
        format: &context.texts.texts_for(language).figures,
        // Where the first file is broken, a call of one of its figures is no mistake.
        complete: Complete { metrics: base.is_some(), sources: base.is_some() },
        macros: ThemeMacros::new(context, language),
    };
    let macros = context.config.macros.then_some(&figures as &dyn markdown::Macros);
    let options = markdown::Options { macros, ..*context.markdown };
    markdown::render_body(file, source, start, &options, sink)
}

fn report_missing_title(top: Span, reader: &mut Reader<'_>) {
    reader.error(
        "missing-key",
        top,
        say!("缺少必填的“title”" | "the required key `title` is missing"),
        say!("请写上这种语言的标题" | "write the title in this language"),
    );
}

/// Reads a model or a list of them.
fn read_models(node: Node, reader: &mut Reader<'_>) -> Vec<(String, Vec<Component>)> {
    match node.value {
        Value::List(items) => {
            items.into_iter().filter_map(|item| read_model(item, reader)).collect()
        }
        _ => read_model(node, reader).into_iter().collect(),
    }
}

fn read_model(node: Node, reader: &mut Reader<'_>) -> Option<(String, Vec<Component>)> {
    if !matches!(node.value, Value::Map(_)) {
        return reader.read_text("model", &node).map(|name| (name, Vec::new()));
    }
    let [name, components] = reader.read_keys("model", node, &MODEL_KEYS)?;
    let name = name.and_then(|node| reader.read_text("name", &node));
    let components =
        components.map(|node| reader.read_list("components", node)).unwrap_or_default();
    let components = components
        .into_iter()
        .filter_map(|item| read_component(item, reader))
        .map(|(component, _)| component)
        .collect();
    name.map(|name| (name, components))
}

fn read_practices(
    node: Option<Node>,
    body: &Body,
    reader: &mut Reader<'_>,
) -> Vec<(String, Option<String>)> {
    let headings = HeadingIndex::new(&body.headings);
    let items = node.map(|node| reader.read_list("practices", node)).unwrap_or_default();
    items.into_iter().filter_map(|item| read_practice(item, &headings, reader)).collect()
}

fn read_practice(
    item: Node,
    headings: &HeadingIndex<'_>,
    reader: &mut Reader<'_>,
) -> Option<(String, Option<String>)> {
    let [name, anchor] = reader.read_keys("practices", item, &PRACTICE_KEYS)?;
    let name = name.and_then(|node| reader.read_text("name", &node));
    let anchor = anchor.and_then(|node| find_heading(&node, headings, reader));
    name.map(|name| (name, anchor))
}

fn read_labels(node: Node, reader: &mut Reader<'_>) -> Vec<(String, Span, String)> {
    let Some(fields) = reader.read_map("metric_labels", node) else { return Vec::new() };
    fields
        .into_rest()
        .into_iter()
        .filter_map(|(key, node)| {
            Some((key.text.clone(), key.span, reader.read_text(&key.text, &node)?))
        })
        .collect()
}
