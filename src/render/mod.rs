//! How one output is made: its job, its key, and what its template sees.

pub(crate) mod cards;
pub(crate) mod charts;
pub(crate) mod context;
pub(crate) mod entry_row;
pub(crate) mod failure;
pub(crate) mod figure_charts;
pub(crate) mod figure_views;
pub(crate) mod figures;
pub mod job;
pub(crate) mod json_ld;
pub(crate) mod linked;
pub(crate) mod name_index;
pub(crate) mod named_page;
pub(crate) mod page_head;
pub(crate) mod pager;
pub(crate) mod render_cache;
pub(crate) mod shared_views;
mod tile_names;
pub(crate) mod timeline;
pub(crate) mod view_model;
