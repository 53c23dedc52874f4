//! Reads the editions of a publication, and what it says for single ones of them.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::Edition;
use super::values::read_language;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::language::{LanguageTag, Localised};
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Node, Value};
use crate::say;
use crate::text::script::is_convertible;

/// The most editions of a publication, the default one included: every page links to all others.
pub const MOST_EDITIONS: usize = 32;

pub(super) const KEYS: [KnownKey; 2] = [KnownKey::optional("from"), KnownKey::optional("label")];

/// Reads the editions besides the default one, in their order.
pub(super) fn read_editions(
    node: Node,
    publication: &LanguageTag,
    reader: &mut Reader<'_>,
) -> Vec<Edition> {
    let entries = match node.value {
        Value::List(list) => list
            .into_iter()
            .filter_map(|item| Some((reader.read_text("editions", &item)?, item.span, None)))
            .collect(),
        Value::Map(map) => {
            map.into_iter().map(|(key, node)| (key.text, key.span, Some(node))).collect::<Vec<_>>()
        }
        _ => {
            reader.read_list("editions", node);
            return Vec::new();
        }
    };
    let mut editions: Vec<Edition> = Vec::new();
    let mut tags = FxHashSet::default();
    for (text, span, options) in entries {
        let Some(tag) = LanguageTag::parse(&text) else {
            reader.error(
                "language-tag",
                span,
                say!("“{text}”不是语言代码" | "`{text}` is no language tag"),
                say!(
                    "简体中文写 zh-Hans，繁体中文写 zh-Hant，英文写 en"
                        | "for example zh-Hans, zh-Hant or en"
                ),
            );
            continue;
        };
        let mut edition = Edition { tag, from: None, label: None };
        if let Some(node) = options.filter(|node| !matches!(node.value, Value::Null))
            && let Some([from, label]) = reader.read_keys(&text, node, &KEYS)
        {
            edition.from =
                from.and_then(|node| read_origin(&node, &edition.tag, publication, reader));
            edition.label = label.and_then(|node| reader.read_text("label", &node));
        }
        if !tags.insert(edition.tag.clone()) {
            report_duplicate(&text, span, reader);
            continue;
        }
        let is_other = |edition: &Edition| edition.tag != *publication;
        let others = editions.iter().filter(|other| is_other(other)).count();
        if is_other(&edition) && others + 1 == MOST_EDITIONS {
            report_surplus(span, reader);
            break;
        }
        editions.push(edition);
    }
    editions
}

fn report_duplicate(text: &str, span: Span, reader: &mut Reader<'_>) {
    reader.error(
        "duplicate-id",
        span,
        say!("版本“{text}”写了两次" | "the edition `{text}` is given twice"),
        say!("请删去一处" | "delete one of them"),
    );
}

/// Reports the first edition that is one too many.
fn report_surplus(span: Span, reader: &mut Reader<'_>) {
    reader.error(
        "too-many-editions",
        span,
        say!(
            "一个出版物最多 {MOST_EDITIONS} 个版本，从这里起多了"
                | "a publication has at most {MOST_EDITIONS} editions: from here on \
                   there are too many"
        ),
        say!(
            "请删去不需要的版本；更多的语言，请另建一个出版物"
                | "delete those that nobody needs, or make another publication for \
                   further languages"
        ),
    );
}

/// Reads what an edition is converted from: the files of the publication, in its own language.
/// Nothing else can be, so that no edition is converted from one that is converted itself.
fn read_origin(
    node: &Node,
    edition: &LanguageTag,
    publication: &LanguageTag,
    reader: &mut Reader<'_>,
) -> Option<LanguageTag> {
    let from = read_language("from", node, reader)?;
    if !is_convertible(publication, edition) {
        reader.error(
            "bad-choice",
            node.span,
            say!(
                "“{publication}”不能自动转换成“{edition}”"
                    | "`{publication}` cannot be converted to `{edition}`"
            ),
            say!(
                "只有简体中文（zh-Hans）和繁体中文（zh-Hant、zh-TW、zh-HK）之间可以转换；\
                 请删去 from，为这个版本另写文件，例如 a.{edition}.md"
                    | "only Simplified (zh-Hans) and Traditional Chinese (zh-Hant, zh-TW, zh-HK) \
                       can: delete `from` and write files for this edition, such as a.{edition}.md"
            ),
        );
        return None;
    }
    if from != *publication && !is_convertible(&from, edition) {
        reader.sink.push(
            Diagnostic::error(
                "bad-choice",
                reader.file,
                say!(
                    "“from”不能是“{from}”：版本只能由出版物自己的语言转换而来"
                        | "`from` cannot be `{from}`: editions are converted from the language of \
                           the publication alone"
                ),
            )
            .at_span(node.span)
            .with_hint(say!("请写成 from: {publication}" | "write `from: {publication}`"))
            .with_fix(node.span, publication.as_str()),
        );
        return None;
    }
    Some(from)
}

/// Reads names of regions in other languages.
pub(super) fn read_region_names(
    node: Node,
    reader: &mut Reader<'_>,
) -> BTreeMap<String, Localised> {
    let Some(fields) = reader.read_map("region_names", node) else { return BTreeMap::new() };
    fields
        .into_rest()
        .into_iter()
        .filter_map(|(key, node)| Some((key.text.clone(), reader.read_localised(&key.text, node)?)))
        .collect()
}

/// Adds the English names of China's provinces to those that were given, where an edition is in
/// English: its home page shows all of them.
pub(super) fn add_english_names<'a>(
    names: &mut BTreeMap<String, Localised>,
    mut languages: impl Iterator<Item = &'a LanguageTag>,
) {
    let Some(english) = LanguageTag::parse("en") else { return };
    if !languages.any(|language| language.is_same_language(&english)) {
        return;
    }
    for line in include_str!("../../../data/region-names.csv").lines().skip(1) {
        let Some((code, name)) = line.split_once(',') else { continue };
        let given = names.entry(code.to_owned()).or_default();
        if given.given_for(&english).is_none() {
            *given = given.with_form(&english, name.to_owned());
        }
    }
}

/// Reads spellings that a generated script gets wrong.
pub(super) fn read_terms(
    node: Node,
    reader: &mut Reader<'_>,
) -> BTreeMap<String, Vec<(String, String)>> {
    let Some(fields) = reader.read_map("terms", node) else { return BTreeMap::new() };
    let mut terms = BTreeMap::new();
    for (tag, node) in fields.into_rest() {
        let Some(pairs) = reader.read_map(&tag.text, node) else { continue };
        let pairs = pairs
            .into_rest()
            .into_iter()
            .filter_map(|(from, to)| Some((from.text.clone(), reader.read_text(&from.text, &to)?)))
            .collect();
        terms.insert(tag.text, pairs);
    }
    terms
}
