//! Intervals of time, as ISO 8601 writes them.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Date, DateError};
use crate::foundation::diagnostic::Text;
use crate::say;

/// An interval between two dates, both included; a missing one leaves that end open. At least one
/// is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    start: Option<Date>,
    end: Option<Date>,
}

/// Why a text is no interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalError {
    /// There is not exactly one slash. A date alone could be the start or the whole of it.
    Slash,
    /// Both ends are open.
    Open,
    /// The part before the slash is no date.
    Start(DateError),
    /// The part after the slash is no date.
    End(DateError),
    /// It ends before it starts.
    Order { start: Date, end: Date },
}

impl IntervalError {
    /// Returns what is wrong, in a sentence for the editor.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Slash => say!(
                "时段应写作 2018-06/2023；仍在进行写 2018-06/"
                    | "an interval is written 2018-06/2023, or 2018-06/ when it still goes on"
            ),
            Self::Open => say!("时段至少要有起点或终点" | "an interval needs a start or an end"),
            Self::Start(error) => {
                let Text { zh, en } = error.text();
                say!("时段的起点：{zh}" | "the start of the interval: {en}")
            }
            Self::End(error) => {
                let Text { zh, en } = error.text();
                say!("时段的终点：{zh}" | "the end of the interval: {en}")
            }
            Self::Order { start, end } => {
                say!(
                    "时段的起点 {start} 晚于终点 {end}"
                        | "the interval starts on {start}, after its end {end}"
                )
            }
        }
    }
}

impl Interval {
    /// Checks an interval. A year or a month as an end lasts to its last day: 2018-06/2018 is in
    /// order.
    ///
    /// # Errors
    /// Says when both ends are open or the start lies after the end.
    pub fn new(start: Option<Date>, end: Option<Date>) -> Result<Self, IntervalError> {
        match (start, end) {
            (None, None) => Err(IntervalError::Open),
            (Some(start), Some(end)) if start.first_day() > end.last_day() => {
                Err(IntervalError::Order { start, end })
            }
            _ => Ok(Self { start, end }),
        }
    }

    /// Reads an ISO 8601 interval: `2018-06/2023`; open ends are empty or `..`: `2007-06/`,
    /// `../2012`.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, IntervalError> {
        let (start, end) = text
            .split_once('/')
            .filter(|(_, end)| !end.contains('/'))
            .ok_or(IntervalError::Slash)?;
        let date = |text: &str| {
            if matches!(text, "" | "..") { Ok(None) } else { Date::parse(text).map(Some) }
        };
        Self::new(
            date(start).map_err(IntervalError::Start)?,
            date(end).map_err(IntervalError::End)?,
        )
    }

    /// Returns when it starts; `None` when that is open.
    #[must_use]
    pub fn start(self) -> Option<Date> {
        self.start
    }

    /// Returns when it ends; `None` when that is open.
    #[must_use]
    pub fn end(self) -> Option<Date> {
        self.end
    }
}

impl fmt::Display for Interval {
    /// Writes ISO 8601, with nothing for an open end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(start) = self.start {
            write!(f, "{start}")?;
        }
        f.write_str("/")?;
        if let Some(end) = self.end {
            write!(f, "{end}")?;
        }
        Ok(())
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::dates;
    use super::*;

    #[test]
    fn an_open_end_is_empty_or_two_dots() {
        assert_eq!(Interval::parse("2007-06/.."), Interval::parse("2007-06/"));
        assert_eq!(Interval::parse("../2012"), Interval::parse("/2012"));
    }

    #[test]
    fn what_is_no_interval_is_refused_with_the_reason() {
        let order = |start, end| IntervalError::Order {
            start: Date::parse(start).unwrap(),
            end: Date::parse(end).unwrap(),
        };
        for (text, error) in [
            ("2012", IntervalError::Slash),
            ("2012/2013/2014", IntervalError::Slash),
            ("", IntervalError::Slash),
            ("/", IntervalError::Open),
            ("../..", IntervalError::Open),
            ("2018-13/", IntervalError::Start(DateError::Month(13))),
            ("/2018-02-30", IntervalError::End(DateError::Day { day: 30, last: 28 })),
            ("2018-06/09", IntervalError::End(DateError::Form)),
            ("2023/2018-06", order("2023", "2018-06")),
            ("2018-06-02/2018-06-01", order("2018-06-02", "2018-06-01")),
        ] {
            assert_eq!(Interval::parse(text), Err(error), "{text}");
        }
        assert!(Interval::parse("2018-06/2018").is_ok());
        assert!(Interval::parse("2018/2018-01").is_ok());
        assert!(Interval::parse("2018-06-01/2018-06-01").is_ok(), "a single day");
        assert!(IntervalError::Start(DateError::Month(13)).text().zh.contains("13"));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(a in prop::option::of(dates()), b in prop::option::of(dates())) {
            if let Ok(interval) = Interval::new(a, b) {
                prop_assert_eq!(Interval::parse(&interval.to_string()), Ok(interval));
            }
        }
    }
}
