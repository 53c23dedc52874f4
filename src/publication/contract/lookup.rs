//! Where the variables of a template are found.

use super::shape::Field;
use super::site::{EVERYWHERE, ON_PAGES};
use super::templates::{TEMPLATES, Template};

/// Returns a template that the program asks for.
#[must_use]
pub fn find_template(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

/// Returns the variables that all pages have besides their own, or all other templates.
pub fn shared_values(on_pages: bool) -> impl Iterator<Item = &'static Field> {
    EVERYWHERE.iter().chain(ON_PAGES.iter().filter(move |_| on_pages))
}
