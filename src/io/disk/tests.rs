//! What a world on the disk lists, and what it takes for a change.

#![expect(clippy::disallowed_methods, reason = "the tests play the editor")]

mod changes;
mod edits;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;

struct Publication {
    folder: TempDir,
}

impl Publication {
    fn new(paths: &[&str]) -> Self {
        let publication = Self { folder: tempfile::tempdir().unwrap() };
        publication.write("site.yaml", "title: a");
        for path in paths {
            publication.write(path, path);
        }
        publication
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn open(&self) -> DiskWorld {
        DiskWorld::open(self.folder.path()).unwrap()
    }

    /// Opens the world and reads everything in it, as a build does.
    fn open_and_read(&self) -> DiskWorld {
        let world = self.open();
        read_all(&world);
        world
    }
}

fn read_all(world: &DiskWorld) {
    for entry in world.files() {
        world.read(&entry.path).unwrap();
    }
}

fn listed(world: &DiskWorld) -> Vec<&str> {
    world.files().iter().map(|entry| entry.path.as_str()).collect()
}

fn stamp(world: &DiskWorld, path: &str) -> u64 {
    world.files().iter().find(|entry| entry.path.as_str() == path).unwrap().stamp
}

fn changed(refreshed: &RefreshSummary) -> Vec<&str> {
    refreshed.changed.iter().map(SourcePath::as_str).collect()
}

fn found(world: &DiskWorld) -> Vec<(&str, &str)> {
    world
        .problems()
        .iter()
        .map(|problem| (problem.code.0, problem.file.as_ref().unwrap().as_str()))
        .collect()
}

#[test]
fn only_inputs_are_listed_and_in_order() {
    let publication = Publication::new(&[
        "content/cases/b.md",
        "content/cases/a.md",
        "content/cases/a/index.md",
        "content/cases/.#a.md",
        "content/cases/a.md~",
        "content/cases/4913",
        "content/.git/config",
        "themes/plain/theme.yaml",
        "static/.well-known/security.txt",
        "static/.DS_Store",
        "data/regions.csv",
        "public/index.html",
        ".public.casebook-1/site/index.html",
        "README.md",
    ]);
    let world = publication.open();
    let expected = [
        "content/cases/a.md",
        "content/cases/a/index.md",
        "content/cases/b.md",
        "data/regions.csv",
        "site.yaml",
        "static/.well-known/security.txt",
        "themes/plain/theme.yaml",
    ];
    assert_eq!(listed(&world), expected);
    assert!(world.files().is_sorted_by(|a, b| a.path < b.path));
    assert!(world.files().iter().all(|entry| entry.stamp == 0));
    assert!(world.problems().is_empty());
}

#[test]
fn a_folder_without_a_site_is_told_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let error = DiskWorld::open(folder.path()).unwrap_err();
    assert!(matches!(error, DiskError::NoPublication { .. }));
    assert!(error.to_string().contains("casebook init"), "{error}");
    assert!(error.text().zh.contains("--root"), "{error:?}");
    assert!(matches!(DiskWorld::open(&folder.path().join("none")), Err(DiskError::Root { .. })));
}

