//! Tests of `decimal`.

use proptest::prelude::*;

use super::*;
use crate::foundation::hash::Hash as Key;

fn number(text: &str) -> Decimal {
    Decimal::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
}

#[test]
fn a_number_keeps_the_digits_of_its_author() {
    for (text, shown) in [
        ("23.6", "23.6"),
        ("94", "94"),
        ("94.0", "94.0"),
        ("-1.5", "-1.5"),
        ("－０．０５", "-0.05"),
        ("-0", "0"),
        ("0.0", "0.0"),
        ("+3.2", "3.2"),
    ] {
        assert_eq!(number(text).to_string(), shown);
    }
    for text in ["13,101", "13，101", "１３，１０１"] {
        assert_eq!(number(text).to_string(), "13101");
    }
    assert_eq!(number("1,234,567.80").with_commas(), "1,234,567.80");
}

#[test]
fn what_is_no_number_is_not_read() {
    for text in [
        "", ".", ".5", "5.", "1,31", "1,3101", "1234,567", "0,123", "007", "1e5", "1 2", "--1",
        "1.2.3", "１２a", "NaN",
    ] {
        assert_eq!(Decimal::parse(text), None, "{text:?}");
    }
    assert_eq!(Decimal::parse(&"9".repeat(40)), None);
    assert_eq!(Decimal::parse(&format!("0.{}", "1".repeat(31))), None);
}

#[test]
fn equal_values_are_one_key_however_they_are_printed() {
    assert_eq!(number("94.0"), number("94"));
    assert_eq!(Key::of_value(&number("94.00")), Key::of_value(&number("94")));
    assert_ne!(Key::of_value(&number("-94")), Key::of_value(&number("94")));
    assert!(number("-1.5") < number("-1.2"));
    assert!(number("-0.5") < number("0.3"));
    assert!(number("9.99") < number("10"));
    assert!(number("1.5") > number("1.45"));
    assert!(number(&"9".repeat(38)) > number("0.000000000000000000000000000001"));
}

#[test]
fn a_product_or_a_sum_is_exact_or_none() {
    assert_eq!(number("1.5").checked_mul(4u64), Some(number("6")));
    assert_eq!(number("1.5").checked_mul(number("0.25")), Some(number("0.375")));
    assert_eq!(number(&"9".repeat(38)).checked_mul(10u64), None);
    assert_eq!(number("0.0000000000000001").checked_mul(number("0.000000000000001")), None);
    let finest = number("0.000000000000000000000000000001");
    assert_eq!(finest.checked_mul(number("0.1")), None);
    assert_eq!(finest.checked_div(2u64), None);
    assert_eq!(number("1000.005").checked_div(number("666.67")), Some(number("1.5")));
    assert_eq!("1.5".parse(), Ok(number("1.5")));
    assert_eq!("1,5".parse::<Decimal>(), Err(NotDecimal));
    assert_eq!(number("1.25").checked_add(number("0.755")), Some(number("2.005")));
    assert_eq!(number(&"9".repeat(38)).checked_add(number("0.5")), None);
    assert_eq!(number("1.90").shift_point(4).map(|d| d.to_string()).as_deref(), Some("19000"));
    assert_eq!(number("1.23456").shift_point(4).map(|d| d.to_string()).as_deref(), Some("12345.6"));
    assert_eq!(number("1").shift_point(39), None);
    assert!((number("0.1").to_f64() - 0.1).abs() < f64::EPSILON);
}

#[test]
fn a_number_is_serialized_as_text() {
    assert_eq!(serde_json::to_string(&number("23.60")).unwrap(), "\"23.60\"");
}

proptest! {
    #[test]
    fn what_is_shown_reads_back(mantissa in any::<i64>(), scale in 0u8..=30) {
        let value = Decimal { mantissa: i128::from(mantissa), scale };
        prop_assert_eq!(Decimal::parse(&value.to_string()), Some(value));
        prop_assert_eq!(Decimal::parse(&value.with_commas()), Some(value));
    }

    #[test]
    fn the_nearest_float_is_that_of_the_digits(mantissa in any::<i64>(), scale in 0u8..=30) {
        let value = Decimal { mantissa: i128::from(mantissa), scale };
        prop_assert_eq!(value.to_f64().to_bits(), value.to_string().parse::<f64>().unwrap().to_bits());
    }

    #[test]
    fn order_is_that_of_the_values(a in any::<i32>(), b in any::<i32>(), s in 0u8..9, t in 0u8..9) {
        let one = Decimal { mantissa: i128::from(a), scale: s };
        let two = Decimal { mantissa: i128::from(b), scale: t };
        let exact = (i128::from(a) * power_of_ten(9 - s)).cmp(&(i128::from(b) * power_of_ten(9 - t)));
        prop_assert_eq!(one.cmp(&two), exact);
        prop_assert_eq!(one == two, exact.is_eq());
    }

    #[test]
    fn no_text_stops_the_reader(text in "\\PC*") {
        let _ = Decimal::parse(&text);
    }
}
