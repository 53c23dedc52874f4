//! A strict reader of the HTML that the renderer writes.

const VOID: [&str; 6] = ["br", "col", "hr", "img", "input", "wbr"];

/// Every element that the renderer writes, of Markdown and of harmless HTML.
const KNOWN: &str = "a abbr b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl dt em \
    figcaption figure h2 h3 h4 h5 h6 hr i iframe img input ins kbd li mark ol p pre q rp rt ruby s \
    samp section small span \
    strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr";

/// Every attribute that it writes.
const ATTRIBUTES: &str = "allowfullscreen alt aria-label checked class colspan datetime dir disabled height href id lang loading \
    open reversed role rowspan sandbox scope span src start tabindex title type value width";

fn is_in(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == name)
}

/// Reads HTML strictly: returns what is wrong with it.
pub(super) fn find_fault(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let Some(end) = end_of_tag(after) else {
            return Some(format!("a tag is not closed: {after}"));
        };
        let (tag, left) = after.split_at(end);
        rest = &left[1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Some(format!("`</{name}>` closes nothing in {html}"));
            }
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default();
        if !is_in(KNOWN, name) {
            return Some(format!("unknown element `{name}` in {html}"));
        }
        if let Some(wrong) = wrong_attribute(&tag[name.len()..]) {
            return Some(format!("{wrong} in `{tag}`"));
        }
        if name == "p" && open.contains(&"p") {
            return Some(format!("a paragraph in a paragraph: {html}"));
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    (!open.is_empty()).then(|| format!("{open:?} are open in {html}"))
}

#[test]
fn the_reader_of_html_knows_elements_from_attributes() {
    for sound in [
        "<ul>\n<li>甲</li>\n</ul>",
        "<table><tr><td class=\"n\">甲</td></tr></table>",
        "<a href=\"b.md\">甲</a>",
    ] {
        assert_eq!(find_fault(sound), None, "{sound}");
    }
    for unsound in [
        "<li ul=\"甲\">乙</li>",
        "<td tr>甲</td>",
        "<p onclick=\"x\">甲</p>",
        "<li>甲",
        "<script></script>",
    ] {
        assert!(find_fault(unsound).is_some(), "{unsound}");
    }
}

fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quoted = false;
    tag.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == '>' && !quoted).then_some(at)
    })
}

fn wrong_attribute(attributes: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let name = &rest[..end];
        if !is_in(ATTRIBUTES, name) {
            return Some(format!("unknown attribute `{name}`"));
        }
        rest = &rest[end..];
        if let Some(value) = rest.strip_prefix("=\"") {
            let (value, after) = value.split_once('"')?;
            let lower = value.to_ascii_lowercase();
            if matches!(name, "href" | "src")
                && ["javascript:", "data:", "vbscript:"].iter().any(|bad| lower.starts_with(bad))
            {
                return Some(format!("`{value}` would run"));
            }
            rest = after;
        }
        rest = rest.trim_start();
    }
    None
}
