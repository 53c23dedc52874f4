//! `datapackage.json` (Data Package v2): what each table is and what its columns hold, for
//! programs.

use serde_json::{Map, Value, json};

use crate::edition::site::Site;
use crate::exports::data::column::{Column, Form};
use crate::exports::data::table::Table;
use crate::foundation::path::SitePath;

/// A year, a month or a day.
const DATE: &str = r"^\d{4}(-\d{2}(-\d{2})?)?$";

/// Describes the whole package. `pack` is how paths begin: empty in the archive, which holds the
/// files side by side.
pub(crate) fn describe_package(site: &Site) -> Value {
    let mut package = Map::new();
    package
        .insert("$schema".into(), json!("https://datapackage.org/profiles/2.0/datapackage.json"));
    package.insert("name".into(), json!("casebook"));
    package.insert("title".into(), json!(site.say(&site.config.title)));
    let description = site.say(&site.config.description);
    if !description.is_empty() {
        package.insert("description".into(), json!(description));
    }
    package.insert("homepage".into(), json!(site.url(&SitePath::new("/data/"))));
    if let Some(licence) = &site.config.licence {
        let name = site.say(&licence.name);
        // A licence needs a name of letters and digits, or an address.
        if let Some(url) = &licence.url {
            package.insert("licenses".into(), json!([{ "path": url, "title": name }]));
        }
    }
    let publisher = site.say(&site.config.publisher);
    if !publisher.is_empty() {
        package
            .insert("contributors".into(), json!([{ "title": publisher, "roles": ["publisher"] }]));
    }
    let resources: Vec<Value> =
        Table::all_of(site).map(|table| describe_resource(site, table)).collect();
    package.insert("resources".into(), json!(resources));
    Value::Object(package)
}

fn describe_resource(site: &Site, table: Table) -> Value {
    let name = table.name();
    let fields: Vec<Value> =
        table.columns(site).iter().map(|column| describe_field(site, column)).collect();
    let has = |name: &&str| table.columns(site).iter().any(|column| column.name == **name);
    let keys: Vec<Value> = table
        .foreign_keys()
        .iter()
        .filter(|(local, _, _)| local.iter().all(&has))
        .map(|(local, other, columns)| {
            let resource = if other.is_empty() {
                json!({ "fields": columns })
            } else {
                json!({ "resource": other, "fields": columns })
            };
            json!({ "fields": local, "reference": resource })
        })
        .collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": name,
        "type": "table",
        "path": format!("{name}.csv"),
        "title": site.text(&format!("table_{name}")),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": fields,
            "primaryKey": table.primary_key(),
            "foreignKeys": keys,
            "missingValues": [""],
        },
    })
}

fn describe_field(site: &Site, column: &Column) -> Value {
    let mut constraints = Map::new();
    if column.required {
        constraints.insert("required".into(), json!(true));
    }
    match column.form {
        Form::Word(words) => {
            constraints.insert("enum".into(), json!(words));
        }
        Form::Date => {
            constraints.insert("pattern".into(), json!(DATE));
        }
        Form::Text | Form::Number | Form::Integer | Form::List => {}
    }
    let mut field = json!({
        "name": column.name,
        "type": column.form.schema_type(),
        "description": column.column_note(site),
    });
    if !constraints.is_empty() {
        field["constraints"] = Value::Object(constraints);
    }
    field
}
