//! What all files are read against: `site.yaml`, the gazetteer, measures, the theme.

pub mod config;
pub mod contract;
pub mod data_files;
pub mod gazetteer;
pub mod measure;
pub mod theme;

use crate::input::fields::NamedTable;

/// Returns the keys that `site.yaml` and `theme.yaml` may have, by kind of map.
pub fn key_tables() -> impl Iterator<Item = NamedTable> {
    config::KEY_TABLES.into_iter().chain([theme::KEY_TABLE])
}
