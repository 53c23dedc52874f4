//! A link to a heading of another page must name one that is there.

use super::{Rule, Scope};
use crate::edition::links::Resolved;
use crate::foundation::diagnostic::{Diagnostic, Sink, nearest};
use crate::say;

pub(super) const RULE: Rule = Rule { code: "dead-anchor", run };

fn run(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    for (file, body) in scope.bodies() {
        for splice in &body.splices {
            let (Some(fragment), Resolved::Page(headings)) = (&splice.fragment, scope.links.resolve(scope.catalog, splice)) else {
                continue;
            };
            // Figures and sources have places of their own on a case's page.
            if fragment.is_empty()
                || fragment.starts_with("metric-")
                || fragment.starts_with("source-")
                || headings.iter().any(|heading| heading.id == *fragment)
            {
                continue;
            }
            let target = &splice.target;
            let finding = Diagnostic::error(code, file, say!("{target} 里没有标题“{fragment}”" | "{target} has no heading `{fragment}`"))
                .at(splice.span);
            sink.push(match nearest(fragment, headings.iter().map(|heading| heading.id.as_str())) {
                Some(near) => finding.hint(say!("是不是想写“#{near}”？" | "did you mean `#{near}`?")),
                None => {
                    let all = headings.iter().map(|heading| heading.id.as_str()).collect::<Vec<_>>().join("、");
                    finding.hint(say!("那一页的标题有：{all}" | "its headings are: {all}"))
                }
            });
        }
    }
}
