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

/// What lists of cases are called that templates are given only when they name them.
pub const CASES: &str = "cases";

/// Returns the templates that are given cases as values beside their cards.
pub fn templates_with_cases() -> impl Iterator<Item = &'static str> {
    let has_cards =
        |template: &&Template| template.values.iter().any(|value| value.name == "cards");
    TEMPLATES.iter().filter(has_cards).map(|template| template.name)
}
