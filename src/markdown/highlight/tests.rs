//! Tests of `highlight`.

use super::*;

fn colour(language: &str, code: &str) -> String {
    match Highlighter::new().colour_code(language, code, &mut { MOST_COLOURED }) {
        Coloured::Known { html, .. } => html.to_string(),
        Coloured::Unknown => "?".to_owned(),
    }
}

#[test]
fn code_is_coloured_in_flat_spans() {
    assert_eq!(
        colour("rust", "fn a() { \"<\" } // 甲\n"),
        "<span class=\"hl-storage hl-type\">fn </span><span class=\"hl-entity hl-name hl-function\">a</span>() { \
         <span class=\"hl-string hl-quoted\">\"&lt;\" </span>} <span class=\"hl-comment \
         hl-line\">// 甲\n</span>"
    );
}

#[test]
fn one_highlighter_serves_all_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Highlighter>();
}

#[test]
fn long_lines_and_what_goes_beyond_the_bound_of_a_text_stay_plain() {
    let line = format!("let a = \"{}\";\n", "x".repeat(LONGEST_LINE));
    assert_eq!(colour("rust", &line), line);
    let block = "let a = 1;\n".repeat(MOST_COLOURED / 10);
    assert_eq!(colour("rust", &block), block);
    let (highlighter, mut left) = (Highlighter::new(), 30);
    let mut is_coloured = || match highlighter.colour_code("rust", "let a = 1;\n", &mut left) {
        Coloured::Known { html, .. } => html.contains("<span"),
        Coloured::Unknown => false,
    };
    assert_eq!([is_coloured(), is_coloured(), is_coloured()], [true, true, false]);
}

#[test]
fn code_inside_countless_brackets_stays_plain() {
    let code = "(\n".repeat(2 * DEEPEST);
    assert_eq!(colour("rust", &code), code);
}

#[test]
fn what_was_coloured_is_kept_until_it_weighs_too_much() {
    let highlighter = Highlighter::new();
    highlighter.colour_code("rust", "let a = 1;\n", &mut { MOST_COLOURED });
    highlighter.colour_code("rs", "let a = 1;\n", &mut { MOST_COLOURED });
    assert_eq!(highlighter.kept.read().unwrap().blocks.len(), 1);
    highlighter.kept.write().unwrap().bytes = MOST_KEPT;
    highlighter.colour_code("rust", "let b = 1;\n", &mut { MOST_COLOURED });
    assert_eq!(highlighter.kept.read().unwrap().blocks.len(), 1);
}

#[test]
fn a_slip_in_the_name_of_a_language_is_seen() {
    assert_eq!(Highlighter::new().nearest_language("pyton").as_deref(), Some("python"));
    assert_eq!(Highlighter::new().nearest_language("mermaid"), None);
    assert_eq!(Highlighter::new().nearest_language(&"x".repeat(1 << 20)), None);
}
