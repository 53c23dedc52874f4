//! Values that a publication hands to its templates as they are written.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::input::yaml::{Node, Value};

/// A value of any shape. Texts and numbers are as the author wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum FreeValue {
    /// Nothing.
    #[default]
    None,
    Flag(bool),
    /// A number, in the author's digits.
    Number(Box<str>),
    Text(Box<str>),
    List(Box<[FreeValue]>),
    /// Keys and values, in the author's order.
    Map(Box<[(Box<str>, FreeValue)]>),
}

impl FreeValue {
    /// Takes a YAML value over.
    #[must_use]
    pub fn from_node(node: Node) -> Self {
        match node.value {
            Value::Null => Self::None,
            Value::Bool(flag) => Self::Flag(flag),
            Value::Number(digits) => Self::Number(digits.into()),
            Value::Text(text) => Self::Text(text.into()),
            Value::List(items) => Self::List(items.into_iter().map(Self::from_node).collect()),
            Value::Map(entries) => Self::Map(
                entries
                    .into_iter()
                    .map(|(key, node)| (key.text.into(), Self::from_node(node)))
                    .collect(),
            ),
        }
    }

    /// Reads JSON.
    ///
    /// # Errors
    /// Returns line and column, both from 1, and what is wrong there.
    pub fn from_json(text: &str) -> Result<Self, (usize, usize, String)> {
        let value: serde_json::Value = serde_json::from_str(text).map_err(|error| {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default().to_owned();
            (error.line().max(1), error.column().max(1), what)
        })?;
        Ok(Self::from_json_value(value))
    }

    fn from_json_value(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::None,
            serde_json::Value::Bool(flag) => Self::Flag(flag),
            serde_json::Value::Number(number) => Self::Number(number.to_string().into()),
            serde_json::Value::String(text) => Self::Text(text.into()),
            serde_json::Value::Array(items) => {
                Self::List(items.into_iter().map(Self::from_json_value).collect())
            }
            serde_json::Value::Object(entries) => Self::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| (key.into(), Self::from_json_value(value)))
                    .collect(),
            ),
        }
    }
}

/// Numbers that fit are numbers, and all others stay text.
impl Serialize for FreeValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_none(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(digits) => match (digits.parse::<i64>(), digits.parse::<f64>()) {
                (Ok(number), _) => serializer.serialize_i64(number),
                (_, Ok(number)) if number.is_finite() && !is_whole(digits) => {
                    serializer.serialize_f64(number)
                }
                _ => serializer.serialize_str(digits),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// Tells whether a number has digits alone: a float would not keep all of many.
fn is_whole(digits: &str) -> bool {
    digits.trim_start_matches(['+', '-']).bytes().all(|byte| byte.is_ascii_digit())
}
