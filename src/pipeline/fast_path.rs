//! One page ahead of the rest: an editor who saves a case need not wait for what the change means
//! to all other pages.
//!
//! This is no second way of planning. A case is put in the place of its older state only where no
//! part of its page can tell the two apart, and the whole site is planned after it all the same.

use super::{Planned, Request, read};
use crate::content::case::{Card, Case};
use crate::edition::links::Resolved;
use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::hash::Hash;
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::markdown::Highlighter;
use crate::plan;
use crate::render::job::{Job, Plan};

/// The page of a case that has changed, to be shown as part of the site that was planned before.
pub struct FastPage {
    job: Job,
}

impl FastPage {
    /// Reads the case of the default edition that stands in `file` and returns its page as the next
    /// plan will have it; `None` when more than its own text has changed.
    ///
    /// Nothing is taken from a cache or put into one, so that another plan may be under way.
    pub fn read_ahead(
        before: &Planned,
        file: &SourcePath,
        world: &dyn World,
        request: &Request,
        highlighter: &Highlighter,
    ) -> Option<Self> {
        let edition = before.editions.first()?;
        let (site, catalog, links) = (&edition.site, &edition.catalog, &edition.links);
        let index = links.case_from(file)?;
        let old = catalog.cases.get(index as usize)?;
        let basis = read::Basis {
            config: &site.config,
            config_hash: before.config_hash,
            gazetteer: &before.gazetteer,
            texts: &before.texts,
            theme: Some(&site.theme),
        };
        let new = read::read_case(world, file, request, basis, highlighter)?;
        if new.card.draft && !request.drafts || place_hash(old) != place_hash(&new) {
            return None;
        }
        // A picture may come to be published because this text names it now.
        let is_open =
            |placeholder| matches!(links.resolve_link(catalog, placeholder), Resolved::Nothing);
        if new.body.placeholders.iter().any(is_open) {
            return None;
        }
        let path = site.edition_path(&new.card.path).out_path().ok()?;
        let shown = before.jobs().find(|job| job.path == path)?;
        plan::plan_case(&Plan::new(catalog, site, links), index, &new, shown)
            .map(|job| Self { job })
    }

    /// Returns the page as an output.
    #[must_use]
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// Renders the page onto the end of `out`; `before` is the site that it was made for.
    ///
    /// # Errors
    /// Returns what is wrong, as a finding about the page.
    pub fn render(
        &self,
        before: &Planned,
        world: &dyn World,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        before.editions.first().map_or(Ok(()), |edition| edition.render(&self.job, world, out))
    }
}

