//! What browsers will not show, by the policy of the site or by their own, is said where it was
//! written.

use std::ops::Range;

use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::raw_html::RawHtml;
use crate::markdown::html::{Blocked, PagePolicy, Token, split_tokens};

impl Writer<'_> {
    fn page_policy(&self) -> PagePolicy<'_> {
        let (policy, is_encrypted) = (self.options.policy, self.options.is_encrypted);
        PagePolicy { policy, is_encrypted, folder: "content", origin: "" }
    }

    /// Reports an address of another site that a page cannot load for `directive`.
    pub(super) fn check_load(&mut self, directive: &str, address: &str, span: Span) {
        if let Some(blocked) = self.page_policy().check_load(directive, address) {
            self.report_blocked(blocked, span);
        }
    }

    /// Reports what browsers block in HTML that passes as it is, each kind once.
    pub(super) fn check_raw(&mut self, html: &str, range: &Range<usize>) {
        if self.options.raw_html != RawHtml::AsIs {
            return;
        }
        self.check_raw_addresses(range);
        if self.page_policy().is_open() {
            return;
        }
        let span = self.span_of(range);
        for (token, _) in split_tokens(html) {
            let Token::Open(tag) = token else { continue };
            for blocked in self.page_policy().check_tag(&tag) {
                if self.raw.reported.insert(blocked.message.zh.to_string()) {
                    self.report_blocked(blocked, span);
                }
            }
        }
    }

    fn report_blocked(&mut self, Blocked { message, hint }: Blocked, span: Span) {
        let finding = Diagnostic::warning("blocked", self.file, message);
        self.report_finding(finding.at_span(span).with_hint(hint));
    }
}
