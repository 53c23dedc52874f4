//! The promises of the output folder: it holds the old site or the new one, only what is ours is
//! replaced or deleted, and what did not change is not touched.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "the tests play the user, and start builds to kill them"
)]
#![expect(clippy::unwrap_used, reason = "what the tests share is a test too")]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output as Ended, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use casebook::foundation::path::OutPath;
use casebook::foundation::world::Output;
use casebook::io::output::{BadFolder, CommitSummary, MANIFEST, OutputError, Staging};
use rayon::prelude::*;
use tempfile::TempDir;

struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir_all(site.root().join("content")).unwrap();
        fs::write(site.root().join("site.yaml"), "title: a").unwrap();
        site
    }

    fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join("book")
    }

    fn out(&self) -> PathBuf {
        self.root().join("public")
    }

    fn open(&self) -> Result<Staging, OutputError> {
        Staging::open(&self.out(), &self.root())
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<CommitSummary, OutputError> {
        build(&self.out(), &self.root(), files)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.out().join(path)).unwrap()
    }

    /// Everything in the publication's folder but its inputs.
    fn beside_inputs(&self) -> Vec<String> {
        let names = fs::read_dir(self.root())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> =
            names.filter(|name| name != "site.yaml" && name != "content").collect();
        names.sort();
        names
    }
}

fn build(out: &Path, root: &Path, files: &[(&str, &str)]) -> Result<CommitSummary, OutputError> {
    let staging = Staging::open(out, root)?;
    files
        .par_iter()
        .try_for_each(|(path, text)| staging.put(&OutPath::new(path).unwrap(), text.as_bytes()))
        .map_err(|error| OutputError::from_io(error).unwrap())?;
    staging.commit()
}

/// Inode, modification time and change time of everything at and below a folder.
fn times(folder: &Path) -> BTreeMap<PathBuf, (u64, i64, i64, i64, i64)> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| {
            let entry = entry.unwrap();
            let metadata = entry.path().symlink_metadata().unwrap();
            let times = (
                metadata.ino(),
                metadata.mtime(),
                metadata.mtime_nsec(),
                metadata.ctime(),
                metadata.ctime_nsec(),
            );
            (entry.into_path(), times)
        })
        .collect()
}

/// Paths and bytes of everything below a folder.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            (entry.path().strip_prefix(folder).unwrap().to_owned(), fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn inode_and_mtime(path: &Path) -> (u64, i64, i64) {
    let metadata = path.symlink_metadata().unwrap();
    (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
}

const OLD: [(&str, &str); 4] = [
    ("index.html", "old"),
    ("cases/a/index.html", "a"),
    ("cases/b/index.html", "b"),
    ("feed.xml", "old"),
];

#[test]
fn a_build_writes_what_differs_keeps_what_does_not_and_deletes_what_is_gone() {
    let site = Site::new();
    let first = site.build(&OLD).unwrap();
    assert_eq!((first.written, first.unchanged, first.deleted, first.bytes), (4, 0, 0, 8));
    let kept = inode_and_mtime(&site.out().join("cases/a/index.html"));
    let second = site
        .build(&[
            ("index.html", "newer"),
            ("cases/a/index.html", "a"),
            ("feed.xml", "old"),
            ("cases/c/index.html", "c"),
        ])
        .unwrap();
    assert_eq!((second.written, second.unchanged, second.deleted, second.bytes), (2, 2, 1, 6));
    assert_eq!(second.warnings, []);
    assert_eq!(inode_and_mtime(&site.out().join("cases/a/index.html")), kept);
    assert_eq!(
        (site.read("index.html"), site.read("cases/c/index.html")),
        ("newer".into(), "c".into())
    );
    assert!(!site.out().join("cases/b").exists(), "a folder that lost its last file goes with it");
    assert_eq!(site.beside_inputs(), ["public"]);
}

#[test]
fn when_nothing_changed_nothing_is_touched() {
    let site = Site::new();
    site.build(&OLD).unwrap();
    fs::write(site.out().join("CNAME"), "example.org").unwrap();
    let before = times(&site.out());
    let written = site.build(&OLD).unwrap();
    assert_eq!((written.written, written.unchanged, written.deleted), (0, 4, 0));
    assert_eq!(times(&site.out()), before);
    assert_eq!(site.beside_inputs(), ["public"]);
}

