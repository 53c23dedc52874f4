//! Pages that narrow the cases down without scripts: for each value of what has no pages elsewhere
//! (a year, a status, a field that `site.yaml` declares as a facet), and for what two facets have
//! in common (a province and a topic, a region and a model, a topic and a year).
//!
//! What holds nothing has no page, and there is a bound to how many there are: `values` says it for
//! the values of a field, `pairs` for pairs. The largest come first.

mod index;
mod pairs;

use tera::Value;

use crate::edition::facets::FacetValue;
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::foundation::path::SitePath;
use crate::render::cards::CardList;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;
use crate::render::pager::Pager;

/// Where the list of all pages stands, and they below it.
const FOLDER: &str = "/browse/";

/// How many pages one page of the list leads to.
const LISTED: usize = 200;

/// What the cases of a page have in common.
#[derive(Clone, Hash)]
enum Common {
    Value(FacetValue),
    Pair(FacetValue, FacetValue),
}

impl Common {
    fn path(&self) -> SitePath {
        match self {
            Self::Value(value) => value.path(),
            Self::Pair(one, two) => {
                routes::pair_path((one.kind(), &one.slug()), (two.kind(), &two.slug()))
            }
        }
    }

    fn title(&self, site: &Site) -> String {
        match self {
            Self::Value(value) => value.title(site),
            Self::Pair(one, two) => [&one.name(site), site.text("dot"), &two.name(site)].concat(),
        }
    }

    /// What it stands under in the list of all pages, with its address.
    fn heading(&self, site: &Site) -> (String, Option<String>) {
        match self {
            Self::Value(value) => (value.heading(site).to_owned(), None),
            Self::Pair(one, _) => (one.name(site), Some(site.href(&one.path()))),
        }
    }

    /// Its name there.
    fn name(&self, site: &Site) -> String {
        let (Self::Value(value) | Self::Pair(_, value)) = self;
        value.name(site)
    }

    /// Its facets for templates.
    fn to_template_value(&self, site: &Site) -> Value {
        match self {
            Self::Value(value) => build_list([value.to_template_value(site)]),
            Self::Pair(one, two) => {
                build_list([one.to_template_value(site), two.to_template_value(site)])
            }
        }
    }
}

#[derive(Hash)]
struct FacetPage {
    common: Common,
    path: SitePath,
    pager: Pager,
    cards: CardList,
}

/// A page of the list that leads to all these pages.
#[derive(Hash)]
struct Browse {
    path: SitePath,
    pager: Pager,
    /// With the numbers of their cases.
    listed: Vec<(Common, usize)>,
}

pub(crate) fn plan_browse_pages(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let (site, catalog) = (plan.site, plan.catalog);
    if !site.has_browse() {
        return;
    }
    index::plan_indexes(plan, jobs);
    let values =
        plan.values().iter().map(|(value, cases)| (Common::Value(value.clone()), cases.clone()));
    let pairs = pairs::facet_pairs(catalog, site)
        .into_iter()
        .map(|((one, two), cases)| (Common::Pair(one, two), cases));
    let all: Vec<_> = values.chain(pairs).collect();
    if all.is_empty() {
        return;
    }
    let listed: Vec<(Common, usize)> =
        all.iter().map(|(common, cases)| (common.clone(), cases.len())).collect();
    for (pager, entries) in Pager::cut_pages(&SitePath::new(FOLDER), &listed, LISTED) {
        let path = pager.path();
        jobs.add_page(
            &site.edition_path(&path),
            None,
            Browse { path, pager, listed: entries.to_vec() },
        );
    }
    for (common, cases) in all {
        for (pager, indices) in Pager::cut_pages(&common.path(), &cases, site.config.paginate) {
            let (path, cards) = (pager.path(), CardList::new(catalog, indices));
            // A name that no address can hold is reported with the page of its own.
            if matches!(common, Common::Pair(..)) && path.out_path().is_err() {
                continue;
            }
            jobs.add_page(
                &site.edition_path(&path),
                None,
                FacetPage { common: common.clone(), path: path.clone(), pager, cards },
            );
        }
    }
}

impl Site {
    /// Tells whether this site has pages for values and pairs of facets: wanted, and known to the
    /// theme.
    #[must_use]
    pub fn has_browse(&self) -> bool {
        self.config.outputs.facet_pairs && self.theme.has_template("facet.html")
    }
}

impl View for Browse {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let head =
            Head::new("browse", site.text("browse"), &self.path).under_section(site, "cases");
        let groups = self.listed.chunk_by(|(a, _), (b, _)| a.heading(site) == b.heading(site)).map(
            |group| {
                let (name, href) = group[0].0.heading(site);
                let entries = group.iter().map(|(common, count)| {
                    object! {
                        "name" => common.name(site),
                        "href" => site.href(&common.path()),
                        "count" => *count,
                    }
                });
                object! { "name" => name, "href" => href, "entries" => build_list(entries) }
            },
        );
        context.render_page(
            "browse.html",
            &head,
            [("groups", build_list(groups)), ("pager", self.pager.to_template_value(site))],
            out,
        )
    }
}

impl View for FacetPage {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let title = self.common.title(site);
        let mut head = Head::new("facet", &title, &self.path).under_section(site, "cases");
        let indexed = match &self.common {
            Common::Value(value) => index::indexed_field(site, value),
            Common::Pair(..) => None,
        };
        match indexed {
            Some(field) => {
                let label = labels::own_label(site, field).to_owned();
                head = head.under_home(site);
                head.above.push((label, routes::field_index_path(field)));
            }
            None => head.above.push((site.text("browse").to_owned(), SitePath::new(FOLDER))),
        }
        context.render_page(
            "facet.html",
            &head,
            [
                ("facets", self.common.to_template_value(site)),
                ("cards", context.render_cards(&self.cards)?),
                ("cases", context.list_cases("facet.html", &self.cards)),
                ("pager", self.pager.to_template_value(site)),
                ("total", Value::from(self.pager.total)),
            ],
            out,
        )
    }
}
