//! Where an address leads, as it is written.

use std::borrow::Cow;

use crate::foundation::path::{BaseUrl, SourcePath, decode_percent};

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Into the publication: a file, or an address within the site with its leading slash.
    Local(LocalTarget),
    /// To a place on the same page; empty for its top.
    Page(String),
    /// To another site, by an allowed scheme.
    Outside(String),
    /// Nowhere: there is no address.
    Empty,
    /// A scheme that is not allowed.
    Scheme(String),
    /// Another site without a scheme, `//host`: it would take the scheme of the page, which may be
    /// a file.
    Bare(String),
    /// A file outside the publication.
    Beyond(String),
}

/// A file of the publication, or an address within the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LocalTarget {
    pub(super) path: SourcePath,
    pub(super) query: Option<String>,
    pub(super) fragment: Option<String>,
    /// Whether it was written with the name of the site.
    pub(super) is_whole: bool,
}

/// Reads an address as written in `file` of the site at `base`.
pub(super) fn read_target(
    address: &str,
    file: &SourcePath,
    schemes: &[&str],
    base: Option<&BaseUrl>,
) -> Target {
    // Browsers drop these before they look for a scheme (WHATWG URL, basic parser), so do we:
    // `java&#10;script:` is a scheme too.
    let address = address.trim_matches(|c: char| c <= ' ');
    let address: Cow<'_, str> = if address.contains(['\t', '\n', '\r']) {
        address.replace(['\t', '\n', '\r'], "").into()
    } else {
        address.into()
    };
    if address.is_empty() {
        return Target::Empty;
    }
    if let Some(within) = base.and_then(|base| base.path_within(&address)) {
        return read_whole(&within);
    }
    if let Some(scheme) = find_scheme(&address) {
        let allowed = schemes.iter().any(|allowed| allowed.eq_ignore_ascii_case(scheme));
        return if allowed {
            Target::Outside(address.into_owned())
        } else {
            Target::Scheme(scheme.to_owned())
        };
    }
    if address.starts_with("//") {
        return Target::Bare(address.into_owned());
    }
    let (rest, fragment) = split_at_mark(&address, '#');
    let (path, query) = split_at_mark(rest, '?');
    let fragment = fragment.map(decode_percent);
    if path.is_empty() {
        return match query {
            None => Target::Page(fragment.unwrap_or_default()),
            // A query alone asks this page again; no page of a static site answers it.
            Some(_) => Target::Empty,
        };
    }
    let path = decode_percent(path);
    let resolved = if path.starts_with('/') {
        Some(SourcePath::new(&path))
    } else {
        file.resolve_target(&path)
    };
    match resolved {
        Some(path) => Target::Local(LocalTarget {
            path,
            query: query.map(str::to_owned),
            fragment,
            is_whole: false,
        }),
        None => Target::Beyond(path),
    }
}

/// Reads what follows the name of the site in an address.
fn read_whole(within: &str) -> Target {
    let (rest, fragment) = split_at_mark(within, '#');
    let (path, query) = split_at_mark(rest, '?');
    let path = decode_percent(path);
    // Servers answer both.
    let path = path.strip_suffix("/index.html").map_or(path.clone(), |path| format!("{path}/"));
    Target::Local(LocalTarget {
        path: SourcePath::new(&path),
        query: query.map(str::to_owned),
        fragment: fragment.map(decode_percent),
        is_whole: true,
    })
}

/// Returns the scheme of an address (RFC 3986, 3.1).
fn find_scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    valid.then_some(scheme)
}

fn split_at_mark(address: &str, mark: char) -> (&str, Option<&str>) {
    address.split_once(mark).map_or((address, None), |(before, after)| (before, Some(after)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::SCHEMES;

    fn read(address: &str) -> Target {
        read_target(address, &SourcePath::new("content/cases/a.md"), SCHEMES, None)
    }

    fn local(path: &str, query: Option<&str>, fragment: Option<&str>) -> Target {
        Target::Local(LocalTarget {
            path: SourcePath::new(path),
            query: query.map(str::to_owned),
            fragment: fragment.map(str::to_owned),
            is_whole: false,
        })
    }

    #[test]
    fn a_relative_address_is_a_file_beside_this_one() {
        assert_eq!(read("b.md"), local("content/cases/b.md", None, None));
        assert_eq!(
            read("../models/x.md#%E5%81%9A%E6%B3%95"),
            local("content/models/x.md", None, Some("做法"))
        );
        assert_eq!(
            read("%E9%9D%99.md?a=1#b"),
            local("content/cases/静.md", Some("a=1"), Some("b"))
        );
        assert_eq!(read("/cases/x/"), local("/cases/x/", None, None));
        assert_eq!(read("做法:一.md"), local("content/cases/做法:一.md", None, None));
        assert_eq!(read("../../../x"), Target::Beyond("../../../x".into()));
        assert_eq!(read("#背景"), Target::Page("背景".into()));
    }

    #[test]
    fn a_scheme_is_found_however_it_is_hidden() {
        for hidden in [
            "javascript:x",
            "JavaScript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            " \tjava\tscript\r:x",
        ] {
            assert!(matches!(read(hidden), Target::Scheme(_)), "{hidden:?}");
        }
        assert!(matches!(read("data:text/html,x"), Target::Scheme(_)));
        assert!(matches!(read("HTTPS://example.org/"), Target::Outside(_)));
        assert!(matches!(read("//example.org/"), Target::Bare(_)));
        assert_eq!(read("  "), Target::Empty);
    }
}
