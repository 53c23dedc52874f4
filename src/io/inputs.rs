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

/// Tells whether a file that is called so was meant to hold the settings: `site.yml`, `Site.yaml`,
/// `site.yaml.txt`.
pub(super) fn is_nearly_site(name: &str) -> bool {
    let name = name.to_lowercase().replace(['．', '。'], ".");
    let mut parts = name.split('.').map(str::trim);
    parts.next() == Some("site") && {
        let mut endings = parts.filter(|part| !part.is_empty()).peekable();
        endings.peek().is_some()
            && endings.all(|ending| matches!(ending, "yaml" | "yml" | "txt" | "md"))
    }
}

/// Names in the root that other programs read, and the name that has their place here.
pub(super) const ELSEWHERE: [(&str, &str); 14] = [
    ("_includes", "templates"),
    ("_layouts", "templates"),
    ("_posts", "content/cases"),
    ("cases", "content/cases"),
    ("i18n.yaml", "i18n/zh-Hans.yaml"),
    ("layouts", "templates"),
    ("locales", "i18n"),
    ("partials", "templates"),
    ("posts", "content/cases"),
    ("theme.yaml", "themes/<theme>/theme.yaml"),
    ("主题", "themes"),
    ("内容", "content"),
    ("案例", "content/cases"),
    ("模板", "templates"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_was_meant_for_the_settings_is_known() {
        for name in
            ["site.yml", "site.yaml.txt", "Site.yaml", "site.YAML", "site.yaml.yml", "site .yaml"]
        {
            assert!(is_nearly_site(name), "{name}");
        }
        for name in ["site", "site.json", "website.yaml", "site.staging.yaml"] {
            assert!(!is_nearly_site(name), "{name}");
        }
    }

    #[test]
    fn a_placeholder_of_a_missing_input_is_looked_at() {
        assert!(is_ignored(".DS_Store"));
        assert!(!is_ignored(".a.md.icloud"));
        assert!(is_ignored(".a.tmp.icloud"));
    }
}
