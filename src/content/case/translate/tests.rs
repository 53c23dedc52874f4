//! Translations read and laid over their first files.

use super::parse_overlay;
use crate::content::case::context::with_context;
use crate::content::case::parse_case;
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;

const SITE: &str = "editions: {en: {}}\n\
    units: [{id: 个, name: {en: \"\"}}, {id: 家, name: {en: organisations}}, {id: 元, name: {en: \
    yuan}}, {id: 万元, base: 元, factor: 10000}]\n";
const FIRST: &str = "---\ntitle: t\ndistrict: \"310106\"\nmodel: m\ndate: 2020\nmetrics:\n  - {id: members, label: 会员, printed: 94家}\n  \
    - {id: teams, label: 队, printed: 7个}\n  - {id: funds, label: 资金, printed: 3000余万元}\n\
    ---\n\n会员{{ metric(members) }}、{{ metric(teams) }}、{{ metric(funds) }}。\n";

/// Reads a translation whose text is `body` of the case `first`; returns the HTML and the findings.
fn translated(first: &str, body: &str) -> (String, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let case = SourcePath::new("content/cases/a.md");
    let english = LanguageTag::parse("en").unwrap();
    let (file, text) =
        (SourcePath::new("content/cases/a.en.md"), format!("---\ntitle: t\n---\n\n{body}"));
    let overlay = with_context(SITE, &mut sink, |context, sink| {
        let base = parse_case(&case, first, Hash::default(), context, &mut Sink::default());
        parse_overlay(&file, &english, &text, Hash::default(), base.as_ref().ok(), context, sink)
            .unwrap()
    });
    (overlay.body.html.read_html().into_owned(), sink.into_sorted())
}

#[test]
fn a_call_prints_the_figure_as_readers_of_the_translation_see_it() {
    let (html, found) = translated(
        FIRST,
        "We: {{ metric(members) }}, {{ metric(teams) }} teams, {{ metric(funds) }}.\n",
    );
    assert_eq!(found, []);
    assert!(
        html.contains("<a class=\"metric\" href=\"#metric-members\">94 organisations</a>"),
        "{html}"
    );
    assert!(html.contains("<a class=\"metric\" href=\"#metric-teams\">7</a> teams"), "{html}");
    assert!(
        html.contains("<a class=\"metric\" href=\"#metric-funds\">at least 30,000,000 yuan</a>"),
        "{html}"
    );
}

#[test]
fn a_call_of_a_figure_that_is_not_there_is_an_error_at_its_place() {
    let body = "We: {{ metric(member) }}.\n";
    let (_, found) = translated(FIRST, body);
    let [finding] = &found[..] else { panic!("{found:?}") };
    assert_eq!(finding.code.0, "macro");
    assert!(finding.message.zh.contains("是不是想写“members”"), "{}", finding.message.zh);
    let start = u32::try_from("---\ntitle: t\n---\n\nWe: ".len()).unwrap();
    assert_eq!(finding.span.map(|span| span.start), Some(start));
}

#[test]
fn figures_in_words_of_the_translation_are_not_asked_after() {
    let (_, found) = translated(FIRST, "Ninety-four, 7 teams and 10,000 yuan.\n");
    assert_eq!(found, []);
}

#[test]
fn where_the_first_file_is_broken_no_call_is_blamed() {
    let (_, found) = translated("---\ntitle: t\n---\n", "We: {{ metric(members) }}.\n");
    assert_eq!(found, []);
}
