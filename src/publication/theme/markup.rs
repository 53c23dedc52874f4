//! What of a template is HTML as it stands.

/// How code begins in a template, and how it ends.
const CODE: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

/// Tells whether there is code in a part of a template.
#[must_use]
pub fn has_code(part: &str) -> bool {
    CODE.iter().any(|(begin, _)| part.contains(begin))
}

/// Returns a template with a space for each byte of its code, so that what is left stands where it
/// stood.
#[must_use]
pub fn blank_code(template: &str) -> String {
    let mut blanked = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (html, code) = rest.split_at(at);
        blanked.push_str(html);
        let Some((begin, end)) = CODE.iter().find(|(begin, _)| code.starts_with(begin)) else {
            blanked.push('{');
            rest = &code[1..];
            continue;
        };
        let inner = &code[begin.len()..];
        let length = inner.find(end).map_or(code.len(), |at| begin.len() + at + end.len());
        blanked.extend(std::iter::repeat_n(' ', length));
        rest = &code[length..];
    }
    blanked.push_str(rest);
    blanked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_blanked_and_html_stays_in_its_place() {
        let template = "{# 甲 #}<a href=\"{{ b }}\"{% if c %} d{% endif %}>{ 乙 }</a>{{";
        let blanked = blank_code(template);
        assert_eq!(blanked.len(), template.len());
        assert_eq!(
            blanked.split_whitespace().collect::<Vec<_>>(),
            ["<a", "href=\"", "\"", "d", ">{", "乙", "}</a>"]
        );
        assert_eq!(blanked.find("<a"), template.find("<a"));
        assert!(has_code("a{{ b }}") && !has_code("{ b }"));
    }
}
