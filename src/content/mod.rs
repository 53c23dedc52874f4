//! What the files below `content/` become: cases, pages, files published as they are.

pub mod active;
pub mod alias;
pub mod asset;
pub mod case;
pub mod classify;
pub mod drafts;
pub mod entry;
pub mod fix_guard;
mod free;
pub mod lead;
mod macros;
pub mod misnamed;
mod misplaced;
pub mod page;
mod page_edition;
pub mod page_read;
pub mod permalink;
pub mod picture;
pub mod reference;
pub mod rename;
pub mod rename_ids;
pub mod searchable;
mod status;
pub mod unread;

use crate::input::fields::NamedTable;

/// Returns the keys that front matter may have, by kind of map.
pub fn key_tables() -> impl Iterator<Item = NamedTable> {
    case::key_tables().chain([("page", &page_read::KEYS as &[_]), ("entry", &entry::KEYS)])
}
