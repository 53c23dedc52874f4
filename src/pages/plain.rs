//! Plain pages, and the page for what does not exist.

use std::sync::Arc;

use crate::content::page::{Page, Role};
use crate::edition::links::ResolvedLinks;
use crate::edition::value::optional_value;
use crate::foundation::path::SitePath;
use crate::pages::case::table_of_contents;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;
use crate::render::view_model;

#[derive(Hash)]
struct PlainPage {
    path: SitePath,
    page: Arc<Page>,
    links: ResolvedLinks,
}

#[derive(Hash)]
struct NotFound {
    path: SitePath,
}

pub(crate) fn plan_plain_pages(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    for page in &plan.catalog.pages {
        let Role::Plain(path) = &page.role else { continue };
        if page.elsewhere.is_some() {
            continue;
        }
        let links = plan.links.link_addresses(plan.site, plan.catalog, &page.body);
        jobs.add_page(
            &plan.site.edition_path(path),
            Some(&page.file),
            PlainPage { path: path.clone(), page: Arc::clone(page), links },
        );
    }
}

/// A static host answers with `404.html` what it does not have: there is one for the whole site.
pub(crate) fn plan_not_found(_: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let path = SitePath::new("/404.html");
    jobs.add_page(&path.clone(), None, NotFound { path });
}

impl View for PlainPage {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let mut head = Head::new("page", &self.page.title, &self.path)
            .with_description(&self.page.summary)
            .under_home(context.site);
        head.extra = self.page.extra.as_deref();
        context.render_page(
            "page.html",
            &head,
            [
                (
                    "lede",
                    optional_value(
                        self.page.has_lede.then_some(self.page.summary.as_str()),
                        Into::into,
                    ),
                ),
                (
                    "updated",
                    optional_value(self.page.updated.as_ref(), |date| {
                        view_model::date_view(context.site, date)
                    }),
                ),
                ("body", self.links.fill_body(&self.page.body)),
                ("toc", table_of_contents(&self.page.body.headings)),
            ],
            out,
        )
    }
}

impl View for NotFound {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let mut head = Head::new("not-found", context.site.text("not_found"), &self.path);
        head.robots = Some("noindex");
        context.render_page("not_found.html", &head, [], out)
    }
}
