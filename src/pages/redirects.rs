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
    path: SitePath,
    target: SitePath,
}

pub(crate) fn plan(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    add_of_site(plan, jobs);
    for case in &plan.catalog.cases {
        for alias in &case.aliases {
            add(plan, jobs, alias, &case.file, &case.card.path);
        }
    }
    // What the edition only lists has its pages elsewhere, the old ones too.
    for page in plan.catalog.pages.iter().filter(|page| page.elsewhere.is_none()) {
        for alias in &page.aliases {
            add(plan, jobs, alias, &page.file, &plan.catalog.page_path(page));
        }
    }
}

/// Adds the pages that `site.yaml` asks for.
fn add_of_site(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let file = SourcePath::new(config::FILE);
    for (old, new) in &plan.site.config.redirects {
        add(plan, jobs, old, &file, new);
    }
}

/// Adds the page at `alias` of this edition. One that names an edition is that edition's alone.
fn add(
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
    if path == *target {
        return;
    }
    let view = Redirect { path: path.clone(), target: target.clone() };
    jobs.add(&site.path(&path), Some(file), view);
}

impl View for Redirect {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let mut head = Head::new("redirect", context.site.text("moved"), &self.path);
        head.robots = Some("noindex");
        context.page(
            "redirect.html",
            &head,
            [("target", Value::from(context.site.href(&self.target)))],
            out,
        )
    }
}
