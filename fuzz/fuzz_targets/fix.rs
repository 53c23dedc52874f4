//! `check --fix`: what was fixed needs no fixing, and readers see what they saw.

#![no_main]

use std::sync::{LazyLock, Mutex};

use casebook::content::fix_guard::shown_text;
use casebook::foundation::path::SourcePath;
use casebook::input::fix::FixSession;
use casebook::pipeline::{BuildCache, Request, Silent, plan_site};
use casebook_fuzz::{CASE, Trial};
use libfuzzer_sys::fuzz_target;

/// The publication, and what a build of it remembers.
static ROOM: LazyLock<Mutex<(Trial, BuildCache)>> = LazyLock::new(Mutex::default);

fuzz_target!(|text: &str| {
    let (trial, cache) = &mut *ROOM.lock().expect("one input at a time");
    let Some(once) = fix(text, trial, cache) else { return };
    let file = SourcePath::new(CASE);
    if let Some(before) = shown_text(&file, text)
        && !once.rewrites
    {
        assert_eq!(shown_text(&file, &once.text), Some(before), "{text:?} as {:?}", once.text);
    }
    let twice = fix(&once.text, trial, cache).map(|fixed| fixed.text);
    assert!(once.is_unfinished || twice.is_none(), "{text:?} as {:?} as {twice:?}", once.text);
});

/// What became of the case.
struct Fixed {
    text: String,
    /// Whether a fix was there to change what readers see.
    rewrites: bool,
    /// Whether there may be more to fix.
    is_unfinished: bool,
}

/// Fixes a text as the case; `None` when there is nothing to fix in it.
fn fix(text: &str, trial: &mut Trial, cache: &mut BuildCache) -> Option<Fixed> {
    trial.put(text);
    let request = Request { lints: true, ..Request::default() };
    let session = FixSession::fix_all(trial, |world| {
        let planned = plan_site(world, &request, cache, &Silent);
        planned.diagnostics.into_iter().chain(planned.draft_findings).collect()
    });
    let change = session.changes().find(|change| change.path.as_str() == CASE)?;
    let mut fixes = session.fixes_made().iter().filter_map(|made| made.finding.fix.as_ref());
    let rewrites = fixes.any(|fix| fix.rewrites);
    Some(Fixed { text: change.after.clone(), rewrites, is_unfinished: session.is_unfinished() })
}
