//! Every file of the content, read by itself, in parallel.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::build_cache::{BuildCache, CachedFile};
use super::gather::{ParsedContent, gather_content};
use super::parse::parse_file;
use super::parsed_file::ParsedFile;
use super::tasks::{Task, case_task, list_tasks};
use super::undeclared;
use super::{Progress, Request};
use crate::content::case::{Case, Context};
use crate::content::classify::Role;
use crate::content::fix_guard;
use crate::foundation::diagnostic::Sink;
use crate::foundation::hash::Hash;
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::world::{Entry, World};
use crate::input::front_matter;
use crate::markdown;
use crate::publication::config::Config;
use crate::publication::gazetteer::Gazetteer;
use crate::publication::theme;
use crate::publication::theme::{EditionTexts, Theme};

/// The hash of what a file is read against: what all files are, and the figures of `base`.
fn basis_hash(context: &Context<'_>, base: Option<&Case>) -> Hash {
    base.map_or(context.hash, |base| Hash::of_value(&(context.hash, &base.metrics, &base.sources)))
}

/// What all files of a publication are read against.
#[derive(Clone, Copy)]
pub(super) struct Basis<'a> {
    pub(super) config: &'a Config,
    /// The hash of all that `site.yaml` says.
    pub(super) config_hash: Hash,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) texts: &'a EditionTexts,
    /// Whose macros texts can call.
    pub(super) theme: Option<&'a Theme>,
}

/// Reads all files of the content, and the static files of the theme.
pub(super) fn read_content(
    world: &dyn World,
    request: &Request,
    basis: Basis<'_>,
    cache: &mut BuildCache,
    progress: &dyn Progress,
    sink: &mut Sink,
) -> ParsedContent {
    let highlighter = Arc::clone(&cache.highlighter);
    let options = markdown_options(basis.config, cache.searching, &highlighter);
    let context = read_context(request, basis, &options);
    let tasks = list_tasks(world, basis.config, basis.theme);
    // Texts in other languages come second, since they may refer to figures of the first file.
    for second in [false, true] {
        let fresh: Vec<(SourcePath, CachedFile)> = tasks
            .par_iter()
            .filter(|task| task.is_overlay() == second)
            .filter_map(|task| {
                // The cache may remember one that was deleted.
                let base = (second && world.has_file(&task.origin.base))
                    .then(|| cache.case(&task.origin.base))
                    .flatten();
                let context = Context { hash: basis_hash(&context, base), ..context };
                if is_known(cache, task, context.hash) {
                    return None;
                }
                let mut remembered =
                    read_task(task, &context, cache.files.get(&task.entry.path), base, world);
                if let (Some(ParsedFile::Case(case)), Some(store)) =
                    (&mut remembered.parsed, &cache.store)
                    && let Some(case) = Arc::get_mut(case)
                {
                    case.spill_text(store);
                }
                progress.step();
                Some((task.entry.path.clone(), remembered))
            })
            .collect();
        cache.files.extend(fresh);
    }
    if cache.files.len() > tasks.len() {
        let there: FxHashSet<&SourcePath> = tasks.iter().map(|task| &task.entry.path).collect();
        cache.files.retain(|path, _| there.contains(path));
    }
    let mut parsed = gather_content(&tasks, cache, sink);
    // What is wrong with drafts is found by planning once more.
    if cache.forgets && (request.drafts || !cache.files.values().any(|file| file.is_draft)) {
        cache.files = FxHashMap::default();
    }
    for (file, finding) in undeclared::all_undeclared(world, basis.config) {
        // Links to it lead to no page, and are not reported too.
        parsed.broken.insert(file);
        sink.push(finding);
    }
    // They are there, and already reported.
    parsed.broken.extend(world.problems().iter().filter_map(|problem| problem.file.clone()));
    parsed
}

