//! The keys that every case must have.

use super::address::Address;
use super::former_region::ask_where_it_was;
use super::model::read_model;
use super::regions::read_regions;
use crate::content::case::context::Context;
use crate::content::case::{Model, Regions};
use crate::foundation::diagnostic::{Span, Text};
use crate::input::fields::Reader;
use crate::input::yaml::{Node, Value};
use crate::say;
use crate::text::date::Date;

/// What every case must have. Whatever is missing or wrong was reported.
pub(super) struct Required {
    pub(super) title: Option<String>,
    pub(super) regions: Option<Regions>,
    pub(super) model: Option<Model>,
    pub(super) date: Option<Date>,
}

impl Required {
    /// Reads the values of the four keys. What is missing is reported at the top of the front
    /// matter, unless it is among the keys that are there with a typo.
    pub(super) fn read_required(
        [title, district, model, date]: [Option<Node>; 4],
        locality: Option<&Node>,
        (top, typos): (Span, &[&str]),
        context: &Context<'_>,
        reader: &mut Reader<'_>,
    ) -> Self {
        let title = require_value("title", title, top, typos, reader);
        let title = title.and_then(|node| reader.read_text("title", &node));
        let district = require_value("district", district, top, typos, reader);
        let named = district.as_ref().map(names_of).unwrap_or_default();
        let locality = locality.map(text_of);
        let regions = district.and_then(|node| read_regions(node, locality, context, reader));
        let model = require_value("model", model, top, typos, reader);
        let model = model.and_then(|node| read_model(node, reader));
        let date = require_value("date", date, top, typos, reader);
        let date = date.and_then(|node| reader.read_date("date", &node));
        // A name that is none of a region was reported, and which stands for which is not known.
        let regions_named = regions.as_ref().filter(|all| all.all().count() == named.len());
        if let (Some(all), Some(date)) = (regions_named, date) {
            for ((text, span), code) in named.iter().zip(all.all()) {
                ask_where_it_was(text, *span, (code, date), context.gazetteer, reader);
            }
        }
        Self { title, regions, model, date }
    }

    /// Returns what the address of a case is made of that has a `slug`, or none.
    pub(super) fn address(&self, slug: Option<String>) -> Address<'_> {
        Address {
            slug,
            title: self.title.as_deref(),
            date: self.date,
            region: self.regions.as_ref().map(Regions::main),
        }
    }
}

/// Returns the names under `district`, one or several, each with its place.
fn names_of(node: &Node) -> Vec<(String, Span)> {
    let nodes = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    nodes.iter().map(|node| (text_of(node).to_owned(), node.span)).collect()
}

fn text_of(node: &Node) -> &str {
    match &node.value {
        Value::Text(text) | Value::Number(text) => text,
        _ => "",
    }
}

/// Returns the value of a key that must be written and filled in, or says that it is missing or
/// empty.
fn require_value(
    key: &'static str,
    node: Option<Node>,
    top: Span,
    typos: &[&str],
    reader: &mut Reader<'_>,
) -> Option<Node> {
    match node {
        None => {
            if !typos.contains(&key) {
                report_missing(key, top, reader);
            }
            None
        }
        node => reader.filled(key, node, &example_value(key)),
    }
}

fn example_value(key: &str) -> Text {
    match key {
        "title" => {
            say!("title: 静安区：枢纽型社会组织党建" | "title: A hub of social organisations")
        }
        "district" => say!("district: 上海市静安区" | "district: \"310106\""),
        "model" => say!("model: 枢纽型模式" | "model: Hub model"),
        "date" => say!("date: 2022-02-25" | "date: 2022-02-25"),
        _ => say!("{key}: …" | "{key}: …"),
    }
}

/// Reports that a required key is missing.
pub(super) fn report_missing(key: &str, top: Span, reader: &mut Reader<'_>) {
    let Text { zh, en } = example_value(key);
    reader.error(
        "missing-key",
        top,
        say!("缺少必填的“{key}”" | "the required key `{key}` is missing"),
        say!("请在信息区加上一行，例如 {zh}" | "add a line, for example {en}"),
    );
}
