//! Building template values without a serializer in between.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use tera::Value;
use tera::value::Key;

/// Builds a map for templates: `object! { "name" => name, "count" => 3 }`.
macro_rules! object {
    ($($key:literal => $value:expr),* $(,)?) => {
        $crate::emit::object::build([$(($key, tera::Value::from($value))),*])
    };
}

pub(crate) use object;

/// Builds a map from keys that are known when the program is compiled.
///
/// Tera makes its own map out of any other. Of those that it takes, one that is sorted by place is made without a look at
/// the keys, so that each is hashed once.
pub(crate) fn build<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    let mut place = 0;
    Value::from(BTreeMap::from(entries.map(|(key, value)| {
        place += 1;
        (Slot { place, key }, value)
    })))
}

/// A key, ordered by its place and not by its letters.
struct Slot {
    place: u32,
    key: &'static str,
}

impl From<Slot> for Key<'static> {
    fn from(slot: Slot) -> Self {
        Self::Str(slot.key)
    }
}

impl PartialEq for Slot {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place
    }
}

impl Eq for Slot {}

impl PartialOrd for Slot {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Slot {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place.cmp(&other.place)
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
