//! An edition with files of its own should name everything in its language.

use std::collections::BTreeSet;

use super::{Rule, Scope};
use crate::content::case::Metric;
use crate::edition::labels;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink, Text, count_noun, join_names};
use crate::foundation::language::{LanguageTag, Localised};
use crate::foundation::path::SourcePath;
use crate::publication::config;
use crate::publication::gazetteer::RegionCode;
use crate::say;
use crate::text::is_cjk;

/// How many names a finding gives.
const NAMED: usize = 12;

pub(super) const RULE: Rule = Rule { code: "untranslated", run: check_untranslated };

fn check_untranslated(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    let site = scope.site;
    let (tag, default) = (site.language(), &site.config.language);
    let is_wanted = scope.lints && site.config.lints.untranslated;
    if !is_wanted || site.edition.from.is_some() || tag.is_same_language(default) {
        return;
    }
    let script = Script { tag, is_cjk: writes_cjk(tag) };
    let kinds = [
        Unnamed {
            names: labels_of(scope, &script),
            kind: say!("名称" | "label"),
            hint: say!(
                "在 site.yaml 里给它们写上这种语言的名称，例如 name: {{{default}: …, {tag}: …}}；\
                 案例里数据的名称写在译文的 metric_labels"
                    | "give them names in this language in site.yaml, as in \
                       `name: {{{default}: …, {tag}: …}}`; labels of a case's own metrics go to \
                       `metric_labels` of its translation"
            ),
        },
        Unnamed {
            names: units_of(scope, &script),
            kind: say!("单位" | "unit"),
            hint: say!(
                "在 site.yaml 的 units 里给它们写上名称，例如 {{id: …, name: {{{tag}: …}}}}；没有量词的写 {tag}: \"\""
                    | "name them under `units` in site.yaml, as in \
                       `{{id: …, name: {{{tag}: …}}}}`; write `{tag}: \"\"` where the language \
                       counts without a word"
            ),
        },
        Unnamed {
            names: regions_of(scope, &script),
            kind: say!("地区" | "region"),
            hint: say!(
                "在 site.yaml 的 region_names 里按代码写上名称，例如 \"310106\": {{{tag}: …}}"
                    | "name them by code under `region_names` in site.yaml, as in \
                       `\"310106\": {{{tag}: …}}`"
            ),
        },
    ];
    sink.extend(kinds.into_iter().filter_map(|kind| kind.report(code, scope)));
}

/// Names of one kind that have none in the language of the edition.
struct Unnamed {
    names: BTreeSet<String>,
    kind: Text,
    hint: Text,
}

impl Unnamed {
    /// Returns a finding that gives the first of the names; `None` when there are none.
    fn report(self, code: &'static str, scope: &Scope<'_>) -> Option<Diagnostic> {
        let count = self.names.len();
        if count == 0 {
            return None;
        }
        let Text { zh, en } = join_names(self.names.iter().take(NAMED));
        let tag = scope.site.language();
        let Text { zh: kind_zh, en: kind_en } = self.kind;
        let (dots, verb) =
            (if count > NAMED { "…" } else { "" }, if count == 1 { "has" } else { "have" });
        let some = count_noun(count, &kind_en);
        let mut finding = Diagnostic::new(
            Severity::Hint,
            code,
            Some(SourcePath::new(config::FILE)),
            say!(
                "{tag} 版里有 {count} 个{kind_zh}没有译名：{zh}{dots}"
                    | "{some} of the edition `{tag}` {verb} no name in its language: {en}{dots}"
            ),
        );
        finding.span = config::place_of("editions", scope.world);
        Some(finding.with_hint(self.hint))
    }
}

/// What texts of the edition are written in.
struct Script<'a> {
    tag: &'a LanguageTag,
    is_cjk: bool,
}

impl Script<'_> {
    /// Tells whether readers of the edition are shown a text that is not in their writing.
    fn is_foreign(&self, text: &str) -> bool {
        !self.is_cjk && text.chars().any(is_cjk)
    }

    /// Tells whether a text of `site.yaml` lacks a form for the edition.
    fn lacks_form(&self, text: &Localised, shown: &str) -> bool {
        let is_word = |shown: &str| shown.chars().any(|c| c.is_ascii_lowercase());
        self.is_foreign(shown)
            || (self.is_cjk && text.given_for(self.tag).is_none() && is_word(shown))
    }
}

fn writes_cjk(tag: &LanguageTag) -> bool {
    matches!(tag.as_str().split('-').next(), Some("zh" | "ja" | "ko"))
}

fn labels_of(scope: &Scope<'_>, script: &Script<'_>) -> BTreeSet<String> {
    let (site, vocabulary) = (scope.site, &scope.site.config.vocabulary);
    let topics = vocabulary.topics.iter().flatten().map(|topic| &topic.name);
    let indicators = vocabulary.indicators.iter().map(|indicator| &indicator.label);
    let collections = &site.config.collections;
    let fields = collections.iter().flat_map(|one| &one.fields).chain(&vocabulary.fields);
    let fields = fields.map(|field| &field.label);
    let collections = collections.iter().map(|one| &one.label);
    let declared = topics
        .chain(indicators)
        .chain(fields)
        .chain(collections)
        .map(|text| (text, site.say(text)))
        .filter(|(text, shown)| script.lacks_form(text, shown))
        .map(|(_, shown)| shown.to_owned());
    let translated = scope.catalog.cases.iter().filter(|case| case.card.language.is_none());
    let metrics = translated
        .flat_map(|case| &case.metrics)
        .filter(|metric| metric.indicator.is_none() && script.is_foreign(metric.label()))
        .map(|metric| metric.label().to_owned());
    declared.chain(metrics).collect()
}

fn units_of(scope: &Scope<'_>, script: &Script<'_>) -> BTreeSet<String> {
    let metrics = scope.catalog.cases.iter().flat_map(|case| &case.metrics);
    metrics
        .map(Metric::unit)
        .filter(|unit| script.is_foreign(labels::unit_name(scope.site, unit)))
        .map(str::to_owned)
        .collect()
}

fn regions_of(scope: &Scope<'_>, script: &Script<'_>) -> BTreeSet<String> {
    let gazetteer = &scope.site.gazetteer;
    let cases = scope.catalog.cases.iter();
    let codes: BTreeSet<&str> =
        cases.flat_map(|case| case.card.regions.all()).map(RegionCode::as_str).collect();
    codes
        .into_iter()
        .flat_map(|code| gazetteer.path_to(code))
        .filter(|region| script.is_foreign(labels::region_name(scope.site, region)))
        .map(|region| region.name.to_string())
        .collect()
}
