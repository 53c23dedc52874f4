//! `site.yaml`: what a publication says about itself, checked.

mod convert;
mod lints;
mod outputs;
mod unit;
mod vocabulary;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use lints::Lints;
pub use outputs::Outputs;
pub use unit::Unit;
pub(crate) use vocabulary::identifier;
pub use vocabulary::{
    Direction, Field, FieldType, Indicator, IndicatorId, Kind, Topic, TopicId, Vocabulary,
};

use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::language::{LanguageTag, Localised};
use crate::foundation::path::{BaseUrl, SourcePath};
use crate::foundation::source;
use crate::foundation::world::World;
use crate::input::fields::{Fields, Reader};
use crate::input::yaml;
use crate::input::yaml::Node;
use crate::say;
pub use crate::text::collation::Sort;

/// The name of the file, at the publication's root.
pub const FILE: &str = "site.yaml";

const KEYS: &[&str] = &[
    "title",
    "subtitle",
    "description",
    "base_url",
    "language",
    "publisher",
    "licence",
    "theme",
    "paginate",
    "editions",
    "topics",
    "indicators",
    "units",
    "fields",
    "outputs",
    "lints",
    "gazetteer",
    "region_names",
    "raw_html",
    "sort",
    "source_url",
    "terms",
];

/// What a publication says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// Its name.
    pub title: Localised,
    /// A line under the name.
    pub subtitle: Localised,
    /// One or two sentences, for search engines and feeds.
    pub description: Localised,
    /// Where it is published.
    pub base_url: BaseUrl,
    /// The language of files without a language in their name.
    pub language: LanguageTag,
    /// Who publishes it.
    pub publisher: Localised,
    /// On which terms its text may be used.
    pub licence: Option<Licence>,
    /// The name of a folder under `themes/`, or of a built-in theme.
    pub theme: String,
    /// How many cards stand on a page of a list.
    pub paginate: usize,
    /// The site's own words: topics, indicators, units, extra fields.
    pub vocabulary: Arc<Vocabulary>,
    /// What to make beyond the pages.
    pub outputs: Outputs,
    /// What to point out besides mistakes.
    pub lints: Lints,
    /// The publication's own gazetteer instead of China's.
    pub gazetteer: Option<SourcePath>,
    /// Names of regions in other languages, by code.
    pub region_names: BTreeMap<String, Localised>,
    /// Whether HTML in Markdown goes into the page as it is.
    pub raw_html: bool,
    /// The editions besides the default one, in the order given.
    pub editions: Vec<Edition>,
    /// How titles are ordered.
    pub sort: Sort,
    /// Spellings that a generated script gets wrong, by edition tag.
    pub terms: BTreeMap<String, Vec<(String, String)>>,
}

/// On which terms a text may be used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Licence {
    /// Its name, e.g. `CC BY 4.0`.
    pub name: Localised,
    /// Its address.
    pub url: Option<String>,
}

/// One more edition of the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edition {
    /// Its language or script.
    pub tag: LanguageTag,
    /// The edition that it is converted from; else it has files of its own.
    pub from: Option<LanguageTag>,
    /// Its name in its own language.
    pub label: Option<String>,
}

impl Config {
    /// Reads `site.yaml`. Mistakes go to `sink`; what they leave open gets its default, so that
    /// the content is still checked.
    #[must_use]
    pub fn read(text: &str, sink: &mut Sink) -> Self {
        let file = SourcePath::new(FILE);
        let node = yaml::parse(&file, text, 0, sink);
        let mut reader = Reader { file: &file, sink };
        let fields = node.and_then(|node| reader.map(FILE, node));
        match fields {
            Some(fields) => lower(fields, &mut reader),
            None => Self::unread(),
        }
    }

    /// What is taken for granted while `site.yaml` cannot be read, so that the content is still checked.
    #[must_use]
    pub fn unread() -> Self {
        Self {
            vocabulary: Arc::new(Vocabulary { unread: true, ..Vocabulary::default() }),
            ..lower_nothing()
        }
    }

    /// Returns all editions, the default one first.
    #[must_use]
    pub fn all_editions(&self) -> Vec<Edition> {
        let default = Edition { tag: self.language.clone(), from: None, label: None };
        std::iter::once(default)
            .chain(self.editions.iter().filter(|edition| edition.tag != self.language).cloned())
            .collect()
    }
}

/// What a publication is that says nothing.
fn lower_nothing() -> Config {
    let file = SourcePath::new(FILE);
    let mut sink = Sink::default();
    let mut reader = Reader { file: &file, sink: &mut sink };
    let empty = Node { span: Span::default(), value: yaml::Value::Map(Vec::new()) };
    let fields = reader.map(FILE, empty).unwrap_or_else(|| unreachable!("an empty map is a map"));
    lower(fields, &mut reader)
}

