//! `casebook schema`: JSON Schemas of `site.yaml` and of front matter, by which an editor of text
//! completes and checks keys.

mod values;

use serde_json::{Map, Value, json};

use self::values::value_schema;
use super::args::SchemaArgs;
use super::kind::unknown_kind;
use super::{Fatal, Outcome, read_config, say_out};
use crate::content;
use crate::input::fields::KnownKey;
use crate::io::disk::DiskWorld;
use crate::publication;
use crate::publication::config::{Collection, Config, Field, FieldType, Need};

/// The kinds of files besides the entries of collections.
const KINDS: [&str; 4] = ["site", "case", "page", "translation"];

/// The documentation of keys, with a table for each kind of map.
const DOCUMENTS: [&str; 2] =
    [include_str!("../../../docs/front-matter.md"), include_str!("../../../docs/site.md")];

/// Writes a schema to standard output.
pub(super) fn schema_command(args: &SchemaArgs) -> Result<Outcome, Fatal> {
    let world = DiskWorld::open(&args.root).ok();
    let config = world.as_ref().and_then(read_config).unwrap_or_default();
    let text = schema_text(&args.kind, &config)
        .ok_or_else(|| unknown_kind(&args.kind, &KINDS, &config))?;
    say_out(&text);
    Ok(Outcome::Done)
}

/// Returns the schema of a kind of file in a publication; `None` when there is no such kind.
pub(super) fn schema_text(kind: &str, config: &Config) -> Option<String> {
    let mut schema = Map::new();
    schema.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    schema.extend(match kind {
        "case" => case_schema(config),
        kind if KINDS.contains(&kind) => map_schema(kind, config),
        key => entry_schema(config.find_collection(key)?, config),
    });
    let text = serde_json::to_string_pretty(&schema).expect("JSON can be written");
    Some(format!("{text}\n"))
}

/// Returns the keys of a kind of map.
fn keys_of(kind: &str) -> &'static [KnownKey] {
    let mut tables = content::key_tables().chain(publication::key_tables());
    tables.find(|(name, _)| *name == kind).map_or(&[], |(_, keys)| keys)
}

/// Returns the schema of a map with the keys of a kind.
fn map_schema(kind: &str, config: &Config) -> Map<String, Value> {
    let keys = keys_of(kind);
    let required: Vec<&str> =
        keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut value = value_schema(kind, key.name, config);
            if config.language.is_chinese()
                && let Some(text) = describe_key(kind, key.name)
                && let Some(value) = value.as_object_mut()
            {
                value.insert("description".into(), json!(text));
            }
            (key.name.to_owned(), value)
        })
        .collect();
    let mut schema = Map::new();
    schema.insert("type".into(), json!("object"));
    schema.insert("properties".into(), properties.into());
    schema.insert("required".into(), json!(required));
    schema.insert("additionalProperties".into(), json!(false));
    schema
}

/// Returns the schema of a case: what the publication requires, does without and adds.
fn case_schema(config: &Config) -> Map<String, Value> {
    let mut schema = map_schema("case", config);
    let need = |key: &str| config.case_need(key);
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|key| key.as_str().is_none_or(|key| key == "title"));
        let keys = keys_of("case").iter().map(|key| key.name);
        required.extend(keys.filter(|key| need(key) == Need::Required).map(Value::from));
    }
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|key, _| need(key) != Need::Off);
    }
    add_fields(&mut schema, &config.vocabulary.fields, config);
    schema
}

/// Returns the schema of an entry of a collection.
fn entry_schema(collection: &Collection, config: &Config) -> Map<String, Value> {
    let mut schema = map_schema("entry", config);
    let needs_date = config.permalinks.entries_use_date(&collection.key);
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.extend(needs_date.then(|| json!("date")));
    }
    add_fields(&mut schema, &collection.fields, config);
    schema
}

