//! What must hold of one figure.

use crate::content::case::context::Context;
use crate::content::case::metric::Metric;
use crate::content::case::read::dimension::check_dimension;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::nearest::find_nearest;
use crate::input::fields::Reader;
use crate::input::yaml::Node;
use crate::publication::config::{Indicator, Kind};
use crate::say;
use crate::text::date::Date;
use crate::text::figure;
use crate::text::figure::Decimal;

/// Applies every rule about a figure as a whole. `date` is when the case's account was published.
pub(super) fn check_figure(
    metric: &Metric,
    span: Span,
    date: Option<Date>,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) {
    let indicator =
        metric.indicator.as_ref().and_then(|id| context.config.vocabulary.find_indicator(&id.0));
    if let Some(indicator) = indicator {
        share_range(metric, indicator, span, context, reader);
        check_dimension(metric, indicator, span, context, reader);
    }
    year_after_date(metric, span, date, reader);
}

/// With units listed in `site.yaml`, a metric may use no other.
pub(super) fn known_unit(unit: &str, span: Span, context: &Context<'_>, reader: &mut Reader<'_>) {
    let units = &context.config.vocabulary.units;
    if unit.is_empty() || units.is_empty() || context.config.vocabulary.find_unit(unit).is_some() {
        return;
    }
    let mut finding = Diagnostic::error(
        "unknown-unit",
        reader.file,
        say!("site.yaml 里没有单位“{unit}”" | "site.yaml has no unit `{unit}`"),
    )
    .at_span(span);
    finding = match find_nearest(unit, units.iter().map(|one| one.id.as_str())) {
        Some(near) => finding.with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")),
        None => finding
            .with_hint(say!("请在 site.yaml 的 units 里加上它" | "add it to `units` in site.yaml")),
    };
    reader.sink.push(finding);
}

/// `value` with `unit` and what `printed` says must be the same quantity.
pub(super) fn check_agreement(
    value: &Decimal,
    unit: &str,
    reading: &figure::Reading,
    printed: &str,
    span: Span,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) {
    let vocabulary = &context.config.vocabulary;
    let (given, given_unit) = (vocabulary.in_base(*value, unit), vocabulary.dimension_of(unit));
    let (said, said_unit) =
        (vocabulary.in_base(reading.value, &reading.unit), vocabulary.dimension_of(&reading.unit));
    if given != said || (!reading.unit.is_empty() && given_unit != said_unit) {
        let (read, read_unit) = (&reading.value, &reading.unit);
        reader.error(
            "figure-mismatch",
            span,
            say!(
                "“{printed}”读作 {read}{read_unit}，与 value 和 unit 的 {value}{unit} 不一致"
                    | "`{printed}` reads as `{read} {read_unit}`, but `value` and `unit` say \
                       `{value} {unit}`"
            ),
            say!(
                "请核对原文，改正其中一处；只写 printed 也可以"
                    | "check the source and fix one of them; `printed` alone is enough"
            ),
        );
    }
}

/// A share is a part of a whole.
fn share_range(
    metric: &Metric,
    indicator: &Indicator,
    span: Span,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) {
    let is_share = indicator.kind == Some(Kind::Share);
    let unit = indicator.unit.as_deref().unwrap_or(metric.unit());
    // 11成 is more than all. A unit that does not convert is reported by `dimension`.
    let value = context
        .config
        .vocabulary
        .convert_unit(metric.value, metric.unit(), unit)
        .unwrap_or(metric.value);
    if is_share && (value < Decimal::ZERO || value > Decimal::from(100u64)) {
        let printed = metric.printed();
        reader.error(
            "share-range",
            span,
            say!(
                "比例“{printed}”不在 0 到 100 之间"
                    | "the share `{printed}` is not between 0 and 100"
            ),
            say!("请核对原文" | "check the source"),
        );
    }
}

