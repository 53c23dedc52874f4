//! A page in the other editions: translated, converted, or listed where it is not.

use std::sync::Arc;

use crate::content::alias::merge_aliases;
use crate::content::case::{convert_body, convert_fields};
use crate::content::page::Page;
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::text::script::Converter;

impl Page {
    /// Returns the page as an edition lists it that does not have it.
    #[must_use]
    pub fn as_foreign(&self, language: &LanguageTag) -> Self {
        Self {
            elsewhere: Some(language.clone()),
            hash: Hash::of_value(&(self.hash, language)),
            ..self.clone()
        }
    }

    /// Tells whether its translation is to take something over from it.
    #[must_use]
    pub fn has_more_than(&self, translation: &Self) -> bool {
        let are_moved = !self.aliases.is_empty() || !translation.aliases.is_empty();
        let is_placed = self.order != translation.order && !translation.says_order;
        let is_richer = self.extra.is_some() && translation.extra.is_none();
        let is_entry = self.role.entry().is_some();
        are_moved || is_placed || is_richer || is_entry || self.about != translation.about
    }

    /// Returns the page, which is a translation of `base`, with what it leaves to that: where it
    /// stands and, of an entry, the date and fields that it does not give itself.
    #[must_use]
    pub fn with_facts_of(&self, base: &Self) -> Self {
        if base.role.entry().is_none() {
            return self.clone();
        }
        let left = |(key, _): &&(String, _)| !self.fields.iter().any(|(own, _)| own == key);
        let mut fields = self.fields.to_vec();
        fields.extend(base.fields.iter().filter(left).cloned());
        let (date, updated) = (self.date.or(base.date), self.updated.or(base.updated));
        let role = base.role.clone();
        let hash = Hash::of_value(&(self.hash, &role, date, updated, &fields));
        Self { role, date, updated, fields: fields.into(), hash, ..self.clone() }
    }

    /// Returns the page, which is a translation of `base`, with what it takes over from it: the
    /// model that it is about, its old addresses, and where it says nothing of them, its place in
    /// the menu and what templates get.
    #[must_use]
    pub fn completed_by(&self, base: &Self) -> Self {
        let aliases = match &self.language {
            Some(language) => merge_aliases(&base.aliases, &self.aliases, language),
            None => self.aliases.clone(),
        };
        let about = base.about.clone();
        let order = if self.says_order { self.order } else { base.order };
        let extra = self.extra.as_ref().or(base.extra.as_ref()).cloned();
        let hash = Hash::of_value(&(self.hash, &aliases, &about, order, &extra));
        Self { about, order, aliases, extra, hash, ..self.clone() }
    }

    /// Returns the page with its text converted. `seed` names the conversion in the hash.
    #[must_use]
    pub fn converted(&self, to: &Converter, seed: Hash) -> Self {
        Self {
            title: to.convert_text(&self.title),
            summary: to.convert_text(&self.summary),
            fields: convert_fields(&self.fields, to),
            body: Arc::new(convert_body(&self.body, to)),
            hash: Hash::of_value(&(self.hash, seed)),
            ..self.clone()
        }
    }
}
