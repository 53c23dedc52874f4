//! Values of more than one key of `site.yaml`: ids, language tags, words to choose among.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use crate::foundation::diagnostic::{Span, Text, join_names};
use crate::foundation::language::LanguageTag;
use crate::input::fields::Reader;
use crate::input::free_value::FreeValue;
use crate::input::yaml::{Node, Value};
use crate::say;
use crate::text::{LONGEST_SLUG, make_slug, shorten_slug};

/// The folders that Casebook itself publishes, and the one of the cases.
pub(super) const RESERVED: [&str; 10] = [
    "cases",
    "regions",
    "models",
    "practices",
    "indicators",
    "topics",
    "data",
    "search",
    "browse",
    "compare",
];

/// Keeps the first of equal ids and reports the others.
pub(super) fn keep_unique<T>(
    items: Vec<(T, Span)>,
    id: impl Fn(&T) -> &str,
    reader: &mut Reader<'_>,
) -> Vec<T> {
    let mut seen = BTreeMap::new();
    let mut kept = Vec::new();
    for (item, span) in items {
        let text = id(&item).to_owned();
        if seen.insert(text.clone(), span).is_some() {
            reader.error(
                "duplicate-id",
                span,
                say!("“{text}”出现了两次" | "`{text}` is given twice"),
                say!(
                    "每个 id 只能用一次，请改名或删去一处"
                        | "an id may stand once: rename or delete one"
                ),
            );
            continue;
        }
        kept.push(item);
    }
    kept
}

/// Reads one of a few words.
pub(super) fn read_choice<T: Copy>(
    key: &str,
    node: &Node,
    all: &[T],
    word: fn(T) -> &'static str,
    reader: &mut Reader<'_>,
) -> Option<T> {
    let text = match &node.value {
        Value::Null => "none".to_owned(),
        _ => reader.read_text(key, node)?,
    };
    let found = all.iter().copied().find(|one| word(*one) == text);
    if found.is_none() {
        let Text { zh, en } = join_names(all.iter().map(|one| word(*one)));
        reader.error(
            "bad-choice",
            node.span,
            say!("“{key}”不能是“{text}”" | "`{key}` cannot be `{text}`"),
            say!("可以写：{zh}" | "choose among {en}"),
        );
    }
    found
}

/// Reads an id that stands in addresses: letters, digits, `-` and `_`.
pub(crate) fn read_identifier(key: &str, node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.read_text(key, node)?;
    let is_long = text.len() > LONGEST_SLUG;
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        && !text.starts_with('.')
        && !is_long;
    if !plain {
        // It may have been copied from the address bar.
        let decoded = percent_decode_str(&text).decode_utf8_lossy();
        let better = shorten_slug(&make_slug(&decoded));
        let hint = if is_long {
            say!(
                "它太长了：最多 {LONGEST_SLUG} 个字母，或 66 个汉字；可以写 {better}"
                    | "it is too long: at most {LONGEST_SLUG} letters, or 66 Chinese characters; \
                       `{better}` would do"
            )
        } else {
            say!(
                "只用字母、汉字、数字、“-”和“_”，例如 {better}"
                    | "use letters, digits, `-` and `_` only, such as `{better}`"
            )
        };
        reader.error(
            "bad-id",
            node.span,
            say!("“{text}”不能用作 {key}" | "`{text}` cannot be an id"),
            hint,
        );
    }
    plain.then_some(text)
}

/// Reads a language tag.
pub(super) fn read_language(
    key: &str,
    node: &Node,
    reader: &mut Reader<'_>,
) -> Option<LanguageTag> {
    let text = reader.read_text(key, node)?;
    let tag = LanguageTag::parse(&text);
    if tag.is_none() {
        reader.error(
            "language-tag",
            node.span,
            say!("“{text}”不是语言代码" | "`{text}` is no language tag"),
            say!(
                "简体中文写 zh-Hans，繁体中文写 zh-Hant，英文写 en"
                    | "for example zh-Hans, zh-Hant or en"
            ),
        );
    }
    tag
}

/// Reads a map of anything.
pub(super) fn read_params(node: Option<Node>, reader: &mut Reader<'_>) -> FreeValue {
    let Some(node) = node.filter(Node::is_written) else { return FreeValue::default() };
    match node.value {
        Value::Map(_) => FreeValue::from_node(node),
        _ => {
            reader.read_map("params", node);
            FreeValue::default()
        }
    }
}
