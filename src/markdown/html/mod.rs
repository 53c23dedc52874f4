//! HTML that has been written: kept until its page is made, and read back as text.

mod addresses;
mod allowed;
mod blocked;
mod deferred;
mod entity;
mod tag;
mod text;

pub(super) use addresses::address_place;
pub use addresses::{find_addresses, find_references};
pub(super) use allowed::{
    Element, Kept, check_attribute, find_element, find_macro_element, is_macro_attribute,
};
pub(super) use blocked::Blocked;
pub use blocked::{PagePolicy, find_blocked};
pub(super) use deferred::Html;
pub(super) use tag::{Tag, Token, comment_length, decode_entities, split_tokens};
pub use text::plain_text;
