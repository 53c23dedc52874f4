//! What stands in many templates: dates, regions, figures, cases in lists.

use super::shape::Kind::{Flag, Html, List, Map, Maybe, Number, Text, Word};
use super::shape::{Kind, Shape, fields};

/// Who vouches for a figure.
const STATUS: &[&str] = &["self-reported", "official", "independent"];

/// How exact a figure is.
const QUALIFIER: &[&str] = &["exact", "at_least", "at_most", "about"];

pub(super) static DATE: Shape = Shape {
    name: "date",
    fields: fields! {
        iso: Text, "机器读的写法，如 2022-05，用于 <time datetime>" | "for machines, such as 2022-05; for <time datetime>";
        text: Text, "读者看到的写法" | "as readers see it";
    },
};

pub(super) static REGION: Shape = Shape {
    name: "region",
    fields: fields! {
        code: Text, "代码" | "its code";
        name: Text, "名称" | "its name";
        href: Text, "它的页面" | "its page";
        level: Text, "级别的代号，如 province、county" | "the word for its level, such as province or county";
        level_name: Text, "级别的名称" | "the name of its level";
    },
};

pub(super) static COUNTED_REGION: Shape = Shape {
    name: "counted_region",
    fields: fields! {
        code: Text, "代码" | "its code";
        name: Text, "名称" | "its name";
        href: Text, "它的页面" | "its page";
        count: Number, "有几个案例" | "how many cases it has";
    },
};

pub(super) static BRANCH: Shape = Shape {
    name: "branch",
    fields: fields! {
        code: Text, "代码" | "its code";
        name: Text, "名称" | "its name";
        href: Text, "它的页面" | "its page";
        count: Number, "有几个案例，连同下级" | "how many cases it has, with those below it";
        children: List(&Map(&BRANCH)), "下级地区中有案例的" | "the regions below it that have cases";
    },
};

pub(super) static TILE: Shape = Shape {
    name: "tile",
    fields: fields! {
        code: Text, "地区的代码" | "the code of the region";
        name: Text, "地区的名称" | "the name of the region";
        short: Text, "放得进方格的简称" | "its name, short enough for a tile";
        href: Maybe(&Text), "地区的页面；没有案例的没有" | "the page of the region; none without cases";
        count: Number, "有几个案例" | "how many cases it has";
        level: Number, "深浅，0 是没有案例，最深 4" | "its shade: 0 without cases, up to 4";
    },
};

pub(super) static SHADE: Shape = Shape {
    name: "shade",
    fields: fields! {
        level: Number, "深浅，1 到 4" | "the shade, 1 to 4";
        text: Text, "这一档是几个案例，如 2–4" | "how many cases it stands for, such as 2–4";
    },
};

pub(super) static LINK: Shape = Shape {
    name: "link",
    fields: fields! {
        name: Text, "名称" | "the name";
        href: Text, "地址" | "the address";
    },
};

pub(super) static COUNTED_LINK: Shape = Shape {
    name: "counted_link",
    fields: fields! {
        name: Text, "名称" | "the name";
        href: Text, "地址" | "the address";
        count: Number, "有几个" | "how many there are";
    },
};

pub(super) static CASE_NAME: Shape = Shape {
    name: "case_name",
    fields: fields! {
        title: Text, "标题" | "the title";
        href: Text, "案例的页面" | "the page of the case";
        region: Text, "地区，从大到小连写；没有时为空" | "its regions in one text; empty without any";
    },
};

pub(super) static FIGURE_SOURCE: Shape = Shape {
    name: "figure_source",
    fields: fields! {
        id: Text, "来源的 id" | "the id of the source";
        number: Number, "来源在本案例里的序号" | "its number in the case";
        href: Text, "页内地址 #source-…" | "its place on the page, #source-…";
    },
};

pub(super) static INDICATOR_NAME: Shape = Shape {
    name: "indicator_name",
    fields: fields! {
        id: Text, "site.yaml 里的 id" | "its id in site.yaml";
        name: Text, "名称" | "its name";
        href: Text, "指标的页面" | "its page";
    },
};

pub(super) static FIGURE: Shape = Shape {
    name: "figure",
    fields: fields! {
        id: Text, "在本案例里的 id" | "its id in the case";
        href: Text, "它在案例页面上的地址" | "its place on the page of the case";
        label: Text, "名称" | "what it is a figure of";
        indicator: Maybe(&Map(&INDICATOR_NAME)), "所属的指标" | "the indicator that it belongs to";
        text: Text, "读者看到的写法" | "the figure as readers see it";
        printed: Text, "原文的写法" | "as the author wrote it";
        foreign: Maybe(&Text), "原文是别的语言时，那种语言的代码" | "the language of the original, where readers read another";
        value: Text, "数值，写成数字" | "the value in digits";
        full: Maybe(&Text), "写全的数值，如“至少30,000,000元”；原文已经写全时没有" | "the figure in full; none where the original is that already";
        unit: Text, "单位；没有时为空" | "the unit; empty without one";
        qualifier: Word(QUALIFIER), "精确程度" | "how exact it is";
        year: Maybe(&Text), "哪一年的" | "the year that it is of";
        status: Maybe(&Word(STATUS)), "由谁证实" | "who vouches for it";
        source: Maybe(&Map(&FIGURE_SOURCE)), "来源" | "its source";
        at: Maybe(&Text), "在来源的哪一处，如第 3 页" | "where in the source it stands";
    },
};