#[test]
fn links_and_odd_names_are_refused_and_reported() {
    let publication = Publication::new(&["content/cases/a.md"]);
    publication.write("outside/secret.md", "secret");
    symlink("/etc/passwd", publication.at("content/cases/passwd.md")).unwrap();
    symlink(publication.at("outside"), publication.at("content/more")).unwrap();
    symlink(publication.at("content"), publication.at("content/loop")).unwrap();
    symlink(publication.at("outside"), publication.at("static")).unwrap();
    symlink("nowhere", publication.at("content/dangling.md")).unwrap();
    let odd = publication.at("content").join(OsStr::from_bytes(b"odd-\xff"));
    fs::create_dir(&odd).unwrap();
    fs::write(odd.join("a.md"), "").unwrap();
    publication.write("themes", "a file");
    let mut world = publication.open();
    assert_eq!(listed(&world), ["content/cases/a.md", "site.yaml"]);
    let expected = [
        ("symlink", "content/cases/passwd.md"),
        ("symlink", "content/dangling.md"),
        ("symlink", "content/loop"),
        ("symlink", "content/more"),
        ("file-name", "content/odd-\u{fffd}"),
        ("symlink", "static"),
        ("special-file", "themes"),
    ];
    assert_eq!(found(&world), expected);
    for path in [
        "content/cases/passwd.md",
        "content/more/secret.md",
        "../etc/passwd",
        "/etc/passwd",
        "outside/secret.md",
    ] {
        assert_eq!(
            world.read(&SourcePath::new(path)).unwrap_err().kind(),
            io::ErrorKind::NotFound,
            "{path}"
        );
    }
    // Looking again, at each path or at all, says the same.
    let paths: Vec<PathBuf> =
        expected.iter().map(|(_, path)| publication.at(path)).chain([odd.join("a.md")]).collect();
    assert_eq!(world.refresh(&paths), RefreshSummary::default());
    assert_eq!(world.rescan(), RefreshSummary::default());
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_is_reported_and_nobody_waits_for_it() {
    let publication = Publication::new(&["content/a.md"]);
    let make_pipe = |path| {
        rustix::fs::mknodat(
            rustix::fs::CWD,
            publication.at(path),
            rustix::fs::FileType::Fifo,
            Mode::RUSR,
            0,
        )
        .unwrap();
    };
    make_pipe("content/pipe.md");
    let world = publication.open();
    assert_eq!(found(&world), [("special-file", "content/pipe.md")]);
    fs::remove_file(publication.at("content/a.md")).unwrap();
    make_pipe("content/a.md");
    assert!(world.read(&SourcePath::new("content/a.md")).is_err());
}

/// Makes this thread subject to permissions even when the tests run as root.
#[cfg(target_os = "linux")]
fn lay_down_privileges() {
    use rustix::thread::{CapabilitySet, CapabilitySets, set_capabilities};
    let none = CapabilitySet::empty();
    set_capabilities(None, CapabilitySets { effective: none, permitted: none, inheritable: none })
        .unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn what_may_not_be_read_is_reported() {
    let publication = Publication::new(&["content/a.md", "content/closed/b.md", "data/c.csv"]);
    lay_down_privileges();
    let close = |path: &str, mode| {
        fs::set_permissions(publication.at(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    close("content/closed", 0o000);
    close("content/a.md", 0o000);
    let mut world = publication.open();
    assert_eq!(listed(&world), ["content/a.md", "data/c.csv", "site.yaml"]);
    assert_eq!(found(&world), [("unreadable", "content/closed")]);
    assert_eq!(
        world.read(&SourcePath::new("content/a.md")).unwrap_err().kind(),
        io::ErrorKind::PermissionDenied
    );
    close("content/closed", 0o755);
    close("content/a.md", 0o644);
    let refreshed = world.rescan();
    assert_eq!(
        (changed(&refreshed), refreshed.problems_changed),
        (vec!["content/a.md", "content/closed/b.md"], true)
    );
    assert!(world.problems().is_empty());
}

#[test]
fn a_file_that_became_a_link_is_not_followed() {
    let publication = Publication::new(&["content/a.md"]);
    let mut world = publication.open_and_read();
    fs::remove_file(publication.at("content/a.md")).unwrap();
    symlink("/etc/passwd", publication.at("content/a.md")).unwrap();
    assert!(world.read(&SourcePath::new("content/a.md")).is_err());
    let refreshed = world.refresh(&[publication.at("content/a.md")]);
    assert_eq!((changed(&refreshed), refreshed.problems_changed), (vec!["content/a.md"], true));
    assert_eq!(found(&world), [("symlink", "content/a.md")]);
    fs::remove_file(publication.at("content/a.md")).unwrap();
    publication.write("content/a.md", "b");
    let refreshed = world.refresh(&[publication.at("content/a.md")]);
    assert_eq!((changed(&refreshed), refreshed.problems_changed), (vec!["content/a.md"], true));
    assert!(world.problems().is_empty());
}