/// Adds what the publication declares, and the keys that it does not read.
fn add_fields(schema: &mut Map<String, Value>, fields: &[Field], config: &Config) {
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        let fields = fields.iter().filter(|field| field.required);
        required.extend(fields.map(|field| json!(field.key)));
    }
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        for field in fields {
            let mut value = field_schema(&field.kind);
            let label = field.label.in_language(&config.language, &config.language);
            value["description"] = json!(label);
            properties.insert(field.key.clone(), value);
        }
        // Keys that are not read are no mistake.
        for key in &config.ignore_keys {
            properties.entry(key.clone()).or_insert(json!(true));
        }
    }
}

fn field_schema(kind: &FieldType) -> Value {
    match kind {
        FieldType::Text | FieldType::Link { is_list: false, .. } => values::text(),
        FieldType::Number => json!({ "type": ["number", "string"] }),
        FieldType::Date => values::date(),
        FieldType::Bool => json!({ "type": "boolean" }),
        FieldType::List | FieldType::Link { is_list: true, .. } => values::some_of(&values::text()),
        FieldType::Choice(choices) => json!({ "enum": choices }),
    }
}

/// Returns what the documentation says of a key.
fn describe_key(kind: &str, key: &str) -> Option<String> {
    let head = format!("<!-- keys: {kind} -->");
    let table = DOCUMENTS.iter().find_map(|document| document.split_once(&head))?.1;
    let mut rows = table.lines().skip_while(|line| !line.starts_with('|'));
    let name = format!("`{key}`");
    let row = rows
        .by_ref()
        .take_while(|line| line.starts_with('|'))
        .find(|row| row.split('|').nth(1).is_some_and(|names| names.contains(&name)))?;
    let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
    let is_marked = cells.get(1).is_some_and(|cell| cell.is_empty() || *cell == "是");
    cells.get(if is_marked { 2 } else { 1 }).map(|text| (*text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::diagnostic::Sink;

    fn config(lines: &str) -> Config {
        let text = format!("title: t\nbase_url: https://example.org/\n{lines}");
        Config::read_config(&text, &mut Sink::default())
    }

    #[test]
    fn a_schema_knows_what_the_publication_has() {
        let schema = case_schema(&config(
            "cases: {district: off, date: optional}\ntopics: [甲, {id: yi, name: 乙}]\n\
             fields: {grade: {type: choice, choices: [A, B], required: true}}\nignore_keys: [layout]\n",
        ));
        assert_eq!(schema["required"], json!(["title", "model", "grade"]));
        let properties = schema["properties"].as_object().unwrap();
        assert!(!properties.contains_key("district") && properties.contains_key("layout"));
        assert_eq!(properties["grade"]["enum"], json!(["A", "B"]));
        let topics = properties["topics"].to_string();
        assert!(topics.contains("\"甲\"") && topics.contains("\"乙\""), "{topics}");
    }

    #[test]
    fn a_collection_has_a_schema_of_its_own() {
        let config = config(
            "collections: {news: {fields: {place: {label: 地点, required: true}}}}\n\
             permalinks: {news: \"/:year/:slug/\"}\n",
        );
        let schema = entry_schema(&config.collections[0], &config);
        assert_eq!(schema["required"], json!(["title", "date", "place"]));
        assert_eq!(schema["properties"]["place"]["description"], json!("地点"));
        let site = map_schema("site", &config);
        assert!(site["properties"]["permalinks"]["properties"].get("news").is_some());
    }

    #[test]
    fn every_key_has_a_kind_of_value_and_a_description() {
        for (kind, keys) in content::key_tables().chain(publication::key_tables()) {
            for key in keys.iter().filter(|_| kind != "theme") {
                let value = value_schema(kind, key.name, &Config::default());
                assert_ne!(value, json!({}), "{kind}: {}", key.name);
                let text = describe_key(kind, key.name);
                let text = text.unwrap_or_else(|| panic!("{kind}: {}", key.name));
                assert!(!text.is_empty() && !text.contains('|'), "{kind}: {}: {text}", key.name);
            }
        }
    }
}
