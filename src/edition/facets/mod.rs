//! What cases are told apart by, and the values that have pages.

mod address;
mod facet;
mod values;

pub(crate) use facet::Facet;
pub(crate) use values::{Listed, values};
