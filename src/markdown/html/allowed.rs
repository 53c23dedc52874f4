//! The elements and attributes of HTML that an author may write: harmless ones alone.
//!
//! No element here runs anything, asks for input, or is read by rules of its own (as `svg`,
//! `select` or `noscript` are), so that balanced tags mean to a browser what they say.

/// An element that may be written.
#[derive(Debug)]
pub(in super::super) struct Element {
    pub(in super::super) name: &'static str,
    /// Whether it is a block of its own, which no paragraph can hold.
    pub(in super::super) is_block: bool,
    /// Whether it has no end tag.
    pub(in super::super) is_void: bool,
    /// Whether the end tag may be left out.
    pub(in super::super) ends_itself: bool,
    /// Elements of which one must be open.
    pub(in super::super) parents: &'static [&'static str],
    /// Elements that end where it begins.
    pub(in super::super) ends: &'static [&'static str],
}

const fn phrase_element(name: &'static str) -> Element {
    Element { name, is_block: false, is_void: false, ends_itself: false, parents: &[], ends: &[] }
}

const fn void_element(name: &'static str) -> Element {
    Element { is_void: true, ..phrase_element(name) }
}

const fn block_element(name: &'static str) -> Element {
    Element { is_block: true, ..phrase_element(name) }
}

/// A part of another element, whose end tag may be left out.
const fn part_element(
    name: &'static str,
    parents: &'static [&'static str],
    ends: &'static [&'static str],
) -> Element {
    Element { ends_itself: true, parents, ends, ..block_element(name) }
}

const LISTS: &[&str] = &["ul", "ol"];
const TABLE: &[&str] = &["table"];
const SECTIONS: &[&str] = &["thead", "tbody", "tfoot", "caption", "colgroup"];

const ELEMENTS: &[Element] = &[
    phrase_element("a"),
    phrase_element("abbr"),
    phrase_element("b"),
    phrase_element("bdi"),
    phrase_element("bdo"),
    block_element("blockquote"),
    void_element("br"),
    part_element("caption", TABLE, &[]),
    phrase_element("cite"),
    phrase_element("code"),
    Element { is_void: true, ..part_element("col", TABLE, &[]) },
    part_element("colgroup", TABLE, SECTIONS),
    part_element("dd", &["dl"], &["dt", "dd"]),
    phrase_element("del"),
    block_element("details"),
    phrase_element("dfn"),
    block_element("div"),
    block_element("dl"),
    part_element("dt", &["dl"], &["dt", "dd"]),
    phrase_element("em"),
    block_element("figcaption"),
    block_element("figure"),
    block_element("h2"),
    block_element("h3"),
    block_element("h4"),
    block_element("h5"),
    block_element("h6"),
    Element { is_void: true, ..block_element("hr") },
    phrase_element("i"),
    void_element("img"),
    phrase_element("ins"),
    phrase_element("kbd"),
    part_element("li", LISTS, &["li"]),
    phrase_element("mark"),
    block_element("ol"),
    Element { ends_itself: true, ..block_element("p") },
    block_element("pre"),
    phrase_element("q"),
    Element { is_block: false, ..part_element("rp", &["ruby"], &["rt", "rp"]) },
    Element { is_block: false, ..part_element("rt", &["ruby"], &["rt", "rp"]) },
    phrase_element("ruby"),
    phrase_element("s"),
    phrase_element("samp"),
    phrase_element("small"),
    phrase_element("span"),
    phrase_element("strong"),
    phrase_element("sub"),
    block_element("summary"),
    phrase_element("sup"),
    block_element("table"),
    part_element("tbody", TABLE, SECTIONS),
    part_element("td", TABLE, &["td", "th"]),
    part_element("tfoot", TABLE, SECTIONS),
    part_element("th", TABLE, &["td", "th"]),
    part_element("thead", TABLE, SECTIONS),
    phrase_element("time"),
    part_element("tr", TABLE, &["tr", "caption", "colgroup"]),
    phrase_element("u"),
    block_element("ul"),
    phrase_element("var"),
    void_element("wbr"),
];

/// Returns the element of this name, in whatever case.
pub(in super::super) fn find_element(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name.eq_ignore_ascii_case(name))
}

/// Elements that a macro may write too: its template is the theme's, which is trusted.
const MACRO_ELEMENTS: &[Element] = &[
    block_element("aside"),
    phrase_element("audio"),
    block_element("footer"),
    block_element("header"),
    block_element("section"),
    void_element("source"),
    phrase_element("video"),
];

/// Returns the element of this name that only macros may write.
pub(in super::super) fn find_macro_element(name: &str) -> Option<&'static Element> {
    MACRO_ELEMENTS.iter().find(|element| element.name.eq_ignore_ascii_case(name))
}

/// Attributes that macros may write on whatever element.
const MACRO_ATTRIBUTES: &[&str] = &[
    "class",
    "controls",
    "hidden",
    "loop",
    "muted",
    "playsinline",
    "preload",
    "rel",
    "role",
    "target",
];

/// Tells whether macros may write an attribute that authors may not.
pub(in super::super) fn is_macro_attribute(name: &str) -> bool {
    MACRO_ATTRIBUTES.contains(&name) || name.starts_with("data-") || name.starts_with("aria-")
}

