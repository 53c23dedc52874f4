//! Reads the keys of `site.yaml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::collection::{collection_names, read_collections};
use super::editions::{read_editions, read_region_names, read_terms};
use super::html::{default_policy, read_embeds, read_policy, read_raw_html};
use super::identity::{read_base_url, read_licence, read_macros, read_sort, read_theme_name};
use super::menu::read_menu;
use super::redirects::{read_gone, read_redirects};
use super::regions::read_gazetteer;
use super::values::{read_language, read_params};
use super::vocabulary::Vocabulary;
use super::{CaseKeys, Config, Lints, Outputs, Permalinks, PublishPatterns, RegionSettings, Sort};
use crate::foundation::diagnostic::{Span, Text};
use crate::foundation::language::{LanguageTag, Localised};
use crate::foundation::path::BaseUrl;
use crate::foundation::raw_html::RawHtml;
use crate::input::fields::{Fields, KnownKey, Reader};
use crate::input::free_value::FreeValue;
use crate::input::yaml::Node;
use crate::say;

pub(super) const KEYS: [KnownKey; 33] = [
    KnownKey::required("title"),
    KnownKey::optional("subtitle"),
    KnownKey::optional("description"),
    KnownKey::required("base_url"),
    KnownKey::optional("language"),
    KnownKey::optional("publisher"),
    KnownKey::optional("licence"),
    KnownKey::optional("theme"),
    KnownKey::optional("menu"),
    KnownKey::optional("paginate"),
    KnownKey::optional("editions"),
    KnownKey::optional("cases"),
    KnownKey::optional("topics"),
    KnownKey::optional("indicators"),
    KnownKey::optional("units"),
    KnownKey::optional("fields"),
    KnownKey::optional("collections"),
    KnownKey::optional("ignore_keys"),
    KnownKey::optional("outputs"),
    KnownKey::optional("lints"),
    KnownKey::optional("macros"),
    KnownKey::optional("gazetteer"),
    KnownKey::optional("region_names"),
    KnownKey::optional("raw_html"),
    KnownKey::optional("embeds"),
    KnownKey::optional("csp"),
    KnownKey::optional("sort"),
    KnownKey::optional("terms"),
    KnownKey::optional("publish"),
    KnownKey::optional("params"),
    KnownKey::optional("permalinks"),
    KnownKey::optional("redirects"),
    KnownKey::optional("gone"),
];

/// Reads all settings; what is missing or wrong gets its default.
pub(super) fn read_settings(mut map: Fields, reader: &mut Reader<'_>) -> Config {
    let top = Span { start: map.span.start, end: map.span.start };
    let [
        title,
        subtitle,
        description,
        base_url,
        language,
        publisher,
        licence,
        theme,
        menu,
        paginate,
        editions,
        cases,
        topics,
        indicators,
        units,
        fields,
        collections,
        ignore_keys,
        outputs,
        lints,
        macros,
        gazetteer,
        region_names,
        raw_html,
        embeds,
        csp,
        sort,
        terms,
        publish,
        params,
        permalinks,
        redirects,
        gone,
    ] = map.take_keys(&KEYS);
    for (key, node) in [("title", &title), ("base_url", &base_url)] {
        if node.is_none() && !map.has_slip_of(key, &KEYS) {
            report_missing(key, top, reader);
        }
    }
    reader.no_more(map, &KEYS);
    let title = reader.filled("title", title, &example_of("title"));
    let base_url = reader.filled("base_url", base_url, &example_of("base_url"));
    let mut config = Config::default();
    let names = collection_names(collections.as_ref());
    config.read_identity([title, subtitle, description, publisher, licence], reader);
    config.read_place([base_url, permalinks, redirects, gone], &names, reader);
    config.read_html([raw_html, embeds, csp, macros], reader);
    config.read_look([theme, menu, paginate, sort, outputs], reader);
    config.read_languages([language, editions, terms], reader);
    config.read_regions([gazetteer, region_names], reader);
    config.params = read_params(params, reader);
    config.read_content([cases, ignore_keys, publish, lints], reader);
    let words = [topics, indicators, units, fields];
    config.vocabulary = Arc::new(Vocabulary::read(words, &config.language, &names, reader));
    config.read_collections(collections, &names, reader);
    config
}

impl Default for Config {
    /// The settings of a publication that says nothing.
    fn default() -> Self {
        Self {
            title: Localised::default(),
            subtitle: Localised::default(),
            description: Localised::default(),
            base_url: BaseUrl::default(),
            language: LanguageTag::parse("zh-Hans").expect("zh-Hans is a tag"),
            publisher: Localised::default(),
            licence: None,
            theme: "folio".to_owned(),
            menu: Vec::new(),
            paginate: 24,
            cases: CaseKeys::default(),
            vocabulary: Arc::default(),
            collections: Vec::new(),
            outputs: Outputs::default(),
            lints: Lints::default(),
            ignore_keys: Vec::new(),
            gazetteer: RegionSettings::default(),
            region_names: BTreeMap::new(),
            raw_html: RawHtml::default(),
            embeds: Vec::new(),
            policy: default_policy(RawHtml::default(), &BaseUrl::default(), &[]),
            macros: true,
            editions: Vec::new(),
            sort: Sort::default(),
            terms: BTreeMap::new(),
            publish: PublishPatterns::default(),
            params: FreeValue::default(),
            permalinks: Permalinks::default(),
            redirects: Vec::new(),
            gone: Vec::new(),
        }
    }
}

