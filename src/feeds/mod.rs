//! What other programs follow: feeds, the sitemap.

pub(crate) mod atom_json;
pub(crate) mod sitemap;
