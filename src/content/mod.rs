//! What the files below `content/` become: cases, pages, files published as they are.

pub mod asset;
pub mod case;
pub mod classify;
pub mod page;
pub mod searchable;
