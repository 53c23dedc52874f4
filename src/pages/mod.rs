//! The pages of the site, one file each.

pub(crate) mod assets;
pub(crate) mod browse;
pub(crate) mod case;
pub(crate) mod case_list;
pub(crate) mod compare;
pub(crate) mod entries;
pub(crate) mod evidence_grid;
pub(crate) mod filters;
pub(crate) mod home;
pub(crate) mod indicators;
pub(crate) mod models;
pub(crate) mod plain;
pub(crate) mod practices;
pub(crate) mod redirects;
pub(crate) mod regions;
mod related_cases;
pub(crate) mod script_comments;
pub(crate) mod search;
pub(crate) mod topics;
