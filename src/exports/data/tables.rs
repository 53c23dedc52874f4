//! The tables of the publication: what each holds, column by column.

use std::borrow::Cow;

use crate::catalog::Catalog;
use crate::content::case::Status;
use crate::edition::labels;
use crate::edition::site::Site;
use crate::exports::data::column::{Cell, Column, Form, Maker, Row};
use crate::foundation::path::encode;
use crate::publication::config::{FieldType, Kind};
use crate::render::view_model;
use crate::text::figure::Qualifier;

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Table {
    Cases,
    Metrics,
    Practices,
    Sources,
    Regions,
}

const KINDS: &[&str] = &["level", "share", "change", "count", "amount"];
const QUALIFIERS: &[&str] = &["exact", "at_least", "at_most", "about"];
const STATUSES: &[&str] = &["self-reported", "official", "independent"];

/// Writes a list of columns: name, form, whether each row has it, what it holds, and how it is found.
macro_rules! columns {
    ($($name:literal $form:expr, $required:literal, $zh:literal | $en:literal, $cell:expr;)*) => {
        vec![$(Column {
            name: Cow::Borrowed($name),
            form: $form,
            required: $required,
            about: (Cow::Borrowed($zh), Cow::Borrowed($en)),
            cell: Maker::Row($cell),
        }),*]
    };
}

impl Table {
    /// All tables, in the order of the data page.
    pub(crate) const ALL: [Self; 5] = [Self::Cases, Self::Metrics, Self::Practices, Self::Sources, Self::Regions];

    /// Returns its name: of its files, of its resource in the data package, of its heading in the theme's texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Metrics => "metrics",
            Self::Practices => "practices",
            Self::Sources => "sources",
            Self::Regions => "regions",
        }
    }

    /// Returns the columns that together name one row.
    pub(crate) fn primary_key(self) -> &'static [&'static str] {
        match self {
            Self::Cases => &["id"],
            Self::Metrics | Self::Sources => &["case_id", "id"],
            Self::Practices => &["case_id", "number"],
            Self::Regions => &["code"],
        }
    }

    /// Returns the columns that name rows of other tables: own columns, the table (itself when empty), its columns.
    pub(crate) fn foreign_keys(self) -> &'static [(&'static [&'static str], &'static str, &'static [&'static str])] {
        match self {
            Self::Cases => &[(&["region_code"], "regions", &["code"])],
            Self::Metrics | Self::Practices | Self::Sources => &[(&["case_id"], "cases", &["id"])],
            Self::Regions => &[(&["parent_code"], "", &["code"])],
        }
    }

    /// Returns its columns, with the site's extra fields.
    pub(crate) fn columns(self, site: &Site) -> Vec<Column> {
        match self {
            Self::Cases => {
                let mut columns = cases();
                columns.extend(fields(site));
                columns
            }
            Self::Metrics => metrics(),
            Self::Practices => practices(),
            Self::Sources => sources(),
            Self::Regions => regions(),
        }
    }

    /// Returns its rows, in the order of the catalog.
    pub(crate) fn rows(self, catalog: &Catalog) -> Box<dyn Iterator<Item = Row<'_>> + '_> {
        let row = move |index, place| Row { catalog, index, place, region: None };
        let all = (0..).take(catalog.cases.len());
        match self {
            Self::Cases => Box::new(all.map(move |index| row(index, 0))),
            Self::Metrics => {
                Box::new(all.flat_map(move |index| (0..catalog.cases[index as usize].metrics.len()).map(move |place| row(index, place))))
            }
            Self::Practices => {
                Box::new(all.flat_map(move |index| (0..catalog.cases[index as usize].practices.len()).map(move |place| row(index, place))))
            }
            Self::Sources => {
                Box::new(all.flat_map(move |index| (0..catalog.cases[index as usize].sources.len()).map(move |place| row(index, place))))
            }
            Self::Regions => Box::new(catalog.regions.keys().map(move |code| Row { region: Some(code), ..row(0, 0) })),
        }
    }
}

