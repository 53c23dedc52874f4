//! A link to a heading, a figure or a source of another page must name one that is there.

use super::{Rule, Scope};
use crate::edition::links::Resolved;
use crate::foundation::diagnostic::{Diagnostic, Sink, Text, listed, nearest};
use crate::foundation::path::SourcePath;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "dead-anchor", run };

fn run(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    for (file, body) in scope.bodies() {
        for placeholder in &body.placeholders {
            let (Some(fragment), Resolved::Page(page)) =
                (&placeholder.fragment, scope.links.resolve(scope.catalog, placeholder))
            else {
                continue;
            };
            let places = places(scope, &placeholder.target);
            let known = || {
                let headings = page.headings.iter().map(|heading| heading.id.as_str());
                headings.chain(page.html_ids.iter().chain(&places).map(String::as_str))
            };
            if fragment.is_empty() || known().any(|id| id == fragment) {
                continue;
            }
            let target = &placeholder.target;
            let message = match fragment.split_once('-') {
                Some(("metric", id)) => {
                    say!("{target} 里没有编号为“{id}”的数据" | "{target} has no metric `{id}`")
                }
                Some(("source", id)) => {
                    say!("{target} 里没有编号为“{id}”的来源" | "{target} has no source `{id}`")
                }
                _ => {
                    say!("{target} 里没有标题“{fragment}”" | "{target} has no heading `{fragment}`")
                }
            };
            let finding = Diagnostic::error(code, file, message).at(placeholder.span);
            sink.push(match nearest(fragment, known()) {
                Some(near) => {
                    finding.hint(say!("是不是想写“#{near}”？" | "did you mean `#{near}`?"))
                }
                None => {
                    let Text { zh, en } = listed(known());
                    finding.hint(say!(
                        "那一页可以链接到的位置有：{zh}" | "what can be linked to there: {en}"
                    ))
                }
            });
        }
    }
}

/// Returns the places of figures and sources on the page of the case that `file` holds; none on other pages.
fn places(scope: &Scope<'_>, file: &SourcePath) -> Vec<String> {
    let Some(index) = scope.links.case(file) else { return Vec::new() };
    let case = &scope.catalog.cases[index as usize];
    let metrics = case.metrics.iter().map(|metric| format!("metric-{}", metric.id.0));
    metrics.chain(case.sources.iter().map(|source| format!("source-{}", source.id))).collect()
}
