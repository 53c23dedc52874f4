//! The list of models, and the page of each.

use std::sync::Arc;

use tera::Value;

use crate::catalog::{Catalog, ModelGroup};
use crate::content::case::Model;
use crate::content::page::Page;
use crate::edition::labels;
use crate::edition::links::ResolvedLinks;
use crate::edition::routes;
use crate::edition::value::{build_list, object, optional_value};
use crate::foundation::path::SitePath;
use crate::pages::compare;
use crate::publication::config::Need;
use crate::render::cards::CardList;
use crate::render::context::RenderContext;
use crate::render::figure_charts;
use crate::render::figures::FigureGroup;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::name_index;
use crate::render::name_index::Index;
use crate::render::page_head::Head;
use crate::render::pager::Pager;
use crate::render::view_model;
use crate::text::collation::Initial;

#[derive(Hash)]
struct Models {
    path: SitePath,
    /// The models under their headings.
    groups: Vec<(Option<Initial>, Vec<Row>)>,
}

/// A model in the list.
#[derive(Hash)]
struct Row {
    path: SitePath,
    name: String,
    notation: Option<String>,
    count: usize,
    summary: Option<String>,
}

impl Row {
    fn new(group: &ModelGroup) -> Self {
        let summary = group.page.as_ref().map(|page| page.summary.clone());
        Self {
            path: group.path.clone(),
            name: group.model.name.clone(),
            notation: group.model.notation.clone(),
            count: group.cases.len(),
            summary,
        }
    }
}

#[derive(Hash)]
struct ModelPage {
    path: SitePath,
    base: SitePath,
    model: Model,
    page: Option<Arc<Page>>,
    links: ResolvedLinks,
    pager: Pager,
    cards: CardList,
    figures: Vec<FigureGroup>,
    /// Other models with like parts, and how many more there are.
    like: (Vec<Like>, usize),
}

pub(crate) fn plan_models(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    if plan.site.config.case_need("model") == Need::Off {
        return;
    }
    let (site, catalog) = (plan.site, plan.catalog);
    let path = routes::section_path("models");
    let index = Index::file_items(catalog.models.iter().collect(), &catalog.order, |group| {
        group.model.name.as_str()
    });
    let mut rows = index.items.iter().map(|group| Row::new(group));
    let headings = index.headings(0, index.items.len()).into_iter();
    let groups =
        headings.map(|(initial, length)| (initial, rows.by_ref().take(length).collect())).collect();
    jobs.add_page(&site.edition_path(&path), None, Models { path, groups });
    for group in &catalog.models {
        let links = group
            .page
            .as_ref()
            .map(|page| plan.links.link_addresses(site, catalog, &page.body))
            .unwrap_or_default();
        let mut figures = Some(FigureGroup::gather_figures(catalog, &group.cases));
        let like = find_like_models(catalog, group);
        for (pager, indices) in Pager::cut_pages(&group.path, &group.cases, site.config.paginate) {
            let path = pager.path();
            let view = ModelPage {
                path: path.clone(),
                base: group.path.clone(),
                model: group.model.clone(),
                page: group.page.clone().filter(|_| pager.is_first()),
                links: links.clone(),
                pager,
                cards: CardList::new(catalog, indices),
                figures: figures.take().unwrap_or_default(),
                like: like.clone(),
            };
            let origin = group.page.as_ref().map(|page| &page.file);
            // Whoever is told that the name is too long must know who gave it.
            let namer = || {
                group
                    .cases
                    .first()
                    .filter(|_| path.out_path().is_err())
                    .map(|case| &catalog.cases[*case as usize].file)
            };
            jobs.add_page(&site.edition_path(&path), origin.or_else(namer), view);
        }
    }
}

/// How many like models a page names, and how many cases of each.
const LIKE: usize = 12;
const CASES: usize = 4;

/// A model that shares parts with another.
#[derive(Clone, Hash)]
struct Like {
    path: SitePath,
    name: String,
    /// The parts that both have.
    parts: Vec<String>,
    /// Some of its cases.
    cases: CardList,
    /// How many more it has.
    more: usize,
}

