//! A site's extra fields of front matter.

use crate::foundation::diagnostic::{Span, Text, join_names};
use crate::foundation::language::Localised;
use crate::foundation::nearest::find_nearest;
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

impl Field {
    /// Returns the collection that its values name pages of, or `cases`.
    #[must_use]
    pub fn links_to(&self) -> Option<&str> {
        match &self.kind {
            FieldType::Link { to, .. } => Some(to),
            _ => None,
        }
    }
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
    /// The ids of pages of a collection, or of cases: one, or several.
    Link { to: String, is_list: bool },
}

pub(super) const KEYS: [KnownKey; 7] = [
    KnownKey::optional("label"),
    KnownKey::optional("type"),
    KnownKey::optional("choices"),
    KnownKey::optional("required"),
    KnownKey::optional("facet"),
    KnownKey::optional("to"),
    KnownKey::optional("list"),
];

/// What a field can lead to besides collections.
const CASES: &str = "cases";

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

/// Reads the fields of cases or of the entries of a collection. `targets` are the collections that
/// they can lead to.
pub(super) fn read_fields(node: Node, targets: &[String], reader: &mut Reader<'_>) -> Vec<Field> {
    let Some(fields) = reader.read_map("fields", node) else { return Vec::new() };
    let fields = fields.into_rest().into_iter();
    fields.filter_map(|(key, node)| read_field(key.text, node, targets, reader)).collect()
}

/// Reads what is said of the field `key`.
fn read_field(
    key: String,
    node: Node,
    targets: &[String],
    reader: &mut Reader<'_>,
) -> Option<Field> {
    let [label, kind, choices, required, facet, to, list] = reader.read_keys(&key, node, &KEYS)?;
    let label = label.and_then(|node| reader.read_localised("label", node));
    report_unchosen(&key, choices.as_ref(), kind.as_ref(), reader);
    let choices = choices.map(|node| reader.read_plain_texts("choices", Some(node)));
    let kind_span = kind.as_ref().map(|node| node.span);
    let kind = kind.and_then(|node| read_type(&node, to.is_some(), reader));
    let required =
        required.and_then(|node| reader.read_bool("required", &node)).unwrap_or_default();
    let facet = facet.and_then(|node| reader.read_bool("facet", &node)).unwrap_or_default();
    let kind = match (kind, choices) {
        (_, Some(choices)) if !choices.is_empty() => FieldType::Choice(choices),
        (None, _) if to.is_some() && kind_span.is_none() => link_type(),
        // Without choices nothing can be wrong with a value.
        (Some(FieldType::Choice(_)) | None, _) => FieldType::Text,
        (Some(kind), _) => kind,
    };
    let kind = match kind {
        FieldType::Link { .. } => read_link(&key, [to, list], kind_span, targets, reader),
        kind => {
            report_no_link([("to", to), ("list", list)], reader);
            kind
        }
    };
    let label = label.unwrap_or_else(|| Localised::same_everywhere(&key));
    Some(Field { key, label, kind, required, facet })
}

/// A link before it is known where it leads.
fn link_type() -> FieldType {
    FieldType::Link { to: String::new(), is_list: false }
}

fn read_type(node: &Node, has_target: bool, reader: &mut Reader<'_>) -> Option<FieldType> {
    let word = reader.read_text("type", node)?;
    match word.as_str() {
        "text" => Some(FieldType::Text),
        "number" => Some(FieldType::Number),
        "date" => Some(FieldType::Date),
        "bool" => Some(FieldType::Bool),
        "list" => Some(FieldType::List),
        "choice" => Some(FieldType::Choice(Vec::new())),
        "link" => Some(link_type()),
        _ => {
            reader.error(
                "bad-choice",
                node.span,
                say!("“type”不能是“{word}”" | "`type` cannot be `{word}`"),
                say!(
                    "可以写 text、number、date、bool、list、choice、link"
                        | "choose among text, number, date, bool, list, choice, link"
                ),
            );
            // What it leads to says that a link is meant.
            has_target.then(link_type)
        }
    }
}

/// Reads where the values of a field lead. Where that cannot be told they are texts, with which
/// nothing can be wrong.
fn read_link(
    key: &str,
    [to, list]: [Option<Node>; 2],
    kind: Option<Span>,
    targets: &[String],
    reader: &mut Reader<'_>,
) -> FieldType {
    let is_list = list.and_then(|node| reader.read_bool("list", &node)).unwrap_or_default();
    let unknown = if is_list { FieldType::List } else { FieldType::Text };
    let Some(to) = to else {
        let Some(span) = kind else { return unknown };
        let example = targets.first().map_or(CASES, String::as_str);
        reader.error(
            "missing-key",
            span,
            say!(
                "字段“{key}”没有写链接到哪里（to）"
                    | "the field `{key}` lacks `to`: where it leads"
            ),
            say!(
                "请写上 to：collections 里的一类页面，或 cases，例如 to: {example}"
                    | "write `to`: one of `collections`, or `cases`, for example `to: {example}`"
            ),
        );
        return unknown;
    };
    let Some(word) = reader.read_text("to", &to) else { return unknown };
    if word == CASES || targets.contains(&word) {
        return FieldType::Link { to: word, is_list };
    }
    let known = || targets.iter().map(String::as_str).chain([CASES]);
    let hint = match find_nearest(&word, known()) {
        Some(near) => say!("是不是想写“{near}”？" | "did you mean `{near}`?"),
        None => {
            let Text { zh, en } = join_names(known());
            say!(
                "可以写：{zh}；别的要先写进 collections"
                    | "choose among {en}; anything else goes to `collections` first"
            )
        }
    };
    reader.error(
        "bad-choice",
        to.span,
        say!(
            "“to”不能是“{word}”：没有这一类页面"
                | "`to` cannot be `{word}`: there is no such collection"
        ),
        hint,
    );
    unknown
}

/// Reports keys of links where the values are none.
fn report_no_link(keys: [(&str, Option<Node>); 2], reader: &mut Reader<'_>) {
    for (key, node) in keys {
        let Some(node) = node else { continue };
        // Whatever stands there is looked at, as the value of a key that is read.
        let is_read = match key {
            "list" => reader.read_bool(key, &node).is_some(),
            _ => reader.read_text(key, &node).is_some(),
        };
        if is_read {
            reader.error(
                "bad-choice",
                node.span,
                say!("“{key}”只用于链接（type: link）" | "`{key}` goes with `type: link` alone"),
                say!(
                    "请写上 type: link，或删去 {key}；要写几个值的，用 type: list"
                        | "write `type: link`, or delete `{key}`; several values go to \
                           `type: list`"
                ),
            );
        }
    }
}