#[test]
fn a_build_that_is_given_up_leaves_everything_as_it_was() {
    let site = Site::new();
    site.build(&OLD).unwrap();
    let before = times(&site.out());
    let staging = site.open().unwrap();
    staging.put(&OutPath::new("index.html").unwrap(), b"new").unwrap();
    drop(staging);
    assert_eq!(times(&site.out()), before);
    assert_eq!(site.beside_inputs(), ["public"]);
    // Nor does a first build that is given up leave anything.
    let site = Site::new();
    drop(site.open().unwrap());
    assert_eq!(site.beside_inputs(), [""; 0]);
}

#[test]
fn an_output_that_someone_changed_is_written_again() {
    let site = Site::new();
    site.build(&OLD).unwrap();
    let path = site.out().join("cases/a/index.html");
    let before = path.metadata().unwrap().modified().unwrap();
    fs::write(&path, "z").unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(before).unwrap();
    fs::remove_file(site.out().join("cases/b/index.html")).unwrap();
    let written = site.build(&OLD).unwrap();
    assert_eq!((written.written, written.unchanged), (2, 2));
    assert_eq!(
        (site.read("cases/a/index.html"), site.read("cases/b/index.html")),
        ("a".into(), "b".into())
    );
}

#[test]
fn what_is_not_ours_survives() {
    let site = Site::new();
    site.build(&OLD).unwrap();
    let at = |path: &str| site.out().join(path);
    let odd = site.out().join(OsStr::from_bytes(b"odd-\xff"));
    for folder in [".well-known/pki", ".git/refs/tags", "uploads/empty"] {
        fs::create_dir_all(at(folder)).unwrap();
    }
    fs::set_permissions(at(".git"), fs::Permissions::from_mode(0o700)).unwrap();
    fs::set_permissions(site.out(), fs::Permissions::from_mode(0o2775)).unwrap();
    let files =
        ["CNAME", ".well-known/pki/key", ".git/HEAD", "cases/a/photo.jpg", "cases/b/photo.jpg"];
    for file in files {
        fs::write(at(file), file).unwrap();
    }
    fs::write(&odd, "odd").unwrap();
    symlink("/nowhere", at("link")).unwrap();
    let paths: Vec<PathBuf> = files.iter().map(|file| at(file)).chain([odd, at("link")]).collect();
    let before: Vec<_> = paths.iter().map(|path| inode_and_mtime(path)).collect();
    // The outputs around `cases/b/photo.jpg` go; it stays.
    let written = site.build(&[("index.html", "new"), ("cases/a/index.html", "a")]).unwrap();
    assert_eq!(
        (written.written, written.unchanged, written.deleted, written.warnings),
        (1, 1, 2, vec![])
    );
    assert_eq!(paths.iter().map(|path| inode_and_mtime(path)).collect::<Vec<_>>(), before);
    assert!(at(".git/refs/tags").is_dir() && at("uploads/empty").is_dir());
    assert_eq!(at(".git").metadata().unwrap().mode() & 0o7777, 0o700);
    assert_eq!(site.out().metadata().unwrap().mode() & 0o7777, 0o2775);
    assert!(!at("cases/b/index.html").exists());
    assert_eq!(site.beside_inputs(), ["public"]);
}

#[test]
fn a_foreign_file_in_the_way_is_named_and_stays() {
    for (foreign, output) in [
        ("robots.txt", "robots.txt"),
        ("data", "data/cases.csv"),
        ("feed/notes.txt", "feed"),
        ("feed/empty/", "feed"),
    ] {
        let site = Site::new();
        site.build(&OLD).unwrap();
        let path = site.out().join(foreign);
        if foreign.ends_with('/') {
            fs::create_dir_all(&path).unwrap();
        } else {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "mine").unwrap();
        }
        let before = contents(&site.out());
        let error = site.build(&[("index.html", "new"), (output, "ours")]).unwrap_err();
        let OutputError::InTheWay { path: named } = &error else { panic!("{error:?}") };
        assert!(path.starts_with(named) && named.starts_with(site.out()), "{error}");
        assert_eq!(contents(&site.out()), before);
        assert_eq!(site.beside_inputs(), ["public"]);
    }
}

