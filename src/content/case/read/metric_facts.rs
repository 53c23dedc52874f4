//! Reads what is said of a metric besides its figure: its year, its source, its indicator, who
//! vouches for it.

use crate::content::case::context::Context;
use crate::content::case::metric::Status;
use crate::content::case::read::sources::SourceIds;
use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::nearest::find_nearest;
use crate::input::fields::Reader;
use crate::input::yaml::Node;
use crate::publication::config::IndicatorId;
use crate::say;
use crate::text::date::{read_interval_lenient, read_lenient};

pub(super) fn read_status(node: &Node, reader: &mut Reader<'_>) -> Option<Status> {
    let text = reader.read_text("status", node)?;
    let found = Status::parse(&text);
    if found.is_none() {
        reader.error(
            "bad-choice",
            node.span,
            say!("数据的“status”不能是“{text}”" | "`status` of a metric cannot be `{text}`"),
            say!(
                "可以写 self-reported（自报）、official（官方统计）、independent（独立来源）"
                    | "choose among self-reported, official, independent"
            ),
        );
    }
    found
}

pub(super) fn read_year(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.read_text("year", node)?;
    let plain = text
        .split(['/', '-', '–'])
        .all(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !plain {
        let finding = Diagnostic::error(
            "bad-date",
            reader.file,
            say!("“year”应当是年份，这里是“{text}”" | "`year` should be a year, but is `{text}`"),
        )
        .at_span(node.span)
        .with_hint(say!(
            "请写成 2023，跨年写成 2021/2023" | "write 2023, or 2021/2023 for several years"
        ));
        let year = read_lenient_years(&text);
        reader.sink.push(match year {
            Some(year) => {
                let seen =
                    say!("改后读者看到的年份是 {year}" | "once fixed, readers see the year {year}");
                finding.with_fix(node.span, year).readers_see(seen)
            }
            None => finding,
        });
    }
    let mut parts = text.split(['/', '-', '–']);
    if plain && parts.next() > parts.next().or(Some("9999")) {
        reader.error(
            "bad-period",
            node.span,
            say!("“{text}”的结束年份早于开始年份" | "`{text}` ends before it begins"),
            say!(
                "请把较早的年份写在前面，例如 2021/2023"
                    | "write the earlier year first, such as 2021/2023"
            ),
        );
        return None;
    }
    plain.then_some(text)
}

/// Reads the year, or the first and the last, of a date or a period in a form that `year` does not
/// take.
fn read_lenient_years(text: &str) -> Option<String> {
    if let Some(date) = read_lenient(text) {
        return Some(format!("{:04}", date.year()));
    }
    let period = read_interval_lenient(text)?;
    let (start, end) = period.split_once('/')?;
    let (start, end) = (start.get(..4)?, end.get(..4)?);
    Some(if start == end { start.to_owned() } else { format!("{start}/{end}") })
}

pub(super) fn read_source(
    node: &Node,
    sources: &SourceIds,
    reader: &mut Reader<'_>,
) -> Option<String> {
    let text = reader.read_text("source", node)?;
    if sources.known.contains(&text) {
        return Some(text);
    }
    let mut finding = Diagnostic::error(
        "dangling-source",
        reader.file,
        say!("没有 id 为“{text}”的来源" | "there is no source with the id `{text}`"),
    )
    .at_span(node.span);
    finding = match find_nearest(&text, sources.all.iter().map(String::as_str)) {
        Some(near) => finding.with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")),
        None => finding.with_hint(say!(
            "请在 sources 里加上 {{id: {text}, title: …}}"
                | "add {{id: {text}, title: …}} to `sources`"
        )),
    };
    reader.sink.push(finding);
    None
}

pub(super) fn read_indicator(
    node: &Node,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Option<IndicatorId> {
    let text = reader.read_text("indicator", node)?;
    let indicators = &context.config.vocabulary.indicators;
    if context.config.vocabulary.unread {
        return None;
    }
    if let Some(found) = context.config.vocabulary.find_indicator(&text) {
        return Some(found.id.clone());
    }
    let mut finding = Diagnostic::error(
        "unknown-indicator",
        reader.file,
        say!("site.yaml 里没有指标“{text}”" | "site.yaml has no indicator `{text}`"),
    )
    .at_span(node.span);
    finding = match find_nearest(&text, indicators.iter().map(|one| &*one.id.0)) {
        Some(near) => finding
            .with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?"))
            .with_guess(node.span, near),
        None => finding.with_hint(say!(
            "请在 site.yaml 的 indicators 里加上它，或者删去这一项，只写 label"
                | "add it to `indicators` in site.yaml, or leave it out and give `label`"
        )),
    };
    reader.sink.push(finding);
    None
}
