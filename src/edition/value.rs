//! Building template values without a serializer in between.

use pulldown_cmark_escape::escape_html;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use tera::Value;

use crate::input::free_value::FreeValue;

/// Builds a map for templates: `object! { "name" => name, "count" => 3 }`.
macro_rules! object {
    ($($key:literal => $value:expr),* $(,)?) => {
        $crate::edition::value::build_map(&[$(($key, $crate::edition::value::Entry::from($value))),*])
    };
}

pub(crate) use object;

/// Builds a map from keys that are known when the program is compiled.
///
/// Tera copies any map into its own, entry by entry. A structure that is serialized becomes one at
/// once, and a value in it is shared, not serialized.
pub(crate) fn build_map<const N: usize>(entries: &[(&'static str, Entry<'_>); N]) -> Value {
    Value::from_serializable(&Entries(entries))
}

/// What stands under a key. Handing over a value that is there already takes the serializer several
/// times as long as handing over text or a number.
pub(crate) enum Entry<'a> {
    None,
    Flag(bool),
    Number(u64),
    Text(&'a str),
    Owned(String),
    Value(Value),
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_none(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Owned(text) => serializer.serialize_str(text),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

impl From<Value> for Entry<'_> {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

impl<'a> From<&'a str> for Entry<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<String> for Entry<'_> {
    fn from(text: String) -> Self {
        Self::Owned(text)
    }
}

impl From<bool> for Entry<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<usize> for Entry<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<u32> for Entry<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl<T: Into<Value>> From<Vec<T>> for Entry<'_> {
    fn from(values: Vec<T>) -> Self {
        Self::Value(values.into())
    }
}

impl<'a, T: Into<Entry<'a>>> From<Option<T>> for Entry<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}

struct Entries<'a>(&'a [(&'static str, Entry<'a>)]);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("object", self.0.len())?;
        for (key, value) in self.0 {
            map.serialize_field(key, value)?;
        }
        map.end()
    }
}

/// Marks text that is HTML already.
pub(crate) fn safe_html(html: &str) -> Value {
    Value::safe_string(html)
}

/// Marks text as HTML that is escaped here, once, and not wherever a page shows it.
pub(crate) fn escaped(text: &str) -> Value {
    let mut html = String::with_capacity(text.len() + text.len() / 2);
    // Writing to a string cannot fail.
    let _ = escape_html(&mut html, text);
    safe_html(&html)
}

/// A list for templates.
pub(crate) fn build_list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::from(values.into_iter().collect::<Vec<Value>>())
}

/// What an author handed over as it is.
pub(crate) fn free_value(value: &FreeValue) -> Value {
    Value::from_serializable(value)
}

/// A value, or `none`.
pub(crate) fn optional_value<T>(value: Option<T>, shape: impl FnOnce(T) -> Value) -> Value {
    value.map_or_else(Value::none, shape)
}
