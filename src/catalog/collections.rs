//! The entries of each collection, in its order.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::content::case::FieldValue;
use crate::content::page::{Page, Role};
use crate::publication::config::{Collection, Config, EntryKey, EntryOrder, FieldType};
use crate::text::collation::Collation;
use crate::text::figure::Decimal;

/// The entries of a collection.
#[derive(Clone, Debug)]
pub struct EntryGroup {
    /// The key of the collection.
    pub key: String,
    /// Where they stand among the pages of the catalog, in the order of the collection.
    pub entries: Vec<usize>,
    /// Where the texts above the list of all stand among the pages: there is one, unless two files
    /// claim its place.
    pub texts: Vec<usize>,
}

/// Gathers the entries of all collections.
pub(super) fn group_entries(
    config: &Config,
    pages: &[Arc<Page>],
    order: &Collation,
) -> Vec<EntryGroup> {
    let mut groups: Vec<EntryGroup> = config
        .collections
        .iter()
        .map(|one| EntryGroup { key: one.key.clone(), entries: Vec::new(), texts: Vec::new() })
        .collect();
    for (place, page) in pages.iter().enumerate() {
        let key = match &page.role {
            Role::Entry(entry) => &entry.collection,
            Role::List(collection) => collection,
            _ => continue,
        };
        let Some(group) = groups.iter_mut().find(|group| group.key == *key) else { continue };
        match &page.role {
            // What another edition has is no text of this list.
            Role::List(_) if page.elsewhere.is_none() => group.texts.push(place),
            Role::List(_) => {}
            _ => group.entries.push(place),
        }
    }
    for (group, collection) in groups.iter_mut().zip(&config.collections) {
        sort_entries(&mut group.entries, collection, pages, order);
    }
    groups
}

/// Orders entries as the collection says. What has no value comes last, whichever way round.
fn sort_entries(
    entries: &mut [usize],
    collection: &Collection,
    pages: &[Arc<Page>],
    order: &Collation,
) {
    let default = || {
        let are_dated = entries.iter().any(|place| pages[*place].date.is_some());
        let by = if are_dated { EntryKey::Date } else { EntryKey::Title };
        EntryOrder { by, is_reversed: are_dated }
    };
    let EntryOrder { by, is_reversed } = collection.sort.clone().unwrap_or_else(default);
    let directed = |ordering: Ordering| if is_reversed { ordering.reverse() } else { ordering };
    entries.sort_by(|a, b| {
        let (a, b) = (&pages[*a], &pages[*b]);
        let by_key = match &by {
            EntryKey::Title => directed(order.compare_names(&a.title, &b.title)),
            EntryKey::Date => last_without(a.date, b.date, |a, b| directed(a.cmp(&b))),
            EntryKey::Field(key) => {
                let kind = collection.fields.iter().find(|field| field.key == *key);
                let kind = kind.map_or(&FieldType::Text, |field| &field.kind);
                last_without(value_of(a, key), value_of(b, key), |a, b| {
                    directed(compare_values(kind, a, b, order))
                })
            }
        };
        let by_title = || order.compare_names(&a.title, &b.title);
        by_key.then_with(by_title).then_with(|| a.base.cmp(&b.base))
    });
}

fn last_without<T>(a: Option<T>, b: Option<T>, compare: impl FnOnce(T, T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// Returns the first value of a field.
fn value_of<'a>(page: &'a Page, key: &str) -> Option<&'a FieldValue> {
    page.fields.iter().find(|(own, _)| own == key)?.1.first()
}

/// The order of two values: that of the choices, of numbers, or of names.
fn compare_values(kind: &FieldType, a: &FieldValue, b: &FieldValue, order: &Collation) -> Ordering {
    match kind {
        FieldType::Choice(choices) => {
            let rank = |value: &FieldValue| choices.iter().position(|one| **one == *value.id);
            rank(a).cmp(&rank(b))
        }
        FieldType::Number => Decimal::parse(&a.text).cmp(&Decimal::parse(&b.text)),
        FieldType::Date | FieldType::Bool => a.id.cmp(&b.id),
        _ => order.compare_names(&a.text, &b.text),
    }
}
