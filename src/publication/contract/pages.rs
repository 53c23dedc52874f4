//! What the pages of cases, lists and indexes see.

use super::entries::{BACK_LINKS, OWN_FIELD};
use super::parts::{
    BRANCH, CARD, CASE_NAME, CHART, COMPONENT, COUNTED_LINK, COUNTED_REGION, DATE, FIGURE,
    FIGURE_GROUP, HEADING, JUMP, LINK, OTHER_REGIONS, PAGER, PRACTICE, REGION, REGIONS, SHADE,
    TILE,
};
use super::shape::Kind::{Flag, Free, Html, List, Map, Maybe, Number, Text, Word};
use super::shape::{Field, Shape, fields};

static COUNTS: Shape = Shape {
    name: "counts",
    fields: fields! {
        cases: Number, "案例" | "cases";
        regions: Number, "有案例的地区" | "regions with cases";
        models: Number, "模式" | "models";
        practices: Number, "做法" | "practices";
        figures: Number, "数据" | "figures";
    },
};

pub(super) static HOME: &[Field] = fields! {
    body: Maybe(&Html), "content/index.md 的正文" | "the text of content/index.md";
    counts: Map(&COUNTS), "各有几个" | "how many there are";
    by_region: Text, "按地区分的一栏叫什么，如“按省份”" | "how regions are headed, such as By province";
    tiles: List(&Map(&TILE)), "各地区的方格，一样大，不是地图" | "a tile for each region, all of one size: no map";
    legend: List(&Map(&SHADE)), "方格的深浅各是几个案例" | "what the shades of the tiles mean";
    cards: List(&Html), "最新的案例，card.html 排好的" | "the newest cases, made by card.html";
    cases: List(&Map(&CARD)), "同样的案例，值同 card.html 的 case，可以排序、分组" | "the same cases as card.html sees them, to sort and group";
    provinces: List(&Map(&COUNTED_REGION)), "有案例的省级地区" | "the provinces with cases";
};

static FILTER: Shape = Shape {
    name: "filter",
    fields: fields! {
        name: Text, "按什么分" | "what cases are told apart by";
        values: List(&Map(&COUNTED_LINK)), "各类" | "its values";
    },
};

static TIMELINE_ROW: Shape = Shape {
    name: "timeline_row",
    fields: fields! {
        title: Text, "案例的标题" | "the title of the case";
        href: Text, "案例的页面" | "its page";
        period: Map(&DATE), "时段" | "its period";
        date: Maybe(&Map(&DATE)), "文章的日期" | "the date of its account";
    },
};

static TIMELINE: Shape = Shape {
    name: "timeline",
    fields: fields! {
        svg: Html, "图" | "the drawing";
        notes: List(&Text), "没有画出的，每句一项" | "what is not drawn, a text for each reason";
        rows: List(&Map(&TIMELINE_ROW)), "同样的内容，给表格用" | "the same for a table";
    },
};

pub(super) static CASES: &[Field] = fields! {
    cards: List(&Html), "本页的案例，card.html 排好的" | "the cases of the page, made by card.html";
    cases: List(&Map(&CARD)), "同样的案例，值同 card.html 的 case，可以排序、分组" | "the same cases as card.html sees them, to sort and group";
    pager: Maybe(&Map(&PAGER)), "分页；只有一页时没有" | "the pages of the list; none with one";
    total: Number, "共有几个案例" | "how many cases there are";
    filters: List(&Map(&FILTER)), "可以缩小到哪些类；只在第一页" | "what the list can be narrowed down to; on its first page";
    timeline: Maybe(&Map(&TIMELINE)), "做法实行的时段；只在第一页" | "when practices ran; on the first page";
};

static CASE_MODEL: Shape = Shape {
    name: "case_model",
    fields: fields! {
        name: Text, "名称" | "its name";
        href: Text, "它的页面" | "its page";
        notation: Maybe(&Text), "公式，如“1+14+X”" | "its formula, such as 1+14+X";
        chart: Maybe(&Html), "公式的图" | "the formula as a drawing";
        components: List(&Map(&COMPONENT)), "公式的各段" | "the parts of the formula";
    },
};

