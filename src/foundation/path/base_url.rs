//! Where the site stands, and how its paths are written into addresses.

use std::borrow::Cow;

use percent_encoding::{percent_decode_str, percent_encode_byte};

use super::{Host, SitePath};

/// Decodes percent signs; what is no UTF-8 then stays as written.
#[must_use]
pub fn decode_percent(part: &str) -> String {
    percent_decode_str(part).decode_utf8().map_or_else(|_| part.to_owned(), Cow::into_owned)
}

/// Percent-encodes a path or a fragment for an `href`; letters beyond ASCII are encoded too.
#[must_use]
pub fn encode_percent(path: &str) -> Cow<'_, str> {
    // Nearly all addresses are made of letters, digits and dashes.
    if path.bytes().all(|byte| PLAIN[usize::from(byte)]) {
        return path.into();
    }
    // Chinese letters take three bytes, nine characters.
    let mut encoded = String::with_capacity(3 * path.len());
    for byte in path.bytes() {
        if PLAIN[usize::from(byte)] {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(percent_encode_byte(byte));
        }
    }
    encoded.into()
}

/// Which bytes [`is_plain`] tells of: addresses are looked at by the million.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte as usize] = is_plain(byte);
        byte += 1;
    }
    plain
};

/// Tells whether a byte may stand in the path of an `href` as it is (RFC 3986, `pchar`).
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(
            byte,
            b'"' | b'#'
                | b'%'
                | b'<'
                | b'>'
                | b'?'
                | b'['
                | b'\\'
                | b']'
                | b'^'
                | b'`'
                | b'{'
                | b'|'
                | b'}'
        )
}

/// Where the site stands: `https://example.org/sub/` has the origin and the prefix `/sub`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct BaseUrl {
    origin: String,
    prefix: String,
    /// `prefix`, percent-encoded.
    encoded: String,
}

impl BaseUrl {
    /// Reads an absolute `http` or `https` address; `None` for anything else, or with a query or
    /// fragment.
    #[must_use]
    pub fn parse(url: &str) -> Option<Self> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = !host.is_empty()
            && !host.contains(['@', ' ', '?', '#', '\\', '"', '<', '>'])
            && !path.contains(['?', '#', ' ', '"', '<', '>', '\\']);
        if !plain {
            return None;
        }
        let scheme = &url[..url.len() - rest.len()];
        let path = path.trim_matches('/');
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let prefix = if path.is_empty() { String::new() } else { format!("/{path}") };
        let encoded = encode_percent(&prefix).into_owned();
        Some(Self { origin: format!("{scheme}{host}"), prefix, encoded })
    }

    /// Returns the `href` of an address on the site, percent-encoded.
    #[must_use]
    pub fn href(&self, path: &SitePath) -> String {
        self.join_path("", path)
    }

    /// Returns the absolute address, percent-encoded.
    #[must_use]
    pub fn url(&self, path: &SitePath) -> String {
        self.join_path(&self.origin, path)
    }

    /// Addresses are made by the hundred thousand: without the machinery of `format!`.
    fn join_path(&self, origin: &str, path: &SitePath) -> String {
        let path = encode_percent(path.as_str());
        let mut address = String::with_capacity(origin.len() + self.encoded.len() + path.len());
        address.push_str(origin);
        address.push_str(&self.encoded);
        address.push_str(&path);
        address
    }

    /// Returns the path within the site, with what follows it, of an address that is written with
    /// the name of the site; `None` for one of elsewhere.
    #[must_use]
    pub fn path_within<'a>(&self, address: &'a str) -> Option<Cow<'a, str>> {
        let (scheme, rest) = address.split_once("://")?;
        let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (_, own) = self.origin.split_once("://")?;
        if !is_web || !host.eq_ignore_ascii_case(own) {
            return None;
        }
        let below =
            path.strip_prefix(&*self.encoded).or_else(|| path.strip_prefix(&*self.prefix))?;
        match below.chars().next() {
            Some('/') => Some(below.into()),
            None | Some('?' | '#') => Some(format!("/{below}").into()),
            Some(_) => None,
        }
    }

    /// Tells whether the site stands where no reader will find it, as one that is not published yet
    /// does.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        Host::of_origin(&self.origin).is_placeholder()
    }

    /// Returns the path before the site's own, decoded, without a closing slash.
    #[must_use]
    pub fn path_prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns scheme and host, e.g. `https://example.org`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_site_is_known_however_it_is_written() {
        let base = BaseUrl::parse("https://e.org/子/").unwrap();
        let path_of = |address| base.path_within(address).map(Cow::into_owned);
        for (address, path) in [
            ("https://e.org/子/a/?b#c", Some("/a/?b#c")),
            ("HTTP://E.org/%E5%AD%90/%E7%94%B2/", Some("/%E7%94%B2/")),
            ("https://e.org/%E5%AD%90", Some("/")),
            ("https://e.org/子#top", Some("/#top")),
            ("https://e.org/子子/a/", None),
            ("https://e.org/", None),
            ("https://e.org.cn/子/a/", None),
            ("ftp://e.org/子/a/", None),
            ("/子/a/", None),
        ] {
            assert_eq!(path_of(address).as_deref(), path, "{address}");
        }
        assert_eq!(BaseUrl::default().path_within("https:///a/"), None);
    }

    #[test]
    fn a_site_that_is_not_published_yet_stands_nowhere() {
        for (url, expected) in [
            ("https://example.org/", true),
            ("http://127.0.0.1:4400/", true),
            ("https://www.your-domain.com/", true),
            ("https://yourname.github.io/anli/", true),
            ("https://www.example.com.cn/", true),
            ("https://你的域名.cn/", true),
            ("https://anli.shequ.cn/", false),
            ("https://yourong.cn/", false),
        ] {
            assert_eq!(BaseUrl::parse(url).unwrap().is_placeholder(), expected, "{url}");
        }
    }
}
