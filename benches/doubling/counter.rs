//! Instructions and memory, counted and not timed: the same on a busy machine and on any other.
//!
//! Valgrind counts. The program runs itself under callgrind, which writes down what it has counted
//! each time that [`mark`] tells it to.

use std::fs;
use std::hint::black_box;
use std::io;
use std::os::unix::process::parent_id;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use peak_alloc::PeakAlloc;

/// As the system has it, with a look at how much is taken.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Does what is counted; returns how many bytes were taken at a time beyond those that were taken
/// before.
pub(crate) fn memory_of(work: &mut dyn FnMut()) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    mark();
    work();
    mark();
    MEMORY.peak_usage().saturating_sub(before)
}

/// Has callgrind write down what it has counted since the last time. It knows the place by the
/// function of the C library that nothing else calls: that name is there when a build has stripped
/// all names of our own.
fn mark() {
    black_box(parent_id());
}

/// What [`mark`] calls.
const MARK: &str = "--dump-before=*getppid";

/// Runs this program under callgrind, with the counts in `folder`.
pub(crate) fn start(folder: &Path, arguments: &[String]) -> io::Result<Child> {
    Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet", MARK])
        .arg(format!("--callgrind-out-file={}", folder.join("counts").display()))
        .arg(std::env::current_exe()?)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
}

/// Reads how many instructions each look took, in their order: what was counted up to every second
/// mark.
pub(crate) fn instructions(folder: &Path, looks: usize) -> io::Result<Vec<u64>> {
    (1..=looks)
        .map(|number| {
            let text = fs::read_to_string(folder.join(format!("counts.{}", 2 * number)))?;
            let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
            total.and_then(|total| total.trim().parse().ok()).ok_or_else(|| {
                io::Error::other(format!("callgrind wrote no total of look {number}"))
            })
        })
        .collect()
}
