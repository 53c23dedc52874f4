//! Tests of `diagnostic`.

use super::*;

#[test]
fn one_of_a_thing_is_not_many() {
    assert_eq!(
        [0, 1, 2].map(|count| count_noun(count, "error")),
        ["0 errors", "1 error", "2 errors"]
    );
}

#[test]
fn of_very_many_names_the_first_are_listed() {
    assert_eq!(join_names(["甲", "乙"]).zh, "甲、乙");
    let many = join_names((0..1000).map(|n| format!("名{n}")));
    assert!(many.zh.ends_with("名59……") && many.en.ends_with("`名59`, ..."), "{many:?}");
}

#[test]
fn findings_are_ordered_by_place_whatever_the_order_of_finding() {
    let file = SourcePath::new("content/cases/a.md");
    let one = Diagnostic::error("x", &file, say!("一" | "one")).at_span(Span::new(1, 2));
    let two = Diagnostic::error("x", &file, say!("二" | "two")).at_span(Span::new(5, 6));
    let mut a = Sink::default();
    a.extend([two.clone(), one.clone()]);
    let mut b = Sink::default();
    b.extend([one, two]);
    assert_eq!(a.into_sorted(), b.into_sorted());
}
