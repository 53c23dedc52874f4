//! The same input gives the same bytes: whatever the number of threads, the order of files, the
//! time zone, or what was built before.

#![expect(clippy::disallowed_methods, reason = "tests read fixtures and start the program")]

#[expect(dead_code, reason = "this test reads the publication only")]
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use casebook::foundation::diagnostic::Diagnostic;
use casebook::foundation::path::{OutPath, SourcePath};
use casebook::foundation::world::{Entry, MemoryOutput, MemoryWorld, Output, Spill, World};
use casebook::pipeline::{self, BuildCache, Request, Silent};
use support::{Publication, fixtures};

/// What a build makes and says.
type Made = (BTreeMap<OutPath, Vec<u8>>, Vec<Diagnostic>);

fn make(world: &dyn World, cache: &mut BuildCache) -> Made {
    let output = MemoryOutput::default();
    let built = pipeline::build_site(world, &Request::default(), cache, &output, &Silent)
        .expect("memory takes everything");
    (output.into_files(), built.diagnostics)
}

fn cold(world: &dyn World) -> Made {
    make(world, &mut BuildCache::default())
}

/// The publication of this repository, with its five cases and three editions.
fn repository() -> MemoryWorld {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut world = MemoryWorld::default();
    world.write("site.yaml", fs::read(root.join("site.yaml")).expect("site.yaml"));
    for entry in
        walkdir::WalkDir::new(root.join("content")).into_iter().map(|entry| entry.expect("content"))
    {
        if entry.file_type().is_file() {
            let path =
                entry.path().strip_prefix(root).expect("below the root").to_str().expect("UTF-8");
            world.write(path, fs::read(entry.path()).expect("a readable file"));
        }
    }
    world
}

fn text(world: &MemoryWorld, path: &str) -> String {
    String::from_utf8(world.read(&SourcePath::new(path)).expect("a file")).expect("UTF-8")
}

#[test]
fn one_thread_and_sixteen_make_the_same_site() {
    let world = repository();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| cold(&world))
    };
    let (one, sixteen) = (with(1), with(16));
    assert!(one.0.len() > 200, "{} outputs", one.0.len());
    assert_eq!(one, sixteen);
}

#[test]
fn building_twice_makes_the_same_site() {
    let world = repository();
    let mut cache = BuildCache::default();
    let first = make(&world, &mut cache);
    assert_eq!(first, make(&world, &mut cache));
    assert_eq!(first, cold(&world));
}

#[test]
fn findings_come_in_the_same_order_whatever_the_threads() {
    let mut world = repository();
    for path in world.files().iter().map(|entry| entry.path.as_str().to_owned()).collect::<Vec<_>>()
    {
        if path.starts_with("content/cases/") {
            let broken =
                text(&world, &path).replace("title:", "titel:").replace("sources:", "source:");
            world.write(&path, format!("{broken}\n[无](none.md) [无](#none)\n"));
        }
    }
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| cold(&world).1)
    };
    let one = with(1);
    assert!(one.len() > 20, "{one:?}");
    for _ in 0..4 {
        assert_eq!(one, with(16));
    }
}

/// A world that lists its files and reads them as another does, with other stamps.
struct Restamped<'a> {
    inner: &'a MemoryWorld,
    entries: Vec<Entry>,
}

impl World for Restamped<'_> {
    fn files(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        self.inner.read(path)
    }

    fn problems(&self) -> &[Diagnostic] {
        &[]
    }
}

#[test]
fn stamps_leave_no_trace_in_the_site() {
    let inner = repository();
    let entries = inner
        .files()
        .iter()
        .map(|entry| Entry { stamp: entry.stamp * 7919 % 1009, ..entry.clone() })
        .collect();
    assert_eq!(cold(&inner), cold(&Restamped { inner: &inner, entries }));
}

#[test]
fn the_order_in_which_files_came_leaves_no_trace() {
    let world = repository();
    let mut shuffled = MemoryWorld::default();
    let mut paths: Vec<&SourcePath> = world.files().iter().map(|entry| &entry.path).collect();
    paths.sort_by_key(|path| casebook::foundation::hash::Hash::of_bytes(path.as_str().as_bytes()));
    for path in paths {
        shuffled.write(path.as_str(), world.read(path).expect("a file"));
    }
    assert_eq!(cold(&world), cold(&shuffled));
}

