//! What characters and words of plain YAML may mean.

use super::Value;

/// Tells whether `text` has no characters but those that mean the same to every standard: no tabs,
/// no other controls, no line breaks but the usual two, no marks of byte order.
pub(super) fn is_usual(text: &str) -> bool {
    let bytes = text.as_bytes();
    let lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | 0x80.. | b'\n' | b'\r'))
        && !memchr::memchr_iter(b'\r', bytes).any(lone)
        && !memchr::memchr3_iter(0xC2, 0xE2, 0xEF, bytes).any(|at| {
            matches!(
                bytes.get(at..),
                Some(
                    [0xC2, ..0xA0, ..]
                        | [0xE2, 0x80, 0xA8 | 0xA9, ..]
                        | [0xEF, 0xBB, 0xBF, ..]
                        | [0xEF, 0xBF, 0xBE | 0xBF, ..]
                )
            )
        })
}

/// Marks that a scalar without quotes cannot begin with, or that may mean something.
pub(super) fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'-' | b'?'
            | b':'
            | b','
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'#'
            | b'&'
            | b'*'
            | b'!'
            | b'|'
            | b'>'
            | b'\''
            | b'"'
            | b'%'
            | b'@'
            | b'`'
            | b'\n'
            | b'\r'
    )
}

/// Words that stand for a value, or did in some version of YAML.
pub(super) fn has_meaning(text: &str) -> bool {
    const WORDS: &[&str] =
        &["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity"];
    text.len() <= 8 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// What a scalar without quotes is: `None` when that takes more than a look.
pub(super) fn resolve_scalar(text: &str) -> Option<Value> {
    let first = text.bytes().next()?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match first {
        b'1'..=b'9' if text.len() < 18 && is_number(text) => Some(Value::Number(text.to_owned())),
        b'0' if text == "0" => Some(Value::Number(text.to_owned())),
        b'0'..=b'9' if is_no_number(text) => Some(Value::Text(text.to_owned())),
        b'1'..=b'9' => {
            let (whole, fraction) = text.split_once('.')?;
            (text.len() < 18 && is_number(whole) && !fraction.is_empty() && is_number(fraction))
                .then(|| Value::Number(text.to_owned()))
        }
        b'a'..=b'z' | b'A'..=b'Z' if !has_meaning(text) => Some(Value::Text(text.to_owned())),
        0x80.. => Some(Value::Text(text.to_owned())),
        _ => None,
    }
}

/// Tells whether `text`, which begins with a digit, can be no number in any notation: a character
/// beyond ASCII, or a sign behind a digit, as dates and periods have it.
fn is_no_number(text: &str) -> bool {
    !text.is_ascii()
        || text.as_bytes().windows(2).any(|pair| matches!(pair, [b'0'..=b'9', b'-' | b'+' | b'/']))
}
