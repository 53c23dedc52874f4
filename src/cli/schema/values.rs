//! What the values of keys may be.

use serde_json::{Value, json};

use super::map_schema;
use crate::publication::config::Config;

/// Any text; YAML takes digits for a number.
pub(super) fn text() -> Value {
    json!({ "type": ["string", "number"] })
}

/// A day, a month or a year.
pub(super) fn date() -> Value {
    json!({ "type": ["string", "integer"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" })
}

/// One value or a list of several.
pub(super) fn some_of(value: &Value) -> Value {
    json!({ "anyOf": [value, { "type": "array", "items": value }] })
}

fn list_of(value: &Value) -> Value {
    json!({ "type": "array", "items": value })
}

/// A text for all languages or one for each.
fn localised() -> Value {
    json!({ "anyOf": [text(), { "type": "object", "additionalProperties": text() }] })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

/// A map of anything.
fn object() -> Value {
    json!({ "type": "object" })
}

fn map(kind: &str, config: &Config) -> Value {
    map_schema(kind, config).into()
}

/// A text alone, or a map.
fn short_or_map(kind: &str, config: &Config) -> Value {
    json!({ "anyOf": [text(), map(kind, config)] })
}

/// A map whose keys the author chooses.
fn map_of(value: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": value })
}

/// One of some words, where there are any.
fn word_of(words: &[&str]) -> Value {
    if words.is_empty() { text() } else { json!({ "enum": words }) }
}

fn topic(config: &Config) -> Value {
    let topics = config.vocabulary.topics.iter().flatten();
    let names =
        topics.flat_map(|topic| std::iter::once(&*topic.id.0).chain(topic.name.all_forms()));
    let mut names: Vec<&str> = names.collect();
    names.dedup();
    word_of(&names)
}

/// Returns what the value of a key of a kind of map may be.
pub(super) fn value_schema(kind: &str, key: &str, config: &Config) -> Value {
    match kind {
        "site" => site_value(key, config),
        "cases" => json!({
            "anyOf": [
                { "enum": ["required", "optional", "off", false] },
                map("case-key", config),
            ],
        }),
        "case" | "translation" | "page" | "entry" => front_value(kind, key, config),
        "metrics" => metric_value(key, config),
        _ => inner_value(kind, key, config),
    }
}

fn site_value(key: &str, config: &Config) -> Value {
    match key {
        "title" | "subtitle" | "description" | "publisher" => localised(),
        "licence" => short_or_map("licence", config),
        "gazetteer" => short_or_map("gazetteer", config),
        "paginate" => json!({ "type": "integer", "minimum": 1, "maximum": 1000 }),
        "editions" => map_of(&json!({ "anyOf": [map("editions", config), { "type": "null" }] })),
        "topics" => list_of(&short_or_map("topics", config)),
        "units" => list_of(&short_or_map("units", config)),
        "menu" => list_of(&short_or_map("menu", config)),
        "indicators" => list_of(&map("indicators", config)),
        "fields" => map_of(&map("fields", config)),
        "collections" => {
            map_of(&json!({ "anyOf": [map("collections", config), { "type": "null" }] }))
        }
        "permalinks" => permalinks(config),
        "cases" | "outputs" | "lints" => map(key, config),
        "ignore_keys" | "embeds" | "publish" | "gone" => some_of(&text()),
        "redirects" => map_of(&text()),
        "region_names" => map_of(&localised()),
        "terms" => map_of(&map_of(&text())),
        "params" => object(),
        "macros" => word_of(&["call", "text"]),
        "raw_html" => json!({ "enum": ["safe", true, false] }),
        "csp" => json!({ "type": ["string", "boolean"] }),
        "sort" => word_of(&["pinyin", "stroke"]),
        _ => text(),
    }
}

/// Patterns of cases, of pages and of each collection.
fn permalinks(config: &Config) -> Value {
    let mut value = map_schema("permalinks", config);
    if let Some(properties) = value.get_mut("properties").and_then(Value::as_object_mut) {
        for collection in &config.collections {
            properties.insert(collection.key.clone(), text());
        }
    }
    value.into()
}

fn front_value(kind: &str, key: &str, config: &Config) -> Value {
    match (kind, key) {
        (_, "date" | "added" | "updated") => date(),
        (_, "district" | "aliases" | "organisations") => some_of(&text()),
        ("translation", "model") => some_of(&short_or_map("translation.model", config)),
        ("translation", "practices") => list_of(&map("translation.practices", config)),
        (_, "model") => some_of(&short_or_map("model", config)),
        (_, "practices") => list_of(&short_or_map("practices", config)),
        (_, "topics") => some_of(&topic(config)),
        (_, "metrics") => list_of(&map("metrics", config)),
        (_, "sources") => list_of(&map("sources", config)),
        (_, "status") => word_of(&["draft", "published"]),
        (_, "metric_labels") => map_of(&text()),
        (_, "extra") => object(),
        (_, "order") => json!({ "type": "integer", "minimum": 0 }),
        (_, "menu") => flag(),
        _ => text(),
    }
}

fn metric_value(key: &str, config: &Config) -> Value {
    let words = &config.vocabulary;
    match key {
        "indicator" => word_of(&words.indicators.iter().map(|one| &*one.id.0).collect::<Vec<_>>()),
        "unit" => word_of(&words.units.iter().map(|unit| unit.id.as_str()).collect::<Vec<_>>()),
        "qualifier" => word_of(&["exact", "at_least", "at_most", "about"]),
        "status" => word_of(&["self-reported", "official", "independent"]),
        _ => text(),
    }
}

fn inner_value(kind: &str, key: &str, config: &Config) -> Value {
    match (kind, key) {
        ("model" | "translation.model", "components") => list_of(&map("components", config)),
        ("practices", "topic") => topic(config),
        ("sources", "date" | "accessed") => date(),
        ("gazetteer", "levels") => list_of(&short_or_map("levels", config)),
        ("gazetteer", "order") => word_of(&["code", "listed", "name"]),
        ("menu", "items") => list_of(&json!({ "type": ["string", "object"] })),
        ("indicators", "kind") => word_of(&["level", "share", "change", "count", "amount"]),
        ("indicators", "direction") => word_of(&["up", "down", "none"]),
        ("units", "factor") => json!({ "type": "number", "exclusiveMinimum": 0 }),
        ("fields", "type") => {
            word_of(&["text", "number", "date", "bool", "list", "choice", "link"])
        }
        ("fields", "to") => {
            let keys = config.collections.iter().map(|one| one.key.as_str());
            word_of(&keys.chain(["cases"]).collect::<Vec<_>>())
        }
        ("collections", "fields") => map_of(&map("fields", config)),
        ("collections", "paginate") => json!({ "type": "integer", "minimum": 1, "maximum": 1000 }),
        ("fields", "choices") => list_of(&text()),
        ("outputs", "feeds") => json!({
            "anyOf": [flag(), list_of(&word_of(&["site", "regions", "models"]))],
        }),
        ("fields" | "case-key", "required")
        | ("fields", "facet" | "index" | "list")
        | ("collections", "list" | "feed" | "menu")
        | ("outputs" | "lints", _) => flag(),
        (_, "label" | "plural" | "definition")
        | ("levels" | "licence" | "topics" | "units", "name") => localised(),
        _ => text(),
    }
}
