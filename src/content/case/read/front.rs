//! The front matter of a case, checked as far as it can be without the text.

use super::extra::{find_mistyped_keys, read_extra};
use super::lookup::read_topics;
use super::mention::Complete;
use super::metrics::read_metrics;
use super::practices::read_practices;
use super::required::{KeyCheck, Required};
use super::rules::read_later_date;
use super::sources::{SourceIds, read_sources};
use crate::content::alias::read_aliases;
use crate::content::case::context::Context;
use crate::content::case::metric::Metric;
use crate::content::case::{CaseId, FieldValue, Practice, Source, TopicRef};
use crate::content::status::read_status;
use crate::foundation::diagnostic::{Span, Text};
use crate::foundation::path::{BadPath, SitePath};
use std::sync::Arc;

use crate::content::free::read_free;
use crate::input::fields::{Fields, KnownKey, Reader};
use crate::input::free_value::FreeValue;
use crate::input::yaml::Node;
use crate::publication::config::read_identifier;
use crate::say;
use crate::text::date::{Date, Interval};

pub(super) const KEYS: [KnownKey; 19] = [
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
    KnownKey::optional("extra"),
];

/// The keys of a case, checked.
pub(super) struct Front {
    pub(super) id: CaseId,
    /// Where it is addressed; `None` when that cannot be told yet.
    pub(super) path: Option<SitePath>,
    pub(super) required: Required,
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
    pub(super) extra: Option<Arc<FreeValue>>,
    pub(super) complete: Complete,
}

/// Reads the last part of an address, which must be one that every system can hold.
fn read_slug(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let slug = read_identifier("slug", node, reader)?;
    let Err(why) = SitePath::new(&format!("/cases/{slug}/")).out_path() else { return Some(slug) };
    let why = match why {
        BadPath::Reserved => say!("有的系统留作他用" | "some systems keep it for themselves"),
        BadPath::Long => say!("太长" | "it is too long"),
        _ => say!("含有不能用的符号" | "it holds signs that cannot stand there"),
    };
    let Text { zh, en } = why;
    reader.error(
        "bad-address",
        node.span,
        say!("slug 不能用：{zh}" | "this `slug` cannot be used: {en}"),
        say!("请换一个短的名称" | "choose another short name"),
    );
    None
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
        extra,
    ] = fields.take_keys(&KEYS);
    let rest = fields.into_rest();
    let typos = find_mistyped_keys(&rest, &KEYS, context);
    let keys = KeyCheck { top, typos: &typos, config: context.config };
    let values = [title, district, model, date];
    let required = Required::read_required(values, locality.as_ref(), keys, context, reader);
    let date = required.date;
    let [practices, metrics, sources] = keys.open_lists([practices, metrics, sources], reader);
    let (metrics, sources, complete) = read_facts([metrics, sources], date, context, reader);
    let slug = slug.and_then(|node| read_slug(&node, reader));
    let (id, path) = required.address(slug).read_address(context, reader);
    let [added, updated] = read_later_dates([added, updated], date, reader);
    Front {
        aliases: read_aliases(aliases, path.as_ref(), context.config, reader),
        id,
        path,
        required,
        added,
        updated,
        locality: reader.optional_text("locality", locality),
        period: read_period(period, reader),
        summary: reader.optional_text("summary", summary),
        topics: read_topics(topics, context, reader),
        organisations: reader.read_plain_texts("organisations", organisations),
        practices: read_practices(practices, context, reader),
        metrics,
        sources,
        draft: status.and_then(|node| read_status(&node, reader)).unwrap_or_default(),
        sort_key: reader.optional_text("sort_key", sort_key),
        extra: read_free(extra, reader),
        fields: read_extra(&rest, top, &KEYS, context, reader),
        complete: complete.unless_misspelt(&typos),
    }
}

fn read_period(node: Option<Node>, reader: &mut Reader<'_>) -> Option<Interval> {
    node.filter(Node::is_written).and_then(|node| reader.read_interval("period", &node))
}

/// Reads when the publication took a case up, and when it was last corrected.
fn read_later_dates(
    [added, updated]: [Option<Node>; 2],
    date: Option<Date>,
    reader: &mut Reader<'_>,
) -> [Option<Date>; 2] {
    [("added", added), ("updated", updated)]
        .map(|(key, node)| read_later_date(key, node, date, reader))
}

/// Reads the metrics and the sources that they name, and tells whether these are all.
fn read_facts(
    [metrics, sources]: [Option<Node>; 2],
    date: Option<Date>,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> (Vec<Metric>, Vec<Source>, Complete) {
    let before = reader.sink.as_slice().len();
    let sources = read_sources(sources, reader);
    let between = reader.sink.as_slice().len();
    let ids = SourceIds::new(sources.iter().map(|source| source.id.clone()));
    let metrics = read_metrics(metrics, &ids, date, context, reader);
    let after = reader.sink.as_slice().len();
    (metrics, sources, Complete { metrics: after == between, sources: between == before })
}
