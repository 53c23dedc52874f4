//! Dates as people write them, so that a finding can say how to write them in front matter.

use super::{Date, Interval, read_digits};

/// Reads a date in a form that front matter does not take: `2024年3月5日`, `2024.3.5`, `2024/3`,
/// `2024-3-5`, `20240305`, `二〇二四年三月`, full-width digits, in quotation marks; `None` when it
/// cannot be one date. ISO 8601 is read too. Of a moment, such as `2024-03-05T10:20:00Z`, it is the
/// day as written, whatever the zone.
#[must_use]
pub fn read_lenient(text: &str) -> Option<Date> {
    let text = text.trim_matches(['“', '”', '‘', '’', '「', '」']).trim();
    read_date(text).or_else(|| read_english(text)).or_else(|| {
        let mut ends = text.char_indices().skip(1).map(|(at, _)| text.split_at(at));
        let (day, _) = ends.find(|(day, time)| is_time(day, time) || is_weekday(time))?;
        read_date(day).filter(|date| date.day.is_some())
    })
}

/// Tells whether a text is a day of the week and nothing else: ` 星期二`, `（周日）`.
fn is_weekday(text: &str) -> bool {
    let name = text.trim().trim_matches(['（', '）', '(', ')', '，', ',']).trim();
    let day = ["星期", "礼拜", "周"].iter().find_map(|week| name.strip_prefix(week));
    day.is_some_and(|day| matches!(day, "一" | "二" | "三" | "四" | "五" | "六" | "日" | "天"))
}

/// Reads a date with the name of its month, as mail and English texts have it: `Tue, 05 Mar 2024
/// 08:00:00 GMT`, `March 5, 2024`.
fn read_english(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut words = text.split([' ', ',', '.']).filter(|word| !word.is_empty()).peekable();
    let month_of = |word: &str| {
        let short = word.get(..3)?.to_ascii_lowercase();
        let at = MONTHS.iter().position(|month| *month == short)?;
        word.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(u8::try_from(at).ok()? + 1)
    };
    let is_weekday = |word: &str| {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        word.get(..3).is_some_and(|short| days.contains(&&*short.to_ascii_lowercase()))
    };
    words.next_if(|word| is_weekday(word));
    let day_of = |word: &str| read_number(word.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
    let (first, second) = (words.next()?, words.next()?);
    let (month, day) = match month_of(first) {
        Some(month) => (month, day_of(second)?),
        None => (month_of(second)?, day_of(first)?),
    };
    let year = read_digits(words.next()?, 4)?;
    // What follows is the time.
    words.next().is_none_or(|time| time.contains(':')).then_some(())?;
    Date::new(year, Some(month), Some(day)).ok()
}

/// Tells whether `time` is a time of the day that ends with `day`: `T10:20:00+08:00`, ` 10:20`,
/// 上午九时.
fn is_time(day: &str, time: &str) -> bool {
    const PARTS: [&str; 10] =
        ["上午", "下午", "中午", "凌晨", "早上", "早晨", "晚上", "傍晚", "夜间", "夜里"];
    let time = time.trim_start_matches([',', '，']);
    let clock = time.trim_start_matches(['T', 't']).trim_start();
    if clock.len() == time.len() && !day.ends_with(['日', '号']) {
        return false;
    }
    // How some programs go on: with the reading of another clock, with the name of the zone.
    let clock = [" m=", "["]
        .iter()
        .fold(clock, |clock, mark| clock.split_once(mark).map_or(clock, |(clock, _)| clock));
    if time.starts_with(['T', 't']) && clock.len() == 2 && read_number(clock).is_some() {
        return true;
    }
    let part = PARTS.iter().find_map(|part| clock.strip_prefix(part));
    let clock = part.unwrap_or(clock).trim();
    let fits = clock.chars().map(half_width).all(|c| {
        c.is_ascii_alphanumeric()
            || c.is_whitespace()
            || ":.,+-时時点點分秒半整".contains(c)
            || read_number(c.encode_utf8(&mut [0; 4])).is_some()
    });
    let begins = clock.starts_with(|c: char| {
        half_width(c).is_ascii_digit() || chinese_digit(c).is_some() || c == '十'
    });
    fits && if clock.is_empty() {
        part.is_some()
    } else {
        begins && clock.contains([':', '：', '时', '時', '点', '點'])
    }
}

fn read_date(text: &str) -> Option<Date> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, month, day) = (text.get(..4)?, text.get(4..6)?, text.get(6..)?);
        return Date::new(
            read_digits(year, 4)?,
            Some(read_number(month)?),
            Some(read_number(day)?),
        )
        .ok();
    }
    let (year, rest) = split_off(&text, &['年', '.', '/', '-'])?;
    let year = year_of(year)?;
    if rest.is_empty() {
        return Date::new(year, None, None).ok();
    }
    let (month, rest) = split_off(rest, &['月', '.', '/', '-'])?;
    let month = read_number(month)?;
    if rest.is_empty() {
        return Date::new(year, Some(month), None).ok();
    }
    let day = read_number(rest.strip_suffix(['日', '号']).unwrap_or(rest))?;
    Date::new(year, Some(month), Some(day)).ok()
}

