//! HTML read as browsers read it, by a tokenizer of another author.

use html5gum::emitters::default::{DefaultEmitter, StartTag};
use html5gum::{Token, Tokenizer};

/// Elements that run, load or lead somewhere by themselves: no body of Markdown has any.
const ACTIVE: &[&str] = &[
    "applet", "base", "button", "embed", "form", "frame", "frameset", "link", "math", "meta",
    "noscript", "object", "script", "style", "svg", "template", "textarea", "title", "xmp",
];

/// Attributes that hold an address.
const ADDRESSES: &[&str] = &[
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "longdesc",
    "poster",
    "src",
    "xlink:href",
];

/// The schemes that an address may have.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

type Attributes = [(String, String)];

/// Nothing in a rendered body runs.
pub(crate) fn assert_harmless_body(html: &str) {
    for_each_tag(html, |name, _| assert!(!ACTIVE.contains(&name), "<{name}> in {html}"));
}

/// Nothing in a whole page runs but the scripts of the theme, by their address.
pub(crate) fn assert_harmless_page(html: &str) {
    for_each_tag(html, |name, attributes| match name {
        // Data: browsers run none of it.
        "script" if value_of("type", attributes).is_some_and(|kind| kind.ends_with("json")) => {}
        "script" => {
            let source = value_of("src", attributes);
            let is_own = |source: &str| source.starts_with('/') && !source.starts_with("//");
            assert!(source.is_some_and(is_own), "a script from {source:?} in {html}");
        }
        "meta" => {
            let target = value_of("content", attributes).unwrap_or_default();
            let target = target.split_once("url=").map_or("", |(_, target)| target);
            assert!(is_harmless_address(target), "{target} in {html}");
        }
        "applet" | "base" | "embed" | "frame" | "object" | "style" => {
            panic!("<{name}> in {html}")
        }
        _ => {}
    });
}

fn value_of<'a>(wanted: &str, attributes: &'a Attributes) -> Option<&'a str> {
    attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
}

/// Calls `check` with every start tag and its attributes, which hold no code and no address that
/// runs.
fn for_each_tag(html: &str, mut check: impl FnMut(&str, &Attributes)) {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        let attributes = attributes_of(&tag);
        for (name, value) in &attributes {
            let runs = name.starts_with("on") || matches!(name.as_str(), "style" | "srcdoc");
            assert!(!runs, "{name}={value:?} in {html}");
            let is_address = ADDRESSES.contains(&name.as_str());
            assert!(!is_address || is_harmless_address(value), "{name}={value:?} in {html}");
        }
        check(&text_of(&tag.name), &attributes);
    }
}

fn attributes_of(tag: &StartTag<()>) -> Vec<(String, String)> {
    tag.attributes.iter().map(|(name, value)| (text_of(name), text_of(value))).collect()
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Tells whether an address leads to this site or says how it leads to another, as browsers see it:
/// they drop what is at or below a space at both ends, and line ends and tabs anywhere.
fn is_harmless_address(address: &str) -> bool {
    let address: String = address
        .trim_matches(|c| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    if address.replace('\\', "/").starts_with("//") {
        return false;
    }
    let Some((scheme, _)) = address.split_once(':') else { return true };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    !is_scheme || SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
}