static CASE_PRACTICE: Shape = Shape {
    name: "case_practice",
    fields: fields! {
        name: Text, "名称" | "its name";
        href: Text, "讲它的那一节" | "the section about it";
        topic: Maybe(&Map(&LINK)), "主题词" | "its topic";
    },
};

static SOURCE: Shape = Shape {
    name: "source",
    fields: fields! {
        id: Text, "id，页内地址写 #source-id" | "its id, for #source-id";
        number: Number, "序号" | "its number";
        title: Text, "题名" | "its title";
        publisher: Maybe(&Text), "出版者" | "who published it";
        date: Maybe(&Map(&DATE)), "日期" | "its date";
        url: Maybe(&Text), "地址" | "its address";
        accessed: Maybe(&Map(&DATE)), "哪天看到的" | "when it was read";
    },
};

static CASE: Shape = Shape {
    name: "case",
    fields: fields! {
        id: Text, "编号，取自文件名" | "its id, from the name of its file";
        href: Text, "它的页面" | "its page";
        title: Text, "标题" | "its title";
        summary: Text, "摘要" | "its summary";
        lede: Maybe(&Text), "正文上面的摘要；正文开头就是它时没有" | "the summary above the text; none where the text begins with it";
        body: Html, "正文" | "its text";
        toc: List(&Map(&HEADING)), "目录" | "its table of contents";
        date: Maybe(&Map(&DATE)), "文章的日期" | "the date of its account";
        updated: Maybe(&Map(&DATE)), "更新的日期" | "when it was last corrected";
        period: Maybe(&Map(&DATE)), "做法实行的时段" | "when the practice ran";
        locality: Maybe(&Text), "街道、村一级的地点" | "the place within the region";
        region: Maybe(&Map(&REGION)), "主要地区" | "its main region";
        region_path: REGIONS, "主要地区，从大到小" | "its main region with those above it, the largest first";
        other_regions: OTHER_REGIONS, "其余地区，各为从大到小的列表；只有一个地区时没有" | "its other regions, each a list as above; none with one region";
        models: List(&Map(&CASE_MODEL)), "模式" | "its models";
        topics: List(&Map(&LINK)), "主题词" | "its topics";
        organisations: List(&Text), "机构" | "its organisations";
        practices: List(&Map(&CASE_PRACTICE)), "做法" | "its practices";
        figures: List(&Map(&FIGURE)), "全部数据" | "all its figures";
        sources: List(&Map(&SOURCE)), "来源" | "its sources";
        characters: Number, "正文的字数，外文按词" | "how many characters and words its text has";
        minutes: Number, "读完要几分钟" | "how many minutes it takes to read";
        fields: List(&Map(&OWN_FIELD)), "site.yaml 的 fields 里自己加的字段" | "the fields that site.yaml declares";
        compare: Maybe(&Text), "与别的案例对照的地址" | "the address to compare it with others";
        extra: Maybe(&Free), "信息区里的 extra" | "`extra` of its front matter";
        draft: Flag, "是不是草稿，只在预览里有" | "whether it is a draft, in previews only";
    },
};

static CITATION: Shape = Shape {
    name: "citation",
    fields: fields! {
        text: Text, "引用格式" | "the citation";
        bibtex: Text, "BibTeX 格式" | "the same as BibTeX";
        ris: Text, "RIS 格式" | "the same as RIS";
        figure: Maybe(&Text), "怎样引用其中一条数据" | "how to cite one of its figures";
        data: Maybe(&Text), "机器读的案例" | "the case for machines";
    },
};

