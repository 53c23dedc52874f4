//! What templates are promised: which the program asks a theme for, what each sees, and what they
//! can call. Tests hold the values of whole sites to it, so that it says what there is.

mod callables;
mod data_pages;
mod entries;
mod indexes;
mod lookup;
mod pages;
mod parts;
mod shape;
mod site;
mod templates;
mod written;

pub use callables::Callable;
#[cfg(any(test, feature = "internals"))]
pub use callables::Listed;
pub use lookup::{CASES, find_template, shared_values, templates_with_cases};
#[cfg(any(test, feature = "internals"))]
pub use shape::{Field, Kind, Shape};
pub use templates::{Needed, TEMPLATES, Template};
pub use written::list_values;
