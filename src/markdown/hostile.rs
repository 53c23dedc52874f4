//! Whatever the input: no panic, balanced HTML, exact places, nothing that runs.

use proptest::prelude::*;

use super::*;

/// A macro that answers every call but `no`.
struct Echo;

impl Macros for Echo {
    fn expand(&self, call: &str) -> Result<Expansion, Refusal> {
        if call == "no" {
            return Err(Refusal::Wrong(say!("没有" | "none")));
        }
        Ok(Expansion { html: "<data>1</data>".to_owned(), text: "1".to_owned() })
    }
}

const VOID: [&str; 6] = ["br", "col", "hr", "img", "input", "wbr"];

/// Every element that the renderer writes, of Markdown and of harmless HTML.
const KNOWN: &str = "a abbr b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl dt em \
    figcaption figure h2 h3 h4 h5 h6 hr i iframe img input ins kbd li mark ol p pre q rp rt ruby s samp section small span \
    strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr";

/// Every attribute that it writes.
const ATTRIBUTES: &str = "allowfullscreen alt aria-label checked class colspan datetime dir disabled height href id lang loading \
    open reversed role rowspan sandbox scope span src start tabindex title type value width";

fn is_in(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == name)
}

/// Reads HTML strictly: returns what is wrong with it.
fn fault(html: &str) -> Option<String> {
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
        assert_eq!(fault(sound), None, "{sound}");
    }
    for unsound in [
        "<li ul=\"甲\">乙</li>",
        "<td tr>甲</td>",
        "<p onclick=\"x\">甲</p>",
        "<li>甲",
        "<script></script>",
    ] {
        assert!(fault(unsound).is_some(), "{unsound}");
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

/// Renders and checks everything that must hold for any input, with and without HTML.
fn assert_sound(body: &str) {
    for raw_html in [RawHtml::Text, RawHtml::Safe] {
        assert_sound_with(body, raw_html);
    }
}

fn assert_sound_with(body: &str, raw_html: RawHtml) {
    let highlighter = Highlighter::new();
    let embeds = ["v.qq.com".to_owned()];
    let options = Options {
        raw_html,
        embeds: &embeds,
        macros: Some(&Echo),
        want_text: true,
        ..Options::new(&highlighter)
    };
    let mut sink = Sink::default();
    let rendered = render(&SourcePath::new("content/a.md"), body, 7, &options, &mut sink);
    let html =
        rendered.fill_links(|splice| Some(Address { href: splice.suffix(), size: Some((1, 1)) }));
    let open = rendered.html.read();
    assert_eq!(fault(&html), None, "from {body:?}");
    assert!(
        rendered.placeholders.windows(2).all(|pair| pair[0].at < pair[1].at),
        "placeholders ascend"
    );
    for splice in &rendered.placeholders {
        let source = &body[splice.span.start as usize - 7..splice.span.end as usize - 7];
        assert!(source.starts_with(['[', '!', '<']), "{source:?} is no link");
        let before = &open[..splice.at as usize];
        assert!(
            before.ends_with(if splice.kind == PlaceholderKind::Link { "<a" } else { "<img" }),
            "{before}"
        );
    }
    let spans = rendered
        .placeholders
        .iter()
        .map(|splice| splice.span)
        .chain(rendered.headings.iter().map(|heading| heading.span));
    let found = sink
        .as_slice()
        .iter()
        .flat_map(|found| found.span.into_iter().chain(found.fix.iter().map(|fix| fix.span)));
    for span in spans.chain(found).chain(rendered.calls.iter().map(|(_, span)| *span)) {
        let at = span.start as usize - 7..span.end as usize - 7;
        assert!(body.get(at).is_some(), "{span:?} is no place in {body:?}");
    }
    for (call, span) in &rendered.calls {
        assert!(body[span.start as usize - 7..span.end as usize - 7].contains(call.as_str()));
    }
    let mut ids: Vec<&str> = html
        .split('<')
        .filter_map(|tag| tag.split('>').next()?.split(" id=\"").nth(1)?.split('"').next())
        .collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?} from {body:?}");
    assert!(ids.iter().all(|id| !id.starts_with(SCRIPT_PREFIX) && !id.is_empty()), "{ids:?}");
    for joint in ['\u{FDD0}', '\u{2E2A}'].into_iter().filter(|joint| !body.contains(*joint)) {
        assert!(
            !html.contains(joint) && !rendered.text.contains(joint),
            "a joint stayed in {html}"
        );
        assert!(
            rendered.headings.iter().all(|heading| !heading.id.contains(joint)),
            "a joint stayed in an id"
        );
    }
}

