//! What browsers will not show, by the policy of the site or by their own, is said where it was
//! written.

use std::ops::Range;

use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::raw_html::RawHtml;
use crate::markdown::html::{Tag, Token, split_tokens};
use crate::say;

impl Writer<'_> {
    /// Reports an address of another site that a page cannot load for `directive`.
    pub(super) fn check_load(&mut self, directive: &str, address: &str, span: Span) {
        let is_plain = address.trim().to_ascii_lowercase().starts_with("http:");
        let is_refused =
            self.options.policy.is_some_and(|policy| !policy.allows_address(directive, address));
        // Whatever the policy, browsers keep what is not encrypted out of pages that are.
        let is_mixed = is_plain && self.options.is_encrypted;
        if !is_refused && !is_mixed {
            return;
        }
        let message = if is_refused {
            say!(
                "网页的安全策略会拦下它，读者看不到：{address}"
                    | "the policy of the pages blocks it, so that no reader sees it: {address}"
            )
        } else {
            say!(
                "网站是 https 的，浏览器不取 http 网址，读者可能看不到：{address}"
                    | "the site is served by https, so that browsers load nothing by http and \
                       readers may not see it: {address}"
            )
        };
        let hint = if is_plain {
            say!(
                "请把地址改为 https:// 开头；那个网站没有 https 的，把文件下载到 content 里再引用"
                    | "begin the address with https://; where that site has none, download the \
                       file into content"
            )
        } else {
            say!(
                "请把文件下载到 content 里再引用，或在 site.yaml 的 csp 里放行"
                    | "download the file into content, or allow it under `csp` in site.yaml"
            )
        };
        self.report_finding(
            Diagnostic::warning("blocked", self.file, message).at_span(span).with_hint(hint),
        );
    }

    /// Reports what browsers block in HTML that passes as it is, each kind once.
    pub(super) fn check_raw(&mut self, html: &str, range: &Range<usize>) {
        if self.options.raw_html != RawHtml::AsIs {
            return;
        }
        self.check_raw_addresses(range);
        if self.options.policy.is_none() && !self.options.is_encrypted {
            return;
        }
        let span = self.span_of(range);
        for (token, _) in split_tokens(html) {
            if let Token::Open(tag) = token {
                self.check_tag(&tag, span);
            }
        }
    }

    fn check_tag(&mut self, tag: &Tag<'_>, span: Span) {
        let name = tag.name.to_ascii_lowercase();
        for (directive, address) in loaded_addresses(&name, tag) {
            if address.contains("//") {
                self.check_load(directive, address, span);
            }
        }
        if name == "script" && tag.attribute_value("src").is_none() {
            self.check_inline("script-src", "<script>", span);
        }
        if name == "style" || tag.attribute_value("style").is_some() {
            self.check_inline("style-src", "style", span);
        }
        let is_handler = |name: &str| name.len() > 2 && name[..2].eq_ignore_ascii_case("on");
        if tag.attributes.iter().any(|(name, _)| name.is_ascii() && is_handler(name)) {
            self.check_inline("script-src", "on…", span);
        }
    }

    fn check_inline(&mut self, directive: &str, what: &str, span: Span) {
        let is_allowed = self.options.policy.is_none_or(|policy| policy.allows_inline(directive));
        if is_allowed || !self.raw.reported.insert(format!("{directive} {what}")) {
            return;
        }
        self.report_finding(
            Diagnostic::warning(
                "blocked",
                self.file,
                say!(
                    "网页的安全策略会拦下 {what}，它不起作用"
                        | "the policy of the pages blocks {what}, which has no effect"
                ),
            )
            .at_span(span)
            .with_hint(say!(
                "请删去它，或在 site.yaml 的 csp 里给 {directive} 加上 'unsafe-inline'"
                    | "delete it, or add 'unsafe-inline' to {directive} under `csp` in site.yaml"
            )),
        );
    }
}

/// Lists what a tag loads, each address with the directive that speaks of it.
fn loaded_addresses<'a>(name: &str, tag: &'a Tag<'_>) -> Vec<(&'static str, &'a str)> {
    let directive = match name {
        "script" => Some("script-src"),
        "img" => Some("img-src"),
        "iframe" | "frame" => Some("frame-src"),
        "video" | "audio" | "source" => Some("media-src"),
        _ => None,
    };
    let loaded = directive.and_then(|directive| Some((directive, tag.attribute_value("src")?)));
    let poster = tag.attribute_value("poster").filter(|_| name == "video");
    let sizes = tag.attribute_value("srcset").filter(|_| matches!(name, "img" | "source"));
    let sizes = sizes.into_iter().flat_map(|all| all.split(','));
    let pictures = sizes.filter_map(|size| size.split_whitespace().next()).chain(poster);
    loaded.into_iter().chain(pictures.map(|address| ("img-src", address))).collect()
}
