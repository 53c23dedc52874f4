//! `/cases/<id>/index.json`: one case as data, for the comparison page and for programs.

use std::sync::Arc;

use crate::catalog::CaseIndex;
use crate::content::case::Case;
use crate::edition::routes;
use crate::exports::citations;
use crate::exports::data::column::{Column, Row, write_object};
use crate::exports::data::table::Table;
use crate::foundation::hash::Hash;
use crate::render::cards::CardRef;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};

#[derive(Hash)]
struct Record {
    card: CardRef,
    facts: Hash,
}

pub(crate) fn plan_records(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let catalog = plan.catalog;
    for (index, case) in (0..).zip(&catalog.cases) {
        let case: &Arc<Case> = case;
        jobs.add_page(
            &plan.site.edition_path(&routes::record_path(case)),
            Some(&case.file),
            Record { card: CardRef::new(catalog, index), facts: case.facts },
        );
    }
}

impl View for Record {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        Self::write_record(context, self.card.index, out)
            .map_err(|error| Failure::Format(error.to_string()))
    }
}

impl Record {
    fn write_record(
        context: &RenderContext<'_>,
        index: CaseIndex,
        out: &mut Vec<u8>,
    ) -> std::io::Result<()> {
        let (site, catalog) = (context.site, context.catalog);
        let case = &catalog.cases[index as usize];
        let row = |place| Row { catalog, index, place, region: None };
        out.extend_from_slice(b"{\"case\":");
        write_object(&Table::Cases.columns(site), &row(0), site, out)?;
        for (table, count) in [
            (Table::Metrics, case.metrics.len()),
            (Table::Practices, case.practices.len()),
            (Table::Sources, case.sources.len()),
        ] {
            let columns: Vec<Column> = table.columns(site);
            out.extend_from_slice(format!(",\n\"{}\":[", table.name()).as_bytes());
            for place in 0..count {
                out.extend_from_slice(if place == 0 { b"\n" } else { b",\n" });
                write_object(&columns, &row(place), site, out)?;
            }
            out.push(b']');
        }
        let mut names = serde_json::Map::new();
        for id in case.metrics.iter().filter_map(|metric| metric.indicator.as_ref()) {
            if let Some(indicator) = site.config.vocabulary.find_indicator(&id.0) {
                names.insert(id.0.to_string(), site.say(&indicator.label).into());
            }
        }
        out.extend_from_slice(b",\n\"indicators\":");
        serde_json::to_writer(&mut *out, &names)?;
        // Dates as pages of the edition write them.
        let dates = &site.texts.dates;
        let mut shown = serde_json::Map::new();
        if let Some(date) = case.card.date {
            shown.insert("date".into(), dates.write_date(date).into());
        }
        if let Some(period) = &case.card.period {
            shown.insert("period".into(), dates.write_interval(*period).into());
        }
        out.extend_from_slice(b",\n\"shown\":");
        serde_json::to_writer(&mut *out, &shown)?;
        out.extend_from_slice(b",\n\"citation\":");
        serde_json::to_writer(&mut *out, &citations::csl_item(site, case))?;
        let mut cited = serde_json::Map::new();
        for metric in &case.metrics {
            let citation = citations::figure_citation(site, case, metric);
            cited.insert(metric.id().to_string(), citation.into());
        }
        out.extend_from_slice(b",\n\"figure_citations\":");
        serde_json::to_writer(&mut *out, &cited)?;
        out.extend_from_slice(b"}\n");
        Ok(())
    }
}
