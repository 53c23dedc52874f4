//! A page at each old address that leads to the new one.

use tera::Value;

use crate::content::alias::edition_of;
use crate::foundation::path::{SitePath, SourcePath};
use crate::publication::config;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;

#[derive(Hash)]
struct Redirect {
    /// Within the edition.
    path: SitePath,
    /// Within the site.
    target: SitePath,
}

pub(crate) fn plan_redirects(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    add_of_site(plan, jobs);
    for case in &plan.catalog.cases {
        for alias in &case.aliases {
            add_redirect(plan, jobs, alias, &case.file, &plan.site.case_path(&case.card));
        }
    }
    for page in &plan.catalog.pages {
        let path = plan.catalog.page_path(page);
        let target = match &page.elsewhere {
            Some(language) => plan.site.path_in(language, &path),
            None => plan.site.edition_path(&path),
        };
        // What the edition only lists has its pages elsewhere: the old ones too, but for those of
        // this edition alone.
        let is_here = |alias: &&SitePath| page.elsewhere.is_none() || is_of_edition(plan, alias);
        for alias in page.aliases.iter().filter(is_here) {
            add_redirect(plan, jobs, alias, &page.file, &target);
        }
    }
}

/// Adds the pages that `site.yaml` asks for.
fn add_of_site(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let file = SourcePath::new(config::FILE);
    for (old, new) in &plan.site.config.redirects {
        add_redirect(plan, jobs, old, &file, &plan.site.edition_path(new));
    }
}

/// Tells whether an old address names this edition.
fn is_of_edition(plan: &Plan<'_>, alias: &SitePath) -> bool {
    edition_of(alias).is_some_and(|(tag, _)| tag == plan.site.language().as_str())
}

/// Adds the page at `alias` of this edition, which leads to `target` in whatever edition. One that
/// names an edition is that edition's alone.
fn add_redirect(
    plan: &Plan<'_>,
    jobs: &mut Jobs<'_>,
    alias: &SitePath,
    file: &SourcePath,
    target: &SitePath,
) {
    let site = plan.site;
    let named = edition_of(alias)
        .filter(|(tag, _)| site.config.editions.iter().any(|edition| edition.tag.as_str() == *tag));
    let path = match named {
        Some((tag, rest)) if tag == site.language().as_str() && !site.is_default() => rest,
        Some(_) => return,
        None => alias.clone(),
    };
    // A translation may name the address that it has now.
    let address = site.edition_path(&path);
    if address == *target {
        return;
    }
    let view = Redirect { path, target: target.clone() };
    jobs.add_page(&address, Some(file), view);
}

impl View for Redirect {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let mut head = Head::new("redirect", context.site.text("moved"), &self.path);
        head.robots = Some("noindex");
        context.render_page(
            "redirect.html",
            &head,
            [("target", Value::from(context.site.base.href(&self.target)))],
            out,
        )
    }
}