/// Reads when a case was taken up or corrected: what it tells of was published before.
pub(super) fn read_later_date(
    key: &str,
    node: Option<Node>,
    date: Option<Date>,
    reader: &mut Reader<'_>,
) -> Option<Date> {
    let span = node.as_ref().map_or(Span::default(), |node| node.span);
    let day = reader.optional_date(key, node)?;
    if let Some(date) = date
        && day.last_day() < date.first_day()
    {
        let message = say!(
            "“{key}”的 {day} 早于“date”的 {date}，材料那时还没有发表"
                | "`{key}`, {day}, is earlier than `date`, {date}, when the account was published"
        );
        reader.sink.push(
            Diagnostic::warning("before-publication", reader.file, message)
                .at_span(span)
                .with_hint(say!("请核对这两个日期" | "check the two dates")),
        );
    }
    Some(day)
}

/// An account cannot report a year that had not begun.
fn year_after_date(metric: &Metric, span: Span, date: Option<Date>, reader: &mut Reader<'_>) {
    let (Some(year), Some(date)) = (metric.year(), date) else { return };
    let last = year.rsplit(['/', '-', '–']).next().and_then(|last| last.parse::<u16>().ok());
    if last.is_some_and(|last| last > date.year()) {
        reader.error(
            "year-after-date",
            span,
            say!(
                "数据的年份 {year} 晚于案例的日期 {date}"
                    | "the year {year} of this metric is later than the date {date} of the case"
            ),
            say!(
                "请核对 year 与 date；date 是材料发表的日期"
                    | "check `year` and `date`; `date` is when the account was published"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::codes;

    const UNITS: &str = "lints: {unused-metric: false}\nunits: [元, 人, \"%\", {id: 成, base: \"%\", factor: 10}, {id: 万元, base: 元, factor: 10000}]\n\
        indicators: [{id: funds, label: f, unit: 万元, kind: amount}, \
        {id: share, label: s, unit: \"%\", kind: share}]\n";

    #[track_caller]
    fn found(metric: &str, expected: &[&str]) {
        let case = format!("date: 2020-05\nmetrics:\n  - {metric}\n");
        assert_eq!(codes(UNITS, &case, "正文。\n"), expected, "{metric}");
    }

    #[test]
    fn a_unit_that_is_not_listed_is_an_error() {
        found("{label: a, value: 3, unit: 家}", &["unknown-unit"]);
        found("{label: a, value: 3, unit: 人}", &[]);
    }

    #[test]
    fn a_unit_must_convert_to_that_of_the_indicator() {
        found("{indicator: funds, value: 3, unit: 人}", &["wrong-dimension"]);
        found("{indicator: funds, value: 3}", &["wrong-dimension"]);
        found("{indicator: funds, value: 3, unit: 园}", &["unknown-unit"]);
        found("{indicator: funds, value: 30000, unit: 元}", &[]);
    }

    #[test]
    fn a_share_lies_between_0_and_100() {
        found("{indicator: share, value: 100.1, unit: \"%\"}", &["share-range"]);
        found("{indicator: share, value: -1, unit: \"%\"}", &["share-range"]);
        found("{indicator: share, value: 100, unit: \"%\"}", &[]);
        found("{indicator: share, value: 11, unit: 成}", &["share-range"]);
        found("{indicator: share, value: 9, unit: 成}", &[]);
    }

    #[test]
    fn a_year_later_than_the_account_is_an_error() {
        found("{label: a, value: 3, unit: 人, year: 2021}", &["year-after-date"]);
        found("{label: a, value: 3, unit: 人, year: 2019/2021}", &["year-after-date"]);
        found("{label: a, value: 3, unit: 人, year: 2019/2020}", &[]);
    }

    #[test]
    fn a_period_ends_after_it_begins() {
        found("{label: a, value: 3, unit: 人, year: 2020/2019}", &["bad-period"]);
        assert_eq!(codes(UNITS, "date: 2020\nperiod: 2012-03/2007-06\n", ""), ["bad-period"]);
    }

    #[test]
    fn what_is_printed_says_the_same_as_value_and_unit() {
        found("{label: a, value: 3000, unit: 万元, printed: 3000余万元}", &[]);
        found("{label: a, value: 300, unit: 万元, printed: 3000余万元}", &["figure-mismatch"]);
        found("{label: a, value: 3000, unit: 人, printed: 3000余万元}", &["figure-mismatch"]);
    }
}
