//! "Did you mean" for names of templates.

use crate::foundation::nearest::find_nearest;

/// The ending that all templates share, so that it makes no two of them alike, and how it may be
/// written besides.
const ENDINGS: [&str; 2] = [".html", ".htm"];

/// Returns the template that was probably meant by `name`.
pub(super) fn find_near_template<'a>(
    name: &str,
    templates: impl Iterator<Item = &'a String> + Clone,
) -> Option<&'a str> {
    fn stem(name: &str) -> &str {
        ENDINGS.into_iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
    }
    let near = find_nearest(stem(name), templates.clone().map(|template| stem(template)))?;
    templates.map(String::as_str).find(|template| stem(template) == near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_makes_no_names_alike() {
        let templates = ["case.html", "data.html", "_toc.html"].map(str::to_owned);
        let near = |name| find_near_template(name, templates.iter());
        assert_eq!(near("caes.html"), Some("case.html"));
        assert_eq!(near("case.htm"), Some("case.html"));
        assert_eq!(near("extra.html"), None);
        assert_eq!(near("_note.html"), None);
    }
}
