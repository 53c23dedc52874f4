//! What the pages of the data and of comparisons see.

use super::parts::{DATE, FIGURE, LINK, OTHER_REGIONS, REGIONS};
use super::shape::Kind::{Flag, List, Map, Maybe, Number, Text};
use super::shape::{Field, Shape, fields};

static TABLE_LINE: Shape = Shape {
    name: "table_line",
    fields: fields! {
        name: Text, "表的名称，如 cases" | "the name of the table, such as cases";
        title: Text, "给读者看的名称" | "its name for readers";
        count: Number, "有几行" | "how many rows it has";
        csv: Text, "CSV 文件" | "the table as CSV";
        json: Text, "JSON 文件" | "the table as JSON";
        codebook: Text, "各栏的说明" | "what its columns mean";
    },
};

static INDICATOR_FILE: Shape = Shape {
    name: "indicator_file",
    fields: fields! {
        name: Text, "名称" | "its name";
        href: Text, "它的页面" | "its page";
        count: Number, "有几条数据" | "how many figures it has";
        csv: Text, "CSV 文件" | "its figures as CSV";
    },
};

pub(super) static DATA: &[Field] = fields! {
    tables: List(&Map(&TABLE_LINE)), "各表" | "the tables";
    indicators: List(&Map(&INDICATOR_FILE)), "各指标" | "the indicators";
    archive: Text, "全部数据的压缩包" | "all of them in one archive";
    package: Text, "数据包的说明 datapackage.json" | "datapackage.json";
    codebook: Text, "数据说明的页面" | "the page that says what the data means";
};

static COLUMN: Shape = Shape {
    name: "column",
    fields: fields! {
        name: Text, "栏名" | "its name";
        form: Text, "写什么，如“数”" | "what stands in it, such as Number";
        required: Flag, "是不是每行都有" | "whether every row has it";
        about: Text, "含义" | "what it means";
        words: List(&Text), "只能写的词；不限时为空" | "the words that can stand there; empty for any";
    },
};

static TABLE: Shape = Shape {
    name: "table",
    fields: fields! {
        id: Text, "标题的 id" | "the id for its heading";
        name: Text, "表的名称，如 cases" | "its name, such as cases";
        title: Text, "给读者看的名称" | "its name for readers";
        columns: List(&Map(&COLUMN)), "各栏" | "its columns";
    },
};

static UNIT: Shape = Shape {
    name: "unit",
    fields: fields! {
        id: Text, "site.yaml 里的 id" | "its id in site.yaml";
        name: Text, "给读者看的名称" | "its name for readers";
        converts: Maybe(&Text), "怎样换算" | "what it converts to";
    },
};

static INDICATOR_NOTE: Shape = Shape {
    name: "indicator_note",
    fields: fields! {
        id: Text, "site.yaml 里的 id" | "its id in site.yaml";
        name: Text, "名称" | "its name";
        href: Text, "它的页面" | "its page";
        unit: Maybe(&Text), "单位" | "its unit";
        kind: Maybe(&Text), "是哪一种，如“比例”" | "what kind it is, such as Share";
        definition: Text, "定义；没有时为空" | "its definition, or empty";
    },
};

pub(super) static CODEBOOK: &[Field] = fields! {
    tables: List(&Map(&TABLE)), "各表" | "the tables";
    units: List(&Map(&UNIT)), "单位" | "the units";
    indicators: List(&Map(&INDICATOR_NOTE)), "指标" | "the indicators";
};

static CHOICE: Shape = Shape {
    name: "choice",
    fields: fields! {
        id: Text, "编号" | "its id";
        title: Text, "标题" | "its title";
    },
};

pub(super) static COMPARE: &[Field] = fields! {
    cases: List(&Map(&CHOICE)), "可以选的案例；多于 200 个时为空" | "the cases to choose from; empty with more than 200";
    script: Maybe(&Text), "compare.js 的地址；主题没有时没有" | "the address of compare.js; none in a theme without it";
    records: Text, "机器读的案例在哪个文件夹" | "the folder of the cases for machines";
    alone: Text, "不属于任何指标的数据为什么不能比" | "why figures of no indicator do not compare";
};

static SIDE: Shape = Shape {
    name: "compared_case",
    fields: fields! {
        id: Text, "编号" | "its id";
        href: Text, "它的页面" | "its page";
        title: Text, "标题" | "its title";
        region_path: REGIONS, "主要地区，从大到小" | "its main region with those above it, the largest first";
        other_regions: OTHER_REGIONS, "其余地区" | "its other regions";
        locality: Maybe(&Text), "街道、村一级的地点" | "the place within the region";
        period: Maybe(&Map(&DATE)), "做法实行的时段" | "when the practice ran";
        date: Maybe(&Map(&DATE)), "文章的日期" | "the date of its account";
        topics: List(&Map(&LINK)), "主题词" | "its topics";
    },
};

static COMPARED: Shape = Shape {
    name: "compared_row",
    fields: fields! {
        name: Text, "指标的名称" | "the name of the indicator";
        href: Text, "指标的页面" | "its page";
        unit: Maybe(&Text), "单位" | "its unit";
        why: Maybe(&Text), "这一行的数据为什么不能比；能比时没有" | "why the figures of the row do not compare; none where they do";
        heading: Maybe(&Text), "从这一行起只有一个案例有数据时，其上的标题" | "what to head the rows with from where one case alone has figures";
        cells: List(&List(&Map(&FIGURE))), "各案例的数据，次序同 cases" | "the figures of each of the cases";
    },
};

pub(super) static MODEL_COMPARE: &[Field] = fields! {
    cases: List(&Map(&SIDE)), "并排的案例，最多六个" | "the cases side by side, six at most";
    rows: List(&Map(&COMPARED)), "各指标" | "a row for each indicator";
    alone: List(&Number), "各案例还有几条不属于任何指标的数据" | "how many figures of each case belong to no indicator";
    alone_why: Maybe(&Text), "它们为什么不能比" | "why those do not compare";
    more: Maybe(&Text), "没有列出的还有几个案例，写成一句" | "how many more cases there are, as a text";
};
