//! Tests of `diagnostic`.

use super::*;

#[test]
fn one_of_a_thing_is_not_many() {
    assert_eq!([0, 1, 2].map(|count| counted(count, "error")), ["0 errors", "1 error", "2 errors"]);
}

#[test]
fn a_slip_finds_its_word_and_a_stranger_does_not() {
    let keys = ["title", "district", "model", "metrics"];
    assert_eq!(nearest("titel", keys), Some("title"));
    assert_eq!(nearest("metric", keys), Some("metrics"));
    assert_eq!(nearest("colour", keys), None);
    assert_eq!(nearest("人", ["家", "%", "个人"]), Some("个人"));
    assert_eq!(nearest("名", ["家", "%", "个人"]), None);
    assert_eq!(nearest("公益创头", ["公益创投", "党群服务"]), Some("公益创投"));
}

#[test]
fn findings_are_ordered_by_place_whatever_the_order_of_finding() {
    let file = SourcePath::new("content/cases/a.md");
    let one = Diagnostic::error("x", &file, say!("一" | "one")).at(Span::new(1, 2));
    let two = Diagnostic::error("x", &file, say!("二" | "two")).at(Span::new(5, 6));
    let mut a = Sink::default();
    a.extend([two.clone(), one.clone()]);
    let mut b = Sink::default();
    b.extend([one, two]);
    assert_eq!(a.into_sorted(), b.into_sorted());
}
