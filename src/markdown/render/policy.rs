//! What the policy of the site keeps browsers from showing is said where it was written.

use std::ops::Range;

use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::raw_html::RawHtml;
use crate::markdown::html::{Tag, Token, split_tokens};
use crate::say;

impl Writer<'_> {
    /// Reports an address of another site that a page may not load for `directive`.
    pub(super) fn check_load(&mut self, directive: &str, address: &str, span: Span) {
        let Some(policy) = self.options.policy else { return };
        if policy.allows_address(directive, address) {
            return;
        }
        let hint = if address.to_ascii_lowercase().starts_with("http:") {
            say!(
                "请把地址改为 https:// 开头；那个网站没有 https 的，把文件下载到 content 里再引用"
                    | "begin the address with https://; where that site has none, download the file into content"
            )
        } else {
            say!(
                "请把文件下载到 content 里再引用，或在 site.yaml 的 csp 里放行"
                    | "download the file into content, or allow it under `csp` in site.yaml"
            )
        };
        self.report_finding(
            Diagnostic::warning(
                "blocked",
                self.file,
                say!(
                    "网页的安全策略会拦下它，读者看不到：{address}"
                        | "the policy of the pages blocks it, so that no reader sees it: {address}"
                ),
            )
            .at_span(span)
            .with_hint(hint),
        );
    }

    /// Reports what the policy blocks in HTML that passes as it is, each kind once.
    pub(super) fn check_raw(&mut self, html: &str, range: &Range<usize>) {
        if self.options.raw_html != RawHtml::AsIs || self.options.policy.is_none() {
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
        let directive = match name.as_str() {
            "script" => "script-src",
            "img" => "img-src",
            "iframe" | "frame" => "frame-src",
            "video" | "audio" | "source" => "media-src",
            _ => "",
        };
        match tag.attribute_value("src") {
            Some(address) if !directive.is_empty() && address.contains("//") => {
                self.check_load(directive, address, span);
            }
            None if name == "script" => self.check_inline("script-src", "<script>", span),
            _ => {}
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
