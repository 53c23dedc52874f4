//! Addresses by the patterns of `permalinks` in `site.yaml`, for publications that moved here with
//! addresses of their own.

use crate::foundation::path::SitePath;
use crate::text::date::Date;
use crate::text::make_slug;

/// What may stand in a pattern.
const PLACEHOLDERS: &[&str] = &[":year", ":month", ":day", ":slug", ":id", ":title", ":district"];

/// What a pattern is filled in with.
pub(crate) struct Place<'a> {
    /// The `slug`, or the name of the file.
    pub(crate) slug: &'a str,
    pub(crate) title: &'a str,
    /// The date of a case.
    pub(crate) date: Option<Date>,
    /// The code of a case's region.
    pub(crate) district: &'a str,
}

/// Returns the address by `pattern`, or below `folder` without one. What a date does not say is its
/// first month or day.
pub(crate) fn make_address(pattern: Option<&str>, folder: &str, place: &Place<'_>) -> SitePath {
    let Some(pattern) = pattern else {
        return SitePath::new(&[folder, place.slug, "/"].concat());
    };
    let mut path = String::with_capacity(pattern.len() + place.slug.len());
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        path.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = PLACEHOLDERS.iter().find(|name| rest.starts_with(**name));
        let Some(name) = name else { break };
        path.push_str(&gap_value(name, place));
        rest = &rest[name.len()..];
    }
    path.push_str(rest);
    SitePath::new(&path)
}

fn gap_value(name: &str, place: &Place<'_>) -> String {
    let part = |part: Option<u8>| format!("{:02}", part.unwrap_or(1));
    match name {
        ":year" => place.date.map(|date| format!("{:04}", date.year())).unwrap_or_default(),
        ":month" => part(place.date.and_then(Date::month)),
        ":day" => part(place.date.and_then(Date::day)),
        ":title" => make_slug(place.title),
        ":district" => place.district.to_owned(),
        _ => place.slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_filled_in() {
        let place = Place {
            slug: "xiuxie",
            title: "修鞋摊 回来了",
            date: Date::parse("2024-03").ok(),
            district: "310106",
        };
        let filled = |pattern| make_address(pattern, "/cases/", &place).as_str().to_owned();
        assert_eq!(filled(None), "/cases/xiuxie/");
        assert_eq!(filled(Some("/:year/:month/:slug/")), "/2024/03/xiuxie/");
        assert_eq!(filled(Some("/:district/:title/")), "/310106/修鞋摊-回来了/");
        assert_eq!(filled(Some("/p/:id.html")), "/p/xiuxie.html");
        assert_eq!(filled(Some("/:year:month:day/:slug/")), "/20240301/xiuxie/");
    }
}
