//! What the pages of indicators, topics and facets see, and the search.

use super::parts::{CARD, COUNTED_LINK, FIGURE_ROW, LINK, PAGER, PRACTICE};
use super::shape::Kind::{Html, List, Map, Maybe, Number, Text, Word};
use super::shape::{Field, Shape, fields};

static INDICATOR_LINE: Shape = Shape {
    name: "indicator_line",
    fields: fields! {
        id: Text, "site.yaml 里的 id" | "its id in site.yaml";
        name: Text, "名称" | "its name";
        href: Text, "它的页面" | "its page";
        unit: Maybe(&Text), "单位" | "its unit";
        count: Number, "有几个案例" | "how many cases have it";
        definition: Maybe(&Text), "定义" | "its definition";
    },
};

pub(super) static INDICATORS: &[Field] = fields! {
    indicators: List(&Map(&INDICATOR_LINE)), "有数据的指标" | "the indicators with figures";
};

static INDICATOR: Shape = Shape {
    name: "indicator",
    fields: fields! {
        name: Text, "名称" | "its name";
        unit: Maybe(&Text), "单位" | "its unit";
        kind: Maybe(&Text), "是哪一种，如“比例”" | "what kind it is, such as Share";
        direction: Maybe(&Text), "越大越好，还是越小越好" | "whether more is better";
        definition: Maybe(&Text), "定义" | "its definition";
        csv: Maybe(&Text), "它的数据，CSV" | "its figures as CSV";
    },
};

static LEFT_OUT: Shape = Shape {
    name: "left_out",
    fields: fields! {
        name: Text, "地区" | "the region";
        text: Text, "数据" | "the figure";
        why: Text, "为什么没有画出" | "why it is not drawn";
    },
};

static SLOPE: Shape = Shape {
    name: "slope",
    fields: fields! {
        name: Text, "地区" | "the region";
        href: Text, "案例的页面" | "the page of the case";
        svg: Html, "图" | "the drawing";
    },
};

static INDICATOR_CHART: Shape = Shape {
    name: "indicator_chart",
    fields: fields! {
        svg: Maybe(&Html), "图；画不出时没有" | "the drawing; none where nothing can be drawn";
        note: Text, "图下的说明" | "what stands below it";
        slopes: List(&Map(&SLOPE)), "有几年数据的案例，各一张图" | "a drawing for each case with several years";
        slopes_more: Maybe(&Text), "没有画出的还有几个案例，写成一句" | "how many more cases there are, as a text";
        left_out: List(&Map(&LEFT_OUT)), "没有画出的数据" | "the figures that are not drawn";
        left_out_more: Maybe(&Text), "没有列出的还有几条，写成一句" | "how many more there are, as a text";
    },
};

pub(super) static INDICATOR_PAGE: &[Field] = fields! {
    indicator: Map(&INDICATOR), "指标" | "the indicator";
    chart: Maybe(&Map(&INDICATOR_CHART)), "图；只在第一页" | "the drawings; on the first page";
    rows: List(&Map(&FIGURE_ROW)), "本页的数据" | "the figures of the page";
    pager: Maybe(&Map(&PAGER)), "分页；只有一页时没有" | "the pages of the list; none with one";
    total: Number, "共有几条数据" | "how many figures there are";
    note: Text, "为什么不求平均" | "why there is no average";
};

static TOPIC_LINE: Shape = Shape {
    name: "topic_line",
    fields: fields! {
        name: Text, "名称" | "its name";
        href: Text, "它的页面" | "its page";
        count: Number, "有几个案例" | "how many cases it has";
        definition: Maybe(&Text), "定义" | "its definition";
    },
};

static GAP: Shape = Shape {
    name: "gap",
    fields: fields! {
        word: Word(&["none", "case", "self", "vouched"]), "没有案例、有案例、有自报的数据、有他人证实的数据" | "no case, a case, figures of its own, figures that others vouch for";
        count: Number, "有几个案例" | "how many cases there are";
        text: Text, "同 word，给读者看" | "the same as `word` for readers";
    },
};

