//! The tables of the publication: what each holds, column by column.

use std::borrow::Cow;

use crate::catalog::Catalog;
use crate::content::case::Status;
use crate::edition::labels;
use crate::edition::site::Site;
use crate::exports::data::column::{Cell, Column, Form, Maker, Row};
use crate::exports::data::needed::fit_columns;
use crate::exports::data::region_columns::region_columns;
use crate::exports::data::table::Table;
use crate::foundation::path::encode_percent;
use crate::publication::config::{FieldType, Indicator, Kind};
use crate::publication::gazetteer::RegionCode;
use crate::text::date::Interval;
use crate::text::figure::{Decimal, Qualifier};

const KINDS: &[&str] = &["level", "share", "change", "count", "amount"];
const QUALIFIERS: &[&str] = &["exact", "at_least", "at_most", "about"];
const STATUSES: &[&str] = &["self-reported", "official", "independent"];

impl Table {
    /// Returns its columns, with the site's extra fields.
    pub(crate) fn columns(self, site: &Site) -> Vec<Column> {
        let mut columns = match self {
            Self::Cases => case_columns(),
            Self::Metrics => metric_columns(),
            Self::Practices => practice_columns(),
            Self::Sources => source_columns(),
            Self::Regions => region_columns(),
        };
        fit_columns(self, &mut columns, site);
        if self == Self::Cases {
            columns.extend(field_columns(site));
        }
        columns
    }

    /// Returns its rows, in the order of the catalog.
    pub(crate) fn rows(self, catalog: &Catalog) -> Box<dyn Iterator<Item = Row<'_>> + '_> {
        let row = move |index, place| Row { catalog, index, place, region: None };
        let all = (0..).take(catalog.cases.len());
        match self {
            Self::Cases => Box::new(all.map(move |index| row(index, 0))),
            Self::Metrics => Box::new(all.flat_map(move |index| {
                (0..catalog.cases[index as usize].metrics.len()).map(move |place| row(index, place))
            })),
            Self::Practices => Box::new(all.flat_map(move |index| {
                (0..catalog.cases[index as usize].practices.len())
                    .map(move |place| row(index, place))
            })),
            Self::Sources => Box::new(all.flat_map(move |index| {
                (0..catalog.cases[index as usize].sources.len()).map(move |place| row(index, place))
            })),
            Self::Regions => Box::new(
                catalog.regions.keys().map(move |code| Row { region: Some(code), ..row(0, 0) }),
            ),
        }
    }
}