/// Pieces of Markdown that meet each other badly.
const PIECES: &[&str] = &[
    "甲",
    "乙，",
    "（丙）",
    "“丁”",
    "。",
    "a",
    "b c",
    "1",
    " ",
    "\n",
    "\n\n",
    "*",
    "**",
    "***",
    "~~",
    "_",
    "`",
    "```",
    "\n```rust\n",
    "\n\n```\n",
    "# ",
    "\n## ",
    "\n#### ",
    "{#x}",
    "{#x y}",
    "{#cb-1}",
    "{#fn-1}",
    "> ",
    "\n> ",
    "- ",
    "\n- ",
    "\n  - ",
    "\n1. ",
    "[x] ",
    "[ ] ",
    "[",
    "]",
    "](",
    "(b.md)",
    "(c.md#x \"t\")",
    ")",
    "![",
    "![a](b.png)",
    "![a](b.png \"t\")",
    "[甲](乙.md)",
    "[x](javascript:a)",
    "[x](#甲)",
    "<b>",
    "</b>",
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "<p>",
    "</p>",
    "\n<div id=x>",
    "</div>\n",
    "<li>",
    "\n<ul>\n",
    "<td",
    "\n<table><tr><td align=center>",
    "</table>",
    "<a href=\"b.md#y\" id='y'>",
    "</a>",
    "<img src=\"a.png\" width=3>",
    "<details open>",
    "<summary>",
    "</details>\n\n",
    "<ruby>甲<rt>",
    "<span/>",
    "<iframe src=//v.qq.com/a></iframe>",
    "</iframe>",
    "<https://e.org>",
    "<a@b.c>",
    "[^a]",
    "\n[^a]: ",
    "|",
    "\n|甲|乙|\n|:-|-:|\n|",
    "|---|",
    "{{ m }}",
    "{{ no }}",
    "{{",
    "}}",
    "\\",
    "&amp;",
    "&#10;",
    "\n: ",
    "\n---\n",
    "\n===\n",
    "    ",
    "\t",
    "\n> [!NOTE]\n> ",
    "！[",
    "]（c.md）",
    "＊＊",
    "\n1、",
    "\n#甲",
    "\n|——|\n",
    "\u{FE00}",
    "\u{E0100}",
    "\u{FDD0}",
    "\u{2E2A}",
    "\r\n",
    "\0",
    "\"",
    "'",
    "=",
    "onclick=",
    "style=",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![8 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => ".{0,6}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_mix_of_marks_renders_soundly(pieces in prop::collection::vec(piece(), 0..24)) {
        assert_sound(&pieces.concat());
    }

    #[test]
    fn any_text_renders_soundly(body in "(?s).{0,200}") {
        assert_sound(&body);
    }
}

