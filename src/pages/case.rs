//! The page of a case.

use std::hash::{Hash as StdHash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;
use tera::Value;

use super::related_cases::{Finder, RelatedCases};
use crate::catalog::{CaseIndex, Target};
use crate::content::case::{Case, Model, Source};
use crate::edition::links::ResolvedLinks;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, free_value, object, optional_value};
use crate::exports::citations;
use crate::foundation::path::SitePath;
use crate::markdown::{Heading, Headings};
use crate::render::cards::CardRef;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::linked::{BackLinks, LinkedValues};
use crate::render::page_head::Head;
use crate::render::{figure_charts, figure_views, json_ld, view_model};

struct CasePage {
    case: Arc<Case>,
    index: CaseIndex,
    model_paths: Box<[SitePath]>,
    links: ResolvedLinks,
    linked: LinkedValues,
    back: BackLinks,
    related: RelatedCases,
}

impl StdHash for CasePage {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { case, index: _, model_paths, links, linked, back, related } = self;
        (case, model_paths, links, linked, back, related).hash(state);
        (self.previous(), self.next()).hash(state);
    }
}

pub(crate) fn plan_cases(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let catalog = plan.catalog;
    let finder = Finder::new(catalog);
    jobs.add_all(catalog.cases.par_iter().zip(0..u32::MAX).filter_map(|(case, index)| {
        // A case of another edition is listed here and shown there.
        let is_own = case.card.language.is_none();
        is_own.then(|| {
            (
                plan.site.edition_path(&case.card.path),
                &case.file,
                CasePage::new(plan, &finder, index, case),
            )
        })
    }));
}

/// Lists the page of `case` as if it stood in the catalog at `index`, where an older state of it
/// stands.
pub(crate) fn plan_one(plan: &Plan<'_>, index: CaseIndex, case: &Arc<Case>, jobs: &mut Jobs<'_>) {
    let page = CasePage::new(plan, &Finder::new(plan.catalog), index, case);
    jobs.add_page(&plan.site.edition_path(&case.card.path), Some(&case.file), page);
}

impl CasePage {
    fn new(plan: &Plan<'_>, finder: &Finder<'_>, index: CaseIndex, case: &Arc<Case>) -> Self {
        let (site, catalog) = (plan.site, plan.catalog);
        let (declared, from) = (&site.config.vocabulary.fields, Target::Case(index));
        Self {
            linked: LinkedValues::new(site, catalog, declared, &case.fields, from),
            back: BackLinks::new(site, catalog, from),
            case: Arc::clone(case),
            index,
            model_paths: catalog.models_of(index).map(|group| group.path.clone()).collect(),
            links: plan.links.link_addresses(plan.site, catalog, &case.body),
            related: finder.related_cases(plan.site, index),
        }
    }

    fn previous(&self) -> Option<CardRef> {
        self.related.cases.find_card(self.index.checked_sub(1)?)
    }

    fn next(&self) -> Option<CardRef> {
        self.related.cases.find_card(self.index + 1)
    }
}

impl View for CasePage {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let card = &self.case.card;
        let mut head = Head::new("case", &card.title, &card.path)
            .with_description(&card.summary)
            .under_section(site, "cases");
        head.json_ld = Some(json_ld::article_node(site, &self.case));
        let neighbour =
            |part: Option<CardRef>| optional_value(part, |part| context.case_name(part));
        let case = self.to_template_value(context);
        // Parts that other pages have too, where the templates of those parts look for them.
        let part = |key| case.get_from_path(key).cloned().unwrap_or_else(Value::none);
        let toc = part("toc");
        context.render_page(
            "case.html",
            &head,
            [
                ("case", case),
                ("toc", toc),
                ("cite", self.citation(site)),
                ("related", self.related.to_template_value(context)),
                ("back_links", self.back.to_template_value(site)),
                ("previous", neighbour(self.previous())),
                ("next", neighbour(self.next())),
            ],
            out,
        )
    }
}

