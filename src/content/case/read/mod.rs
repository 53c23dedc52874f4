//! From a file to a case: every key checked, every mistake reported, the body rendered.

pub(super) mod address;
mod dimension;
mod extra;
mod figure;
mod former_region;
mod front;
mod lint;
mod lookup;
pub(super) mod mention;
mod metric_facts;
mod metrics;
pub(super) mod model;
pub(super) mod practices;
mod prose;
mod region;
mod region_example;
mod region_list;
mod region_parts;
mod regions;
mod required;
mod rules;
mod several;
mod sources;

use std::sync::Arc;

pub(crate) use self::extra::read_declared;
use self::front::{Front, read_front};
use self::mention::{FactIndex, Figures};
use self::practices::{HeadingIndex, find_heading};
use self::required::Required;
pub(crate) use self::required::report_missing;
use super::{Card, Case, Context, Model, Practice, headline_metrics};
use crate::content::lead::Lead;
use crate::content::macros::ThemeMacros;
use crate::content::unread::Unread;
use crate::foundation::diagnostic::Sink;
use crate::foundation::hash::{Hash, Hashed};
use crate::foundation::path::SourcePath;
use crate::foundation::rare::Rare;
use crate::input::fields::NamedTable;
use crate::input::fields::Reader;
use crate::input::front_matter;
use crate::input::yaml::Node;
use crate::markdown;
use crate::markdown::Body;
use crate::search::LazyGrams;

/// The keys of a case, and of the maps inside it.
pub(super) const KEY_TABLES: [NamedTable; 6] = [
    ("case", &front::KEYS),
    ("model", &model::KEYS),
    ("components", &model::COMPONENT_KEYS),
    ("practices", &practices::KEYS),
    ("metrics", &metrics::KEYS),
    ("sources", &sources::KEYS),
];

/// How long a summary made from the first paragraph is, in characters.
const SUMMARY: usize = 120;

/// Reads one file as a case.
///
/// # Errors
/// Returns the text alone after an error in `sink`, when a required key is missing or wrong.
///
/// The metrics come first, since the text may call them; practices come last, since they name its
/// headings.
pub fn parse_case(
    file: &SourcePath,
    text: &str,
    hash: Hash,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Result<Case, Unread> {
    let split = front_matter::split_file(file, text, sink).ok_or_else(Unread::default)?;
    let source = split.body_of(text);
    let front = split.yaml_of(text);
    // Two files with the same bytes are two cases: their address is made of their name.
    let hash = Hash::of_value(&(file, hash, context.hash));
    let draft = Draft { file, front, base: split.yaml.start, hash, context };
    let mut findings = Sink::default();
    let read = draft.read_front(&mut findings);
    let figures = Figures {
        facts: FactIndex::new(
            read.iter().flat_map(|read| &read.metrics),
            read.as_ref().map_or(&[], |read| &read.sources),
        ),
        language: &context.config.language,
        config: context.config,
        format: &context.texts.texts_for(&context.config.language).figures,
        complete: read.as_ref().map(|read| read.complete).unwrap_or_default(),
        macros: ThemeMacros::new(context, &context.config.language),
    };
    let macros = context.config.macros.then_some(&figures as &dyn markdown::Macros);
    let options = markdown::Options { macros, ..*context.markdown };
    let mut body = markdown::render_body(file, source, split.body.start, &options, sink);
    let first_paragraph = std::mem::take(&mut body.first_paragraph);
    let written = read.as_ref().and_then(|read| read.summary.as_deref());
    if options.shortcodes {
        let title = read.as_ref().and_then(|read| read.required.title.as_deref());
        markdown::note_calls(&mut body, front, split.yaml.start, [title, written]);
    }
    let lead = Lead::choose_lead(written, &first_paragraph, SUMMARY);
    let body = Arc::new(body);
    if context.lints && findings.is_empty() {
        lint::lint_case(
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
    let case = read.and_then(|read| draft.finish_case(read, lead, &body, &mut findings));
    sink.extend(findings.into_sorted());
    case.ok_or_else(|| Unread::with_body(body))
}

/// A file whose front matter is not read yet.
struct Draft<'a> {
    file: &'a SourcePath,
    front: &'a str,
    base: usize,
    hash: Hash,
    context: &'a Context<'a>,
}

impl Draft<'_> {
    fn read_front(&self, sink: &mut Sink) -> Option<Front> {
        let mut reader = Reader { file: self.file, sink };
        let fields = self.context.open_front(self.front, self.base, &mut reader)?;
        Some(read_front(fields, self.context, &mut reader))
    }

    /// Checks what needs the text, and makes the case unless something required is missing.
    fn finish_case(
        &self,
        read: Front,
        lead: Lead,
        body: &Arc<Body>,
        sink: &mut Sink,
    ) -> Option<Case> {
        let mut reader = Reader { file: self.file, sink };
        let practices = find_anchors(read.practices, body, &mut reader);
        let metrics: Box<[_]> = read.metrics.into();
        // All are reported before any gives up.
        let Required { title, regions, models, date, is_dated: _ } = read.required;
        let (title, regions, models) = (title?, regions?, models?);
        let card = Arc::new(Hashed::of_value(Card {
            path: read.path?,
            id: read.id,
            language: None,
            title,
            sort_key: read.sort_key,
            summary: lead.summary,
            regions,
            locality: read.locality,
            models: models.iter().map(Model::to_ref).collect(),
            date,
            added: read.added,
            updated: read.updated,
            period: read.period,
            topics: read.topics.into(),
            figures: headline_metrics(&metrics, &read.sources),
            draft: read.draft,
        }));
        // Practices name headings, and the card may hold the first paragraph.
        let facts = Hash::of_value(&(self.front, self.context.hash, card.hash(), &practices));
        Some(Case {
            file: self.file.clone(),
            base: self.file.clone(),
            card,
            models: models.into(),
            organisations: read.organisations.into(),
            practices,
            metrics,
            sources: read.sources.into(),
            aliases: read.aliases.into(),
            fields: read.fields.into(),
            extra: read.extra,
            has_lede: lead.is_shown,
            body: Arc::clone(body),
            facts,
            grams: LazyGrams::default(),
            hash: self.hash,
        })
    }
}

/// Finds the heading that each practice names.
fn find_anchors(
    practices: Vec<(Practice, Option<Node>)>,
    body: &Body,
    reader: &mut Reader<'_>,
) -> Rare<Hashed<Practice>> {
    if practices.is_empty() {
        return Rare::default();
    }
    let headings = HeadingIndex::new(&body.headings);
    practices
        .into_iter()
        .map(|(practice, anchor)| {
            let anchor = anchor.and_then(|node| find_heading(&node, &headings, reader));
            Hashed::of_value(Practice { anchor, ..practice })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::case::context::with_context;

    /// Reads a case of the publication `site` and returns the codes of all findings.
    pub(super) fn codes(site: &str, case: &str, body: &str) -> Vec<&'static str> {
        let mut sink = Sink::default();
        let file = SourcePath::new("content/cases/a.md");
        let text = format!("---\ntitle: t\ndistrict: \"310106\"\nmodel: m\n{case}---\n\n{body}");
        with_context(site, &mut sink, |context, sink| {
            // What is found is looked at, and not what is made of it.
            let _ = parse_case(&file, &text, Hash::default(), context, sink);
        });
        sink.into_sorted().iter().map(|finding| finding.code.0).collect()
    }
}
