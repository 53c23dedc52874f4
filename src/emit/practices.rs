//! The index of practices, whole and by subject term.

use tera::Value;

use super::head::Head;
use super::object::{list, object, optional};
use super::pager::Pager;
use super::stage::{CardRef, Stage};
use super::{Failure, Jobs, Plan, View, shape};
use crate::case::TopicRef;
use crate::catalog::{Catalog, PracticeIndex};
use crate::hash::Hash;
use crate::path::SitePath;

/// How many practices stand on a page for each card on a page of cases: a line is shorter than a card.
const LINES: usize = 4;

/// A practice in a list, known by what it shows.
#[derive(Clone, Copy)]
pub(super) struct PracticeRef {
    at: PracticeIndex,
    hash: Hash,
}

impl std::hash::Hash for PracticeRef {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

impl PracticeRef {
    pub(super) fn all(catalog: &Catalog, practices: &[PracticeIndex]) -> Vec<Self> {
        practices
            .iter()
            .map(|&at| {
                let hash = Hash::of_value(&(CardRef::new(catalog, at.0), &catalog.cases[at.0 as usize].practices[at.1 as usize]));
                Self { at, hash }
            })
            .collect()
    }

    pub(super) fn shape_all(parts: &[Self], stage: &Stage<'_>) -> Value {
        list(parts.iter().map(|part| shape::practice(stage.site, stage.catalog, part.at)))
    }
}

#[derive(Hash)]
struct Practices {
    path: SitePath,
    pager: Pager,
    topics: Vec<(TopicRef, usize)>,
    practices: Vec<PracticeRef>,
}

#[derive(Hash)]
struct Topic {
    path: SitePath,
    topic: TopicRef,
    pager: Pager,
    practices: Vec<PracticeRef>,
}

fn path_of(topic: &TopicRef) -> SitePath {
    SitePath::new(&format!("/practices/{}/", topic.id.0))
}

pub(super) fn plan(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let (site, catalog) = (plan.site, plan.catalog);
    let size = site.config.paginate * LINES;
    let topics: Vec<(TopicRef, usize)> = catalog
        .topics
        .iter()
        .filter(|group| !group.practices.is_empty())
        .map(|group| (group.topic.clone(), group.practices.len()))
        .collect();
    for (pager, own) in Pager::cut(&SitePath::new("/practices/"), &catalog.practices, size) {
        let path = pager.path();
        jobs.add(&site.path(&path), None, Practices { path, pager, topics: topics.clone(), practices: PracticeRef::all(catalog, own) });
    }
    for group in catalog.topics.iter().filter(|group| !group.practices.is_empty()) {
        for (pager, own) in Pager::cut(&path_of(&group.topic), &group.practices, size) {
            let path = pager.path();
            jobs.add(&site.path(&path), None, Topic { path, topic: group.topic.clone(), pager, practices: PracticeRef::all(catalog, own) });
        }
    }
}

impl View for Practices {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = stage.site;
        let head = Head::new("practices", site.text("practices"), &self.path).under_home(site);
        let topics = self.topics.iter().map(
            |(topic, count)| object! { "name" => shape::topic_name(site, topic), "href" => site.href(&path_of(topic)), "count" => *count },
        );
        let group =
            object! { "initial" => optional(None::<&str>, Value::from), "practices" => PracticeRef::shape_all(&self.practices, stage) };
        stage.page(
            "practices.html",
            &head,
            [
                ("topics", list(topics)),
                ("groups", list([group])),
                ("pager", self.pager.shape(site)),
                ("total", Value::from(self.pager.total)),
            ],
            out,
        )
    }
}

impl View for Topic {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = stage.site;
        let title = shape::topic_name(site, &self.topic);
        let head = Head::new("practice-topic", title, &self.path).under(site, "practices");
        stage.page(
            "practice_topic.html",
            &head,
            [
                ("topic", shape::topic(site, &self.topic)),
                ("practices", PracticeRef::shape_all(&self.practices, stage)),
                ("pager", self.pager.shape(site)),
                ("total", Value::from(self.pager.total)),
            ],
            out,
        )
    }
}
