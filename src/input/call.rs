//! Calls in a text, such as `figure(src="a.png", width=300)`, taken apart.

use crate::foundation::diagnostic::Text;
use crate::say;

/// A call, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Call<'a> {
    pub name: &'a str,
    /// The values without a name, in their order.
    pub values: Vec<CallValue>,
    /// The values with a name, in their order; no name occurs twice.
    pub named: Vec<(&'a str, CallValue)>,
}

/// A value in a call.
#[derive(Clone, Debug, PartialEq)]
pub enum CallValue {
    Text(String),
    Whole(i64),
    Decimal(f64),
    Flag(bool),
}

/// Pairs of quotation marks around a text.
const QUOTES: [(char, char); 6] =
    [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];

/// Returns the name that `call` begins with, where a parenthesis follows it.
#[must_use]
pub fn call_name(call: &str) -> Option<&str> {
    let end = call.find(|c: char| !is_name(c))?;
    let is_call = call[end..].trim_start().starts_with(['(', '（']);
    (end > 0 && is_call).then_some(&call[..end])
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// Takes a call apart. Marks of a Chinese keyboard count as their ASCII counterparts.
///
/// # Errors
/// Returns what is wrong with it.
pub fn parse_call(call: &str) -> Result<Call<'_>, Text> {
    let name = call_name(call).unwrap_or_default();
    let inside = call[name.len()..].trim();
    let inside = inside.strip_prefix(['(', '（']).unwrap_or(inside);
    let Some(inside) = inside.strip_suffix([')', '）']) else {
        return Err(say!("最后缺少右括号“)”" | "the closing `)` is missing"));
    };
    let mut parsed = Call { name, values: Vec::new(), named: Vec::new() };
    let mut rest = inside.trim();
    while !rest.is_empty() {
        let (key, after) = split_key(rest);
        let (value, after) = read_value(after)?;
        match key {
            Some(key) if parsed.named.iter().any(|(known, _)| *known == key) => {
                return Err(say!("“{key}”写了两次" | "`{key}` is given twice"));
            }
            Some(key) => parsed.named.push((key, value)),
            None => parsed.values.push(value),
        }
        let after = after.trim_start();
        rest = match after.strip_prefix([',', '，', '、']) {
            Some(next) => next.trim_start(),
            None if after.is_empty() => after,
            None => {
                return Err(say!(
                    "“{after}”之前缺少逗号，或者引号没有成对"
                        | "a comma is missing before `{after}`, or a quotation mark has no other"
                ));
            }
        };
    }
    Ok(parsed)
}

/// Splits `key = ` off a text.
fn split_key(text: &str) -> (Option<&str>, &str) {
    let end = text.find(|c: char| !is_name(c)).unwrap_or(text.len());
    match text[end..].trim_start().strip_prefix(['=', '＝']) {
        Some(rest) if end > 0 => (Some(&text[..end]), rest.trim_start()),
        _ => (None, text),
    }
}

/// Reads the value that a text begins with; returns what follows it.
fn read_value(text: &str) -> Result<(CallValue, &str), Text> {
    for (open, close) in QUOTES {
        if let Some(inside) = text.strip_prefix(open) {
            let (value, after) = inside.split_once(close).ok_or_else(|| {
                say!(
                    "引号 {open} 没有与它成对的 {close}"
                        | "the quotation mark {open} has no {close}"
                )
            })?;
            return Ok((CallValue::Text(value.to_owned()), after));
        }
    }
    let end = text.find([',', '，', '、']).unwrap_or(text.len());
    let word = text[..end].trim();
    if word.is_empty() {
        return Err(say!("有一处没有写内容" | "a value is empty"));
    }
    let value = match word {
        "true" => CallValue::Flag(true),
        "false" => CallValue::Flag(false),
        // What would be shown otherwise than it is written, such as 1.10 and 007, is a text.
        _ => match (word.parse::<i64>(), word.parse::<f64>()) {
            (Ok(whole), _) if whole.to_string() == word => CallValue::Whole(whole),
            (_, Ok(decimal)) if decimal.is_finite() && decimal.to_string() == word => {
                CallValue::Decimal(decimal)
            }
            _ => CallValue::Text(word.to_owned()),
        },
    };
    Ok((value, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> CallValue {
        CallValue::Text(value.to_owned())
    }

    #[test]
    fn values_are_texts_numbers_and_flags() {
        let call = parse_call(r#"figure("a.png", width=300, ratio=1.5, wide=true, by=社工)"#);
        let named = vec![
            ("width", CallValue::Whole(300)),
            ("ratio", CallValue::Decimal(1.5)),
            ("wide", CallValue::Flag(true)),
            ("by", text("社工")),
        ];
        assert_eq!(call, Ok(Call { name: "figure", values: vec![text("a.png")], named }));
        let call = parse_call("note(1.10, 007, 1e5, NaN)").expect("a call");
        assert_eq!(call.values, ["1.10", "007", "1e5", "NaN"].map(text));
        assert_eq!(
            parse_call("note()"),
            Ok(Call { name: "note", values: Vec::new(), named: Vec::new() })
        );
    }

    #[test]
    fn marks_of_a_chinese_keyboard_count_too() {
        let typed = parse_call("quote（text＝“他说，‘好’”，by＝'李'）");
        let named = vec![("text", text("他说，‘好’")), ("by", text("李"))];
        assert_eq!(typed, Ok(Call { name: "quote", values: Vec::new(), named }));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (call, said) in [
            ("a(\"b\" \"c\")", "逗号"),
            ("a(\"b)", "引号"),
            ("a(b=1, b=2)", "两次"),
            ("a(b=, c=1)", "没有写内容"),
            ("a(b", "右括号"),
        ] {
            let message = parse_call(call).expect_err(call).zh;
            assert!(message.contains(said), "{call}: {message}");
        }
    }

    #[test]
    fn a_call_has_a_name_and_a_parenthesis() {
        assert_eq!(call_name("video (url)"), Some("video"));
        assert_eq!(call_name("视频（a）"), Some("视频"));
        assert_eq!(call_name("video"), None);
        assert_eq!(call_name("(a)"), None);
    }
}
