//! The rule against the cases of its authors, and against CommonMark's own.

use std::borrow::Cow;

use std::fmt::Write as _;

use proptest::prelude::*;
use pulldown_cmark::{CowStr, Event, Options, Parser, html};

use super::*;

const EXTENSIONS: Options = Options::ENABLE_STRIKETHROUGH;

/// Renders with the parser's own writer, joints taken out of every text.
fn rendered(joined: &JoinedText<'_>) -> String {
    let clean = |text: CowStr<'_>| CowStr::from(joined.without_signs(&text).into_owned());
    let events = Parser::new_ext(&joined.text, EXTENSIONS).map(|event| match event {
        Event::Text(text) => Event::Text(clean(text)),
        Event::Code(text) => Event::Code(clean(text)),
        Event::Html(text) => Event::Html(clean(text)),
        Event::InlineHtml(text) => Event::InlineHtml(clean(text)),
        event => event,
    });
    let mut html = String::new();
    html::push_html(&mut html, events);
    html
}

#[test]
fn every_example_of_commonmark_renders_as_the_parser_alone_does() {
    let examples: Vec<(u32, String, String)> =
        serde_json::from_str(include_str!("../../../tests/data/commonmark.json")).unwrap();
    assert_eq!(examples.len(), 652);
    for (number, section, markdown) in examples {
        assert_eq!(
            rendered(&join_text(&markdown, true)),
            rendered(&JoinedText::without_joints(&markdown)),
            "example {number}, {section}"
        );
    }
}

#[test]
fn the_cases_of_the_rule_come_out_as_its_authors_say() {
    let cases: Vec<(String, String, String)> =
        serde_json::from_str(include_str!("../../../tests/data/cjk-emphasis.json")).unwrap();
    let mut failed = String::new();
    for (file, markdown, html) in &cases {
        let got = rendered(&join_text(markdown, true));
        // The two escape quotation marks differently, which is no matter here.
        if got.trim().replace("&quot;", "\"") != html.replace("&quot;", "\"") {
            let _ =
                writeln!(failed, "{file}: {markdown}\n  wanted {html}\n  got    {}", got.trim());
        }
    }
    assert!(failed.is_empty(), "{failed}");
}

#[test]
fn runs_that_touch_do_not_disturb_each_other() {
    for (markdown, html) in [
        ("**[x](y)（文）**~~中", "<strong><a href=\"y\">x</a>（文）</strong>~~中"),
        ("*中~~**(", "*中~~**("),
        ("__a**__~~한1", "<strong>a**</strong>~~한1"),
        ("한**_…1_&amp;", "한**<em>…1</em>&amp;"),
    ] {
        assert_eq!(
            rendered(&join_text(markdown, true)).trim(),
            format!("<p>{html}</p>"),
            "{markdown}"
        );
    }
}

#[test]
fn a_body_that_needs_no_joint_is_parsed_as_it_is() {
    for body in [
        "党建**引领**治理",
        "a **b** c",
        "**甲**乙",
        "- **甲：** 乙",
        "~~~\n**（\n~~~",
        ">**（甲）** 乙",
        "|**（甲）** 乙|\n|---|",
    ] {
        assert!(matches!(join_text(body, true).text, Cow::Borrowed(_)), "{body}");
    }
    assert!(matches!(join_text("增长**约 35%**的", true).text, Cow::Owned(_)));
}

#[test]
fn the_edge_of_a_cell_is_an_edge_of_a_line() {
    assert!(join_text("|甲|乙|\n|---|---|\n|**（丙）**|**丁**|\n", true).joints.is_empty());
    assert!(join_text("|**（丙）**|\n|---|\n", true).joints.is_empty());
    assert_eq!(join_text("甲|**乙。**丙\n", true).joints.len(), 2);
    assert_eq!(join_text("|甲|\n|-|\n\n甲|**乙**丙\n", true).joints.len(), 1);
    assert_eq!(join_text(">**甲。**乙", true).joints.len(), 1);
}

#[test]
fn a_body_that_holds_a_joint_gets_another() {
    let joined = join_text("\u{FDD0}增长**约 35%**的", true);
    assert!(joined.text.contains('\u{FDD1}'));
    assert_eq!(joined.without_signs(&joined.text), "\u{FDD0}增长**约 35%**的");
    let all: String = LETTERS.chain("增长**约 35%**的".chars()).collect();
    assert!(join_text(&all, true).joints.is_empty());
}

proptest! {
    #[test]
    fn joints_come_out_again_and_places_map_back(body in "[甲，（）“”a1*~_`|>\\\\\n \
        \u{FE00}\u{E0100}]{0,60}") {
        let joined = join_text(&body, true);
        prop_assert_eq!(joined.without_signs(&joined.text), body.as_str());
        for (at, _) in joined.text.char_indices() {
            let mapped = joined.body_place(at);
            prop_assert!(body.is_char_boundary(mapped));
            prop_assert_eq!(joined.without_signs(&joined.text[..at]).len(), mapped);
        }
    }

    #[test]
    fn without_cjk_nothing_changes(body in "[a*~_`|>(),.\\\\\n ]{0,60}") {
        prop_assume!(!body.contains("****"));
        prop_assert!(join_text(&body, true).joints.is_empty());
    }
}
