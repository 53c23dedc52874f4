//! What an editor reads who made a mistake, word by word.
//!
//! `tests/messages/<mistake>/` holds the files to lay over the small publication of
//! `tests/support/small`, and in `expected.txt` what `casebook check` then says.
//! `UPDATE_EXPECT=1` writes it anew: read it as an editor would, and ask whether it tells what to
//! do next.

#![expect(clippy::disallowed_methods, reason = "tests read fixtures")]

mod support;

use std::fmt::Write as _;
use std::fs;

use casebook::io::disk::DiskWorld;
use casebook::pipeline::{BuildCache, Request, Silent, plan_site};
use expect_test::expect_file;
use support::{Publication, fixtures};

/// Returns what was found, without what else `check` says: how much `--fix` can do, and that all is
/// well.
fn findings_of(said: &str) -> String {
    let is_found = |line: &&str| !line.starts_with("其中 ") && !line.starts_with("没有发现错误");
    said.split_inclusive('\n').filter(is_found).collect()
}

#[test]
fn every_mistake_is_answered_as_expected() {
    let mut mistakes: Vec<_> = fs::read_dir(fixtures().join("messages"))
        .expect("fixtures")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    mistakes.sort();
    assert!(mistakes.len() >= 40, "the fixtures were not found");
    for folder in mistakes {
        let publication = Publication::new();
        publication.overlay(&folder);
        let ran = publication.run(&["check"]);
        assert_eq!(ran.stdout, "", "{}", folder.display());
        let mut said = findings_of(&ran.stderr);
        let _ = writeln!(said, "（退出状态 {}）", ran.status);
        expect_file![folder.join("expected.txt")].assert_eq(&said);
    }
}

#[test]
fn what_is_no_advice_is_found_whether_advice_is_wanted_or_not() {
    for entry in fs::read_dir(fixtures().join("messages")).expect("fixtures") {
        let folder = entry.expect("an entry").path();
        let said = fs::read_to_string(folder.join("expected.txt")).expect("what is said");
        if !said.contains("警告[") {
            continue;
        }
        let publication = Publication::new();
        publication.overlay(&folder);
        let world = DiskWorld::open(publication.root()).expect("a publication");
        let found = |lints| {
            let request = Request { lints, ..Request::default() };
            let planned = plan_site(&world, &request, &mut BuildCache::default(), &Silent);
            let told = planned.diagnostics.into_iter();
            told.filter(|found| !(lints && found.severity.is_advice())).collect::<Vec<_>>()
        };
        assert_eq!(found(false), found(true), "{}", folder.display());
    }
}

#[test]
fn build_and_check_refuse_the_same_warnings() {
    for (mistake, refused) in [
        ("boxes-of-other-dialects", true),
        ("link-without-address", true),
        ("invisible-characters", true),
        ("address-differs", false),
        ("metric-never-mentioned", false),
    ] {
        let publication = Publication::new();
        publication.overlay(&fixtures().join("messages").join(mistake));
        for command in ["check", "build"] {
            let ran = publication.run(&[command, "--deny-warnings"]);
            assert_eq!(ran.status == 1, refused, "{command} {mistake}: {}", ran.stderr);
        }
        let built = publication.run(&["build"]);
        assert!(!built.stderr.contains("建议["), "{mistake}: {}", built.stderr);
        assert_eq!(built.stderr.contains("警告["), refused, "{mistake}: {}", built.stderr);
    }
}

#[test]
fn the_small_publication_itself_has_no_mistake() {
    let ran = Publication::new().run(&["check"]);
    assert_eq!(ran.status, 0);
    assert!(ran.stderr.starts_with("没有发现错误：2 个案例"), "{}", ran.stderr);
}
