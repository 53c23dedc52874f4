//! Which names under the root belong to a publication.

use crate::foundation::leftover::{file_of_placeholder, is_leftover};

/// The file that makes a folder a publication.
pub(super) const SITE: &str = "site.yaml";

/// The folders that hold a publication's inputs, sorted.
pub(super) const FOLDERS: [&str; 6] = ["content", "data", "i18n", "static", "templates", "themes"];

/// Tells whether `name` in the root is an input.
pub(super) fn is_top(name: &str) -> bool {
    name == SITE || FOLDERS.contains(&name)
}

/// Tells whether a file or folder of this name is left out, wherever it stands. Placeholders of a
/// cloud drive are not, since they say that an input is missing.
pub(super) fn is_ignored(name: &str) -> bool {
    is_leftover(name) && file_of_placeholder(name).is_none()
}

/// Names that a file with the settings gets by mistake.
pub(super) const NEARLY_SITE: [&str; 6] =
    ["site.yml", "site.yaml.txt", "site.yml.txt", "Site.yaml", "site.yaml .txt", "site.txt"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_of_a_missing_input_is_looked_at() {
        assert!(is_ignored(".DS_Store"));
        assert!(!is_ignored(".a.md.icloud"));
        assert!(is_ignored(".a.tmp.icloud"));
    }
}
