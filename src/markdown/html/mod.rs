//! HTML that has been written: kept until its page is made, and read back as text.

mod addresses;
mod deferred;
mod entity;
mod text;

pub use addresses::addresses;
pub(super) use deferred::Html;
pub use text::plain;
