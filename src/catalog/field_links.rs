//! What fields of links lead to, and what leads to a page by them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Target;
use super::collections::EntryGroup;
use crate::content::case::{Case, FieldValue};
use crate::content::page::Page;
use crate::publication::config::{Config, Field};

/// The word for cases where a collection is named.
const CASES: &str = "cases";

/// What fields of links lead to, and what leads to a page by them.
#[derive(Debug, Default)]
pub struct FieldLinks {
    /// By the key of the collection, or `cases`, and the id.
    targets: FxHashMap<String, FxHashMap<String, Target>>,
    back: FxHashMap<Target, Vec<BackLink>>,
}

/// A field that leads to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackLink {
    /// Whose field it is.
    pub source: Source,
    /// The place of the field among those of its source.
    pub field: usize,
    /// The page with the field.
    pub from: Target,
}

/// Whose fields lead somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    Cases,
    /// A collection, by its place in `site.yaml`.
    Collection(usize),
}

impl FieldLinks {
    /// Gathers what the fields of cases and entries name.
    pub(super) fn new(
        config: &Config,
        cases: &[Arc<Case>],
        pages: &[Arc<Page>],
        groups: &[EntryGroup],
    ) -> Self {
        let of_cases = &config.vocabulary.fields;
        let fields = config.collections.iter().flat_map(|one| &one.fields).chain(of_cases);
        let named: Vec<&str> = fields.filter_map(Field::links_to).collect();
        let mut links = Self::default();
        if named.is_empty() {
            return links;
        }
        links.find_targets(&named, cases, pages, groups);
        if of_cases.iter().any(|field| field.links_to().is_some()) {
            for (index, case) in (0..).zip(cases) {
                links.add_page(Source::Cases, Target::Case(index), of_cases, &case.fields);
            }
        }
        for (place, (group, collection)) in groups.iter().zip(&config.collections).enumerate() {
            for entry in &group.entries {
                let source = Source::Collection(place);
                let from = Target::Page(*entry);
                links.add_page(source, from, &collection.fields, &pages[*entry].fields);
            }
        }
        for back in links.back.values_mut() {
            back.sort_by_key(|link| (link.source, link.field));
            back.dedup();
        }
        links
    }

    /// Finds everything that a field may name.
    fn find_targets(
        &mut self,
        named: &[&str],
        cases: &[Arc<Case>],
        pages: &[Arc<Page>],
        groups: &[EntryGroup],
    ) {
        if named.contains(&CASES) {
            let ids = self.targets.entry(CASES.to_owned()).or_default();
            for (index, case) in (0..).zip(cases) {
                ids.entry(case.card.id.0.to_string()).or_insert(Target::Case(index));
            }
        }
        for group in groups.iter().filter(|group| named.contains(&group.key.as_str())) {
            let ids = self.targets.entry(group.key.clone()).or_default();
            for place in &group.entries {
                let Some(entry) = pages[*place].role.entry() else { continue };
                ids.entry(entry.id.clone()).or_insert(Target::Page(*place));
            }
        }
    }

    /// Notes where the fields of a page lead.
    fn add_page(
        &mut self,
        source: Source,
        from: Target,
        declared: &[Field],
        fields: &[(String, Vec<FieldValue>)],
    ) {
        for (key, values) in fields {
            let field = declared.iter().position(|field| field.key == *key);
            let Some(field) = field else { continue };
            for value in values {
                if let Some(target) = self.find(&declared[field], value, from) {
                    self.back.entry(target).or_default().push(BackLink { source, field, from });
                }
            }
        }
    }

    /// Returns what a value of a field leads to on the page `from`; `None` for a value that is no
    /// link, names nothing, or names the page itself.
    #[must_use]
    pub fn find(&self, field: &Field, value: &FieldValue, from: Target) -> Option<Target> {
        self.target(field.links_to()?, &value.id).filter(|target| *target != from)
    }

    /// Returns what an id names in a collection, or among cases.
    #[must_use]
    pub fn target(&self, collection: &str, id: &str) -> Option<Target> {
        self.targets.get(collection)?.get(id).copied()
    }

    /// Returns the ids that fields may name in a collection, or among cases.
    pub fn ids(&self, collection: &str) -> impl Iterator<Item = (&str, Target)> {
        let ids = self.targets.get(collection).into_iter().flatten();
        ids.map(|(id, target)| (id.as_str(), *target))
    }

    /// Returns what leads to a page, by the fields: those of cases first.
    #[must_use]
    pub fn leading_to(&self, target: Target) -> &[BackLink] {
        self.back.get(&target).map_or(&[], Vec::as_slice)
    }
}
