//! Paragraphs that came out of word processors and spreadsheets: headings that are none, rows that
//! make no table.

use super::{CountsOn, Finding};
use crate::say;

/// The longest line that may be a heading, in characters.
const LONGEST_HEADING: usize = 40;

/// Tells whether a line looks like the heading of a section in a Chinese text.
pub(in super::super) fn is_heading_like(line: &str) -> bool {
    let line = unmarked(line);
    // Nearly all paragraphs are longer, and their characters need not be counted.
    line.len() <= LONGEST_HEADING * char::MAX.len_utf8()
        && line.chars().count() <= LONGEST_HEADING
        && after_number(line)
            .is_some_and(|rest| !rest.is_empty() && !rest.contains(['，', '；', '。']))
        && !ends_sentence(line)
        && !line.ends_with(['：', '、', ',', ';', ':', '.'])
}

/// Returns a line without the spaces around it, and without the marks that make all of it bold.
pub(in super::super) fn unmarked(line: &str) -> &str {
    let line = line.trim();
    let inner = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inner.filter(|inner| !inner.contains("**")).unwrap_or(line).trim()
}

/// Returns what follows the number of a section: `一、`, `（一）`, `第一章`, `1.1 `.
fn after_number(line: &str) -> Option<&str> {
    // Three characters at most: `一九九七` is a year.
    let chinese = |text: &str| {
        let length = text.len() - text.trim_start_matches(is_numeral).len();
        (1..=9).contains(&length).then_some(length)
    };
    if let Some(length) = chinese(line) {
        // `一、二月` is a stretch of months.
        let rest = line.get(length..)?.trim_start().strip_prefix(['、', '．', '.'])?.trim();
        return (!rest.starts_with(is_numeral)).then_some(rest);
    }
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let rest = rest.get(chinese(rest)?..)?;
        return rest.strip_prefix(['）', ')']).map(str::trim);
    }
    if let Some(rest) = line.strip_prefix('第') {
        let digits = rest.trim_start_matches(|c: char| is_numeral(c) || c.is_ascii_digit());
        if digits.len() == rest.len() {
            return None;
        }
        let rest = digits.strip_prefix(['章', '节', '篇', '编'])?;
        // `第一章 总则`; but `第一章写的是……` goes on.
        return rest.starts_with([' ', '\u{3000}', '、', '：']).then(|| rest.trim());
    }
    let (number, rest) = line.split_once([' ', '\u{3000}'])?;
    let mut parts = number.split('.');
    let is_number =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let is_section = number.contains('.') && parts.all(is_number);
    let rest = rest.trim();
    // `1.5 万人` and `3.15 晚会` are a figure and a day.
    let is_section = is_section
        && !rest.starts_with(|c| "万亿千百个倍元米公平分人次年月日晚级度斤吨".contains(c));
    (is_section && rest.starts_with(crate::text::is_cjk)).then_some(rest)
}

/// Tells whether the text above a line of `-` or `=` is a paragraph and no heading.
pub(in super::super) fn is_paragraph(text: &str) -> bool {
    let text = text.trim();
    text.lines().count() > 1 || ends_sentence(text) || text.chars().count() > LONGEST_HEADING
}

pub(super) fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾貳參陸".contains(c)
}

pub(super) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['”', '’', '」', '』', '）', ')', '》']);
    line.ends_with(['。', '！', '？', '…', '!', '?'])
}

