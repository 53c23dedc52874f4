//! The kinds of marks that mean nothing in a value that readers see as typed: entities, tags,
//! emphasis, links, macros, notes.

use crate::foundation::diagnostic::Text;
use crate::say;
use crate::text::is_cjk;

/// Entities, each with what it stands for.
const ENTITIES: [(&str, &str); 39] = [
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("copy", "©"),
    ("deg", "°"),
    ("divide", "÷"),
    ("emsp", " "),
    ("ensp", " "),
    ("euro", "€"),
    ("frac12", "½"),
    ("ge", "≥"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("larr", "←"),
    ("ldquo", "“"),
    ("le", "≤"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("permil", "‰"),
    ("plusmn", "±"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rarr", "→"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("sect", "§"),
    ("shy", ""),
    ("sup2", "²"),
    ("sup3", "³"),
    ("thinsp", " "),
    ("times", "×"),
    ("trade", "™"),
    ("yen", "¥"),
];

/// Elements that people format words with, or that come along with pasted text.
const ELEMENTS: &str = " a abbr audio b big blockquote br center cite code dd del details div dl dt em figcaption figure font h1 h2 \
    h3 h4 h5 h6 hr i iframe img ins kbd li mark nobr o ol p pre q rp rt ruby s script section \
    small span st1 strike strong style \
    sub summary sup table tbody td th thead tr u ul video w wbr ";

pub(super) fn entity(text: &str) -> Option<(&str, Text)> {
    text.match_indices('&').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let is_end = |c: char| !c.is_ascii_alphanumeric() && c != '#';
        let end = rest.find(is_end).unwrap_or(rest.len());
        let name = rest.get(..end)?;
        let is_closed = rest[end..].starts_with(';');
        // Browsers know spaces without their semicolon too, and nobody means them as words.
        if !is_closed && !["nbsp", "ensp", "emsp"].contains(&name) {
            return None;
        }
        let number =
            name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(number) => u32::from_str_radix(number, 16).ok(),
                None => number.parse().ok(),
            });
        let numbered = number.and_then(char::from_u32).filter(|c| !c.is_control());
        let named = ENTITIES.iter().find(|(known, _)| *known == name);
        let meant = numbered.map(String::from).or_else(|| Some(named?.1.to_owned()))?;
        let mark = text.get(at..at + 1 + end + usize::from(is_closed))?;
        if meant.trim().is_empty() {
            let hint = say!("请写一个空格，或者删去" | "write a space, or delete it");
            return Some((mark, hint));
        }
        Some((mark, say!("请直接写“{meant}”" | "write `{meant}` itself")))
    })
}

pub(super) fn tag(text: &str) -> Option<(&str, Text)> {
    text.match_indices('<').find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let mark = rest.get(..=rest.find('>')?)?;
        if mark.starts_with("<!--") {
            return Some((mark, words_alone()));
        }
        let name = mark.trim_start_matches(['<', '/']);
        let name = name.get(..name.find(|c: char| !c.is_ascii_alphanumeric())?)?;
        let name = name.to_ascii_lowercase();
        let is_element = !name.is_empty() && ELEMENTS.split(' ').any(|known| known == name);
        is_element.then(|| match &*name {
            "sub" | "sup" => {
                let hint = say!(
                    "这里不能排版，上标、下标请写现成的字符，例如 ²、³、₂"
                        | "nothing is formatted here: write characters such as ², ³ or ₂"
                );
                (mark, hint)
            }
            _ => (mark, words_alone()),
        })
    })
}

/// Finds a tag that stands for something by itself, which is shown where words alone are read.
pub(super) fn single_tag(text: &str) -> Option<(&str, Text)> {
    let mut rest = text;
    while let Some((mark, hint)) = tag(rest) {
        let name = mark[1..].split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        if ["hr", "img", "wbr"].iter().any(|single| single.eq_ignore_ascii_case(name)) {
            return Some((mark, hint));
        }
        let at = mark.as_ptr().addr() - rest.as_ptr().addr();
        rest = rest.get(at + mark.len()..)?;
    }
    None
}

/// Finds `＊＊甲＊＊`, which is no emphasis anywhere.
pub(super) fn full_width(text: &str) -> Option<(&str, Text)> {
    enclosed(text, "＊＊", "＊＊").map(|mark| (mark, words_alone()))
}

/// Finds `[[甲]]`.
pub(super) fn wiki(text: &str) -> Option<(&str, Text)> {
    enclosed(text, "[[", "]]").map(|mark| (mark, words_alone()))
}

/// Returns the first stretch of a text between two marks, with them.
fn enclosed<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let start = text.find(open)?;
    let inside = text.get(start + open.len()..)?;
    let length = inside.find(close).filter(|length| *length > 0)?;
    text.get(start..start + open.len() + length + close.len())
}

pub(super) fn emphasis(text: &str) -> Option<(&str, Text)> {
    let mark = ["**", "~~", "`"].into_iter().find_map(|sign| enclosed(text, sign, sign));
    // These are signs of other things too, but not around Chinese words.
    let mark = mark.or_else(|| ["__", "*"].into_iter().find_map(|sign| around_words(text, sign)));
    mark.map(|mark| (mark, words_alone()))
}

