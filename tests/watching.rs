//! What editors and tools do to files reaches the world, by events and without waiting.

#![expect(clippy::disallowed_methods, reason = "the tests play the editor")]
#![expect(clippy::unwrap_used, reason = "what the tests share is a test too")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use casebook::foundation::diagnostic::Diagnostic;
use casebook::foundation::path::{OutPath, SourcePath};
use casebook::foundation::world::{MemoryOutput, World};
use casebook::io::disk::{DiskWorld, RefreshSummary};
use casebook::io::watch::{Batch, Watcher};
use casebook::pipeline::{self, BuildCache, Request, Silent};
use tempfile::TempDir;

/// When a test gives up waiting.
const DEADLINE: Duration = Duration::from_secs(20);

struct Desk {
    watcher: Watcher,
    world: DiskWorld,
    /// Hanging up calls off the deadline.
    _deadline: Sender<()>,
    _folder: TempDir,
}

impl Desk {
    fn new(poll: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("content/cases")).unwrap();
        fs::create_dir_all(root.join("public")).unwrap();
        fs::write(root.join("site.yaml"), "title: a").unwrap();
        for name in ["a", "b", "c"] {
            fs::write(root.join(format!("content/cases/{name}.md")), name).unwrap();
        }
        let watcher = Watcher::new(root, poll).unwrap();
        let world = DiskWorld::open(root).unwrap();
        let stopper = watcher.stopper();
        let (deadline, called_off) = channel();
        thread::spawn(move || {
            if called_off.recv_timeout(DEADLINE) == Err(std::sync::mpsc::RecvTimeoutError::Timeout)
            {
                stopper.stop();
            }
        });
        let desk = Self { watcher, world, _deadline: deadline, _folder: folder };
        desk.read_all();
        desk
    }

    fn at(&self, path: &str) -> PathBuf {
        self.world.root().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.at(path), text).unwrap();
    }

    fn read(&self, path: &str) -> Option<String> {
        self.world.read(&SourcePath::new(path)).ok().map(|bytes| String::from_utf8(bytes).unwrap())
    }

    fn read_all(&self) {
        for entry in self.world.files() {
            // A file may be gone by now; that will be told.
            self.world.read(&entry.path).ok();
        }
    }

    fn take(&mut self) -> (Batch, RefreshSummary) {
        let batch = self.watcher.next().expect("a batch before the deadline");
        let refreshed =
            if batch.rescan { self.world.rescan() } else { self.world.refresh(&batch.paths) };
        self.read_all();
        (batch, refreshed)
    }

    /// Takes batches until the world is as the disk says, which must happen by what is told alone.
    /// Returns how many.
    fn catch_up(&mut self) -> usize {
        let mut batches = 0;
        loop {
            self.take();
            batches += 1;
            let fresh = DiskWorld::open(self.world.root()).unwrap();
            let paths = |world: &DiskWorld| {
                world.files().iter().map(|entry| entry.path.clone()).collect::<Vec<_>>()
            };
            if paths(&fresh) == paths(&self.world) && self.world.rescan().is_empty() {
                return batches;
            }
        }
    }

    /// Takes batches until `path` was told to have changed.
    fn until_changed(&mut self, path: &str) {
        while !self.take().1.changed.contains(&SourcePath::new(path)) {}
    }
}

#[test]
fn a_save_by_vim_is_one_change() {
    let mut desk = Desk::new(false);
    let case = desk.at("content/cases/a.md");
    fs::write(desk.at("content/cases/4913"), "").unwrap();
    fs::remove_file(desk.at("content/cases/4913")).unwrap();
    fs::rename(&case, desk.at("content/cases/a.md~")).unwrap();
    fs::write(&case, "saved by vim").unwrap();
    fs::remove_file(desk.at("content/cases/a.md~")).unwrap();
    desk.until_changed("content/cases/a.md");
    assert_eq!(desk.read("content/cases/a.md").unwrap(), "saved by vim");
    assert_eq!(desk.world.files().len(), 4);
}

#[test]
fn a_save_by_renaming_is_seen() {
    let mut desk = Desk::new(false);
    // VS Code and many others write beside the file under a name of their own; `sed -i` under one
    // without a dot.
    for (number, name) in [".a.md.tmp.1234", "sedXk2j9Q"].into_iter().enumerate() {
        let text = format!("save {number}");
        fs::write(desk.at("content/cases").join(name), &text).unwrap();
        fs::rename(desk.at("content/cases").join(name), desk.at("content/cases/a.md")).unwrap();
        desk.until_changed("content/cases/a.md");
        assert_eq!(desk.read("content/cases/a.md").unwrap(), text);
        assert_eq!(desk.world.files().len(), 4);
    }
}

