//! The least that any generator does: reads every source and writes every byte of the output, and
//! nothing else, on two threads.
//!
//! `cargo run --release --example floor -- SOURCES LIST OUT`: reads every file under SOURCES, then
//! writes to the new folder OUT as many files as LIST names, each as long as it says: a length, a
//! space and a path on each line, sorted by path. What is written is of no meaning; a memory file
//! system takes all bytes alike.

#![expect(clippy::disallowed_methods, reason = "this reads and writes files")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

const THREADS: usize = 2;

fn main() -> io::Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [sources, list, out] = &arguments[..] else {
        return Err(io::Error::other("usage: floor SOURCES LIST OUT"));
    };
    let mut files = Vec::new();
    find(sources, &mut files)?;
    share(&files, |files| {
        let mut bytes = Vec::new();
        files.iter().try_for_each(|file| {
            bytes.clear();
            io::copy(&mut fs::File::open(file)?, &mut bytes).map(drop)
        })
    })?;
    let list = fs::read_to_string(list)?;
    let outputs = list.lines().filter_map(|line| {
        let (length, path) = line.split_once(' ')?;
        Some((out.join(path), length.parse::<usize>().ok()?))
    });
    let outputs: Vec<(PathBuf, usize)> = outputs.collect();
    let bytes = vec![b'a'; outputs.iter().map(|(_, length)| *length).max().unwrap_or(0)];
    share(&outputs, |outputs| {
        let mut folder: Option<&Path> = None;
        outputs.iter().try_for_each(|(path, length)| {
            if path.parent() != folder {
                folder = path.parent();
                folder.map_or(Ok(()), fs::create_dir_all)?;
            }
            fs::write(path, &bytes[..*length])
        })
    })
}

/// Lists every file below `folder`.
fn find(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            find(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// Does `work` with each thread's part of `all`.
fn share<T: Sync>(all: &[T], work: impl Fn(&[T]) -> io::Result<()> + Sync) -> io::Result<()> {
    let part = all.len().div_ceil(THREADS).max(1);
    thread::scope(|scope| {
        let threads: Vec<_> = all.chunks(part).map(|part| scope.spawn(|| work(part))).collect();
        threads.into_iter().try_for_each(|thread| {
            thread.join().unwrap_or_else(|_| Err(io::Error::other("a thread panicked")))
        })
    })
}
