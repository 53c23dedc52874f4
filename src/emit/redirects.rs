//! A page at each old address that leads to the new one.

use tera::Value;

use super::head::Head;
use super::stage::Stage;
use super::{Failure, Jobs, Plan, View};
use crate::path::SitePath;

#[derive(Hash)]
struct Redirect {
    path: SitePath,
    target: SitePath,
}

pub(super) fn plan(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    for case in &plan.catalog.cases {
        for alias in &case.aliases {
            jobs.add(&plan.site.path(alias), Some(&case.file), Redirect { path: alias.clone(), target: case.card.path.clone() });
        }
    }
}

impl View for Redirect {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let mut head = Head::new("redirect", stage.site.text("moved"), &self.path);
        head.robots = Some("noindex");
        stage.page("redirect.html", &head, [("target", Value::from(stage.site.href(&self.target)))], out)
    }
}
