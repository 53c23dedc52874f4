//! A case in another language: the texts of a second file, laid over the facts of the first. A case
//! in another script: its own texts, converted.

mod convert;
mod lay_over;
mod overlay;

#[cfg(test)]
mod tests;

pub(crate) use convert::{convert_body, convert_fields};
pub use overlay::{Overlay, parse_overlay};

use crate::input::fields::NamedTable;

/// The keys of a translation, and of the maps inside it.
pub(super) const KEY_TABLES: [NamedTable; 3] = [
    ("translation", &overlay::KEYS),
    ("translation.model", &overlay::MODEL_KEYS),
    ("translation.practices", &overlay::PRACTICE_KEYS),
];
