//! Cards of cases, and their names in lists: rendered once for all pages that show them.

use std::sync::Arc;

use tera::Value;

use super::context::RenderContext;
use super::failure::Failure;
use super::view_model;
use crate::catalog::{CaseIndex, Catalog};
use crate::edition::value::{build_list, object};
use crate::foundation::hash::Hash;

/// The card of a case, known by its hash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CardRef {
    /// The case.
    pub(crate) index: CaseIndex,
    hash: Hash,
}

impl CardRef {
    /// Names the card of a case in `catalog`.
    #[must_use]
    pub(crate) fn new(catalog: &Catalog, index: CaseIndex) -> Self {
        Self { index, hash: catalog.card_hashes[index as usize] }
    }
}

impl std::hash::Hash for CardRef {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

/// The cards of several cases, known by their hashes. Every case stands in many lists: each names
/// it by its place alone, and the hashes are those of the catalog.
#[derive(Clone, Debug)]
pub(crate) struct CardList {
    cases: Box<[CaseIndex]>,
    hashes: Arc<[Hash]>,
}

impl CardList {
    /// Names the cards of cases in `catalog`.
    #[must_use]
    pub(crate) fn new(catalog: &Catalog, cases: &[CaseIndex]) -> Self {
        Self { cases: cases.into(), hashes: Arc::clone(&catalog.card_hashes) }
    }

    /// Returns the cards, in order.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = CardRef> {
        self.cases.iter().map(|index| CardRef { index: *index, hash: self.hashes[*index as usize] })
    }

    /// Returns the card of any case of the catalog, be it in the list or not.
    pub(crate) fn find_card(&self, index: CaseIndex) -> Option<CardRef> {
        Some(CardRef { index, hash: *self.hashes.get(index as usize)? })
    }
}

impl std::hash::Hash for CardList {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_usize(self.cases.len());
        self.iter().for_each(|part| part.hash(state));
    }
}

impl RenderContext<'_> {
    /// Returns the card of a case as HTML, rendered once for all lists.
    ///
    /// # Errors
    /// Returns where the template failed.
    pub(crate) fn render_card(&self, part: CardRef) -> Result<Value, Failure> {
        self.cache.card_html(part.index, || {
            self.render_part("card.html", [("case", view_model::card_view(self, part.index))])
        })
    }

    /// Returns the title, the address and the region of a case.
    pub(crate) fn case_name(&self, part: CardRef) -> Value {
        self.cache.case_name(part.index, || {
            let card = &self.catalog.cases[part.index as usize].card;
            let region = &*view_model::regions_text(self, &card.regions);
            object! {
                "title" => card.title.as_str(),
                "href" => self.site.case_href(card),
                "region" => region,
            }
        })
    }

    /// Returns the same cases as values, when `template` names them; nothing otherwise.
    pub(crate) fn list_cases(&self, template: &str, parts: &CardList) -> Value {
        if !self.site.theme.names_cases(template, self.site.language()) {
            return Value::none();
        }
        build_list(parts.iter().map(|part| view_model::card_view(self, part.index)))
    }

    /// Returns the cards of several cases.
    ///
    /// # Errors
    /// Returns where the template failed.
    pub(crate) fn render_cards(&self, parts: &CardList) -> Result<Value, Failure> {
        parts
            .iter()
            .map(|part| self.render_card(part))
            .collect::<Result<Vec<_>, _>>()
            .map(Value::from)
    }
}
