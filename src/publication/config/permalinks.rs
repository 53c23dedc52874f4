//! `permalinks`: where cases and pages are addressed, when not where they usually are.

use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::Node;
use crate::say;

/// The patterns of addresses; see `content::permalink`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Permalinks {
    pub cases: Option<String>,
    /// Of pages that are about no model.
    pub pages: Option<String>,
}

pub(super) const KEYS: [KnownKey; 2] = [KnownKey::optional("cases"), KnownKey::optional("pages")];

const CASES: &[&str] = &[":year", ":month", ":day", ":slug", ":id", ":title", ":district"];
const PAGES: &[&str] = &[":slug", ":id", ":title"];

impl Permalinks {
    pub(super) fn from_node(node: Node, reader: &mut Reader<'_>) -> Self {
        let Some([cases, pages]) = reader.read_keys("permalinks", node, &KEYS) else {
            return Self::default();
        };
        let cases = cases.and_then(|node| read_pattern("cases", &node, CASES, reader));
        let pages = pages.and_then(|node| read_pattern("pages", &node, PAGES, reader));
        Self { cases, pages }
    }

    /// Tells whether addresses of cases are made of a key of front matter.
    #[must_use]
    pub fn cases_use(&self, key: &str) -> bool {
        let names: &[&str] = match key {
            "date" => &[":year", ":month", ":day"],
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
    let example = if key == "cases" { "/:year/:month/:slug/" } else { "/:slug/" };
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