/// The whole output folder of the program.
fn published(publication: &Publication) -> BTreeMap<String, Vec<u8>> {
    let folder = publication.root().join("public");
    let files = walkdir::WalkDir::new(&folder)
        .into_iter()
        .map(|entry| entry.expect("a site"))
        .filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry
                .path()
                .strip_prefix(&folder)
                .expect("below the folder")
                .to_str()
                .expect("UTF-8")
                .to_owned();
            (path, fs::read(entry.path()).expect("a readable file"))
        })
        .collect()
}

#[test]
fn time_zone_language_folder_and_time_leave_no_trace() {
    let build = |zone: &str, locale: &str, threads: &str, reverse: bool| {
        let publication = Publication::new();
        let mut files: Vec<_> = walkdir::WalkDir::new(fixtures().join("support/small"))
            .into_iter()
            .map(|entry| entry.expect("a fixture"))
            .filter(|entry| entry.file_type().is_file())
            .map(walkdir::DirEntry::into_path)
            .collect();
        files.sort();
        if reverse {
            // Folders list their entries in the order in which they were made, on some file
            // systems.
            files.reverse();
            fs::remove_dir_all(publication.root().join("content")).expect("removed");
        }
        for file in &files {
            let inner =
                file.strip_prefix(fixtures().join("support/small")).expect("below the fixture");
            publication.write(inner, fs::read(file).expect("a fixture"));
            if reverse {
                let long_ago = fs::FileTimes::new().set_modified(std::time::SystemTime::UNIX_EPOCH);
                fs::File::open(publication.root().join(inner))
                    .expect("a file")
                    .set_times(long_ago)
                    .expect("an old file");
            }
        }
        let mut command = publication.command(env!("CARGO_BIN_EXE_casebook").as_ref());
        command.env("TZ", zone).env("LC_ALL", locale).env("RAYON_NUM_THREADS", threads);
        assert_eq!(support::run(command.args(["build", "--quiet"])).status, 0);
        published(&publication)
    };
    let here = build("Asia/Shanghai", "zh_CN.UTF-8", "1", false);
    assert!(here.len() > 40, "{} files", here.len());
    assert_eq!(here, build("America/St_Johns", "C", "16", true));
}

/// Builds with a cache that lives on through all `edits`; after each the site equals that of a new
/// cache.
fn warm(edits: &[&dyn Fn(&mut MemoryWorld)]) {
    let mut world = repository();
    let mut cache = BuildCache::default();
    let mut before = make(&world, &mut cache);
    for (number, edit) in edits.iter().enumerate() {
        edit(&mut world);
        let (made, expected) = (make(&world, &mut cache), cold(&world));
        assert_eq!(made.1, expected.1, "the findings after edit {number}");
        let differing: Vec<_> = expected
            .0
            .iter()
            .filter(|(path, bytes)| made.0.get(*path) != Some(*bytes))
            .map(|(path, _)| path)
            .collect();
        assert!(
            differing.is_empty() && made.0.len() == expected.0.len(),
            "after edit {number}: {differing:?}"
        );
        assert_ne!(made, before, "edit {number} changes nothing");
        before = made;
    }
}

fn replace(path: &'static str, old: &'static str, new: &'static str) -> impl Fn(&mut MemoryWorld) {
    move |world| {
        let whole = text(world, path);
        assert!(whole.contains(old), "{path} holds no {old}");
        world.write(path, whole.replacen(old, new, 1));
    }
}

#[test]
fn a_warm_build_equals_a_cold_one_when_a_case_changes() {
    let case = "content/cases/yantai-zhifu.md";
    warm(&[
        &replace(case, "四个难题，一套组织办法", "四个难题和一套组织办法"),
        &replace(case, "title: 芝罘区", "title: 烟台芝罘区"),
        &replace(case, "district: 山东省烟台市芝罘区", "district: 广东省广州市南沙区"),
        &replace(case, "model: 芝罘模式", "model: 三融合双提升"),
        &replace(case, "date: 2021-07-05", "date: 2024-01"),
        &replace(case, "printed: 380余万元", "printed: 390余万元"),
        // Both languages call it.
        &replace(case, "id: venture-funds", "id: funds"),
        &replace(case, "id: funds", "id: venture-funds"),
        &replace(case, "{#dual-guides}", "{#guides}"),
        &replace(case, "status: self-reported", "status: official"),
        &replace(case, "title:", "titel:"),
        &replace(case, "titel:", "title:"),
    ]);
}

