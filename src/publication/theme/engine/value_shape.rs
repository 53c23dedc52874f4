//! `{{ case | shape }}`: what a value holds, for who writes a theme.

use std::collections::{BTreeMap, BTreeSet};

use tera::{Kwargs, State, Value};

/// Lists what a value holds, a line each: a path and what stands there. All items of a list share a
/// path; what some of its maps lack is `undefined`.
pub(super) fn shape_filter(value: &Value, _: Kwargs, _: &State<'_>) -> String {
    let mut lines = BTreeSet::new();
    add_lines("", &[value], &mut lines);
    let lines: Vec<String> = lines.into_iter().map(|(path, kind)| line_of(&path, kind)).collect();
    lines.join("\n")
}

fn line_of(path: &str, kind: &str) -> String {
    let path = path.trim_start_matches('.');
    if path.is_empty() { kind.to_owned() } else { format!("{path}: {kind}") }
}

/// Adds what stands at `path`: one value, or all that stand there in the items of a list.
fn add_lines(path: &str, values: &[&Value], lines: &mut BTreeSet<(String, &'static str)>) {
    let maps: Vec<_> = values.iter().filter_map(|value| value.as_map()).collect();
    let mut below: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for (key, value) in maps.iter().flat_map(|map| map.iter()) {
        below.entry(format!("{path}.{key}")).or_default().push(value);
    }
    for (inner, held) in below {
        if held.len() < maps.len() {
            lines.insert((inner.clone(), "undefined"));
        }
        add_lines(&inner, &held, lines);
    }
    let items: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
    if !items.is_empty() {
        add_lines(&format!("{path}[]"), &items, lines);
    }
    for value in values {
        lines.insert((path.to_owned(), kind_of(value)));
    }
}

/// Names what a value is as the tests of templates do, but for HTML.
fn kind_of(value: &Value) -> &'static str {
    if value.as_map().is_some() {
        "map"
    } else if value.as_array().is_some() {
        "array"
    } else if value.is_string() {
        if value.is_safe() { "html" } else { "string" }
    } else if value.as_bool().is_some() {
        "bool"
    } else if value.is_number() {
        "number"
    } else if value.is_none() {
        "none"
    } else {
        "undefined"
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tera::{Context, Tera};

    use super::*;

    #[test]
    fn a_value_is_listed_with_all_that_it_holds() {
        let mut tera = Tera::new();
        tera.register_filter("shape", shape_filter);
        tera.add_raw_template("a", "{{ value | shape }}").unwrap();
        let item = |key: &str, value: Value| Value::from(BTreeMap::from([(key.to_owned(), value)]));
        let items = vec![item("a", 1.into()), item("b", Value::safe_string("<b>")), Value::none()];
        let mut context = Context::new();
        context.insert_value("value", item("items", items.into()));
        let expected = "map\nitems: array\nitems[]: map\nitems[]: none\nitems[].a: number\n\
            items[].a: undefined\nitems[].b: html\nitems[].b: undefined";
        assert_eq!(tera.render("a", &context).unwrap(), expected);
    }
}
