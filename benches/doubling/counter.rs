//! Instructions and memory, counted and not timed: the same on a busy machine and on any other.
//!
//! Valgrind counts. The program runs itself under callgrind, which looks at [`counted`] alone and
//! writes what it has counted down each time that it ends.

use std::fs;
use std::io;
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
    counted(work);
    MEMORY.peak_usage().saturating_sub(before)
}

/// What callgrind looks at, by this name.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
}

/// Runs this program under callgrind, with the counts in `folder`.
pub(crate) fn start(folder: &Path, arguments: &[String]) -> io::Result<Child> {
    let counted = "--dump-after=doubling::counter::counted";
    let collected = "--toggle-collect=doubling::counter::counted";
    Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet", counted, collected])
        .arg(format!("--callgrind-out-file={}", folder.join("counts").display()))
        .arg(std::env::current_exe()?)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
}

/// Reads how many instructions each look at [`counted`] took, in their order.
pub(crate) fn instructions(folder: &Path, looks: usize) -> io::Result<Vec<u64>> {
    (1..=looks)
        .map(|number| {
            let text = fs::read_to_string(folder.join(format!("counts.{number}")))?;
            let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
            total.and_then(|total| total.trim().parse().ok()).ok_or_else(|| {
                io::Error::other(format!("callgrind wrote no total of look {number}"))
            })
        })
        .collect()
}
