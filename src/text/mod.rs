//! Rules of Chinese text: which characters are wide, where lines join, how text is counted, cut
//! short and turned into an address.
//!
//! Every rule names its source. Nothing here knows of Markdown or of a publication.

pub mod collation;
pub mod copy_name;
mod counts;
pub mod date;
pub mod figure;
pub mod invisible;
pub mod label;
mod line_break;
pub mod pattern;
pub mod script;
pub mod simplified;
mod slug;
mod summary;
mod width;

pub use counts::Counts;
pub use label::without_label;
pub use line_break::join_break;
pub use slug::{LONGEST_SLUG, make_slug, shorten_slug};
pub use summary::{one_line, summarise_text};
pub use width::{is_cjk, is_punctuation, is_wide};
