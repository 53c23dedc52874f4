//! What is no mistake but worth a look: a figure in the text without a home, a metric that the text
//! never mentions.
//!
//! Only texts in the language of the publication are looked at. A translation says in words of its
//! own what the first text says ("seven" for 7个, "4.1 million" for 410万), so that every other
//! finding would be a false one.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::mention::{Figures, called_figure};
use super::prose::without_markup;
use crate::content::case::context::Context;
use crate::content::case::metric::Metric;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink, Span};
use crate::foundation::path::SourcePath;
use crate::markdown::Body;
use crate::say;
use crate::text::figure;
use crate::text::figure::{Decimal, Qualifier};

/// What is looked at.
pub(super) struct Subject<'a> {
    pub(super) file: &'a SourcePath,
    /// The Markdown, and where it begins.
    pub(super) source: &'a str,
    pub(super) base: usize,
    /// The front matter, and where it begins.
    pub(super) front: (&'a str, usize),
    pub(super) figures: &'a Figures<'a>,
    pub(super) body: &'a Body,
}

/// A quantity, for telling whether two figures say the same.
type Quantity = (Option<Decimal>, String, Qualifier);

/// How many findings of one kind a file gets.
const MOST: usize = 200;

pub(super) fn lint_case(subject: &Subject<'_>, context: &Context<'_>, sink: &mut Sink) {
    let (lints, words) = (context.config.lints, &context.config.vocabulary);
    let text = without_markup(subject.source);
    let found = figure::find_figures(&text);
    let stated = |reading: &figure::Reading| {
        let value = words.in_base(reading.value, &reading.unit);
        (value, words.dimension_of(&reading.unit).to_owned(), reading.qualifier)
    };
    let said: Vec<Quantity> = found.iter().map(|(_, reading)| stated(reading)).collect();
    let metrics = &subject.figures.facts.metrics;
    let quantity = |metric: &Metric| {
        let value = words.in_base(metric.value, metric.unit());
        (value, words.dimension_of(metric.unit()).to_owned(), metric.qualifier)
    };
    // Where the case has no metrics and the publication no indicators, figures are left alone.
    let is_counted = !metrics.is_empty() || !context.config.vocabulary.indicators.is_empty();
    if lints.loose_figure && is_counted {
        let homes: FxHashSet<Quantity> = metrics.iter().map(|metric| quantity(metric)).collect();
        // Ages say whom a rule is for more often than how much there is.
        let is_age = |reading: &figure::Reading| matches!(&*reading.unit, "岁" | "周岁");
        let homeless = found
            .iter()
            .zip(&said)
            .filter(|((_, reading), stated)| !is_age(reading) && !homes.contains(*stated));
        push_some(sink, homeless, |((range, _), _)| {
            loose_figure(subject, range, text.get(range.clone()).unwrap_or_default())
        });
    }
    if lints.unused_metric {
        let said: FxHashSet<&Quantity> = said.iter().collect();
        let called: FxHashSet<&str> =
            subject.body.calls.iter().filter_map(|(call, _)| called_figure(call)).collect();
        let unused = metrics.iter().filter(|metric| {
            !called.contains(metric.id())
                && !said.contains(&quantity(metric))
                && !text.contains(metric.printed())
                && !is_said_in_words(&text, &quantity(metric))
        });
        push_some(sink, unused, |metric| unused_metric(subject, metric));
    }
}

/// Tells whether a text says in words what a metric does: 一半 for 50 %.
fn is_said_in_words(text: &str, (value, unit, qualifier): &Quantity) -> bool {
    let Some(value) = value.filter(|_| unit == "%") else { return false };
    figure::find_shares(text)
        .any(|said| said.unit == "%" && figure::is_same_share(&said, value, *qualifier))
}

/// Adds the findings about the first of `all`, and says how many more there are.
fn push_some<T>(
    sink: &mut Sink,
    mut all: impl Iterator<Item = T>,
    finding: impl Fn(T) -> Diagnostic,
) {
    sink.extend(all.by_ref().take(MOST).map(finding));
    let rest = all.count();
    if rest > 0 {
        sink.hint_last(say!(
            "这个文件里另有 {rest} 处没有列出：改好列出的，再检查一次"
                | "{rest} more in this file are not listed: fix those that are, and check again"
        ));
    }
}

fn loose_figure(subject: &Subject<'_>, range: &Range<usize>, printed: &str) -> Diagnostic {
    Diagnostic::new(
        Severity::Hint,
        "loose-figure",
        Some(subject.file.clone()),
        say!(
            "正文里的“{printed}”不是任何一个数据"
                | "`{printed}` in the text is none of the metrics"
        ),
    )
    .at_span(Span::new(subject.base + range.start, subject.base + range.end))
    .with_hint(say!(
        "在 metrics 里加上它，正文写 {{{{ metric(id) }}}}；不算数据的写 {{{{ as_is({printed}) \
         }}}}；全都不要提醒，就在 site.yaml 写 lints: {{loose-figure: false}}"
            | "add it to `metrics` and write `{{{{ metric(id) }}}}`; write \
               `{{{{ as_is({printed}) }}}}` when it is none; `lints: {{loose-figure: false}}` in \
               site.yaml turns this off"
    ))
}

