//! What every template of an edition sees: the site, its theme, its words, its cards.

use tera::{Context, Value};

use super::failure::Failure;
use super::page_head::Head;
use super::render_cache::{FRAME, Once};
use super::view_model;
use crate::catalog::{CaseIndex, Catalog};
use crate::edition::availability::{ALL, Mask};
use crate::edition::site::Site;
use crate::edition::value::{object, safe};
use crate::foundation::hash::Hash;
use crate::foundation::world::World;

/// The template of the menu, which looks the same on nearly all pages.
const MENU: &str = "menu.html";

/// What is the same on every page, for templates, and the template of each.
const PARTS: [(&str, &str); FRAME] = [("links", "links.html"), ("foot", "foot.html")];

/// What rendering sees: the site, and the cards of its cases.
pub struct Stage<'a> {
    /// The site in one edition.
    pub site: &'a Site,
    /// The index of the edition. Views name the parts that they use; this gives the parts.
    pub(crate) catalog: &'a Catalog,
    pub(crate) world: &'a dyn World,
    once: &'a Once,
    /// The editions that have the page which is rendered.
    editions: Mask,
}

impl<'a> Stage<'a> {
    /// Sets the stage for `catalog`; `once` keeps what several pages show.
    #[must_use]
    pub fn new(site: &'a Site, catalog: &'a Catalog, world: &'a dyn World, once: &'a Once) -> Self {
        Self { site, catalog, world, once, editions: ALL }
    }

    /// Sets the same stage for a page that `editions` have.
    pub(crate) fn of_page(&self, editions: Mask) -> Self {
        Self { editions, ..*self }
    }

    /// Returns the card of a case as HTML, rendered once for all lists.
    ///
    /// # Errors
    /// Returns where the template failed.
    pub(crate) fn card(&self, part: CardRef) -> Result<Value, Failure> {
        self.once.card(part.index, || {
            self.part(
                "card.html",
                [("case", view_model::card(self.site, self.catalog, part.index))],
            )
        })
    }

    /// Returns the title, the address and the region of a case.
    pub(crate) fn name(&self, part: CardRef) -> Value {
        self.once.name(part.index, || {
            let card = &self.catalog.cases[part.index as usize].card;
            let region = view_model::region_text(self.site, &card.region);
            object! { "title" => card.title.as_str(), "href" => self.site.case_href(card), "region" => region }
        })
    }

    /// Returns the menu as HTML, as it looks on a page.
    fn menu(&self, head: &Head<'_>) -> Result<Value, Failure> {
        let state = self.site.menu_state(head.kind, &self.site.path(head.path));
        self.once.menu(state, || self.part_if_any(MENU, [("menu", self.site.menu_in(state))]))
    }

    /// Renders a part as [`Stage::part`] does; nothing when the theme does without it.
    fn part_if_any<const N: usize>(
        &self,
        template: &str,
        values: [(&'static str, Value); N],
    ) -> Result<Value, Failure> {
        if self.site.theme.has(template) { self.part(template, values) } else { Ok(Value::none()) }
    }

    /// Renders a template that is no page, with values of its own.
    fn part<const N: usize>(
        &self,
        template: &str,
        values: [(&'static str, Value); N],
    ) -> Result<Value, Failure> {
        let mut context = self.context();
        for (key, value) in values {
            context.insert_value(key, value);
        }
        let mut html = Vec::with_capacity(1024);
        self.site.theme.render(template, &context, &mut html)?;
        Ok(safe(simdutf8::basic::from_utf8(&html).unwrap_or_default()))
    }

    /// Returns the cards of several cases.
    ///
    /// # Errors
    /// Returns where the template failed.
    pub(crate) fn cards(&self, parts: &[CardRef]) -> Result<Value, Failure> {
        parts.iter().map(|part| self.card(*part)).collect::<Result<Vec<_>, _>>().map(Value::from)
    }

    fn context(&self) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.site.value.clone());
        context.insert_value("t", self.site.texts.clone());
        context
    }

    /// Renders `template` with what every page has, `head`, and `values` of its own.
    ///
    /// # Errors
    /// Returns where the template failed.
    pub(crate) fn page<const N: usize>(
        &self,
        template: &str,
        head: &Head<'_>,
        values: [(&'static str, Value); N],
        out: &mut Vec<u8>,
    ) -> Result<(), Failure> {
        let mut context = self.context();
        context.insert_value("page", head.shape(self.site, self.editions));
        context.insert_value("menu", self.menu(head)?);
        for (part, (key, template)) in PARTS.into_iter().enumerate() {
            context.insert_value(key, self.once.frame(part, || self.part_if_any(template, []))?);
        }
        for (key, value) in values {
            context.insert_value(key, value);
        }
        Ok(self.site.theme.render(template, &context, out)?)
    }
}

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

    /// Names several cards.
    #[must_use]
    pub(crate) fn all(catalog: &Catalog, indices: &[CaseIndex]) -> Vec<Self> {
        indices.iter().map(|index| Self::new(catalog, *index)).collect()
    }
}

impl std::hash::Hash for CardRef {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}