impl CasePage {
    fn to_template_value(&self, context: &RenderContext<'_>) -> Value {
        let site = context.site;
        let case = &*self.case;
        let card = &case.card;
        let region = card.regions.main_in(&site.gazetteer);
        object! {
            "id" => &*card.id.0,
            "href" => site.href(&card.path),
            "title" => card.title.as_str(),
            "summary" => card.summary.as_str(),
            "lede" => case.has_lede.then_some(card.summary.as_str()),
            "body" => self.links.fill_body(&case.body),
            "toc" => table_of_contents(&case.body.headings),
            "date" => view_model::optional_date(site, card.date.as_ref()),
            "updated" => optional_value(card.updated.as_ref(), |date| view_model::date_view(site, date)),
            "period" => optional_value(card.period.as_ref(), |period| view_model::period_view(site, period)),
            "locality" => card.locality.as_deref(),
            "region" => optional_value(region, |region| view_model::region_view(context, region)),
            "region_path" => view_model::main_trail(context, &card.regions),
            "other_regions" => view_model::other_trails(context, &card.regions),
            "models" => build_list(case.models.iter().zip(&self.model_paths).map(|(model, path)| {
                model_value(site, model, path)
            })),
            "topics" => build_list(card.topics.iter().map(|topic| context.topic_view(topic))),
            "organisations" => case.organisations.to_vec(),
            "practices" => build_list(case.practices.iter().map(|practice| object! {
                "name" => practice.name.as_str(),
                "href" => view_model::practice_href(site, case, practice.anchor.as_deref()),
                "topic" => optional_value(practice.topic.as_ref(), |topic| context.topic_view(topic)),
            })),
            "figures" => figure_views::metric_views(site, case, case.metrics.iter()),
            "sources" => build_list((1..).zip(&case.sources).map(|(number, cited)| source_value(site, number, cited))),
            "characters" => case.body.counts.characters + case.body.counts.words,
            "minutes" => case.body.counts.minutes(),
            "fields" => self.linked.fields_value(site, &site.config.vocabulary.fields, &case.fields),
            "compare" => site.compare_href(&card.id.0),
            "extra" => optional_value(case.extra.as_deref(), free_value),
            "draft" => card.draft,
        }
    }

    /// How to cite the case, and by the example of the first, its figures. The data has the
    /// citation of each: on the page they would be the longest text beside the case itself.
    fn citation(&self, site: &Site) -> Value {
        let case = &*self.case;
        object! {
            "text" => citations::case_citation(site, case),
            "bibtex" => citations::bibtex_entry(site, case),
            "ris" => citations::ris_record(site, case),
            "figure" => case.metrics.first().map(|first| citations::figure_citation(site, case, first)),
            "data" => site.config.outputs.data.then(|| site.href(&routes::record_path(case))),
        }
    }
}

/// A model with its formula, as the page of a case shows it.
fn model_value(site: &Site, model: &Model, path: &SitePath) -> Value {
    object! {
        "name" => model.name.as_str(),
        "href" => site.href(path),
        "notation" => model.notation.as_deref(),
        "chart" => figure_charts::notation_chart(site, model),
        "components" => build_list(model.components.iter().map(|part| object! {
            "token" => part.token.as_str(),
            "label" => part.label.as_str(),
        })),
    }
}

fn source_value(site: &Site, number: usize, source: &Source) -> Value {
    object! {
        "id" => source.id.as_str(),
        "number" => number,
        "title" => source.title.as_str(),
        "publisher" => source.publisher.as_deref(),
        "date" => optional_value(source.date.as_ref(), |date| view_model::date_view(site, date)),
        "url" => source.url.as_deref(),
        "accessed" => optional_value(source.accessed.as_ref(), |date| view_model::date_view(site, date)),
    }
}

/// The table of contents: headings of the second level with those of the third below them.
pub(crate) fn table_of_contents(headings: &Headings) -> Value {
    let mut entries: Vec<(Heading<'_>, Vec<Heading<'_>>)> = Vec::new();
    for heading in headings.iter() {
        match (heading.level, entries.last_mut()) {
            (3, Some((_, below))) => below.push(heading),
            (2 | 3, _) => entries.push((heading, Vec::new())),
            _ => {}
        }
    }
    let entry = |heading: Heading<'_>, children: Value| {
        object! {
            "id" => heading.id,
            "text" => heading.text,
            "children" => children,
        }
    };
    build_list(entries.into_iter().map(|(heading, below)| {
        entry(heading, build_list(below.into_iter().map(|child| entry(child, build_list([])))))
    }))
}
