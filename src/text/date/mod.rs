//! Calendar dates and intervals as precise as their sources are: a year, a month or a day.

mod format;
mod interval;
mod lenient;

use std::fmt;
use std::fmt::Write;

use serde::{Serialize, Serializer};

use crate::foundation::diagnostic::Text;
use crate::say;

pub use format::DateFormat;
pub use interval::Interval;
pub use lenient::{read_interval_lenient, read_lenient};

/// A date of the Gregorian calendar, from year 1 to 9999: a year, a month of it, or a day of that.
///
/// A year sorts before its months, a month before its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It is not of the form `2022`, `2022-02` or `2022-02-25`.
    Form,
    /// There is no year 0.
    Year,
    /// There is no such month.
    Month(u8),
    /// The month has fewer days.
    Day {
        /// The day asked for.
        day: u8,
        /// The last day of that month.
        last: u8,
    },
}

impl DateError {
    /// Returns what is wrong, in a sentence for the editor.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Form => {
                say!(
                    "日期应写作 2022、2022-02 或 2022-02-25"
                        | "a date is written 2022, 2022-02 or 2022-02-25"
                )
            }
            Self::Year => say!("没有公元 0 年" | "there is no year 0"),
            Self::Month(month) => say!("没有 {month} 月" | "there is no month {month}"),
            Self::Day { day, last } => {
                say!(
                    "没有 {day} 日，这个月有 {last} 天"
                        | "there is no day {day}: this month has {last} days"
                )
            }
        }
    }
}

impl Date {
    /// Checks a date.
    ///
    /// # Errors
    /// Says which part the calendar does not have. A day without a month is [`DateError::Form`].
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Result<Self, DateError> {
        if year == 0 {
            return Err(DateError::Year);
        }
        if year > 9999 || (month.is_none() && day.is_some()) {
            return Err(DateError::Form);
        }
        if let Some(month) = month {
            if !(1..=12).contains(&month) {
                return Err(DateError::Month(month));
            }
            let last = last_day(year, month);
            if let Some(day) = day.filter(|day| !(1..=last).contains(day)) {
                return Err(DateError::Day { day, last });
            }
        }
        Ok(Self { year, month, day })
    }

    /// Reads an ISO 8601 date, as front matter has it: `2012`, `2021-07`, `2022-02-25`. Nothing
    /// else.
    ///
    /// # Errors
    /// Says what is wrong with it. [`read_lenient`] may know what was meant.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split('-');
        let year = parts.next().and_then(|part| read_digits(part, 4)).ok_or(DateError::Form)?;
        let mut part = || {
            parts
                .next()
                .map(|part| {
                    read_digits(part, 2).and_then(|n| u8::try_from(n).ok()).ok_or(DateError::Form)
                })
                .transpose()
        };
        let (month, day) = (part()?, part()?);
        if parts.next().is_some() {
            return Err(DateError::Form);
        }
        Self::new(year, month, day)
    }

    /// Returns the year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// Returns the month, 1 to 12; `None` when only the year is known.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// Returns the day of the month, 1 to 31; `None` when it is not known.
    #[must_use]
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// Returns the first day it can stand for: 2012-01-01 for 2012.
    #[must_use]
    pub fn first_day(self) -> Self {
        Self { month: self.month.or(Some(1)), day: self.day.or(Some(1)), ..self }
    }

    /// Returns the last day it can stand for: 2012-12-31 for 2012.
    #[must_use]
    pub fn last_day(self) -> Self {
        let month = self.month.unwrap_or(12);
        Self { month: Some(month), day: self.day.or(Some(last_day(self.year, month))), ..self }
    }
}

impl fmt::Display for Date {
    /// Writes ISO 8601. Dates are written by the hundred thousand: without the machinery of
    /// `write!`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_two_digits(self.year / 100, f)?;
        write_two_digits(self.year % 100, f)?;
        for part in [self.month, self.day].into_iter().flatten() {
            f.write_char('-')?;
            write_two_digits(part.into(), f)?;
        }
        Ok(())
    }
}

fn write_two_digits(number: u16, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let digit = |digit: u16| char::from_digit(digit.into(), 10).unwrap_or_default();
    f.write_char(digit(number / 10))?;
    f.write_char(digit(number % 10))
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads exactly `count` ASCII digits.
fn read_digits(text: &str, count: usize) -> Option<u16> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

fn last_day(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
    }

    #[test]
    fn a_date_is_a_year_a_month_or_a_day() {
        for text in [
            "2012",
            "2021-07",
            "2022-02-25",
            "2024-02-29",
            "2000-02-29",
            "0001-01-01",
            "9999-12-31",
        ] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn a_date_that_the_calendar_does_not_have_is_refused_with_the_reason() {
        for (text, error) in [
            ("2022-13", DateError::Month(13)),
            ("2022-00", DateError::Month(0)),
            ("2022-02-30", DateError::Day { day: 30, last: 28 }),
            ("2024-02-30", DateError::Day { day: 30, last: 29 }),
            ("1900-02-29", DateError::Day { day: 29, last: 28 }),
            ("2022-04-31", DateError::Day { day: 31, last: 30 }),
            ("2022-04-00", DateError::Day { day: 0, last: 30 }),
            ("0000", DateError::Year),
        ] {
            assert_eq!(Date::parse(text), Err(error), "{text}");
        }
        for text in [
            "",
            "22",
            "20220",
            "2022-1",
            "2022-1-1",
            "2022/01",
            "2022-01-01-01",
            "2022-",
            "-2022",
            "２０２２",
            "2022-01-01T00:00:00",
            " 2022",
            "+202",
        ] {
            assert_eq!(Date::parse(text), Err(DateError::Form), "{text:?}");
        }
        assert_eq!(Date::new(2022, None, Some(1)), Err(DateError::Form));
        assert!(DateError::Month(13).text().en.contains("13"));
    }

    #[test]
    fn a_date_stands_for_its_first_day_to_its_last() {
        assert_eq!(
            (date("2012").first_day(), date("2012").last_day()),
            (date("2012-01-01"), date("2012-12-31"))
        );
        assert_eq!(date("2024-02").last_day(), date("2024-02-29"));
        assert_eq!(date("2024-02-03").last_day(), date("2024-02-03"));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_and_sorts_as_text(a in dates(), b in dates()) {
            prop_assert_eq!(Date::parse(&a.to_string()), Ok(a));
            if a.year() >= 1000 {
                prop_assert_eq!(read_lenient(&format::tests::chinese().write_date(a)), Some(a));
            }
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }

        #[test]
        fn no_text_stops_the_reader(text in "\\PC*") {
            let _ = Date::parse(&text);
            let _ = read_lenient(&text);
            let _ = Interval::parse(&text);
        }
    }

    pub(super) fn dates() -> impl Strategy<Value = Date> {
        let parts = (1u16..=9999, prop::option::of(1u8..=12), prop::option::of(1u8..=31));
        parts.prop_filter_map("a date of the calendar", |(year, month, day)| {
            Date::new(year, month, month.and(day)).ok()
        })
    }
}