static GAP_ROW: Shape = Shape {
    name: "gap_row",
    fields: fields! {
        name: Text, "主题词" | "the topic";
        href: Maybe(&Text), "它的页面；没有案例的没有" | "its page; none without cases";
        cells: List(&Map(&GAP)), "各地区，次序同 regions" | "a cell for each of the regions";
    },
};

static GAPS: Shape = Shape {
    name: "gaps",
    fields: fields! {
        regions: List(&Map(&LINK)), "各栏的地区" | "the regions of the columns";
        rows: List(&Map(&GAP_ROW)), "各行的主题词" | "a row for each topic";
        more: List(&Text), "没有列出的，每句一项" | "what is left out, each as a text";
    },
};

pub(super) static TOPICS: &[Field] = fields! {
    topics: List(&Map(&TOPIC_LINE)), "主题词" | "the topics";
    gaps: Maybe(&Map(&GAPS)), "哪里还没有案例的表" | "the table of where there is no case yet";
};

static TOPIC: Shape = Shape {
    name: "topic",
    fields: fields! {
        name: Text, "名称" | "its name";
        definition: Maybe(&Text), "定义" | "its definition";
    },
};

pub(super) static TOPIC_PAGE: &[Field] = fields! {
    topic: Map(&TOPIC), "主题词" | "the topic";
    cards: List(&Html), "本页的案例，card.html 排好的" | "the cases of the page, made by card.html";
    cases: List(&Map(&CARD)), "同样的案例，值同 card.html 的 case，可以排序、分组" | "the same cases as card.html sees them, to sort and group";
    pager: Maybe(&Map(&PAGER)), "分页；只有一页时没有" | "the pages of the list; none with one";
    total: Number, "共有几个案例" | "how many cases it has";
    practices: List(&Map(&PRACTICE)), "做法；只在第一页" | "its practices; on the first page";
};

static FACET: Shape = Shape {
    name: "facet",
    fields: fields! {
        kind: Word(&["region", "topic", "model", "year", "status", "field"]), "按什么分" | "what cases are told apart by";
        label: Text, "同上，给读者看" | "the same for readers";
        name: Text, "哪一类" | "which of them";
        whole: Maybe(&Text), "名称太长而截短时，完整的名称" | "the whole name where it was shortened";
        href: Text, "这一类的页面" | "its page";
    },
};

pub(super) static FACET_PAGE: &[Field] = fields! {
    facets: List(&Map(&FACET)), "本页的案例同属的一类或两类" | "the one or two that the cases of the page share";
    cards: List(&Html), "本页的案例，card.html 排好的" | "the cases of the page, made by card.html";
    cases: List(&Map(&CARD)), "同样的案例，值同 card.html 的 case，可以排序、分组" | "the same cases as card.html sees them, to sort and group";
    pager: Maybe(&Map(&PAGER)), "分页；只有一页时没有" | "the pages of the list; none with one";
    total: Number, "共有几个案例" | "how many cases there are";
};

static BROWSE_GROUP: Shape = Shape {
    name: "browse_group",
    fields: fields! {
        name: Text, "名称" | "its name";
        href: Maybe(&Text), "它的页面" | "its page";
        entries: List(&Map(&COUNTED_LINK)), "各页" | "the pages";
    },
};

pub(super) static BROWSE: &[Field] = fields! {
    groups: List(&Map(&BROWSE_GROUP)), "分类页" | "the pages by facet";
    pager: Maybe(&Map(&PAGER)), "分页；只有一页时没有" | "the pages of the list; none with one";
};

static SEARCH: Shape = Shape {
    name: "search",
    fields: fields! {
        href: Text, "检索页" | "the page of the search";
        folder: Text, "索引和脚本在哪个文件夹" | "the folder of the index and the scripts";
        texts: Html, "脚本要显示的文字，JSON" | "the texts that the scripts show, as JSON";
        topics: List(&Map(&LINK)), "最常见的主题词" | "the most common topics";
    },
};

pub(super) static SEARCH_PAGE: &[Field] = fields! {
    search: Map(&SEARCH), "检索" | "the search";
};

pub(super) static REDIRECT: &[Field] = fields! {
    target: Text, "新的地址" | "the new address";
};

pub(super) static NOTHING: &[Field] = &[];