/// Reads one case of the default edition, for its page alone.
pub(super) fn read_case(
    world: &dyn World,
    path: &SourcePath,
    request: &Request,
    basis: Basis<'_>,
    highlighter: &markdown::Highlighter,
) -> Option<Arc<Case>> {
    // A page does not show what a search finds.
    let options = markdown::Options {
        want_grams: false,
        lints: false,
        ..markdown_options(basis.config, false, highlighter)
    };
    let context = read_context(request, basis, &options);
    let task = case_task(path, basis.config)?;
    match read_task(&task, &context, None, None, world).parsed {
        Some(ParsedFile::Case(case)) => Some(case),
        _ => None,
    }
}

fn markdown_options<'a>(
    config: &'a Config,
    searching: bool,
    highlighter: &'a markdown::Highlighter,
) -> markdown::Options<'a> {
    markdown::Options {
        raw_html: config.raw_html,
        embeds: &config.embeds,
        policy: config.policy.as_ref(),
        // Where the address is still a made-up one, a link to its host is no link to the site.
        base: Some(&config.base_url).filter(|base| !base.is_placeholder()),
        is_encrypted: config.base_url.origin().starts_with("https:"),
        shortcodes: config.macros,
        want_grams: config.outputs.search || searching,
        ..markdown::Options::new(highlighter)
    }
}

fn read_context<'a>(
    request: &Request,
    basis: Basis<'a>,
    markdown: &'a markdown::Options<'a>,
) -> Context<'a> {
    let Basis { config, config_hash, gazetteer, texts, theme } = basis;
    let macros = theme.map(Theme::macro_hash);
    let lints = request.lints;
    Context {
        config,
        gazetteer,
        markdown,
        texts,
        theme,
        lints,
        hash: Hash::of_value(&(config_hash, gazetteer.hash(), texts.hash, macros, lints)),
    }
}

fn is_known(cache: &BuildCache, task: &Task, context: Hash) -> bool {
    cache
        .files
        .get(&task.entry.path)
        .is_some_and(|known| known.stamp == task.entry.stamp && known.context == context)
}

/// Reads one file, unless its bytes are those that were read last.
fn read_task(
    task: &Task,
    context: &Context<'_>,
    known: Option<&CachedFile>,
    base: Option<&Case>,
    world: &dyn World,
) -> CachedFile {
    let Entry { path, stamp } = &task.entry;
    let mut sink = Sink::default();
    let bytes = match theme::read_theme_file(world, path) {
        Ok(bytes) => bytes,
        Err(error) => {
            sink.push(source::report_unreadable(path, &error));
            return CachedFile {
                stamp: *stamp,
                hash: Hash::default(),
                context: context.hash,
                parsed: None,
                unread_body: None,
                is_draft: false,
                found: sink.into_sorted(),
            };
        }
    };
    let options = markdown::Options {
        labels: context.labels(task.origin.language.as_ref()),
        ..*context.markdown
    };
    let context = &Context { markdown: &options, ..*context };
    let hash = Hash::of_bytes(&bytes);
    if let Some(known) = known.filter(|known| known.hash == hash && known.context == context.hash) {
        return CachedFile {
            stamp: *stamp,
            hash,
            context: context.hash,
            parsed: known.parsed.clone(),
            unread_body: known.unread_body.clone(),
            is_draft: known.is_draft,
            found: known.found.clone(),
        };
    }
    let is_text = !matches!(task.role, Role::Asset(_));
    let (parsed, unread_body) = match parse_file(task, &bytes, hash, base, context, &mut sink) {
        Ok(parsed) => (Some(parsed), None),
        Err(unread) => (None, unread.body),
    };
    let is_draft = match &parsed {
        Some(parsed) => parsed.is_draft(),
        // What cannot be read may still say so.
        None => source::recode_text(&bytes).is_some_and(|text| front_matter::says_draft(&text)),
    };
    let mut found = sink.into_sorted();
    if is_text {
        fix_guard::withhold_changes(path, &bytes, &mut found);
    }
    CachedFile { stamp: *stamp, hash, context: context.hash, parsed, unread_body, is_draft, found }
}
