//! A published text must not link to a draft: readers would find nothing there.

use std::cell::LazyCell;

use super::known_files::KnownFiles;
use super::{Rule, Scope};
use crate::content::alias::edition_of;
use crate::edition::links::Resolved;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink};
use crate::foundation::path::{SitePath, SourcePath};
use crate::markdown::LinkPlaceholder;
use crate::publication::config;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "draft-link", run: check_draft_links };

fn check_draft_links(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    // Where drafts are shown the link leads somewhere, until the site is published.
    let severity = if scope.with_drafts { Severity::Warning } else { Severity::Error };
    let known = LazyCell::new(|| KnownFiles::new(scope));
    for (file, body) in scope.bodies().filter(|(file, _)| !scope.drafts.contains(file)) {
        for placeholder in &body.placeholders {
            let Some(draft) = linked_draft(scope, placeholder, &|| &known) else { continue };
            sink.push(report_draft(severity, file, draft).at_span(placeholder.span));
        }
    }
    if scope.site.is_default() {
        check_redirects(code, severity, scope, sink);
    }
}

/// Says that a text leads to a draft.
pub(super) fn report_draft(
    severity: Severity,
    file: &SourcePath,
    draft: &SourcePath,
) -> Diagnostic {
    let message = say!(
        "链接的 {draft} 是草稿，还没有发布，读者打不开"
            | "this links to `{draft}`, a draft that is not published yet: readers cannot open it"
    );
    Diagnostic::new(severity, "draft-link", Some(file.clone()), message).with_hint(say!(
        "要么发布它：删去它信息区里的 status: draft；要么把这个链接去掉，只留文字"
            | "publish it by deleting `status: draft` from its front matter, or take the link out \
               and leave its text"
    ))
}

/// Reports the `redirects` of `site.yaml` that lead to drafts.
fn check_redirects(code: &'static str, severity: Severity, scope: &Scope<'_>, sink: &mut Sink) {
    let places = LazyCell::new(|| config::places_in("redirects", scope.world));
    for (old, new) in &scope.site.config.redirects {
        let Some(draft) = draft_at(scope, new) else { continue };
        let message = say!(
            "{old} 转到的 {new} 是草稿 {draft}，还没有发布，读者打不开"
                | "`{old}` leads on to `{new}`, which is `{draft}`, a draft that is not published \
                   yet: readers cannot open it"
        );
        let file = SourcePath::new(config::FILE);
        let mut finding = Diagnostic::new(severity, code, Some(file), message);
        finding.span = places.get(old.as_str()).copied();
        sink.push(finding.with_hint(say!(
            "要么发布它：删去它信息区里的 status: draft；要么删去这一项，等它发布以后再写"
                | "publish it by deleting `status: draft` from its front matter, or take this out \
                   until it is published"
        )));
    }
}

/// Returns the draft that a link leads to; `known` gives the files that are published.
pub(super) fn linked_draft<'a, 'k>(
    scope: &Scope<'a>,
    placeholder: &LinkPlaceholder,
    known: &dyn Fn() -> &'k KnownFiles<'a>,
) -> Option<&'a SourcePath>
where
    'a: 'k,
{
    let target = &placeholder.target;
    let resolved = scope.links.resolve_link(scope.catalog, placeholder);
    let exact = if placeholder.is_site_path() {
        draft_at(scope, &page_address(target))
    } else {
        // The first file may be published when its text in this language is not.
        scope.drafts.draft_of(target).or_else(|| {
            matches!(resolved, Resolved::Nothing)
                .then(|| scope.drafts.translation(target, scope.site.language()))
                .flatten()
        })
    };
    exact.or_else(|| match resolved {
        Resolved::Nothing => meant_draft(scope, target.as_str(), known),
        Resolved::Site if target.as_str().ends_with(".md") => {
            meant_draft(scope, target.as_str(), known)
        }
        _ => None,
    })
}

/// Returns the address of the page that a link to an address leads to.
fn page_address(target: &SourcePath) -> SitePath {
    let address = target.as_str().trim_end_matches('/');
    let end = if address.ends_with(".html") { "" } else { "/" };
    SitePath::new(&format!("{address}{end}"))
}

/// Returns the draft that will stand at an address, of whatever edition.
pub(super) fn draft_at<'a>(scope: &Scope<'a>, address: &SitePath) -> Option<&'a SourcePath> {
    let in_edition = || {
        let (tag, rest) = edition_of(address)?;
        let editions = &scope.site.config.editions;
        let is_edition = editions.iter().any(|edition| edition.tag.as_str() == tag);
        is_edition.then(|| scope.drafts.draft_at(&rest)).flatten()
    };
    scope.drafts.draft_at(address).or_else(in_edition)
}

/// Returns the draft that an address means which is written as one of a page, or counts from the
/// wrong folder.
fn meant_draft<'a, 'k>(
    scope: &Scope<'a>,
    target: &str,
    known: &dyn Fn() -> &'k KnownFiles<'a>,
) -> Option<&'a SourcePath>
where
    'a: 'k,
{
    let inner = target.trim_matches('/');
    let inner = inner.strip_prefix("content/").unwrap_or(inner);
    let stem = [".md", ".html"].iter().find_map(|end| inner.strip_suffix(end)).unwrap_or(inner);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    let files = [format!("content/{stem}.md"), format!("content/{stem}/index.md")];
    let there = files.iter().find_map(|file| scope.drafts.draft_of(&SourcePath::new(file)));
    there.or_else(|| {
        let name = stem.rsplit('/').next()?;
        let draft = scope.drafts.draft_named(name)?;
        // What is published under this name is meant before it.
        (!known().has_name(&format!("{name}.md"))).then_some(draft)
    })
}
