//! Marks of a text in values that readers see as typed: entities, tags, emphasis, macros, notes.

use super::Reader;
use crate::foundation::diagnostic::{Diagnostic, Text};
use crate::input::yaml::Node;
use crate::say;

/// Values that readers see as they were typed.
const SHOWN: [&str; 9] = [
    "definition",
    "description",
    "label",
    "locality",
    "name",
    "organisations",
    "publisher",
    "subtitle",
    "title",
];

/// A value whose marks are read as those of a text are.
const READ: &str = "summary";

/// Entities, each with what it stands for.
const ENTITIES: [(&str, &str); 20] = [
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("copy", "©"),
    ("emsp", " "),
    ("ensp", " "),
    ("gt", ">"),
    ("hellip", "…"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("quot", "\""),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("times", "×"),
];

/// Elements that people format words with.
const ELEMENTS: [&str; 16] = [
    "a", "b", "br", "code", "del", "em", "font", "i", "mark", "p", "small", "span", "strong",
    "sub", "sup", "u",
];

impl Reader<'_> {
    /// Says which mark of a value is shown as it was typed.
    pub(super) fn tell_marks(&mut self, key: &str, text: &str, node: &Node) {
        if !text.contains(['&', '<', '*', '{', '[']) {
            return;
        }
        let formatted = || entity(text).or_else(|| tag(text)).or_else(|| emphasis(text));
        let found = match key {
            READ => of_bodies(text),
            _ if SHOWN.contains(&key) => formatted().or_else(|| of_bodies(text)),
            _ => None,
        };
        let Some((mark, hint)) = found else { return };
        self.sink.push(
            Diagnostic::warning(
                "mark-as-typed",
                self.file,
                say!(
                    "“{key}”里的“{mark}”会照原样显示给读者"
                        | "readers see `{mark}` of `{key}` as it was typed"
                ),
            )
            .at_span(node.span)
            .with_hint(hint),
        );
    }
}

fn entity(text: &str) -> Option<(&str, Text)> {
    text.match_indices('&').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
        let name = rest.get(..end).filter(|_| rest[end..].starts_with(';'))?;
        let number =
            name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(number) => u32::from_str_radix(number, 16).ok(),
                None => number.parse().ok(),
            });
        let numbered = number.and_then(char::from_u32).filter(|c| !c.is_control());
        let named = ENTITIES.iter().find(|(known, _)| *known == name);
        let meant = numbered.map(String::from).or_else(|| Some(named?.1.to_owned()))?;
        let mark = text.get(at..at + end + 2)?;
        Some((mark, say!("请直接写“{meant}”" | "write `{meant}` itself")))
    })
}

fn tag(text: &str) -> Option<(&str, Text)> {
    text.match_indices('<').find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let mark = rest.get(..=rest.find('>')?)?;
        let name = mark.trim_start_matches(['<', '/']);
        let name = name.get(..name.find(|c: char| !c.is_ascii_alphanumeric())?)?;
        ELEMENTS.contains(&&*name.to_ascii_lowercase()).then(|| (mark, words_alone()))
    })
}

fn emphasis(text: &str) -> Option<(&str, Text)> {
    let start = text.find("**")?;
    let length = text.get(start + 2..)?.find("**").filter(|length| *length > 0)?;
    Some((text.get(start..start + length + 4)?, words_alone()))
}

fn words_alone() -> Text {
    say!(
        "这里不能排版，请只写文字，删去这些记号"
            | "nothing is formatted here: write the words alone, without such marks"
    )
}

/// Finds what has a meaning in a body alone: a call, a note.
fn of_bodies(text: &str) -> Option<(&str, Text)> {
    let enclosed = |open: &str, close: &str| {
        let start = text.find(open)?;
        let length = text.get(start..)?.find(close)?;
        text.get(start..start + length + close.len())
    };
    // Calls of other programs are told for the whole publication at once.
    let is_our_own = |call: &&str| {
        let call = call["{{".len()..].trim_start();
        ["metric(", "as_is("].iter().any(|name| call.starts_with(name))
    };
    let mark = enclosed("{{", "}}").filter(is_our_own).or_else(|| enclosed("[^", "]"))?;
    Some((
        mark,
        say!(
            "它只在正文里起作用：请把它换成读者该看到的文字，或者删去"
                | "it works in the body alone: write what readers are to see in its place, or delete it"
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_with_what_is_meant() {
        let mark = |text| {
            entity(text)
                .or_else(|| tag(text))
                .or_else(|| emphasis(text))
                .or_else(|| of_bodies(text))
        };
        for (text, found, hint) in [
            ("甲 &amp; 乙", "&amp;", "“&”"),
            ("甲&#8212;乙", "&#8212;", "“—”"),
            ("甲&#x4E59;", "&#x4E59;", "“乙”"),
            ("<em>甲</em>", "<em>", "只写文字"),
            ("甲<br />乙", "<br />", "只写文字"),
            ("**甲**乙", "**甲**", "只写文字"),
            ("{{ metric(h) }}户", "{{ metric(h) }}", "正文"),
            ("甲[^1]", "[^1]", "正文"),
        ] {
            let (at, said) = mark(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(at, found, "{text}");
            assert!(said.zh.contains(hint), "{text}: {}", said.zh);
        }
        for innocent in
            ["A&B;甲", "R&D", "5 < 6 > 3", "<门房>", "2**10", "138****1234", "{甲}", "[甲]"]
        {
            assert_eq!(mark(innocent), None, "{innocent}");
        }
    }
}
