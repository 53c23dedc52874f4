//! Printed figures and dates: what is read of them reads back.

#![no_main]

use casebook::text::date::{Date, Interval, read_interval_lenient, read_lenient};
use casebook::text::figure::{Decimal, find_figures, read_figure, read_words, write_in_signs};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for (place, reading) in find_figures(text) {
        assert!(text.get(place.clone()).is_some(), "{place:?} is no place in {text:?}");
        let _ = write_in_signs(reading.value, reading.qualifier);
    }
    for reading in read_figure(text).into_iter().chain(read_words(text)) {
        let printed = reading.value.to_string();
        assert_eq!(Decimal::parse(&printed), Some(reading.value), "{text:?}");
        let _ = (reading.value.with_commas(), reading.value.to_f64());
    }
    for date in Date::parse(text).ok().into_iter().chain(read_lenient(text)) {
        assert_eq!(Date::parse(&date.to_string()), Ok(date), "{text:?}");
        assert!(date.first_day() <= date.last_day(), "{text:?}");
    }
    if let Ok(interval) = Interval::parse(text) {
        assert_eq!(Interval::parse(&interval.to_string()), Ok(interval), "{text:?}");
    }
    if let Some(written) = read_interval_lenient(text) {
        assert!(Interval::parse(&written).is_ok(), "{text:?} as {written:?}");
    }
});
