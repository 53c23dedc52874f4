//! Writing SVG.

use std::fmt::Write as _;

use super::{Frame, WIDTH};
use crate::text::is_wide;

/// How tall and, for a wide character, how wide text is.
pub(super) const SIZE: f64 = 13.0;

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
        Self { body: String::new() }
    }

    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let (x1, y1, x2, y2) = (short(x1), short(y1), short(x2), short(y2));
        let _ = write!(self.body, r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#);
    }

    pub(super) fn circle(&mut self, class: &str, (x, y): (f64, f64), r: f64) {
        let (x, y, r) = (short(x), short(y), short(r));
        let _ = write!(self.body, r#"<circle class="{class}" cx="{x}" cy="{y}" r="{r}"/>"#);
    }

    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let (x, y, width, height) = (short(x), short(y), short(width.max(0.0)), short(height.max(0.0)));
        let _ = write!(self.body, r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#);
    }

    /// An arrow head at `x`, pointing right when `reach` is positive and left otherwise.
    pub(super) fn arrow(&mut self, (x, y): (f64, f64), reach: f64) {
        let back = x - reach.signum() * 5.0;
        let (x, y, back) = (short(x), y, short(back));
        let (above, below, y) = (short(y - 4.0), short(y + 4.0), short(y));
        let _ = write!(self.body, r#"<path class="reach" d="M{back} {above}L{x} {y}L{back} {below}"/>"#);
    }

    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let (x, y) = (short(x), short(y));
        let _ = write!(self.body, r#"<text class="{class}" x="{x}" y="{y}"{anchor}>{}</text>"#, escape(text));
    }

    /// Closes the drawing, `height` tall.
    pub(super) fn finish(self, frame: &Frame, height: f64) -> String {
        let Frame { id, title, description } = frame;
        let (width, height) = (short(WIDTH), short(height));
        let (title, description, body) = (escape(title), escape(description), self.body);
        format!(
            r#"<svg class="plot" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>{body}</svg>"#
        )
    }
}

/// Writes a coordinate with one digit after the point: finer is invisible and would differ between machines first.
fn short(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Guesses how wide `text` is drawn. Fonts differ, so the guess is on the wide side.
pub(super) fn width_of(text: &str) -> f64 {
    text.chars().map(|c| if is_wide(c) { SIZE } else { SIZE * 0.58 }).sum()
}

/// Cuts `text` to `room`, with an ellipsis where something is left out.
pub(super) fn fit(text: &str, room: f64) -> String {
    if width_of(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width_of(&kept) > room - SIZE {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}
