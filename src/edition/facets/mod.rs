//! What cases are told apart by, and the values that have pages.

mod address;
mod facet;
mod facet_value;
mod values;

pub(crate) use facet::Facet;
pub(crate) use facet_value::FacetValue;
pub(crate) use values::{ValueCases, facet_values};
