//! What every template of an edition sees: the site, its theme and its texts.

use tera::{Context, Value};

use super::failure::Failure;
use super::page_head::Head;
use super::render_cache::{FRAME, RenderCache};
use super::shared_views::RegionView;
use crate::catalog::Catalog;
use crate::content::case::TopicRef;
use crate::edition::availability::{ALL, Mask};
use crate::edition::site::Site;
use crate::edition::value::safe_html;
use crate::foundation::world::World;
use crate::publication::gazetteer::RegionCode;

/// The template of the menu, which looks the same on nearly all pages.
const MENU: &str = "menu.html";

/// What is the same on every page, for templates, and the template of each.
const PARTS: [(&str, &str); FRAME] = [("links", "links.html"), ("foot", "foot.html")];

/// What rendering sees: the site, its cases, and what its pages share.
pub struct RenderContext<'a> {
    /// The site in one edition.
    pub site: &'a Site,
    /// The index of the edition. Views name the parts that they use; this gives the parts.
    pub(crate) catalog: &'a Catalog,
    pub(crate) world: &'a dyn World,
    pub(super) cache: &'a RenderCache,
    /// The editions that have the page which is rendered.
    editions: Mask,
}

impl<'a> RenderContext<'a> {
    /// Returns the context of an edition; `cache` keeps what several pages show.
    #[must_use]
    pub fn new(
        site: &'a Site,
        catalog: &'a Catalog,
        world: &'a dyn World,
        cache: &'a RenderCache,
    ) -> Self {
        Self { site, catalog, world, cache, editions: ALL }
    }

    /// Returns the same context for a page that `editions` have.
    pub(crate) fn of_page(&self, editions: Mask) -> Self {
        Self { editions, ..*self }
    }

    /// Returns what pages show of a region; `None` for an unknown code.
    pub(crate) fn region_view(&self, code: &RegionCode) -> Option<&'a RegionView> {
        self.cache.region_view(self.site, code)
    }

    /// Returns what pages show of a subject term.
    pub(crate) fn topic_view(&self, topic: &TopicRef) -> Value {
        self.cache.topic_view(self.site, topic)
    }

    /// Returns the menu as HTML, as it looks on a page.
    fn render_menu(&self, head: &Head<'_>) -> Result<Value, Failure> {
        let state = self.site.menu_state(head.path, &head.above);
        self.cache.menu_html(state, || self.part_if_any(MENU, [("menu", self.site.menu_in(state))]))
    }

    /// Renders a part as [`RenderContext::render_part`] does; nothing when the theme does without
    /// it.
    fn part_if_any<const N: usize>(
        &self,
        template: &str,
        values: [(&'static str, Value); N],
    ) -> Result<Value, Failure> {
        if self.site.theme.has_template(template) {
            self.render_part(template, values)
        } else {
            Ok(Value::none())
        }
    }

    /// Renders a template that is no page, with values of its own.
    pub(super) fn render_part<const N: usize>(
        &self,
        template: &str,
        values: [(&'static str, Value); N],
    ) -> Result<Value, Failure> {
        let mut context = self.base_context();
        for (key, value) in values {
            context.insert_value(key, value);
        }
        let mut html = Vec::with_capacity(1024);
        let site = self.site;
        site.theme.render_template(template, site.language(), &context, &mut html)?;
        Ok(safe_html(simdutf8::basic::from_utf8(&html).expect("templates write text")))
    }

    fn base_context(&self) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.site.value.clone());
        context.insert_value("data", self.site.data.clone());
        context.insert_value("t", self.site.texts.value.clone());
        context
    }

    /// Renders `template` with what every page has, `head`, and `values` of its own.
    ///
    /// # Errors
    /// Returns where the template failed.
    pub(crate) fn render_page<const N: usize>(
        &self,
        template: &str,
        head: &Head<'_>,
        values: [(&'static str, Value); N],
        out: &mut Vec<u8>,
    ) -> Result<(), Failure> {
        let mut context = self.base_context();
        context.insert_value("page", head.to_template_value(self.site, self.editions));
        context.insert_value("menu", self.render_menu(head)?);
        for (part, (key, template)) in PARTS.into_iter().enumerate() {
            context
                .insert_value(key, self.cache.frame_html(part, || self.part_if_any(template, []))?);
        }
        for (key, value) in values {
            context.insert_value(key, value);
        }
        Ok(self.site.theme.render_template(template, self.site.language(), &context, out)?)
    }
}
