//! Reads the site's extra fields.

use super::required::report_missing;
use crate::content::case::FieldValue;
use crate::content::case::context::Context;
use crate::foundation::diagnostic::{Span, Text, join_names};
use crate::input::fields::{KnownKey, Reader, find_meant_key, key_names};
use crate::input::yaml::{Key, Node};
use crate::publication::config::{Field, FieldType, Vocabulary};
use crate::say;
use crate::text::date::Date;
use crate::text::figure::Decimal;

/// The keys that were probably meant by those that no case has: they are not missing, they are
/// misspelt.
pub(super) fn find_mistyped_keys(
    rest: &[(Key, Node)],
    known: &'static [KnownKey],
    context: &Context<'_>,
) -> Vec<&'static str> {
    let declared = &context.config.vocabulary.fields;
    let unknown =
        rest.iter().filter(|(key, _)| !declared.iter().any(|field| field.key == key.text));
    unknown.filter_map(|(key, _)| find_meant_key(&key.text, key_names(known))).collect()
}

/// Reads the site's extra fields out of the keys that no case has by itself.
pub(super) fn read_extra(
    rest: &[(Key, Node)],
    top: Span,
    known: &[KnownKey],
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Vec<(String, Vec<FieldValue>)> {
    let Vocabulary { fields, unread, .. } = &*context.config.vocabulary;
    read_declared(rest, Some(top), known, (fields, *unread), reader)
}

/// Reads the fields that `site.yaml` declares out of the keys that the texts of a kind do not have
/// by themselves. What is required is missed at `top`, where there is such a place; what is not
/// declared is reported, unless `site.yaml` is `unread`.
pub(crate) fn read_declared(
    rest: &[(Key, Node)],
    top: Option<Span>,
    known: &[KnownKey],
    (declared, unread): (&[Field], bool),
    reader: &mut Reader<'_>,
) -> Vec<(String, Vec<FieldValue>)> {
    let mut values = Vec::new();
    for (key, node) in rest {
        match declared.iter().find(|field| field.key == key.text) {
            Some(field) => {
                if let Some(texts) = extra_value(&field.key, &field.kind, node, reader) {
                    values.push((
                        field.key.clone(),
                        texts.into_iter().map(FieldValue::from).collect(),
                    ));
                }
            }
            // It may be one of the site's own.
            None if unread && find_meant_key(&key.text, key_names(known)).is_none() => {}
            None => reader.unknown_front_key(
                key,
                &node.value,
                key_names(known).chain(declared.iter().map(|field| field.key.as_str())),
            ),
        }
    }
    for field in declared.iter().filter(|field| field.required) {
        if let Some(top) = top
            && !rest.iter().any(|(key, _)| key.text == field.key)
        {
            report_missing(&field.key, false, top, reader);
        }
    }
    // In the order of site.yaml, whatever the author's.
    values.sort_by_key(|(key, _)| declared.iter().position(|field| field.key == *key));
    values
}

fn extra_value(
    key: &str,
    kind: &FieldType,
    node: &Node,
    reader: &mut Reader<'_>,
) -> Option<Vec<String>> {
    match kind {
        FieldType::Text => {
            let text = reader.read_text(key, node)?;
            reader.tell_field_marks(key, &text, node);
            Some(vec![text])
        }
        FieldType::Number => {
            let text = reader.read_text(key, node)?;
            if Decimal::parse(&text).is_none() {
                reader.error(
                    "wrong-type",
                    node.span,
                    say!(
                        "“{key}”应当是数字，这里是“{text}”"
                            | "`{key}` should be a number, but is `{text}`"
                    ),
                    say!("只写数字，例如 120 或 3.5" | "write digits only"),
                );
                return None;
            }
            Some(vec![text])
        }
        FieldType::Date => reader.read_date(key, node).map(|date: Date| vec![date.to_string()]),
        FieldType::Bool => reader.read_bool(key, node).map(|value| vec![value.to_string()]),
        FieldType::List => {
            let texts = reader.read_plain_texts(key, Some(node.clone()));
            for text in &texts {
                reader.tell_field_marks(key, text, node);
            }
            Some(texts)
        }
        FieldType::Link { is_list: true, .. } => {
            Some(reader.read_plain_texts(key, Some(node.clone())))
        }
        FieldType::Link { is_list: false, .. } => reader.read_text(key, node).map(|id| vec![id]),
        FieldType::Choice(choices) => {
            let text = reader.read_text(key, node)?;
            if !choices.contains(&text) {
                let Text { zh, en } = join_names(choices);
                reader.error(
                    "bad-choice",
                    node.span,
                    say!("“{key}”不能是“{text}”" | "`{key}` cannot be `{text}`"),
                    say!("可以写：{zh}" | "choose among {en}"),
                );
                return None;
            }
            Some(vec![text])
        }
    }
}
