//! A figure is in a unit that converts to that of its indicator.

use crate::content::case::context::Context;
use crate::content::case::metric::Metric;
use crate::foundation::diagnostic::Span;
use crate::input::fields::Reader;
use crate::publication::config::Indicator;
use crate::say;

/// A figure is in a unit that converts to its indicator's.
pub(super) fn check_dimension(
    metric: &Metric,
    indicator: &Indicator,
    span: Span,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) {
    let Some(wanted) = &indicator.unit else { return };
    let vocabulary = &context.config.vocabulary;
    // A unit that is not listed was reported as such.
    let is_known = metric.unit().is_empty()
        || vocabulary.units.is_empty()
        || vocabulary.find_unit(metric.unit()).is_some();
    if is_known && vocabulary.dimension_of(metric.unit()) != vocabulary.dimension_of(wanted) {
        if let Some(factor) = factor_of(wanted, metric.unit()) {
            return report_unlisted_scale(metric.unit(), wanted, factor, span, context, reader);
        }
        if metric.unit().is_empty() {
            return report_missing_unit(wanted, span, reader);
        }
        let (unit, id) = (metric.unit(), &indicator.id.0);
        reader.error(
            "wrong-dimension",
            span,
            say!(
                "这个数据的单位是“{unit}”，不能换算成指标“{id}”的单位“{wanted}”"
                    | "the unit `{unit}` does not convert to `{wanted}`, the unit of the \
                       indicator `{id}`"
            ),
            say!(
                "请核对单位；数的不是同一样东西时，删去 indicator，只写 label"
                    | "check the unit; when it measures something else, leave out `indicator` \
                       and give `label`"
            ),
        );
    }
}

fn report_missing_unit(wanted: &str, span: Span, reader: &mut Reader<'_>) {
    reader.error(
        "wrong-dimension",
        span,
        say!(
            "这个数据没有写单位，它的指标按“{wanted}”计"
                | "the figure has no unit; its indicator counts in `{wanted}`"
        ),
        say!(
            "加上单位，例如 unit: {wanted}；数的不是同一样东西时，删去 indicator，只写 label"
                | "add it, for example `unit: {wanted}`; when it measures something else, leave \
                   out `indicator` and give `label`"
        ),
    );
}

/// Returns how many of `unit` one `wanted` is where its name says so: 10000 元 are one 万元.
fn factor_of(wanted: &str, unit: &str) -> Option<u64> {
    let scale = wanted.strip_suffix(unit).filter(|_| !unit.is_empty())?;
    Some(match scale {
        "十" => 10,
        "百" => 100,
        "千" => 1000,
        "万" | "萬" => 10_000,
        "十万" => 100_000,
        "百万" => 1_000_000,
        "千万" => 10_000_000,
        "亿" | "億" => 100_000_000,
        _ => return None,
    })
}

/// Says how a unit is declared that is a number of others: figures in words are read in the other.
fn report_unlisted_scale(
    unit: &str,
    wanted: &str,
    factor: u64,
    span: Span,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) {
    let entry = format!("{{id: {wanted}, base: {unit}, factor: {factor}}}");
    let hint = if context.config.vocabulary.units.is_empty() {
        say!(
            "请在 site.yaml 写上 units: [{unit}, {entry}]，用到的别的单位也列在里面"
                | "write `units: [{unit}, {entry}]` in site.yaml, with the other units that are used"
        )
    } else {
        say!(
            "请把 site.yaml 里 units 的这一项写成 {entry}"
                | "write `{entry}` among the `units` of site.yaml"
        )
    };
    reader.error(
        "wrong-dimension",
        span,
        say!(
            "没有说明“{wanted}”是多少“{unit}”，不能换算"
                | "how many `{unit}` one `{wanted}` is has not been said, so that they do not convert"
        ),
        hint,
    );
}
