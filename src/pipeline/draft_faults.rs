//! What is wrong with drafts that are not shown. Links and addresses are looked at as if they were:
//! who publishes a draft learns nothing new.

use super::Request;
use super::build_cache::BuildCache;
use super::plan_site;
use super::progress::Silent;
use crate::content::drafts::Drafts;
use crate::foundation::diagnostic::{Diagnostic, Severity};
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;

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
    planned.diagnostics.into_iter().filter_map(|found| about_draft(found, drafts)).collect()
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