fn cases() -> Vec<Column> {
    columns! {
        "id" Form::Text, true, "案例的编号，也是网址的一部分" | "the case, as in its address", |_, row| Cell::from(&*row.case().card.id.0);
        "url" Form::Text, true, "案例的网址" | "the address of the case", |site, row| site.url(&row.case().card.path).into();
        "title" Form::Text, true, "标题" | "title", |_, row| row.case().card.title.as_str().into();
        "summary" Form::Text, false, "提要" | "summary", |_, row| row.case().card.summary.as_str().into();
        "region_code" Form::Text, true, "地区代码，见 regions 表" | "the region, a code in the table regions", |_, row| row.case().card.region.as_str().into();
        "region" Form::Text, true, "地区全名" | "the region's full name", |site, row| view_model::region_text(site, &row.case().card.region).into();
        "locality" Form::Text, false, "地区以下的地点" | "the place below the region", |_, row| row.case().card.locality.as_deref().into();
        "model" Form::Text, true, "模式的名称" | "the name of the model", |_, row| row.case().model.name.as_str().into();
        "model_url" Form::Text, true, "模式的网址" | "the address of the model", |site, row| site.url(&row.catalog.model(row.index).path).into();
        "notation" Form::Text, false, "模式的写法，如 1+14+X" | "the model's formula, such as 1+14+X", |_, row| row.case().model.notation.as_deref().into();
        "date" Form::Date, true, "所据材料发表的日期，可以只到年或月" | "when the account was published; a year or a month may be all that is known", |_, row| row.case().card.date.to_string().into();
        "period_start" Form::Date, false, "做法开始的时间" | "when the practice began", |_, row| row.case().card.period.and_then(crate::text::date::Interval::start).map(|date| date.to_string()).into();
        "period_end" Form::Date, false, "做法结束的时间；仍在继续或不详的为空" | "when it ended; blank when it goes on or nobody says", |_, row| row.case().card.period.and_then(crate::text::date::Interval::end).map(|date| date.to_string()).into();
        "topics" Form::List, false, "主题词" | "subject terms", |site, row| list(row.case().card.topics.iter().map(|topic| labels::topic_name(site, topic).into()));
        "organisations" Form::List, false, "参与的组织" | "organisations that took part", |_, row| list(row.case().organisations.iter().map(|name| name.as_str().into()));
        "metrics" Form::Integer, true, "数据的个数" | "how many figures it has", |_, row| Cell::Integer(row.case().metrics.len());
        "practices" Form::Integer, true, "做法的个数" | "how many practices it has", |_, row| Cell::Integer(row.case().practices.len());
        "sources" Form::Integer, true, "来源的个数" | "how many sources it has", |_, row| Cell::Integer(row.case().sources.len());
    }
}

fn list<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Cell<'a> {
    let texts: Vec<Cow<'a, str>> = texts.collect();
    if texts.is_empty() { Cell::Blank } else { Cell::List(texts) }
}

/// The publication's extra fields, each a column of the cases.
fn fields(site: &Site) -> impl Iterator<Item = Column> + '_ {
    site.config.vocabulary.fields.iter().enumerate().map(|(place, field)| {
        let form = match field.kind {
            FieldType::Number => Form::Number,
            FieldType::Date => Form::Date,
            FieldType::List => Form::List,
            FieldType::Text | FieldType::Bool | FieldType::Choice(_) => Form::Text,
        };
        let label = site.say(&field.label).to_owned();
        Column {
            name: format!("x_{}", field.key).into(),
            form,
            required: field.required,
            about: (label.clone().into(), label.into()),
            cell: Maker::Field(place),
        }
    })
}

fn metrics() -> Vec<Column> {
    debug_assert!(Kind::ALL.iter().zip(KINDS).all(|(kind, word)| kind.word() == *word));
    debug_assert!(Qualifier::ALL.iter().zip(QUALIFIERS).all(|(qualifier, word)| qualifier.name() == *word));
    columns! {
        "case_id" Form::Text, true, "所属案例，见 cases 表" | "the case, as in the table cases", |_, row| Cell::from(&*row.case().card.id.0);
        "id" Form::Text, true, "数据在案例内的编号" | "the figure within its case", |_, row| Cell::from(&*row.metric().id.0);
        "url" Form::Text, true, "数据的固定网址" | "the permanent address of the figure", |site, row| format!("{}#metric-{}", site.url(&row.case().card.path), encode(&row.metric().id.0)).into();
        "label" Form::Text, true, "所数的是什么" | "what it counts", |_, row| row.metric().label.as_str().into();
        "indicator" Form::Text, false, "共用指标的编号；为空的只说明本案例，不与他例比较" | "the shared indicator; blank when the figure speaks for its own case only", |_, row| row.metric().indicator.as_ref().map(|id| &*id.0).into();
        "kind" Form::Word(KINDS), false, "指标的种类：时点数、比例、变化、累计次数、金额" | "the indicator's kind", |site, row| indicator(site, row).and_then(|own| own.kind).map(Kind::word).into();
        "printed" Form::Text, true, "来源的写法，一字不改" | "the figure as its source prints it", |_, row| row.metric().printed.as_str().into();
        "text" Form::Text, true, "网页上的写法；与来源语言不同的版本，是译写出来的" | "the figure as pages show it; written out where the edition is in another language than the source", |site, row| row.metric().shown(site.language(), &site.config).into();
        "value" Form::Number, true, "读出的数值，单位见 unit" | "the value read from it, in unit", |_, row| row.metric().value.into();
        "unit" Form::Text, false, "单位" | "unit", |_, row| row.metric().unit.as_str().into();
        "qualifier" Form::Word(QUALIFIERS), true, "精确程度：准确、至少、至多、大约" | "how exact: exact, at least, at most, about", |_, row| row.metric().qualifier.name().into();
        "compare_value" Form::Number, false, "换算成指标单位后的数值，可与同一指标的其他数据比较" | "the value in the indicator's unit, which compares with others of the indicator", |site, row| comparable(site, row).map(|(value, _)| value).into();
        "compare_unit" Form::Text, false, "指标的单位" | "the indicator's unit", |site, row| comparable(site, row).map(|(_, unit)| unit).into();
        "year" Form::Text, false, "所属年份；跨年的写作 2021/2023" | "the year it is about; 2021/2023 for several", |_, row| row.metric().year.as_deref().into();
        "status" Form::Word(STATUSES), false, "谁为它负责：自述、官方统计、第三方" | "who vouches for it: the organisation itself, official statistics, somebody else", |_, row| row.metric().status.map(Status::word).into();
        "source" Form::Text, false, "来源在案例内的编号，见 sources 表" | "the source within the case, as in the table sources", |_, row| row.metric().source.as_deref().into();
        "at" Form::Text, false, "在来源里的位置" | "where in the source", |_, row| row.metric().at.as_deref().into();
        "region_code" Form::Text, true, "案例的地区代码" | "the region of the case", |_, row| row.case().card.region.as_str().into();
    }
}

