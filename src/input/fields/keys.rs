//! The keys that a map may have.
//!
//! Each kind of map has one table of keys. Whoever reads the map binds the values of all keys of
//! the table at once, and what is in no table cannot be asked for: no key is listed and not read,
//! and none is read and not listed.

use super::{Fields, Reader};
use crate::foundation::diagnostic::{Diagnostic, Span, Text, join_names};
use crate::foundation::nearest::find_nearest;
use crate::input::yaml::{Key, Node};
use crate::say;

/// A key that a map may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownKey {
    /// As authors write it.
    pub name: &'static str,
    /// Whether it is a mistake to leave it out.
    pub is_required: bool,
}

impl KnownKey {
    /// A key that every map of its kind must have.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self { name, is_required: true }
    }

    /// A key that may be left out.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self { name, is_required: false }
    }
}

/// A table of keys, and what the documentation calls the kind of map that has them.
pub type NamedTable = (&'static str, &'static [KnownKey]);

/// Returns the names of `keys`.
pub fn key_names(keys: &[KnownKey]) -> impl Iterator<Item = &str> + Clone {
    keys.iter().map(|key| key.name)
}

impl Fields {
    /// Takes the value of each of `keys`, in their order, where it was written.
    pub fn take_keys<const N: usize>(&mut self, keys: &[KnownKey; N]) -> [Option<Node>; N] {
        keys.map(|key| {
            let at = self.entries.iter().position(|(written, _)| written.text == key.name)?;
            Some(self.entries.remove(at).1)
        })
    }

    /// Returns where a key stands that was not taken.
    #[must_use]
    pub fn place_of(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|(written, _)| written.text == key).map(|(key, _)| key.span)
    }

    /// Tells whether one of the keys that were not taken is probably a misspelt `key`, which then
    /// is not missing.
    pub fn has_slip_of(&self, key: &str, keys: &[KnownKey]) -> bool {
        self.entries
            .iter()
            .any(|(written, _)| find_meant_key(&written.text, key_names(keys)) == Some(key))
    }
}

impl Reader<'_> {
    /// Opens a map and takes the value of each of `keys`, in their order. Any other key is an
    /// error.
    pub fn read_keys<const N: usize>(
        &mut self,
        name: &str,
        node: Node,
        keys: &[KnownKey; N],
    ) -> Option<[Option<Node>; N]> {
        let mut fields = self.read_map(name, node)?;
        let values = fields.take_keys(keys);
        self.no_more(fields, keys);
        Some(values)
    }

    /// Reports every key left in `fields` as unknown, with the nearest of `keys`.
    pub fn no_more(&mut self, fields: Fields, keys: &[KnownKey]) {
        let in_braces = fields.in_braces;
        for (key, node) in fields.into_rest() {
            let is_near = find_meant_key(&key.text, key_names(keys)).is_some();
            if in_braces && !is_near && !node.is_written() && !node.is_null_word() {
                self.report_comma(&key);
            } else {
                self.unknown_key(&key, key_names(keys));
            }
        }
    }

    /// Reports what a comma inside braces made an item of its own: 200人次 of 1,200人次.
    fn report_comma(&mut self, key: &Key) {
        let text = &key.text;
        let finding = Diagnostic::error(
            "unknown-key",
            self.file,
            say!("没有叫“{text}”的字段" | "there is no key `{text}`"),
        );
        let hint = if text.bytes().all(|byte| byte.is_ascii_digit()) {
            say!(
                "花括号里的逗号隔开两项：数字里不要写逗号，例如 1246；不是数字，给整个内容加上半角引号：\"…,{text}\""
                    | "a comma parts two items inside braces: write numbers without one, as in 1246, \
                       and put any other text in quotes as a whole: `\"…,{text}\"`"
            )
        } else {
            say!(
                "花括号里的逗号隔开两项，“{text}”成了另一项；逗号是内容的一部分，就给整个内容加上半角引号：\"…,{text}\""
                    | "a comma parts two items inside braces, so that `{text}` is one of its own: put \
                       the whole text in quotes, `\"…,{text}\"`, when the comma belongs to it"
            )
        };
        self.sink.push(finding.at_span(key.span).with_hint(hint));
    }

    /// Reports `key` as unknown, with the nearest of `known`.
    pub fn unknown_key<'k>(&mut self, key: &Key, known: impl Iterator<Item = &'k str> + Clone) {
        let text = &key.text;
        let mut finding = Diagnostic::error(
            "unknown-key",
            self.file,
            say!("没有叫“{text}”的字段" | "there is no key `{text}`"),
        )
        .at_span(key.span);
        finding = match find_meant_key(text, known.clone()) {
            Some(near) => finding
                .with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?"))
                .with_guess(key.span, near),
            None if text.bytes().all(|byte| byte.is_ascii_digit()) => finding.with_hint(say!(
                "括号里的逗号隔开两项：数字里不要写逗号，例如 1246"
                    | "a comma parts two items inside brackets: write numbers \
                       without one, as in 1246"
            )),
            None => {
                let Text { zh, en } = join_names(known);
                finding.with_hint(say!("这里可以用的字段有：{zh}" | "the keys here are: {en}"))
            }
        };
        self.sink.push(finding);
    }
}

/// Returns which of the `known` keys is probably meant by `word`.
#[expect(clippy::needless_pass_by_value, reason = "an iterator is handed over like any other")]
pub fn find_meant_key<'k>(
    word: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Option<&'k str> {
    let find = |word: &str| known.clone().find(|key| *key == word);
    find(word)
        .or_else(|| find_synonym(word).and_then(find))
        .or_else(|| find_nearest(word, known.clone()))
}

/// What editors write for a key, besides typos of the finger.
fn find_synonym(word: &str) -> Option<&'static str> {
    Some(match word {
        "标题" | "题目" | "name" => "title",
        "地区" | "区县" | "区域" | "region" | "area" => "district",
        "模式" | "模型" => "model",
        "日期" | "时间" | "published" => "date",
        "摘要" | "概要" | "description" | "abstract" => "summary",
        "标签" | "主题" | "关键词" | "tags" | "tag" | "keywords" => "topics",
        "指标" | "数据" | "figures" | "data" => "metrics",
        "来源" | "出处" | "references" => "sources",
        "做法" | "实践" => "practices",
        "单位" => "unit",
        "数值" | "值" => "value",
        "年份" => "year",
        "名称" => "label",
        "organizations" | "orgs" | "机构" | "组织" => "organisations",
        "state" | "draft" | "状态" => "status",
        _ => return None,
    })
}
