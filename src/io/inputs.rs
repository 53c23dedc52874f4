//! Which names under the root belong to a publication.

/// The file that makes a folder a publication.
pub(super) const SITE: &str = "site.yaml";

/// The folders that hold a publication's inputs, sorted.
pub(super) const FOLDERS: [&str; 5] = ["content", "data", "static", "templates", "themes"];

/// Names that begin with a dot and still are wanted by web servers and hosts.
const PUBLISHED_DOT_NAMES: [&str; 3] = [".htaccess", ".nojekyll", ".well-known"];

/// Tells whether `name` in the root is an input.
pub(super) fn is_top(name: &str) -> bool {
    name == SITE || FOLDERS.contains(&name)
}

/// Tells whether a file or folder of this name is left out, wherever it stands.
///
/// Left out are dot-files and what editors leave beside a file while they save it: Emacs writes `.#x`, `#x#`
/// and `x~`, Vim `x~`, `.x.swp` and, to learn whether it may create files, `4913`.
pub(super) fn is_ignored(name: &str) -> bool {
    if name.starts_with('.') {
        return !PUBLISHED_DOT_NAMES.contains(&name);
    }
    let swap = name.rsplit_once('.').is_some_and(|(_, end)| matches!(end, "swp" | "swo" | "swx"));
    swap || name.ends_with('~')
        || name == "4913"
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_leave_behind_is_no_input() {
        for name in [".git", ".#a.md", "a.md~", "4913", ".a.md.swp", "a.swp", "#a.md#"] {
            assert!(is_ignored(name), "{name}");
        }
        for name in ["a.md", "4913.md", ".well-known", ".nojekyll", "a~b.md", "#", "静安.md"] {
            assert!(!is_ignored(name), "{name}");
        }
    }
}
