//! The way through: inputs → cases → catalog → jobs → outputs.
//!
//! 1. `Memo::config`, `Memo::theme`, `Memo::gazetteer`: what all files are read against.
//! 2. `read`: every file of the content, in parallel; each by itself.
//! 3. `plan`: each edition's index, jobs and checks. Each of these is a stage of its own to [`Progress`].
//! 4. `render`: every output, in parallel, straight to where it goes.
//!
//! `serve` does the same with a [`Memo`] that lives on. Watching differs in nothing else.

mod ahead;
mod edition;
mod memo;
mod parsed_file;
mod proof;
mod read;
mod search;

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

pub use ahead::Ahead;
pub use memo::Memo;
pub use proof::Proof;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
pub use search::Hit;

use crate::catalog::Catalog;
use crate::check;
use crate::edition::links::Links;
use crate::edition::site::Site;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink, Text};
use crate::foundation::hash::Hash;
use crate::foundation::path::{BaseUrl, SourcePath};
use crate::foundation::source;
use crate::foundation::world::{Output, World};
use crate::plan;
use crate::publication::config::Config;
use crate::publication::gazetteer::Gazetteer;
use crate::publication::theme::Theme;
use crate::render::context::Stage;
use crate::render::job::{Failure, Job, Plan};
use crate::render::render_cache::Once;
use crate::say;

/// What the command line says about a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Where the site stands, instead of what `site.yaml` says.
    pub base_url: Option<BaseUrl>,
    /// Whether to point out what is no mistake but worth a look, as `check` does.
    pub lints: bool,
}