#[test]
fn a_warm_build_equals_a_cold_one_when_files_come_and_go() {
    let case = "content/cases/baoji-weibin.md";
    warm(&[
        &|world| {
            let copy = text(world, "content/cases/yantai-zhifu.md");
            world.write("content/cases/copy.md", copy);
        },
        &|world| assert!(world.remove(case)),
        &|world| assert!(world.remove("content/models/zhifu.md")),
        &|world| assert!(world.remove("content/about.en.md")),
        &|world| {
            world.write(
                "content/news.md",
                "---\ntitle: 消息\norder: 3\n---\n\n见[关于](about.md)。\n",
            );
        },
        &|world| world.write("content/cases/copy.en.md", "---\ntitle: A copy\n---\n\nText.\n"),
        &|world| assert!(world.remove("content/cases/copy.md")),
    ]);
}

#[test]
fn a_warm_build_equals_a_cold_one_when_the_look_or_the_settings_change() {
    warm(&[
        &|world| {
            world.write(
                "templates/card.html",
                "<p><a href=\"{{ case.href }}\">{{ case.title }}</a></p>\n",
            );
        },
        &|world| world.write("static/folio.css", "body { color: #111 }\n"),
        &|world| world.write("static/extra.txt", "附件\n"),
        &|world| assert!(world.remove("templates/card.html")),
        &|world| world.write("templates/card.html", "{{ nothing }}"),
        &|world| assert!(world.remove("templates/card.html")),
        &replace("site.yaml", "paginate: 24", "paginate: 2"),
        &replace("site.yaml", "zh-Hans: 公益创投", "zh-Hans: 公益投资"),
        &replace(
            "site.yaml",
            "base_url: https://casebook.example/",
            "base_url: https://casebook.example/sub/",
        ),
        &replace("site.yaml", "title:", "title："),
        &replace("site.yaml", "title：", "title:"),
    ]);
}

/// An output that keeps bodies in a drawer until their pages are made.
#[derive(Default)]
struct WithDrawer {
    files: MemoryOutput,
    drawer: Arc<Drawer>,
}

#[derive(Debug, Default)]
struct Drawer {
    bytes: Mutex<Vec<u8>>,
    is_full: bool,
    is_lost: bool,
}

impl Output for WithDrawer {
    fn put(&self, path: &OutPath, bytes: &[u8]) -> io::Result<()> {
        self.files.put(path, bytes)
    }

    fn spill(&self) -> Option<Arc<dyn Spill>> {
        Some(Arc::clone(&self.drawer) as Arc<dyn Spill>)
    }
}

impl Spill for Drawer {
    fn put(&self, bytes: &[u8]) -> io::Result<u64> {
        if self.is_full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let mut held = self.bytes.lock().expect("no thread panicked");
        held.extend(bytes);
        Ok((held.len() - bytes.len()) as u64)
    }

    fn get(&self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        if self.is_lost {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let at = usize::try_from(at).expect("a place in memory");
        Ok(self.bytes.lock().expect("no thread panicked")[at..at + length].to_vec())
    }
}

fn with_drawer(world: &dyn World, drawer: Drawer, cache: &mut BuildCache) -> (Made, Arc<Drawer>) {
    let output = WithDrawer { drawer: Arc::new(drawer), ..WithDrawer::default() };
    let built = pipeline::build_site(world, &Request::default(), cache, &output, &Silent)
        .expect("memory takes everything");
    ((output.files.into_files(), built.diagnostics), output.drawer)
}

#[test]
fn bodies_that_wait_outside_the_memory_make_the_same_site() {
    let world = repository();
    let mut cache = BuildCache::default();
    let (made, drawer) = with_drawer(&world, Drawer::default(), &mut cache);
    assert!(drawer.bytes.lock().unwrap().len() > 10_000, "nothing was spilled");
    assert_eq!(made, cold(&world));
    // What waited for the first build is there for the next.
    assert_eq!(with_drawer(&world, Drawer::default(), &mut cache).0, made);
}

#[test]
fn where_nothing_can_be_spilled_bodies_wait_in_memory() {
    let world = repository();
    let full = Drawer { is_full: true, ..Drawer::default() };
    assert_eq!(with_drawer(&world, full, &mut BuildCache::default()).0, cold(&world));
}

#[test]
fn a_body_that_cannot_be_read_back_fails_the_build_and_no_later_one() {
    let world = repository();
    let lost = Drawer { is_lost: true, ..Drawer::default() };
    let output = WithDrawer { drawer: Arc::new(lost), ..WithDrawer::default() };
    let mut cache = BuildCache::default();
    let failed = pipeline::build_site(&world, &Request::default(), &mut cache, &output, &Silent);
    assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    assert_eq!(with_drawer(&world, Drawer::default(), &mut cache).0, cold(&world));
}
