//! The publication as data: tables, packages, citations.

pub(crate) mod citations;
pub(crate) mod data;
