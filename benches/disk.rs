//! What the disk costs beyond the bare system calls: `cargo bench --bench disk`, in `/dev/shm` or
//! in the folder named.
//!
//! Prints medians; asserts no time.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "this measures the disk and prints"
)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use casebook::foundation::path::{OutPath, SourcePath};
use casebook::foundation::world::{Output, World};
use casebook::io::disk::DiskWorld;
use casebook::io::output::{CommitSummary, Staging};
use casebook::io::watch::Watcher;
use rayon::prelude::*;

/// As many outputs, and as long ones, as the corpus of 10,000 cases has.
const OUTPUTS: usize = 16_000;
const LENGTH: usize = 6_900;
const INPUTS: usize = 10_000;
const ROUNDS: usize = 9;

fn main() {
    let place = std::env::args()
        .skip(1)
        .find(|arg| !arg.starts_with('-'))
        .unwrap_or_else(|| "/dev/shm".into());
    let folder = tempfile::tempdir_in(place).expect("a folder to measure in");
    inputs(&folder.path().join("publication"));
    outputs(folder.path());
}

fn inputs(root: &Path) {
    fs::create_dir_all(root.join("content/cases")).expect("a folder");
    fs::write(root.join("site.yaml"), "title: a").expect("a file");
    let path = |number: usize| root.join(format!("content/cases/case-{number:05}.md"));
    for number in 0..INPUTS {
        fs::write(path(number), vec![b'a'; LENGTH]).expect("a file");
    }
    let open = || DiskWorld::open(root).expect("a publication");
    report("open, 10,000 files", median(|| time(open).0));
    let world = open();
    let read = |world: &DiskWorld| {
        world
            .files()
            .par_iter()
            .map(|entry| world.read(&entry.path).expect("a file").len())
            .sum::<usize>()
    };
    let bare = || {
        (0..INPUTS)
            .into_par_iter()
            .map(|number| fs::read(path(number)).expect("a file").len())
            .sum::<usize>()
    };
    let floor = median(|| time(bare).0);
    report("fs::read of 10,000 files", floor);
    let cost = median(|| time(|| read(&world)).0);
    report("read of 10,000 files", cost);
    println!("{:>44} {:.2}", "ratio", cost.as_secs_f64() / floor.as_secs_f64());
    let mut world = open();
    read(&world);
    let mut round = 0;
    let mut edit = |world: &mut DiskWorld| {
        round += 1;
        fs::write(path(5_000), format!("{round}")).expect("a file");
        world.read(&SourcePath::new("content/cases/case-05000.md")).ok();
    };
    report(
        "refresh of a file that changed",
        median(|| {
            edit(&mut world);
            time(|| world.refresh(&[path(5_000)])).0
        }),
    );
    report(
        "refresh of a file that is new",
        median(|| {
            fs::remove_file(path(5_000)).expect("a file");
            world.refresh(&[path(5_000)]);
            fs::write(path(5_000), "new").expect("a file");
            time(|| world.refresh(&[path(5_000)])).0
        }),
    );
    report("rescan, all changed less than 2 s ago", time(|| world.rescan()).0);
    // The times of files that changed just now prove nothing.
    std::thread::sleep(Duration::from_secs(3));
    world.rescan();
    report("rescan, nothing changed", median(|| time(|| world.rescan()).0));
    let mut watcher = Watcher::new(root, false).expect("a watcher");
    report(
        "from a save to its batch",
        median(|| {
            fs::write(path(7), "saved").expect("a file");
            time(|| watcher.next()).0
        }),
    );
}

fn outputs(folder: &Path) {
    let files: Vec<(OutPath, Vec<u8>)> = (0..OUTPUTS)
        .map(|number| {
            let bytes = format!("{number}-").bytes().cycle().take(LENGTH).collect();
            (OutPath::new(&format!("cases/case-{number:05}/index.html")).expect("a path"), bytes)
        })
        .collect();
    let root = folder.join("publication");
    let out = folder.join("public");
    let build = |changed: &[usize]| -> (Duration, Duration, CommitSummary) {
        let start = Instant::now();
        let staging = Staging::open(&out, &root).expect("a stage");
        files.par_iter().enumerate().for_each(|(number, (path, bytes))| {
            let is_changed = changed.contains(&number);
            staging.put(path, if is_changed { &bytes[1..] } else { bytes }).expect("an output");
        });
        let put = start.elapsed();
        let written = staging.commit().expect("a site");
        (put, start.elapsed().saturating_sub(put), written)
    };
    let floor = median(|| {
        let bare = folder.join("bare");
        let (cost, ()) = time(|| {
            files.par_iter().for_each(|(path, bytes)| {
                let path = bare.join(path.as_str());
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, bytes).expect("a file");
            });
        });
        fs::remove_dir_all(bare).expect("a folder");
        cost
    });
    report("create_dir_all and fs::write of 16,000 files", floor);
    let mut puts = Vec::new();
    let cold = median(|| {
        let (put, commit, _) = build(&[]);
        fs::remove_dir_all(&out).expect("a folder");
        puts.push(put);
        put + commit
    });
    report("cold build", cold);
    report("  of it open and put", middle(puts));
    println!("{:>44} {:.2}", "ratio", cold.as_secs_f64() / floor.as_secs_f64());
    build(&[]);
    report(
        "build of the same",
        median(|| {
            let (put, commit, written) = build(&[]);
            assert_eq!(written.written, 0);
            put + commit
        }),
    );
    let mut round: usize = 0;
    let mut commits = Vec::new();
    let one = median(|| {
        round += 1;
        let (put, commit, written) = build(&[round]);
        assert!(written.written <= 2, "{written:?}");
        commits.push(commit);
        put + commit
    });
    report("build of one file changed", one);
    report("  of it commit", middle(commits));
}

fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let value = work();
    (start.elapsed(), value)
}

fn median(mut round: impl FnMut() -> Duration) -> Duration {
    middle((0..ROUNDS).map(|_| round()).collect())
}

fn middle(mut rounds: Vec<Duration>) -> Duration {
    rounds.sort_unstable();
    rounds[rounds.len() / 2]
}

fn report(what: &str, cost: Duration) {
    println!("{what:>44} {:9.3} ms", cost.as_secs_f64() * 1e3);
}