#[test]
fn a_file_of_ours_can_become_a_folder_and_the_other_way_round() {
    let site = Site::new();
    site.build(&[("a", "a"), ("b/index.html", "b")]).unwrap();
    let written = site.build(&[("a/index.html", "a"), ("b", "b")]).unwrap();
    assert_eq!((written.written, written.deleted), (2, 2));
    assert_eq!((site.read("a/index.html"), site.read("b")), ("a".into(), "b".into()));
}

#[test]
fn two_outputs_for_one_place_are_refused() {
    for [one, two] in [["a", "a/b"], ["a/b", "a"], ["a", "a"]] {
        let site = Site::new();
        site.build(&OLD).unwrap();
        let staging = site.open().unwrap();
        staging.put(&OutPath::new(one).unwrap(), b"1").unwrap();
        let error =
            OutputError::from_io(staging.put(&OutPath::new(two).unwrap(), b"2").unwrap_err())
                .unwrap();
        assert!(matches!(error, OutputError::Taken { .. }), "{error:?}");
        drop(staging);
        assert_eq!(site.read("index.html"), "old");
    }
    let site = Site::new();
    for name in [MANIFEST, ".Casebook-Manifest", ".casebook-manifest/index.html"] {
        let error = site.build(&[(name, "forged")]).unwrap_err();
        assert!(matches!(error, OutputError::Reserved { .. }), "{error:?}");
    }
}

#[test]
fn a_folder_that_could_hold_anything_else_is_refused() {
    let site = Site::new();
    let (root, above) = (site.root(), site.root().parent().unwrap().to_owned());
    fs::create_dir(root.join("papers")).unwrap();
    fs::write(root.join("papers/thesis.txt"), "years of work").unwrap();
    fs::write(above.join("canary"), "alive").unwrap();
    fs::write(root.join("file"), "a file").unwrap();
    symlink(root.join("papers"), root.join("link")).unwrap();
    let before = (contents(&above), times(&above));
    let refused = |out: &str| Staging::open(&root.join(out), &root).unwrap_err();
    assert!(matches!(refused("/"), OutputError::BadFolder(BadFolder::FileSystemRoot)));
    assert!(matches!(refused(".."), OutputError::BadFolder(BadFolder::AroundPublication { .. })));
    assert!(matches!(
        refused("papers/../.."),
        OutputError::BadFolder(BadFolder::AroundPublication { .. })
    ));
    assert!(matches!(refused("."), OutputError::BadFolder(BadFolder::AroundPublication { .. })));
    assert!(matches!(refused("content"), OutputError::BadFolder(BadFolder::InsideInputs { .. })));
    assert!(matches!(
        refused("content/public"),
        OutputError::BadFolder(BadFolder::InsideInputs { .. })
    ));
    assert!(
        matches!(refused("papers"), OutputError::NotOurs { ref example, .. } if example.ends_with("thesis.txt"))
    );
    assert!(matches!(refused("papers/"), OutputError::NotOurs { .. }));
    assert!(matches!(refused("file"), OutputError::BadFolder(BadFolder::NotAFolder { .. })));
    assert!(matches!(refused("link"), OutputError::BadFolder(BadFolder::Symlink { .. })));
    assert!(matches!(refused("link/"), OutputError::BadFolder(BadFolder::Symlink { .. })));
    if let Some(home) = std::env::home_dir() {
        assert!(matches!(
            Staging::open(&home, &root).unwrap_err(),
            OutputError::BadFolder(BadFolder::Home { .. })
        ));
    }
    for error in [refused("/"), refused(".."), refused("papers"), refused("file"), refused("link")]
    {
        assert!(error.hint().unwrap().en.contains("--out"), "{error:?}");
    }
    assert_eq!((contents(&above), times(&above)), before);
}

#[test]
fn a_manifest_that_makes_no_sense_stops_the_build() {
    let site = Site::new();
    site.build(&OLD).unwrap();
    let path = site.out().join(MANIFEST);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 5);
    for bad in
        [text.replace("index.html", "../../canary"), text.lines().take(3).collect(), String::new()]
    {
        fs::write(&path, bad).unwrap();
        assert!(matches!(site.build(&OLD), Err(OutputError::Manifest { .. })));
    }
    fs::remove_file(&path).unwrap();
    symlink("/etc/hostname", &path).unwrap();
    assert!(site.build(&OLD).is_err());
    assert_eq!(site.read("index.html"), "old");
}