static RELATED: Shape = Shape {
    name: "related",
    fields: fields! {
        reason: Word(&["model", "indicator", "region"]), "因为什么相关" | "why they are related";
        text: Text, "同上，给读者看" | "the same for readers";
        cases: List(&Map(&CASE_NAME)), "案例" | "the cases";
    },
};

pub(super) static CASE_PAGE: &[Field] = fields! {
    case: Map(&CASE), "案例" | "the case";
    toc: List(&Map(&HEADING)), "目录，同 case.toc" | "its table of contents, as in case.toc";
    cite: Map(&CITATION), "怎样引用" | "how to cite it";
    related: List(&Map(&RELATED)), "相关的案例" | "related cases";
    back_links: List(&Map(&BACK_LINKS)), "通向本案例的页面" | "the pages that lead here by their fields";
    previous: Maybe(&Map(&CASE_NAME)), "前一个案例" | "the case before it";
    next: Maybe(&Map(&CASE_NAME)), "后一个案例" | "the case after it";
};

pub(super) static CARD_PART: &[Field] = fields! {
    case: Map(&CARD), "案例；各页共用一张，宜小" | "the case; all pages share one card of it";
};

pub(super) static REGION_TREE: &[Field] = fields! {
    tree: List(&Map(&BRANCH)), "有案例的地区，一层套一层" | "the regions with cases, each with those below it";
    tiles: List(&Map(&TILE)), "各地区的方格" | "a tile for each region";
    legend: List(&Map(&SHADE)), "方格的深浅各是几个案例" | "what the shades of the tiles mean";
};

pub(super) static REGION_PAGE: &[Field] = fields! {
    region: Map(&REGION), "地区" | "the region";
    parents: List(&Map(&REGION)), "上级地区，从大到小" | "the regions above it, the largest first";
    children: List(&Map(&COUNTED_REGION)), "有案例的下级地区；只在第一页" | "the regions below it that have cases; on the first page";
    cards: List(&Html), "本页的案例，card.html 排好的" | "the cases of the page, made by card.html";
    cases: List(&Map(&CARD)), "同样的案例，值同 card.html 的 case，可以排序、分组" | "the same cases as card.html sees them, to sort and group";
    pager: Maybe(&Map(&PAGER)), "分页；只有一页时没有" | "the pages of the list; none with one";
    total: Number, "共有几个案例，连同下级" | "how many cases it has, with those below it";
    own: Number, "其中写明就在这一级的有几个" | "how many of them name the region itself";
    indicators: List(&Map(&FIGURE_GROUP)), "按指标排的数据；只在第一页" | "its figures by indicator; on the first page";
    charts: List(&Map(&CHART)), "指标的图；只在第一页" | "a drawing for each indicator; on the first page";
};

static MODEL_ROW: Shape = Shape {
    name: "model_row",
    fields: fields! {
        name: Text, "名称" | "its name";
        href: Text, "它的页面" | "its page";
        notation: Maybe(&Text), "公式" | "its formula";
        count: Number, "有几个案例" | "how many cases it has";
        summary: Maybe(&Text), "content/models/ 里那一页的摘要" | "the summary of its page in content/models/";
    },
};

static MODEL_GROUP: Shape = Shape {
    name: "model_group",
    fields: fields! {
        initial: Maybe(&Text), "字母或笔画；不分组时没有" | "the letter, or the number of strokes; none in a short list";
        anchor: Maybe(&Text), "标题的 id" | "the id for its heading";
        models: List(&Map(&MODEL_ROW)), "模式" | "the models";
    },
};

pub(super) static MODELS: &[Field] = fields! {
    jumps: List(&Map(&JUMP)), "各组开始的地方" | "where each group begins";
    groups: List(&Map(&MODEL_GROUP)), "模式，三十个以上按拼音或笔画分组" | "the models, more than thirty in groups";
};

