//! The site that an earlier build left, to be read: which addresses it had, and what stood there.

use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::manifest::Moved;
use super::previous::{PreviousOutput, open_file, read_all};
use crate::foundation::path::OutPath;
use crate::foundation::world;

/// A site that an earlier build left.
#[derive(Debug)]
pub struct PublishedFolder {
    folder: OwnedFd,
    files: Vec<OutPath>,
    gone: Vec<OutPath>,
    moved: Moved,
    titles: FxHashMap<Box<str>, Box<str>>,
}

impl PublishedFolder {
    /// Opens the site in `out`; `None` when no site of ours stands there.
    #[must_use]
    pub fn open(out: &Path) -> Option<Self> {
        let old = PreviousOutput::open(out).ok()??;
        let mut files: Vec<OutPath> = old
            .manifest
            .keys()
            .filter(|path| !old.drafts.contains(*path))
            .filter_map(|path| OutPath::new(path).ok())
            .collect();
        files.sort_unstable();
        let PreviousOutput { folder, gone, moved, titles, .. } = old;
        Some(Self { folder, files, gone, moved, titles })
    }
}

impl world::PublishedSite for PublishedFolder {
    fn files(&self) -> &[OutPath] {
        &self.files
    }

    fn gone(&self) -> &[OutPath] {
        &self.gone
    }

    fn moved_to(&self, gone: &OutPath) -> Option<&OutPath> {
        self.moved.get(gone)
    }

    fn title(&self, path: &OutPath) -> Option<&str> {
        self.titles.get(path.as_str()).map(|title| &**title)
    }

    fn read(&self, path: &OutPath) -> io::Result<Vec<u8>> {
        let (file, length) = open_file(&self.folder, path.as_str())?;
        read_all(&file, length)
    }
}
