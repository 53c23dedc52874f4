//! Addresses that the site once had and that nothing answers any more: whoever linked there finds
//! an error. They are told until an old address leads on from there, or `gone` in `site.yaml` gives
//! them up.

mod attachments;
mod former;
mod pages;
mod report;

use rustc_hash::FxHashSet;

use self::former::FormerEditions;
use self::pages::{Pages, find_pages};
use self::report::Reports;
use super::Scope;
use super::moved_page::first_section;
use crate::edition::routes;
use crate::foundation::diagnostic::{Severity, Sink};
use crate::foundation::path::{OutPath, SitePath};
use crate::foundation::world::PublishedSite;

pub(super) const CODE: &str = "lost-address";

/// Tells the addresses that are lost, and returns of each whose text is known where it stands now.
pub(super) fn check_lost_addresses(scope: &Scope<'_>, sink: &mut Sink) -> Vec<(OutPath, OutPath)> {
    let Some(published) = scope.world.published() else { return Vec::new() };
    // A file with a mistake is not gone, and nothing is published as long as there is one.
    if sink.as_slice().iter().any(|found| found.severity == Severity::Error) {
        return Vec::new();
    }
    // What is converted has the old addresses of what it is converted from.
    if scope.site.edition.from.is_some() {
        return Vec::new();
    }
    let there: FxHashSet<&str> = scope.jobs.iter().map(|job| job.path.as_str()).collect();
    let mut former = FormerEditions::find(scope, published);
    let lost: Vec<(SitePath, &OutPath)> = published
        .files()
        .iter()
        .chain(published.gone())
        .filter(|path| !there.contains(path.as_str()))
        .filter_map(|path| Some((address_here(scope, path)?, path)))
        .filter(|(path, _)| !is_given_up(scope, path) && !former.count_page(path))
        .filter(|(path, _)| is_of_content(path) && !is_list(scope, path))
        .filter(|(path, _)| scope.site.is_default() || !is_lost_in_default(path, published, &there))
        .collect();
    former.report(CODE, scope, sink);
    attachments::report(CODE, scope, published, &there, sink);
    if lost.is_empty() {
        return Vec::new();
    }
    let all = find_pages(scope, published);
    let pages = Pages::new(scope, published, &all, lost.len());
    let mut reports = Reports::new(CODE, scope);
    let mut moved = Vec::new();
    for (path, file) in lost {
        // These are made of facts of the cases. None has the place of another.
        let is_list = ["regions", "indicators", "practices"].contains(&first_section(&path));
        let now = if is_list { None } else { pages.now_at(&path, file) };
        moved.extend(now.map(|page| (file.clone(), page.out.clone())));
        reports.add(&path, now, sink);
    }
    reports.finish(sink);
    moved
}

/// Returns the address of a published page within the edition; `None` for what is no page, or
/// another edition's.
pub(super) fn address_here(scope: &Scope<'_>, path: &OutPath) -> Option<SitePath> {
    let is_page = path.as_str().ends_with(".html") && path.as_str() != "404.html";
    if !is_page {
        return None;
    }
    let address = path.site_path();
    let root = scope.site.edition_path(&SitePath::new("/"));
    let rest = address.as_str().strip_prefix(root.as_str())?;
    let first = rest.split('/').next().unwrap_or_default();
    let is_other = scope.site.is_default()
        && scope.site.config.editions.iter().any(|edition| edition.tag.as_str() == first);
    (!is_other).then(|| SitePath::new(rest))
}

/// Tells whether `site.yaml` says that an address is gone for good: as this edition or as the whole
/// site has it.
fn is_given_up(scope: &Scope<'_>, path: &SitePath) -> bool {
    let gone = &scope.site.config.gone;
    !gone.is_empty() && (gone.contains(path) || gone.contains(&scope.site.edition_path(path)))
}

/// The pages that every site has, or has once it has something to list there.
const ROOTS: &[&str] =
    &["/", "/cases/", "/models/", "/topics/", "/regions/", "/indicators/", "/practices/"];

/// Tells whether a page is one that an editor made or that is made of a name, such as a topic or a
/// region: people keep its address and subscribe to its feed.
fn is_of_content(path: &SitePath) -> bool {
    let path = path.as_str();
    let made = ["/compare/"].iter().chain(&[
        routes::BROWSE_FOLDER,
        routes::SEARCH_FOLDER,
        routes::DATA_FOLDER,
    ]);
    !made.into_iter().any(|folder| path.starts_with(folder))
        && !path.contains("/page/")
        && !path.ends_with("/compare/")
        && !ROOTS.contains(&path)
}

/// Tells whether an address is that of the list of a collection, which is there once it has
/// something to list.
fn is_list(scope: &Scope<'_>, path: &SitePath) -> bool {
    scope.site.config.find_collection(path.as_str().trim_matches('/')).is_some()
}

/// Tells whether the default edition lost the same address: its old address is then that of all
/// editions.
fn is_lost_in_default(
    path: &SitePath,
    published: &dyn PublishedSite,
    there: &FxHashSet<&str>,
) -> bool {
    path.out_path().is_ok_and(|path| {
        let was_there = [published.files(), published.gone()]
            .iter()
            .any(|paths| paths.binary_search(&path).is_ok());
        was_there && !there.contains(path.as_str())
    })
}