/// Each reads the values of some keys, as [`read_settings`] hands them over.
impl Config {
    /// What it is called, who publishes it, and on which terms.
    fn read_identity(
        &mut self,
        [title, subtitle, description, publisher, licence]: [Option<Node>; 5],
        reader: &mut Reader<'_>,
    ) {
        let mut read = |key: &str, node: Option<Node>| {
            node.and_then(|node| reader.read_localised(key, node)).unwrap_or_default()
        };
        self.title = read("title", title);
        self.subtitle = read("subtitle", subtitle);
        self.description = read("description", description);
        self.publisher = read("publisher", publisher);
        self.licence = licence.and_then(|node| read_licence(node, reader));
    }

    /// Where it stands, and what answers which address.
    fn read_place(
        &mut self,
        [base_url, permalinks, redirects, gone]: [Option<Node>; 4],
        collections: &[String],
        reader: &mut Reader<'_>,
    ) {
        self.base_url = base_url.and_then(|node| read_base_url(&node, reader)).unwrap_or_default();
        self.permalinks = permalinks
            .map(|node| Permalinks::from_node(node, collections, reader))
            .unwrap_or_default();
        self.redirects =
            redirects.map(|node| read_redirects(node, &self.base_url, reader)).unwrap_or_default();
        self.gone = read_gone(gone, &self.base_url, reader);
    }

    /// What becomes of HTML and of braces in texts. The policy of pages needs their address.
    fn read_html(
        &mut self,
        [raw_html, embeds, csp, macros]: [Option<Node>; 4],
        reader: &mut Reader<'_>,
    ) {
        self.raw_html = raw_html.and_then(|node| read_raw_html(&node, reader)).unwrap_or_default();
        self.embeds = read_embeds(embeds, reader);
        self.policy = match csp {
            Some(node) => read_policy(&node, reader),
            None => default_policy(self.raw_html, &self.base_url, &self.embeds),
        };
        self.macros = macros.and_then(|node| read_macros(&node, reader)).unwrap_or(self.macros);
    }

    /// What is made of it, and how it looks.
    fn read_look(
        &mut self,
        [theme, menu, paginate, sort, outputs]: [Option<Node>; 5],
        reader: &mut Reader<'_>,
    ) {
        if let Some(theme) = theme.and_then(|node| read_theme_name(&node, reader)) {
            self.theme = theme;
        }
        if let Some(cards) =
            paginate.and_then(|node| reader.read_number("paginate", &node, 1, 1000))
        {
            self.paginate = cards as usize;
        }
        self.menu = menu.map(|node| read_menu(node, reader)).unwrap_or_default();
        self.sort = sort.and_then(|node| read_sort(&node, reader)).unwrap_or_default();
        self.outputs = outputs.map(|node| Outputs::read_outputs(node, reader)).unwrap_or_default();
    }

    /// Its languages and scripts.
    fn read_languages(
        &mut self,
        [language, editions, terms]: [Option<Node>; 3],
        reader: &mut Reader<'_>,
    ) {
        if let Some(tag) = language.and_then(|node| read_language("language", &node, reader)) {
            self.language = tag;
        }
        self.editions =
            editions.map(|node| read_editions(node, &self.language, reader)).unwrap_or_default();
        self.terms = terms.map(|node| read_terms(node, reader)).unwrap_or_default();
    }

    /// Where regions come from, and what other languages call them.
    fn read_regions(
        &mut self,
        [gazetteer, region_names]: [Option<Node>; 2],
        reader: &mut Reader<'_>,
    ) {
        self.gazetteer =
            gazetteer.and_then(|node| read_gazetteer(node, reader)).unwrap_or_default();
        self.region_names =
            region_names.map(|node| read_region_names(node, reader)).unwrap_or_default();
    }

    /// Kinds of pages of its own. Editions have folders too.
    fn read_collections(&mut self, node: Option<Node>, names: &[String], reader: &mut Reader<'_>) {
        let tags: Vec<LanguageTag> =
            self.all_editions().into_iter().map(|edition| edition.tag).collect();
        let read = node.map(|node| read_collections(node, names, &tags, reader));
        self.collections = read.unwrap_or_default();
    }

    /// How its files are looked at.
    fn read_content(
        &mut self,
        [cases, ignore_keys, publish, lints]: [Option<Node>; 4],
        reader: &mut Reader<'_>,
    ) {
        self.cases = cases.map(|node| CaseKeys::from_node(node, reader)).unwrap_or_default();
        self.ignore_keys = reader.read_plain_texts("ignore_keys", ignore_keys);
        self.publish =
            publish.map(|node| PublishPatterns::from_node(node, reader)).unwrap_or_default();
        self.lints = lints.map(|node| Lints::read_lints(node, reader)).unwrap_or_default();
    }
}

fn report_missing(key: &str, top: Span, reader: &mut Reader<'_>) {
    let Text { zh, en } = example_of(key);
    reader.error(
        "missing-key",
        top,
        say!("site.yaml 缺少必填的“{key}”" | "site.yaml lacks the required key `{key}`"),
        say!("请加上一行：{zh}" | "add a line: {en}"),
    );
}

fn example_of(key: &str) -> Text {
    match key {
        "base_url" => say!("base_url: https://example.org/" | "base_url: https://example.org/"),
        _ => say!("title: …" | "title: …"),
    }
}