/// What the value of an attribute may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    Any,
    /// A tag of a language.
    Language,
    Number,
    /// Pixels, with or without `px`.
    Pixels,
    OneOf(&'static [&'static str]),
    /// None: being there is all.
    Flag,
}

/// Attributes and the elements that may have them; without any, all may.
const ATTRIBUTES: &[(&str, &[&str], Value)] = &[
    ("title", &[], Value::Any),
    ("lang", &[], Value::Language),
    ("dir", &[], Value::OneOf(&["ltr", "rtl", "auto"])),
    ("colspan", &["td", "th"], Value::Number),
    ("rowspan", &["td", "th"], Value::Number),
    ("span", &["col", "colgroup"], Value::Number),
    ("scope", &["th"], Value::OneOf(&["row", "col", "rowgroup", "colgroup"])),
    ("datetime", &["time", "ins", "del"], Value::Any),
    ("open", &["details"], Value::Flag),
    ("start", &["ol"], Value::Number),
    ("value", &["li"], Value::Number),
    ("reversed", &["ol"], Value::Flag),
    ("type", &["ol"], Value::OneOf(&["1", "a", "A", "i", "I"])),
    // Cells are aligned by class, as those of Markdown are.
    ("align", &["td", "th"], Value::OneOf(&["left", "center", "right"])),
    ("width", &["img", "iframe"], Value::Pixels),
    ("height", &["img", "iframe"], Value::Pixels),
];

/// Attributes that are left out without a word: the text and its order are the same without them,
/// or they are given anyway.
const QUIET: &[&str] = &[
    "allow",
    "allowfullscreen",
    "border",
    "cellpadding",
    "cellspacing",
    "class",
    "decoding",
    "frameborder",
    "framespacing",
    "loading",
    "referrerpolicy",
    "rel",
    "sandbox",
    "scrolling",
    "target",
    "valign",
];

/// What becomes of an attribute.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) enum Kept {
    /// It stays, with this name and value.
    As(&'static str, String),
    /// It is left out, which changes nothing that matters.
    Quietly,
    /// It is left out, which its author must know.
    No,
}

/// Returns what becomes of an attribute of an element; addresses and ids are none of its business.
pub(in super::super) fn check_attribute(element: &str, name: &str, value: &str) -> Kept {
    let name = name.to_ascii_lowercase();
    if QUIET.contains(&name.as_str()) || name.starts_with("data-") {
        return Kept::Quietly;
    }
    let may_have = |elements: &[&str]| elements.is_empty() || elements.contains(&element);
    let known = ATTRIBUTES.iter().find(|(known, of, _)| *known == name && may_have(of));
    let Some((known, _, kind)) = known else { return Kept::No };
    match clean_value(*kind, value.trim()) {
        Some(value) => Kept::As(if *known == "align" { "class" } else { known }, value),
        None => Kept::No,
    }
}

fn clean_value(kind: Value, value: &str) -> Option<String> {
    let number = |digits: &str| {
        let valid = (1..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        valid.then(|| digits.to_owned())
    };
    match kind {
        Value::Any => Some(value.to_owned()),
        Value::Language => {
            let valid = !value.is_empty()
                && value.len() <= 35
                && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            valid.then(|| value.to_owned())
        }
        Value::Number => number(value),
        Value::Pixels => number(value.strip_suffix("px").unwrap_or(value).trim_end()),
        Value::OneOf(values) => {
            let exact = values.iter().find(|known| **known == value);
            let found =
                exact.or_else(|| values.iter().find(|known| known.eq_ignore_ascii_case(value)));
            found.map(|known| (*known).to_owned())
        }
        Value::Flag => Some(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_or_asks_is_allowed() {
        for name in [
            "script", "style", "svg", "math", "iframe", "object", "embed", "form", "input",
            "button", "select", "textarea", "template", "noscript", "link", "meta", "base",
            "video", "audio", "title", "frame", "marquee", "font", "center", "h1",
        ] {
            assert!(find_element(name).is_none(), "{name}");
        }
        for name in
            ["onclick", "style", "srcset", "ping", "formaction", "href", "src", "action", "id"]
        {
            assert_eq!(check_attribute("a", name, "x"), Kept::No, "{name}");
        }
    }

    #[test]
    fn values_are_what_the_attribute_is_for() {
        let kept = |name, value: &str| Kept::As(name, value.to_owned());
        assert_eq!(check_attribute("td", "COLSPAN", " 2 "), kept("colspan", "2"));
        assert_eq!(check_attribute("img", "width", "300px"), kept("width", "300"));
        assert_eq!(check_attribute("details", "open", "open"), kept("open", ""));
        assert_eq!(check_attribute("ol", "type", "a"), kept("type", "a"));
        assert_eq!(check_attribute("p", "dir", "RTL"), kept("dir", "rtl"));
        assert_eq!(check_attribute("img", "width", "50%"), Kept::No);
        assert_eq!(check_attribute("p", "colspan", "2"), Kept::No);
        assert_eq!(check_attribute("p", "data-x", "2"), Kept::Quietly);
    }
}
