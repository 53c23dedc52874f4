//! `{{ metric(id) }}` in the text of a case: one home for a number. `{{ as_is(30人以上) }}` is a
//! figure that is no metric, such as the size line in a rule, and no lint asks about it.
//!
//! A text in another language calls the figures of the first one, and prints them as readers of its
//! language see them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::content::case::Source;
use crate::content::case::metric::Metric;
use crate::content::macros::{ThemeMacros, call_argument};
use crate::foundation::language::LanguageTag;
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::encode_percent;
use crate::markdown::{Expansion, Macros, Refusal, WrongCall};
use crate::publication::config::Config;
use crate::say;
use crate::text::figure::FigureFormat;

/// Metrics and sources by their ids.
#[derive(Default)]
pub(in super::super) struct FactIndex<'a> {
    /// In their order.
    pub(in super::super) metrics: Vec<&'a Metric>,
    by_id: FxHashMap<&'a str, &'a Metric>,
    /// Sources, which have places on the page as figures have.
    sources: FxHashSet<&'a str>,
}

impl<'a> FactIndex<'a> {
    pub(in super::super) fn new(
        metrics: impl Iterator<Item = &'a Metric>,
        sources: &'a [Source],
    ) -> Self {
        let metrics: Vec<&Metric> = metrics.collect();
        // The first of two counts.
        let by_id = metrics.iter().rev().map(|metric| (metric.id(), *metric)).collect();
        Self { metrics, by_id, sources: sources.iter().map(|source| &*source.id).collect() }
    }
}

/// The figures that the text of a case may call.
pub(in super::super) struct Figures<'a> {
    pub(in super::super) facts: FactIndex<'a>,
    /// The language of the text.
    pub(in super::super) language: &'a LanguageTag,
    pub(in super::super) config: &'a Config,
    /// How its readers see figures written.
    pub(in super::super) format: &'a FigureFormat,
    pub(in super::super) complete: Complete,
    /// What else the text may call.
    pub(in super::super) macros: ThemeMacros<'a>,
}

/// Whether all facts of the front matter were read: after a mistake in one some may be missing, and
/// a call of one is no mistake.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Complete {
    pub(in super::super) metrics: bool,
    pub(in super::super) sources: bool,
}

impl Complete {
    /// Facts under a key that is misspelt are not read.
    pub(super) fn unless_misspelt(self, typos: &[&str]) -> Self {
        Self {
            metrics: self.metrics && !typos.contains(&"metrics"),
            sources: self.sources && !typos.contains(&"sources"),
        }
    }
}

/// Returns the id in a call of a figure; `None` when the call is of something else.
pub(in super::super) fn called_figure(call: &str) -> Option<&str> {
    call_argument("metric", call).map(|id| id.trim_matches(['"', '\'']))
}

impl Figures<'_> {
    /// Tells a slip in a call from what was written for another generator.
    fn refuse_call(&self, call: &str) -> Refusal {
        if self.facts.by_id.contains_key(call) {
            return Refusal::Wrong(say!(
                "“{call}”是数据的 id，要写成 metric({call})"
                    | "`{call}` is the id of a metric: write metric({call})"
            ));
        }
        self.macros.refuse_call(call)
    }
}

impl Macros for Figures<'_> {
    fn expand(&self, call: &str) -> Result<Expansion, Refusal> {
        if let Some(text) = call_argument("as_is", call) {
            return Ok(Expansion { html: escape_text(text), text: text.to_owned() });
        }
        let Some(id) = called_figure(call) else {
            return Err(self.refuse_call(call));
        };
        let Some(metric) = self.facts.by_id.get(id) else {
            if !self.complete.metrics {
                return Ok(Expansion { html: escape_text(call), text: call.to_owned() });
            }
            return Err(Refusal::Wrong(
                match find_nearest(id, self.facts.metrics.iter().map(|metric| metric.id())) {
                    Some(near) => {
                        say!(
                            "没有 id 为“{id}”的数据；是不是想写“{near}”？"
                                | "there is no metric `{id}`; did you mean `{near}`?"
                        )
                    }
                    None => say!(
                        "没有 id 为“{id}”的数据；请在 metrics 里加上它"
                            | "there is no metric `{id}`; add it to `metrics`"
                    ),
                },
            ));
        };
        let shown = metric.shown_figure(self.language, self.config, self.format);
        let (place, printed) = (encode_percent(metric.id()), escape_text(&shown));
        Ok(Expansion {
            html: format!("<a class=\"metric\" href=\"#metric-{place}\">{printed}</a>"),
            text: shown.into_owned(),
        })
    }

    fn is_macro(&self, call: &str) -> bool {
        self.macros.is_macro(call)
    }

    fn run_macro(&self, call: &str) -> Result<String, WrongCall> {
        self.macros.run_macro(call)
    }

    fn has_id(&self, id: &str) -> bool {
        match id.split_once('-') {
            Some(("metric", id)) => self.facts.by_id.contains_key(id) || !self.complete.metrics,
            Some(("source", id)) => self.facts.sources.contains(id) || !self.complete.sources,
            _ => false,
        }
    }
}

fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::super::tests::codes;

    const METRICS: &str = "date: 2020\nmetrics: [{id: members, label: 会员, printed: 1400余人}]\n";

    #[test]
    fn a_link_to_a_figure_or_a_source_of_the_page_is_checked() {
        let front = format!("{METRICS}sources: [{{id: s1, title: t}}]\n");
        let lints = "lints: {unused-metric: false}";
        let found = |body: &str| codes(lints, &front, body);
        assert_eq!(found("[会员](#metric-members)、[来源](#source-s1)。\n"), Vec::<&str>::new());
        assert_eq!(found("[会员](#metric-member)。\n"), ["dead-anchor"]);
        assert_eq!(found("[来源](#source-s2)。\n"), ["dead-anchor"]);
        assert_eq!(found("[数据](#metrics)。\n"), ["dead-anchor"]);
    }

    #[test]
    fn a_call_of_a_figure_that_is_not_there_is_an_error() {
        assert_eq!(codes("", METRICS, "会员{{ metric(members) }}。\n"), Vec::<&str>::new());
        assert_eq!(
            codes("lints: {unused-metric: false}", METRICS, "会员{{ metric(member) }}。\n"),
            ["macro"]
        );
        assert_eq!(
            codes("lints: {unused-metric: false}", METRICS, "会员{{ metrik(members) }}。\n"),
            ["macro"]
        );
        assert_eq!(
            codes("lints: {unused-metric: false}", METRICS, "会员{{ members }}。\n"),
            ["macro"]
        );
    }

    #[test]
    fn after_a_mistake_in_the_front_matter_calls_are_not_blamed() {
        let broken = "date: 2020\nmetrics: [{id: members, label: 会员, value: 许多}]\n";
        assert_eq!(codes("", broken, "会员{{ metric(members) }}。\n"), ["wrong-type"]);
        let misspelt = "date: 2020\nmetrcs: [{id: members, label: 会员, printed: 30人}]\n";
        assert_eq!(codes("", misspelt, "会员{{ metric(members) }}。\n"), ["unknown-key"]);
        // One elsewhere hides no metric.
        let elsewhere = format!("{METRICS}layuot: 1\nsources: [{{id: s1, title: t, url: x}}]\n");
        let found = codes("", &elsewhere, "会员{{ metric(members) }}、{{ metric(zz) }}。\n");
        assert!(found.contains(&"macro") && found.contains(&"unknown-key"), "{found:?}");
    }
}
