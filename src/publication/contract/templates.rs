//! The templates that the program asks a theme for.

use super::data_pages::{CODEBOOK, COMPARE, DATA, MODEL_COMPARE};
use super::entries::{ENTRIES, ENTRY_PAGE, VALUES};
use super::indexes::{
    BROWSE, FACET_PAGE, INDICATOR_PAGE, INDICATORS, NOTHING, REDIRECT, SEARCH_PAGE, TOPIC_PAGE,
    TOPICS,
};
use super::pages::{
    CARD_PART, CASE_PAGE, CASES, HOME, MODEL_PAGE, MODELS, PLAIN, PRACTICE_TOPIC, PRACTICES,
    REGION_PAGE, REGION_TREE,
};
use super::shape::Field;
use super::site::MENU;
use crate::foundation::diagnostic::Text;
use crate::say;

/// A template that the program asks for.
#[derive(Debug)]
pub struct Template {
    pub name: &'static str,
    /// What it makes, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    pub needed: Needed,
    /// Whether it makes a page, and not a part of pages.
    pub is_page: bool,
    /// What it sees besides what all templates see.
    pub values: &'static [Field],
}

/// When a theme must have a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    Always,
    /// Unless `cases` in `site.yaml` switches the key off.
    WithKey(&'static str),
    /// Where `outputs` in `site.yaml` has `data`.
    WithData,
    /// Where a collection in `site.yaml` has a list.
    WithLists,
    /// In a theme that has the other template.
    With(&'static str),
    /// Never: what it would make is left out.
    Optional,
}

impl Needed {
    /// Says when that is.
    #[must_use]
    pub fn words(self) -> Text {
        match self {
            Self::Always => say!("必需" | "required"),
            Self::WithKey(key) => say!("没有关掉 {key} 时必需" | "required unless {key} is off"),
            Self::WithLists => {
                say!("有自己的一类页面的列表时必需" | "required where a collection has a list")
            }
            Self::WithData => say!("有数据页时必需" | "required with outputs.data"),
            Self::With(other) => say!("有 {other} 时必需" | "required with {other}"),
            Self::Optional => say!("可以没有" | "optional"),
        }
    }
}

const fn page(
    name: &'static str,
    [zh, en]: [&'static str; 2],
    needed: Needed,
    values: &'static [Field],
) -> Template {
    Template { name, zh, en, needed, is_page: true, values }
}

const fn part(
    name: &'static str,
    [zh, en]: [&'static str; 2],
    needed: Needed,
    values: &'static [Field],
) -> Template {
    Template { name, zh, en, needed, is_page: false, values }
}

const DISTRICT: Needed = Needed::WithKey("district");
const MODEL: Needed = Needed::WithKey("model");
const PRACTICE: Needed = Needed::WithKey("practices");
const METRIC: Needed = Needed::WithKey("metrics");

/// All of them.
pub static TEMPLATES: &[Template] = &[
    page("home.html", ["首页", "the home page"], Needed::Always, HOME),
    page("cases.html", ["全部案例", "the list of all cases"], Needed::Always, CASES),
    page("case.html", ["一个案例", "a case"], Needed::Always, CASE_PAGE),
    page("regions.html", ["地区", "the list of regions"], DISTRICT, REGION_TREE),
    page("region.html", ["一个地区", "a region"], DISTRICT, REGION_PAGE),
    page("models.html", ["模式", "the list of models"], MODEL, MODELS),
    page("model.html", ["一个模式", "a model"], MODEL, MODEL_PAGE),
    page(
        "model_compare.html",
        ["一个模式的案例对照", "the cases of a model side by side"],
        MODEL,
        MODEL_COMPARE,
    ),
    page("practices.html", ["做法", "the list of practices"], PRACTICE, PRACTICES),
    page(
        "practice_topic.html",
        ["一个主题词的做法", "the practices of a topic"],
        PRACTICE,
        PRACTICE_TOPIC,
    ),
    page("indicators.html", ["指标", "the list of indicators"], METRIC, INDICATORS),
    page("indicator.html", ["一个指标", "an indicator"], METRIC, INDICATOR_PAGE),
    page("topics.html", ["主题词", "the list of topics"], Needed::Always, TOPICS),
    page("topic.html", ["一个主题词", "a topic"], Needed::Always, TOPIC_PAGE),
    page("page.html", ["其他页面", "any other page"], Needed::Always, PLAIN),
    page("data.html", ["数据", "the data"], Needed::WithData, DATA),
    page("codebook.html", ["数据说明", "what the data means"], Needed::WithData, CODEBOOK),
    page("compare.html", ["对照", "cases to compare"], Needed::WithData, COMPARE),
    page(
        "facet.html",
        [
            "同属一类或两类的案例；没有它就不做分类页",
            "the cases that share one or two facets; without it there are no such pages",
        ],
        Needed::Optional,
        FACET_PAGE,
    ),
    page(
        "browse.html",
        ["全部分类页", "the list of the pages by facet"],
        Needed::With("facet.html"),
        BROWSE,
    ),
    page(
        "search.html",
        [
            "检索；没有它就没有检索；脚本靠 cb- 开头的 id 找到各部分",
            "the search, without it there is none; scripts find its parts by ids that begin with cb-",
        ],
        Needed::Optional,
        SEARCH_PAGE,
    ),
    page(
        "values.html",
        [
            "一个字段的全部值；没有它就没有这样的页",
            "the values of a field; without it there are no such pages",
        ],
        Needed::Optional,
        VALUES,
    ),
    page(
        "entries.html",
        [
            "自己的一类页面的列表；只用于一类的叫 entries-类名.html",
            "the list of a collection; that of one alone is entries-KEY.html",
        ],
        Needed::WithLists,
        ENTRIES,
    ),
    page(
        "entry.html",
        [
            "其中的一篇；只用于一类的叫 entry-类名.html，没有就用 page.html",
            "an entry of a collection; that of one alone is entry-KEY.html, else page.html",
        ],
        Needed::Optional,
        ENTRY_PAGE,
    ),
    page("not_found.html", ["找不到的页面", "what is not there"], Needed::Always, NOTHING),
    page(
        "redirect.html",
        ["旧地址，转到新的地址", "an old address, which leads to the new one"],
        Needed::Always,
        REDIRECT,
    ),
    part(
        "card.html",
        ["列表中的一个案例；每个只排一次，各页共用", "a case in lists, made once for all pages"],
        Needed::Always,
        CARD_PART,
    ),
    part(
        "menu.html",
        [
            "导航，排好后是各页的 menu；按所在栏目各排一次",
            "the menu, as pages see it in `menu`; made once for each section",
        ],
        Needed::Optional,
        MENU,
    ),
    part(
        "links.html",
        [
            "<head> 里各页一样的部分，排好后是 links；全站只排一次",
            "what all pages have in <head>, as they see it in `links`; made once for the site",
        ],
        Needed::Optional,
        NOTHING,
    ),
    part(
        "foot.html",
        [
            "各页一样的页脚，排好后是 foot；全站只排一次",
            "the foot of all pages, as they see it in `foot`; made once for the site",
        ],
        Needed::Optional,
        NOTHING,
    ),
];