/// Looks at a paragraph of `lines` that was to be a table.
pub(in super::super) fn loose_table(paragraph: &str, lines: &[&str]) -> Option<Finding> {
    if lines.len() < 2 {
        return None;
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    let (first, second) = (lines.first()?, lines.get(1)?);
    if first.contains('\t') {
        return find_tabs(paragraph, &lines);
    }
    let is_row = |line: &&str| {
        line.len() > 2
            && line.starts_with('|')
            && line.ends_with('|')
            && line.matches('|').count() > 2
    };
    let is_rule = second.contains('-') && second.bytes().all(|b| b"|-: ".contains(&b));
    let is_edged = first.len() > 2 && first.starts_with('|') && first.ends_with('|');
    // Rows of one column, and rules made of other dashes, have findings of their own, or none.
    if !(is_row(first) || is_edged && is_rule && second.matches('|').count() > 2) {
        return None;
    }
    let columns = first.matches('|').count() - 1;
    let rule = format!("|{}", " --- |".repeat(columns));
    let start = paragraph.find(second)?;
    let (range, message, fix) = if is_rule {
        let written = second.trim_matches('|').split('|').count();
        let message = say!(
            "表头有 {columns} 格，下面的横线却有 {written} 格，没有成为表格"
                | "the head has {columns} cells and the rule below it {written}, so \
                   this is no table"
        );
        (start..start + second.len(), message, rule.clone())
    } else if is_row(second) && second.contains(char::is_alphanumeric) {
        let message = say!(
            "表头下面没有横线，没有成为表格"
                | "there is no rule below the head, so this is no table"
        );
        (0..first.len(), message, format!("{first}\n{rule}"))
    } else {
        return None;
    };
    let finding = Finding {
        range,
        message,
        hint: say!("表头下一行请写 `{rule}`" | "write `{rule}` on the line below the head"),
        fix: Some(fix),
        counts_on: if is_rule { CountsOn::Nothing } else { CountsOn::Luck },
        seen: None,
    };
    Some(finding)
}

/// Looks at rows that are parted by tabs, as spreadsheets copy them.
fn find_tabs(paragraph: &str, lines: &[&str]) -> Option<Finding> {
    let cells = |line: &str| line.matches('\t').count() + 1;
    let columns = lines.iter().map(|line| cells(line)).max()?;
    if columns < 2 || !lines.iter().all(|line| line.contains('\t')) {
        return None;
    }
    let row = |line: &&str| {
        let mut row: Vec<String> =
            line.split('\t').map(|cell| cell.trim().replace('|', "\\|")).collect();
        row.resize(columns, String::new());
        format!("| {} |", row.join(" | "))
    };
    let mut rows: Vec<String> = lines.iter().map(row).collect();
    let first = rows.first()?.clone();
    rows.insert(1, format!("|{}", " --- |".repeat(columns)));
    Some(Finding {
        range: 0..paragraph.trim_end().len(),
        message: say!(
            "用 Tab 隔开的几行没有成为表格，会连成一段"
                | "rows parted by tabs make no table and run together"
        ),
        hint: say!(
            "每格之间写竖线，例如 `{first}`，表头下一行写 `| --- | --- |`"
                | "part the cells by bars, as in `{first}`, and write \
                   `| --- | --- |` below the head"
        ),
        fix: Some(rows.join("\n")),
        counts_on: CountsOn::Luck,
        seen: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_word_processors_are_known() {
        for line in [
            "一、缘起",
            "十二、结果",
            "（一）先问街坊",
            "(三) 挂牌",
            "第一章 总则",
            "第2节\u{3000}范围",
            "1.1 做法",
            "壹、緣起",
            "一.缘起",
            "三 、 结果",
            "**二、做法**",
            "一、",
        ] {
            assert_eq!(is_heading_like(line), line != "一、", "{line}");
        }
        for innocent in [
            "一、先问街坊。",
            "一、先问街坊；",
            "一个门房",
            "第一章写的是门房",
            "（一九九七年）",
            "1.5 万人",
            "3.15 晚会",
            "十、二十个人来了，大家坐着说话",
            "一、二月开展",
            "（见下文）",
        ] {
            assert!(!is_heading_like(innocent), "{innocent}");
        }
    }

    #[test]
    fn rows_that_make_no_table_are_found() {
        let fixed = |text: &str| loose_table(text, &text.lines().collect::<Vec<_>>())?.fix;
        assert_eq!(fixed("| 甲 | 乙 |\n| --- |\n| 1 | 2 |\n"), Some("| --- | --- |".into()));
        assert_eq!(fixed("| 甲 | 乙 |\n| 1 | 2 |\n"), Some("| 甲 | 乙 |\n| --- | --- |".into()));
        assert_eq!(fixed("| 甲 |\n| --- | --- |\n| 1 | 2 |\n"), Some("| --- |".into()));
        assert_eq!(fixed("甲\t乙\n1\t2\n"), Some("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |".into()));
        for innocent in ["| 甲 |\n乙", "甲 | 乙\n丙", "甲\t乙", "甲\t乙\n丙", "|甲|乙|\n|——|——|"]
        {
            assert_eq!(fixed(innocent), None, "{innocent}");
        }
    }
}
