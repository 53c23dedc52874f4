//! Links: where an address leads, and which ones are refused.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::LinkType;

use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::path::{SourcePath, decode_percent, encode_percent};
use crate::markdown::body::{LinkPlaceholder, PlaceholderKind};
use crate::markdown::lint;
use crate::say;

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Into the publication: a file, or an address within the site with its leading slash.
    Local { path: SourcePath, query: Option<String>, fragment: Option<String> },
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

/// Reads an address as written in `file`.
pub(super) fn read_target(address: &str, file: &SourcePath, schemes: &[&str]) -> Target {
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
        Some(path) => Target::Local { path, query: query.map(str::to_owned), fragment },
        None => Target::Beyond(path),
    }
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

impl Writer<'_> {
    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        address: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        let address = self.joined.without_signs(address);
        let span = self.span_of(range);
        let target = if link_type == LinkType::Email {
            read_target(&format!("mailto:{address}"), self.file, self.options.schemes)
        } else {
            read_target(&address, self.file, self.options.schemes)
        };
        let before = self.body.get(..self.joined.body_place(range.start)).unwrap_or_default();
        if let Some(finding) = lint::fullwidth_image(before, &address) {
            self.report_slip(lint::FULLWIDTH_IMAGE, finding, 0);
        }
        // The parser lets an address in angle brackets stand inside a link; HTML does not.
        if self.is_in_link() {
            self.links.push(false);
            return;
        }
        // `@[TOC](title)` is no link where it comes from, and told as what it is.
        let label = self.joined.text.get(range.clone()).and_then(|link| link.get(.."[toc]".len()));
        let is_contents =
            before.ends_with('@') && label.is_some_and(|label| label.eq_ignore_ascii_case("[toc]"));
        if is_contents || self.foreign_address(&address, span) {
            self.links.push(false);
            return;
        }
        self.links.push(true);
        if !self.open_link(target, span) {
            self.links.pop();
            self.links.push(false);
            return;
        }
        let title = self.joined.without_signs(title);
        if !title.is_empty() {
            self.page.push_attribute("title", &title);
        }
        self.page.push_markup(">");
    }

    /// Tells whether a link is being read, of Markdown or of HTML.
    pub(super) fn is_in_link(&self) -> bool {
        self.links.contains(&true) || self.html.is_open("a")
    }

    /// Writes `<a` with the address; tells whether there is one.
    pub(super) fn open_link(&mut self, target: Target, span: Span) -> bool {
        match target {
            Target::Local { path, query, fragment } => {
                self.page.push_markup("<a");
                let at = u32::try_from(self.page.html.len()).expect("a page is smaller than 4 GiB");
                self.page.placeholders.push(LinkPlaceholder {
                    at,
                    kind: PlaceholderKind::Link,
                    target: path,
                    query,
                    fragment,
                    span,
                });
            }
            Target::Page(fragment) => {
                self.page.push_markup("<a href=\"#");
                self.page.push_markup(&encode_percent(&fragment).replace('&', "&amp;"));
                self.page.push_markup("\"");
                // `#` and `#top` are the top of any page (HTML, 7.4.6.3).
                if !fragment.is_empty() && !fragment.eq_ignore_ascii_case("top") {
                    self.anchors.push((fragment, span));
                }
            }
            Target::Outside(address) => {
                self.page.push_markup("<a");
                self.page.push_address("href", &address);
            }
            target => {
                self.report_target(&target, span);
                return false;
            }
        }
        true
    }

    pub(super) fn end_link(&mut self) {
        if self.links.pop() == Some(true) {
            self.page.push_markup("</a>");
        }
    }

    /// Says why an address is refused.
    pub(super) fn report_target(&mut self, target: &Target, span: Span) {
        let file = self.file;
        let finding = match target {
            // A letter of a drive, or a file of this machine.
            Target::Scheme(scheme) if scheme.len() == 1 || scheme.eq_ignore_ascii_case("file") => {
                Diagnostic::error("link-scheme", file, say!("“{scheme}:”开头的地址在读者的电脑上打不开" | "readers cannot open an address that begins with `{scheme}:`"))
                    .with_hint(say!(
                        "请把这个文件复制到本文所在的文件夹，地址只写文件名，例如 `a.png`"
                            | "copy the file into the folder of this one and write its name alone, such as `a.png`"
                    ))
            }
            Target::Scheme(scheme) => {
                let [zh, en] = ["、", ", "].map(|comma| self.options.schemes.join(comma));
                Diagnostic::error("link-scheme", file, say!("不允许以“{scheme}:”开头的地址" | "an address may not begin with `{scheme}:`"))
                    .with_hint(say!(
                        "可以用的开头：{zh}。文件请放进 content，写相对路径，例如 `b.md`"
                            | "these may: {en}. Put a file into content and write its relative path, such as `b.md`"
                    ))
            }
            Target::Bare(address) => Diagnostic::error(
                "link-scheme",
                file,
                say!("地址“{address}”缺少开头的“https:”" | "the address `{address}` lacks its beginning, `https:`"),
            )
            .with_hint(say!("请写成“https:{address}”" | "write `https:{address}`")),
            Target::Beyond(path) => Diagnostic::error(
                "link-outside",
                file,
                say!("“{path}”在出版物的文件夹之外" | "`{path}` lies outside the publication"),
            )
            .with_hint(say!(
                "`..` 写多了；请把文件放进 `content`"
                    | "there is one `..` too many; put the file into `content`"
            )),
            _ => Diagnostic::warning(
                "empty-link",
                file,
                say!("这里没有写地址，按文字排版" | "there is no address here; shown as text"),
            )
            .with_hint(say!(
                "在圆括号里写地址，例如 `[说明](b.md)`"
                    | "write an address in the parentheses, as in `[more](b.md)`"
            )),
        };
        self.report_finding(finding.at_span(span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::SCHEMES;

    fn read(address: &str) -> Target {
        read_target(address, &SourcePath::new("content/cases/a.md"), SCHEMES)
    }

    fn local(path: &str, query: Option<&str>, fragment: Option<&str>) -> Target {
        Target::Local {
            path: SourcePath::new(path),
            query: query.map(str::to_owned),
            fragment: fragment.map(str::to_owned),
        }
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
