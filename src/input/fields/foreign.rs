//! Keys that other site generators and editors give to front matter.

use rustc_hash::FxHashSet;

use super::{Fields, KnownKey, Reader, keys::key_names};
use crate::foundation::diagnostic::Diagnostic;
use crate::input::yaml::{Key, Value};
use crate::say;

/// The code of a key of another program. A report says it once for a key, however many files have
/// it.
pub const FOREIGN_KEY: &str = "foreign-key";

/// Keys of other programs, each with the keys that say the same here.
const FOREIGN: &[(&str, &[&str])] = &[
    ("tags", &["topics"]),
    ("tag", &["topics"]),
    ("categories", &["topics"]),
    ("category", &["topics"]),
    ("keywords", &["topics"]),
    ("description", &["summary"]),
    ("excerpt", &["summary"]),
    ("abstract", &["summary"]),
    ("permalink", &["slug"]),
    ("url", &["slug"]),
    ("redirect_from", &["aliases"]),
    ("lastmod", &["updated"]),
    ("modified", &["updated"]),
    ("last_modified_at", &["updated"]),
    ("publishDate", &["date"]),
    ("pubDate", &["date"]),
    ("created", &["added"]),
    ("draft", &["status"]),
    ("published", &["status"]),
    ("publish", &["status"]),
    ("visible", &["status"]),
    ("hidden", &["status"]),
    ("private", &["status"]),
    ("unlisted", &["status"]),
    ("weight", &["order", "sort_key"]),
    ("author", &["sources"]),
    ("authors", &["sources"]),
    ("layout", &[]),
    ("type", &[]),
    ("template", &[]),
    ("cover", &[]),
    ("image", &[]),
    ("thumbnail", &[]),
    ("banner", &[]),
    ("featured", &[]),
    ("featured_image", &[]),
    ("toc", &[]),
    ("comments", &[]),
    ("math", &[]),
    ("mathjax", &[]),
    ("lang", &[]),
    ("top", &[]),
    ("sticky", &[]),
    ("uuid", &[]),
    ("cssclass", &[]),
    ("cssclasses", &[]),
];

/// Tells whether `key` with `value` says, here or in another program, that readers must not see the
/// file.
fn withholds(key: &str, value: &Value) -> bool {
    let says = |words: &[&str]| match value {
        Value::Number(text) | Value::Text(text) => {
            words.contains(&text.trim().to_lowercase().as_str())
        }
        _ => false,
    };
    let is_yes = *value == Value::Bool(true) || says(&["true", "yes", "on", "1", "是"]);
    let is_no = *value == Value::Bool(false) || says(&["false", "no", "off", "0", "否"]);
    match key {
        "draft" | "hidden" | "private" | "unlisted" => is_yes,
        "published" | "publish" | "visible" => is_no,
        "status" => value != &Value::Text("published".to_owned()),
        _ => false,
    }
}

impl Fields {
    /// Leaves out the keys that the publication does not read, but none that keeps a file from
    /// readers.
    pub fn ignore_keys(&mut self, keys: &[String]) {
        if !keys.is_empty() {
            let keys: FxHashSet<&str> = keys.iter().map(String::as_str).collect();
            self.entries.retain(|(key, node)| {
                !keys.contains(key.text.as_str()) || withholds(&key.text, &node.value)
            });
        }
    }
}

impl Reader<'_> {
    /// Reports every key of front matter left in `fields` as unknown.
    pub fn no_more_front(&mut self, fields: Fields, keys: &[KnownKey]) {
        for (key, node) in fields.into_rest() {
            self.unknown_front_key(&key, &node.value, key_names(keys));
        }
    }

    /// Reports a key of front matter as unknown: as one of other programs, or with the nearest of
    /// `known`.
    pub fn unknown_front_key<'k>(
        &mut self,
        key: &Key,
        value: &Value,
        known: impl Iterator<Item = &'k str> + Clone,
    ) {
        let text = &key.text;
        let Some((_, here)) = FOREIGN.iter().find(|(name, _)| name == text) else {
            return self.unknown_key(key, known);
        };
        let finding = Diagnostic::error(
            "foreign-key",
            self.file,
            say!(
                "“{text}”是别的程序的字段，这里不读它"
                    | "`{text}` is a key of other programs and is not read here"
            ),
        )
        .at_span(key.span);
        if withholds(text, value) {
            self.sink.push(finding.with_hint(say!(
                "读者还不该看到它的话，这里写 status: draft；可以发布了，就删去这一行"
                    | "write status: draft instead while readers are not to see it; delete this \
                       line once they are"
            )));
            return;
        }
        let ignore = say!(
            "不需要它的话，删去这些行，或者在 site.yaml 写 ignore_keys: [{text}]，以后就不再提"
                | "if nobody needs it, delete these lines, or write ignore_keys: [{text}] in \
                   site.yaml to hear no more of it"
        );
        let finding = match here.iter().find(|name| known.clone().any(|key| key == **name)) {
            Some(&"sources") => finding.with_hint(say!(
                "作者和发表者写在 sources 里：sources: [{{title: 文章标题, publisher: 发表者}}]"
                    | "who wrote and published it goes to `sources`: [{{title: …, publisher: …}}]"
            )),
            Some(&"status") => finding.with_hint(say!(
                "这里叫“status”：草稿写 status: draft，发布的不用写"
                    | "it is called `status` here: write status: draft for a draft, and nothing \
                       for what is published"
            )),
            Some(name) => finding.with_hint(say!("这里叫“{name}”" | "it is called `{name}` here")),
            None => finding,
        };
        self.sink.push(finding.with_hint(ignore));
    }
}
