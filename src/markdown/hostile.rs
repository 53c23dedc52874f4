//! Whatever the input: no panic, balanced HTML, exact places, nothing that runs.

use proptest::prelude::*;

use self::pieces::piece;
use self::strict_html::find_fault;
use super::*;

mod pieces;
mod strict_html;

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
    let rendered = render_body(&SourcePath::new("content/a.md"), body, 7, &options, &mut sink);
    let html =
        rendered.fill_links(|splice| Some(Address { href: splice.suffix(), size: Some((1, 1)) }));
    let open = rendered.html.read_html();
    assert_eq!(find_fault(&html), None, "from {body:?}");
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
    let spans = rendered.placeholders.iter().map(|splice| splice.span);
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
        "<iframe src=\"https://v.qq.com/\" srcdoc=\"<script>alert(1)</script>\" \
         onload=alert(1)></iframe>",
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
            render_body(&SourcePath::new("a.md"), body, 0, &Options::new(&highlighter), &mut sink);
        assert_eq!(find_fault(&rendered.html.read_html()), None);
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

#[test]
fn of_countless_findings_some_are_listed_and_the_rest_is_counted() {
    let highlighter = Highlighter::new();
    let mut sink = Sink::default();
    let options = Options::new(&highlighter);
    render_body(&SourcePath::new("a.md"), &"# a\n".repeat(1 << 10), 0, &options, &mut sink);
    let told = |found: &Diagnostic| {
        found.hints.iter().any(|hint| hint.en.contains("more in this text are not listed"))
    };
    assert_eq!(sink.into_iter().filter(told).count(), 1);
}

#[test]
fn a_paragraph_of_html_ends_before_what_is_shown_as_text() {
    assert_sound_with("<p>\n\n\n<script>- \n", RawHtml::Safe);
}
