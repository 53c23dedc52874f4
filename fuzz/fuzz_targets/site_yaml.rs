//! `site.yaml`: whatever stands in it is a finding, or a site in whose pages nothing of it runs.

#![no_main]

use std::sync::{LazyLock, Mutex};

use casebook::foundation::diagnostic::Sink;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site, has_errors};
use casebook::publication::config::Config;
use casebook_fuzz::{assert_findings, assert_harmless_page, small_publication};
use libfuzzer_sys::fuzz_target;

/// The publication, and what a build of it remembers.
static ROOM: LazyLock<Mutex<(MemoryWorld, BuildCache)>> =
    LazyLock::new(|| Mutex::new((small_publication(), BuildCache::default())));

fuzz_target!(|text: &str| {
    let mut sink = Sink::default();
    let _ = Config::read_config(text, &mut sink);
    let found = sink.into_sorted();
    assert_findings(&found, "site.yaml", text);
    // Who writes `raw_html: true` trusts all authors.
    if has_errors(&found) || text.contains("raw_html") {
        return;
    }
    let (world, cache) = &mut *ROOM.lock().expect("one input at a time");
    world.write("site.yaml", text);
    let output = MemoryOutput::default();
    build_site(world, &Request::default(), cache, &output, &Silent)
        .expect("memory takes everything");
    for (path, bytes) in output.into_files() {
        if path.as_str().ends_with(".html") {
            assert_harmless_page(&String::from_utf8(bytes).expect("pages are UTF-8"));
        }
    }
});