pub(super) static FIGURE_ROW: Shape = Shape {
    name: "figure_row",
    fields: fields! {
        case: Map(&LINK), "案例" | "the case";
        region: Maybe(&Map(&REGION)), "案例的地区" | "the region of the case";
        figure: Map(&FIGURE), "数据" | "the figure";
    },
};

pub(super) static FIGURE_GROUP: Shape = Shape {
    name: "figure_group",
    fields: fields! {
        indicator: Map(&INDICATOR_NAME), "指标" | "the indicator";
        rows: List(&Map(&FIGURE_ROW)), "各案例的数据" | "the figures of the cases";
        more: Maybe(&Text), "没有列出的还有几条，写成一句" | "how many more there are, as a text";
    },
};

pub(super) static CARD: Shape = Shape {
    name: "card",
    fields: fields! {
        id: Text, "编号，取自文件名" | "its id, from the name of its file";
        href: Text, "案例的页面" | "its page";
        language: Maybe(&Text), "本版没有译文时，它所用的语言" | "its language, where the edition has no translation";
        title: Text, "标题" | "its title";
        summary: Text, "摘要" | "its summary";
        region_path: REGIONS, "主要地区，从大到小" | "its main region with those above it, the largest first";
        other_regions: OTHER_REGIONS, "其余地区，各为从大到小的列表；只有一个地区时没有" | "its other regions, each a list as above; none with one region";
        locality: Maybe(&Text), "街道、村一级的地点" | "the place within the region";
        models: List(&Map(&LINK)), "模式" | "its models";
        period: Maybe(&Map(&DATE)), "做法实行的时段" | "when the practice ran";
        date: Maybe(&Map(&DATE)), "文章的日期" | "the date of its account";
        topics: List(&Map(&LINK)), "主题词" | "its topics";
        figures: List(&Map(&FIGURE)), "最要紧的两条数据" | "its two leading figures";
        compare: Maybe(&Text), "与别的案例对照的地址" | "the address to compare it with others";
        draft: Flag, "是不是草稿，只在预览里有" | "whether it is a draft, in previews only";
    },
};

pub(super) const REGIONS: Kind = List(&Map(&REGION));
pub(super) const OTHER_REGIONS: Kind = Maybe(&List(&List(&Map(&REGION))));

pub(super) static PRACTICE: Shape = Shape {
    name: "practice",
    fields: fields! {
        name: Text, "名称" | "its name";
        href: Text, "讲它的那一节" | "the section about it";
        case: Map(&LINK), "案例" | "its case";
        region: Text, "案例的地区，从大到小连写；没有时为空" | "the regions of the case in one text; empty without any";
        topic: Maybe(&Map(&LINK)), "主题词" | "its topic";
    },
};

pub(super) static COMPONENT: Shape = Shape {
    name: "component",
    fields: fields! {
        token: Text, "公式里的一段" | "a part of the formula";
        label: Text, "它的意思" | "what it stands for";
    },
};

pub(super) static CHART: Shape = Shape {
    name: "chart",
    fields: fields! {
        name: Text, "指标的名称" | "the name of the indicator";
        href: Text, "指标的页面" | "its page";
        svg: Html, "图" | "the drawing";
        more: Maybe(&Text), "没有画出的还有几条，写成一句" | "how many figures are not drawn, as a text";
    },
};

pub(super) static HEADING: Shape = Shape {
    name: "heading",
    fields: fields! {
        id: Text, "标题的 id，链接写 #id" | "the id of the heading, for #id";
        text: Text, "标题的文字" | "its text";
        children: List(&Map(&HEADING)), "其下的标题" | "the headings below it";
    },
};

pub(super) static JUMP: Shape = Shape {
    name: "jump",
    fields: fields! {
        initial: Text, "字母或笔画" | "the letter, or the number of strokes";
        href: Text, "它开始的地方" | "where it begins";
    },
};

pub(super) static PAGER_ITEM: Shape = Shape {
    name: "pager_item",
    fields: fields! {
        number: Number, "页码；略去的为 0" | "the number of the page; 0 for a gap";
        href: Maybe(&Text), "那一页；略去的没有" | "the page; none for a gap";
        current: Flag, "是不是本页" | "whether it is this page";
        gap: Flag, "是不是略去的几页" | "whether pages are left out here";
    },
};

pub(super) static PAGER: Shape = Shape {
    name: "pager",
    fields: fields! {
        number: Number, "本页的页码" | "the number of this page";
        pages: Number, "共几页" | "how many pages there are";
        total: Number, "共有几项" | "how many items there are";
        previous: Maybe(&Text), "上一页" | "the page before";
        next: Maybe(&Text), "下一页" | "the page after";
        items: List(&Map(&PAGER_ITEM)), "要列出的页码" | "the numbers to show";
    },
};
