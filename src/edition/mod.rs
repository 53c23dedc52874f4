//! One edition: its plain data, its addresses, its names for things, where its links lead.

pub(crate) mod availability;
pub(crate) mod facets;
pub(crate) mod labels;
pub mod links;
pub(crate) mod menu;
pub(crate) mod menu_item;
pub(crate) mod routes;
pub mod site;
pub(crate) mod value;