static MODEL: Shape = Shape {
    name: "model",
    fields: fields! {
        name: Text, "名称" | "its name";
        notation: Maybe(&Text), "公式" | "its formula";
        components: List(&Map(&COMPONENT)), "公式的各段" | "the parts of the formula";
        compare: Maybe(&Text), "它的案例对照的页面" | "the page that compares its cases";
        chart: Maybe(&Html), "公式的图" | "the formula as a drawing";
        body: Maybe(&Html), "content/models/ 里的正文；只在第一页" | "its text in content/models/; on the first page";
        updated: Maybe(&Map(&DATE)), "正文更新的日期" | "when that text was last corrected";
    },
};

static CASE_LINK: Shape = Shape {
    name: "case_link",
    fields: fields! {
        title: Text, "标题" | "its title";
        href: Text, "它的页面" | "its page";
    },
};

static LIKE: Shape = Shape {
    name: "like_model",
    fields: fields! {
        name: Text, "名称" | "its name";
        href: Text, "它的页面" | "its page";
        parts: List(&Text), "公式里相同的段" | "the parts that both formulas have";
        cases: List(&Map(&CASE_LINK)), "它的几个案例" | "some of its cases";
        more: Maybe(&Text), "还有几个，写成一句" | "how many more it has, as a text";
    },
};

pub(super) static MODEL_PAGE: &[Field] = fields! {
    model: Map(&MODEL), "模式" | "the model";
    cards: List(&Html), "本页的案例，card.html 排好的" | "the cases of the page, made by card.html";
    cases: List(&Map(&CARD)), "同样的案例，值同 card.html 的 case，可以排序、分组" | "the same cases as card.html sees them, to sort and group";
    pager: Maybe(&Map(&PAGER)), "分页；只有一页时没有" | "the pages of the list; none with one";
    total: Number, "共有几个案例" | "how many cases it has";
    indicators: List(&Map(&FIGURE_GROUP)), "按指标排的数据；只在第一页" | "its figures by indicator; on the first page";
    charts: List(&Map(&CHART)), "指标的图；只在第一页" | "a drawing for each indicator; on the first page";
    like: List(&Map(&LIKE)), "公式相近的模式" | "models with like formulas";
    like_more: Maybe(&Text), "还有几个，写成一句" | "how many more there are, as a text";
};

static PRACTICE_GROUP: Shape = Shape {
    name: "practice_group",
    fields: fields! {
        initial: Maybe(&Text), "字母或笔画；不分组时没有" | "the letter, or the number of strokes; none in a short list";
        anchor: Maybe(&Text), "标题的 id" | "the id for its heading";
        practices: List(&Map(&PRACTICE)), "做法" | "the practices";
    },
};

pub(super) static PRACTICES: &[Field] = fields! {
    topics: List(&Map(&COUNTED_LINK)), "有做法的主题词" | "the topics with practices";
    jumps: List(&Map(&JUMP)), "各组开始的地方" | "where each group begins";
    groups: List(&Map(&PRACTICE_GROUP)), "本页的做法，三十个以上按拼音或笔画分组" | "the practices of the page, more than thirty in groups";
    pager: Maybe(&Map(&PAGER)), "分页；只有一页时没有" | "the pages of the list; none with one";
    total: Number, "共有几个做法" | "how many practices there are";
};

pub(super) static PRACTICE_TOPIC: &[Field] = fields! {
    topic: Map(&LINK), "主题词" | "the topic";
    practices: List(&Map(&PRACTICE)), "本页的做法" | "the practices of the page";
    pager: Maybe(&Map(&PAGER)), "分页；只有一页时没有" | "the pages of the list; none with one";
    total: Number, "共有几个做法" | "how many practices it has";
};

pub(super) static PLAIN: &[Field] = fields! {
    lede: Maybe(&Text), "正文上面的摘要；正文开头就是它时没有" | "the summary above the text; none where the text begins with it";
    updated: Maybe(&Map(&DATE)), "更新的日期" | "when it was last corrected";
    body: Html, "正文" | "its text";
    toc: List(&Map(&HEADING)), "目录" | "its table of contents";
};