#[test]
fn the_output_may_stand_where_no_folder_is_yet_and_beyond_a_link() {
    let site = Site::new();
    let out = site.root().join("build/site/public");
    build(&out, &site.root(), &OLD).unwrap();
    assert!(out.join("index.html").is_file());
    let (elsewhere, link) = (site.folder.path().join("elsewhere"), site.root().join("link"));
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, &link).unwrap();
    build(&link.join("public"), &site.root(), &OLD).unwrap();
    assert!(elsewhere.join("public/index.html").is_file());
    // An empty folder is as good as none.
    let empty = site.root().join("empty");
    fs::create_dir(&empty).unwrap();
    build(&empty, &site.root(), &OLD).unwrap();
    assert!(empty.join("index.html").is_file());
}

#[test]
fn a_folder_of_the_output_that_became_a_link_leads_nowhere() {
    let site = Site::new();
    site.build(&OLD).unwrap();
    let elsewhere = site.folder.path().join("elsewhere");
    fs::rename(site.out().join("cases"), &elsewhere).unwrap();
    symlink(&elsewhere, site.out().join("cases")).unwrap();
    let before = contents(&elsewhere);
    let error = site.build(&[("index.html", "new"), ("cases/a/index.html", "a")]).unwrap_err();
    assert!(
        matches!(&error, OutputError::InTheWay { path } if *path == site.out().join("cases")),
        "{error:?}"
    );
    // Without outputs below it the link is carried over, and what it leads to stays.
    site.build(&[("index.html", "new")]).unwrap();
    assert_eq!(contents(&elsewhere), before);
    assert_eq!(fs::read_link(site.out().join("cases")).unwrap(), elsewhere);
}

#[test]
fn two_builds_into_one_folder_do_not_mix() {
    let site = Site::new();
    let one = site.open().unwrap();
    assert!(matches!(site.open(), Err(OutputError::Busy { .. })));
    // Another folder beside it is free.
    build(&site.root().join("public2"), &site.root(), &OLD).unwrap();
    one.put(&OutPath::new("index.html").unwrap(), b"one").unwrap();
    one.commit().unwrap();
    site.build(&[("index.html", "two")]).unwrap();
    assert_eq!(site.read("index.html"), "two");
    assert_eq!(site.beside_inputs(), ["public", "public2"]);
}

#[test]
fn an_output_that_was_moved_away_during_the_build_is_left_alone() {
    let site = Site::new();
    site.build(&OLD).unwrap();
    let moved = site.root().join("moved");
    let staging = site.open().unwrap();
    staging.put(&OutPath::new("index.html").unwrap(), b"new").unwrap();
    fs::rename(site.out(), &moved).unwrap();
    fs::create_dir(site.out()).unwrap();
    fs::write(site.out().join("notes.txt"), "mine").unwrap();
    let before = (times(&moved), times(&site.out()));
    assert!(matches!(staging.commit(), Err(OutputError::Replaced { .. })));
    assert_eq!((times(&moved), times(&site.out())), before);
}

#[test]
fn the_manifest_is_the_same_for_any_order() {
    let (one, two) = (Site::new(), Site::new());
    one.build(&OLD).unwrap();
    let mut reversed = OLD;
    reversed.reverse();
    two.build(&reversed).unwrap();
    assert_eq!(contents(&one.out()), contents(&two.out()));
    // A page that is gone is remembered until the publication says what became of it; nothing else
    // differs.
    let site = contents(&one.out());
    two.build(&[("gone.html", "x")]).unwrap();
    two.build(&OLD).unwrap();
    let mut after = contents(&two.out());
    let manifest =
        after.insert(MANIFEST.into(), site[Path::new(MANIFEST)].clone()).expect("a manifest");
    assert_eq!(after, site);
    assert!(String::from_utf8_lossy(&manifest).contains("gone.html"));
}

