//! Reads where a publication stands, how it looks, what braces in its texts are, and on which terms
//! it may be used.

use super::Licence;
use crate::foundation::language::Localised;
use crate::foundation::path::BaseUrl;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Node, Value};
use crate::say;
use crate::text::collation::Sort;

pub(super) const LICENCE_KEYS: [KnownKey; 2] =
    [KnownKey::optional("name"), KnownKey::optional("url")];

pub(super) fn read_base_url(node: &Node, reader: &mut Reader<'_>) -> Option<BaseUrl> {
    let text = reader.read_text("base_url", node)?;
    let url = BaseUrl::parse(&text);
    if url.is_none() {
        reader.error(
            "bad-url",
            node.span,
            say!("“base_url”的“{text}”不是网址" | "`{text}` is no base address"),
            say!(
                "请写完整的网址，例如 https://example.org/ 或 https://example.org/cases/"
                    | "write a whole address such as https://example.org/ or \
                       https://example.org/cases/"
            ),
        );
    }
    url
}

pub(super) fn read_licence(node: Node, reader: &mut Reader<'_>) -> Option<Licence> {
    if !matches!(node.value, Value::Map(_)) {
        return reader
            .read_text("licence", &node)
            .map(|name| Licence { name: Localised::same_everywhere(&name), url: None });
    }
    let [name, url] = reader.read_keys("licence", node, &LICENCE_KEYS)?;
    let name = name.and_then(|node| reader.read_localised("name", node));
    let url = url.and_then(|node| reader.web_address("url", &node));
    name.map(|name| Licence { name, url })
}

pub(super) fn read_theme_name(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let name = reader.read_text("theme", node)?;
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !plain {
        reader.error(
            "bad-name",
            node.span,
            say!("主题名“{name}”里有不能用的符号" | "`{name}` is no name of a theme"),
            say!(
                "主题名是 themes/ 下的文件夹名，不带路径，只用字母、数字、“-”和“_”，例如 theme: folio"
                    | "a theme is a folder under themes/, of letters, digits, `-` and `_`"
            ),
        );
    }
    plain.then_some(name)
}

pub(super) fn read_sort(node: &Node, reader: &mut Reader<'_>) -> Option<Sort> {
    match reader.read_text("sort", node)?.as_str() {
        "pinyin" => Some(Sort::Pinyin),
        "stroke" => Some(Sort::Stroke),
        other => {
            reader.error(
                "bad-choice",
                node.span,
                say!("“sort”不能是“{other}”" | "`sort` cannot be `{other}`"),
                say!("可以写 pinyin（拼音）或 stroke（笔画）" | "write pinyin or stroke"),
            );
            None
        }
    }
}

/// Reads whether braces in Markdown call figures.
pub(super) fn read_macros(node: &Node, reader: &mut Reader<'_>) -> Option<bool> {
    match reader.read_text("macros", node)?.as_str() {
        "call" => Some(true),
        "text" => Some(false),
        other => {
            reader.error(
                "bad-choice",
                node.span,
                say!("“macros”不能是“{other}”" | "`macros` cannot be `{other}`"),
                say!(
                    "可以写 call（花括号取数据）或 text（花括号照原样显示）"
                        | "write call (braces call figures) or text (braces are shown as written)"
                ),
            );
            None
        }
    }
}
