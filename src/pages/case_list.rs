//! The list of all cases.

use tera::Value;

use crate::catalog::CaseIndex;
use crate::edition::facets::Facet;
use crate::foundation::path::SitePath;
use crate::pages::filters;
use crate::render::context::{CardRef, Stage};
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;
use crate::render::pager::Pager;
use crate::render::timeline;

#[derive(Hash)]
struct Cases {
    path: SitePath,
    pager: Pager,
    cards: Vec<CardRef>,
    /// All cases on the first page, when they are few enough to draw.
    timed: Vec<CaseIndex>,
    /// What the list can be narrowed down by: on its first page only.
    filters: Vec<(Facet, usize)>,
}

pub(crate) fn plan(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let all: Vec<u32> = (0..).take(plan.catalog.cases.len()).collect();
    for (pager, own) in Pager::cut(&SitePath::new("/cases/"), &all, plan.site.config.paginate) {
        let path = pager.path();
        let (timed, filters) = if pager.is_first() {
            (own.to_vec(), filters::gather(plan))
        } else {
            (Vec::new(), Vec::new())
        };
        jobs.add(
            &plan.site.path(&path),
            None,
            Cases { path, timed, pager, cards: CardRef::all(plan.catalog, own), filters },
        );
    }
}

impl View for Cases {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let head = Head::new("cases", stage.site.text("cases"), &self.path).under_home(stage.site);
        stage.page(
            "cases.html",
            &head,
            [
                ("timeline", timeline::of(stage, &self.timed)),
                ("cards", stage.cards(&self.cards)?),
                ("pager", self.pager.shape(stage.site)),
                ("total", Value::from(self.pager.total)),
                ("filters", filters::shape_all(&self.filters, stage.site)),
            ],
            out,
        )
    }
}
