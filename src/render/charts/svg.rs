//! Writing SVG.

use std::fmt::Write as _;

use super::{Frame, WIDTH};
use crate::text::is_wide;

/// How tall and, for a wide character, how wide text is.
pub(super) const SIZE: f64 = 13.0;

/// How far the head of an arrow reaches back, and to either side.
const HEAD: (f64, f64) = (5.0, 4.0);

/// A drawing in progress.
pub(super) struct Svg {
    body: String,
}

/// Where text is tied to its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    pub(super) fn new() -> Self {
        Self { body: String::with_capacity(2048) }
    }

    /// Begins an element.
    fn open_element(&mut self, name: &str, class: &str) {
        for part in ["<", name, " class=\"", class, "\""] {
            self.body.push_str(part);
        }
    }

    fn write_place(&mut self, name: &str, value: f64) {
        for part in [" ", name, "=\""] {
            self.body.push_str(part);
        }
        write_coordinate(value, &mut self.body);
        self.body.push('"');
    }

    pub(super) fn draw_line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.open_element("line", class);
        self.write_place("x1", x1);
        self.write_place("y1", y1);
        self.write_place("x2", x2);
        self.write_place("y2", y2);
        self.body.push_str("/>");
    }

    pub(super) fn draw_circle(&mut self, class: &str, (x, y): (f64, f64), r: f64) {
        self.open_element("circle", class);
        self.write_place("cx", x);
        self.write_place("cy", y);
        self.write_place("r", r);
        self.body.push_str("/>");
    }

    pub(super) fn draw_rect(
        &mut self,
        class: &str,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
    ) {
        self.open_element("rect", class);
        self.write_place("x", x);
        self.write_place("y", y);
        self.write_place("width", width.max(0.0));
        self.write_place("height", height.max(0.0));
        self.body.push_str("/>");
    }

    /// A path through `points`, unfilled.
    fn draw_path(&mut self, class: &str, points: [(&str, (f64, f64)); 3]) {
        self.open_element("path", class);
        self.body.push_str(" d=\"");
        for (command, (x, y)) in points {
            self.body.push_str(command);
            write_coordinate(x, &mut self.body);
            self.body.push(' ');
            write_coordinate(y, &mut self.body);
        }
        self.body.push_str("\"/>");
    }

    /// An arrow head at `x`, pointing right when `reach` is positive and left otherwise.
    pub(super) fn draw_arrow(&mut self, (x, y): (f64, f64), reach: f64) {
        let back = x - reach.signum() * HEAD.0;
        self.draw_path(
            "reach",
            [("M", (back, y - HEAD.1)), ("L", (x, y)), ("L", (back, y + HEAD.1))],
        );
    }

    /// An arrow head at `y`, pointing down when `reach` is positive and up otherwise.
    pub(super) fn upright_arrow(&mut self, (x, y): (f64, f64), reach: f64) {
        let back = y - reach.signum() * HEAD.0;
        self.draw_path(
            "reach",
            [("M", (x - HEAD.1, back)), ("L", (x, y)), ("L", (x + HEAD.1, back))],
        );
    }

    /// A hollow dot with a tilde in it: about so much.
    pub(super) fn draw_about(&mut self, (x, y): (f64, f64)) {
        self.draw_circle("ring", (x, y), 6.0);
        self.open_element("path", "wave");
        self.body.push_str(" d=\"M");
        write_coordinate(x - 3.6, &mut self.body);
        self.body.push(' ');
        write_coordinate(y + 0.8, &mut self.body);
        self.body.push_str("q1.8 -3.4 3.6 -.8t3.6 -.8\"/>");
    }

    pub(super) fn draw_text(
        &mut self,
        class: &str,
        (x, y): (f64, f64),
        anchor: Anchor,
        text: &str,
    ) {
        self.open_element("text", class);
        self.write_place("x", x);
        self.write_place("y", y);
        self.body.push_str(match anchor {
            Anchor::Start => ">",
            Anchor::Middle => r#" text-anchor="middle">"#,
            Anchor::End => r#" text-anchor="end">"#,
        });
        escape_text(text, &mut self.body);
        self.body.push_str("</text>");
    }

    /// Closes the drawing, `height` tall.
    pub(super) fn finish_drawing(self, frame: &Frame, height: f64) -> String {
        let Frame { id, title, description } = frame;
        let mut svg =
            String::with_capacity(self.body.len() + title.len() + description.len() + 256);
        svg.push_str(r#"<svg class="plot" viewBox="0 0 "#);
        write_coordinate(WIDTH, &mut svg);
        svg.push(' ');
        write_coordinate(height, &mut svg);
        for part in [
            r#"" role="img" aria-labelledby=""#,
            id,
            "-t ",
            id,
            r#"-d"><title id=""#,
            id,
            r#"-t">"#,
        ] {
            svg.push_str(part);
        }
        escape_text(title, &mut svg);
        for part in [r#"</title><desc id=""#, id, r#"-d">"#] {
            svg.push_str(part);
        }
        escape_text(description, &mut svg);
        for part in ["</desc>", &self.body, "</svg>"] {
            svg.push_str(part);
        }
        svg
    }
}

/// Writes a coordinate with one digit after the point: finer is invisible and would differ between
/// machines first.
fn write_coordinate(value: f64, out: &mut String) {
    // Nought that was rounded up has a sign until nought is added. Writing to a string cannot fail.
    let _ = write!(out, "{}", (value * 10.0).round() / 10.0 + 0.0);
}

fn escape_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// Guesses how wide `text` is drawn. Fonts differ, so the guess is on the wide side.
pub(super) fn width_of(text: &str) -> f64 {
    text.chars().map(char_width).sum()
}

/// Guesses how wide `c` is drawn.
pub(super) fn char_width(c: char) -> f64 {
    if c.is_ascii() || !is_wide(c) { SIZE * 0.58 } else { SIZE }
}

/// Cuts `text` to `room`, with an ellipsis where something is left out.
pub(super) fn fit_text(text: &str, room: f64) -> String {
    if width_of(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0.0;
    for c in text.chars() {
        used += char_width(c);
        if used > room - SIZE {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coordinate_has_one_digit_after_the_point_at_most() {
        for (value, expected) in [
            (0.0, "0"),
            (4.5, "4.5"),
            (360.0, "360"),
            (-0.04, "0"),
            (-12.34, "-12.3"),
            (0.05, "0.1"),
            (99.96, "100"),
        ] {
            let mut text = String::new();
            write_coordinate(value, &mut text);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn text_is_cut_where_it_would_run_into_another() {
        assert_eq!(fit_text("静安区", 39.0), "静安区");
        assert_eq!(fit_text("静安区社会组织", 60.0), "静安区…");
    }
}
