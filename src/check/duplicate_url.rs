//! Two outputs must not share an address, not even on a file system that folds case or composes accents.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Rule, Scope};
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink};
use crate::foundation::hash::Hash;
use crate::render::job::Job;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "duplicate-url", run };

fn run(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    // Jobs are those of the whole site: one edition says it for all.
    if !scope.site.is_default() {
        return;
    }
    // Two files that share an address share all addresses below it: the first says it for the others.
    let mut said = FxHashSet::default();
    for (first, second) in scope.clashes {
        if first.origin.is_some()
            && second.origin.is_some()
            && !said.insert((&first.origin, &second.origin))
        {
            continue;
        }
        let (path, other) = (first.path.site_path(), second.path.site_path());
        let place = |job: &Job| {
            job.origin.as_ref().map_or_else(|| job.path.to_string(), ToString::to_string)
        };
        let (a, b) = (place(first), place(second));
        let mut finding = Diagnostic::new(
            Severity::Error,
            code,
            second.origin.clone().or_else(|| first.origin.clone()),
            say!("{a} 和 {b} 的地址相同：{path}" | "`{a}` and `{b}` share the address `{path}`"),
        );
        if path != other {
            finding = finding.hint(say!(
                "{path} 和 {other} 在有的系统上是同一个文件"
                    | "some systems take {path} and {other} for one file"
            ));
        }
        if let Some(origin) = &first.origin {
            finding = finding.note(origin, None, say!("另一个在这里" | "the other is here"));
        }
        sink.push(finding.hint(say!(
            "请改其中一个的文件名，或者写上不同的 slug"
                | "rename one of the files, or give it another `slug`"
        )));
    }
}

/// Returns every pair of jobs whose paths some file system takes for one, the earlier job first.
pub(crate) fn clashes(jobs: &[Job]) -> Vec<(&Job, &Job)> {
    let mut seen: FxHashMap<Hash, &Job> = FxHashMap::default();
    let mut found = Vec::new();
    seen.reserve(jobs.len());
    for job in jobs {
        match seen.entry(Hash::of(job.path.folded().as_bytes())) {
            std::collections::hash_map::Entry::Occupied(first) => found.push((*first.get(), job)),
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(job);
            }
        }
    }
    found
}