/// Returns the hash of all that decides which other cases the page of a case names, where it
/// stands, and what the menu has.
fn place_hash(case: &Case) -> Hash {
    // No `..`: a new key does not compile until it is decided whether the page of a case depends on
    // other cases by it.
    let Case {
        file,
        base,
        card,
        models,
        organisations: _,
        practices,
        metrics,
        sources: _,
        aliases,
        fields,
        extra: _,
        has_lede: _,
        body: _,
        facts: _,
        grams: _,
        hash: _,
    } = case;
    let Card {
        id,
        path,
        language,
        title: _,
        sort_key: _,
        summary: _,
        regions,
        locality: _,
        models: _,
        date,
        added: _,
        updated: _,
        period: _,
        topics,
        figures: _,
        draft,
    } = &***card;
    let indicators: Vec<_> = metrics.iter().map(|metric| &metric.indicator).collect();
    // The menu has the lists of fields that a case has a value of.
    let fields: Vec<_> = fields.iter().map(|(key, _)| key).collect();
    Hash::of_value(&(
        (file, base, id, path, language, regions, date),
        (models, practices, indicators, fields, aliases, topics, draft),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::world::MemoryWorld;
    use crate::pipeline::{BuildCache, Silent, plan_site};

    /// A case of two regions, two models, with a figure and a practice.
    fn case(number: usize) -> String {
        let region = ["上海市静安区", "北京市东城区"][number % 2];
        format!(
            "---\ntitle: 案例{number}\ndistrict: {region}\nmodel: 模式{}\ndate: 202{number}-01-01\ntopics: [党建]\n\
             practices:\n  - {{name: 做法{number}, topic: 党建, anchor: 做法}}\n\
             metrics:\n  - {{indicator: members, label: 成员, value: {number}, unit: 家, year: \
             2020}}\n---\n\n## 做法\n\n正文，见[别的案例](3.md)。\n",
            number % 3
        )
    }

    struct Fixture {
        world: MemoryWorld,
        request: Request,
        cache: BuildCache,
        before: Planned,
    }

    impl Fixture {
        fn new() -> Self {
            let mut world = MemoryWorld::default();
            world.write(
                "site.yaml",
                "title: 案例库\nbase_url: https://example.org/\n\
                language: zh-Hans\neditions: [en, zh-Hant]\n\
                fields: {see: {to: cases, list: true}, grade: {index: true}}\n\
                indicators:\n  - {id: members, label: 成员, unit: 家, definition: 成员的数目}\n",
            );
            for number in 0..6 {
                world.write(&format!("content/cases/{number}.md"), case(number));
            }
            let request = Request { drafts: true, ..Request::default() };
            let mut cache = BuildCache::default();
            let before = plan_site(&world, &request, &mut cache, &Silent);
            assert_eq!(before.diagnostics, []);
            Self { world, request, cache, before }
        }

        /// Writes a case, and tells whether its page was there ahead. If it was, it must be the
        /// page that is planned.
        fn edit(&mut self, number: usize, text: &str) -> bool {
            let path = format!("content/cases/{number}.md");
            self.world.write(&path, text);
            let ahead = FastPage::read_ahead(
                &self.before,
                &SourcePath::new(&path),
                &self.world,
                &self.request,
                &self.cache.highlighter(),
            );
            let after = plan_site(&self.world, &self.request, &mut self.cache, &Silent);
            if let Some(ahead) = &ahead {
                let index = after
                    .jobs()
                    .position(|job| job.path == ahead.job().path)
                    .expect("the page is planned");
                let (mut one, mut other) = (Vec::new(), Vec::new());
                ahead.render(&self.before, &self.world, &mut one).expect("the page ahead renders");
                after.render(index, &self.world, &mut other).expect("the planned page renders");
                assert_eq!(
                    String::from_utf8(one).unwrap(),
                    String::from_utf8(other).unwrap(),
                    "{text}"
                );
                assert_eq!(after.job(index).map(Job::key), Some(ahead.job().key()), "{text}");
            }
            self.before = after;
            ahead.is_some()
        }
    }

    #[test]
    fn a_page_ahead_is_the_page_that_is_planned() {
        let text = case(2);
        let edits = [
            (text.replace("正文", "别的文字"), true),
            (text.replace("案例2", "另一个标题"), true),
            (text.replace("## 做法", "## 做法\n\n### 更多"), true),
            (text.replace("value: 2", "value: 20"), true),
            (text.replace("3.md", "4.md"), true),
            (text.replace("date: 2022", "date: 2029"), false),
            (text.replace("上海市静安区", "上海市长宁区"), false),
            (text.replace("模式2", "模式0"), false),
            (text.replace("indicator: members, ", ""), false),
            (text.replace("topics: [党建]", "topics: [公益]"), false),
            (text.replace("name: 做法2", "name: 别的做法"), false),
            (text.replace("title:", "slug: other\ntitle:"), false),
            (text.replace("title:", "aliases: [/old/]\ntitle:"), false),
            (text.replace("title:", "status: draft\ntitle:"), false),
            (text.replace("title:", "titel:"), false),
        ];
        for (edited, is_ahead) in edits {
            let mut fixture = Fixture::new();
            assert_eq!(fixture.edit(2, &edited), is_ahead, "{edited}");
            assert_eq!(fixture.edit(2, &text), is_ahead, "back from {edited}");
        }
    }

    #[test]
    fn a_page_ahead_shows_what_its_fields_lead_to() {
        let text = case(2).replace("title:", "see: [\"3\"]\ntitle:");
        let mut fixture = Fixture::new();
        assert!(!fixture.edit(2, &text), "other pages may change with it");
        for (edited, is_ahead) in [
            (text.replace("[\"3\"]", "[\"4\", \"5\"]"), true),
            (text.replace("案例2", "另一个标题").replace("[\"3\"]", "[\"2\"]"), true),
            (text.replace("see:", "grade: 甲\nsee:"), false),
        ] {
            fixture.edit(2, &text);
            fixture.before =
                plan_site(&fixture.world, &fixture.request, &mut fixture.cache, &Silent);
            assert_eq!(fixture.edit(2, &edited), is_ahead, "{edited}");
        }
    }

    #[test]
    fn what_is_new_or_hidden_has_no_page_ahead() {
        let mut fixture = Fixture::new();
        assert!(!fixture.edit(9, &case(2)), "a new case");
        fixture.request.drafts = false;
        assert!(!fixture.edit(2, &case(2).replace("title:", "status: draft\ntitle:")));
        fixture.world.remove("content/cases/3.md");
        let gone = SourcePath::new("content/cases/3.md");
        assert!(
            FastPage::read_ahead(
                &fixture.before,
                &gone,
                &fixture.world,
                &fixture.request,
                &fixture.cache.highlighter()
            )
            .is_none()
        );
    }
}
