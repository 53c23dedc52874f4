//! Reads the list of metrics.

use rustc_hash::FxHashMap;

use super::figure::Figure;
use super::metric_facts;
use super::rules;
use super::sources::SourceIds;
use crate::content::case::context::Context;
use crate::content::case::metric::{Metric, MetricParts};
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::Node;
use crate::publication::config::{IndicatorId, read_identifier};
use crate::say;
use crate::text::date::Date;
use crate::text::make_slug;

pub(super) const KEYS: [KnownKey; 11] = [
    KnownKey::optional("id"),
    KnownKey::optional("indicator"),
    KnownKey::optional("label"),
    KnownKey::optional("value"),
    KnownKey::optional("unit"),
    KnownKey::optional("printed"),
    KnownKey::optional("qualifier"),
    KnownKey::optional("year"),
    KnownKey::optional("source"),
    KnownKey::optional("at"),
    KnownKey::optional("status"),
];

/// Reads the list `metrics`. `sources` are the ids that a metric may name; `date` is the case's
/// own.
pub(super) fn read_metrics(
    node: Option<Node>,
    sources: &SourceIds,
    date: Option<Date>,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Vec<Metric> {
    let Some(node) = node else { return Vec::new() };
    let items = reader.read_list("metrics", node);
    let mut metrics: Vec<Metric> = Vec::with_capacity(items.len());
    let mut places: FxHashMap<String, Span> = FxHashMap::default();
    for item in items {
        let span = item.span;
        let Some(mut metric) = read_metric(item, sources, date, context, reader) else { continue };
        if let Some(first) = places.get(metric.id()) {
            let id = metric.id();
            reader.sink.push(
                Diagnostic::error(
                    "duplicate-id",
                    reader.file,
                    say!("两个数据的 id 都是“{id}”" | "two metrics have the id `{id}`"),
                )
                .at_span(span)
                .with_note(reader.file, Some(*first), say!("第一个在这里" | "the first is here"))
                .with_hint(say!(
                    "请给其中一个写上不同的 id，例如 id: {id}-2"
                        | "give one of them another id, such as id: {id}-2"
                )),
            );
            let id = format!("{id}-{}", metrics.len() + 1);
            metric = Metric::new(&MetricParts { id: &id, ..metric.parts() });
        }
        places.entry(metric.id().to_owned()).or_insert(span);
        metrics.push(metric);
    }
    metrics
}

fn read_metric(
    item: Node,
    sources: &SourceIds,
    date: Option<Date>,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Option<Metric> {
    let span = item.span;
    let [id, indicator, label, value, unit, printed, qualifier, year, source, at, status] =
        reader.read_keys("metrics", item, &KEYS)?;
    let id = id.and_then(|node| read_identifier("id", &node, reader));
    let is_named = indicator.is_some();
    let indicator = indicator.and_then(|node| metric_facts::read_indicator(&node, context, reader));
    let label = label.and_then(|node| reader.read_text("label", &node));
    let year = year.and_then(|node| metric_facts::read_year(&node, reader));
    let source = source.and_then(|node| metric_facts::read_source(&node, sources, reader));
    let at = at.and_then(|node| reader.read_text("at", &node));
    let status = status.and_then(|node| metric_facts::read_status(&node, reader));
    let figure = Figure { value, unit, printed, qualifier, span };
    let figure = figure.read_figure(context, reader);
    let label = label.or_else(|| indicator_label(indicator.as_ref()?, context));
    let Some(label) = label else {
        // An indicator that is not known would have given it one, and was reported.
        if !is_named {
            report_missing_label(span, reader);
        }
        return None;
    };
    let (value, unit, qualifier, printed) = figure?;
    let id = id.unwrap_or_else(|| {
        indicator.as_ref().map_or_else(|| make_slug(&label), |indicator| indicator.0.to_string())
    });
    let metric = Metric::new(&MetricParts {
        id: &id,
        label: &label,
        indicator: indicator.as_ref(),
        value,
        unit: &unit,
        qualifier,
        printed: &printed,
        year: year.as_deref(),
        source: source.as_deref(),
        at: at.as_deref(),
        status,
    });
    rules::check_figure(&metric, span, date, context, reader);
    Some(metric)
}

fn indicator_label(id: &IndicatorId, context: &Context<'_>) -> Option<String> {
    let language = &context.config.language;
    let shared = context.config.vocabulary.find_indicator(&id.0)?;
    Some(shared.label.in_language(language, language).to_owned())
}

fn report_missing_label(span: Span, reader: &mut Reader<'_>) {
    reader.error(
        "missing-key",
        span,
        say!("这个数据缺少“label”（名称）" | "this metric lacks `label`"),
        say!(
            "请写上它数的是什么，例如 label: 入驻社会组织"
                | "write what it counts, for example `label: Member organisations`"
        ),
    );
}