fn lower(mut fields: Fields, reader: &mut Reader<'_>) -> Config {
    let top = fields.span;
    let title = required(&mut fields, "title", top, reader)
        .and_then(|node| reader.localised("title", node));
    let base_url =
        required(&mut fields, "base_url", top, reader).and_then(|node| base_url(&node, reader));
    let language = fields.take("language").and_then(|node| language("language", &node, reader));
    let localised = |fields: &mut Fields, reader: &mut Reader<'_>, key: &str| {
        fields.take(key).and_then(|node| reader.localised(key, node)).unwrap_or_default()
    };
    let subtitle = localised(&mut fields, reader, "subtitle");
    let description = localised(&mut fields, reader, "description");
    let publisher = localised(&mut fields, reader, "publisher");
    let licence = fields.take("licence").and_then(|node| licence(node, reader));
    let theme = fields.take("theme").and_then(|node| theme_name(&node, reader));
    let paginate =
        fields.take("paginate").and_then(|node| reader.number("paginate", &node, 1, 1000));
    let outputs = fields.take("outputs").map(|node| Outputs::read(node, reader));
    let lints = fields.take("lints").map(|node| Lints::read(node, reader));
    let gazetteer = fields.take("gazetteer").and_then(|node| gazetteer(&node, reader));
    let region_names = fields.take("region_names").map(|node| region_names(node, reader));
    let raw_html = fields.take("raw_html").and_then(|node| reader.bool("raw_html", &node));
    let editions = fields.take("editions").map(|node| editions(node, reader));
    let sort = fields.take("sort").and_then(|node| sort(&node, reader));
    let terms = fields.take("terms").map(|node| terms(node, reader));
    let language = language
        .or_else(|| LanguageTag::parse("zh-Hans"))
        .unwrap_or_else(|| unreachable!("zh-Hans is a tag"));
    let vocabulary = Vocabulary::read(&mut fields, &language, reader);
    reader.no_more(fields, KEYS);
    Config {
        title: title.unwrap_or_default(),
        subtitle,
        description,
        base_url: base_url.unwrap_or_default(),
        language,
        publisher,
        licence,
        theme: theme.unwrap_or_else(|| "folio".to_owned()),
        paginate: paginate.map_or(24, |number| number as usize),
        vocabulary: Arc::new(vocabulary),
        outputs: outputs.unwrap_or_default(),
        lints: lints.unwrap_or_default(),
        gazetteer,
        region_names: region_names.unwrap_or_default(),
        raw_html: raw_html.unwrap_or_default(),
        editions: editions.unwrap_or_default(),
        sort: sort.unwrap_or_default(),
        terms: terms.unwrap_or_default(),
    }
}

/// Finds where `site.yaml` gives `key` its value. Settings are read without their places; this reads it again.
pub fn place_of(key: &str, world: &dyn World) -> Option<Span> {
    let (file, mut sink) = (SourcePath::new(FILE), Sink::default());
    let text = source::decode(&file, &world.read(&file).ok()?, &mut sink)?;
    let yaml::Value::Map(entries) = yaml::parse(&file, &text, 0, &mut sink)?.value else {
        return None;
    };
    entries.into_iter().find(|(written, _)| written.text == key).map(|(_, node)| node.span)
}

fn required(
    fields: &mut Fields,
    key: &'static str,
    at: Span,
    reader: &mut Reader<'_>,
) -> Option<Node> {
    let node = fields.take(key);
    if node.is_none() && !fields.has_slip_of(key, KEYS.iter().copied()) {
        let example =
            if key == "base_url" { "base_url: https://example.org/" } else { "title: …" };
        reader.error(
            "missing-key",
            Span { start: at.start, end: at.start },
            say!("site.yaml 缺少必填的“{key}”" | "site.yaml lacks the required key `{key}`"),
            say!("请加上一行：{example}" | "add a line: {example}"),
        );
    }
    node
}

fn base_url(node: &Node, reader: &mut Reader<'_>) -> Option<BaseUrl> {
    let text = reader.text("base_url", node)?;
    let url = BaseUrl::parse(&text);
    if url.is_none() {
        reader.error(
            "bad-url",
            node.span,
            say!("“base_url”的“{text}”不是网址" | "`{text}` is no base address"),
            say!(
                "请写完整的网址，例如 https://example.org/ 或 https://example.org/cases/"
                    | "write a whole address such as https://example.org/ or https://example.org/cases/"
            ),
        );
    }
    url
}

fn language(key: &str, node: &Node, reader: &mut Reader<'_>) -> Option<LanguageTag> {
    let text = reader.text(key, node)?;
    let tag = LanguageTag::parse(&text);
    if tag.is_none() {
        reader.error(
            "language-tag",
            node.span,
            say!("“{text}”不是语言代码" | "`{text}` is no language tag"),
            say!(
                "简体中文写 zh-Hans，繁体中文写 zh-Hant，英文写 en"
                    | "for example zh-Hans, zh-Hant or en"
            ),
        );
    }
    tag
}