fn case_columns() -> Vec<Column> {
    columns! {
        "id" Form::Text, true, "column_cases_id", |_, row| Cell::from(&*row.case().card.id.0);
        "url" Form::Text, true, "column_cases_url",
            |site, row| site.url(&row.case().card.path).into();
        "title" Form::Text, true, "column_cases_title",
            |_, row| row.case().card.title.as_str().into();
        "summary" Form::Text, false, "column_cases_summary",
            |_, row| row.case().card.summary.as_str().into();
        "region_code" Form::Text, true, "column_cases_region_code",
            |_, row| row.case().card.regions.main().map(RegionCode::as_str).into();
        "region" Form::Text, true, "column_cases_region",
            |site, row| row.case().card.regions.main().map(|code| labels::region_trail_text(site, code)).into();
        "other_region_codes" Form::List, false, "column_cases_other_region_codes",
            |_, row| list_cell(row.case().card.regions.others().iter().map(|code| code.as_str().into()));
        "other_regions" Form::List, false, "column_cases_other_regions",
            |site, row| list_cell(row.case().card.regions.others().iter().map(|code| labels::region_trail_text(site, code).into()));
        "locality" Form::Text, false, "column_cases_locality",
            |_, row| row.case().card.locality.as_deref().into();
        "model" Form::Text, true, "column_cases_model",
            |_, row| row.case().models.first().map(|model| model.name.as_str()).into();
        "model_url" Form::Text, true, "column_cases_model_url",
            |site, row| row.catalog.models_of(row.index).next().map(|group| site.url(&group.path)).into();
        "notation" Form::Text, false, "column_cases_notation",
            |_, row| row.case().models.first().and_then(|model| model.notation.as_deref()).into();
        "other_models" Form::List, false, "column_cases_other_models",
            |_, row| list_cell(row.case().models.iter().skip(1).map(|model| model.name.as_str().into()));
        "date" Form::Date, true, "column_cases_date",
            |_, row| row.case().card.date.map(|date| date.to_string()).into();
        "added" Form::Date, false, "column_cases_added",
            |_, row| row.case().card.added.map(|date| date.to_string()).into();
        "updated" Form::Date, false, "column_cases_updated",
            |_, row| row.case().card.updated.map(|date| date.to_string()).into();
        "period_start" Form::Date, false, "column_cases_period_start",
            |_, row| row.case().card.period.and_then(Interval::start).map(|date| date.to_string()).into();
        "period_end" Form::Date, false, "column_cases_period_end",
            |_, row| row.case().card.period.and_then(Interval::end).map(|date| date.to_string()).into();
        "topics" Form::List, false, "column_cases_topics",
            |site, row| list_cell(row.case().card.topics.iter().map(|topic| labels::topic_name(site, topic).into()));
        "organisations" Form::List, false, "column_cases_organisations",
            |_, row| list_cell(row.case().organisations.iter().map(|name| name.as_str().into()));
        "metrics" Form::Integer, true, "column_cases_metrics",
            |_, row| Cell::Integer(row.case().metrics.len());
        "practices" Form::Integer, true, "column_cases_practices",
            |_, row| Cell::Integer(row.case().practices.len());
        "sources" Form::Integer, true, "column_cases_sources",
            |_, row| Cell::Integer(row.case().sources.len());
    }
}

fn list_cell<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Cell<'a> {
    let texts: Vec<Cow<'a, str>> = texts.collect();
    if texts.is_empty() { Cell::Blank } else { Cell::List(texts) }
}

/// The publication's extra fields, each a column of the cases.
fn field_columns(site: &Site) -> impl Iterator<Item = Column> + '_ {
    site.config.vocabulary.fields.iter().enumerate().map(|(place, field)| {
        let form = match field.kind {
            FieldType::Number => Form::Number,
            FieldType::Date => Form::Date,
            FieldType::List | FieldType::Link { is_list: true, .. } => Form::List,
            FieldType::Text
            | FieldType::Bool
            | FieldType::Choice(_)
            | FieldType::Link { is_list: false, .. } => Form::Text,
        };
        let label = site.say(&field.label).to_owned();
        Column {
            name: format!("x_{}", field.key).into(),
            form,
            required: field.required,
            about: label.into(),
            cell: Maker::Field(place),
        }
    })
}

