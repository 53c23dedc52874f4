//! The plain text of HTML that this module wrote.

/// Elements that do not part the text beside them.
const INLINE: &[&str] = &["a", "code", "del", "em", "span", "strong", "sub", "sup"];

/// How elements begin, and end, that lead to a footnote and back: no part of a text.
const LEADING: [(&str, &str); 2] = [("<sup class=\"footnote\">", "</sup>"), ("<a class=\"back\"", "</a>")];

/// Returns the text of rendered HTML: a block a line, tags and what leads to footnotes left out, entities
/// decoded.
#[must_use]
pub fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        if after.starts_with('&') {
            let (sign, length) = entity(after);
            text.push(sign);
            rest = &after[length..];
            continue;
        }
        if let Some((_, end)) = LEADING.iter().find(|(start, _)| after.starts_with(start)) {
            rest = after.split_once(end).map_or("", |(_, rest)| rest);
            continue;
        }
        let end = after.find('>').map_or(after.len(), |end| end + 1);
        let name = after[1..end].trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !INLINE.contains(&name) {
            text.push('\n');
        }
        rest = &after[end..];
    }
    text.push_str(rest);
    text
}

fn entity(text: &str) -> (char, usize) {
    const ENTITIES: [(&str, char); 5] = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#x27;", '\'')];
    ENTITIES.into_iter().find(|(name, _)| text.starts_with(name)).map_or(('&', 1), |(name, sign)| (sign, name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_left_out_and_blocks_stand_apart() {
        assert_eq!(plain("<p>党<em class=\"x\">建</em> &lt;&amp;</p><p>乙&</p>"), "\n党建 <&\n\n乙&\n");
    }
}
