//! Building template values without a serializer in between.

use tera::{Map, Value};

/// Builds a map for templates: `object! { "name" => name, "count" => 3 }`.
macro_rules! object {
    ($($key:literal => $value:expr),* $(,)?) => {
        $crate::emit::object::build([$(($key, tera::Value::from($value))),*])
    };
}

pub(crate) use object;

/// Builds a map from keys that are known when the program is compiled.
pub(crate) fn build<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    let map: Map = entries.into_iter().map(|(key, value)| (key.into(), value)).collect();
    Value::from(map)
}

/// Marks text that is HTML already.
pub(crate) fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

/// A list for templates.
pub(crate) fn list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::from(values.into_iter().collect::<Vec<Value>>())
}

/// A value, or `none`.
pub(crate) fn optional<T>(value: Option<T>, shape: impl FnOnce(T) -> Value) -> Value {
    value.map_or_else(Value::none, shape)
}
