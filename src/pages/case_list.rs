//! The list of all cases.

use tera::Value;

use crate::catalog::CaseIndex;
use crate::edition::facets::FacetValue;
use crate::edition::routes;
use crate::foundation::path::SitePath;
use crate::pages::filters;
use crate::render::cards::CardList;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;
use crate::render::pager::Pager;
use crate::render::timeline;

#[derive(Hash)]
struct Cases {
    path: SitePath,
    pager: Pager,
    cards: CardList,
    /// All cases on the first page, when they are few enough to draw.
    timed: Vec<CaseIndex>,
    /// What the list can be narrowed down by: on its first page only.
    filters: Vec<(FacetValue, usize)>,
}

pub(crate) fn plan_case_list(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let all: Vec<u32> = (0..).take(plan.catalog.cases.len()).collect();
    for (pager, indices) in
        Pager::cut_pages(&routes::section_path("cases"), &all, plan.site.config.paginate)
    {
        let path = pager.path();
        let (timed, filters) = if pager.is_first() {
            (indices.to_vec(), filters::gather_filters(plan))
        } else {
            (Vec::new(), Vec::new())
        };
        jobs.add_page(
            &plan.site.edition_path(&path),
            None,
            Cases { path, timed, pager, cards: CardList::new(plan.catalog, indices), filters },
        );
    }
}

impl View for Cases {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let head =
            Head::new("cases", context.site.text("cases"), &self.path).under_home(context.site);
        context.render_page(
            "cases.html",
            &head,
            [
                ("timeline", timeline::practice_timeline(context, &self.timed)),
                ("cards", context.render_cards(&self.cards)?),
                ("cases", context.list_cases("cases.html", &self.cards)),
                ("pager", self.pager.to_template_value(context.site)),
                ("total", Value::from(self.pager.total)),
                ("filters", filters::to_template_values(&self.filters, context.site)),
            ],
            out,
        )
    }
}