/// Reads a period in a form that front matter does not take, and returns the form that it does:
/// `2023年3月至今`, `2018.6—2023.4`, `2018年6月 到 2023年`. `None` when it cannot be one period.
#[must_use]
pub fn read_interval_lenient(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(start) =
        ["至今", "到现在", "以来", "起"].into_iter().find_map(|word| text.strip_suffix(word))
    {
        let start = start.trim_end().trim_end_matches(['—', '–', '-', '～', '~']);
        return read_lenient(start).map(|start| format!("{start}/"));
    }
    if let Some((start, end)) = text.split_once('/').filter(|_| text.matches('/').count() == 1) {
        let end = if end.is_empty() { String::new() } else { read_lenient(end)?.to_string() };
        let iso = format!("{}/{end}", read_lenient(start)?);
        return Interval::parse(&iso).is_ok().then_some(iso);
    }
    let mark = ["——", "至", "到", "—", "–", "～", "~", " - "]
        .into_iter()
        .find(|mark| text.contains(mark))?;
    let (start, end) = text.split_once(mark)?;
    let iso = format!("{}/{}", read_lenient(start)?, read_lenient(end)?);
    Interval::parse(&iso).is_ok().then_some(iso)
}

/// Splits at the first of `marks`. A mark other than 年 and 月 must have something after it.
fn split_off<'a>(text: &'a str, marks: &[char]) -> Option<(&'a str, &'a str)> {
    let Some(at) = text.find(marks) else {
        return Some((text, ""));
    };
    let (head, tail) = text.split_at(at);
    let mark = tail.chars().next()?;
    let rest = tail.strip_prefix(mark)?;
    (!rest.is_empty() || matches!(mark, '年' | '月')).then_some((head, rest))
}

fn year_of(text: &str) -> Option<u16> {
    let plain: String = text
        .chars()
        .map(|c| chinese_digit(c).map_or(c, |digit| char::from(b'0' + digit)))
        .collect();
    read_digits(&plain, 4)
}

/// Reads a month or a day: `3`, `03`, 三, 十二, 二十五.
fn read_number(text: &str) -> Option<u8> {
    if matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let chars: Vec<char> = text.chars().collect();
    let digit = |c: &char| chinese_digit(*c).filter(|digit| *digit > 0);
    match chars.as_slice() {
        ['十'] => Some(10),
        [ones] => digit(ones),
        ['十', ones] => Some(10 + digit(ones)?),
        [tens, '十'] => Some(10 * digit(tens)?),
        [tens, '十', ones] => Some(10 * digit(tens)? + digit(ones)?),
        _ => None,
    }
}

fn chinese_digit(c: char) -> Option<u8> {
    let at = "〇一二三四五六七八九".chars().position(|digit| digit == c);
    at.or((c == '零').then_some(0)).and_then(|at| u8::try_from(at).ok())
}

