//! The keys that every case must have.

use super::address::Address;
use super::former_region::ask_where_it_was;
use super::model::read_models;
use super::regions::read_regions;
use crate::content::case::context::Context;
use crate::content::case::{Model, Regions};
use crate::foundation::diagnostic::{Span, Text};
use crate::input::fields::Reader;
use crate::input::yaml::{Node, Value};
use crate::publication::config::{Config, Need};
use crate::say;
use crate::text::date::Date;

/// What a case is known by. Whatever is missing or wrong was reported, and is `None`; what a
/// publication does without is empty.
pub(super) struct Required {
    pub(super) title: Option<String>,
    pub(super) regions: Option<Regions>,
    pub(super) models: Option<Vec<Model>>,
    pub(super) date: Option<Date>,
    /// Whether the date is known: it was read, or the case does without.
    pub(super) is_dated: bool,
}

/// Reads keys that are missing or not as `site.yaml` says. What is missing is reported at the top
/// of the front matter, unless it is among the keys that are there with a typo.
#[derive(Clone, Copy)]
pub(super) struct KeyCheck<'a> {
    pub(super) top: Span,
    pub(super) typos: &'a [&'a str],
    pub(super) config: &'a Config,
}

impl KeyCheck<'_> {
    /// Returns the value of a key that cases may have; `None` where there is none. A key that the
    /// publication does without is reported, and so is one that is missing.
    pub(super) fn open_key(
        self,
        key: &'static str,
        node: Option<Node>,
        reader: &mut Reader<'_>,
    ) -> Option<Node> {
        match (self.config.case_need(key), &node) {
            (Need::Off, Some(node)) => {
                report_off(key, node.span, reader);
                None
            }
            (Need::Optional, Some(node)) if !node.is_written() => None,
            (Need::Required, _) => self.require_value(key, node, reader),
            _ => node,
        }
    }

    /// Returns the values of the lists that cases may have.
    pub(super) fn open_lists(
        self,
        [practices, metrics, sources]: [Option<Node>; 3],
        reader: &mut Reader<'_>,
    ) -> [Option<Node>; 3] {
        [("practices", practices), ("metrics", metrics), ("sources", sources)]
            .map(|(key, node)| self.open_key(key, node, reader))
    }

    /// Reads a key with `read`; it is empty where cases need not have it.
    fn read_key<T: Default>(
        self,
        key: &'static str,
        node: Option<Node>,
        reader: &mut Reader<'_>,
        read: impl FnOnce(Node, &mut Reader<'_>) -> Option<T>,
    ) -> Option<T> {
        let is_optional = self.config.case_need(key) != Need::Required;
        match self.open_key(key, node, reader) {
            Some(node) => read(node, reader),
            None => is_optional.then(T::default),
        }
    }

    /// Returns the value of a key that must be written and filled in, or says that it is missing or
    /// empty.
    fn require_value(
        self,
        key: &'static str,
        node: Option<Node>,
        reader: &mut Reader<'_>,
    ) -> Option<Node> {
        match node {
            None => {
                if !self.typos.contains(&key) {
                    let is_for_address = self.config.cases.need(key) != Need::Required
                        && self.config.permalinks.cases_use(key);
                    report_missing(key, is_for_address, self.top, reader);
                }
                None
            }
            node => reader.filled(key, node, &example_value(key)),
        }
    }
}

impl Required {
    /// Reads the values of the four keys.
    pub(super) fn read_required(
        [title, district, model, date]: [Option<Node>; 4],
        locality: Option<&Node>,
        keys: KeyCheck<'_>,
        context: &Context<'_>,
        reader: &mut Reader<'_>,
    ) -> Self {
        let title = keys.require_value("title", title, reader);
        let title = title.and_then(|node| reader.read_text("title", &node));
        let named = district.as_ref().map(names_of).unwrap_or_default();
        let locality = locality.map(text_of);
        let regions = keys.read_key("district", district, reader, |node, reader| {
            read_regions(node, locality, context, reader)
        });
        let models = keys.read_key("model", model, reader, read_models);
        let read_date = |node: Node, reader: &mut Reader<'_>| {
            reader.read_date("date", &node).map(|date| vec![date])
        };
        let dates = keys.read_key("date", date, reader, read_date);
        let (is_dated, date) = (dates.is_some(), dates.into_iter().flatten().next());
        // A name that is none of a region was reported, and which stands for which is not known.
        let regions_named = regions.as_ref().filter(|all| all.all().count() == named.len());
        if let (Some(all), Some(date)) = (regions_named, date) {
            for ((text, span), code) in named.iter().zip(all.all()) {
                ask_where_it_was(text, *span, (code, date), context.gazetteer, reader);
            }
        }
        Self { title, regions, models, date, is_dated }
    }

    /// Returns what the address of a case is made of that has a `slug`, or none.
    pub(super) fn address(&self, slug: Option<String>) -> Address<'_> {
        Address {
            slug,
            title: self.title.as_deref(),
            date: self.date,
            is_dated: self.is_dated,
            region: self.regions.as_ref().and_then(Regions::main),
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

/// Reports a key that the publication does without.
fn report_off(key: &str, span: Span, reader: &mut Reader<'_>) {
    reader.error(
        "unused-key",
        span,
        say!(
            "这个出版物的案例没有“{key}”这一项（site.yaml 的 cases 里关了）"
                | "cases of this publication have no `{key}`: `cases` in site.yaml says so"
        ),
        say!(
            "请删去这一行；要用它，就把 site.yaml 里 cases 的 {key}: off 改成 optional"
                | "delete the line, or write `{key}: optional` under `cases` in site.yaml"
        ),
    );
}

/// Reports that a required key is missing. Some are required for the addresses of cases alone.
pub(crate) fn report_missing(key: &str, is_for_address: bool, top: Span, reader: &mut Reader<'_>) {
    let Text { zh, en } = example_value(key);
    let hint = if is_for_address {
        say!(
            "site.yaml 的 permalinks 用它组成地址；请在信息区加上一行，例如 {zh}"
                | "`permalinks` in site.yaml makes addresses of it; add a line, for example {en}"
        )
    } else {
        say!("请在信息区加上一行，例如 {zh}" | "add a line, for example {en}")
    };
    let message = say!("缺少必填的“{key}”" | "the required key `{key}` is missing");
    reader.error("missing-key", top, message, hint);
}
