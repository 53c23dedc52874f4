//! Ids that no text may take: the page around it has them.

use crate::markdown::SCRIPT_PREFIX;

/// The prefix of a footnote's id; a number follows.
pub(super) const NOTE: &str = "fn-";

/// The prefix of the id of a reference to a footnote; its number follows, and `-2` for a second
/// reference.
pub(super) const REFERENCE: &str = "fnref-";

/// Ids of the built-in themes on pages that show a body: a link to one would not lead to the text.
const OF_THEME: [&str; 15] = [
    "below",
    "by-region",
    "case-cite",
    "case-figures",
    "case-list",
    "case-practices",
    "case-related",
    "case-sources",
    "charts",
    "like",
    "main",
    "newest",
    "rows",
    "side-by-side",
    "toc",
];

/// Tells whether an id belongs to footnotes, to scripts or to the page around the text.
pub(super) fn is_reserved(id: &str) -> bool {
    [NOTE, REFERENCE, SCRIPT_PREFIX].iter().any(|prefix| id.starts_with(prefix))
        || OF_THEME.contains(&id)
}

#[cfg(test)]
mod tests {
    use super::OF_THEME;

    #[test]
    fn no_heading_gets_an_id_that_a_page_with_a_body_has() {
        let pages = ["base", "_cards", "_charts", "case", "home", "model", "page"];
        let themes = include_dir::include_dir!("$CARGO_MANIFEST_DIR/themes");
        let all = themes.dirs().flat_map(|theme| {
            let folder = theme.path().display();
            pages.iter().map(move |page| format!("{folder}/templates/{page}.html"))
        });
        let parts =
            ["_case_figures", "_case_cite"].map(|page| format!("plain/templates/{page}.html"));
        for page in all.chain(parts) {
            let file = themes.get_file(&page).unwrap_or_else(|| panic!("{page}"));
            let html = file.contents_utf8().expect("text");
            for part in html.split(" id=\"").skip(1) {
                let id = part.split('"').next().expect("an id");
                let is_known = OF_THEME.contains(&id) || id.contains("{{") || id.starts_with("cb-");
                assert!(is_known, "{page}: {id}");
            }
        }
    }
}