/// Maps full-width digits and marks, and short dashes, to ASCII.
fn half_width(c: char) -> char {
    match u32::from(c) {
        0x2010..=0x2015 | 0x2212 => '-',
        full @ 0xff01..=0xff5e => char::from_u32(full - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_as_people_write_it_is_understood() {
        for (text, iso) in [
            ("2024年3月", "2024-03"),
            ("2024年03月05日", "2024-03-05"),
            ("2024年3月5号", "2024-03-05"),
            ("2024 年 3 月 5 日", "2024-03-05"),
            ("2024年", "2024"),
            ("2024.3.5", "2024-03-05"),
            ("2024.3", "2024-03"),
            ("2024/3/5", "2024-03-05"),
            ("2024-3", "2024-03"),
            ("2024-03-05", "2024-03-05"),
            ("20240305", "2024-03-05"),
            ("２０２４．３．５", "2024-03-05"),
            ("二〇二四年三月", "2024-03"),
            ("二零二四年十二月三十一日", "2024-12-31"),
            ("二〇二四年十月二十日", "2024-10-20"),
            ("“2024-03-05”", "2024-03-05"),
            ("2024–3–5", "2024-03-05"),
            ("2024-03-05 21:40:10", "2024-03-05"),
            ("2024-03-05T00:10:00+08:00", "2024-03-05"),
            ("2021-12-31 23:50:00 -0500", "2021-12-31"),
            ("2024-03-05T10:20:00.000Z", "2024-03-05"),
            ("2024-03-05t10:20Z", "2024-03-05"),
            ("2024/3/5 8:00", "2024-03-05"),
            ("2024-03-05 10:20:00 UTC", "2024-03-05"),
            ("2024年3月5日 上午", "2024-03-05"),
            ("2024年3月5日下午2点半", "2024-03-05"),
            ("“2024年3月5日　９：３０”", "2024-03-05"),
            ("2024年3月5日上午九时", "2024-03-05"),
            ("2024年3月5日十时", "2024-03-05"),
            ("2024—03—05", "2024-03-05"),
            ("2024-03-05T08", "2024-03-05"),
            ("2024-03-05, 08:00", "2024-03-05"),
            ("2024-03-05T08:00:00+08:00[Asia/Shanghai]", "2024-03-05"),
            ("2024-03-05 08:00:00.12 +0800 CST m=+0.01", "2024-03-05"),
            ("2024年3月5日 星期二", "2024-03-05"),
            ("2024-03-05（周二）", "2024-03-05"),
            ("Tue, 05 Mar 2024 08:00:00 GMT", "2024-03-05"),
            ("March 5th, 2024", "2024-03-05"),
            ("5 Sept. 2024", "2024-09-05"),
        ] {
            assert_eq!(
                read_lenient(text).map(|date| date.to_string()).as_deref(),
                Some(iso),
                "{text}"
            );
        }
    }

    #[test]
    fn a_period_as_people_write_it_is_understood() {
        for (text, iso) in [
            ("2023年3月至今", "2023-03/"),
            ("2023.3 — 至今", "2023-03/"),
            ("2007年以来", "2007/"),
            ("2018年6月至2023年4月", "2018-06/2023-04"),
            ("2018.6—2023.4", "2018-06/2023-04"),
            ("2018年～2020年", "2018/2020"),
            ("2023-03 至 2024-05", "2023-03/2024-05"),
            ("2023-03-01T08:00Z/2024-05-31 18:00", "2023-03-01/2024-05-31"),
            ("2023-03-01 08:00 至 2024-05-31 18:00", "2023-03-01/2024-05-31"),
            ("2023-03-01 08:00/", "2023-03-01/"),
        ] {
            assert_eq!(read_interval_lenient(text).as_deref(), Some(iso), "{text}");
        }
        for text in ["", "至今", "2023年", "2023年3月至5月", "2024年至2023年", "2018-2020", "起"]
        {
            assert_eq!(read_interval_lenient(text), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_one_date_is_not_guessed() {
        for text in [
            "",
            "24年3月",
            "3/5/2024",
            "2024年13月",
            "2024年2月30日",
            "2024.",
            "2024年3月至今",
            "2024年春",
            "2024—2025",
            "20241305",
            "三月",
            "2024年零月",
            "2024年3月5日前",
            "2024-13-45 10:00",
            "2024-03 10:00",
            "2024-03-05 后 10:00",
            "2024-03-05 会议",
            "2024-03-05 2024-03-06",
            "2024年3月5日 十",
            "2024年3月5日 12",
            "2024-03-05T8",
            "2024.003.5",
            "2024年十〇月",
        ] {
            assert_eq!(read_lenient(text), None, "{text}");
        }
    }
}
