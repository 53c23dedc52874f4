//! Lines that were to stand by themselves and run together: items as Chinese texts count them,
//! addresses, timetables, verses, signatures.

use super::ordinal::ordinal;
use super::pasted::{ends_sentence, is_heading_like, is_numeral};
use crate::text::is_cjk;

/// Signs that stand before each of several lines.
const SIGNS: &str =
    "□☐☑✓✔√→⇒➢➤►▶★☆◇◎○※▲△◦∙‣—–\u{F06C}\u{F06E}\u{F075}\u{F0A7}\u{F0B7}\u{F0D8}\u{F0FC}";

/// Letters that stand for signs before items in the fonts of word processors, each with a space
/// behind it.
const LETTERS: &str = "lnouvqüØ§Ÿ";

/// The longest word before a colon that says what a line is about, in characters.
const LONGEST_LABEL: usize = 7;

/// The longest line with such a word, in characters: lines of prose that is wrapped are longer.
const LONGEST_LABELLED: usize = 36;

/// No prose is wrapped at so few characters.
const LONGEST_VERSE: usize = 12;
const LONGEST_SHORT: usize = 16;

/// Tells whether lines run together that were to stand by themselves. Wrapped prose has none of
/// their looks, and a break that is written says that the author knows.
pub(in super::super) fn runs_together(lines: &[&str]) -> bool {
    let Some((_, before @ [first, ..])) = lines.split_last() else { return false };
    let is_broken = |line: &&str| {
        let text = line.trim_end();
        line.ends_with("  ") || text.ends_with('\\') || text.ends_with('>')
    };
    // Lines that were indented by hand have a finding of their own.
    let is_indented = |line: &&str| line.starts_with(['\u{3000}', '\u{A0}']);
    if before.iter().any(is_broken) || lines.iter().any(is_indented) {
        return false;
    }
    let bare: Vec<&str> = lines.iter().map(|line| line.trim().trim_start_matches('*')).collect();
    // What introduces a series ends in a colon.
    let introduces = first.trim_end().ends_with(['：', ':']);
    let items = &bare[usize::from(introduces)..];
    // Words in other scripts are not run together, but items are.
    counts_on(&bare)
        || begins_alike(items)
        || lines.iter().all(|line| line.contains(is_cjk))
            && (are_sentences(lines)
                || are_labelled(items)
                || !items.iter().any(|line| is_item(line))
                    && (are_short(&bare) || is_signed(&bare)))
}

/// Tells whether a line is told of as an item of a list.
fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['•', '·', '●', '▪', '◆', '■', '-', '－'])
        || rest.len() < line.len() && rest.starts_with(['、', '.', '．'])
}

/// Tells whether each line ends a sentence, as lines of wrapped prose do not.
fn are_sentences(lines: &[&str]) -> bool {
    let Some((last, before)) = lines.split_last() else { return false };
    let introduces = before.len() > 1 && before[0].trim_end().ends_with(['：', ':']);
    let ends = |line: &&str| ends_sentence(line.trim_end()) || is_heading_like(line);
    before[usize::from(introduces)..].iter().all(ends) && ends_sentence(last.trim_end())
}

/// Tells whether the lines that begin with a number count one by one.
fn counts_on(lines: &[&str]) -> bool {
    let mut numbers = lines.iter().filter_map(|line| ordinal(line));
    let Some((mark, mut number)) = numbers.next() else { return false };
    let mut others = numbers.peekable();
    others.peek().is_some()
        && others.all(|(next_mark, next)| {
            number += 1;
            next_mark == mark && next == number
        })
}

/// Tells whether all lines begin with one sign, with a time of day, or with a year.
fn begins_alike(lines: &[&str]) -> bool {
    let Some(sign) = lines.first().and_then(|line| line.chars().next()) else { return false };
    let is_sign = |line: &&str| {
        line.strip_prefix(sign).is_some_and(|rest| rest.contains(char::is_alphanumeric))
    };
    let is_letter = |line: &&str| {
        let rest = line.strip_prefix(sign).unwrap_or_default();
        rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(is_cjk)
    };
    lines.len() > 1
        && (SIGNS.contains(sign) && lines.iter().all(is_sign)
            || LETTERS.contains(sign) && lines.iter().all(is_letter)
            || lines.iter().all(|line| begins_with_time(line))
            || lines.len() > 2 && lines.iter().all(|line| begins_with_year(line)))
}

fn begins_with_time(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let minutes = rest.strip_prefix([':', '：']).unwrap_or_default();
    (1..=2).contains(&(line.len() - rest.len()))
        && minutes.len() > 2
        && minutes.bytes().take(2).all(|b| b.is_ascii_digit())
}

fn begins_with_year(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.len() - rest.len() == 4
        && rest.trim_start().starts_with(['年', '—', '–', '-', '～', '~', '：'])
}

/// Tells whether each line begins by saying what it is about: `地址：经二路12号`.
fn are_labelled(lines: &[&str]) -> bool {
    let is_labelled = |line: &&str| {
        let label = line.split(['：', ':']).next().unwrap_or_default();
        let label = label.trim_end_matches('*');
        let count = label.chars().take(LONGEST_LABEL + 1).count();
        label.len() < line.trim_end().len()
            && (1..=LONGEST_LABEL).contains(&count)
            && label.contains(is_cjk)
            // What someone says, or something is, goes on from the line above.
            && !label.ends_with(['说', '問', '问', '答', '道', '称', '是', '为'])
            && line.chars().count() <= LONGEST_LABELLED
            && label.chars().all(|c| c.is_alphanumeric() || " \u{3000}/（）()".contains(c))
    };
    lines.len() > 1 && lines.iter().all(is_labelled)
}

