//! The list of subject terms, and the page of each.

use tera::Value;

use crate::content::case::TopicRef;
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object, optional_value};
use crate::foundation::path::SitePath;
use crate::pages::evidence_grid::Gaps;
use crate::pages::practices::PracticeRef;
use crate::render::cards::CardList;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;
use crate::render::pager::Pager;

#[derive(Hash)]
struct Topics {
    path: SitePath,
    topics: Vec<(TopicRef, usize)>,
    gaps: Option<Gaps>,
}

#[derive(Hash)]
struct TopicPage {
    path: SitePath,
    topic: TopicRef,
    pager: Pager,
    cards: CardList,
    practices: Vec<PracticeRef>,
}

pub(crate) fn plan_topics(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let (site, catalog) = (plan.site, plan.catalog);
    if catalog.topics.is_empty() {
        return;
    }
    let path = routes::section_path("topics");
    let topics =
        catalog.topics.iter().map(|group| (group.topic.clone(), group.cases.len())).collect();
    jobs.add_page(
        &site.edition_path(&path),
        None,
        Topics { path, topics, gaps: Gaps::gather_gaps(site, catalog) },
    );
    for group in &catalog.topics {
        let mut practices = Some(PracticeRef::all_practices(catalog, &group.practices));
        for (pager, indices) in
            Pager::cut_pages(&routes::topic_path(&group.topic), &group.cases, site.config.paginate)
        {
            let path = pager.path();
            let view = TopicPage {
                path: path.clone(),
                topic: group.topic.clone(),
                pager,
                cards: CardList::new(catalog, indices),
                practices: practices.take().unwrap_or_default(),
            };
            jobs.add_page(&site.edition_path(&path), None, view);
        }
    }
}

fn topic_definition<'a>(site: &'a Site, topic: &TopicRef) -> Option<&'a str> {
    let listed =
        site.config.vocabulary.topics.as_ref()?.iter().find(|known| known.id == topic.id)?;
    Some(site.say(&listed.definition)).filter(|text| !text.is_empty())
}

impl View for Topics {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let head = Head::new("topics", site.text("topics"), &self.path).under_home(site);
        let topics = self.topics.iter().map(|(topic, count)| {
            object! {
                "name" => labels::topic_name(site, topic),
                "href" => site.href(&routes::topic_path(topic)),
                "count" => *count,
                "definition" => topic_definition(site, topic),
            }
        });
        context.render_page(
            "topics.html",
            &head,
            [
                ("topics", build_list(topics)),
                ("gaps", optional_value(self.gaps.as_ref(), |gaps| gaps.to_template_value(site))),
            ],
            out,
        )
    }
}

impl View for TopicPage {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let title = labels::topic_name(site, &self.topic);
        let definition = topic_definition(site, &self.topic);
        let head = Head::new("topic", title, &self.path)
            .with_description(definition.unwrap_or_default())
            .under_section(site, "topics");
        context.render_page(
            "topic.html",
            &head,
            [
                ("topic", object! { "name" => title, "definition" => definition }),
                ("cards", context.render_cards(&self.cards)?),
                ("cases", context.list_cases("topic.html", &self.cards)),
                ("pager", self.pager.to_template_value(site)),
                ("total", Value::from(self.pager.total)),
                ("practices", PracticeRef::to_template_values(&self.practices, context)),
            ],
            out,
        )
    }
}
