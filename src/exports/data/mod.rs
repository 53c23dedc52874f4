//! The data of the publication: tables as CSV and JSON, what describes them, one archive of all,
//! and the pages about them.

/// Writes a list of columns: name, form, whether each row has it, the text of the theme that says
/// what it holds, and how it is found.
macro_rules! columns {
    ($($name:literal $form:expr, $required:literal, $about:literal, $cell:expr;)*) => {
        vec![$($crate::exports::data::column::Column {
            name: std::borrow::Cow::Borrowed($name),
            form: $form,
            required: $required,
            about: std::borrow::Cow::Borrowed($about),
            cell: $crate::exports::data::column::Maker::Row($cell),
        }),*]
    };
}

mod archive;
mod codebook;
mod column;
mod needed;
mod package;
mod record;
mod region_columns;
mod table;
mod tables;

pub(crate) use record::plan_records;

use tera::Value;

use crate::catalog::Catalog;
use crate::edition::routes;
use crate::edition::routes::DATA_FOLDER;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::exports::data::column::{Row, write_csv, write_json};
use crate::exports::data::table::Table;
use crate::foundation::hash::Hash;
use crate::foundation::path::SitePath;
use crate::publication::config::IndicatorId;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::json_ld;
use crate::render::page_head::Head;

/// The archive of all tables.
const ARCHIVE: &str = "casebook-data.zip";

/// One file of the data.
#[derive(Hash)]
struct File {
    content: Content,
    /// The hash of all that is known of all cases, their texts left out.
    facts: Hash,
}

#[derive(Hash)]
enum Content {
    Csv(Table),
    Json(Table),
    /// The figures of one indicator.
    Indicator(IndicatorId),
    Package,
    Archive,
}

/// The page that leads to all of it.
#[derive(Hash)]
struct DataPage {
    path: SitePath,
    /// How many rows each table has.
    counts: Vec<(Table, usize)>,
    indicators: Vec<(IndicatorId, usize)>,
}

pub(crate) fn plan_data(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let (site, catalog) = (plan.site, plan.catalog);
    if catalog.cases.is_empty() {
        return;
    }
    let parts: Vec<(Hash, Hash)> = catalog
        .cases
        .iter()
        .zip(&*catalog.card_hashes)
        .map(|(case, card)| (case.facts, *card))
        .collect();
    let facts = Hash::of_value(&parts);
    let mut add = |name: &str, content: Content| {
        let path = routes::data_file_path(name);
        jobs.add_page(&site.edition_path(&path), None, File { content, facts });
    };
    for table in Table::all_of(site) {
        add(&format!("{}.csv", table.name()), Content::Csv(table));
        add(&format!("{}.json", table.name()), Content::Json(table));
    }
    for group in &catalog.indicators {
        add(&routes::indicator_file(&group.id), Content::Indicator(group.id.clone()));
    }
    add("datapackage.json", Content::Package);
    add(ARCHIVE, Content::Archive);
    let path = SitePath::new(DATA_FOLDER);
    let view = DataPage {
        path: path.clone(),
        counts: Table::all_of(site).map(|table| (table, table.rows(catalog).count())).collect(),
        indicators: catalog
            .indicators
            .iter()
            .map(|group| (group.id.clone(), group.rows.len()))
            .collect(),
    };
    jobs.add_page(&site.edition_path(&path), None, view);
    codebook::plan_codebook(plan, jobs);
}

impl View for File {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let (site, catalog) = (context.site, context.catalog);
        match &self.content {
            Content::Csv(table) => csv_file(*table, site, catalog, out),
            Content::Json(table) => {
                write_json(&table.columns(site), table.rows(catalog), site, out)
                    .map_err(|error| Failure::Format(error.to_string()))
            }
            Content::Indicator(id) => {
                let rows = catalog
                    .indicators
                    .iter()
                    .find(|group| group.id == *id)
                    .map(|group| group.rows.as_slice())
                    .expect("a table is planned for indicators of the catalog");
                let rows = rows.iter().map(|&(index, place)| Row {
                    catalog,
                    index,
                    place: place as usize,
                    region: None,
                });
                write_csv(&Table::Metrics.columns(site), rows, site, out)
                    .map_err(|error| Failure::Format(error.to_string()))
            }
            Content::Package => json_file(&package::describe_package(site), out),
            Content::Archive => {
                let mut files = Vec::new();
                let mut package = Vec::new();
                json_file(&package::describe_package(site), &mut package)?;
                files.push(("datapackage.json".to_owned(), package));
                for table in Table::all_of(site) {
                    let mut bytes = Vec::new();
                    csv_file(table, site, catalog, &mut bytes)?;
                    files.push((format!("{}.csv", table.name()), bytes));
                }
                archive::pack_files(&files, out)
            }
        }
    }
}

fn csv_file(
    table: Table,
    site: &Site,
    catalog: &Catalog,
    out: &mut Vec<u8>,
) -> Result<(), Failure> {
    write_csv(&table.columns(site), table.rows(catalog), site, out)
        .map_err(|error| Failure::Format(error.to_string()))
}

fn json_file(value: &serde_json::Value, out: &mut Vec<u8>) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *out, value)
        .map_err(|error| Failure::Format(error.to_string()))?;
    out.push(b'\n');
    Ok(())
}

impl View for DataPage {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let file = |name: &str| site.href(&routes::data_file_path(name));
        let description = site.text("data_description").to_owned();
        let mut head = Head::new("data", site.text("data"), &self.path)
            .with_description(&description)
            .under_home(site);
        let files: Vec<(String, &str)> = Table::all_of(site)
            .flat_map(|table| {
                [
                    (format!("{}.csv", table.name()), "text/csv"),
                    (format!("{}.json", table.name()), "application/json"),
                ]
            })
            .chain([
                ("datapackage.json".to_owned(), "application/json"),
                (ARCHIVE.to_owned(), "application/zip"),
            ])
            .collect();
        head.json_ld = Some(json_ld::dataset_node(site, &self.path, &files));
        let tables = self.counts.iter().map(|(table, count)| {
            let name = table.name();
            object! {
                "name" => name,
                "title" => site.text(&format!("table_{name}")),
                "count" => *count,
                "csv" => file(&format!("{name}.csv")),
                "json" => file(&format!("{name}.json")),
                "codebook" => format!("{}#table-{name}", file("codebook/")),
            }
        });
        let indicators = self.indicators.iter().filter_map(|(id, count)| {
            let indicator = site.config.vocabulary.find_indicator(&id.0)?;
            Some(object! {
                "name" => site.say(&indicator.label),
                "href" => site.href(&routes::indicator_path(id)),
                "count" => *count,
                "csv" => file(&routes::indicator_file(id)),
            })
        });
        context.render_page(
            "data.html",
            &head,
            [
                ("tables", build_list(tables)),
                ("indicators", build_list(indicators)),
                ("archive", Value::from(file(ARCHIVE))),
                ("package", Value::from(file("datapackage.json"))),
                ("codebook", Value::from(file("codebook/"))),
            ],
            out,
        )
    }
}
