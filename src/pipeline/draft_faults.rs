//! What is wrong with drafts that are not shown. Links and addresses are looked at as if they were:
//! who publishes a draft learns nothing new.

use rustc_hash::FxHashMap;

use super::Request;
use super::build_cache::BuildCache;
use super::gather::ParsedContent;
use super::plan_site;
use super::progress::Silent;
use crate::content::drafts::Drafts;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink};
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;

/// The code of a file that is still in the cloud.
const NOT_DOWNLOADED: &str = "not-downloaded";

/// Returns all that is wrong with drafts; `known` is what was found without showing them. Nothing
/// is planned where there are none.
pub(super) fn find_all(
    world: &dyn World,
    request: &Request,
    cache: &mut BuildCache,
    known: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    if request.drafts || !cache.files.values().any(|file| file.is_draft) {
        return known;
    }
    let request = Request { drafts: true, ..request.clone() };
    let planned = plan_site(world, &request, cache, &Silent);
    let drafts = &planned.drafts;
    let mut sink = Sink::default();
    sink.extend(planned.diagnostics.into_iter().filter_map(|found| about_draft(found, drafts)));
    // Where drafts are shown, this is about the file that is missing.
    sink.extend(known.into_iter().filter(|found| found.code.0 == NOT_DOWNLOADED));
    sink.into_sorted()
}

/// Hands what is missing since it is still in the cloud to the drafts that name it, where no
/// published text does: it stops nothing either.
pub(super) fn hand_over_missing(parsed: &ParsedContent, request: &Request, sink: &mut Sink) {
    let is_missing = |found: &Diagnostic| {
        let file = found.file.as_ref().map_or("", SourcePath::as_str);
        found.code.0 == NOT_DOWNLOADED && file.starts_with("content/") && !file.ends_with(".md")
    };
    if request.drafts || !sink.as_slice().iter().any(is_missing) {
        return;
    }
    let mut named_by: FxHashMap<&SourcePath, Option<&SourcePath>> = FxHashMap::default();
    for (file, body) in parsed.bodies() {
        let draft = parsed.drafts.contains(file).then_some(file);
        for placeholder in &body.placeholders {
            // A published text counts before any draft.
            let known = named_by.entry(&placeholder.target).or_insert(draft);
            *known = known.and(draft);
        }
    }
    for mut found in std::mem::take(sink) {
        let draft = found.file.as_ref().filter(|_| is_missing(&found));
        if let Some(draft) = draft.and_then(|file| named_by.get(file).copied().flatten()) {
            found.file = Some(draft.clone());
        }
        sink.push(found);
    }
}

/// Returns a finding when it is about a draft, be it that a published file is in the way of one.
fn about_draft(mut found: Diagnostic, drafts: &Drafts) -> Option<Diagnostic> {
    let is_draft = |file: &SourcePath| drafts.contains(file);
    if found.file.as_ref().is_some_and(is_draft) {
        return Some(found);
    }
    if found.severity != Severity::Error {
        return None;
    }
    let note = found.notes.iter_mut().find(|note| is_draft(&note.file))?;
    let file = found.file.as_mut()?;
    std::mem::swap(file, &mut note.file);
    std::mem::swap(&mut found.span, &mut note.span);
    // What replaces something in the other file is of no use in this one.
    found.fix = None;
    Some(found)
}
