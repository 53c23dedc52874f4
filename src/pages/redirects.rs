//! A page at each old address that leads to the new one.

use tera::Value;

use crate::foundation::path::SitePath;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;

#[derive(Hash)]
struct Redirect {
    path: SitePath,
    target: SitePath,
}

pub(crate) fn plan(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    for case in &plan.catalog.cases {
        for alias in &case.aliases {
            jobs.add(
                &plan.site.path(alias),
                Some(&case.file),
                Redirect { path: alias.clone(), target: case.card.path.clone() },
            );
        }
    }
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
