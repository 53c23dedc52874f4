//! A file as a case: whatever stands in its front matter is a finding with its place.

#![no_main]

use std::sync::LazyLock;

use casebook_fuzz::{CASE, Desk, assert_findings};
use libfuzzer_sys::fuzz_target;

static DESK: LazyLock<Desk> = LazyLock::new(Desk::default);

fuzz_target!(|text: &str| {
    let found = DESK.read_case(text);
    assert_findings(&found, CASE, text);
});
