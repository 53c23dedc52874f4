//! Metrics: one figure of one case, with its unit, its year, its source and how exact it is.

use std::borrow::Cow;
use std::sync::Arc;

use super::lower::Context;
use super::rules::{self, agree, known_unit};
use crate::foundation::diagnostic::{Diagnostic, Span, nearest};
use crate::foundation::language::LanguageTag;
use crate::input::fields::Reader;
use crate::input::yaml::{Node, Value};
use crate::publication::config::{Config, IndicatorId};
use crate::say;
use crate::text::date::Date;
use crate::text::figure;
use crate::text::figure::{Decimal, FigureFormat, Qualifier};
use crate::text::slug;

/// What a figure is called within its case, and in its address after `#metric-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MetricId(pub Arc<str>);

/// Who vouches for a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// The organisation's own account.
    SelfReported,
    /// An official statistic.
    Official,
    /// Somebody without a stake.
    Independent,
}

impl Status {
    /// Returns the word for it in front matter.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::SelfReported => "self-reported",
            Self::Official => "official",
            Self::Independent => "independent",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::SelfReported, Self::Official, Self::Independent]
            .into_iter()
            .find(|status| status.word() == word)
    }
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Metric {
    /// What it is called within its case.
    pub id: MetricId,
    /// What it counts.
    pub label: String,
    /// The shared measure that it is one of.
    pub indicator: Option<IndicatorId>,
    /// Its value in `unit`, exactly.
    pub value: Decimal,
    /// Its unit; empty for a bare number.
    pub unit: String,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// The author's own form, unit included.
    pub printed: String,
    /// The year it is about.
    pub year: Option<String>,
    /// The source it comes from.
    pub source: Option<String>,
    /// Where in the source.
    pub at: Option<String>,
    /// Who vouches for it.
    pub status: Option<Status>,
}

impl Metric {
    /// Returns the figure as readers of `language` see it: in its author's own form where they read his language, and
    /// else as [`Metric::written`] has it.
    #[must_use]
    pub fn shown(
        &self,
        language: &LanguageTag,
        config: &Config,
        format: &FigureFormat,
    ) -> Cow<'_, str> {
        if language.is_same_language(&config.language) {
            Cow::Borrowed(&self.printed)
        } else {
            Cow::Owned(self.written(language, config, format))
        }
    }

    /// Returns the figure as [`Metric::written`] has it where that tells readers of `language` more than the author's form
    /// does: 至少30,000,000元 for 3000余万元, but nothing for 94家, 1,200家 or 90%以上, whose number is plain to see.
    #[must_use]
    pub fn full(
        &self,
        language: &LanguageTag,
        config: &Config,
        format: &FigureFormat,
    ) -> Option<String> {
        // Readers of another language see nothing but the written form already.
        if !language.is_same_language(&config.language) {
            return None;
        }
        let value = self.value.to_string();
        let is_grouped = |c: char| matches!(c, ',' | '，' | ' ');
        let is_plain = self.printed.contains(&value)
            || self.printed.contains(is_grouped)
                && self.printed.replace(is_grouped, "").contains(&value);
        (!is_plain).then(|| self.written(language, config, format))
    }

    /// Returns the figure in full, with its exactness in words and the name of its unit in `language`.
    #[must_use]
    pub fn written(
        &self,
        language: &LanguageTag,
        config: &Config,
        format: &FigureFormat,
    ) -> String {
        let unit = config.vocabulary.unit_name(&self.unit, language);
        format.write(self.value, self.qualifier, unit)
    }
}

const KEYS: &[&str] = &[
    "id",
    "indicator",
    "label",
    "value",
    "unit",
    "printed",
    "qualifier",
    "year",
    "source",
    "at",
    "status",
];