fn unused_metric(subject: &Subject<'_>, metric: &Metric) -> Diagnostic {
    let (id, printed) = (metric.id(), metric.printed());
    Diagnostic::new(
        Severity::Hint,
        "unused-metric",
        Some(subject.file.clone()),
        say!("正文没有提到数据“{id}”（{printed}）" | "the text never mentions the metric \
            `{id}` (`{printed}`)"),
    )
    .at_span(find_metric(subject.front, metric))
    .with_hint(say!(
        "在讲到它的地方写 {{{{ metric({id}) }}}}；不想提醒就在 site.yaml 写 lints: {{unused-metric: false}}"
            | "write {{{{ metric({id}) }}}} where it belongs, or turn this off: \
               `lints: {{unused-metric: false}}` in site.yaml"
    ))
}

/// Finds a metric in the front matter, by its id, its indicator or its name. Figures are read
/// without their places, which cost more.
fn find_metric((front, base): (&str, usize), metric: &Metric) -> Span {
    // `id: a` stands neither in `some_id: a` nor in `id: ab`.
    let after = |word: &str, text: &str| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let written = format!("{word}: {text}");
        let (at, _) = front.match_indices(&written).find(|(at, _)| {
            let (before, rest) = (&front[..*at], &front[at + written.len()..]);
            !before.ends_with(is_part) && !rest.starts_with(is_part)
        })?;
        Some((at + word.len() + 2, text.len()))
    };
    let indicator = metric.indicator.as_ref().and_then(|id| after("indicator", &id.0));
    let (at, length) = after("id", metric.id())
        .or(indicator)
        .or_else(|| after("label", metric.label()))
        .unwrap_or((0, 0));
    Span::new(base + at, base + at + length)
}

#[cfg(test)]
mod tests {
    use super::super::tests::codes;

    const METRICS: &str = "date: 2020\nmetrics: [{id: members, label: 会员, printed: 1400余人}]\n";

    #[test]
    fn a_figure_of_the_text_without_a_home_is_pointed_out() {
        assert_eq!(codes("", METRICS, "会员1400余人，专家10位。\n"), ["loose-figure"]);
        assert_eq!(
            codes("", METRICS, "会员1400余人，见[第10位](10位.html)和`10位`。\n\n```\n10位\n```\n"),
            Vec::<&str>::new()
        );
        assert_eq!(
            codes("lints: {loose-figure: false}\n", METRICS, "会员1400余人，专家10位。\n"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn a_share_in_tenths_has_its_home_in_per_cent() {
        let metrics = "date: 2020\nmetrics: [{id: old, label: 老人, value: 30, unit: \"%\"}]\n";
        assert_eq!(codes("", metrics, "3成是老人。\n"), Vec::<&str>::new());
        assert_eq!(codes("", metrics, "4成是老人。\n"), ["unused-metric", "loose-figure"]);
    }

    #[test]
    fn a_share_in_words_mentions_its_metric() {
        let metric = |value: &str| {
            format!("date: 2020\nmetrics: [{{id: a, label: 老人, value: {value}, unit: \"%\"}}]\n")
        };
        let found = |value: &str, text: &str| codes("", &metric(value), text);
        assert_eq!(found("50", "一半是老人。\n"), Vec::<&str>::new());
        assert_eq!(found("66.7", "三分之二是老人。\n"), Vec::<&str>::new());
        assert_eq!(found("30", "百分之三十是老人。\n"), Vec::<&str>::new());
        assert_eq!(
            found("66.7", "三分之一是老人，另有数百人、上万户、几十家、过半。\n"),
            ["unused-metric"]
        );
    }

    #[test]
    fn ages_and_numbers_of_places_and_articles_are_no_figures() {
        let lints = "lints: {unused-metric: false}\n";
        for text in [
            "65岁，60周岁以上，６５周岁以下，3岁",
            "第12条，第 3 款，第十二条",
            "5栋301室，12弄3幢，8号楼2座，3单元",
            "电话021-58881234，身份证号310101199003071234",
            "2020年，2019—2021年，10:30，8时30分，10:30:45",
            "数百人，上万户，几十家，近万人，过半，一半，三分之二",
            "1对1服务，1对多帮扶",
        ] {
            assert_eq!(codes(lints, METRICS, &format!("{text}。\n")), Vec::<&str>::new(), "{text}");
        }
        let metrics = "date: 2020\nmetrics: [{id: age, label: 年龄, value: 45, unit: 岁}]\n";
        assert_eq!(codes("", metrics, "平均45岁。\n"), Vec::<&str>::new());
    }

    #[test]
    fn figures_are_left_alone_where_nobody_counts() {
        let text = "专家10位，花了301元。\n";
        assert_eq!(codes("", "date: 2020\n", text), Vec::<&str>::new());
        let indicators = "indicators: [{id: experts, label: 专家, unit: 位, kind: level}]\n";
        assert_eq!(codes(indicators, "date: 2020\n", text), ["loose-figure", "loose-figure"]);
    }

    #[test]
    fn a_figure_that_lost_its_word_of_exactness_has_no_home() {
        assert_eq!(
            codes("lints: {unused-metric: false}\n", METRICS, "会员1400人。\n"),
            ["loose-figure"]
        );
    }

    #[test]
    fn a_metric_that_the_text_never_mentions_is_pointed_out() {
        assert_eq!(codes("", METRICS, "会员很多。\n"), ["unused-metric"]);
        assert_eq!(codes("", METRICS, "会员{{ metric(members) }}。\n"), Vec::<&str>::new());
        assert_eq!(
            codes("lints: {unused-metric: false}\n", METRICS, "会员很多。\n"),
            Vec::<&str>::new()
        );
    }
}