fn licence(node: Node, reader: &mut Reader<'_>) -> Option<Licence> {
    if !matches!(node.value, yaml::Value::Map(_)) {
        return reader
            .text("licence", &node)
            .map(|name| Licence { name: Localised::plain(&name), url: None });
    }
    let mut fields = reader.map("licence", node)?;
    let name = fields.take("name").and_then(|node| reader.localised("name", node));
    let url = fields.take("url").and_then(|node| reader.text("url", &node));
    reader.no_more(fields, &["name", "url"]);
    name.map(|name| Licence { name, url })
}

fn theme_name(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let name = reader.text("theme", node)?;
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !plain {
        reader.error(
            "bad-name",
            node.span,
            say!("主题名“{name}”里有不能用的符号" | "`{name}` is no name of a theme"),
            say!(
                "主题名是 themes/ 下的文件夹名，不带路径，只用字母、数字、“-”和“_”，例如 theme: folio"
                    | "a theme is a folder under themes/, of letters, digits, `-` and `_`"
            ),
        );
    }
    plain.then_some(name)
}

fn gazetteer(node: &Node, reader: &mut Reader<'_>) -> Option<SourcePath> {
    let text = reader.text("gazetteer", node)?;
    SourcePath::new(FILE).resolve(&text)
}

fn region_names(node: Node, reader: &mut Reader<'_>) -> BTreeMap<String, Localised> {
    let Some(fields) = reader.map("region_names", node) else { return BTreeMap::new() };
    fields
        .rest()
        .into_iter()
        .filter_map(|(key, node)| Some((key.text.clone(), reader.localised(&key.text, node)?)))
        .collect()
}

fn sort(node: &Node, reader: &mut Reader<'_>) -> Option<Sort> {
    match reader.text("sort", node)?.as_str() {
        "pinyin" => Some(Sort::Pinyin),
        "stroke" => Some(Sort::Stroke),
        other => {
            reader.error(
                "bad-choice",
                node.span,
                say!("“sort”不能是“{other}”" | "`sort` cannot be `{other}`"),
                say!("可以写 pinyin（拼音）或 stroke（笔画）" | "write pinyin or stroke"),
            );
            None
        }
    }
}

fn terms(node: Node, reader: &mut Reader<'_>) -> BTreeMap<String, Vec<(String, String)>> {
    let Some(fields) = reader.map("terms", node) else { return BTreeMap::new() };
    let mut terms = BTreeMap::new();
    for (tag, node) in fields.rest() {
        let Some(pairs) = reader.map(&tag.text, node) else { continue };
        let pairs = pairs
            .rest()
            .into_iter()
            .filter_map(|(from, to)| Some((from.text.clone(), reader.text(&from.text, &to)?)))
            .collect();
        terms.insert(tag.text, pairs);
    }
    terms
}

fn editions(node: Node, reader: &mut Reader<'_>) -> Vec<Edition> {
    let entries = match node.value {
        yaml::Value::List(list) => list
            .into_iter()
            .filter_map(|item| Some((reader.text("editions", &item)?, item.span, None)))
            .collect(),
        yaml::Value::Map(map) => {
            map.into_iter().map(|(key, node)| (key.text, key.span, Some(node))).collect::<Vec<_>>()
        }
        _ => {
            reader.list("editions", node);
            return Vec::new();
        }
    };
    let mut editions: Vec<Edition> = Vec::new();
    for (text, span, options) in entries {
        let Some(tag) = LanguageTag::parse(&text) else {
            reader.error(
                "language-tag",
                span,
                say!("“{text}”不是语言代码" | "`{text}` is no language tag"),
                say!(
                    "简体中文写 zh-Hans，繁体中文写 zh-Hant，英文写 en"
                        | "for example zh-Hans, zh-Hant or en"
                ),
            );
            continue;
        };
        let mut edition = Edition { tag, from: None, label: None };
        if let Some(node) = options.filter(|node| !matches!(node.value, yaml::Value::Null))
            && let Some(mut fields) = reader.map(&text, node)
        {
            edition.from = fields.take("from").and_then(|node| language("from", &node, reader));
            edition.label = fields.take("label").and_then(|node| reader.text("label", &node));
            reader.no_more(fields, &["from", "label"]);
        }
        if editions.iter().any(|other| other.tag == edition.tag) {
            reader.sink.push(
                Diagnostic::error(
                    "duplicate-id",
                    reader.file,
                    say!("版本“{text}”写了两次" | "the edition `{text}` is given twice"),
                )
                .at(span)
                .hint(say!("请删去一处" | "delete one of them")),
            );
            continue;
        }
        editions.push(edition);
    }
    editions
}
