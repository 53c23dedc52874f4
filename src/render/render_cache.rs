//! What many pages show and nothing else changes: made when it is first asked for, and kept as long
//! as the plan.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use tera::Value;

use super::shared_views::{RegionView, TopicView};
use crate::catalog::{CaseIndex, Catalog};
use crate::content::case::TopicRef;
use crate::edition::site::Site;
use crate::edition::value::safe_html;
use crate::foundation::spill::{Place, TextStore};
use crate::publication::config::TopicId;
use crate::publication::gazetteer::RegionCode;

/// What is made once for all pages of an edition.
pub struct RenderCache {
    cards: Vec<OnceLock<CardHtml>>,
    /// Where cards wait for the next page that shows them, when not in memory.
    store: Option<Arc<TextStore>>,
    names: Box<[NameSlot]>,
    menus: Vec<OnceLock<Value>>,
    frame: [OnceLock<Value>; FRAME],
    /// By place in the gazetteer.
    regions: Box<[OnceLock<RegionView>]>,
    topics: FxHashMap<TopicId, TopicView>,
}

/// Where the name of one of several cases is kept.
type NameSlot = Mutex<Option<(CaseIndex, Value)>>;

/// How many names of cases are kept. A page names those that stand near its own, and pages are
/// rendered in order: nearly every name that is wanted again is wanted soon.
const NAMES: usize = 1 << 14;

/// The card of a case as HTML. Those of all cases are as large as what else a build knows of them.
enum CardHtml {
    Kept(Value),
    Spilled(Place),
}

/// How many parts of a page are the same on every page.
pub(crate) const FRAME: usize = 2;

impl RenderCache {
    /// Has a place for each case of `catalog` and each state of the menu of `site`.
    #[must_use]
    pub fn new(site: &Site, catalog: &Catalog, store: Option<&Arc<TextStore>>) -> Self {
        let places = |count| std::iter::repeat_with(OnceLock::new).take(count).collect();
        let cases = catalog.cases.len();
        Self {
            cards: std::iter::repeat_with(OnceLock::new).take(cases).collect(),
            store: store.cloned(),
            names: std::iter::repeat_with(Mutex::default).take(cases.min(NAMES)).collect(),
            menus: places(site.menu_states()),
            frame: Default::default(),
            regions: std::iter::repeat_with(OnceLock::new).take(site.gazetteer.len()).collect(),
            topics: catalog
                .topics
                .iter()
                .map(|group| (group.topic.id.clone(), TopicView::new(site, &group.topic)))
                .collect(),
        }
    }

    /// Returns the card of a case as HTML.
    ///
    /// # Errors
    /// Returns what `make` returns.
    pub(crate) fn card_html<E>(
        &self,
        case: CaseIndex,
        make: impl FnOnce() -> Result<Value, E>,
    ) -> Result<Value, E> {
        let cell = &self.cards[case as usize];
        match (cell.get(), &self.store) {
            (Some(CardHtml::Kept(html)), _) => Ok(html.clone()),
            (Some(CardHtml::Spilled(place)), Some(store)) => {
                Ok(safe_html(&store.read_back(*place)))
            }
            (_, store) => {
                let html = make()?;
                let place = store.as_ref().zip(html.as_str());
                let place = place.and_then(|(store, text)| store.put_away(text));
                // Two threads may make the same card at once; either will do.
                cell.get_or_init(|| {
                    place.map_or_else(|| CardHtml::Kept(html.clone()), CardHtml::Spilled)
                });
                Ok(html)
            }
        }
    }

    /// Returns the title, the address and the region of a case.
    pub(crate) fn case_name(&self, case: CaseIndex, make: impl FnOnce() -> Value) -> Value {
        let slot = &self.names[case as usize % self.names.len()];
        let lock = || slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, name)) = lock().as_ref().filter(|(known, _)| *known == case) {
            return name.clone();
        }
        let name = make();
        *lock() = Some((case, name.clone()));
        name
    }

    /// Returns what pages show of a region; `None` for an unknown code.
    pub(crate) fn region_view(&self, site: &Site, code: &RegionCode) -> Option<&RegionView> {
        let cell = &self.regions[site.gazetteer.position(code.as_str())?];
        Some(cell.get_or_init(|| {
            RegionView::new(site, code, |above| Some(self.region_view(site, above)?.value.clone()))
        }))
    }

    /// Returns what pages show of a subject term.
    pub(crate) fn topic_view(&self, site: &Site, topic: &TopicRef) -> Value {
        let known = self.topics.get(&topic.id).filter(|known| known.is_of(topic));
        known.map_or_else(|| TopicView::new(site, topic).value, |known| known.value.clone())
    }

    /// Returns the menu as HTML in one of its states.
    ///
    /// # Errors
    /// Returns what `make` returns.
    pub(crate) fn menu_html<E>(
        &self,
        state: usize,
        make: impl FnOnce() -> Result<Value, E>,
    ) -> Result<Value, E> {
        get_or_make(&self.menus[state], make)
    }

    /// Returns a part that is the same on every page, as HTML.
    ///
    /// # Errors
    /// Returns what `make` returns.
    pub(crate) fn frame_html<E>(
        &self,
        part: usize,
        make: impl FnOnce() -> Result<Value, E>,
    ) -> Result<Value, E> {
        get_or_make(&self.frame[part], make)
    }
}

/// Two threads may make the same value at once; either will do.
fn get_or_make<E>(
    cell: &OnceLock<Value>,
    make: impl FnOnce() -> Result<Value, E>,
) -> Result<Value, E> {
    if let Some(value) = cell.get() {
        return Ok(value.clone());
    }
    let value = make()?;
    Ok(cell.get_or_init(|| value).clone())
}