/// Is told how far a build has come.
pub trait Progress: Sync {
    /// A stage begins: a stable word, and how many steps it has. In their order: `settings`, `gazetteer`, `theme`, `read`,
    /// `index`, `plan`, `check`, and `render` where outputs are rendered.
    fn begin(&self, stage: &'static str, steps: usize);
    /// One step of the stage is done.
    fn step(&self);
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

/// A site that is ready to be rendered: immutable, and shared by all who read it.
pub struct Planned {
    /// The editions, the default one first.
    editions: Vec<EditionPlan>,
    /// The hash of all that `site.yaml` says.
    config_hash: Hash,
    /// Every output, with the edition that it belongs to.
    jobs: Vec<(usize, Job)>,
    /// What was found so far, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the publication is in Chinese.
    pub chinese: bool,
}

struct EditionPlan {
    site: Site,
    catalog: Catalog,
    links: Links,
    once: Once,
}

/// What a build came to.
#[derive(Debug, Default)]
pub struct Built {
    /// All findings, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many cases the default edition has.
    pub cases: usize,
    /// How many outputs there are.
    pub outputs: usize,
    /// Whether the publication is in Chinese, so that messages are too.
    pub chinese: bool,
}

impl Built {
    /// Tells whether anything found is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }
}

/// Tells whether any of `diagnostics` is an error.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|found| found.severity == Severity::Error)
}

/// Builds a site into `output`.
///
/// # Errors
/// Returns what the outside world said when an output could not be put in its place. Mistakes in the content are
/// diagnostics, never an error.
pub fn build(
    world: &dyn World,
    request: &Request,
    memo: &mut Memo,
    output: &dyn Output,
    progress: &dyn Progress,
) -> io::Result<Built> {
    memo.spill = output.spill();
    let planned = plan(world, request, memo, progress);
    let mut diagnostics = planned.diagnostics.clone();
    progress.begin("render", planned.jobs.len());
    diagnostics.extend(planned.render_all(world, output, progress)?);
    let mut sink = Sink::default();
    sink.extend(diagnostics);
    let cases = planned.editions.first().map_or(0, |edition| edition.catalog.cases.len());
    Ok(Built {
        diagnostics: sink.into_sorted(),
        cases,
        outputs: planned.jobs.len(),
        chinese: planned.chinese,
    })
}

/// Reads everything and lists every output, without rendering any.
pub fn plan(
    world: &dyn World,
    request: &Request,
    memo: &mut Memo,
    progress: &dyn Progress,
) -> Planned {
    let mut sink = Sink::default();
    sink.extend(world.problems().iter().cloned());
    progress.begin("settings", 0);
    let (config, config_hash) = memo.config(world, request, &mut sink);
    progress.begin("gazetteer", 0);
    let gazetteer = memo.gazetteer(&config, world, &mut sink);
    progress.begin("theme", 0);
    let theme = memo.theme(&config, world, &mut sink);
    progress.begin("read", world.files().len());
    let pieces = read::all(
        world,
        request,
        &config,
        config_hash,
        &gazetteer,
        theme.as_deref(),
        memo,
        progress,
        &mut sink,
    );
    let Some(theme) = theme else {
        let (diagnostics, chinese) = (sink.into_sorted(), config.language.is_chinese());
        return Planned {
            editions: Vec::new(),
            config_hash,
            jobs: Vec::new(),
            diagnostics,
            chinese,
        };
    };
    let shared = Shared { config, config_hash, gazetteer, theme };
    plan_editions(&shared, &pieces, request, memo, world, progress, sink)
}

/// What all editions share.
struct Shared {
    config: Arc<Config>,
    config_hash: Hash,
    gazetteer: Arc<Gazetteer>,
    theme: Arc<Theme>,
}

fn plan_editions(
    shared: &Shared,
    pieces: &read::Pieces,
    request: &Request,
    memo: &mut Memo,
    world: &dyn World,
    progress: &dyn Progress,
    mut sink: Sink,
) -> Planned {
    let config = &shared.config;
    progress.begin("index", 0);
    let all = config.all_editions();
    let prepared: Vec<(Site, Catalog)> = all
        .iter()
        .map(|own| edition::prepare(shared, pieces, own, request, memo, &mut sink))
        .collect();
    progress.begin("plan", 0);
    let mut editions = Vec::new();
    let mut list = Vec::new();
    let mut counts = Vec::new();
    for (site, catalog) in prepared {
        let links = Links::new(&catalog);
        let before = list.len();
        plan::plan(&Plan::new(&catalog, &site, &links, world), &mut list, &mut sink);
        counts.push(list.len() - before);
        let once = Once::new(&site, &catalog);
        editions.push(EditionPlan { site, catalog, links, once });
    }
    let own: Vec<(&Site, usize)> =
        editions.iter().map(|edition| &edition.site).zip(counts.iter().copied()).collect();
    plan::tell_editions(&own, &mut list);
    let sites: Vec<(&Site, &Catalog)> =
        editions.iter().map(|edition| (&edition.site, &edition.catalog)).collect();
    if let Some((site, _)) = sites.first() {
        plan::plan_sitemap(site, &sites, &mut list, &mut sink);
    }
    progress.begin("check", 0);
    for EditionPlan { site, catalog, links, .. } in &editions {
        check::run(
            &check::Scope { site, catalog, links, world, jobs: &list, broken: &pieces.broken },
            &mut sink,
        );
    }
    let doubled: FxHashSet<_> =
        check::clashes(&list).into_iter().map(|(_, second)| std::ptr::from_ref(second)).collect();
    let doubled: Vec<bool> =
        list.iter().map(|job| doubled.contains(&std::ptr::from_ref(job))).collect();
    let owners = counts
        .iter()
        .enumerate()
        .flat_map(|(number, count)| std::iter::repeat_n(number, *count))
        .chain(std::iter::repeat(0));
    let jobs =
        owners.zip(list).zip(doubled).filter(|(_, doubled)| !doubled).map(|(job, _)| job).collect();
    let config_hash = shared.config_hash;
    Planned {
        editions,
        config_hash,
        jobs,
        diagnostics: sink.into_sorted(),
        chinese: config.language.is_chinese(),
    }
}

impl EditionPlan {
    fn render(
        &self,
        job: &Job,
        world: &dyn World,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        let stage = Stage::new(&self.site, &self.catalog, world, &self.once);
        job.render(&stage, out).map_err(|failure| Box::new(explain(job, &self.site, failure)))
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

    /// Returns how many cases the default edition has.
    #[must_use]
    pub fn cases(&self) -> usize {
        self.editions.first().map_or(0, |edition| edition.catalog.cases.len())
    }

    /// Renders the output at place `index` of [`Planned::jobs`] onto the end of `out`.
    ///
    /// # Errors
    /// Returns what is wrong, as a finding about the page.
    pub fn render(
        &self,
        index: usize,
        world: &dyn World,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        let Some((number, job)) = self.jobs.get(index) else { return Ok(()) };
        self.editions[*number].render(job, world, out)
    }

    fn render_all(
        &self,
        world: &dyn World,
        output: &dyn Output,
        progress: &dyn Progress,
    ) -> io::Result<Vec<Diagnostic>> {
        let failures: Mutex<Vec<Diagnostic>> = Mutex::new(Vec::new());
        let failed = AtomicUsize::new(0);
        (0..self.jobs.len()).into_par_iter().try_for_each_init(Vec::new, |buffer, index| {
            buffer.clear();
            let rendered = self.render(index, world, buffer);
            progress.step();
            match rendered {
                Ok(()) => output.put(&self.jobs[index].1.path, buffer),
                Err(finding) => {
                    failed.fetch_add(1, Ordering::Relaxed);
                    failures.lock().unwrap_or_else(PoisonError::into_inner).push(*finding);
                    Ok(())
                }
            }
        })?;
        let mut failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
        merge_failures(&mut failures);
        Ok(failures)
    }
}

/// Merges findings of [`Planned::render`]: one wrong line of a template fails on every page that uses it, and is reported
/// once, with the first page.
pub fn merge_failures(failures: &mut Vec<Diagnostic>) {
    failures.sort_by(|a, b| {
        (&a.file, a.span, &a.message, &a.notes).cmp(&(&b.file, b.span, &b.message, &b.notes))
    });
    let mut merged: Vec<(Diagnostic, usize)> = Vec::new();
    for failure in failures.drain(..) {
        match merged.last_mut().filter(|(last, _)| {
            (&last.file, last.span, &last.message)
                == (&failure.file, failure.span, &failure.message)
        }) {
            Some((_, more)) => *more += 1,
            None => merged.push((failure, 0)),
        }
    }
    failures.extend(merged.into_iter().map(|(failure, more)| match more {
        0 => failure,
        more => failure.hint(say!(
            "另有 {more} 个页面因此出错" | "{more} more pages fail for the same reason"
        )),
    }));
}

/// Says why an output could not be made: the page, the template, its line and how it got there.
fn explain(job: &Job, site: &Site, failure: Failure) -> Diagnostic {
    let page = job.path.site_path();
    match failure {
        Failure::Template(error) => {
            let file = site
                .theme
                .file_of(&error.template)
                .cloned()
                .unwrap_or_else(|| SourcePath::new(&format!("templates/{}", error.template)));
            let message = &error.message;
            let mut finding = Diagnostic::error(
                "template-error",
                &file,
                say!(
                    "模板出错，页面 {page} 没有生成：{message}"
                        | "the template failed on the page {page}: {message}"
                ),
            );
            if let Some((line, column)) = error.place {
                finding.span = site.theme.span_of(&error.template, line, column);
            }
            // The message names one page; equal mistakes on other pages are merged by their place.
            finding.message = say!("模板出错：{message}" | "a template failed: {message}");
            let chain = error.chain.join(" → ");
            finding = finding.hint(match error.chain.len() {
                0 | 1 => say!("请改正模板的这一处" | "mend the template at this place"),
                _ => say!(
                    "请改正模板的这一处；页面经过这些模板用到它：{chain}"
                        | "mend the template at this place; the page got there by {chain}"
                ),
            });
            let origin = job.origin.clone().unwrap_or_else(|| SourcePath::new(page.as_str()));
            finding.note(&origin, None, say!("生成页面 {page} 时" | "while making the page {page}"))
        }
        Failure::Read { file, error } => source::unreadable(&file, &error),
        Failure::Format(why) => internal(
            job.origin.clone(),
            say!("{page} 没有生成：{why}" | "{page} could not be made: {why}"),
        ),
    }
}

/// Says that the program failed, which no content may bring it to.
#[must_use]
pub fn internal(file: Option<SourcePath>, message: Text) -> Diagnostic {
    Diagnostic::new(Severity::Error, "internal", file, message).hint(say!(
        "这不是内容的错，是程序的错；请保留这条提示和出错的文件，报告给开发者"
            | "the content is right and the program wrong: report this finding and the file to the developers"
    ))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::foundation::diagnostic::Speech;
    use crate::foundation::world::MemoryWorld;
    use crate::report::Reporter;

    #[test]
    fn a_failure_of_the_program_is_no_fault_of_the_content() {
        let finding = internal(
            None,
            say!("/feed.xml 没有生成：写不下" | "/feed.xml could not be made: no room"),
        );
        let world = MemoryWorld::default();
        expect![[r"
            错误[internal]: /feed.xml 没有生成：写不下
             |
             = 怎么改: 这不是内容的错，是程序的错；请保留这条提示和出错的文件，报告给开发者"]]
        .assert_eq(&Reporter::new(&world, Speech::Chinese).human(&finding));
    }
}
