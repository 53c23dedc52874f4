//! One page ahead of the rest: an editor who saves a case need not wait for what the change means to all other pages.
//!
//! This is no second way of planning. A case is put in the place of its older state only where no part of its page can tell the
//! two places apart, and whoever shows the page plans the whole site after it all the same.

use std::sync::Arc;

use super::memo::Memo;
use super::{Planned, Request, read};
use crate::case::{Card, Case};
use crate::diagnostic::{Diagnostic, Sink};
use crate::emit::{self, Job, Plan};
use crate::hash::Hash;
use crate::path::SourcePath;
use crate::world::World;

/// The page of a case that has changed, to be shown in the midst of the site that was planned before.
pub struct Ahead {
    job: Job,
}

impl Ahead {
    /// Reads the case of the default edition that stands in `file` and returns its page as the next plan will have it; `None`
    /// when more than its own text has changed.
    ///
    /// What is read is remembered in `memo`, so that the plan that follows need not read it again.
    pub fn of(before: &Planned, file: &SourcePath, world: &dyn World, request: &Request, memo: &mut Memo) -> Option<Self> {
        let edition = before.editions.first()?;
        let (site, catalog, links) = (&edition.site, &edition.catalog, &edition.links);
        // These say again what the plan that follows will say.
        let mut sink = Sink::default();
        let (config, config_hash) = memo.config(world, request, &mut sink);
        let gazetteer = memo.gazetteer(&config, world, &mut sink);
        let theme = memo.theme(&config, world, &mut sink)?;
        if !Arc::ptr_eq(&config, &site.config) || !Arc::ptr_eq(&gazetteer, &site.gazetteer) || !Arc::ptr_eq(&theme, &site.theme) {
            return None;
        }
        let index = links.case(file)?;
        let old = catalog.cases.get(index as usize)?;
        let new = read::case(world, file, request, &config, config_hash, &gazetteer, memo)?;
        if new.card.draft && !request.drafts || place(old) != place(&new) {
            return None;
        }
        let plan = Plan { catalog, site, links, availability: &before.availability, world };
        emit::plan_case(&plan, index, &new).map(|job| Self { job })
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
    pub fn render(&self, before: &Planned, world: &dyn World, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        before.editions.first().map_or(Ok(()), |edition| edition.render(&self.job, world, out))
    }
}

/// Returns the hash of all that settles which other cases the page of a case names, where it stands, and what the menu has.
fn place(case: &Case) -> Hash {
    // No `..`: whoever adds a key decides whether the page of a case depends on other cases by it.
    let Case { file, base, card, model, organisations: _, practices, metrics, sources: _, aliases, fields: _, body: _, facts: _, hash: _ } =
        case;
    let Card {
        id,
        path,
        language,
        title: _,
        sort_key: _,
        summary: _,
        region,
        locality: _,
        model: _,
        model_name: _,
        date,
        period: _,
        topics,
        figures: _,
        draft,
    } = &***card;
    let indicators: Vec<_> = metrics.iter().map(|metric| &metric.indicator).collect();
    Hash::of_value(&((file, base, id, path, language, region, date), (model, practices, indicators, aliases, topics, draft)))
}
