//! The parts of a model's formula: `1+14+X` as one square, fourteen squares, and squares that nobody has counted.

use super::svg::{Anchor, Svg};
use super::{Frame, WIDTH};

/// One part of a formula.
#[derive(Clone, Debug)]
pub struct Part {
    /// As it stands in the formula.
    pub token: String,
    /// What it stands for.
    pub label: String,
}

/// More squares than this are not drawn one by one.
const MOST: u32 = 60;

const CELL: f64 = 11.0;
const GAP: f64 = 3.0;

/// Draws a formula, a part a row. A number is so many squares, and a bar when they are more than an eye can count;
/// a letter is three squares with open edges.
#[must_use]
pub fn parts(frame: &Frame, parts: &[Part]) -> String {
    const LEFT: f64 = 52.0;
    let mut svg = Svg::new();
    let mut top = 4.0;
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            svg.text("tick", (20.0, top + 6.0), Anchor::Middle, "+");
            top += 14.0;
        }
        svg.text("token", (20.0, top + 20.0), Anchor::Middle, &part.token);
        let number = part.token.parse::<u32>().ok().filter(|count| *count > 0);
        let count = number.filter(|count| *count <= MOST);
        let class = if count.is_some() { "cell" } else { "open" };
        let (mut x, mut y) = (LEFT, top + 6.0);
        if number > count {
            svg.rect("bar", (LEFT, y), (WIDTH - LEFT, CELL));
        }
        for _ in 0..count.unwrap_or(if number.is_some() { 0 } else { 3 }) {
            if x + CELL > WIDTH {
                (x, y) = (LEFT, y + CELL + GAP);
            }
            svg.rect(class, (x, y), (CELL, CELL));
            x += CELL + GAP;
        }
        if number.is_none() {
            svg.text("tick", (x + 2.0, y + 10.0), Anchor::Start, "…");
        }
        let mut line = y + CELL + 17.0;
        for text in wrap(&part.label, WIDTH - LEFT) {
            svg.text("label", (LEFT, line), Anchor::Start, &text);
            line += 17.0;
        }
        top = line - 6.0;
    }
    svg.finish(frame, top + 2.0)
}

/// Cuts a text into lines, between words where it has any.
fn wrap(text: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_inclusive(' ') {
        for c in word.chars() {
            match lines.last_mut() {
                Some(line) if super::svg::width_of(line) + super::svg::SIZE <= room => line.push(c),
                _ => lines.push(c.to_string()),
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_so_many_squares_and_a_letter_is_open() {
        let part = |token: &str| Part { token: token.into(), label: "什么".into() };
        let svg = parts(&Frame::default(), &[part("1"), part("14"), part("X")]);
        assert_eq!(svg.matches(r#"class="cell""#).count(), 15);
        assert_eq!(svg.matches(r#"class="open""#).count(), 3);
        // Too many to count by eye, but not unknown.
        let many = parts(&Frame::default(), &[part("1000")]);
        assert_eq!(many.matches(r#"class="cell""#).count(), 0);
        assert!(many.contains(r#"class="bar""#) && !many.contains(r#"class="open""#));
    }
}
