//! HTML that has been written: kept until its page is made, and read back as text.

mod deferred;
mod entity;
mod text;

pub use deferred::Html;
pub use text::plain;
