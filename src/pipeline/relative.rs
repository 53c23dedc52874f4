//! A site that is opened from a folder, without a server: every address in a page leads from that
//! page to a file.
//!
//! Browsers run no modules of a folder and fetch nothing from it, so that the pages go without
//! scripts and show what they have for readers without them.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use crate::foundation::path::{OutPath, encode_percent};
use crate::foundation::world::{Output, Spill};

/// The file that a server shows for a folder.
const INDEX: &str = "index.html";

/// An output whose pages work in a folder.
pub(super) struct RelativeOutput<'a> {
    pub(super) inner: &'a dyn Output,
    /// The path before the site's own addresses, percent-encoded.
    pub(super) prefix: String,
}

impl Output for RelativeOutput<'_> {
    fn put(&self, path: &OutPath, bytes: &[u8]) -> io::Result<()> {
        match std::str::from_utf8(bytes) {
            Ok(html) if path.as_str().ends_with(".html") => {
                self.inner.put(path, relative_page(html, path.as_str(), &self.prefix).as_bytes())
            }
            _ => self.inner.put(path, bytes),
        }
    }

    fn spill(&self) -> Option<Arc<dyn Spill>> {
        self.inner.spill()
    }
}

/// Returns the page at `path` with addresses that lead from it.
fn relative_page(html: &str, path: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, markup) = rest.split_at(at);
        out.push_str(text);
        if let Some(after) = without_script(markup) {
            rest = after;
            continue;
        }
        let (tag, after) = markup.split_at(end_of_tag(markup));
        match tag {
            "<noscript>" => out.push_str("<div>"),
            "</noscript>" => out.push_str("</div>"),
            _ if is_module_hint(tag) => {}
            _ => push_tag(&mut out, tag, path, prefix),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Returns what follows the module that `markup` begins with.
fn without_script(markup: &str) -> Option<&str> {
    markup.strip_prefix("<script type=\"module\"")?.split_once("</script>").map(|(_, after)| after)
}

fn is_module_hint(tag: &str) -> bool {
    tag.starts_with("<link rel=\"modulepreload\"")
}

/// Returns how long the tag is that `markup` begins with: a `>` in quotes is part of a value.
fn end_of_tag(markup: &str) -> usize {
    if markup.starts_with("<!--") {
        return markup.find("-->").map_or(markup.len(), |at| at + "-->".len());
    }
    let mut is_quoted = false;
    let end = markup.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    });
    end.map_or(markup.len(), |at| at + 1)
}

fn push_tag(out: &mut String, tag: &str, path: &str, prefix: &str) {
    let mut rest = tag;
    while let Some(at) = rest.find("=\"") {
        let (before, value) = rest.split_at(at + "=\"".len());
        let (value, after) = value.split_at(value.find('"').unwrap_or(value.len()));
        out.push_str(before);
        let name = before.trim_end_matches("=\"");
        let name = name.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        match (name, value.split_once("url=")) {
            ("href" | "src" | "action", _) => out.push_str(&relative_address(value, path, prefix)),
            ("content", Some((delay, target))) if tag.contains("http-equiv=\"refresh\"") => {
                out.push_str(delay);
                out.push_str("url=");
                out.push_str(&relative_address(target, path, prefix));
            }
            _ => out.push_str(value),
        }
        rest = after;
    }
    out.push_str(rest);
}

/// Returns an address of the site as it leads from the page at `path`; any other stays.
fn relative_address<'a>(href: &'a str, path: &str, prefix: &str) -> Cow<'a, str> {
    let inner = href.strip_prefix(prefix).and_then(|inner| inner.strip_prefix('/'));
    let Some(inner) = inner.filter(|inner| !inner.starts_with('/')) else {
        return Cow::Borrowed(href);
    };
    let (file, suffix) = inner.split_at(inner.find(['?', '#']).unwrap_or(inner.len()));
    let path = encode_percent(path);
    let folders: Vec<&str> = path.split('/').collect();
    let folders = &folders[..folders.len() - 1];
    let target: Vec<&str> = file.split('/').collect();
    let shared =
        folders.iter().zip(&target[..target.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut address = "../".repeat(folders.len() - shared);
    address.push_str(&target[shared..].join("/"));
    if file.is_empty() || file.ends_with('/') {
        address.push_str(INDEX);
    }
    address.push_str(suffix);
    Cow::Owned(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_from_its_page_to_a_file() {
        for (href, path, wanted) in [
            ("/", "index.html", "index.html"),
            ("/", "cases/a/index.html", "../../index.html"),
            ("/cases/%E9%9D%99/#x", "cases/a/index.html", "../%E9%9D%99/index.html#x"),
            ("/cases/a/b.png", "cases/a/index.html", "b.png"),
            ("/folio.css?v=1", "404.html", "folio.css?v=1"),
            ("/cases/a/", "cases/a/index.html", "index.html"),
            ("#x", "cases/a/index.html", "#x"),
            ("//v.qq.com/", "index.html", "//v.qq.com/"),
            ("https://v.qq.com/", "index.html", "https://v.qq.com/"),
        ] {
            assert_eq!(relative_address(href, path, ""), wanted, "{href} from {path}");
        }
        assert_eq!(
            relative_address("/anli/cases/", "regions/x/index.html", "/anli"),
            "../../cases/index.html"
        );
        assert_eq!(relative_address("/anlix/", "index.html", "/anli"), "/anlix/");
    }

    #[test]
    fn only_addresses_in_tags_are_changed_and_modules_are_left_out() {
        let html = "<a title=\"1 > href=\" href=\"/cases/\">a href=\"/cases/\"</a>\
            <meta http-equiv=\"refresh\" content=\"0; url=/x/\"><meta content=\"url=/x/\">\
            <script type=\"module\" src=\"/a.js\"></script><link rel=\"modulepreload\" \
            href=\"/a.js\">\
            <noscript><p>甲</p></noscript><img alt=\"\" src=\"/a.png\">";
        assert_eq!(
            relative_page(html, "about/index.html", ""),
            "<a title=\"1 > href=\" href=\"../cases/index.html\">a href=\"/cases/\"</a>\
            <meta http-equiv=\"refresh\" content=\"0; url=../x/index.html\"><meta \
            content=\"url=/x/\">\
            <div><p>甲</p></div><img alt=\"\" src=\"../a.png\">"
        );
    }
}
