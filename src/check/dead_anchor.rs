//! A link to a heading, a figure or a source of another page must name one that is there.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Rule, Scope};
use crate::edition::links::Resolved;
use crate::foundation::diagnostic::{Diagnostic, Sink, Text, join_names};
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::SourcePath;
use crate::markdown::Body;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "dead-anchor", run: check_dead_anchors };

fn check_dead_anchors(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    let mut pages: FxHashMap<&SourcePath, Places> = FxHashMap::default();
    for (file, body) in scope.bodies() {
        for placeholder in &body.placeholders {
            let (Some(fragment), Resolved::Page(page)) =
                (&placeholder.fragment, scope.links.resolve_link(scope.catalog, placeholder))
            else {
                continue;
            };
            let target = &placeholder.target;
            let places = pages.entry(target).or_insert_with(|| Places::of(scope, target, page));
            if fragment.is_empty() || places.known.contains(fragment) {
                continue;
            }
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
            let finding = Diagnostic::error(code, file, message).at_span(placeholder.span);
            let all = places.all.iter().map(String::as_str);
            sink.push(match find_nearest(fragment, all.clone()) {
                Some(near) => {
                    finding.with_hint(say!("是不是想写“#{near}”？" | "did you mean `#{near}`?"))
                }
                None if places.all.is_empty() => finding.with_hint(say!(
                    "那一页没有标题，没有可以链接到的位置：请去掉 `#` 和后面的字，链接到整页"
                        | "that page has no heading to link to: take out the `#` and what follows, \
                           to link to the page"
                )),
                None => {
                    let Text { zh, en } = join_names(all);
                    finding.with_hint(say!(
                        "那一页可以链接到的位置有：{zh}" | "what can be linked to there: {en}"
                    ))
                }
            });
        }
    }
}

/// What can be linked to on a page.
struct Places {
    /// In their order.
    all: Vec<String>,
    known: FxHashSet<String>,
}

impl Places {
    fn of(scope: &Scope<'_>, file: &SourcePath, page: &Body) -> Self {
        let headings = page.headings.iter().map(|heading| heading.id.to_string());
        let all: Vec<String> =
            headings.chain(page.html_ids.iter().cloned()).chain(facts(scope, file)).collect();
        Self { known: all.iter().cloned().collect(), all }
    }
}

/// Returns the places of figures and sources on the page of the case that `file` holds; none on
/// other pages.
fn facts(scope: &Scope<'_>, file: &SourcePath) -> Vec<String> {
    let Some(index) = scope.links.case_from(file) else { return Vec::new() };
    let case = &scope.catalog.cases[index as usize];
    let metrics = case.metrics.iter().map(|metric| format!("metric-{}", metric.id()));
    metrics.chain(case.sources.iter().map(|source| format!("source-{}", source.id))).collect()
}
