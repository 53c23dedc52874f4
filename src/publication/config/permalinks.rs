//! `permalinks`: where cases and pages are addressed, when not where they usually are.

use crate::input::fields::{KnownKey, Reader, key_names};
use crate::input::yaml::Node;
use crate::say;

/// The patterns of addresses; see `content::permalink`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Permalinks {
    pub cases: Option<String>,
    /// Of pages that are about no model.
    pub pages: Option<String>,
    /// Of the entries of collections, by their keys.
    pub collections: Vec<(String, String)>,
}

pub(super) const KEYS: [KnownKey; 2] = [KnownKey::optional("cases"), KnownKey::optional("pages")];

/// What patterns take from a date.
const DATE_PARTS: [&str; 3] = [":year", ":month", ":day"];

const CASES: &[&str] = &[":year", ":month", ":day", ":slug", ":id", ":title", ":district"];
const ENTRIES: &[&str] = &[":year", ":month", ":day", ":slug", ":id", ":title"];
const PAGES: &[&str] = &[":slug", ":id", ":title"];

impl Permalinks {
    /// Reads the patterns; `names` are the collections.
    pub(super) fn from_node(node: Node, names: &[String], reader: &mut Reader<'_>) -> Self {
        let Some(mut fields) = reader.read_map("permalinks", node) else {
            return Self::default();
        };
        let [cases, pages] = fields.take_keys(&KEYS);
        let cases = cases.and_then(|node| read_pattern("cases", &node, CASES, reader));
        let pages = pages.and_then(|node| read_pattern("pages", &node, PAGES, reader));
        let mut collections = Vec::new();
        for (key, node) in fields.into_rest() {
            if names.contains(&key.text) {
                let pattern = read_pattern(&key.text, &node, ENTRIES, reader);
                collections.extend(pattern.map(|pattern| (key.text, pattern)));
            } else {
                let known = key_names(&KEYS).chain(names.iter().map(String::as_str));
                reader.unknown_key(&key, known);
            }
        }
        Self { cases, pages, collections }
    }

    /// Returns the pattern of the entries of a collection.
    #[must_use]
    pub fn of_entries(&self, collection: &str) -> Option<&str> {
        let found = self.collections.iter().find(|(key, _)| key == collection);
        found.map(|(_, pattern)| pattern.as_str())
    }

    /// Tells whether addresses of the entries of a collection are made of their dates.
    #[must_use]
    pub fn entries_use_date(&self, collection: &str) -> bool {
        let pattern = self.of_entries(collection);
        pattern.is_some_and(|pattern| DATE_PARTS.iter().any(|part| pattern.contains(part)))
    }

    /// Tells whether addresses of cases are made of a key of front matter.
    #[must_use]
    pub fn cases_use(&self, key: &str) -> bool {
        let names: &[&str] = match key {
            "date" => &DATE_PARTS,
            "district" => &[":district"],
            _ => &[],
        };
        self.cases.as_ref().is_some_and(|pattern| names.iter().any(|name| pattern.contains(name)))
    }
}

/// Reads a pattern. It must tell one page from another.
fn read_pattern(key: &str, node: &Node, known: &[&str], reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.read_text(key, node)?;
    let names = text.split(':').skip(1);
    let mut unknown = names.filter(|rest| {
        !known.iter().any(|name| {
            rest.strip_prefix(&name[1..])
                .is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphabetic()))
        })
    });
    let example = if key == "pages" { "/:slug/" } else { "/:year/:month/:slug/" };
    let is_unknown = unknown.next().is_some();
    let tells_apart = [":slug", ":id", ":title"].iter().any(|name| text.contains(name));
    let is_path = text.starts_with('/')
        && (text.ends_with('/') || text.ends_with(".html"))
        && !text.contains("//")
        && !text.contains(['?', '#', '%', '\\', ' '])
        && !text.split('/').any(|part| matches!(part, "." | ".."));
    if is_unknown || !tells_apart || !is_path {
        let all = known.join(" ");
        reader.error(
            "bad-permalink",
            node.span,
            say!(
                "“{text}”不能用作 permalinks 的 {key}" | "`{text}` cannot be the pattern of {key}"
            ),
            say!(
                "以“/”开头，以“/”或“.html”结尾（别的结尾，网站主机不会当作网页），\
                 用 :slug、:id 或 :title 区分各页，可以用的有 {all}，例如 {example}"
                    | "begin with a slash, end with a slash or `.html` (no host serves other \
                       endings as a page) and tell pages apart by :slug, :id or :title; there are \
                       {all}; for example {example}"
            ),
        );
        return None;
    }
    Some(text)
}
