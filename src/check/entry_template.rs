//! A template for one collection has its key in its name: there must be such a collection.

use super::{Rule, Scope};
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::nearest::find_nearest;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "unused-template", run: check_entry_templates };

fn check_entry_templates(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    if !scope.site.is_default() {
        return;
    }
    let config = &scope.site.config;
    for (file, _) in scope.site.theme.own_templates() {
        let Some(name) = file.as_str().strip_prefix("templates/") else { continue };
        let Some((kind, key)) = split_name(name) else { continue };
        if config.find_collection(key).is_some() {
            continue;
        }
        let finding = Diagnostic::warning(
            code,
            file,
            say!(
                "没有页面用到模板“{name}”：collections 里没有“{key}”"
                    | "no page uses the template `{name}`: there is no `{key}` among `collections`"
            ),
        );
        let keys = config.collections.iter().map(|one| one.key.as_str());
        sink.push(finding.with_hint(match find_nearest(key, keys) {
            Some(near) => say!(
                "是不是想叫“{kind}-{near}.html”？请改名"
                    | "should it be `{kind}-{near}.html`? Rename it"
            ),
            None => say!(
                "{kind}-名称.html 只用于那一类页面，名称照 site.yaml 的 collections 写；不用就删去"
                    | "a template called {kind}-NAME.html is for the collection of that name in \
                       site.yaml; else delete it"
            ),
        }));
    }
}

/// Returns what kind of page a template is for, and of which collection.
fn split_name(name: &str) -> Option<(&str, &str)> {
    let (kind, key) = name.strip_suffix(".html")?.split_once('-')?;
    matches!(kind, "entry" | "entries").then_some((kind, key))
}
