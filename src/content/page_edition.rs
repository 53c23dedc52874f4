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
        are_moved || self.about != translation.about || self.role.entry().is_some()
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

    /// Returns the page, which is a translation of `base`, with the old addresses of both.
    #[must_use]
    pub fn with_aliases_of(&self, base: &Self) -> Self {
        let aliases = match &self.language {
            Some(language) => merge_aliases(&base.aliases, &self.aliases, language),
            None => self.aliases.clone(),
        };
        let hash = Hash::of_value(&(self.hash, &aliases));
        Self { aliases, hash, ..self.clone() }
    }

    /// Returns the page, which is a translation of `base`, as one about the same model.
    #[must_use]
    pub fn about_model_of(&self, base: &Self) -> Self {
        let hash = Hash::of_value(&(self.hash, &base.about));
        Self { about: base.about.clone(), hash, ..self.clone() }
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
