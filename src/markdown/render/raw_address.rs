//! Addresses in HTML that passes as it is: nothing is made of them, and `\\` in one is told.

use std::ops::Range;

use super::writer::Writer;
use crate::foundation::diagnostic::Diagnostic;
use crate::markdown::html::find_references;
use crate::say;

impl Writer<'_> {
    /// Reports the addresses in HTML at `range` of the parsed text that are paths of Windows.
    pub(super) fn check_raw_addresses(&mut self, range: &Range<usize>) {
        let range = self.joined.map_range(range);
        let body = self.body;
        let html = body.get(range.clone()).unwrap_or_default();
        if !self.options.lints || !html.contains('\\') {
            return;
        }
        for place in find_references(html) {
            let written = &html[place.clone()];
            // A program, as in `javascript:`, holds what it likes.
            if !written.contains('\\') || written.split(['\\', '/']).next().is_some_and(has_scheme)
            {
                continue;
            }
            let turned = written.replace('\\', "/");
            let span = self.body_span(&(range.start + place.start..range.start + place.end));
            let message = say!(
                "地址里的 `\\` 是 Windows 的写法：{written}"
                    | "`\\` in an address is how Windows writes paths: `{written}`"
            );
            let finding = Diagnostic::error("dead-link", self.file, message).at_span(span);
            self.report_finding(if is_on_disk(&turned) {
                let name = turned.rsplit('/').next().unwrap_or_default();
                finding.with_hint(say!(
                    "请把这个文件复制到本文所在的文件夹，地址只写文件名，例如 `{name}`"
                        | "copy this file into the folder of this text, and write its name alone, \
                           such as `{name}`"
                ))
            } else if turned.split(['#', '?']).next().is_some_and(|path| path.ends_with(".md")) {
                finding.with_hint(say!(
                    "HTML 原样放进网页时，文件名不会换成网页的地址：请用 Markdown 写 `[文字]({turned})`"
                        | "HTML that passes as it is keeps the names of files: write \
                           `[text]({turned})` in Markdown"
                ))
            } else {
                let hint = say!("把 `\\` 写成 `/`：`{turned}`" | "write `/` for `\\`: `{turned}`");
                finding.with_hint(hint).with_fix(span, turned)
            });
        }
    }
}

/// Tells whether the beginning of an address names a scheme: `C:` is a disk.
fn has_scheme(start: &str) -> bool {
    start.split_once(':').is_some_and(|(scheme, _)| scheme.len() > 1)
}

/// Tells whether a path leads to a disk or another machine.
fn is_on_disk(path: &str) -> bool {
    path.starts_with("//") || path.get(1..2) == Some(":")
}
