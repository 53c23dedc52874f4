//! Building template values without a serializer in between.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use tera::Value;

/// Builds a map for templates: `object! { "name" => name, "count" => 3 }`.
macro_rules! object {
    ($($key:literal => $value:expr),* $(,)?) => {
        $crate::emit::object::build(&[$(($key, tera::Value::from($value))),*])
    };
}

pub(crate) use object;

/// Builds a map from keys that are known when the program is compiled.
///
/// Tera copies any map into its own, entry by entry. A structure that is serialized becomes one at once, and a value in it is
/// shared, not serialized.
pub(crate) fn build<const N: usize>(entries: &[(&'static str, Value); N]) -> Value {
    Value::from_serializable(&Entries(entries))
}

struct Entries<'a>(&'a [(&'static str, Value)]);

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
