//! The gaps of a text, such as `{n}`: the program fills those that the built-in text has, and no
//! others.

use std::collections::{BTreeMap, BTreeSet};

use super::texts::ThemeTexts;
use super::{is_builtin, override_texts, text_parts};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span, Text, join_names};
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::SourcePath;
use crate::input::fields::Reader;
use crate::input::invisible;
use crate::input::yaml;
use crate::say;

const CODE: &str = "text-placeholder";

/// What the texts of a file lie above.
#[derive(Clone, Copy)]
pub(super) struct Below<'a> {
    pub(super) texts: &'a ThemeTexts,
    /// All templates by name.
    pub(super) templates: &'a BTreeMap<String, (SourcePath, String)>,
}

impl Below<'_> {
    /// Tells whether a template of the publication fills a gap that the built-in ones do not.
    fn is_filled(&self, gap: &str) -> bool {
        let given = format!("{}=", gap.trim_matches(['{', '}']));
        let own = self.templates.values().filter(|(file, _)| !is_builtin(file));
        own.into_iter().any(|(_, text)| text.contains(&given))
    }
}

/// Checks the gaps of a text that takes the place of the one below under its key. Returns whether
/// the text can be used.
pub(super) fn check_gaps(
    (file, span): (&SourcePath, Span),
    (key, text): (&str, &str),
    below: Below<'_>,
    sink: &mut Sink,
) -> bool {
    let others: Vec<BTreeSet<&str>> = below.texts.all_of(key).map(find_gaps).collect();
    let has_texts = !below.texts.keys().is_empty();
    if let Some((name, _)) =
        text_parts::named_in(text, |key| below.texts.all_of(key).next().is_some())
            .find(|(_, is_known)| has_texts && !is_known)
    {
        sink.push(report_no_text((file, span), key, name, below.texts));
        return false;
    }
    let (Some(first), written) = (others.first(), find_gaps(text)) else { return true };
    let known: BTreeSet<&str> = others.iter().flatten().copied().collect();
    let is_unknown = |gap: &&&str| !known.contains(**gap) && !below.is_filled(gap);
    if let Some(gap) = written.iter().find(is_unknown) {
        sink.push(report_unknown((file, span), key, gap, &known));
        return false;
    }
    // A theme may say things its own way.
    if !file.as_str().starts_with(override_texts::FOLDER) {
        return true;
    }
    let missing: Vec<&str> = first
        .iter()
        .filter(|gap| !written.contains(*gap) && others.iter().all(|other| other.contains(*gap)))
        .copied()
        .collect();
    if !missing.is_empty() {
        sink.push(report_missing((file, span), key, &missing));
    }
    true
}

/// Returns what stands in braces in a text, with the braces; those of full width are seen too.
fn find_gaps(text: &str) -> BTreeSet<&str> {
    let mut gaps = BTreeSet::new();
    let mut end = 0;
    for (at, _) in text.match_indices(['{', '｛']).filter(|(at, _)| text.is_char_boundary(*at)) {
        let Some((length, close)) =
            text[at..].char_indices().find(|(_, c)| matches!(c, '}' | '｝'))
        else {
            break;
        };
        if at >= end {
            end = at + length + close.len_utf8();
            let gap = &text[at..end];
            if !gap.starts_with(text_parts::OPEN) {
                gaps.insert(gap);
            }
        }
    }
    gaps
}

fn report_unknown(
    (file, span): (&SourcePath, Span),
    key: &str,
    gap: &str,
    known: &BTreeSet<&str>,
) -> Diagnostic {
    let finding = Diagnostic::error(
        CODE,
        file,
        say!(
            "“{key}”里的 {gap} 不会换成任何内容" | "nothing takes the place of `{gap}` in `{key}`"
        ),
    )
    .at_span(span);
    let inner = gap.trim_matches(|c: char| !c.is_alphanumeric());
    let near = find_nearest(&format!("{{{inner}}}"), known.iter().copied());
    finding.with_hint(match near.or_else(|| known.first().copied()) {
        Some(near) => say!(
            "请写成 {near}：半角花括号，里面的词照原样写，不加空格"
                | "write `{near}`: plain braces, the word as it is, no spaces"
        ),
        None => say!(
            "这段文字里没有可以替换的内容，请去掉花括号"
                | "this text has nothing to fill in: leave the braces out"
        ),
    })
}

fn report_no_text(
    (file, span): (&SourcePath, Span),
    key: &str,
    name: &str,
    texts: &ThemeTexts,
) -> Diagnostic {
    let finding = Diagnostic::error(
        CODE,
        file,
        say!(
            "“{key}”里的 {{={name}}} 指的文字“{name}”，主题里没有"
                | "`{{={name}}}` in `{key}` stands for a text that the theme lacks"
        ),
    )
    .at_span(span);
    finding.with_hint(match find_nearest(name, texts.keys()) {
        Some(near) => say!("是不是 {{={near}}}？" | "did you mean `{{={near}}}`?"),
        None => say!(
            "等号后面写 i18n 里的一个键，例如 {{=model}}"
                | "write a key of `i18n` behind the sign, such as `{{=model}}`"
        ),
    })
}

fn report_missing((file, span): (&SourcePath, Span), key: &str, missing: &[&str]) -> Diagnostic {
    let Text { zh, en } = join_names(missing);
    Diagnostic::warning(
        CODE,
        file,
        say!(
            "“{key}”里没有写 {zh}，读者看不到这项内容"
                | "`{key}` lacks {en}: readers do not see what stands there"
        ),
    )
    .at_span(span)
    .with_hint(say!("请在该出现的地方写上 {zh}" | "write {en} where it belongs"))
}

/// Reads a file of texts that lie above those of `below`.
pub(super) fn read_texts(
    path: &SourcePath,
    text: &str,
    below: Below<'_>,
    sink: &mut Sink,
) -> BTreeMap<String, String> {
    invisible::check_invisible(path, text, sink);
    let Some(node) = yaml::parse_document(path, text, 0, sink) else { return BTreeMap::new() };
    let mut reader = Reader { file: path, sink };
    let Some(fields) = reader.read_map("i18n", node) else { return BTreeMap::new() };
    let text = |node: &yaml::Node, key: &str, reader: &mut Reader<'_>| match &node.value {
        // The space after a comma is part of it.
        yaml::Value::Text(text) if !text.trim().is_empty() => Some(text.clone()),
        _ => reader.read_text(key, node),
    };
    fields
        .into_rest()
        .into_iter()
        .filter_map(|(key, node)| {
            let text = text(&node, &key.text, &mut reader)?;
            let written = (key.text.as_str(), text.as_str());
            let can_be_used = check_gaps((path, node.span), written, below, reader.sink);
            can_be_used.then_some((key.text, text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_what_stands_in_braces() {
        let gaps = |text| find_gaps(text).into_iter().collect::<Vec<_>>();
        assert_eq!(gaps("{n} of {total}, {n}"), ["{n}", "{total}"]);
        assert_eq!(gaps("{ n } and {"), ["{ n }"]);
        assert_eq!(gaps("{{n}}"), ["{{n}"]);
        assert_eq!(gaps("共｛n｝个"), ["｛n｝"]);
        assert_eq!(gaps("none {=model}"), [""; 0]);
    }
}
