//! What other programs follow: feeds, the sitemap.

pub(crate) mod atom_json;
mod item;
pub(crate) mod sitemap;
