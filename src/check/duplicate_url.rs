//! Two outputs must not share an address, not even on a file system that folds case or composes
//! accents, and none may be a file where another needs a folder.

mod old_address;

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use self::old_address::OldAddress;
use super::{Rule, Scope};
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink, Text};
use crate::foundation::hash::Hash;
use crate::foundation::path::SourcePath;
use crate::render::job::Job;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "duplicate-url", run: check_duplicate_urls };

fn check_duplicate_urls(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    // Jobs are those of the whole site: one edition says it for all.
    if !scope.site.is_default() {
        return;
    }
    // Two files that share an address share all addresses below it: the first says it for the
    // others.
    let mut said = FxHashSet::default();
    for clash in scope.clashes {
        let (first, second) = (clash.first, clash.second);
        let sources = (&first.origin, &second.origin);
        // A file in the way of a folder is in the way of all that the folder holds.
        let is_told = match clash.kind {
            ClashKind::SameFile => {
                first.origin.is_some() && second.origin.is_some() && !said.insert(sources)
            }
            ClashKind::FileAndFolder { file, .. } => !said.insert((&file.origin, &None)),
        };
        if !is_told {
            let found = report_old_address(code, scope, clash);
            sink.push(found.unwrap_or_else(|| finding(code, clash)));
        }
    }
}

/// Reports an old address that is in the way of another output: it can go, and nothing else need be
/// renamed.
fn report_old_address(
    code: &'static str,
    scope: &Scope<'_>,
    clash: &Clash<'_>,
) -> Option<Diagnostic> {
    let (first, second) = (clash.first, clash.second);
    let (old, job, other) = OldAddress::of_job(scope, second)
        .map(|old| (old, second, first))
        .or_else(|| OldAddress::of_job(scope, first).map(|old| (old, first, second)))?;
    let finding = Diagnostic::error(code, &old.file, message(clash)).at_span(old.span);
    let address = job.path.site_path();
    let key = if old.is_redirect() { "redirects" } else { "aliases" };
    let finding = match &other.origin {
        Some(file) if *file != old.file && !file.as_str().contains(':') => {
            finding.with_note(file, None, say!("另一个在这里" | "the other is here"))
        }
        _ => finding,
    };
    if OldAddress::of_job(scope, other).is_some() {
        return Some(finding.with_hint(say!(
            "这个旧地址写在两处，只能转到一处：请删去其中一项"
                | "this old address is given in two places and can lead to one alone: delete it in \
                   the other"
        )));
    }
    Some(finding.with_hint(say!(
        "{address} 在这里是旧地址，那里现在另有内容：请从 {key} 里删去这一项"
            | "`{address}` is an old address here, and something else stands there now: delete this \
               entry of `{key}`"
    )))
}

fn finding(code: &'static str, clash: &Clash<'_>) -> Diagnostic {
    let (first, second) = (clash.first, clash.second);
    // What the theme brings cannot be renamed by an editor: the finding stands at the other file.
    let theirs = |job: &Job| job.origin.clone().filter(|file| !file.as_str().contains(':'));
    let (file, other) = match (theirs(second), theirs(first)) {
        (None, other) => (other, None),
        both => both,
    };
    let mut finding = Diagnostic::new(Severity::Error, code, file.clone(), message(clash));
    let (path, folded) = (first.path.site_path(), second.path.site_path());
    if matches!(clash.kind, ClashKind::SameFile) && path != folded {
        finding = finding.with_hint(say!(
            "{path} 和 {folded} 在有的系统上是同一个文件"
                | "some systems take {path} and {folded} for one file"
        ));
    }
    if let Some(other) = &other {
        finding = finding.with_note(other, None, say!("另一个在这里" | "the other is here"));
    }
    // Cases alone have a `slug`.
    let is_case = |file: &Option<SourcePath>| {
        file.as_ref().is_some_and(|file| file.as_str().starts_with("content/cases/"))
    };
    finding.with_hint(match (is_case(&file), other.is_some()) {
        (true, _) => say!(
            "请改其中一个的文件名，或者写上不同的 slug"
                | "rename one of the files, or give it another `slug`"
        ),
        (false, true) => say!("请改其中一个的文件名" | "rename one of the files"),
        (false, false) => say!("请给这个文件改名" | "give this file another name"),
    })
}

fn message(clash: &Clash<'_>) -> Text {
    let source = |job: &Job| {
        job.origin.as_ref().map_or_else(|| job.path.site_path().to_string(), ToString::to_string)
    };
    match clash.kind {
        ClashKind::SameFile => {
            let (a, b) = (source(clash.first), source(clash.second));
            let path = clash.first.path.site_path();
            say!("{a} 和 {b} 的地址相同：{path}" | "`{a}` and `{b}` share the address `{path}`")
        }
        ClashKind::FileAndFolder { file, below } => {
            let (a, b) = (source(file), source(below));
            let name = &file.path;
            say!(
                "{b} 要放在文件夹 {name} 里，{a} 却是同名的文件"
                    | "`{b}` goes into the folder `{name}`, but `{a}` is a file of that name"
            )
        }
    }
}

/// Two outputs that cannot stand side by side.
#[derive(Clone, Copy)]
pub struct Clash<'a> {
    /// The one that was planned first.
    first: &'a Job,
    /// The other.
    second: &'a Job,
    kind: ClashKind<'a>,
}

#[derive(Clone, Copy)]
enum ClashKind<'a> {
    /// Both are one file, be it only where case is folded or accents are composed.
    SameFile,
    /// One is a file where the other, which goes below it, needs a folder.
    FileAndFolder { file: &'a Job, below: &'a Job },
}

impl<'a> Clash<'a> {
    /// The output that gives way, so that all others can be made.
    pub(crate) fn left_out(&self) -> &'a Job {
        match self.kind {
            ClashKind::SameFile => self.second,
            ClashKind::FileAndFolder { file, .. } => file,
        }
    }
}

/// Returns every pair of jobs that no file system, or not every one, can hold together, the earlier
/// job first.
pub(crate) fn find_clashes(jobs: &[Job]) -> Vec<Clash<'_>> {
    let folded: Vec<String> = jobs.iter().map(|job| job.path.fold_case()).collect();
    let mut files: FxHashMap<Hash, usize> = FxHashMap::default();
    files.reserve(jobs.len());
    let mut found = Vec::new();
    for (number, path) in folded.iter().enumerate() {
        match files.entry(Hash::of_bytes(path.as_bytes())) {
            Entry::Occupied(first) => {
                found.push(Clash {
                    first: &jobs[*first.get()],
                    second: &jobs[number],
                    kind: ClashKind::SameFile,
                });
            }
            Entry::Vacant(place) => {
                place.insert(number);
            }
        }
    }
    let mut last = "";
    for (number, path) in folded.iter().enumerate() {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        // Outputs of one folder mostly follow one another.
        if folder == last {
            continue;
        }
        last = folder;
        let ends = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
        for end in ends.filter(|end| *end > 0) {
            if let Some(&file) = files.get(&Hash::of_bytes(&folder.as_bytes()[..end])) {
                let (first, second) = (file.min(number), file.max(number));
                let (file, below) = (&jobs[file], &jobs[number]);
                found.push(Clash {
                    first: &jobs[first],
                    second: &jobs[second],
                    kind: ClashKind::FileAndFolder { file, below },
                });
            }
        }
    }
    found
}
