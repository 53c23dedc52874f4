//! The index of practices, whole and by subject term.

use tera::Value;

use crate::catalog::{Catalog, PracticeIndex};
use crate::content::case::TopicRef;
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::value::{build_list, object};
use crate::foundation::hash::Hash;
use crate::foundation::path::SitePath;
use crate::render::cards::CardRef;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::name_index;
use crate::render::name_index::Index;
use crate::render::page_head::Head;
use crate::render::pager::Pager;
use crate::render::view_model;
use crate::text::collation::Initial;

/// How many practices stand on a page for each card on a page of cases: a line is shorter than a
/// card.
const LINES: usize = 4;

/// A practice in a list, known by what it shows.
#[derive(Clone, Copy)]
pub(crate) struct PracticeRef {
    at: PracticeIndex,
    hash: Hash,
}

impl std::hash::Hash for PracticeRef {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

impl PracticeRef {
    pub(crate) fn all_practices(catalog: &Catalog, practices: &[PracticeIndex]) -> Vec<Self> {
        practices
            .iter()
            .map(|&at| {
                let hash = Hash::of_value(&(
                    CardRef::new(catalog, at.0),
                    &catalog.cases[at.0 as usize].practices[at.1 as usize],
                ));
                Self { at, hash }
            })
            .collect()
    }

    pub(crate) fn to_template_values(parts: &[Self], context: &RenderContext<'_>) -> Value {
        build_list(parts.iter().map(|part| view_model::practice_view(context, part.at)))
    }
}

#[derive(Hash)]
struct Practices {
    path: SitePath,
    pager: Pager,
    topics: Vec<(TopicRef, usize)>,
    /// Every heading of the index, and the page that it begins on.
    jumps: Vec<(Initial, SitePath)>,
    /// The practices of this page under their headings.
    groups: Vec<(Option<Initial>, Vec<PracticeRef>)>,
}

#[derive(Hash)]
struct Topic {
    path: SitePath,
    topic: TopicRef,
    pager: Pager,
    practices: Vec<PracticeRef>,
}

pub(crate) fn plan_practices(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let (site, catalog) = (plan.site, plan.catalog);
    if catalog.practices.is_empty() {
        return;
    }
    let size = site.config.paginate * LINES;
    let topics: Vec<(TopicRef, usize)> = catalog
        .topics
        .iter()
        .filter(|group| !group.practices.is_empty())
        .map(|group| (group.topic.clone(), group.practices.len()))
        .collect();
    let name = |(case, place): &PracticeIndex| {
        catalog.cases[*case as usize].practices[*place as usize].name.as_str()
    };
    let index = Index::file_items(catalog.practices.clone(), &catalog.order, name);
    let mut start = 0;
    let pages: Vec<(Pager, &[PracticeIndex])> =
        Pager::cut_pages(&routes::section_path("practices"), &index.items, size).collect();
    let page_of = |place: usize| pages.get(place / size.max(1)).map(|(pager, _)| pager.path());
    let jumps: Vec<(Initial, SitePath)> = index
        .jumps()
        .into_iter()
        .filter_map(|(initial, place)| Some((initial, page_of(place)?)))
        .collect();
    for (pager, listed) in pages.iter().cloned() {
        let mut rest = listed;
        let groups = index.headings(start, listed.len()).into_iter().map(|(initial, length)| {
            let (group, others) = rest.split_at(length);
            rest = others;
            (initial, PracticeRef::all_practices(catalog, group))
        });
        let (groups, path) = (groups.collect(), pager.path());
        start += listed.len();
        jobs.add_page(
            &site.edition_path(&path),
            None,
            Practices { path, pager, topics: topics.clone(), jumps: jumps.clone(), groups },
        );
    }
    for group in catalog.topics.iter().filter(|group| !group.practices.is_empty()) {
        for (pager, listed) in
            Pager::cut_pages(&routes::practice_topic_path(&group.topic), &group.practices, size)
        {
            let path = pager.path();
            jobs.add_page(
                &site.edition_path(&path),
                None,
                Topic {
                    path,
                    topic: group.topic.clone(),
                    pager,
                    practices: PracticeRef::all_practices(catalog, listed),
                },
            );
        }
    }
}

impl View for Practices {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let head = Head::new("practices", site.text("practices"), &self.path).under_home(site);
        let topics = self.topics.iter().map(|(topic, count)| {
            object! {
                "name" => labels::topic_name(site, topic),
                "href" => site.href(&routes::practice_topic_path(topic)),
                "count" => *count,
            }
        });
        let groups = self.groups.iter().map(|(initial, practices)| {
            let (label, anchor) = name_index::to_template_value(*initial, site);
            object! {
                "initial" => label,
                "anchor" => anchor,
                "practices" => PracticeRef::to_template_values(practices, context),
            }
        });
        context.render_page(
            "practices.html",
            &head,
            [
                ("topics", build_list(topics)),
                ("jumps", name_index::jumps_to_template_value(&self.jumps, &self.path, site)),
                ("groups", build_list(groups)),
                ("pager", self.pager.to_template_value(site)),
                ("total", Value::from(self.pager.total)),
            ],
            out,
        )
    }
}

impl View for Topic {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let title = labels::topic_name(site, &self.topic);
        let head = Head::new("practice-topic", title, &self.path).under_section(site, "practices");
        context.render_page(
            "practice_topic.html",
            &head,
            [
                ("topic", context.topic_view(&self.topic)),
                ("practices", PracticeRef::to_template_values(&self.practices, context)),
                ("pager", self.pager.to_template_value(site)),
                ("total", Value::from(self.pager.total)),
            ],
            out,
        )
    }
}
