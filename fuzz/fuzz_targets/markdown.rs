//! Markdown: nothing of it runs in a browser, and every finding has its place.

#![no_main]

use std::sync::LazyLock;

use casebook::foundation::diagnostic::Sink;
use casebook::foundation::path::SourcePath;
use casebook::foundation::raw_html::RawHtml;
use casebook::markdown::{Address, Highlighter, Options, render_body};
use casebook_fuzz::{CASE, assert_findings, assert_harmless_body};
use libfuzzer_sys::fuzz_target;

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::default);

fuzz_target!(|body: &str| {
    let embeds = ["v.qq.com".to_owned()];
    for raw_html in [RawHtml::Text, RawHtml::Safe] {
        let mut sink = Sink::default();
        let options =
            Options { raw_html, embeds: &embeds, want_text: true, ..Options::new(&HIGHLIGHTER) };
        let rendered = render_body(&SourcePath::new(CASE), body, 0, &options, &mut sink);
        let html =
            rendered.fill_links(|open| Some(Address { href: open.suffix(), size: Some((1, 1)) }));
        assert_harmless_body(&html);
        assert_findings(&sink.into_sorted(), CASE, body);
    }
});