#[test]
fn only_stages_of_ours_are_cleaned_up() {
    let site = Site::new();
    site.build(&OLD).unwrap();
    let others =
        [".public.casebook-notes", ".public.casebook-7", ".other.casebook-7", ".public.casebook-"];
    for name in others {
        fs::create_dir(site.root().join(name)).unwrap();
        fs::write(site.root().join(name).join("keep"), "mine").unwrap();
    }
    fs::write(site.root().join(".other.casebook-7/casebook-stage"), "").unwrap();
    let leftover = site.root().join(".public.casebook-8");
    fs::create_dir_all(leftover.join("site")).unwrap();
    fs::write(leftover.join("casebook-stage"), "").unwrap();
    let unmarked = site.root().join(".public.casebook-9");
    fs::create_dir(&unmarked).unwrap();
    drop(site.open().unwrap());
    assert!(!leftover.exists() && !unmarked.exists());
    for name in others {
        assert!(site.root().join(name).join("keep").exists(), "{name}");
    }
}

#[test]
fn a_reader_sees_the_old_site_or_the_new_one() {
    let site = Site::new();
    let version = |number: usize| number.to_string();
    let publish = |number: usize| {
        let text = version(number);
        site.build(&[("first.html", &text), ("cases/a/index.html", "same"), ("last.html", &text)])
            .unwrap();
    };
    publish(0);
    let is_done = AtomicBool::new(false);
    let out = site.out();
    let (looks, misses) = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut looks, mut misses) = (0, 0);
            loop {
                let is_last = is_done.load(Ordering::Relaxed);
                // A folder that is held open is one site as a whole, even while another takes its
                // place.
                let folder = rustix::fs::open(
                    &out,
                    rustix::fs::OFlags::DIRECTORY,
                    rustix::fs::Mode::empty(),
                )
                .expect("there always is a site");
                let read = |name: &str| {
                    let file = rustix::fs::openat(
                        &folder,
                        name,
                        rustix::fs::OFlags::RDONLY,
                        rustix::fs::Mode::empty(),
                    );
                    file.ok().map(|file| std::io::read_to_string(fs::File::from(file)).unwrap())
                };
                // The old site may be on its way out by now: then a file is missing, but never one
                // of another build.
                if let (Some(first), Some(last)) = (read("first.html"), read("last.html")) {
                    assert_eq!(first, last);
                    looks += 1;
                }
                misses += usize::from(fs::read_to_string(out.join("last.html")).is_err());
                if is_last {
                    return (looks, misses);
                }
            }
        });
        (1..=50).for_each(publish);
        is_done.store(true, Ordering::Relaxed);
        reader.join().unwrap()
    });
    // The system may halt the reader between finding the folder and finding the file in it, for as
    // long as it takes to remove the old site. That is too rare to be met twice; a gap between two
    // renames is met many times.
    assert!(misses <= 1, "{misses} of {looks} reads found no page");
    assert!(looks > 0);
    assert_eq!(site.read("last.html"), version(50));
}

/// The variable that gives the root of the site to a process that plays a part.
const PLAYED: &str = "CASEBOOK_PLAYED_SITE";

/// Starts this program again for the part of a test that is played by another process: see
/// [`played_root`].
fn play(test: &str, site: &Site) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]).env(PLAYED, site.root());
    command
}

fn assert_played(output: &Ended) {
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("1 passed"), "{told}");
}

