//! What needs a look inside: file systems without an exchange, the user's home, and errors with
//! their hints. The promises of the output folder are kept by `tests/output_safety.rs`.

#![expect(clippy::disallowed_methods, reason = "the tests play the user")]

use std::fs;
use std::os::unix::fs::MetadataExt;

use rustix::io::Errno;
use tempfile::TempDir;

use super::*;

/// A publication's folder and a `public` beside its inputs.
fn publication() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let out = root.join("public");
    (folder, root, out)
}

fn build(staging: Staging, files: &[(&str, &str)]) -> Result<CommitSummary, OutputError> {
    for (path, text) in files {
        staging
            .put(&OutPath::new(path).unwrap(), text.as_bytes())
            .map_err(|error| OutputError::from_io(error).unwrap())?;
    }
    staging.commit()
}

fn without_exchange(out: &Path, root: &Path) -> Staging {
    Staging { can_exchange: false, ..Staging::open(out, root).unwrap() }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn without_an_exchange_two_renames_do_and_are_told() {
    let (_folder, root, out) = publication();
    let first = build(without_exchange(&out, &root), &[("a.html", "a"), ("b.html", "b")]).unwrap();
    assert!(first.warnings.is_empty(), "nothing was replaced: {first:?}");
    let inode = fs::metadata(out.join("a.html")).unwrap().ino();
    let second = build(without_exchange(&out, &root), &[("a.html", "a"), ("b.html", "c")]).unwrap();
    assert_eq!((second.written, second.unchanged, second.deleted), (1, 1, 0));
    assert!(second.warnings[0].en.contains("cannot exchange"), "{second:?}");
    assert_eq!(fs::metadata(out.join("a.html")).unwrap().ino(), inode);
    assert_eq!(fs::read_to_string(out.join("b.html")).unwrap(), "c");
    assert_eq!(names(&root), ["public"]);
}

#[test]
fn a_build_killed_between_two_renames_is_undone_by_the_next() {
    let (_folder, root, out) = publication();
    build(Staging::open(&out, &root).unwrap(), &[("a.html", "a")]).unwrap();
    let mut staging = without_exchange(&out, &root);
    staging.put(&OutPath::new("a.html").unwrap(), b"b").unwrap();
    fs::rename(&out, staging.stage.old_path()).unwrap();
    staging.stage.leave_behind();
    drop(staging);
    assert!(!out.exists());
    drop(Staging::open(&out, &root).unwrap());
    assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "a");
    assert_eq!(names(&root), ["public"]);
}

#[test]
fn an_old_site_whose_place_was_taken_meanwhile_is_kept() {
    let (_folder, root, out) = publication();
    build(Staging::open(&out, &root).unwrap(), &[("a.html", "a")]).unwrap();
    let mut staging = without_exchange(&out, &root);
    let old = staging.stage.old_path();
    fs::rename(&out, &old).unwrap();
    staging.stage.leave_behind();
    drop(staging);
    fs::create_dir(&out).unwrap();
    build(Staging::open(&out, &root).unwrap(), &[("b.html", "b")]).unwrap();
    assert_eq!(fs::read_to_string(old.join("a.html")).unwrap(), "a");
}

#[test]
fn what_appears_in_the_old_site_during_the_exchange_is_not_removed() {
    let (_folder, root, out) = publication();
    build(Staging::open(&out, &root).unwrap(), &[("cases/a.html", "a")]).unwrap();
    let staging = Staging::open(&out, &root).unwrap();
    staging.put(&OutPath::new("cases/a.html").unwrap(), b"b").unwrap();
    let (old, stage) = (staging.old.as_ref().unwrap(), &staging.stage);
    let inventory = link_unchanged::link_unchanged_files(old, stage, &[]).unwrap();
    stage
        .write_manifest(&manifest::format_manifest(
            [manifest::Line {
                path: "cases/a.html",
                hash: Hash::of_bytes(b"b"),
                title: None,
                is_draft: false,
            }]
            .into_iter(),
            &[],
        ))
        .unwrap();
    fs::write(out.join("cases/upload.csv"), "late").unwrap();
    let stands = stage.site_path();
    let mut written = CommitSummary::default();
    swap::publish_staged(staging, inventory, &mut written).unwrap();
    assert!(written.warnings[0].en.contains(stands.to_str().unwrap()), "{written:?}");
    assert_eq!(fs::read_to_string(stands.join("cases/upload.csv")).unwrap(), "late");
    // The next build does not take it for a leftover.
    build(Staging::open(&out, &root).unwrap(), &[("cases/a.html", "c")]).unwrap();
    assert_eq!(fs::read_to_string(stands.join("cases/upload.csv")).unwrap(), "late");
}

#[test]
fn the_home_folder_and_what_holds_it_are_refused() {
    let check = |out: &str| {
        guard::check_place(Path::new(out), Path::new("/srv/book"), Some(Path::new("/home/wang")))
    };
    assert!(matches!(check("/home/wang"), Err(BadFolder::Home { .. })));
    assert!(matches!(check("/home"), Err(BadFolder::Home { .. })));
    assert!(matches!(check("/"), Err(BadFolder::FileSystemRoot)));
    assert!(matches!(check("/srv"), Err(BadFolder::AroundPublication { .. })));
    assert!(matches!(check("/srv/book"), Err(BadFolder::AroundPublication { .. })));
    for inside in ["content", "data", "static/site", "templates", "themes/plain/public"] {
        assert!(
            matches!(check(&format!("/srv/book/{inside}")), Err(BadFolder::InsideInputs { .. })),
            "{inside}"
        );
    }
    for fine in ["/srv/book/public", "/srv/book/contents", "/srv/site", "/home/wang/site"] {
        assert!(check(fine).is_ok(), "{fine}");
    }
}

#[test]
fn a_full_disk_and_a_missing_permission_say_what_to_do() {
    let error = |errno: Errno| OutputError::at_path(Operation::Write, "public/a.html")(errno);
    let full = error(Errno::NOSPC);
    assert!(full.to_string().starts_with("cannot write `public/a.html`: No space left"), "{full}");
    assert!(full.hint().unwrap().en.contains("disk is full"));
    assert!(full.text().zh.starts_with("无法写入“public/a.html”"), "{full:?}");
    assert!(error(Errno::ACCESS).hint().unwrap().zh.contains("没有权限"));
    assert_eq!(error(Errno::IO).hint(), None);
    let through: io::Error = full.into();
    assert_eq!(through.kind(), io::ErrorKind::StorageFull);
    assert!(matches!(
        OutputError::from_io(through),
        Ok(OutputError::Failed { operation: Operation::Write, .. })
    ));
}
