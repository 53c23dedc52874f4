//! A site's extra fields of front matter.

use crate::foundation::language::Localised;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Node, Value};
use crate::say;

/// An extra field of front matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    pub key: String,
    /// Its name on the page.
    pub label: Localised,
    /// What it holds.
    pub kind: FieldType,
    /// Whether every case must have it.
    pub required: bool,
    /// Whether readers can filter by it.
    pub facet: bool,
}

/// What an extra field holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A date.
    Date,
    /// Yes or no.
    Bool,
    /// Several texts.
    List,
    /// One of these.
    Choice(Vec<String>),
}

pub(super) const KEYS: [KnownKey; 5] = [
    KnownKey::optional("label"),
    KnownKey::optional("type"),
    KnownKey::optional("choices"),
    KnownKey::optional("required"),
    KnownKey::optional("facet"),
];

/// Reports a field that has nothing to choose among: here, and not again for each case.
fn report_unchosen(
    key: &str,
    choices: Option<&Node>,
    kind: Option<&Node>,
    reader: &mut Reader<'_>,
) {
    let is_blank = |node: &Node| match &node.value {
        Value::List(items) => items.is_empty(),
        value => matches!(value, Value::Null),
    };
    let unchosen = match (choices, kind) {
        (Some(choices), _) if is_blank(choices) => Some(choices.span),
        (None, Some(kind)) if matches!(&kind.value, Value::Text(word) if word == "choice") => {
            Some(kind.span)
        }
        _ => None,
    };
    if let Some(span) = unchosen {
        reader.error(
            "missing-key",
            span,
            say!("字段“{key}”没有列出可选的值" | "the field `{key}` lists nothing to choose among"),
            say!(
                "请给它写上可选的值，例如 choices: [甲, 乙]；填什么都行的，删去 choices，写 type: text"
                    | "give it the values to choose among, such as `choices: [a, b]`; where any \
                       text goes, leave out `choices` and write `type: text`"
            ),
        );
    }
}

/// Reads what is said of the field `key`.
pub(super) fn read_field(key: String, node: Node, reader: &mut Reader<'_>) -> Option<Field> {
    let [label, kind, choices, required, facet] = reader.read_keys(&key, node, &KEYS)?;
    let label = label.and_then(|node| reader.read_localised("label", node));
    report_unchosen(&key, choices.as_ref(), kind.as_ref(), reader);
    let choices = choices.map(|node| reader.read_plain_texts("choices", Some(node)));
    let kind = kind.and_then(|node| {
        let word = reader.read_text("type", &node)?;
        match word.as_str() {
            "text" => Some(FieldType::Text),
            "number" => Some(FieldType::Number),
            "date" => Some(FieldType::Date),
            "bool" => Some(FieldType::Bool),
            "list" => Some(FieldType::List),
            "choice" => Some(FieldType::Choice(Vec::new())),
            _ => {
                reader.error(
                    "bad-choice",
                    node.span,
                    say!("“type”不能是“{word}”" | "`type` cannot be `{word}`"),
                    say!(
                        "可以写 text、number、date、bool、list、choice"
                            | "choose among text, number, date, bool, list, choice"
                    ),
                );
                None
            }
        }
    });
    let required =
        required.and_then(|node| reader.read_bool("required", &node)).unwrap_or_default();
    let facet = facet.and_then(|node| reader.read_bool("facet", &node)).unwrap_or_default();
    let kind = match (kind, choices) {
        (_, Some(choices)) if !choices.is_empty() => FieldType::Choice(choices),
        // Without choices nothing can be wrong with a value.
        (Some(FieldType::Choice(_)) | None, _) => FieldType::Text,
        (Some(kind), _) => kind,
    };
    let label = label.unwrap_or_else(|| Localised::same_everywhere(&key));
    Some(Field { key, label, kind, required, facet })
}
