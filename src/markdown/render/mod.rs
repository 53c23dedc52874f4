//! The renderer: one type, [`Writer`], whose methods stand in a file for each kind of element.

mod aside;
mod autolink;
mod block;
mod call_syntax;
mod code;
mod emphasis;
mod event;
mod footnote;
mod heading;
mod html_attributes;
mod html_checks;
mod html_stack;
mod image;
mod inline;
mod link;
mod list_run;
mod lists;
mod macro_call;
mod macro_html;
mod page;
mod policy;
mod prose;
mod raw;
mod raw_address;
mod refusal;
mod reserved_id;
mod table;
mod target;
mod writer;
mod written_id;

pub use call_syntax::{OWN_CALLS, note_calls};
pub(super) use writer::{EXTENSIONS, Writer};