/// Tells whether the lines are those of a verse, or of an address as it stands on a letter.
fn are_short(lines: &[&str]) -> bool {
    const STOPS: [char; 10] = ['，', '。', '；', '！', '？', '、', '…', '：', ',', '.'];
    if lines.iter().any(|line| line.contains(['<', '`', '[', '|'])) {
        return false;
    }
    let length = |line: &str| line.trim_end_matches(STOPS).chars().count();
    let all_within = |most: usize| lines.iter().all(|line| length(line) <= most);
    let first = length(lines[0]);
    let is_couplet = [5, 7].contains(&first) && lines.iter().all(|line| length(line) == first);
    is_couplet
        || lines.len() > 3 && all_within(LONGEST_VERSE)
        || lines.len() > 2
            && all_within(LONGEST_SHORT)
            && lines.iter().all(|line| !line.ends_with(STOPS))
}

/// Tells whether the last line says who wrote the others, or when.
fn is_signed(lines: &[&str]) -> bool {
    let Some((last, [.., before])) = lines.split_last() else { return false };
    let is_date = last.contains('年')
        && last.ends_with(['年', '月', '日'])
        && last.chars().all(|c| is_numeral(c) || c.is_ascii_digit() || "年月日○ ".contains(c));
    let is_name = last.starts_with("——")
        && ends_sentence(before)
        && !last.ends_with(['。', '，'])
        && last.chars().count() <= LONGEST_SHORT;
    is_date || is_name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> bool {
        runs_together(&text.lines().collect::<Vec<_>>())
    }

    #[test]
    fn lines_that_each_end_a_sentence_run_together() {
        assert!(runs("（1）先问街坊。\n（2）再收拾门房。"));
        assert!(runs("三、结果\n第二天就有人来。\n第三天排了队。"));
        assert!(runs("做法如下：\n①先问街坊。\n②再收拾门房。"));
        assert!(!runs("门房空了很多年，\n老师傅在马路边摆摊。"));
        assert!(!runs("门房空了。老师\n傅摆摊。\n后来。"));
        assert!(!runs("床前明月光。  \n疑是地上霜。"));
        assert!(!runs("一句。"));
    }

    #[test]
    fn items_run_together_however_they_are_counted() {
        for text in [
            "（1）先问街坊；\n（2）再收拾门房；\n（3）挂牌开张。",
            "(1)先问街坊\n(2)再收拾门房",
            "1)先问街坊\n2)再收拾门房",
            "1）先问街坊\n2）再收拾门房",
            "①先问街坊；\n②再收拾门房",
            "一、先问街坊；\n二、再收拾门房；",
            "一是先问街坊，\n二是再收拾门房，",
            "第一步，先问街坊\n第二步，再收拾门房",
            "**第一步**，先问街坊\n**第二步**，再收拾门房",
            "做法有三：（1）甲；\n（2）乙；\n（3）丙。",
            "做法如下：\n□先问街坊\n□再收拾门房",
            "→先问街坊\n→再收拾门房",
            "l 先问街坊\nl 再收拾门房",
            "Ø\u{a0}先问街坊\nØ\u{a0}再收拾门房",
            "– 先问街坊\n– 再收拾门房",
            "9:00 签到\n9:30 开会",
            "2019年开张\n2020年加桌\n2021年搬家",
            "(1) Ask the neighbours.\n(2) Clear the lodge.",
            "A. Ask\nB. Clear",
        ] {
            assert!(runs(text), "{text}");
        }
        for innocent in [
            "（1）先问街坊。后来又\n问了一次。",
            "第一步先问街坊，花了三天，一共走了二十\n户人家，第二步再收拾。",
            "In 2019 the lodge was empty.\n(2) was added.",
            "[1]: a.md\n[2]: b.md",
            "A. Smith and\nC. Lee",
        ] {
            assert!(!runs(innocent), "{innocent}");
        }
    }

    #[test]
    fn addresses_verses_and_signatures_run_together() {
        for text in [
            "时间：三月五日\n地点：门房",
            "联系方式：\n**地址**：经二路12号\n**电话**：021-12345678",
            "地址：经二路12号\n电话：021-12345678\n联系人：李师傅",
            "白日依山尽，\n黄河入海流。\n欲穷千里目，\n更上一层楼。",
            "白日依山尽\n黄河入海流",
            "大宁路街道\n共和新路 1000 号\n李明收",
            "门房亮着灯，\n等人。\n夜里下了一场很大的雨，\n没有人来",
            "大宁路街道办事处\n2024年3月5日",
            "街坊都说好。\n——李师傅",
        ] {
            assert!(runs(text), "{text}");
        }
        for innocent in [
            "门房空了很多年，老师傅在马路边摆摊，\n街坊们：要修鞋都要走到很远的地方去。",
            "白日依山尽，\\\n黄河入海流。",
            "时间：三月五日<br>\n地点：门房",
            "这件事从头到尾一共用了不到三十天，\n从来没有人说过半句\n不好",
            "![甲](a.png)\n![乙](b.png)\n![丙](c.png)",
            // Told of as items.
            "•先问街坊\n•再收拾门房\n•挂牌",
        ] {
            assert!(!runs(innocent), "{innocent}");
        }
    }
}
