//! How a language writes dates and intervals.

use super::{Date, Interval};
use crate::text::pattern::Pattern;

/// How a language writes dates and intervals, parsed from the texts of a theme.
#[derive(Clone, Debug, Hash)]
pub struct DateFormat {
    months: [String; 12],
    year: Pattern,
    month: Pattern,
    day: Pattern,
    between: Pattern,
    since: Pattern,
    until: Pattern,
}

impl DateFormat {
    /// Parses the format; `text` returns the text of a key.
    #[must_use]
    pub fn new<'t>(text: impl Fn(&str) -> &'t str) -> Self {
        let pattern = |key, gaps: &[&str]| Pattern::parse(text(key), gaps);
        Self {
            months: std::array::from_fn(|place| text(&format!("month_{}", place + 1)).to_owned()),
            year: pattern("date_year", &["year"]),
            month: pattern("date_month", &["year", "month"]),
            day: pattern("date_day", &["year", "month", "day"]),
            between: pattern("period_between", &["start", "end"]),
            since: pattern("period_since", &["start"]),
            until: pattern("period_until", &["end"]),
        }
    }

    /// Returns the date in words, as precise as it is: `2022年2月25日`, `July 2021`.
    #[must_use]
    pub fn write_date(&self, date: Date) -> String {
        let year = date.year().to_string();
        let Some(month) = date.month() else { return self.year.fill_gaps(&[&year]) };
        let name = &self.months[usize::from(month) - 1];
        match date.day() {
            None => self.month.fill_gaps(&[&year, name]),
            Some(day) => self.day.fill_gaps(&[&year, name, &day.to_string()]),
        }
    }

    /// Returns the interval in words: `2007年6月起`, `June 2018 – 2023`, `until 2012`.
    ///
    /// An open end is 起 and "since", not 至今 and "until today": today is not the reader's.
    #[must_use]
    pub fn write_interval(&self, interval: Interval) -> String {
        match (interval.start(), interval.end()) {
            (Some(start), Some(end)) if start == end => self.write_date(start),
            (Some(start), Some(end)) => {
                self.between.fill_gaps(&[&self.write_date(start), &self.write_date(end)])
            }
            (Some(start), None) => self.since.fill_gaps(&[&self.write_date(start)]),
            (None, Some(end)) => self.until.fill_gaps(&[&self.write_date(end)]),
            (None, None) => interval.to_string(),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The format of a language whose texts are given, a key and its text in turn; months are
    /// numbered.
    fn format(texts: &[(&str, &'static str)]) -> DateFormat {
        const NUMBERS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
        DateFormat::new(|key| {
            let month =
                || NUMBERS[key.strip_prefix("month_").unwrap().parse::<usize>().unwrap() - 1];
            texts.iter().find(|(name, _)| *name == key).map_or_else(month, |(_, text)| *text)
        })
    }

    pub(in super::super) fn chinese() -> DateFormat {
        format(&[
            ("date_year", "{year}年"),
            ("date_month", "{year}年{month}月"),
            ("date_day", "{year}年{month}月{day}日"),
            ("period_between", "{start}至{end}"),
            ("period_since", "{start}起"),
            ("period_until", "至{end}"),
        ])
    }

    fn english() -> DateFormat {
        format(&[
            ("date_year", "{year}"),
            ("date_month", "{month} {year}"),
            ("date_day", "{day} {month} {year}"),
            ("month_2", "February"),
            ("month_6", "June"),
            ("month_7", "July"),
            ("period_between", "{start} – {end}"),
            ("period_since", "since {start}"),
            ("period_until", "until {end}"),
        ])
    }

    #[test]
    fn a_date_is_told_in_the_words_of_its_readers() {
        for (iso, zh, en) in [
            ("2022-02-25", "2022年2月25日", "25 February 2022"),
            ("2021-07", "2021年7月", "July 2021"),
            ("2012", "2012年", "2012"),
        ] {
            let date = Date::parse(iso).unwrap();
            assert_eq!(chinese().write_date(date), zh);
            assert_eq!(english().write_date(date), en);
        }
    }

    #[test]
    fn a_gap_that_a_date_cannot_fill_is_shown_as_written() {
        let told = format(&[
            ("date_year", "{year}, {month}"),
            ("date_month", ""),
            ("date_day", ""),
            ("period_between", ""),
            ("period_since", "{start} – {end}"),
            ("period_until", ""),
        ]);
        assert_eq!(told.write_date(Date::parse("2012").unwrap()), "2012, {month}");
        let interval = Interval::parse("2012/").unwrap();
        assert_eq!(told.write_interval(interval), "2012, {month} – {end}");
    }

    #[test]
    fn an_interval_is_told_in_the_words_of_its_readers() {
        for (iso, zh, en) in [
            ("2007-06/", "2007年6月起", "since June 2007"),
            ("2018-06/2023", "2018年6月至2023年", "June 2018 – 2023"),
            ("/2012", "至2012年", "until 2012"),
            ("2012/2012", "2012年", "2012"),
        ] {
            let interval = Interval::parse(iso).unwrap();
            assert_eq!(interval.to_string(), iso);
            assert_eq!(chinese().write_interval(interval), zh);
            assert_eq!(english().write_interval(interval), en);
        }
    }
}