/// Reads the list `metrics`. `sources` are the ids that a metric may name; `date` is the case's own.
pub(super) fn read(
    node: Option<Node>,
    sources: &[(String, Span)],
    date: Option<Date>,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Vec<Metric> {
    let Some(node) = node else { return Vec::new() };
    let items = reader.list("metrics", node);
    let mut metrics: Vec<(Metric, Span)> = Vec::with_capacity(items.len());
    for item in items {
        let span = item.span;
        let Some(mut metric) = one(item, sources, date, context, reader) else { continue };
        if let Some((_, first)) = metrics.iter().find(|(other, _)| other.id == metric.id) {
            let id = &metric.id.0;
            reader.sink.push(
                Diagnostic::error(
                    "duplicate-id",
                    reader.file,
                    say!("两个数据的 id 都是“{id}”" | "two metrics have the id `{id}`"),
                )
                .at(span)
                .note(reader.file, Some(*first), say!("第一个在这里" | "the first is here"))
                .hint(say!(
                    "请给其中一个写上不同的 id，例如 id: {id}-2"
                        | "give one of them another id, such as id: {id}-2"
                )),
            );
            metric.id = MetricId(format!("{id}-{}", metrics.len() + 1).into());
        }
        metrics.push((metric, span));
    }
    metrics.into_iter().map(|(metric, _)| metric).collect()
}

fn one(
    item: Node,
    sources: &[(String, Span)],
    date: Option<Date>,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Option<Metric> {
    let span = item.span;
    let mut fields = reader.map("metrics", item)?;
    let id = fields
        .take("id")
        .and_then(|node| crate::publication::config::identifier("id", &node, reader));
    let named = fields.take("indicator");
    let is_named = named.is_some();
    let indicator = named.and_then(|node| indicator(&node, context, reader));
    let label = fields.take("label").and_then(|node| reader.text("label", &node));
    let year = fields.take("year").and_then(|node| year(&node, reader));
    let source = fields.take("source").and_then(|node| source(&node, sources, reader));
    let at = fields.take("at").and_then(|node| reader.text("at", &node));
    let status = fields.take("status").and_then(|node| status(&node, reader));
    let figure = Figure {
        value: fields.take("value"),
        unit: fields.take("unit"),
        printed: fields.take("printed"),
        qualifier: fields.take("qualifier"),
        span,
    };
    reader.no_more(fields, KEYS);
    let figure = figure.read(context, reader);
    let label = label.or_else(|| {
        let id = indicator.as_ref()?;
        let shared = context.config.vocabulary.indicator(&id.0)?;
        Some(shared.label.get(&context.config.language, &context.config.language).to_owned())
    });
    let Some(label) = label else {
        // An indicator that is not known would have given it one, and was reported.
        if is_named {
            return None;
        }
        reader.error(
            "missing-key",
            span,
            say!("这个数据缺少“label”（名称）" | "this metric lacks `label`"),
            say!(
                "请写上它数的是什么，例如 label: 入驻社会组织"
                    | "write what it counts, for example `label: Member organisations`"
            ),
        );
        return None;
    };
    let (value, unit, qualifier, printed) = figure?;
    let id = id.unwrap_or_else(|| {
        indicator.as_ref().map_or_else(|| slug(&label), |indicator| indicator.0.to_string())
    });
    let metric = Metric {
        id: MetricId(id.into()),
        label,
        indicator,
        value,
        unit,
        qualifier,
        printed,
        year,
        source,
        at,
        status,
    };
    rules::check(&metric, span, date, context, reader);
    Some(metric)
}

/// The keys that say how much.
struct Figure {
    value: Option<Node>,
    unit: Option<Node>,
    printed: Option<Node>,
    qualifier: Option<Node>,
    span: Span,
}

impl Figure {
    fn read(
        self,
        context: &Context<'_>,
        reader: &mut Reader<'_>,
    ) -> Option<(Decimal, String, Qualifier, String)> {
        let unit = self.unit.map(|node| (reader.text("unit", &node), node.span));
        let qualifier = self.qualifier.and_then(|node| qualifier(&node, reader));
        let has_value = written(self.value.as_ref());
        let value = self.value.filter(|_| has_value).and_then(|node| value(&node, reader));
        let has_printed = written(self.printed.as_ref());
        let printed = self
            .printed
            .filter(|_| has_printed)
            .and_then(|node| Some((reader.text("printed", &node)?, node.span)));
        let reading = printed.as_ref().and_then(|(text, _)| figure::read(text));
        let written_unit = unit.as_ref().and_then(|(text, _)| text.clone());
        if let (Some(text), Some((_, span))) = (&written_unit, &unit) {
            known_unit(text, *span, context, reader);
        }
        match (value, printed, reading) {
            (Some(value), None, _) => {
                let unit = written_unit.unwrap_or_default();
                let qualifier = qualifier.unwrap_or_default();
                let printed = print(value, qualifier, &unit, context);
                Some((value, unit, qualifier, printed))
            }
            (value, Some((printed, span)), Some(reading)) => {
                let unit = written_unit.unwrap_or_else(|| reading.unit.clone());
                if let Some(value) = value {
                    agree(&value, &unit, &reading, &printed, span, context, reader);
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
                written_unit.unwrap_or_default(),
                qualifier.unwrap_or(Qualifier::Exact),
                printed,
            )),
            (None, Some((printed, span)), None) => {
                reader.error(
                    "unreadable-figure",
                    span,
                    say!("读不懂数字“{printed}”" | "cannot read the figure `{printed}`"),
                    say!(
                        "请写成“3000余万元”“近1.9万家”“23.6%”这样的形式，或者另外写上 value（数值）和 unit（单位）"
                            | "write it like 3000余万元, 近1.9万家 or 23.6%, or give `value` and `unit` besides"
                    ),
                );
                None
            }
            // What is no number was reported as such.
            (None, None, _) if has_value => None,
            (None, None, _) => {
                reader.error(
                    "missing-key",
                    self.span,
                    say!("这个数据没有数值" | "this metric has no value"),
                    say!(
                        "请写 value 和 unit，或者照原文写 printed，例如 printed: 3000余万元"
                            | "give `value` and `unit`, or `printed` in the author's form"
                    ),
                );
                None
            }
        }
    }
}

/// The form of a figure whose author gave none: the value and its unit, and in words how exact it is.
fn print(value: Decimal, qualifier: Qualifier, unit: &str, context: &Context<'_>) -> String {
    if qualifier != Qualifier::Exact {
        let texts = context.texts.of(&context.config.language);
        return texts.figures.write(value, qualifier, unit);
    }
    let space = if unit.starts_with(|c: char| c.is_alphabetic() && !crate::text::is_cjk(c)) {
        " "
    } else {
        ""
    };
    format!("{value}{space}{unit}")
}

fn value(node: &Node, reader: &mut Reader<'_>) -> Option<Decimal> {
    let text = reader.text("value", node)?;
    let value = Decimal::parse(&text);
    if value.is_none() {
        reader.error(
            "wrong-type",
            node.span,
            say!(
                "“value”应当是数字，这里是“{text}”" | "`value` should be a number, but is `{text}`"
            ),
            say!(
                "带“余”“近”“万”等字的写法请放在 printed 里，例如 printed: {text}"
                    | "a form with words goes to `printed`"
            ),
        );
    }
    value
}

fn qualifier(node: &Node, reader: &mut Reader<'_>) -> Option<Qualifier> {
    let text = reader.text("qualifier", node)?;
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

fn status(node: &Node, reader: &mut Reader<'_>) -> Option<Status> {
    let text = reader.text("status", node)?;
    let found = Status::parse(&text);
    if found.is_none() {
        reader.error(
            "bad-choice",
            node.span,
            say!("数据的“status”不能是“{text}”" | "`status` of a metric cannot be `{text}`"),
            say!(
                "可以写 self-reported（自报）、official（官方统计）、independent（独立来源）"
                    | "choose among self-reported, official, independent"
            ),
        );
    }
    found
}

fn year(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.text("year", node)?;
    let plain = text
        .split(['/', '-', '–'])
        .all(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !plain {
        let finding = Diagnostic::error(
            "bad-date",
            reader.file,
            say!("“year”应当是年份，这里是“{text}”" | "`year` should be a year, but is `{text}`"),
        )
        .at(node.span)
        .hint(say!(
            "请写成 2023，跨年写成 2021/2023" | "write 2023, or 2021/2023 for several years"
        ));
        let year = crate::text::date::read_lenient(&text)
            .map(|date| date.to_string())
            .filter(|year| year.len() == 4);
        reader.sink.push(match year {
            Some(year) => finding.fix(node.span, year),
            None => finding,
        });
    }
    let mut parts = text.split(['/', '-', '–']);
    if plain && parts.next() > parts.next().or(Some("9999")) {
        reader.error(
            "bad-period",
            node.span,
            say!("“{text}”的结束年份早于开始年份" | "`{text}` ends before it begins"),
            say!(
                "请把较早的年份写在前面，例如 2021/2023"
                    | "write the earlier year first, such as 2021/2023"
            ),
        );
        return None;
    }
    plain.then_some(text)
}

fn source(node: &Node, sources: &[(String, Span)], reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.text("source", node)?;
    if sources.iter().any(|(id, _)| *id == text) {
        return Some(text);
    }
    let mut finding = Diagnostic::error(
        "dangling-source",
        reader.file,
        say!("没有 id 为“{text}”的来源" | "there is no source with the id `{text}`"),
    )
    .at(node.span);
    finding = match nearest(&text, sources.iter().map(|(id, _)| id.as_str())) {
        Some(near) => finding.hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")),
        None => finding.hint(say!(
            "请在 sources 里加上 {{id: {text}, title: …}}"
                | "add {{id: {text}, title: …}} to `sources`"
        )),
    };
    reader.sink.push(finding);
    None
}

fn indicator(node: &Node, context: &Context<'_>, reader: &mut Reader<'_>) -> Option<IndicatorId> {
    let text = reader.text("indicator", node)?;
    let indicators = &context.config.vocabulary.indicators;
    if context.config.vocabulary.unread {
        return None;
    }
    if let Some(found) = context.config.vocabulary.indicator(&text) {
        return Some(found.id.clone());
    }
    let mut finding = Diagnostic::error(
        "unknown-indicator",
        reader.file,
        say!("site.yaml 里没有指标“{text}”" | "site.yaml has no indicator `{text}`"),
    )
    .at(node.span);
    finding = match nearest(&text, indicators.iter().map(|one| &*one.id.0)) {
        Some(near) => finding
            .hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?"))
            .suggest(node.span, near),
        None => finding.hint(say!(
            "请在 site.yaml 的 indicators 里加上它，或者删去这一项，只写 label"
                | "add it to `indicators` in site.yaml, or leave it out and give `label`"
        )),
    };
    reader.sink.push(finding);
    None
}

/// Tells whether a node was written at all.
pub(super) fn written(node: Option<&Node>) -> bool {
    node.is_some_and(|node| node.value != Value::Null)
}
