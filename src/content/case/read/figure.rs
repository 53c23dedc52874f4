//! Reads the keys that say how much: `value`, `unit`, `printed` and `qualifier`.

use super::rules::{check_agreement, known_unit};
use crate::content::case::context::Context;
use crate::foundation::diagnostic::Span;
use crate::input::fields::Reader;
use crate::input::yaml::Node;
use crate::say;
use crate::text::figure;
use crate::text::figure::{Decimal, Qualifier};

/// The keys that say how much.
pub(super) struct Figure {
    pub(super) value: Option<Node>,
    pub(super) unit: Option<Node>,
    pub(super) printed: Option<Node>,
    pub(super) qualifier: Option<Node>,
    pub(super) span: Span,
}

impl Figure {
    pub(super) fn read_figure(
        self,
        context: &Context<'_>,
        reader: &mut Reader<'_>,
    ) -> Option<(Decimal, String, Qualifier, String)> {
        let unit = self.unit.and_then(|node| read_unit(&node, context, reader));
        let qualifier = self.qualifier.and_then(|node| read_qualifier(&node, reader));
        let given = self.value.filter(Node::is_written);
        let has_value = given.is_some();
        let value = given.and_then(|node| read_value(&node, reader));
        let printed = self
            .printed
            .filter(Node::is_written)
            .and_then(|node| Some((reader.read_text("printed", &node)?, node.span)));
        // A value that is given says more than words do: 52 % may be printed 过半.
        let in_words = |text: &str| if has_value { None } else { figure::read_words(text) };
        let reading = printed
            .as_ref()
            .and_then(|(text, _)| figure::read_figure(text).or_else(|| in_words(text)));
        match (value, printed, reading) {
            (Some(value), None, _) => {
                let unit = unit.unwrap_or_default();
                let qualifier = qualifier.unwrap_or_default();
                let printed = print_figure(value, qualifier, &unit, context);
                Some((value, unit, qualifier, printed))
            }
            (value, Some((printed, span)), Some(reading)) => {
                let unit = unit.unwrap_or_else(|| reading.unit.clone());
                if let Some(value) = value {
                    check_agreement(&value, &unit, &reading, &printed, span, context, reader);
                }
                known_unit(&unit, span, context, reader);
                Some((
                    value.unwrap_or(reading.value),
                    unit,
                    qualifier.unwrap_or(reading.qualifier),
                    printed,
                ))
            }
            (Some(value), Some((printed, _)), None) => Some((
                value,
                unit.unwrap_or_default(),
                qualifier.unwrap_or(Qualifier::Exact),
                printed,
            )),
            (None, Some((printed, span)), None) => {
                report_unreadable(&printed, span, reader);
                None
            }
            (None, None, _) => {
                // What is no number was reported as such.
                if !has_value {
                    report_missing_value(self.span, reader);
                }
                None
            }
        }
    }
}

/// Reads a unit, and says so where the publication does not know it.
fn read_unit(node: &Node, context: &Context<'_>, reader: &mut Reader<'_>) -> Option<String> {
    let unit = reader.read_text("unit", node)?;
    known_unit(&unit, node.span, context, reader);
    Some(unit)
}

fn report_unreadable(printed: &str, span: Span, reader: &mut Reader<'_>) {
    reader.error(
        "unreadable-figure",
        span,
        say!("读不懂数字“{printed}”" | "cannot read the figure `{printed}`"),
        say!(
            "请写成“3000余万元”“近1.9万家”“23.6%”“三分之二”“上万人”这样的形式，\
             或者另外写上 value（数值）和 unit（单位）；\
             “数百”“翻一番”这样的写法说不准是多少，要写 value"
                | "write it in digits, like 1200 or 23.6%, or give `value` and `unit` besides; \
                   words that leave open how much, such as `hundreds` or `doubled`, need `value`"
        ),
    );
}

fn report_missing_value(span: Span, reader: &mut Reader<'_>) {
    reader.error(
        "missing-key",
        span,
        say!("这个数据没有数值" | "this metric has no value"),
        say!(
            "请写 value 和 unit，或者照原文写 printed，例如 printed: 3000余万元"
                | "give `value` and `unit`, or `printed` in the author's form"
        ),
    );
}

/// The form of a figure whose author gave none: the value and its unit, and in words how exact it
/// is.
fn print_figure(value: Decimal, qualifier: Qualifier, unit: &str, context: &Context<'_>) -> String {
    // Chinese writes an exact number without commas, other languages with.
    if qualifier != Qualifier::Exact || !context.config.language.is_chinese() {
        let texts = context.texts.texts_for(&context.config.language);
        return texts.figures.write_figure(value, qualifier, unit);
    }
    let space = if unit.starts_with(|c: char| c.is_alphabetic() && !crate::text::is_cjk(c)) {
        " "
    } else {
        ""
    };
    [&value.to_string(), space, unit].concat()
}

fn read_value(node: &Node, reader: &mut Reader<'_>) -> Option<Decimal> {
    let text = reader.read_text("value", node)?;
    let value = Decimal::parse(&text);
    if value.is_none() {
        reader.error(
            "wrong-type",
            node.span,
            say!(
                "“value”应当是数字，这里是“{text}”" | "`value` should be a number, but is `{text}`"
            ),
            if text.chars().any(char::is_numeric) {
                say!(
                    "带“余”“近”“万”等字的写法请放在 printed 里，例如 printed: {text}"
                        | "a form with words goes to `printed`"
                )
            } else {
                say!(
                    "请写成数字，例如 value: 30；没有数字的，删去这条数据"
                        | "write a number, such as `value: 30`; where there is none, \
                           delete the metric"
                )
            },
        );
    }
    value
}

fn read_qualifier(node: &Node, reader: &mut Reader<'_>) -> Option<Qualifier> {
    let text = reader.read_text("qualifier", node)?;
    let found = Qualifier::parse(&text);
    if found.is_none() {
        reader.error(
            "bad-choice",
            node.span,
            say!("“qualifier”不能是“{text}”" | "`qualifier` cannot be `{text}`"),
            say!(
                "可以写 exact（准确）、at_least（至少）、at_most（至多）、about（约）"
                    | "choose among exact, at_least, at_most, about"
            ),
        );
    }
    found
}
