//! The front matter of a case, checked as far as it can be without the text.

use super::address::Address;
use super::extra::{find_mistyped_keys, read_extra};
use super::lookup::read_topics;
use super::metrics::read_metrics;
use super::model::read_model;
use super::practices::read_practices;
use super::regions::read_regions;
use super::required::require_value;
use super::sources::{SourceIds, read_sources};
use crate::content::alias::{leave_out_current, paths, read_aliases};
use crate::content::case::context::Context;
use crate::content::case::metric::Metric;
use crate::content::case::{CaseId, FieldValue, Model, Practice, Regions, Source, TopicRef};
use crate::content::status::read_status;
use crate::foundation::diagnostic::Span;
use crate::foundation::path::SitePath;
use crate::input::fields::{Fields, KnownKey, Reader};
use crate::input::yaml::Node;
use crate::publication::config::read_identifier;
use crate::text::date::{Date, Interval};

pub(super) const KEYS: [KnownKey; 18] = [
    KnownKey::required("title"),
    KnownKey::required("district"),
    KnownKey::required("model"),
    KnownKey::optional("locality"),
    KnownKey::required("date"),
    KnownKey::optional("added"),
    KnownKey::optional("updated"),
    KnownKey::optional("period"),
    KnownKey::optional("summary"),
    KnownKey::optional("topics"),
    KnownKey::optional("organisations"),
    KnownKey::optional("practices"),
    KnownKey::optional("metrics"),
    KnownKey::optional("sources"),
    KnownKey::optional("status"),
    KnownKey::optional("aliases"),
    KnownKey::optional("slug"),
    KnownKey::optional("sort_key"),
];

/// The keys of a case, checked.
pub(super) struct Front {
    pub(super) id: CaseId,
    /// Where it is addressed; `None` when that cannot be told yet.
    pub(super) path: Option<SitePath>,
    pub(super) title: Option<String>,
    pub(super) regions: Option<Regions>,
    pub(super) model: Option<Model>,
    pub(super) date: Option<Date>,
    pub(super) added: Option<Date>,
    pub(super) updated: Option<Date>,
    pub(super) locality: Option<String>,
    pub(super) period: Option<Interval>,
    pub(super) summary: Option<String>,
    pub(super) topics: Vec<TopicRef>,
    pub(super) organisations: Vec<String>,
    /// With the heading that each names.
    pub(super) practices: Vec<(Practice, Option<Node>)>,
    pub(super) metrics: Vec<Metric>,
    pub(super) sources: Vec<Source>,
    pub(super) draft: bool,
    pub(super) aliases: Vec<SitePath>,
    pub(super) sort_key: Option<String>,
    pub(super) fields: Vec<(String, Vec<FieldValue>)>,
}

/// Checks every key of the front matter.
pub(super) fn read_front(
    mut fields: Fields,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Front {
    let top = Span { start: fields.span.start, end: fields.span.start };
    let [
        title,
        district,
        model,
        locality,
        date,
        added,
        updated,
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
    ] = fields.take_keys(&KEYS);
    let rest = fields.into_rest();
    let typos = find_mistyped_keys(&rest, &KEYS, context);
    let title = require_value("title", title, top, &typos, reader)
        .and_then(|node| reader.read_text("title", &node));
    let regions = require_value("district", district, top, &typos, reader)
        .and_then(|node| read_regions(node, locality.is_none(), context, reader));
    let model = require_value("model", model, top, &typos, reader)
        .and_then(|node| read_model(node, reader));
    let date = require_value("date", date, top, &typos, reader)
        .and_then(|node| reader.read_date("date", &node));
    let added = reader.optional_date("added", added);
    let updated = reader.optional_date("updated", updated);
    let locality = reader.optional_text("locality", locality);
    let period =
        period.filter(Node::is_written).and_then(|node| reader.read_interval("period", &node));
    let summary = reader.optional_text("summary", summary);
    let topics = read_topics(topics, context, reader);
    let organisations = reader
        .read_texts("organisations", organisations)
        .into_iter()
        .map(|(text, _)| text)
        .collect();
    let practices = read_practices(practices, context, reader);
    let sources = read_sources(sources, reader);
    let ids = SourceIds::new(sources.iter().map(|source| source.id.clone()));
    let metrics = read_metrics(metrics, &ids, date, context, reader);
    let draft = status.and_then(|node| read_status(&node, reader)).unwrap_or_default();
    let mut aliases = read_aliases(aliases, reader);
    let slug = slug.and_then(|node| read_identifier("slug", &node, reader));
    let sort_key = reader.optional_text("sort_key", sort_key);
    let fields = read_extra(&rest, top, &KEYS, context, reader);
    let address = Address {
        slug,
        title: title.as_deref(),
        date,
        region: regions.as_ref().map(Regions::main),
    };
    let (id, path) = address.read_address(context, reader);
    if let Some(path) = &path {
        leave_out_current(&mut aliases, path, reader);
    }
    Front {
        id,
        path,
        title,
        regions,
        model,
        date,
        added,
        updated,
        locality,
        period,
        summary,
        topics,
        organisations,
        practices,
        metrics,
        sources,
        draft,
        aliases: paths(aliases),
        sort_key,
        fields,
    }
}
