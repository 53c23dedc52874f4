//! Charts, drawn when the site is built: SVG without scripts and without inline styles, coloured by
//! the theme's classes.
//!
//! The plotting is our own: the libraries at hand draw fonts into paths or write `style`
//! attributes, which the site's security policy forbids, and none knows a figure that is at least
//! so much.
//!
//! Everything is drawn as wide as a telephone of 360 pixels is within its margins, so that text is
//! there as tall as it says.

mod dots;
mod parts;
mod scale;
mod slope;
mod spread;
mod svg;
mod timeline;

pub(crate) use dots::{Dot, draw_dots};
pub(crate) use parts::{Part, draw_parts};
pub(crate) use slope::{Line, draw_slope};
pub(crate) use spread::{draw_spread, sort_into_bins};
pub(crate) use timeline::{Bar, draw_timeline};

/// What stands around a drawing, in the language of the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    /// Makes the ids of the drawing its own on the page.
    pub id: String,
    /// What it shows, in a few words.
    pub title: String,
    /// What can be seen in it, in a sentence: for those who cannot.
    pub description: String,
}

/// The width of every drawing.
const WIDTH: f64 = 330.0;
