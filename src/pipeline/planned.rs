//! A site that is planned: all outputs are known, none is rendered yet.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::failures::{explain_failure, merge_failures};
use super::progress::Progress;
use crate::catalog::{Catalog, Source, Target};
use crate::content::drafts::Drafts;
use crate::content::rename_ids::LeadingField;
use crate::edition::links::LinkResolver;
use crate::edition::site::Site;
use crate::foundation::content_policy::ContentPolicy;
use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::hash::Hash;
use crate::foundation::path::{BaseUrl, OutPath, SitePath, SourcePath};
use crate::foundation::world::{Output, World};
use crate::publication::gazetteer::Gazetteer;
use crate::publication::theme::EditionTexts;
use crate::render::context::RenderContext;
use crate::render::job::Job;
use crate::render::render_cache::RenderCache;

/// A site that is ready to be rendered: immutable, and shared by all who read it.
pub struct Planned {
    /// The editions, the default one first.
    pub(super) editions: Vec<EditionPlan>,
    /// The hash of all that `site.yaml` says.
    pub(super) config_hash: Hash,
    /// The regions as the table names them, which files are read against.
    pub(super) gazetteer: Arc<Gazetteer>,
    /// What readers of each edition see besides the content.
    pub(super) texts: Arc<EditionTexts>,
    /// Every output, with the edition that it belongs to.
    pub(super) jobs: Vec<(usize, Job)>,
    /// What was found so far, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// What was found in drafts that are not shown, by place.
    pub draft_findings: Vec<Diagnostic>,
    /// The published pages that are gone, each with where its text stands now.
    pub moved: Vec<(OutPath, OutPath)>,
    /// Which files are drafts.
    pub drafts: Arc<Drafts>,
    /// Whether the publication is in Chinese.
    pub chinese: bool,
}

pub(super) struct EditionPlan {
    pub(super) site: Site,
    pub(super) catalog: Catalog,
    pub(super) links: LinkResolver,
    pub(super) cache: RenderCache,
}

impl EditionPlan {
    pub(super) fn render(
        &self,
        job: &Job,
        world: &dyn World,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        let context = RenderContext::new(&self.site, &self.catalog, world, &self.cache);
        job.render_output(&context, out)
            .map_err(|failure| Box::new(explain_failure(job, &self.site, failure)))
    }
}

impl Planned {
    /// Returns every output that is to be made.
    pub fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.jobs.iter().map(|(_, job)| job)
    }

    /// Works out the keys of all outputs, each on whatever processor is free.
    pub fn hash_jobs(&self) {
        self.jobs.par_iter().for_each(|(_, job)| {
            let _known = job.key();
        });
    }

    /// Returns the output at place `index` of [`Planned::jobs`].
    #[must_use]
    pub fn job(&self, index: usize) -> Option<&Job> {
        self.jobs.get(index).map(|(_, job)| job)
    }

    /// Returns where the site stands; `None` when there is no theme to make one with.
    #[must_use]
    pub fn base(&self) -> Option<&BaseUrl> {
        self.editions.first().map(|edition| &edition.site.base)
    }

    /// Returns what pages may load, as the pages themselves say.
    #[must_use]
    pub fn policy(&self) -> Option<&ContentPolicy> {
        self.editions.first().and_then(|edition| edition.site.config.policy.as_ref())
    }

    /// Returns the address of the page that was read from `file`, in the default edition; `None`
    /// for a draft that is left out.
    #[must_use]
    pub fn address_of(&self, file: &SourcePath) -> Option<SitePath> {
        let catalog = &self.editions.first()?.catalog;
        let case = catalog.cases.iter().find(|case| case.file == *file);
        let page = catalog.pages.iter().find(|page| page.file == *file);
        case.map(|case| case.card.path.clone()).or_else(|| page.map(|page| catalog.page_path(page)))
    }

    /// Returns the fields that lead to the page that was read from `file`, in all editions.
    #[must_use]
    pub fn fields_leading_to(&self, file: &SourcePath) -> Vec<LeadingField> {
        let editions = self.editions.iter().filter(|edition| edition.site.edition.from.is_none());
        let fields = editions.flat_map(|EditionPlan { site, catalog, links, .. }| {
            let Some(target) = links.target_of(file) else { return Vec::new() };
            let leading = catalog.field_links.leading_to(target).iter();
            let fields = leading.filter_map(|link| {
                let config = &site.config;
                let declared = match link.source {
                    Source::Cases => &config.vocabulary.fields,
                    Source::Collection(place) => &config.collections.get(place)?.fields,
                };
                let file = match link.from {
                    Target::Case(index) => &catalog.cases[index as usize].file,
                    Target::Page(place) => &catalog.pages[place].file,
                    Target::Asset(_) => return None,
                };
                let id = catalog.id_of(target)?.to_owned();
                let key = declared.get(link.field)?.key.clone();
                Some(LeadingField { file: file.clone(), key, id })
            });
            fields.collect()
        });
        let mut fields: Vec<LeadingField> = fields.collect();
        fields.dedup();
        fields
    }

    /// Returns how many cases the default edition has.
    #[must_use]
    pub fn cases(&self) -> usize {
        self.editions.first().map_or(0, |edition| edition.catalog.cases.len())
    }

    /// Renders the output at place `index` of [`Planned::jobs`] onto the end of `out`.
    ///
    /// # Errors
    /// Returns what is wrong, as a finding about the page.
    ///
    /// # Panics
    /// Panics when there is no such output.
    pub fn render(
        &self,
        index: usize,
        world: &dyn World,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        let (number, job) = &self.jobs[index];
        self.editions[*number].render(job, world, out)
    }

    /// Renders every output into `output`, and returns the findings about those that failed.
    ///
    /// # Errors
    /// Returns the I/O error when an output could not be put in its place.
    pub(super) fn render_all(
        &self,
        world: &dyn World,
        output: &dyn Output,
        progress: &dyn Progress,
    ) -> io::Result<Vec<Diagnostic>> {
        let failures: Mutex<Vec<Diagnostic>> = Mutex::new(Vec::new());
        (0..self.jobs.len()).into_par_iter().try_for_each_init(Vec::new, |buffer, index| {
            buffer.clear();
            let rendered = self.render(index, world, buffer);
            progress.step();
            match rendered {
                Ok(()) => output.put(&self.jobs[index].1.path, buffer),
                Err(finding) => {
                    failures.lock().unwrap_or_else(PoisonError::into_inner).push(*finding);
                    Ok(())
                }
            }
        })?;
        let mut failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
        merge_failures(&mut failures);
        Ok(failures)
    }

    /// Returns the findings that [`Planned::render_all`] would, and keeps no output.
    pub(super) fn find_failures(
        &self,
        world: &dyn World,
        progress: &dyn Progress,
    ) -> Vec<Diagnostic> {
        let all = (0..self.jobs.len()).into_par_iter().map_init(Vec::new, |buffer, index| {
            progress.step();
            buffer.clear();
            self.may_fail(index).then(|| self.render(index, world, buffer).err()).flatten()
        });
        let mut failures: Vec<Diagnostic> = all.flatten().map(|finding| *finding).collect();
        merge_failures(&mut failures);
        failures
    }

    /// Tells whether rendering an output can find something: a file can go away before it is
    /// copied, and a theme of the publication's own can fail on any page.
    fn may_fail(&self, index: usize) -> bool {
        let (number, job) = &self.jobs[index];
        job.copied_asset().is_some() || !self.editions[*number].site.theme.is_builtin
    }
}
