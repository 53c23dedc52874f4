//! The way through: inputs → cases → catalog → jobs → outputs.
//!
//! 1. `BuildCache::read_config`, `BuildCache::read_gazetteer`, `BuildCache::load_theme`,
//!    `BuildCache::read_texts`: what all files are read against.
//! 2. `read`: every file of the content, in parallel; each by itself.
//! 3. `plan`: each edition's index, jobs and checks. Each of these is a phase of its own to
//!    [`Progress`].
//! 4. `render`: every output, in parallel, straight to where it goes.
//!
//! `serve` does the same with a [`BuildCache`] that lives on; nothing else differs.

mod build_cache;
mod cache_entry;
mod converters;
mod copies;
mod draft_faults;
mod edition;
mod edition_regions;
mod editions;
mod failures;
#[cfg(feature = "serve")]
mod fast_path;
mod gather;
mod missing_texts;
mod parse;
mod parsed_file;
mod planned;
mod progress;
mod proof;
mod read;
mod region_files;
mod relative;
mod search;
mod tasks;
mod undeclared;
mod used_files;

use std::io;
use std::sync::Arc;

pub use build_cache::BuildCache;
use edition::Shared;
use editions::plan_editions;
#[cfg(feature = "serve")]
pub use failures::{internal_fault, merge_failures};
#[cfg(feature = "serve")]
pub use fast_path::FastPage;
pub use planned::Planned;
pub use progress::{Phase, Progress, Silent};
pub use proof::Proof;
use relative::RelativeOutput;

use crate::content::drafts::Drafts;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink};
use crate::foundation::path::{BaseUrl, OutPath, encode_percent};
use crate::foundation::spill::TextStore;
use crate::foundation::world::{Output, World};

/// What the command line says about a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Where the site stands, instead of what `site.yaml` says.
    pub base_url: Option<BaseUrl>,
    /// Whether to give advice too, as `check` does: hints, which say what is no mistake but worth a
    /// look (see [`Severity::is_advice`]).
    pub lints: bool,
    /// Whether pages are opened from a folder, without a server.
    pub relative: bool,
}

/// What a build came to.
#[derive(Debug, Default)]
pub struct BuildSummary {
    /// All findings, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// What was found in drafts that are not shown, by place. It stops nothing.
    pub draft_findings: Vec<Diagnostic>,
    /// The published pages that are gone, each with where its text stands now.
    pub moved: Vec<(OutPath, OutPath)>,
    /// How many cases the default edition has.
    pub cases: usize,
    /// How many outputs there are.
    pub outputs: usize,
    /// Whether the publication is in Chinese, so that messages are too.
    pub chinese: bool,
}

impl BuildSummary {
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
/// Returns the I/O error when an output could not be put in its place. Mistakes in the content are
/// diagnostics, never an error.
pub fn build_site(
    world: &dyn World,
    request: &Request,
    cache: &mut BuildCache,
    output: &dyn Output,
    progress: &dyn Progress,
) -> io::Result<BuildSummary> {
    cache.store = output.spill().map(|spill| Arc::new(TextStore::new(spill, &cache.lost)));
    let planned = plan_site(world, request, cache, progress);
    progress.begin(Phase::Render, planned.jobs.len());
    let failures = if request.relative {
        let prefix = planned.base().map(|base| encode_percent(base.path_prefix()).into_owned());
        let output = RelativeOutput { inner: output, prefix: prefix.unwrap_or_default() };
        planned.render_all(world, &output, progress)?
    } else {
        planned.render_all(world, output, progress)?
    };
    if let Err(error) = cache.lost.take_failure() {
        cache.forget();
        return Err(error);
    }
    let mut summary = summarise(planned, failures);
    summary.draft_findings = draft_faults::find_all(world, request, cache, summary.draft_findings);
    Ok(summary)
}

/// Finds what a build would find, and makes nothing: only what may fail is rendered.
pub fn check_site(
    world: &dyn World,
    request: &Request,
    cache: &mut BuildCache,
    progress: &dyn Progress,
) -> BuildSummary {
    let planned = plan_site(world, request, cache, progress);
    progress.begin(Phase::Render, planned.jobs.len());
    let failures = planned.find_failures(world, progress);
    let mut summary = summarise(planned, failures);
    summary.draft_findings = draft_faults::find_all(world, request, cache, summary.draft_findings);
    summary
}

fn summarise(planned: Planned, failures: Vec<Diagnostic>) -> BuildSummary {
    let mut sink = Sink::default();
    sink.extend(planned.diagnostics);
    sink.extend(failures);
    let cases = planned.editions.first().map_or(0, |edition| edition.catalog.cases.len());
    BuildSummary {
        diagnostics: sink.into_sorted(),
        draft_findings: planned.draft_findings,
        moved: planned.moved,
        cases,
        outputs: planned.jobs.len(),
        chinese: planned.chinese,
    }
}

/// Reads everything and lists every output, without rendering any.
pub fn plan_site(
    world: &dyn World,
    request: &Request,
    cache: &mut BuildCache,
    progress: &dyn Progress,
) -> Planned {
    let mut sink = Sink::default();
    sink.extend(world.problems().iter().cloned());
    progress.begin(Phase::Settings, 0);
    let (config, config_hash) = cache.read_config(world, request, &mut sink);
    progress.begin(Phase::Gazetteer, 0);
    let gazetteer = cache.read_gazetteer(&config, world, &mut sink);
    progress.begin(Phase::Theme, 0);
    let theme = cache.load_theme(&config, world, &mut sink);
    let texts = cache.read_texts(&config, theme.as_deref());
    progress.begin(Phase::Read, world.files().len());
    let basis = read::Basis {
        config: &config,
        config_hash,
        gazetteer: &gazetteer,
        texts: &texts,
        theme: theme.as_deref(),
    };
    let mut parsed = read::read_content(world, request, basis, cache, progress, &mut sink);
    copies::report_copies(&parsed, world, request.drafts, &mut sink);
    draft_faults::hand_over_missing(&parsed, request, &mut sink);
    used_files::keep_used(&mut parsed, &config, world, request.drafts, &mut sink);
    let Some(theme) = theme else {
        let (diagnostics, draft_findings) = part_drafts(sink, &parsed.drafts, request);
        return Planned {
            editions: Vec::new(),
            config_hash,
            gazetteer,
            texts,
            jobs: Vec::new(),
            diagnostics,
            draft_findings,
            moved: Vec::new(),
            drafts: Arc::new(parsed.drafts),
            chinese: config.language.is_chinese(),
        };
    };
    let data = cache.read_data(&config, &theme, world, &mut sink);
    let shared = Shared { config, config_hash, gazetteer, theme, data, texts };
    plan_editions(&shared, &parsed, request, cache, world, progress, sink)
}

/// Parts findings about drafts that are not shown from all others.
fn part_drafts(
    sink: Sink,
    drafts: &Drafts,
    request: &Request,
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let is_draft =
        |found: &Diagnostic| found.file.as_ref().is_some_and(|file| drafts.contains(file));
    let (drafts, others): (Vec<_>, Vec<_>) =
        sink.into_sorted().into_iter().partition(|found| !request.drafts && is_draft(found));
    (others, drafts)
}
