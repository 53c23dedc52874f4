//! Tags in brackets of blogs and forums, which are shown as text:
//! `[caption id="1"]…[/caption]`, `[gallery ids="1,2"]`, `[b]…[/b]`.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::foundation::diagnostic::Text;
use crate::say;

/// How an end tag begins, and tags without one.
pub(super) const NEEDLES: [&str; 6] =
    ["[/", "[gallery ", "[playlist ", "[audio ", "[video ", "[embed "];

/// The names of tags that may have no end tag.
const ALONE: [&str; 5] = ["gallery", "playlist", "audio", "video", "embed"];

/// The longest tag that is looked for, in bytes.
const LONGEST: usize = 500;

/// The longest pair that a message repeats whole, in bytes.
const LONGEST_SHOWN: usize = 80;

/// Returns the tags and pairs of tags of a text, each with what is to be written in its place.
pub(super) fn bracket_tags(text: &str) -> Vec<(Range<usize>, Text)> {
    let mut found: Vec<(Range<usize>, Text)> = Vec::new();
    // Where the last tag of each name begins.
    let mut begun: FxHashMap<&str, usize> = FxHashMap::default();
    let mut done = 0;
    for (at, _) in text.match_indices('[') {
        let inside = &text[at + 1..];
        if let Some(ended) = inside.strip_prefix('/') {
            let name = first_name(ended);
            let is_whole = ended[name.len()..].starts_with(']');
            let start = begun.get(name).filter(|start| is_whole && **start >= done);
            if let Some(start) = start.copied() {
                done = at + 2 + name.len() + 1;
                while found.last().is_some_and(|(range, _)| range.start >= start) {
                    found.pop();
                }
                found.push((start..done, hint_for(name)));
            }
            continue;
        }
        let name = first_name(inside);
        if name.is_empty() || !inside[name.len()..].starts_with([']', ' ', '=']) {
            continue;
        }
        begun.insert(name, at);
        // `[video games]` are words.
        let near = &inside[..inside.floor_char_boundary(LONGEST)];
        let is_alone = ALONE.contains(&name) && inside[name.len()..].starts_with(' ');
        if let Some(length) = near.find(']').filter(|_| is_alone)
            && near[..length].contains('=')
        {
            found.push((at..at + length + 2, hint_for(name)));
        }
    }
    found
}

/// Returns a pair of tags as a message repeats it, without the text between them when that is long.
pub(super) fn shorten_pair(written: &str) -> Cow<'_, str> {
    if written.len() <= LONGEST_SHOWN {
        return written.into();
    }
    let open = written.find(']').map_or(written, |end| &written[..=end]);
    let close = written.rfind('[').map_or("", |start| &written[start..]);
    if close.len() == written.len() { written.into() } else { format!("{open}…{close}").into() }
}

/// Returns the word in Latin letters that a text begins with.
fn first_name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    let name = &text[..end];
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { "" }
}

fn hint_for(name: &str) -> Text {
    match name.to_ascii_lowercase().as_str() {
        "img" | "caption" | "gallery" => say!(
            "图片请写 `![图里有什么](图片.png \"图注\")`"
                | "write `![what it shows](picture.png \"caption\")` for a picture"
        ),
        "url" | "link" => {
            say!("链接请写 `[文字](网址)`" | "write `[text](address)` for a link")
        }
        "b" | "strong" => say!("加粗请写 `**文字**`" | "write `**text**` to stress a text"),
        "quote" => {
            say!("引文请在每一行的行首写 `> `" | "begin each line of a quotation with `> `")
        }
        "code" => {
            say!("代码请用三个反引号围起来" | "put code between two lines of three backticks")
        }
        _ => say!("请改用 Markdown 的写法，或删去" | "write it in Markdown, or delete it"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<&str> {
        bracket_tags(text).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn a_long_pair_is_told_by_its_tags() {
        let long = format!("[quote a=\"甲\"]{}[/quote]", "字".repeat(40));
        assert_eq!(shorten_pair(&long), "[quote a=\"甲\"]…[/quote]");
        assert_eq!(shorten_pair("[b]甲[/b]"), "[b]甲[/b]");
    }

    #[test]
    fn tags_of_blogs_and_forums_are_found() {
        for tag in [
            "[caption id=\"a\" width=\"300\"]门房[/caption]",
            "[embed]https://example.com/[/embed]",
            "[b]重点[/b]",
            "[url=https://example.com/]乙[/url]",
            "[gallery ids=\"1,2\"]",
        ] {
            assert_eq!(tags(&format!("甲{tag}乙")), [tag]);
        }
        assert_eq!(tags("[b]甲[/b]与[i]乙[/i]"), ["[b]甲[/b]", "[i]乙[/i]"]);
        assert_eq!(
            tags("[audio src=a]，[b]甲[video a=1][/b]"),
            ["[audio src=a]", "[b]甲[video a=1][/b]"]
        );
        for innocent in ["[/路径]", "见[/a/]与[a]", "[video games]", "[a]、[b]", "[/b]", "[b] [/"]
        {
            assert!(tags(innocent).is_empty(), "{innocent}");
        }
    }
}
