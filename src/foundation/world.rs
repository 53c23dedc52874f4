//! What the core sees of the outside: files to read, a place for what was made.
//!
//! The core never opens a file itself. The disk stands behind these traits in [`crate::io`];
//! tests put a map in its place.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io;
use std::sync::Arc;

use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::path::{OutPath, SourcePath};

/// One input file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands, from the publication's root.
    pub path: SourcePath,
    /// Changes whenever the content may have changed. Equal stamps of one path in one
    /// world mean equal bytes, so that a warm build need not read the file again.
    pub stamp: u64,
}

/// The inputs of a publication.
pub trait World: Sync {
    /// Returns every input file, sorted by path, each once.
    fn files(&self) -> &[Entry];
    /// Tells whether there is a file at `path`.
    fn has_file(&self, path: &SourcePath) -> bool {
        self.files().binary_search_by(|entry| entry.path.cmp(path)).is_ok()
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Returns the I/O error, for instance that the file is gone by now.
    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>>;

    /// Returns what was wrong while looking for files: a symbolic link, a folder without
    /// permission.
    fn problems(&self) -> &[Diagnostic];

    /// Returns the names of what stands in the root and is no input, sorted. Nothing of it is read.
    fn others(&self) -> &[String] {
        &[]
    }

    /// Returns the site as it was published last, where it is known.
    fn published(&self) -> Option<&dyn PublishedSite> {
        None
    }
}

/// A site that was published earlier.
pub trait PublishedSite: Sync {
    /// Returns the paths of all files that it was made of, sorted.
    fn files(&self) -> &[OutPath];

    /// Returns the paths of pages and attachments that sites before it had, and that no file of
    /// this one stands for, sorted.
    fn gone(&self) -> &[OutPath];

    /// Returns where that stood last, as far as is known, what a page in [`gone`](Self::gone) held.
    fn moved_to(&self, gone: &OutPath) -> Option<&OutPath>;

    /// Returns the title of one of its pages, as HTML, where it is known.
    fn title(&self, path: &OutPath) -> Option<&str>;

    /// Reads one of its files.
    ///
    /// # Errors
    /// Returns the I/O error, for instance that the file is gone by now.
    fn read(&self, path: &OutPath) -> io::Result<Vec<u8>>;
}

/// A place for finished outputs. Called from many threads, in no particular order.
pub trait Output: Sync {
    /// Takes one finished output. No two calls share a path.
    ///
    /// # Errors
    /// Returns the I/O error; the build then stops and nothing is published.
    fn put(&self, path: &OutPath, bytes: &[u8]) -> io::Result<()>;

    /// Returns a place for what would fill the memory until its output is made; `None` where all is
    /// kept in memory.
    fn spill(&self) -> Option<Arc<dyn Spill>> {
        None
    }
}

/// A place for bytes that are wanted once more, later. Called from many threads.
pub trait Spill: Debug + Send + Sync {
    /// Puts bytes away, and returns where they are.
    ///
    /// # Errors
    /// Returns the I/O error, for instance that the disk is full.
    fn put(&self, bytes: &[u8]) -> io::Result<u64>;

    /// Gets `length` bytes back from where they are.
    ///
    /// # Errors
    /// Returns the I/O error; the build then ends with that, and nothing is published.
    fn get(&self, at: u64, length: usize) -> io::Result<Vec<u8>>;
}

/// A world made of a map, for tests and previews.
#[derive(Clone, Debug, Default)]
pub struct MemoryWorld {
    files: BTreeMap<SourcePath, Vec<u8>>,
    entries: Vec<Entry>,
    clock: u64,
}

impl MemoryWorld {
    /// Adds or replaces a file.
    pub fn write(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.clock += 1;
        let (path, stamp) = (SourcePath::new(path), self.clock);
        match self.place(&path) {
            Ok(at) => self.entries[at].stamp = stamp,
            Err(at) => self.entries.insert(at, Entry { path: path.clone(), stamp }),
        }
        self.files.insert(path, bytes.into());
    }

    /// Removes a file; tells whether it was there.
    pub fn remove(&mut self, path: &str) -> bool {
        let path = SourcePath::new(path);
        if let Ok(at) = self.place(&path) {
            self.entries.remove(at);
        }
        self.files.remove(&path).is_some()
    }

    /// Returns where a file is listed, or is to be.
    fn place(&self, path: &SourcePath) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| entry.path.cmp(path))
    }
}

impl World for MemoryWorld {
    fn files(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn problems(&self) -> &[Diagnostic] {
        &[]
    }
}

/// An output that keeps everything in memory.
#[derive(Debug, Default)]
pub struct MemoryOutput {
    files: std::sync::Mutex<BTreeMap<OutPath, Vec<u8>>>,
}

impl MemoryOutput {
    /// Returns all outputs by path.
    ///
    /// # Panics
    /// Panics when a thread that was putting a file panicked.
    #[must_use]
    pub fn into_files(self) -> BTreeMap<OutPath, Vec<u8>> {
        self.files.into_inner().expect("no thread panicked while putting a file")
    }
}

impl Output for MemoryOutput {
    fn put(&self, path: &OutPath, bytes: &[u8]) -> io::Result<()> {
        let mut files =
            self.files.lock().map_err(|_| io::Error::other("an earlier output failed"))?;
        files.insert(path.clone(), bytes.to_vec());
        Ok(())
    }
}
