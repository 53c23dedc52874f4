//! A site's extra fields of front matter.

use crate::foundation::language::Localised;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::Node;
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

/// Reads what is said of the field `key`.
pub(super) fn read_field(key: String, node: Node, reader: &mut Reader<'_>) -> Option<Field> {
    let [label, kind, choices, required, facet] = reader.read_keys(&key, node, &KEYS)?;
    let label = label.and_then(|node| reader.read_localised("label", node));
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
        (_, Some(choices)) => FieldType::Choice(choices),
        (kind, None) => kind.unwrap_or(FieldType::Text),
    };
    let label = label.unwrap_or_else(|| Localised::same_everywhere(&key));
    Some(Field { key, label, kind, required, facet })
}