/// Returns the root of the site when this process was started by [`play`].
fn played_root() -> Option<PathBuf> {
    std::env::var_os(PLAYED).map(PathBuf::from)
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
fn a_folder_that_may_not_be_written_leaves_the_old_site_and_says_what_to_do() {
    let site = Site::new();
    site.build(&OLD).unwrap();
    let before = times(&site.out());
    lay_down_privileges();
    fs::set_permissions(site.root(), fs::Permissions::from_mode(0o555)).unwrap();
    let error = site.open().unwrap_err();
    assert!(
        matches!(&error, OutputError::Failed { path, .. } if path.starts_with(site.root())),
        "{error:?}"
    );
    assert!(error.hint().unwrap().zh.contains("没有权限"), "{error:?}");
    fs::set_permissions(site.root(), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(times(&site.out()), before);
}

fn build_again_and_again(root: &Path) {
    for number in 0_usize.. {
        let pages: Vec<(String, String)> =
            (0..40).map(|page| (format!("cases/{page}/index.html"), number.to_string())).collect();
        let pages: Vec<(&str, &str)> =
            pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        build(&root.join("public"), root, &pages).unwrap();
        eprintln!("built");
    }
}

#[test]
fn a_build_that_is_killed_at_any_point_leaves_a_whole_site() {
    if let Some(root) = played_root() {
        return build_again_and_again(&root);
    }
    let site = Site::new();
    for round in 0..24 {
        let mut child = play("a_build_that_is_killed_at_any_point_leaves_a_whole_site", &site)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        for _ in 0..=round % 3 {
            assert_eq!(lines.next().unwrap().unwrap(), "built");
        }
        // Killed a little later each time, which is anywhere in the next build.
        for _ in 0..round * 8_000 {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // As any reader finds it, before any build fixes anything.
        let found = contents(&site.out());
        assert_eq!(found.len(), 41, "round {round}");
        let texts: std::collections::BTreeSet<_> = found
            .iter()
            .filter(|(path, _)| !path.ends_with(MANIFEST))
            .map(|(_, text)| text)
            .collect();
        assert_eq!(texts.len(), 1, "round {round}: {texts:?}");
        if round % 8 == 7 {
            site.build(&OLD).unwrap();
            assert_eq!(site.beside_inputs(), ["public"], "round {round}: leftovers are cleaned up");
        }
    }
}

fn build_a_long_file(root: &Path) {
    let long = "x".repeat(1 << 20);
    let error = build(
        &root.join("public"),
        root,
        &[("index.html", "new"), ("cases/long/index.html", &long)],
    )
    .unwrap_err();
    assert!(error.to_string().contains("cannot write"), "{error}");
    assert!(error.to_string().contains("cases/long/index.html"), "{error}");
}

#[test]
fn a_write_that_fails_half_way_leaves_the_old_site_and_names_the_path() {
    if let Some(root) = played_root() {
        return build_a_long_file(&root);
    }
    let site = Site::new();
    site.build(&OLD).unwrap();
    let before = times(&site.out());
    // A limit on the length of files fails a write after its first part, as a full disk does. The
    // signal that goes with it is ignored here and, inherited, in the build.
    let inner = play("a_write_that_fails_half_way_leaves_the_old_site_and_names_the_path", &site);
    let mut command = Command::new("sh");
    command
        .args(["-c", r#"trap "" XFSZ; ulimit -f 64; exec "$0" "$@""#])
        .arg(inner.get_program())
        .args(inner.get_args());
    let output = command.env(PLAYED, site.root()).output().unwrap();
    assert_played(&output);
    assert_eq!(times(&site.out()), before);
    assert_eq!(site.beside_inputs(), ["public"]);
}

fn build_with_few_files_open(root: &Path) {
    let mut held = Vec::new();
    let staging = Staging::open(&root.join("public"), root).unwrap();
    let mut error = None;
    while error.is_none() {
        error = staging
            .put(&OutPath::new(&format!("cases/{}/index.html", held.len())).unwrap(), b"new")
            .err();
        held.extend(fs::File::open("/dev/null"));
    }
    let error = OutputError::from_io(error.unwrap()).unwrap();
    held.clear();
    assert!(
        matches!(&error, OutputError::Failed { path, .. } if path.ends_with("index.html")),
        "{error:?}"
    );
    assert!(error.hint().unwrap().en.contains("ulimit -n"), "{error:?}");
}

#[test]
fn running_out_of_open_files_leaves_the_old_site_and_says_what_to_do() {
    if let Some(root) = played_root() {
        return build_with_few_files_open(&root);
    }
    let site = Site::new();
    site.build(&OLD).unwrap();
    let before = times(&site.out());
    let inner = play("running_out_of_open_files_leaves_the_old_site_and_says_what_to_do", &site);
    let mut command = Command::new("sh");
    command
        .args(["-c", r#"ulimit -n 40; exec "$0" "$@""#])
        .arg(inner.get_program())
        .args(inner.get_args());
    let output = command.env(PLAYED, site.root()).output().unwrap();
    assert_played(&output);
    assert_eq!(times(&site.out()), before);
    assert_eq!(site.beside_inputs(), ["public"]);
}
