//! What every template sees of the site, and what every page sees of itself.

use super::shape::Kind::{Flag, Free, Html, List, Map, Maybe, Sometimes, Text, Word};
use super::shape::{Field, Shape, fields};

/// What kinds of page there are.
const PAGES: &[&str] = &[
    "browse",
    "case",
    "cases",
    "codebook",
    "compare",
    "data",
    "entries",
    "entry",
    "facet",
    "home",
    "indicator",
    "indicators",
    "model",
    "models",
    "not-found",
    "page",
    "practice-topic",
    "practices",
    "redirect",
    "region",
    "regions",
    "search",
    "topic",
    "topics",
    "values",
];

/// What feeds are to browsers.
const FEEDS: &[&str] = &["application/atom+xml", "application/feed+json"];

static LICENCE: Shape = Shape {
    name: "licence",
    fields: fields! {
        name: Text, "名称" | "its name";
        url: Maybe(&Text), "全文的地址" | "where it can be read";
    },
};

static SECTION: Shape = Shape {
    name: "section",
    fields: fields! {
        key: Text, "栏目的代号，如 cases；自己的页面、链接是它的地址" | "the word for the section, such as cases; of pages and links the address";
        label: Text, "名称" | "its name";
        href: Text, "地址" | "its address";
    },
};

static FEED: Shape = Shape {
    name: "feed",
    fields: fields! {
        title: Text, "名称" | "its title";
        href: Text, "地址" | "its address";
        type: Word(FEEDS), "<link type> 的值" | "for <link type>";
    },
};

static CASE_KEYS: Shape = Shape {
    name: "case_keys",
    fields: fields! {
        district: Flag, "案例有没有地区" | "whether cases have a district";
        model: Flag, "案例有没有模式" | "whether cases have a model";
        date: Flag, "案例有没有日期" | "whether cases have a date";
        practices: Flag, "案例有没有做法" | "whether cases have practices";
        metrics: Flag, "案例有没有数据" | "whether cases have figures";
        sources: Flag, "案例有没有来源" | "whether cases have sources";
    },
};

static SITE: Shape = Shape {
    name: "site",
    fields: fields! {
        title: Text, "出版物的名称" | "the title of the publication";
        subtitle: Text, "副题；没有时为空" | "its subtitle, or empty";
        description: Text, "说明；没有时为空" | "what it is about, or empty";
        publisher: Text, "出版者；没有时为空" | "who publishes it, or empty";
        licence: Maybe(&Map(&LICENCE)), "许可" | "its licence";
        language: Text, "本版的语言" | "the language of the edition";
        home: Text, "首页" | "the home page";
        nav: List(&Map(&SECTION)), "有内容的栏目和页面" | "the sections and pages that there are";
        css: Maybe(&Text), "样式表" | "the style sheet";
        policy: Maybe(&Html), "安全策略（Content-Security-Policy）" | "the policy for browsers (Content-Security-Policy)";
        icon: Maybe(&Text), "图标 favicon.svg" | "the icon, favicon.svg";
        scripts: List(&Text), "主题的脚本，都是 ES 模块" | "the scripts of the theme, ES modules";
        feeds: List(&Map(&FEED)), "全站的订阅源" | "the feeds of the whole site";
        params: Free, "site.yaml 的 params" | "`params` of site.yaml";
        has: Map(&CASE_KEYS), "案例有哪些项" | "what cases have";
        browse: Maybe(&Text), "分类页的总表" | "the list of the pages by facet";
        search: Flag, "有没有检索" | "whether there is a search";
        opensearch: Maybe(&Text), "给浏览器地址栏的检索说明" | "what browsers read to offer the search";
    },
};

static CRUMB: Shape = Shape {
    name: "crumb",
    fields: fields! {
        label: Text, "名称" | "its name";
        href: Text, "地址" | "its address";
    },
};

static ALTERNATE: Shape = Shape {
    name: "alternate",
    fields: fields! {
        language: Text, "那一版的语言" | "the language of the edition";
        label: Text, "那一版的名称" | "its name";
        href: Text, "同一页在那一版的地址；没有时是那一版的首页" | "the same page there, or its home page";
        url: Text, "同上，连网站的名称" | "the same with the name of the site";
        available: Flag, "那一版有没有这一页" | "whether the page is there";
    },
};

static PAGE: Shape = Shape {
    name: "page",
    fields: fields! {
        kind: Word(PAGES), "哪一种页面" | "what kind of page it is";
        title: Text, "标题" | "its title";
        description: Text, "说明，给搜索引擎" | "what it is about, for search engines";
        href: Text, "地址" | "its address";
        url: Text, "地址，连网站的名称" | "its address with the name of the site";
        language: Text, "语言" | "its language";
        breadcrumb: List(&Map(&CRUMB)), "上级页面，首页在先" | "the pages above it, the home page first";
        feeds: List(&Map(&FEED)), "本页自己的订阅源" | "the feeds of the page itself";
        alternates: List(&Map(&ALTERNATE)), "各版的同一页；只有一版时为空" | "the same page in every edition; empty with one";
        json_ld: Maybe(&Html), "给搜索引擎的 JSON-LD" | "JSON-LD for search engines";
        extra: Maybe(&Free), "普通页面信息区里的 extra" | "`extra` of a plain page";
        robots: Maybe(&Text), "<meta name=\"robots\"> 的值" | "for <meta name=\"robots\">";
    },
};

static MENU_ITEM: Shape = Shape {
    name: "menu_item",
    fields: fields! {
        label: Text, "名称" | "its name";
        current: Maybe(&Word(&["page", "true"])), "是不是本页 page，或本页所在的栏目 true" | "page for this page, true for the section that it is in";
        key: Sometimes(&Text), "栏目的代号；含下一层的没有" | "the word for the section; undefined with entries below";
        href: Sometimes(&Text), "地址；含下一层的没有" | "its address; undefined with entries below";
        items: Sometimes(&List(&Map(&MENU_ITEM))), "下一层" | "the entries below it";
    },
};

pub(super) static MENU: &[Field] = fields! {
    menu: List(&Map(&MENU_ITEM)), "导航的各项" | "the entries of the menu";
};

/// What all templates see.
pub(super) static EVERYWHERE: &[Field] = fields! {
    site: Map(&SITE), "出版物" | "the publication";
    data: Free, "data/ 里的文件" | "the files of data/";
    t: Free, "界面文字，键见 i18n" | "the texts of the theme by their keys in i18n";
};

/// What all pages see besides.
pub(super) static ON_PAGES: &[Field] = fields! {
    page: Map(&PAGE), "本页" | "the page itself";
    menu: Maybe(&Html), "menu.html 排好的导航" | "the menu, made by menu.html";
    links: Maybe(&Html), "links.html 排好的部分" | "what links.html makes";
    foot: Maybe(&Html), "foot.html 排好的页脚" | "the foot, made by foot.html";
};