fn indicator<'s>(site: &'s Site, row: &Row<'_>) -> Option<&'s crate::publication::config::Indicator> {
    row.metric().indicator.as_ref().and_then(|id| site.config.vocabulary.indicator(&id.0))
}

/// The value of a figure in the unit of its indicator.
fn comparable<'s>(site: &'s Site, row: &Row<'_>) -> Option<(crate::text::figure::Decimal, &'s str)> {
    let unit = indicator(site, row)?.unit.as_deref()?;
    let metric = row.metric();
    Some((site.config.vocabulary.convert(metric.value, &metric.unit, unit)?, unit))
}

fn practices() -> Vec<Column> {
    columns! {
        "case_id" Form::Text, true, "所属案例，见 cases 表" | "the case, as in the table cases", |_, row| Cell::from(&*row.case().card.id.0);
        "number" Form::Integer, true, "在案例里的次序" | "its place in the case", |_, row| Cell::Integer(row.place + 1);
        "name" Form::Text, true, "做法的名称" | "name", |_, row| row.practice().name.as_str().into();
        "topic" Form::Text, false, "主题词" | "subject term", |site, row| row.practice().topic.as_ref().map(|topic| labels::topic_name(site, topic)).into();
        "url" Form::Text, true, "讲到它的那一节的网址" | "the address of the part that describes it", |site, row| {
            let page = site.url(&row.case().card.path);
            row.practice().anchor.as_ref().map_or_else(|| page.clone(), |anchor| format!("{page}#{}", encode(anchor))).into()
        };
    }
}

fn sources() -> Vec<Column> {
    columns! {
        "case_id" Form::Text, true, "所属案例，见 cases 表" | "the case, as in the table cases", |_, row| Cell::from(&*row.case().card.id.0);
        "id" Form::Text, true, "来源在案例内的编号" | "the source within its case", |_, row| row.source().id.as_str().into();
        "title" Form::Text, true, "标题" | "title", |_, row| row.source().title.as_str().into();
        "publisher" Form::Text, false, "发表者" | "publisher", |_, row| row.source().publisher.as_deref().into();
        "date" Form::Date, false, "发表日期" | "when it was published", |_, row| row.source().date.map(|date| date.to_string()).into();
        "url" Form::Text, false, "网址" | "address", |_, row| row.source().url.as_deref().into();
        "accessed" Form::Date, false, "查阅日期" | "when it was read", |_, row| row.source().accessed.map(|date| date.to_string()).into();
    }
}

fn regions() -> Vec<Column> {
    columns! {
        "code" Form::Text, true, "地区代码" | "the region's code", |_, row| row.region.map(crate::publication::gazetteer::RegionCode::as_str).into();
        "name" Form::Text, true, "名称" | "name", |site, row| row.region.and_then(|code| site.gazetteer.get(code.as_str())).map(|own| labels::region_name(site, own)).into();
        "level" Form::Text, true, "级别" | "level", |site, row| row.region.and_then(|code| site.gazetteer.get(code.as_str())).map(|own| own.level.name()).into();
        "parent_code" Form::Text, false, "上一级地区的代码" | "the region right above it", |site, row| {
            row.region.and_then(|code| site.gazetteer.get(code.as_str())).and_then(|own| own.parent.as_ref()).map(crate::publication::gazetteer::RegionCode::as_str).into()
        };
        "cases_own" Form::Integer, true, "本级的案例数" | "cases of the region itself", |_, row| Cell::Integer(row.region.map_or(0, |code| row.catalog.regions[code].own.len()));
        "cases_all" Form::Integer, true, "本级与下级的案例数" | "cases of the region and of those below it", |_, row| Cell::Integer(row.region.map_or(0, |code| row.catalog.regions[code].all.len()));
    }
}
