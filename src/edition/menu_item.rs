//! What the menu is made of.

use crate::foundation::path::SitePath;

/// An entry of the menu.
#[derive(Clone, Debug, Hash)]
pub(crate) struct MenuItem {
    /// A word for the section or the page.
    pub(crate) key: String,
    /// What readers see.
    pub(crate) label: String,
    pub(crate) to: Target,
}

/// Where an entry leads.
#[derive(Clone, Debug, Hash)]
pub(crate) enum Target {
    Path(SitePath),
    Web(String),
    /// To the entries below it.
    Items(Vec<MenuItem>),
}
