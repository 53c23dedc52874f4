//! A published text must not link to a draft: readers would find nothing there.

use super::{Rule, Scope};
use crate::edition::links::Resolved;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink};
use crate::foundation::path::{SitePath, SourcePath};
use crate::markdown::LinkPlaceholder;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "draft-link", run: check_draft_links };

fn check_draft_links(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    // Where drafts are shown the link leads somewhere, until the site is published.
    let severity = if scope.with_drafts { Severity::Warning } else { Severity::Error };
    for (file, body) in scope.bodies().filter(|(file, _)| !scope.drafts.contains(file)) {
        for placeholder in &body.placeholders {
            let Some(draft) = linked_draft(scope, placeholder) else { continue };
            let message = say!(
                "链接的 {draft} 是草稿，还没有发布，读者打不开"
                    | "this links to `{draft}`, a draft that is not published yet: readers cannot open it"
            );
            let finding = Diagnostic::new(severity, code, Some(file.clone()), message);
            sink.push(finding.at_span(placeholder.span).with_hint(say!(
                "要么发布它：删去它信息区里的 status: draft；要么把这个链接去掉，只留文字"
                    | "publish it by deleting `status: draft` from its front matter, or take the link out and leave its text"
            )));
        }
    }
}

/// Returns the draft that a link leads to.
pub(super) fn linked_draft<'a>(
    scope: &Scope<'a>,
    placeholder: &LinkPlaceholder,
) -> Option<&'a SourcePath> {
    let target = &placeholder.target;
    if placeholder.is_site_path() {
        let address = target.as_str().trim_end_matches('/');
        let end = if address.ends_with(".html") { "" } else { "/" };
        return scope.drafts.draft_at(&SitePath::new(&format!("{address}{end}")));
    }
    // The first file may be published when its text in this language is not.
    scope.drafts.draft_of(target).or_else(|| {
        matches!(scope.links.resolve_link(scope.catalog, placeholder), Resolved::Nothing)
            .then(|| scope.drafts.translation(target, scope.site.language()))
            .flatten()
    })
}