/// Finds `==甲==`, which no Markdown reads.
pub(super) fn highlight(text: &str) -> Option<(&str, Text)> {
    around_words(text, "==").map(|mark| (mark, words_alone()))
}

/// Returns the first stretch of a text between two equal marks that begins and ends with a Chinese
/// character, with the marks.
fn around_words<'t>(text: &'t str, sign: &str) -> Option<&'t str> {
    let mark = enclosed(text, sign, sign)?;
    let inside = &mark[sign.len()..mark.len() - sign.len()];
    let is_word = |c: char| is_cjk(c) && c.is_alphanumeric();
    (inside.starts_with(is_word) && inside.ends_with(is_word)).then_some(mark)
}

pub(super) fn link(text: &str) -> Option<(&str, Text)> {
    let middle = text.find("](")?;
    let start = text.get(..middle)?.rfind('[')?;
    let end = middle + text.get(middle..)?.find(')')?;
    Some((text.get(start..=end)?, words_alone()))
}

fn words_alone() -> Text {
    say!(
        "这里不能排版，请只写文字，删去这些记号"
            | "nothing is formatted here: write the words alone, without such marks"
    )
}

/// Finds what has a meaning in a body alone: a call, a note.
pub(super) fn of_bodies(text: &str) -> Option<(&str, Text)> {
    // Calls of other programs are told for the whole publication at once.
    let is_our_own = |call: &&str| {
        let call = call["{{".len()..].trim_start();
        ["metric(", "as_is("].iter().any(|name| call.starts_with(name))
    };
    let call = enclosed(text, "{{", "}}").filter(is_our_own);
    let marks = call.into_iter().chain(enclosed(text, "[^", "]"));
    let mark = marks.min_by_key(|mark| mark.as_ptr().addr())?;
    Some((
        mark,
        say!(
            "它只在正文里起作用：请把它换成读者该看到的文字，或者删去"
                | "it works in the body alone: write what readers are to see in its \
                   place, or delete it"
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
                .or_else(|| link(text))
                .or_else(|| of_bodies(text))
        };
        for (text, found, hint) in [
            ("甲 &amp; 乙", "&amp;", "“&”"),
            ("甲&#8212;乙", "&#8212;", "“—”"),
            ("甲&#x4E59;", "&#x4E59;", "“乙”"),
            ("<em>甲</em>", "<em>", "只写文字"),
            ("甲<br />乙", "<br />", "只写文字"),
            ("甲<h1>乙</h1>", "<h1>", "只写文字"),
            ("甲<!-- 待核 -->乙", "<!-- 待核 -->", "只写文字"),
            ("甲<o:p></o:p>", "<o:p>", "只写文字"),
            ("m<sup>2</sup>", "<sup>", "²"),
            ("甲&nbsp;乙", "&nbsp;", "空格"),
            ("甲&ensp乙", "&ensp", "空格"),
            ("甲&nbsp", "&nbsp", "空格"),
            ("[甲](a.md)乙", "[甲](a.md)", "只写文字"),
            ("~~甲~~乙", "~~甲~~", "只写文字"),
            ("**甲**乙", "**甲**", "只写文字"),
            ("__甲__乙", "__甲__", "只写文字"),
            ("*甲*乙", "*甲*", "只写文字"),
            ("{{ metric(h) }}户", "{{ metric(h) }}", "正文"),
            ("甲[^1]", "[^1]", "正文"),
            ("甲[^1]和{{ metric(m) }}", "[^1]", "正文"),
        ] {
            let (at, said) = mark(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(at, found, "{text}");
            assert!(said.zh.contains(hint), "{text}: {}", said.zh);
        }
        let single = |text| single_tag(text).map(|(mark, _)| mark);
        assert_eq!(single("图<img src=\"a.png\">后"), Some("<img src=\"a.png\">"));
        assert_eq!(single("<div>块</div><br><hr>"), Some("<hr>"));
        assert_eq!(single("写<b>，<b>甲</b>乙<br>丙<!-- 注 -->"), None);
        assert_eq!(wiki("看[[双链]]。").map(|(mark, _)| mark), Some("[[双链]]"));
        assert_eq!(full_width("＊＊全角＊＊").map(|(mark, _)| mark), Some("＊＊全角＊＊"));
        assert_eq!(highlight("先==重点==后").map(|(mark, _)| mark), Some("==重点=="));
        assert_eq!(highlight("a==b==c"), None);
        for innocent in [
            "A&B;甲",
            "R&D",
            "5 < 6 > 3",
            "<门房>",
            "2**10",
            "138****1234",
            "{甲}",
            "[甲]",
            "1~~2",
            "5*3*2",
            "a__b__c",
            "甲*，乙*",
            "`",
        ] {
            assert_eq!(mark(innocent), None, "{innocent}");
        }
    }
}
