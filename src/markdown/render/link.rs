//! Links: where an address leads, and which ones are refused.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::target::{Target, read_target};
use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::path::encode_percent;
use crate::markdown::body::PlaceholderKind;
use crate::markdown::lint;
use crate::say;

impl Writer<'_> {
    pub(super) fn read_target(&self, address: &str) -> Target {
        read_target(address, self.file, self.options.schemes, self.options.base)
    }

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
            self.read_target(&format!("mailto:{address}"))
        } else {
            self.read_target(&address)
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
            Target::Local(local) => {
                self.page.push_markup("<a");
                self.page.push_placeholder(PlaceholderKind::Link, local, span);
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
            Target::Scheme(scheme) => self.refuse_scheme(scheme),
            Target::Bare(address) => Diagnostic::error(
                "link-scheme",
                file,
                say!(
                    "地址“{address}”缺少开头的“https:”"
                        | "the address `{address}` lacks its beginning, `https:`"
                ),
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

    fn refuse_scheme(&self, scheme: &str) -> Diagnostic {
        // A letter of a drive, or a file of this machine.
        if scheme.len() == 1 || scheme.eq_ignore_ascii_case("file") {
            return Diagnostic::error(
                "link-scheme",
                self.file,
                say!(
                    "“{scheme}:”开头的地址在读者的电脑上打不开"
                        | "readers cannot open an address that begins with `{scheme}:`"
                ),
            )
            .with_hint(say!(
                "请把这个文件复制到本文所在的文件夹，地址只写文件名，例如 `a.png`"
                    | "copy the file into the folder of this one and write its name \
                       alone, such as `a.png`"
            ));
        }
        let [zh, en] = ["、", ", "].map(|comma| self.options.schemes.join(comma));
        Diagnostic::error(
            "link-scheme",
            self.file,
            say!("不允许以“{scheme}:”开头的地址" | "an address may not begin with `{scheme}:`"),
        )
        .with_hint(say!(
            "可以用的开头：{zh}。文件请放进 content，写相对路径，例如 `b.md`"
                | "these may: {en}. Put a file into content and write its relative \
                   path, such as `b.md`"
        ))
    }
}
