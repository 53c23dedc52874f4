//! The templates that a publication needs must be in its theme.

use super::Theme;
use crate::foundation::diagnostic::{Diagnostic, Sink, Text, join_names};
use crate::foundation::path::SourcePath;
use crate::publication::config::{self, Config, Need};
use crate::publication::contract::{Needed, TEMPLATES};
use crate::say;

impl Theme {
    /// Reports together all templates that the publication needs and the theme lacks. Returns
    /// whether it has them all.
    pub(super) fn check_templates(&self, config: &Config, sink: &mut Sink) -> bool {
        let is_needed = |needed: Needed| match needed {
            Needed::Always => true,
            Needed::WithKey(key) => config.case_need(key) != Need::Off,
            // One may have a list of its own.
            Needed::WithLists => config.collections.iter().any(|collection| {
                let own = format!("entries-{}.html", collection.key);
                collection.list && !self.has_template(&own)
            }),
            Needed::WithData => config.outputs.data,
            Needed::With(other) => config.outputs.facet_pairs && self.has_template(other),
            Needed::Optional => false,
        };
        let missing: Vec<&str> = TEMPLATES
            .iter()
            .filter(|template| is_needed(template.needed) && !self.has_template(template.name))
            .map(|template| template.name)
            .collect();
        if !missing.is_empty() {
            sink.push(report_missing(&config.theme, &missing));
        }
        missing.is_empty()
    }
}

fn report_missing(theme: &str, missing: &[&str]) -> Diagnostic {
    let Text { zh, en } = join_names(missing);
    Diagnostic::error(
        "template-missing",
        &SourcePath::new(config::FILE),
        say!(
            "主题“{theme}”缺少模板：{zh}" | "the theme `{theme}` lacks templates: {en}"
        ),
    )
    .with_hint(say!(
        "在 themes/{theme}/theme.yaml 里写 extends: folio，缺的就取自自带的主题；要自己写的，casebook theme vars 列出每个模板能用的变量"
            | "write `extends: folio` in themes/{theme}/theme.yaml, and what is missing comes from \
               the built-in theme; for templates of your own `casebook theme vars` lists what each \
               sees"
    ))
}
