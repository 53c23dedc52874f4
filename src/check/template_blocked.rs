//! What a template of the publication holds must be something that browsers show and run.

use rustc_hash::FxHashSet;

use super::{Rule, Scope};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::markdown::{PagePolicy, find_blocked};
use crate::publication::theme::{blank_code, has_code};

pub(super) const RULE: Rule = Rule { code: "blocked", run: check_templates };

fn check_templates(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    // All editions share the templates.
    if !scope.site.is_default() {
        return;
    }
    let policy = PagePolicy {
        policy: scope.site.config.policy.as_ref(),
        is_encrypted: scope.site.base.origin().starts_with("https:"),
        folder: "static",
        origin: scope.site.base.origin(),
    };
    for (file, template) in scope.site.theme.own_templates() {
        let mut told = FxHashSet::default();
        for (place, blocked) in find_blocked(&blank_code(template), policy) {
            let is_told = !told.insert(blocked.message.zh.to_string());
            // What a value is part of is not known here.
            let is_made = template.get(place.clone()).is_none_or(has_code);
            if !is_told && !is_made {
                let finding = Diagnostic::warning(code, file, blocked.message);
                let span = Span::new(place.start, place.end);
                sink.push(finding.at_span(span).with_hint(blocked.hint));
            }
        }
    }
}
