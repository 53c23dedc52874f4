//! The parts of a model's formula: `1+14+X` as one square, fourteen squares, and squares that
//! nobody has counted.

use super::svg::{Anchor, SIZE, Svg, char_width, width_of};
use super::{Frame, WIDTH};

/// One part of a formula.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// As it stands in the formula.
    pub token: String,
    /// What it stands for.
    pub label: String,
}

/// More squares than this are not drawn one by one.
const MOST: u32 = 60;

const CELL: f64 = 11.0;
const GAP: f64 = 3.0;

/// How tall a token is; the stylesheet says the same.
const TOKEN: f64 = 20.0;

/// Draws a formula, a part a row. A number is so many squares, and a bar when they are more than an
/// eye can count; a letter is three squares with open edges, since nobody has counted. A word
/// stands by itself.
#[must_use]
pub(crate) fn draw_parts(frame: &Frame, parts: &[Part]) -> String {
    let mut svg = Svg::new();
    let mut top = 4.0;
    let widest = parts.iter().map(|part| width_of(&part.token) * TOKEN / SIZE).fold(0.0, f64::max);
    let left = (widest + 16.0).clamp(52.0, WIDTH / 2.0);
    let middle = (left - 12.0) / 2.0;
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            svg.draw_text("tick", (middle, top + 6.0), Anchor::Middle, "+");
            top += 14.0;
        }
        svg.draw_text("token", (middle, top + 20.0), Anchor::Middle, &part.token);
        let number = part.token.parse::<u32>().ok().filter(|count| *count > 0);
        let count = number.filter(|count| *count <= MOST);
        let open = number.is_none() && part.token.chars().count() == 1;
        let class = if count.is_some() { "cell" } else { "open" };
        let (mut x, mut y) = (left, top + 6.0);
        if number > count {
            svg.draw_rect("bar", (left, y), (WIDTH - left, CELL));
        }
        for _ in 0..count.unwrap_or(if open { 3 } else { 0 }) {
            if x + CELL > WIDTH {
                (x, y) = (left, y + CELL + GAP);
            }
            svg.draw_rect(class, (x, y), (CELL, CELL));
            x += CELL + GAP;
        }
        if open {
            svg.draw_text("tick", (x + 2.0, y + 10.0), Anchor::Start, "…");
        }
        let mut line = if number.is_some() || open { y + CELL + 17.0 } else { top + 18.0 };
        for text in wrap_text(&part.label, WIDTH - left) {
            svg.draw_text("label", (left, line), Anchor::Start, &text);
            line += 17.0;
        }
        top = (line - 6.0).max(top + 26.0);
    }
    svg.finish_drawing(frame, top + 2.0)
}

/// Cuts a text into lines: before a word that would run over, or anywhere in a text without spaces.
fn wrap_text(text: &str, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive(' ') {
        let fits = |line: &str, more: &str| width_of(line) + width_of(more.trim_end()) <= room;
        if lines.last().is_some_and(|line| !line.is_empty() && !fits(line, word) && fits("", word))
        {
            lines.push(String::new());
        }
        for c in word.chars() {
            if lines.last().is_some_and(|line| width_of(line) + char_width(c) > room) && c != ' ' {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_so_many_squares_and_a_letter_is_open() {
        let part = |token: &str| Part { token: token.into(), label: "什么".into() };
        let svg = draw_parts(&Frame::default(), &[part("1"), part("14"), part("X")]);
        assert_eq!(svg.matches(r#"class="cell""#).count(), 15);
        assert_eq!(svg.matches(r#"class="open""#).count(), 3);
        // Too many to count by eye, but not unknown.
        let many = draw_parts(&Frame::default(), &[part("1000")]);
        assert_eq!(many.matches(r#"class="cell""#).count(), 0);
        assert!(many.contains(r#"class="bar""#) && !many.contains(r#"class="open""#));
    }
    #[test]
    fn a_word_is_no_number_that_nobody_has_counted() {
        let part = |token: &str| Part { token: token.into(), label: "什么".into() };
        let svg = draw_parts(&Frame::default(), &[part("三融合"), part("双提升")]);
        assert!(!svg.contains("<rect") && svg.contains("三融合") && svg.contains("什么"));
    }

    #[test]
    fn lines_break_between_words_and_anywhere_in_chinese() {
        assert_eq!(
            wrap_text("of management and of service", 120.0),
            ["of management", "and of service"]
        );
        assert_eq!(wrap_text("融合工作管理", 40.0), ["融合工", "作管理"]);
    }
}
