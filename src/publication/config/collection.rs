//! Reads `collections`: kinds of pages of the publication's own, such as news or people.

use super::field::Field;
use super::read_field::{Home, read_fields};
use super::values::RESERVED;
use crate::foundation::diagnostic::{Text, join_names};
use crate::foundation::language::{LanguageTag, Localised};
use crate::foundation::path::SitePath;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Key, Node, Value};
use crate::say;

/// A kind of pages of the publication's own. Its entries are the texts of a folder.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Collection {
    /// The name of its folder and the first part of its addresses.
    pub key: String,
    /// What readers call all of them.
    pub label: Localised,
    /// What entries have besides what every page has.
    pub fields: Vec<Field>,
    /// How they are ordered; `None` by date where they have dates, else by title.
    pub sort: Option<EntryOrder>,
    /// Whether a page lists all of them.
    pub list: bool,
    /// Whether that page has a feed.
    pub feed: bool,
    /// How many stand on a page of the list; `None` for as many as cases.
    pub paginate: Option<usize>,
    /// Whether the list is in the menu where `site.yaml` says nothing of the menu.
    pub menu: bool,
}

/// How the entries of a collection are ordered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntryOrder {
    /// What they are ordered by.
    pub by: EntryKey,
    /// Whether the last comes first.
    pub is_reversed: bool,
}

/// What entries are ordered by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EntryKey {
    Title,
    Date,
    /// A field of the collection, by its key.
    Field(String),
}

pub(super) const KEYS: [KnownKey; 7] = [
    KnownKey::optional("label"),
    KnownKey::optional("fields"),
    KnownKey::optional("sort"),
    KnownKey::optional("list"),
    KnownKey::optional("feed"),
    KnownKey::optional("paginate"),
    KnownKey::optional("menu"),
];

/// Returns the names of the collections as they are written: fields may lead to them.
pub(super) fn collection_names(node: Option<&Node>) -> Vec<String> {
    match node.map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.iter().map(|(key, _)| key.text.clone()).collect(),
        _ => Vec::new(),
    }
}

/// Reads all collections. `names` are those of all, `editions` the folders of other languages.
pub(super) fn read_collections(
    node: Node,
    names: &[String],
    editions: &[LanguageTag],
    reader: &mut Reader<'_>,
) -> Vec<Collection> {
    let Some(fields) = reader.read_map("collections", node) else { return Vec::new() };
    fields
        .into_rest()
        .into_iter()
        .filter_map(|(key, node)| {
            let can_be_used = check_name(&key, editions, reader);
            let collection = read_collection(&key, node, names, reader)?;
            can_be_used.then_some(collection)
        })
        .collect()
}

/// Tells whether a collection can have a name, and says so when not.
fn check_name(key: &Key, editions: &[LanguageTag], reader: &mut Reader<'_>) -> bool {
    let name = key.text.as_str();
    let is_taken = |other: &str| other.eq_ignore_ascii_case(name);
    let is_plain = !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
        && SitePath::new(&format!("/{name}/")).out_path().is_ok();
    let Text { zh, en } = if RESERVED.iter().any(|other| is_taken(other)) {
        say!("网站的 /{name}/ 已有别的用途" | "the site has pages of its own at /{name}/")
    } else if editions.iter().any(|edition| is_taken(edition.as_str())) {
        say!("/{name}/ 是那种语言的版本" | "/{name}/ is the edition in that language")
    } else if !is_plain {
        say!(
            "它也是文件夹的名称，只能用字母、汉字、数字、“-”和“_”"
                | "it names a folder, which has letters, digits, `-` and `_` only"
        )
    } else {
        return true;
    };
    reader.error(
        "bad-collection",
        key.span,
        say!("“{name}”不能用作一类页面的名称：{zh}" | "`{name}` cannot name a collection: {en}"),
        say!(
            "请换一个名称，例如 news、people；content 里的文件夹也用这个名称，读者看到的写在 label"
                | "choose another, such as `news` or `people`; the folder in content has that name \
                   too, and what readers see goes to `label`"
        ),
    );
    false
}

fn read_collection(
    key: &Key,
    node: Node,
    names: &[String],
    reader: &mut Reader<'_>,
) -> Option<Collection> {
    let mut collection = Collection {
        key: key.text.clone(),
        label: Localised::same_everywhere(&key.text),
        fields: Vec::new(),
        sort: None,
        list: true,
        feed: false,
        paginate: None,
        menu: true,
    };
    // `news:` alone is enough.
    if matches!(node.value, Value::Null) {
        return Some(collection);
    }
    let [label, fields, sort, list, feed, paginate, menu] =
        reader.read_keys(&key.text, node, &KEYS)?;
    let label = label.and_then(|node| reader.read_localised("label", node));
    collection.label = label.unwrap_or(collection.label);
    let home = Home { targets: names, is_of_cases: false };
    collection.fields = fields.map(|node| read_fields(node, home, reader)).unwrap_or_default();
    collection.sort = sort.and_then(|node| read_order(&node, &collection.fields, reader));
    reader.read_switch("list", list, &mut collection.list);
    collection.menu = collection.list;
    for (name, node, switch) in
        [("feed", feed, &mut collection.feed), ("menu", menu, &mut collection.menu)]
    {
        let span = node.as_ref().map(|node| node.span);
        reader.read_switch(name, node, switch);
        if let Some(span) = span.filter(|_| *switch && !collection.list) {
            *switch = false;
            reader.error(
                "bad-collection",
                span,
                say!(
                    "没有列表页（list: false），就没有“{name}”"
                        | "there is no `{name}` without a list of all (`list: false`)"
                ),
                say!(
                    "请删去 {name}: true，或删去 list: false"
                        | "delete `{name}: true` or `list: false`"
                ),
            );
        }
    }
    collection.paginate = paginate
        .and_then(|node| reader.read_number("paginate", &node, 1, 1000))
        .map(|count| count as usize);
    Some(collection)
}

/// Reads what entries are ordered by: `title`, `-date`, the key of a field.
fn read_order(node: &Node, fields: &[Field], reader: &mut Reader<'_>) -> Option<EntryOrder> {
    let text = reader.read_text("sort", node)?;
    let (word, is_reversed) = match text.strip_prefix('-') {
        Some(word) => (word, true),
        None => (text.as_str(), false),
    };
    let by = match word {
        "title" => EntryKey::Title,
        "date" => EntryKey::Date,
        _ if fields.iter().any(|field| field.key == word) => EntryKey::Field(word.to_owned()),
        _ => {
            let own = fields.iter().map(|field| field.key.as_str());
            let Text { zh, en } = join_names(["title", "date"].into_iter().chain(own));
            reader.error(
                "bad-choice",
                node.span,
                say!("“sort”不能是“{text}”" | "`sort` cannot be `{text}`"),
                say!(
                    "可以写：{zh}；前面加“-”是倒过来，例如 -date 最新的在前"
                        | "choose among {en}; a `-` before it turns the order round: `-date` has \
                           the newest first"
                ),
            );
            return None;
        }
    };
    Some(EntryOrder { by, is_reversed })
}
