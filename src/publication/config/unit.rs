//! Units, and how they convert: 1 万元 is 10,000 元.

use super::values::keep_unique;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::language::Localised;
use crate::foundation::nearest::find_nearest;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Node, Value};
use crate::say;
use crate::text::figure::Decimal;

/// A unit, and how it converts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// As metrics write it, e.g. 万元.
    pub id: String,
    /// The unit that it is a multiple of, e.g. 元.
    pub base: Option<String>,
    /// How many of the base it is, e.g. 10000.
    pub factor: Decimal,
    /// Its names in other languages; blank where a language counts without a word, as English does
    /// for 个.
    pub name: Localised,
}

impl Unit {
    /// Returns the unit that it converts to: its base, or itself.
    #[must_use]
    pub fn dimension(&self) -> &str {
        self.base.as_deref().unwrap_or(&self.id)
    }
}

pub(super) const KEYS: [KnownKey; 4] = [
    KnownKey::required("id"),
    KnownKey::optional("base"),
    KnownKey::optional("factor"),
    KnownKey::optional("name"),
];

/// Reads the list `units`.
pub(super) fn read_units(node: Node, reader: &mut Reader<'_>) -> Vec<Unit> {
    let list = reader.read_list("units", node);
    let read = list.into_iter().filter_map(|node| read_unit(node, reader)).collect::<Vec<_>>();
    let bases: Vec<(String, Span)> =
        read.iter().filter_map(|(unit, span)| Some((unit.base.clone()?, *span))).collect();
    let units = keep_unique(read, |unit| &unit.id, reader);
    for (base, span) in bases {
        known_unit("base", &base, span, &units, reader);
        if let Some(last) =
            units.iter().find(|unit| unit.id == base).and_then(|unit| unit.base.as_ref())
        {
            reader.error(
                "unit-chain",
                span,
                say!(
                    "“{base}”自己也是换算来的，不能作基本单位"
                        | "`{base}` is itself a multiple and cannot be a base"
                ),
                say!(
                    "请直接换算到“{last}”：写 base: {last}，factor 写一个这样的单位合多少{last}"
                        | "convert to `{last}` at once: give it as `base`, and as `factor` how \
                           many of it this unit is"
                ),
            );
        }
    }
    units
}

/// With units listed, no other may be named.
pub(super) fn known_unit(
    key: &str,
    unit: &str,
    span: Span,
    units: &[Unit],
    reader: &mut Reader<'_>,
) {
    if units.is_empty() || units.iter().any(|listed| listed.id == unit) {
        return;
    }
    let finding = Diagnostic::error(
        "unknown-unit",
        reader.file,
        say!(
            "“{key}”写的单位“{unit}”不在 units 里"
                | "`{key}` names the unit `{unit}`, which is not among `units`"
        ),
    )
    .at_span(span);
    reader.sink.push(match find_nearest(unit, units.iter().map(|one| one.id.as_str())) {
        Some(near) => finding.with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")),
        None => finding
            .with_hint(say!("请在 site.yaml 的 units 里加上它" | "add it to `units` in site.yaml")),
    });
}

fn read_unit(node: Node, reader: &mut Reader<'_>) -> Option<(Unit, Span)> {
    let span = node.span;
    if !matches!(node.value, Value::Map(_)) {
        let id = reader.read_text("units", &node)?;
        return Some((
            Unit { id, base: None, factor: Decimal::ONE, name: Localised::default() },
            span,
        ));
    }
    let [id, base, factor, name] = reader.read_keys("units", node, &KEYS)?;
    let id = id.and_then(|node| reader.read_text("id", &node));
    let base = base.and_then(|node| reader.read_text("base", &node));
    let factor = factor.and_then(|node| {
        let text = reader.read_text("factor", &node)?;
        let value = Decimal::parse(&text).filter(|value| *value > Decimal::ZERO);
        if value.is_none() {
            reader.error(
                "wrong-type",
                node.span,
                say!(
                    "“factor”应当是大于零的数，这里是“{text}”"
                        | "`factor` should be a number above zero, but is `{text}`"
                ),
                say!("例如 factor: 10000" | "for example factor: 10000"),
            );
        }
        value
    });
    let name = name.and_then(|node| reader.localised_or_blank("name", node)).unwrap_or_default();
    let Some(id) = id else {
        reader.error(
            "missing-key",
            span,
            say!("单位缺少“id”" | "a unit needs `id`"),
            say!(
                "例如 {{id: 万元, base: 元, factor: 10000}}"
                    | "for example {{id: km, base: m, factor: 1000}}"
            ),
        );
        return None;
    };
    Some((Unit { id, base, factor: factor.unwrap_or(Decimal::ONE), name }, span))
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use crate::foundation::diagnostic::Sink;

    fn codes(units: &str) -> Vec<&'static str> {
        let mut sink = Sink::default();
        let _ = Config::read_config(
            &format!("title: t\nbase_url: https://example.org/\n{units}"),
            &mut sink,
        );
        sink.as_slice().iter().map(|finding| finding.code.0).collect()
    }

    #[test]
    fn a_unit_may_be_a_fraction_of_another() {
        let mu = "units: [平方米, {id: 亩, base: 平方米, factor: 666.67}]";
        assert_eq!(codes(mu), Vec::<&str>::new());
        for wrong in ["0", "-1", "半"] {
            assert_eq!(codes(&mu.replace("666.67", wrong)), ["wrong-type"], "{wrong}");
        }
    }

    #[test]
    fn a_base_is_a_unit_that_converts_to_nothing_else() {
        assert_eq!(codes("units: [元, {id: 万元, base: 元, factor: 10000}]"), Vec::<&str>::new());
        assert_eq!(codes("units: [元, {id: 万元, base: 园, factor: 10000}]"), ["unknown-unit"]);
        assert_eq!(
            codes(
                "units: [元, {id: 万元, base: 元, factor: 10000}, {id: 亿元, base: 万元, factor: 10000}]"
            ),
            ["unit-chain"]
        );
    }

    #[test]
    fn an_indicator_is_measured_in_a_unit_of_the_list() {
        assert_eq!(
            codes("units: [元]\nindicators: [{id: a, label: b, unit: 人}]"),
            ["unknown-unit"]
        );
        assert_eq!(codes("indicators: [{id: a, label: b, unit: 人}]"), Vec::<&str>::new());
    }
}
