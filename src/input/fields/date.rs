//! Reads dates and periods.

use super::Reader;
use crate::foundation::diagnostic::Diagnostic;
use crate::input::yaml::Node;
use crate::say;
use crate::text::date::{Date, DateError, Interval};

impl Reader<'_> {
    /// Reads a date: a year, a month or a day.
    pub fn read_date(&mut self, key: &str, node: &Node) -> Option<Date> {
        let text = self.read_text(key, node)?;
        match Date::parse(&text) {
            Ok(date) => Some(date),
            Err(error) => {
                let why = error.text();
                let (zh, en) = (&why.zh, &why.en);
                let mut finding = Diagnostic::error(
                    "bad-date",
                    self.file,
                    say!(
                        "“{key}”的日期“{text}”读不懂：{zh}"
                            | "cannot read the date `{text}` of `{key}`: {en}"
                    ),
                )
                .at_span(node.span);
                finding = match crate::text::date::read_lenient(&text) {
                    Some(date) => finding
                        .with_hint(say!("请写成 {date}" | "write {date}"))
                        .with_fix(node.span, date.to_string())
                        .readers_see(say!(
                            "改后读者看到的日期是 {date}"
                                | "once fixed, readers see the date {date}"
                        )),
                    None if error != DateError::Form => finding.with_hint(say!(
                        "请对照原材料改成真有的日期；只知道年月就写到月，例如 2022-02"
                            | "look it up and write a date that there was; when only the month is \
                               known, write that, such as 2022-02"
                    )),
                    None => finding.with_hint(say!(
                        "请写成 2022-02-25、2022-02 或 2022" | "write 2022-02-25, 2022-02 or 2022"
                    )),
                };
                self.sink.push(finding);
                None
            }
        }
    }

    /// Reads a date that may be left blank: nothing is `None` without an error.
    pub fn optional_date(&mut self, key: &str, node: Option<Node>) -> Option<Date> {
        node.filter(Node::is_written).and_then(|node| self.read_date(key, &node))
    }

    /// Reads an ISO 8601 interval with open ends allowed, such as `2007-06/`.
    pub fn read_interval(&mut self, key: &str, node: &Node) -> Option<Interval> {
        let text = self.read_text(key, node)?;
        match Interval::parse(&text) {
            Ok(interval) => Some(interval),
            Err(error) => {
                let why = error.text();
                let (zh, en) = (&why.zh, &why.en);
                let finding = Diagnostic::error(
                    "bad-period",
                    self.file,
                    say!(
                        "“{key}”的起止时间“{text}”读不懂：{zh}"
                            | "cannot read the period `{text}` of `{key}`: {en}"
                    ),
                )
                .at_span(node.span);
                self.sink.push(match crate::text::date::read_interval_lenient(&text) {
                    Some(iso) => {
                        let seen = say!(
                            "改后读者看到的起止时间是 {iso}"
                                | "once fixed, readers see the period {iso}"
                        );
                        let finding = finding.with_hint(say!("请写成 {iso}" | "write {iso}"));
                        finding.with_fix(node.span, iso).readers_see(seen)
                    }
                    None => finding.with_hint(say!(
                        "请写成“2007-06/2012-03”；还在继续的写“2007-06/”"
                            | "write 2007-06/2012-03, or 2007-06/ when it goes on"
                    )),
                });
                None
            }
        }
    }
}
