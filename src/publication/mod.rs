//! What all files are read against: `site.yaml`, the gazetteer, measures, the theme.

pub mod config;
pub mod gazetteer;
pub mod measure;
pub mod theme;