/// Finds the models whose formula shares a part with that of `group`: a token, or what it stands
/// for; and how many more there are than a page names. A bare number such as 1 stands in too many
/// formulas to say anything.
fn find_like_models(catalog: &Catalog, group: &ModelGroup) -> (Vec<Like>, usize) {
    let telling =
        |token: &str| token.parse::<u32>().map_or(token.chars().count() > 1, |number| number > 1);
    let components = &group.model.components;
    if components.is_empty() {
        return (Vec::new(), 0);
    }
    let others = catalog
        .models
        .iter()
        .filter(|other| other.path != group.path && !other.model.components.is_empty());
    let mut shared = others.filter_map(|other| {
        let both = other.model.components.iter().filter(|part| {
            components.iter().any(|mine| {
                mine.token == part.token && telling(&part.token) || mine.label == part.label
            })
        });
        let parts: Vec<String> = both.map(|part| part.token.clone()).collect();
        (!parts.is_empty()).then(|| Like {
            path: other.path.clone(),
            name: other.model.name.clone(),
            parts,
            cases: CardList::new(catalog, other.cases.get(..CASES).unwrap_or(&other.cases)),
            more: other.cases.len().saturating_sub(CASES),
        })
    });
    let named: Vec<Like> = shared.by_ref().take(LIKE).collect();
    (named, shared.count())
}

impl Like {
    fn to_template_value(&self, context: &RenderContext<'_>) -> Value {
        let site = context.site;
        object! {
            "name" => self.name.as_str(),
            "href" => site.href(&self.path),
            "parts" => self.parts.clone(),
            "cases" => build_list(self.cases.iter().map(|part| {
                let card = &context.catalog.cases[part.index as usize].card;
                object! { "title" => card.title.as_str(), "href" => site.case_href(card) }
            })),
            "more" => labels::more_than(site, "n_more", self.more),
        }
    }
}

impl View for Models {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let head = Head::new("models", site.text("models"), &self.path).under_home(site);
        let shape_row = |row: &Row| {
            object! {
                "name" => row.name.as_str(),
                "href" => site.href(&row.path),
                "notation" => row.notation.as_deref(),
                "count" => row.count,
                "summary" => row.summary.as_deref(),
            }
        };
        let groups = self.groups.iter().map(|(initial, rows)| {
            let (label, anchor) = name_index::to_template_value(*initial, site);
            object! {
                "initial" => label,
                "anchor" => anchor,
                "models" => build_list(rows.iter().map(shape_row)),
            }
        });
        let jumps: Vec<(Initial, SitePath)> = self
            .groups
            .iter()
            .filter_map(|(initial, _)| Some(((*initial)?, self.path.clone())))
            .collect();
        context.render_page(
            "models.html",
            &head,
            [
                ("jumps", name_index::jumps_to_template_value(&jumps, &self.path, site)),
                ("groups", build_list(groups)),
            ],
            out,
        )
    }
}

impl View for ModelPage {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let summary = self.page.as_ref().map_or("", |page| page.summary.as_str());
        let mut head = Head::new("model", &self.model.name, &self.path)
            .with_description(summary)
            .under_section(site, "models");
        head.feed = site.config.outputs.model_feeds.then_some(&self.base);
        let updated = self.page.as_ref().and_then(|page| page.updated);
        let model = object! {
            "name" => self.model.name.as_str(),
            "notation" => self.model.notation.as_deref(),
            "components" => build_list(self.model.components.iter().map(|part| object! {
                "token" => part.token.as_str(),
                "label" => part.label.as_str(),
            })),
            "compare" => compare::of_model(&self.base, self.pager.total).map(|path| site.href(&path)),
            "chart" => figure_charts::notation_chart(site, &self.model),
            "body" => self.page.as_ref().map(|page| self.links.fill_body(&page.body)),
            "updated" => optional_value(updated.as_ref(), |date| view_model::date_view(site, date)),
        };
        context.render_page(
            "model.html",
            &head,
            [
                ("model", model),
                ("cards", context.render_cards(&self.cards)?),
                ("cases", context.list_cases("model.html", &self.cards)),
                ("pager", self.pager.to_template_value(site)),
                ("total", Value::from(self.pager.total)),
                ("indicators", FigureGroup::to_template_values(&self.figures, context)),
                ("charts", figure_charts::small_multiples(site, &self.figures)),
                (
                    "like",
                    build_list(self.like.0.iter().map(|like| like.to_template_value(context))),
                ),
                ("like_more", labels::more_than(site, "n_more", self.like.1)),
            ],
            out,
        )
    }
}