#[test]
fn a_save_in_place_is_seen_again_and_again() {
    let mut desk = Desk::new(false);
    for number in 0..100 {
        // The same length each time, as fast as it goes: only the bytes tell.
        desk.write("content/cases/a.md", &format!("{number:03}"));
        desk.until_changed("content/cases/a.md");
        assert_eq!(desk.read("content/cases/a.md").unwrap(), format!("{number:03}"));
    }
    desk.write("site.yaml", "title: b");
    desk.until_changed("site.yaml");
}

#[test]
fn a_new_folder_is_seen_with_all_that_was_put_into_it_at_once() {
    let mut desk = Desk::new(false);
    for number in 0..20 {
        let folder = desk.at(&format!("content/cases/new-{number}/deep/deeper"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.md"), "a").unwrap();
        fs::write(folder.join("../b.md"), "b").unwrap();
        desk.catch_up();
        assert_eq!(
            desk.read(&format!("content/cases/new-{number}/deep/deeper/a.md")).unwrap(),
            "a"
        );
        // From now on it is watched as the others are.
        fs::write(folder.join("a.md"), "c").unwrap();
        desk.until_changed(&format!("content/cases/new-{number}/deep/deeper/a.md"));
    }
}

#[test]
fn a_folder_of_inputs_may_come_later_and_go_and_come_back() {
    let mut desk = Desk::new(false);
    for round in 0..3 {
        fs::create_dir_all(desk.at("templates/partials")).unwrap();
        desk.write("templates/partials/card.html", "card");
        desk.catch_up();
        desk.write("templates/partials/card.html", &format!("other card {round}"));
        desk.until_changed("templates/partials/card.html");
        fs::remove_dir_all(desk.at("templates")).unwrap();
        desk.catch_up();
        assert_eq!(desk.read("templates/partials/card.html"), None);
    }
}

#[test]
fn what_is_deleted_or_moved_is_seen() {
    let mut desk = Desk::new(false);
    fs::remove_file(desk.at("content/cases/a.md")).unwrap();
    desk.catch_up();
    assert_eq!(desk.read("content/cases/a.md"), None);
    fs::rename(desk.at("content/cases"), desk.at("content/moved")).unwrap();
    desk.catch_up();
    assert_eq!(
        (desk.read("content/cases/b.md"), desk.read("content/moved/b.md")),
        (None, Some("b".into()))
    );
    desk.write("content/moved/b.md", "still watched");
    desk.until_changed("content/moved/b.md");
    // Moved in from elsewhere, with files in it already.
    fs::create_dir(desk.at("public/cases")).unwrap();
    desk.write("public/cases/d.md", "d");
    fs::rename(desk.at("public/cases"), desk.at("content/cases")).unwrap();
    desk.catch_up();
    assert_eq!(desk.read("content/cases/d.md").unwrap(), "d");
}

#[test]
fn ten_thousand_events_are_one_batch_or_two() {
    let mut desk = Desk::new(false);
    fs::create_dir(desk.at("content/many")).unwrap();
    for number in 0..10_000 {
        fs::write(desk.at("content/many").join(format!("{number}.md")), "many").unwrap();
    }
    let batches = desk.catch_up();
    assert!(batches <= 2, "{batches}");
    assert_eq!(desk.world.files().len(), 10_004);
}

#[test]
fn after_ten_thousand_events_and_a_build_or_two_the_site_is_a_clean_build_s() {
    let mut desk = Desk::new(false);
    desk.write(
        "site.yaml",
        "title: 案例库\nbase_url: https://example.org/\nlanguage: zh-Hans\npublish: [many]\n",
    );
    for number in 0..20 {
        desk.write(&format!("content/cases/{number}.md"), &case(number, "从前"));
    }
    desk.catch_up();
    let mut cache = BuildCache::default();
    let before = make(&desk.world, &mut cache);
    // As when another branch is checked out: cases are written over, added, renamed and deleted
    // among thousands of pictures. A new file is three events: it is made, it is written, it is
    // closed.
    fs::create_dir(desk.at("content/many")).unwrap();
    for number in 0..3_400 {
        desk.write(&format!("content/many/{number}.svg"), &format!("<svg>{number}</svg>"));
        match number {
            0..10 => desk.write(&format!("content/cases/{number}.md"), &case(number, "现在")),
            10..15 => fs::remove_file(desk.at(&format!("content/cases/{number}.md"))).unwrap(),
            15..20 => fs::rename(
                desk.at(&format!("content/cases/{number}.md")),
                desk.at(&format!("content/cases/{number}0.md")),
            )
            .unwrap(),
            _ if number % 100 == 0 => {
                desk.write(&format!("content/cases/{number}.md"), &case(number, "新来"));
            }
            _ => {}
        }
    }
    // What is told last is known last.
    desk.write("content/about.md", "---\ntitle: 关于\n---\n\n写完了。\n");
    let mut builds = 0;
    let shown = loop {
        let (_, refreshed) = desk.take();
        builds += 1;
        let made = make(&desk.world, &mut cache);
        if refreshed.changed.contains(&SourcePath::new("content/about.md")) {
            break made;
        }
    };
    assert!(builds <= 2, "{builds}");
    let clean = make(&DiskWorld::open(desk.world.root()).unwrap(), &mut BuildCache::default());
    assert!(clean.0.len() > 3_400 && clean.0 != before.0, "{}", clean.0.len());
    assert_eq!(shown.1, clean.1);
    let differing: Vec<_> = clean
        .0
        .iter()
        .filter(|(path, bytes)| shown.0.get(*path) != Some(*bytes))
        .map(|(path, _)| path)
        .collect();
    assert!(
        differing.is_empty() && shown.0.len() == clean.0.len(),
        "{} of {}: {differing:?}",
        shown.0.len(),
        clean.0.len()
    );
}

/// Returns the file of a case.
fn case(number: u32, text: &str) -> String {
    let region = ["北京市东城区", "上海市静安区", "广东省广州市南沙区"][number as usize % 3];
    format!(
        "---\ntitle: 案例{number}\ndistrict: {region}\nmodel: 模式{}\ndate: 2020-01-{:02}\n---\n\n\
         ## 做法\n\n{text}。\n",
        number % 7,
        number % 28 + 1
    )
}

/// Builds the site and returns its outputs and findings.
fn make(
    world: &DiskWorld,
    cache: &mut BuildCache,
) -> (BTreeMap<OutPath, Vec<u8>>, Vec<Diagnostic>) {
    let output = MemoryOutput::default();
    let built = pipeline::build_site(world, &Request::default(), cache, &output, &Silent).unwrap();
    (output.into_files(), built.diagnostics)
}

#[test]
fn reading_and_what_is_no_input_wake_nobody() {
    let mut desk = Desk::new(false);
    desk.read_all();
    desk.write("content/cases/.a.md.swp", "x");
    desk.write("content/cases/a.md~", "x");
    desk.write("public/index.html", "x");
    fs::create_dir(desk.at(".public.casebook-1")).unwrap();
    desk.write("README.md", "x");
    desk.write("content/cases/b.md", "news");
    let (batch, _) = desk.take();
    assert_eq!(batch, Batch { paths: vec![desk.at("content/cases/b.md")], rescan: false });
}

#[test]
fn polling_finds_what_events_would_tell() {
    let mut desk = Desk::new(true);
    assert_eq!(desk.watcher.take_notice(), None, "it was asked for");
    desk.write("content/cases/a.md", "b");
    fs::create_dir(desk.at("content/new")).unwrap();
    desk.write("content/new/d.md", "d");
    desk.until_changed("content/cases/a.md");
    assert_eq!(desk.read("content/new/d.md").unwrap(), "d");
}

#[test]
fn a_watch_ends_when_it_is_told_to() {
    for poll in [false, true] {
        let mut desk = Desk::new(poll);
        let stopper = desk.watcher.stopper();
        let waiting =
            thread::spawn(move || desk.watcher.by_ref().filter(|batch| !batch.rescan).count());
        stopper.stop();
        assert_eq!(waiting.join().unwrap(), 0);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_still_being_written_is_waited_for() {
    use std::io::Write;
    let mut desk = Desk::new(false);
    let mut file = fs::File::create(desk.at("content/cases/a.md")).unwrap();
    let writer = thread::spawn(move || {
        // Longer than the quiet after other events, and shorter than a save may take.
        thread::sleep(Duration::from_millis(12));
        file.write_all(b"whole").unwrap();
    });
    let (batch, refreshed) = desk.take();
    writer.join().unwrap();
    assert!(!batch.rescan);
    // On a machine that is busy enough the wait may have ended before; then the rest comes in a
    // batch of its own.
    if desk.read("content/cases/a.md").as_deref() != Some("whole") {
        desk.catch_up();
    }
    assert!(!refreshed.is_empty());
    assert_eq!(desk.read("content/cases/a.md").as_deref(), Some("whole"));
}
