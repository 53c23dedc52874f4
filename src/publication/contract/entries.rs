//! What the pages of collections see, and the pages of a field's values.

use super::parts::{COUNTED_LINK, DATE, HEADING, PAGER};
use super::shape::Kind::{Flag, Free, Html, List, Map, Maybe, Number, Text};
use super::shape::{Field, Shape, fields};

static FIELD_VALUE: Shape = Shape {
    name: "field_value",
    fields: fields! {
        text: Text, "值；通向别的页面时是它的标题" | "the value; the title of the page that it leads to";
        href: Maybe(&Text), "所通向的页面" | "the page that it leads to";
        language: Maybe(&Text), "那一页是别的语言时，它的语言" | "the language of that page, where it is another";
    },
};

pub(super) static OWN_FIELD: Shape = Shape {
    name: "own_field",
    fields: fields! {
        key: Text, "site.yaml 里的键" | "its key in site.yaml";
        label: Text, "名称" | "its name";
        text: Text, "值，几个值连写" | "its value, several in one text";
        values: List(&Map(&FIELD_VALUE)), "各个值" | "its values one by one";
    },
};

static NAMED_PAGE: Shape = Shape {
    name: "named_page",
    fields: fields! {
        title: Text, "标题" | "its title";
        href: Text, "地址" | "its address";
        language: Maybe(&Text), "它是别的语言时，它的语言" | "its language, where it is another";
        date: Maybe(&Map(&DATE)), "日期" | "its date";
        draft: Flag, "是不是草稿，只在预览里有" | "whether it is a draft, in previews only";
    },
};

pub(super) static BACK_LINKS: Shape = Shape {
    name: "back_links",
    fields: fields! {
        label: Text, "是哪一类页面" | "what kind of pages they are";
        field: Text, "是哪个字段" | "by which field they lead here";
        pages: List(&Map(&NAMED_PAGE)), "通向本页的页面" | "the pages that lead here";
    },
};

static COLLECTION: Shape = Shape {
    name: "collection",
    fields: fields! {
        key: Text, "site.yaml 里的名称" | "its key in site.yaml";
        label: Text, "名称" | "its name";
        href: Maybe(&Text), "列表的页面" | "the page of its list";
    },
};

static ENTRY_ROW: Shape = Shape {
    name: "entry_row",
    fields: fields! {
        id: Text, "编号，取自文件名" | "its id, from the name of its file";
        title: Text, "标题" | "its title";
        href: Text, "它的页面" | "its page";
        language: Maybe(&Text), "它是别的语言时，它的语言" | "its language, where it is another";
        date: Maybe(&Map(&DATE)), "日期" | "its date";
        updated: Maybe(&Map(&DATE)), "更新的日期" | "when it was last corrected";
        summary: Text, "摘要" | "its summary";
        fields: List(&Map(&OWN_FIELD)), "这一类页面自己的字段" | "the fields of its collection";
        extra: Maybe(&Free), "信息区里的 extra" | "`extra` of its front matter";
        draft: Flag, "是不是草稿，只在预览里有" | "whether it is a draft, in previews only";
    },
};

static ENTRY: Shape = Shape {
    name: "entry",
    fields: fields! {
        id: Text, "编号，取自文件名" | "its id, from the name of its file";
        title: Text, "标题" | "its title";
        href: Text, "它的页面" | "its page";
        date: Maybe(&Map(&DATE)), "日期" | "its date";
        updated: Maybe(&Map(&DATE)), "更新的日期" | "when it was last corrected";
        summary: Text, "摘要" | "its summary";
        fields: List(&Map(&OWN_FIELD)), "这一类页面自己的字段" | "the fields of its collection";
        extra: Maybe(&Free), "信息区里的 extra" | "`extra` of its front matter";
        draft: Flag, "是不是草稿，只在预览里有" | "whether it is a draft, in previews only";
    },
};

pub(super) static ENTRIES: &[Field] = fields! {
    collection: Map(&COLLECTION), "这一类页面" | "the collection";
    lede: Maybe(&Text), "列表上面的摘要" | "the summary above the list";
    body: Maybe(&Html), "列表上面的正文；没有写时没有" | "the text above the list; none where none is written";
    updated: Maybe(&Map(&DATE)), "那篇正文更新的日期" | "when that text was last corrected";
    entries: List(&Map(&ENTRY_ROW)), "本页的各篇" | "the entries of the page";
    pager: Maybe(&Map(&PAGER)), "分页；只有一页时没有" | "the pages of the list; none with one";
    total: Number, "共有几篇" | "how many entries there are";
};

pub(super) static ENTRY_PAGE: &[Field] = fields! {
    collection: Map(&COLLECTION), "这一类页面" | "the collection";
    entry: Map(&ENTRY), "这一篇" | "the entry";
    lede: Maybe(&Text), "正文上面的摘要；正文开头就是它时没有" | "the summary above the text; none where the text begins with it";
    updated: Maybe(&Map(&DATE)), "更新的日期" | "when it was last corrected";
    body: Html, "正文" | "its text";
    toc: List(&Map(&HEADING)), "目录" | "its table of contents";
    back_links: List(&Map(&BACK_LINKS)), "通向本页的页面" | "the pages that lead here by their fields";
    previous: Maybe(&Map(&NAMED_PAGE)), "前一篇" | "the entry before it";
    next: Maybe(&Map(&NAMED_PAGE)), "后一篇" | "the entry after it";
};

pub(super) static VALUES: &[Field] = fields! {
    values: List(&Map(&COUNTED_LINK)), "字段的各个值" | "the values of the field";
    total: Number, "共有几个值" | "how many values there are";
};