fn metric_columns() -> Vec<Column> {
    debug_assert!(Kind::ALL.iter().zip(KINDS).all(|(kind, word)| kind.as_word() == *word));
    debug_assert!(
        Qualifier::ALL.iter().zip(QUALIFIERS).all(|(qualifier, word)| qualifier.name() == *word)
    );
    columns! {
        "case_id" Form::Text, true, "column_metrics_case_id",
            |_, row| Cell::from(&*row.case().card.id.0);
        "id" Form::Text, true, "column_metrics_id", |_, row| Cell::from(row.metric().id());
        "url" Form::Text, true, "column_metrics_url",
            |site, row| format!("{}#metric-{}", site.url(&row.case().card.path), encode_percent(row.metric().id())).into();
        "label" Form::Text, true, "column_metrics_label",
            |_, row| row.metric().label().into();
        "indicator" Form::Text, false, "column_metrics_indicator",
            |_, row| row.metric().indicator.as_ref().map(|id| &*id.0).into();
        "kind" Form::Word(KINDS), false, "column_metrics_kind",
            |site, row| row_indicator(site, row).and_then(|indicator| indicator.kind).map(Kind::as_word).into();
        "printed" Form::Text, true, "column_metrics_printed",
            |_, row| row.metric().printed().into();
        "text" Form::Text, true, "column_metrics_text",
            |site, row| labels::figure_label(site, row.metric()).into();
        "value" Form::Number, true, "column_metrics_value", |_, row| row.metric().value.into();
        "unit" Form::Text, false, "column_metrics_unit", |_, row| row.metric().unit().into();
        "qualifier" Form::Word(QUALIFIERS), true, "column_metrics_qualifier",
            |_, row| row.metric().qualifier.name().into();
        "compare_value" Form::Number, false, "column_metrics_compare_value",
            |site, row| comparable_value(site, row).map(|(value, _)| value).into();
        "compare_unit" Form::Text, false, "column_metrics_compare_unit",
            |site, row| comparable_value(site, row).map(|(_, unit)| unit).into();
        "year" Form::Text, false, "column_metrics_year",
            |_, row| row.metric().year().into();
        "status" Form::Word(STATUSES), false, "column_metrics_status",
            |_, row| row.metric().status.map(Status::as_word).into();
        "source" Form::Text, false, "column_metrics_source",
            |_, row| row.metric().source().into();
        "at" Form::Text, false, "column_metrics_at", |_, row| row.metric().at().into();
        "region_code" Form::Text, true, "column_metrics_region_code",
            |_, row| row.case().card.regions.main().map(RegionCode::as_str).into();
    }
}

fn row_indicator<'s>(site: &'s Site, row: &Row<'_>) -> Option<&'s Indicator> {
    row.metric().indicator.as_ref().and_then(|id| site.config.vocabulary.find_indicator(&id.0))
}

/// The value of a figure in the unit of its indicator.
fn comparable_value<'s>(site: &'s Site, row: &Row<'_>) -> Option<(Decimal, &'s str)> {
    let unit = row_indicator(site, row)?.unit.as_deref()?;
    let metric = row.metric();
    Some((site.config.vocabulary.convert_unit(metric.value, metric.unit(), unit)?, unit))
}

fn practice_columns() -> Vec<Column> {
    columns! {
        "case_id" Form::Text, true, "column_practices_case_id",
            |_, row| Cell::from(&*row.case().card.id.0);
        "number" Form::Integer, true, "column_practices_number",
            |_, row| Cell::Integer(row.place + 1);
        "name" Form::Text, true, "column_practices_name",
            |_, row| row.practice().name.as_str().into();
        "topic" Form::Text, false, "column_practices_topic",
            |site, row| row.practice().topic.as_ref().map(|topic| labels::topic_name(site, topic)).into();
        "url" Form::Text, true, "column_practices_url", |site, row| {
            let page = site.url(&row.case().card.path);
            row.practice().anchor.as_ref().map_or_else(|| page.clone(), |anchor| format!("{page}#{}", encode_percent(anchor))).into()
        };
    }
}

fn source_columns() -> Vec<Column> {
    columns! {
        "case_id" Form::Text, true, "column_sources_case_id",
            |_, row| Cell::from(&*row.case().card.id.0);
        "id" Form::Text, true, "column_sources_id", |_, row| row.source().id.as_str().into();
        "title" Form::Text, true, "column_sources_title",
            |_, row| row.source().title.as_str().into();
        "publisher" Form::Text, false, "column_sources_publisher",
            |_, row| row.source().publisher.as_deref().into();
        "date" Form::Date, false, "column_sources_date",
            |_, row| row.source().date.map(|date| date.to_string()).into();
        "url" Form::Text, false, "column_sources_url", |_, row| row.source().url.as_deref().into();
        "accessed" Form::Date, false, "column_sources_accessed",
            |_, row| row.source().accessed.map(|date| date.to_string()).into();
    }
}
