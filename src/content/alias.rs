//! Old addresses, as editors write them or copy them from the address bar of a browser.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{SitePath, encode_percent};
use crate::input::fields::Reader;
use crate::input::old_address::{AddressUse, parse_alias, refuse_alias, warn_of_prefix};
use crate::input::yaml::Node;
use crate::publication::config::Config;
use crate::say;

/// Reads the old addresses of a page that stands at `current`. One that is given twice, or is that
/// of today, is reported.
pub(crate) fn read_aliases(
    node: Option<Node>,
    current: Option<&SitePath>,
    config: &Config,
    reader: &mut Reader<'_>,
) -> Vec<SitePath> {
    let mut aliases = read_distinct(node, current, config, reader);
    if let Some(current) = current {
        leave_out_current(&mut aliases, current, reader);
    }
    aliases.into_iter().map(|(path, _)| path).collect()
}

/// Reads old addresses of a page that stands at `current`, each with its place. One that is given
/// twice is kept once.
fn read_distinct(
    node: Option<Node>,
    current: Option<&SitePath>,
    config: &Config,
    reader: &mut Reader<'_>,
) -> Vec<(SitePath, Span)> {
    let mut aliases: Vec<(SitePath, Span)> = Vec::new();
    let mut first_given = FxHashMap::default();
    let used = AddressUse::Old(current);
    for (text, span) in reader.read_texts("aliases", node) {
        let path = match parse_alias(&text) {
            Ok(path) => path,
            Err(why) => {
                refuse_alias(&text, &why, span, &config.base_url, used, reader);
                continue;
            }
        };
        match first_given.entry(bare_address(&path)) {
            Entry::Vacant(entry) => {
                entry.insert(span);
                warn_of_prefix(&path, span, &config.base_url, used, reader);
                aliases.push((path, span));
            }
            Entry::Occupied(first) => reader.sink.push(
                Diagnostic::warning(
                    "duplicate-alias",
                    reader.file,
                    say!("旧地址 {path} 写了两次" | "the old address `{path}` is given twice"),
                )
                .at_span(span)
                .with_note(
                    reader.file,
                    Some(*first.get()),
                    say!("第一次在这里" | "first given here"),
                )
                .with_hint(say!(
                    "请删去一处；只差大小写、末尾的“/”或 index.html 的，是同一个地址"
                        | "delete one of them; in capitals or not, with a slash or index.html at \
                           its end or without, it is one address"
                )),
            ),
        }
    }
    aliases
}

/// Reads the old addresses of a translation in `language`. Those of another edition are reported,
/// and left out.
pub(crate) fn read_translated_aliases(
    node: Option<Node>,
    language: &LanguageTag,
    config: &Config,
    reader: &mut Reader<'_>,
) -> Vec<SitePath> {
    let all = read_distinct(node, None, config, reader);
    let editions = config.all_editions();
    let of_other = |path: &SitePath| {
        let (tag, _) = edition_of(path)?;
        let other = editions.iter().find(|edition| edition.tag.as_str() == tag)?;
        (other.tag != *language).then(|| other.tag.clone())
    };
    let mut kept = Vec::new();
    for (path, span) in all {
        let Some(tag) = of_other(&path) else {
            kept.push(path);
            continue;
        };
        reader.sink.push(
            Diagnostic::warning(
                "bad-alias",
                reader.file,
                say!(
                    "旧地址 {path} 是 {tag} 版的，写在 {language} 版的文章里不起作用"
                        | "the old address `{path}` is one of the edition `{tag}` and does nothing \
                           in a text of `{language}`"
                ),
            )
            .at_span(span)
            .with_hint(say!(
                "请把它移到 {tag} 版自己的文章里；{tag} 版没有自己的文章，就移到原文的 aliases 里"
                    | "move it to the text of `{tag}`, or, where that has no file of its own, to the \
                       `aliases` of the first file"
            )),
        );
    }
    kept
}

