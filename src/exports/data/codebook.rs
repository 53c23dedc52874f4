//! The code book: what every column, word, unit and indicator of the data means, for people.

use tera::Value;

use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::exports::data::column::Form;
use crate::exports::data::table::Table;
use crate::foundation::path::SitePath;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;

/// It shows nothing but `site.yaml` and the columns, which are in every key.
#[derive(Hash)]
struct CodeBook {
    path: SitePath,
}

pub(crate) fn plan_codebook(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let path = routes::data_file_path("codebook/");
    jobs.add_page(&plan.site.edition_path(&path), None, CodeBook { path });
}

impl View for CodeBook {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let description = site.text("codebook_description").to_owned();
        let head = Head::new("codebook", site.text("codebook"), &self.path)
            .with_description(&description)
            .under_section(site, "data");
        let tables = Table::all_of(site).map(|table| {
            let columns = table.columns(site);
            let columns = columns.iter().map(|column| {
                let words: Vec<Value> = match column.form {
                    Form::Word(words) => words.iter().map(|word| Value::from(*word)).collect(),
                    _ => Vec::new(),
                };
                object! {
                    "name" => column.name.as_ref(),
                    "form" => site.text(form_name(column.form)),
                    "required" => column.required,
                    "about" => column.column_note(site),
                    "words" => words,
                }
            });
            let name = table.name();
            object! {
                "id" => format!("table-{name}"),
                "name" => name,
                "title" => site.text(&format!("table_{name}")),
                "columns" => build_list(columns),
            }
        });
        context.render_page(
            "codebook.html",
            &head,
            [
                ("tables", build_list(tables)),
                ("units", list_units(site)),
                ("indicators", list_indicators(site)),
            ],
            out,
        )
    }
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Text => "form_text",
        Form::Number => "form_number",
        Form::Integer => "form_integer",
        Form::Word(_) => "form_word",
        Form::Date => "form_date",
        Form::List => "form_list",
    }
}

fn list_units(site: &Site) -> Value {
    build_list(site.config.vocabulary.units.iter().map(|unit| {
        let converts = unit
            .base
            .as_ref()
            .map(|base| format!("1 {} = {} {base}", unit.id, unit.factor.with_commas()));
        object! {
            "id" => unit.id.as_str(),
            "name" => labels::unit_name(site, &unit.id),
            "converts" => converts,
        }
    }))
}

fn list_indicators(site: &Site) -> Value {
    build_list(site.config.vocabulary.indicators.iter().map(|indicator| {
        let kind = indicator.kind.map(|kind| labels::kind_label(site, kind));
        object! {
            "id" => &*indicator.id.0,
            "name" => site.say(&indicator.label),
            "href" => site.href(&routes::indicator_path(&indicator.id)),
            "unit" => labels::indicator_unit(site, indicator),
            "kind" => kind,
            "definition" => site.say(&indicator.definition),
        }
    }))
}
