//! The tags in a stretch of HTML that an author wrote.

use std::borrow::Cow;

use super::entity::read_entity;

/// What a stretch of HTML begins with.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) enum Token<'h> {
    Text,
    Comment,
    Open(Tag<'h>),
    /// An end tag, by its name.
    Close(&'h str),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Tag<'h> {
    pub(in super::super) name: &'h str,
    /// Names as written, values decoded; an attribute without a value has an empty one.
    pub(in super::super) attributes: Vec<(&'h str, Cow<'h, str>)>,
    /// Whether it ends with `/>`.
    pub(in super::super) is_closed: bool,
}

impl Tag<'_> {
    /// Returns the value of the first attribute of this name, in whatever case.
    pub(in super::super) fn attribute_value(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(written, _)| written.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_ref())
    }
}

/// Elements in which nothing is a tag but their own end.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp"];

/// Parts HTML into tokens, each with what it was read from. What is no whole tag is text.
pub(in super::super) fn split_tokens(html: &str) -> impl Iterator<Item = (Token<'_>, &str)> {
    let mut rest = html;
    // The element of `RAW` that is open.
    let mut raw: Option<&str> = None;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let found = match raw.take() {
            None => read_markup(rest),
            Some(name) => Some((Token::Text, end_of_raw(rest, name))).filter(|(_, end)| *end > 0),
        };
        let (token, length) = found.or_else(|| read_markup(rest)).unwrap_or_else(|| {
            let begin = first.len_utf8();
            let text = memchr::memchr(b'<', &rest.as_bytes()[begin..]);
            (Token::Text, text.map_or(rest.len(), |at| begin + at))
        });
        if let Token::Open(tag) = &token {
            raw = RAW.iter().find(|name| name.eq_ignore_ascii_case(tag.name)).copied();
        }
        let (read, left) = rest.split_at(length);
        rest = left;
        Some((token, read))
    })
}

/// Returns where the end tag of a raw element begins.
fn end_of_raw(html: &str, name: &str) -> usize {
    let is_end = |at: usize| {
        html.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name))
    };
    html.match_indices("</").map(|(at, _)| at).find(|at| is_end(*at)).unwrap_or(html.len())
}

/// Reads the tag or comment that `html` begins with; returns its length too.
fn read_markup(html: &str) -> Option<(Token<'_>, usize)> {
    let inner = html.strip_prefix('<')?;
    if inner.starts_with("!--") {
        return Some((Token::Comment, comment_length(html).unwrap_or(html.len())));
    }
    if let Some(closing) = inner.strip_prefix('/') {
        let (name, rest) = tag_name(closing)?;
        let rest = rest.trim_ascii_start().strip_prefix('>')?;
        return Some((Token::Close(name), html.len() - rest.len()));
    }
    let (name, mut rest) = tag_name(inner)?;
    let mut attributes = Vec::new();
    loop {
        let left = rest.trim_ascii_start();
        if let Some(after) = left.strip_prefix('>') {
            let tag = Tag { name, attributes, is_closed: false };
            return Some((Token::Open(tag), html.len() - after.len()));
        }
        if let Some(after) = left.strip_prefix("/>") {
            let tag = Tag { name, attributes, is_closed: true };
            return Some((Token::Open(tag), html.len() - after.len()));
        }
        if left.len() == rest.len() {
            return None;
        }
        let (attribute, after) = read_attribute(left)?;
        attributes.push(attribute);
        rest = after;
    }
}

/// Returns how long the comment is that `html` begins with, as browsers read it; `None` where
/// nothing ends it. `<!-->` and `<!--->` are whole.
pub(in super::super) fn comment_length(html: &str) -> Option<usize> {
    let inside = html.strip_prefix("<!--")?;
    let empty = [">", "->"].into_iter().find(|end| inside.starts_with(end)).map(str::len);
    let end = empty.or_else(|| Some(inside.find("-->")? + "-->".len()))?;
    Some("<!--".len() + end)
}

fn tag_name(html: &str) -> Option<(&str, &str)> {
    let end = html.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(html.len());
    html.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| html.split_at(end))
}

type Attribute<'h> = (&'h str, Cow<'h, str>);

fn read_attribute(html: &str) -> Option<(Attribute<'_>, &str)> {
    let is_end =
        |c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '/' | '=');
    let (name, rest) = html.split_at(html.find(is_end).unwrap_or(html.len()));
    if name.is_empty() {
        return None;
    }
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
        return Some(((name, Cow::Borrowed("")), rest));
    };
    let value = value.trim_ascii_start();
    let (value, rest) = if let Some(quote @ ('"' | '\'')) = value.chars().next() {
        value[1..].split_once(quote)?
    } else {
        let is_end =
            |c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '=' | '`');
        // In an address without quotes `=` is no rare sign.
        let end = value.find(|c| c != '=' && is_end(c)).unwrap_or(value.len());
        if end == 0 {
            return None;
        }
        value.split_at(end)
    };
    Some(((name, decode_entities(value, true)), rest))
}

/// Decodes the characters that are written by name or number. In an attribute, names without a
/// semicolon are text, as browsers have it: `?a=1&copy=2`.
pub(in super::super) fn decode_entities(html: &str, in_attribute: bool) -> Cow<'_, str> {
    let mut rest = html;
    let mut text = String::new();
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        let (sign, length) = read_entity(after);
        let (read, left) = after.split_at(length);
        if in_attribute && !read.ends_with(';') {
            text.push('&');
            rest = &after[1..];
        } else {
            text.push_str(&sign);
            rest = left;
        }
    }
    if rest.len() == html.len() {
        return Cow::Borrowed(html);
    }
    text.push_str(rest);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_tags_are_no_text() {
        let read = |html| {
            split_tokens(html).map(|(token, text)| format!("{token:?} {text}")).collect::<Vec<_>>()
        };
        assert_eq!(
            read("甲<b>乙</b >"),
            [
                "Text 甲",
                "Open(Tag { name: \"b\", attributes: [], is_closed: false }) <b>",
                "Text 乙",
                "Close(\"b\") </b >",
            ]
        );
        for text in
            ["<", "<3", "<b", "<b c=\"", "<b=>", "<甲>", "</>", "<a\"b\">", "<!DOCTYPE html>"]
        {
            assert!(split_tokens(text).all(|(token, _)| token == Token::Text), "{text}");
        }
        assert_eq!(
            read("<!-- <b> -->甲<!-- "),
            ["Comment <!-- <b> -->", "Text 甲", "Comment <!-- "]
        );
        assert_eq!(
            read("<!-->甲<!--->乙<!---->"),
            ["Comment <!-->", "Text 甲", "Comment <!--->", "Text 乙", "Comment <!---->"]
        );
    }

    #[test]
    fn attributes_are_read_as_browsers_read_them() {
        let (token, _) =
            split_tokens("<IMG src=a.png?b=1&copy=2 alt='&quot;甲&quot;' open/>").next().unwrap();
        let Token::Open(tag) = token else { panic!("{token:?}") };
        assert_eq!(tag.name, "IMG");
        assert_eq!(tag.attribute_value("src"), Some("a.png?b=1&copy=2"));
        assert_eq!(tag.attribute_value("alt"), Some("\"甲\""));
        assert_eq!((tag.attribute_value("open"), tag.is_closed), (Some(""), true));
    }
}