/// Takes out an alias that is the address of the page itself, and says so.
fn leave_out_current(
    aliases: &mut Vec<(SitePath, Span)>,
    current: &SitePath,
    reader: &mut Reader<'_>,
) {
    let bare = bare_address(current);
    for (_, at) in aliases.extract_if(.., |(alias, _)| bare_address(alias) == bare) {
        reader.sink.push(
            Diagnostic::warning(
                "duplicate-alias",
                reader.file,
                say!(
                    "{current} 就是这一页现在的地址"
                        | "`{current}` is the address of this page now"
                ),
            )
            .at_span(at)
            .with_hint(say!(
                "aliases 只写以前的地址，请删去这一项"
                    | "`aliases` holds addresses of former days: delete this one"
            )),
        );
    }
}

/// Returns what of an address makes a difference to readers: neither the last slash nor the name of
/// the page of a folder does.
fn bare_address(path: &SitePath) -> String {
    let path = path.as_str().to_lowercase();
    path.strip_suffix("/index.html").unwrap_or(&path).trim_end_matches('/').to_owned()
}

/// Where in the text of a file, and how, a line is put that keeps `address` as an old address of
/// its page. `None` when the file has no front matter, or aliases in a form of its own.
#[must_use]
pub fn add_alias(yaml: &str, base: usize, address: &SitePath) -> Option<(Span, String)> {
    let quoted = written_alias(address);
    let line_end = if yaml.contains("\r\n") { "\r\n" } else { "\n" };
    let Some(start) = key_start(yaml) else {
        let at = base + yaml.len();
        return Some((Span::new(at, at), format!("aliases: [{quoted}]{line_end}")));
    };
    let line = yaml[start..].lines().next()?;
    let value = line["aliases:".len()..].trim();
    if value.starts_with('[') && value.ends_with(']') && value.matches(']').count() == 1 {
        let at = base + start + line.trim_end().len() - 1;
        let is_empty = value[1..value.len() - 1].trim().is_empty();
        let comma = if is_empty { "" } else { ", " };
        return Some((Span::new(at, at), format!("{comma}{quoted}")));
    }
    let rest = yaml.get(start + line.len()..)?.trim_start_matches('\r').strip_prefix('\n')?;
    let first = rest.lines().next().unwrap_or_default();
    if value.is_empty() && first.trim_start().starts_with("- ") {
        let indent = &first[..first.len() - first.trim_start().len()];
        let at = base + yaml.len() - rest.len();
        return Some((Span::new(at, at), format!("{indent}- {quoted}{line_end}")));
    }
    None
}

fn key_start(yaml: &str) -> Option<usize> {
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        if line.starts_with("aliases:") {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// An address as it is written into a list.
#[must_use]
pub fn written_alias(address: &SitePath) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    if address.as_str().chars().all(plain) {
        address.as_str().to_owned()
    } else if address.as_str().contains(['"', '\\', '%']) {
        format!("\"{}\"", encode_percent(address.as_str()))
    } else {
        format!("\"{address}\"")
    }
}

/// Returns the old addresses of a translation in `language`: those of its first file, and its own,
/// which are addresses of its edition with the edition in front or without.
pub(crate) fn merge_aliases(
    base: &[SitePath],
    translation: &[SitePath],
    language: &LanguageTag,
) -> Vec<SitePath> {
    let mut all = base.to_vec();
    for alias in translation {
        let alias = match edition_of(alias) {
            Some((tag, rest)) if tag == language.as_str() => rest,
            _ => alias.clone(),
        };
        if !all.contains(&alias) {
            all.push(alias);
        }
    }
    all
}

/// Tells which part of an old address is that of an edition: `en` of `/en/cases/a/`, and the rest.
#[must_use]
pub fn edition_of(alias: &SitePath) -> Option<(&str, SitePath)> {
    let (tag, rest) = alias.as_str().strip_prefix('/')?.split_once('/')?;
    (!rest.is_empty()).then(|| (tag, SitePath::new(rest)))
}

#[cfg(test)]
mod tests;
