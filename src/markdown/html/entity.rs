//! Characters that HTML writes by name or number.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use pulldown_cmark::{Event, Parser};

/// What the writer itself escapes.
const OWN: [(&str, &str); 5] =
    [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'")];

/// Names that browsers read without a semicolon too, whatever follows.
const OPEN: &str = "AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT Iacute Icirc Igrave Iuml \
    LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN Uacute Ucirc Ugrave Uuml \
    Yacute aacute acirc acute aelig agrave amp \
    aring atilde auml brvbar ccedil cedil cent copy curren deg divide eacute ecirc egrave eth euml \
    frac12 frac14 frac34 gt iacute icirc \
    iexcl igrave iquest iuml laquo lt macr micro middot nbsp not ntilde oacute ocirc ograve ordf \
    ordm oslash otilde ouml para plusmn \
    pound quot raquo reg sect shy sup1 sup2 sup3 szlig thorn times uacute ucirc ugrave uml \
    uuml yacute yen yuml";

/// The longest name, `CounterClockwiseContourIntegral`, and more.
const LONGEST: usize = 40;

/// Returns what the `&` that a text begins with stands for, and how many bytes of the text it
/// takes.
pub(super) fn read_entity(text: &str) -> (Cow<'static, str>, usize) {
    let listed = OWN
        .into_iter()
        .find(|(name, _)| text.starts_with(name))
        .map(|(name, sign)| (sign.into(), name.len()));
    listed.or_else(|| read_numbered(text)).or_else(|| read_named(text)).unwrap_or(("&".into(), 1))
}

fn read_numbered(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let number = text.strip_prefix("&#")?;
    let (radix, digits) = number.strip_prefix(['x', 'X']).map_or((10, number), |hex| (16, hex));
    let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at(length);
    if digits.is_empty() {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or_default();
    let sign = match u8::try_from(code) {
        // Old pages mean Windows by these, and browsers follow them.
        Ok(byte @ 0x80..=0x9F) => WINDOWS_1252.decode_without_bom_handling(&[byte]).0.into_owned(),
        _ => char::from_u32(code)
            .filter(|c| *c != '\0')
            .unwrap_or(char::REPLACEMENT_CHARACTER)
            .to_string(),
    };
    Some((sign.into(), text.len() - rest.strip_prefix(';').unwrap_or(rest).len()))
}

fn read_named(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let name = text.get(1..)?;
    let name = name.get(..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len()))?;
    let closed = text.as_bytes().get(1 + name.len()) == Some(&b';');
    let whole = || {
        (closed && name.len() <= LONGEST)
            .then(|| decode_name(name))
            .flatten()
            .map(|sign| (sign.into(), name.len() + 2))
    };
    // The longest goes first: `&sup1` is no `&sup`, nor `&notin` a `&notin;`.
    let open = || {
        let open = OPEN
            .split_ascii_whitespace()
            .filter(|open| name.starts_with(open))
            .max_by_key(|open| open.len())?;
        Some((decode_name(open)?.into(), open.len() + 1))
    };
    whole().or_else(open)
}

/// Returns what `&name;` stands for: the parser knows all names, but has no function for them.
fn decode_name(name: &str) -> Option<String> {
    let written = format!("&{name};");
    let mut text = String::new();
    for event in Parser::new(&written) {
        if let Event::Text(part) = event {
            text.push_str(&part);
        }
    }
    (text != written).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_as_browsers_read_them() {
        for (text, sign, length) in [
            ("&amp;lt;", "&", 5),
            ("&AMP;", "&", 5),
            ("&hellip;", "…", 8),
            ("&ldquo;x", "“", 7),
            ("&nGt;", "≫\u{20D2}", 5),
            ("&#20826;", "党", 8),
            ("&#x515A;", "党", 8),
            ("&#X515a建", "党", 7),
            ("&#150;", "–", 6),
            ("&#0;", "\u{FFFD}", 4),
            ("&#99999999999;", "\u{FFFD}", 14),
            ("&copy2022", "©", 5),
            ("&notit;", "¬", 4),
            ("&notin;", "∉", 7),
            ("&sup1", "¹", 5),
            ("&nothing-like-this;", "¬", 4),
            ("&unknown;", "&", 1),
            ("&#;", "&", 1),
            ("& ", "&", 1),
            ("&", "&", 1),
            ("&党;", "&", 1),
        ] {
            assert_eq!(read_entity(text), (sign.into(), length), "{text}");
        }
    }
}
