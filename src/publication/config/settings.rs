//! Reads the keys of `site.yaml`.

use std::sync::Arc;

use super::editions::{read_editions, read_region_names, read_terms};
use super::html::{read_embeds, read_policy, read_raw_html};
use super::identity::{read_base_url, read_licence, read_macros, read_sort, read_theme_name};
use super::redirects::{read_gone, read_redirects};
use super::regions::read_gazetteer;
use super::values::read_language;
use super::vocabulary::Vocabulary;
use super::{Config, Lints, Outputs, Permalinks, PublishPatterns};
use crate::foundation::content_policy::ContentPolicy;
use crate::foundation::diagnostic::Span;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::BaseUrl;
use crate::foundation::raw_html::RawHtml;
use crate::input::fields::{Fields, KnownKey, Reader};
use crate::input::yaml::Node;
use crate::say;

pub(super) const KEYS: [KnownKey; 29] = [
    KnownKey::required("title"),
    KnownKey::optional("subtitle"),
    KnownKey::optional("description"),
    KnownKey::required("base_url"),
    KnownKey::optional("language"),
    KnownKey::optional("publisher"),
    KnownKey::optional("licence"),
    KnownKey::optional("theme"),
    KnownKey::optional("paginate"),
    KnownKey::optional("editions"),
    KnownKey::optional("topics"),
    KnownKey::optional("indicators"),
    KnownKey::optional("units"),
    KnownKey::optional("fields"),
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
        paginate,
        editions,
        topics,
        indicators,
        units,
        fields,
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
    let title = title.and_then(|node| reader.read_localised("title", node));
    let base_url = base_url.and_then(|node| read_base_url(&node, reader));
    let language = language.and_then(|node| read_language("language", &node, reader));
    let mut localised = |key: &str, node: Option<Node>| {
        node.and_then(|node| reader.read_localised(key, node)).unwrap_or_default()
    };
    let subtitle = localised("subtitle", subtitle);
    let description = localised("description", description);
    let publisher = localised("publisher", publisher);
    let licence = licence.and_then(|node| read_licence(node, reader));
    let theme = theme.and_then(|node| read_theme_name(&node, reader));
    let paginate = paginate.and_then(|node| reader.read_number("paginate", &node, 1, 1000));
    let ignore_keys =
        reader.read_texts("ignore_keys", ignore_keys).into_iter().map(|(key, _)| key).collect();
    let gazetteer = gazetteer.and_then(|node| read_gazetteer(node, reader)).unwrap_or_default();
    let region_names = region_names.map(|node| read_region_names(node, reader));
    let raw_html = raw_html.and_then(|node| read_raw_html(&node, reader)).unwrap_or_default();
    let embeds = read_embeds(embeds, reader);
    let base_url = base_url.unwrap_or_default();
    let policy = match csp {
        Some(node) => read_policy(&node, reader),
        None => default_policy(raw_html, &base_url, &embeds),
    };
    let macros = macros.and_then(|node| read_macros(&node, reader));
    let language = language
        .or_else(|| LanguageTag::parse("zh-Hans"))
        .unwrap_or_else(|| unreachable!("zh-Hans is a tag"));
    let editions = editions.map(|node| read_editions(node, &language, reader));
    let sort = sort.and_then(|node| read_sort(&node, reader));
    let redirects = redirects.map(|node| read_redirects(node, reader)).unwrap_or_default();
    let gone = read_gone(gone, reader);
    let vocabulary = Vocabulary::read([topics, indicators, units, fields], &language, reader);
    Config {
        title: title.unwrap_or_default(),
        subtitle,
        description,
        base_url,
        language,
        publisher,
        licence,
        theme: theme.unwrap_or_else(|| "folio".to_owned()),
        paginate: paginate.map_or(24, |number| number as usize),
        vocabulary: Arc::new(vocabulary),
        outputs: outputs.map(|node| Outputs::read_outputs(node, reader)).unwrap_or_default(),
        lints: lints.map(|node| Lints::read_lints(node, reader)).unwrap_or_default(),
        ignore_keys,
        gazetteer,
        region_names: region_names.unwrap_or_default(),
        raw_html,
        embeds,
        policy,
        macros: macros.unwrap_or(true),
        editions: editions.unwrap_or_default(),
        sort: sort.unwrap_or_default(),
        terms: terms.map(|node| read_terms(node, reader)).unwrap_or_default(),
        publish: publish.map(|node| PublishPatterns::from_node(node, reader)).unwrap_or_default(),
        permalinks: permalinks.map(|node| Permalinks::from_node(node, reader)).unwrap_or_default(),
        redirects,
        gone,
    }
}

/// Returns the policy of pages where `site.yaml` gives none. Where all HTML passes, nobody knows
/// what pages need.
fn default_policy(
    raw_html: RawHtml,
    base_url: &BaseUrl,
    embeds: &[String],
) -> Option<ContentPolicy> {
    (raw_html != RawHtml::AsIs)
        .then(|| ContentPolicy::of_site(base_url.origin().starts_with("https:"), embeds))
}

fn report_missing(key: &str, top: Span, reader: &mut Reader<'_>) {
    let example = if key == "base_url" { "base_url: https://example.org/" } else { "title: …" };
    reader.error(
        "missing-key",
        top,
        say!("site.yaml 缺少必填的“{key}”" | "site.yaml lacks the required key `{key}`"),
        say!("请加上一行：{example}" | "add a line: {example}"),
    );
}
