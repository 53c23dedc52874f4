//! What many pages show and nothing else changes: made when it is first asked for, and kept as long as the plan.

use std::sync::OnceLock;

use tera::Value;

use crate::catalog::{CaseIndex, Catalog};
use crate::edition::site::Site;

/// What is made once for all pages of an edition.
pub struct Once {
    cards: Vec<OnceLock<Value>>,
    names: Vec<OnceLock<Value>>,
    menus: Vec<OnceLock<Value>>,
    frame: [OnceLock<Value>; FRAME],
}

/// How many parts of a page are the same on every page.
pub(crate) const FRAME: usize = 2;

impl Once {
    /// Has a place for each case of `catalog` and each state of the menu of `site`.
    #[must_use]
    pub fn new(site: &Site, catalog: &Catalog) -> Self {
        let places = |count| std::iter::repeat_with(OnceLock::new).take(count).collect();
        let cases = catalog.cases.len();
        Self {
            cards: places(cases),
            names: places(cases),
            menus: places(site.menu_states()),
            frame: Default::default(),
        }
    }

    /// Returns the card of a case as HTML.
    ///
    /// # Errors
    /// Returns what `make` returns.
    pub(crate) fn card<E>(
        &self,
        case: CaseIndex,
        make: impl FnOnce() -> Result<Value, E>,
    ) -> Result<Value, E> {
        get(&self.cards[case as usize], make)
    }

    /// Returns the title, the address and the region of a case.
    pub(crate) fn name(&self, case: CaseIndex, make: impl FnOnce() -> Value) -> Value {
        self.names[case as usize].get_or_init(make).clone()
    }

    /// Returns the menu as HTML in one of its states.
    ///
    /// # Errors
    /// Returns what `make` returns.
    pub(crate) fn menu<E>(
        &self,
        state: usize,
        make: impl FnOnce() -> Result<Value, E>,
    ) -> Result<Value, E> {
        get(&self.menus[state], make)
    }

    /// Returns a part that is the same on every page, as HTML.
    ///
    /// # Errors
    /// Returns what `make` returns.
    pub(crate) fn frame<E>(
        &self,
        part: usize,
        make: impl FnOnce() -> Result<Value, E>,
    ) -> Result<Value, E> {
        get(&self.frame[part], make)
    }
}

/// Two threads may make the same value at once; either will do.
fn get<E>(cell: &OnceLock<Value>, make: impl FnOnce() -> Result<Value, E>) -> Result<Value, E> {
    if let Some(value) = cell.get() {
        return Ok(value.clone());
    }
    let value = make()?;
    Ok(cell.get_or_init(|| value).clone())
}
