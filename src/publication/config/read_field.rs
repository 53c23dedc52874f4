//! Reads the fields that a publication declares for its cases, or for the entries of a collection.

use super::field::{Field, FieldType};
use super::values::RESERVED;
use crate::foundation::diagnostic::{Span, Text, join_names};
use crate::foundation::language::Localised;
use crate::foundation::nearest::find_nearest;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Key, Node, Value};
use crate::say;
use crate::text::make_slug;

pub(super) const KEYS: [KnownKey; 8] = [
    KnownKey::optional("label"),
    KnownKey::optional("type"),
    KnownKey::optional("choices"),
    KnownKey::optional("required"),
    KnownKey::optional("facet"),
    KnownKey::optional("index"),
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

/// Whose fields are read.
#[derive(Clone, Copy)]
pub(super) struct Home<'a> {
    /// The collections that fields can lead to.
    pub(super) targets: &'a [String],
    /// Whether they are those of cases, by which readers filter.
    pub(super) is_of_cases: bool,
}

/// Reads the fields of cases or of the entries of a collection.
pub(super) fn read_fields(node: Node, home: Home<'_>, reader: &mut Reader<'_>) -> Vec<Field> {
    let Some(fields) = reader.read_map("fields", node) else { return Vec::new() };
    let fields = fields.into_rest().into_iter();
    fields.filter_map(|(key, node)| read_field(&key, node, home, reader)).collect()
}

/// Reads what is said of a field.
fn read_field(key: &Key, node: Node, home: Home<'_>, reader: &mut Reader<'_>) -> Option<Field> {
    let [label, kind, choices, required, facet, index, to, list] =
        reader.read_keys(&key.text, node, &KEYS)?;
    let label = label.and_then(|node| reader.read_localised("label", node));
    report_unchosen(&key.text, choices.as_ref(), kind.as_ref(), reader);
    let choices = choices.map(|node| reader.read_plain_texts("choices", Some(node)));
    let kind_span = kind.as_ref().map(|node| node.span);
    let kind = kind.and_then(|node| read_type(&node, to.is_some(), reader));
    let required =
        required.and_then(|node| reader.read_bool("required", &node)).unwrap_or_default();
    let kind = match (kind, choices) {
        (_, Some(choices)) if !choices.is_empty() => FieldType::Choice(choices),
        (None, _) if to.is_some() && kind_span.is_none() => link_type(),
        // Without choices nothing can be wrong with a value.
        (Some(FieldType::Choice(_)) | None, _) => FieldType::Text,
        (Some(kind), _) => kind,
    };
    let kind = match kind {
        FieldType::Link { .. } => read_link(&key.text, [to, list], kind_span, home.targets, reader),
        kind => {
            report_no_link([("to", to), ("list", list)], reader);
            kind
        }
    };
    let facet = read_use("facet", facet, home, reader);
    let index = read_use("index", index, home, reader);
    let index = index && can_have_index(key, home.targets, reader);
    let label = label.unwrap_or_else(|| Localised::same_everywhere(&key.text));
    // What is listed has pages of its own.
    Some(Field { key: key.text.clone(), label, kind, required, facet: facet || index, index })
}

/// Reads whether readers find cases by a field; they find nothing else so.
fn read_use(key: &str, node: Option<Node>, home: Home<'_>, reader: &mut Reader<'_>) -> bool {
    let Some(node) = node else { return false };
    let is_wanted = reader.read_bool(key, &node).unwrap_or_default();
    if is_wanted && !home.is_of_cases {
        reader.error(
            "bad-choice",
            node.span,
            say!("“{key}”只用于案例的字段" | "`{key}` goes with fields of cases alone"),
            say!("请删去 {key}: true" | "delete `{key}: true`"),
        );
    }
    is_wanted && home.is_of_cases
}

/// Tells whether the values of a field can be listed at an address of its name, and says so when
/// not.
fn can_have_index(key: &Key, collections: &[String], reader: &mut Reader<'_>) -> bool {
    let name = make_slug(&key.text);
    let taken = RESERVED.into_iter().chain(collections.iter().map(String::as_str));
    if !taken.into_iter().any(|other| other.eq_ignore_ascii_case(&name)) {
        return true;
    }
    reader.error(
        "bad-index",
        key.span,
        say!(
            "“{name}”不能有目录页：网站的 /{name}/ 已有别的用途"
                | "`{name}` cannot have an index: the site has other pages at /{name}/"
        ),
        say!(
            "请删去 index: true，或给字段换一个名称，读者看到的写在 label"
                | "delete `index: true`, or give the field another name; what readers see goes to \
                   `label`"
        ),
    );
    false
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