#[test]
fn nothing_of_a_known_attack_comes_through() {
    for body in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <svg/onload=alert(1)> b",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java&#x09;script:alert(1))",
        "[a](&#1;javascript:alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "<javascript:alert(1)>",
        "[a]: javascript:alert(1)\n\n[a]",
        "![a](data:image/svg+xml,<svg onload=alert(1)>)",
        "![\" onerror=\"alert(1)](x.png)",
        "[a](x.md \"\\\" onclick=\\\"alert(1)\")",
        "![a](x.png \"\\\"><script>alert(1)</script>\")",
        "```\"><script>alert(1)</script>\na\n```",
        "```rust\" onclick=\"alert(1)\na\n```",
        "``` <script> \na\n```",
        "[^\"><script>alert(1)</script>]\n\n[^\"><script>alert(1)</script>]: x",
        "## a {#\"onclick=alert(1)}",
        "## \"><script>alert(1)</script>",
        "## currentScript\n\n## location\n\n## __proto__",
        "|a|\n|-|\n|<script>alert(1)</script>|",
        "<a@b.c\"onclick=alert(1)>",
        "<https://e.org/\"onclick=alert(1)>",
        "[a](//e.org\\\"onclick=alert(1))",
        "<!-- --!><script>alert(1)</script> -->",
        "<!--\n\n<script>alert(1)</script>",
        "{{ <script> }}",
        "- [x] <script>alert(1)</script>",
        "[a <b@c.d> e](f.md)",
        "- [x] a\n  -\n## b",
        "<a href=\"&#106;avascript:alert(1)\">a</a>",
        "<A HREF='java&Tab;script:alert(1)' ONCLICK=alert(1)>a</A>",
        "<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">",
        "<img title=\"'&quot;><script>alert(1)</script>\" src=a.png>",
        "<p id=\"cb-search\" lang='\" onclick=\"alert(1)'>a</p>",
        "<p id=\"location\">a</p>\n\n## location",
        "<iframe src=\"javascript:alert(1)//v.qq.com/\"></iframe>",
        "<iframe src=\"https://v.qq.com/\" srcdoc=\"<script>alert(1)</script>\" onload=alert(1)></iframe>",
        "|a|\n|-|\n|<td><li></td></table><p>b|",
        "<table><tr><td>\n\n- a <li> b </ul>\n\n</table>\n\n</div>",
        "<div>\n\n[^1]\n\n[^1]: <div>\n\n    a\n\n</div>\n</div>",
        "**<b>a** b</b> <i>c\n\nd</i>",
        "## <b>a {#x}\n\n<p id=x>",
        "<p>\n\n# a\n\n</p>\n\n<form action=x><p>b</form>",
    ] {
        assert_sound(body);
    }
}

#[test]
fn a_body_that_is_too_large_or_too_deep_is_an_error_and_no_blow_up() {
    let highlighter = Highlighter::new();
    let codes = |body: &str| {
        let mut sink = Sink::default();
        let rendered =
            render(&SourcePath::new("a.md"), body, 0, &Options::new(&highlighter), &mut sink);
        assert_eq!(fault(&rendered.html.read()), None);
        sink.into_iter().map(|found| found.code.0).collect::<Vec<_>>()
    };
    assert_eq!(codes(&"a".repeat(LONGEST + 1)), ["too-large"]);
    assert_eq!(codes(&">".repeat(1 << 20)), ["too-deep"]);
    assert_eq!(codes(&"[".repeat(1 << 20)), [""; 0]);
    assert_eq!(codes(&"*".repeat(1 << 20)), [""; 0]);
    assert_eq!(codes(&"*a **b ".repeat(1 << 16)), [""; 0]);
    assert_eq!(codes(&"**a（".repeat(1 << 16)), [""; 0]);
    assert_eq!(codes(&"# a\n".repeat(1 << 10)).len(), 200);
    assert!(codes(&"<div>".repeat(1 << 16)).len() <= 200);
    assert!(codes(&"a <b>".repeat(1 << 16)).len() <= 200);
    assert!(codes(&"</b> <a>".repeat(1 << 16)).len() <= 200);
    assert!(codes(&"<td> </td>".repeat(1 << 16)).len() <= 200);
    assert_eq!(codes(&"<p a='".repeat(1 << 16)), ["raw-html"]);
}
