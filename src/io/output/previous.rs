//! The site that stands in the output folder before a build.

use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};
use rustix::buffer::spare_capacity;
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, fstat, openat, statat};
use rustix::io::{Errno, read};

use super::error::{Operation, OutputError};
use super::guard;
use super::manifest::{self, MANIFEST, Manifest, Moved, ReadManifest};
use crate::foundation::hash::Hash;
use crate::foundation::path::OutPath;

/// A site made earlier, or an empty folder.
#[derive(Debug)]
pub(super) struct PreviousOutput {
    pub(super) folder: OwnedFd,
    pub(super) path: PathBuf,
    pub(super) manifest: Manifest,
    /// The pages of still earlier sites that no file stands for any more, sorted.
    pub(super) gone: Vec<OutPath>,
    /// Where what stood on them was last seen.
    pub(super) moved: Moved,
    /// The titles of its pages, as HTML.
    pub(super) titles: FxHashMap<Box<str>, Box<str>>,
    /// Its pages that were never published, but built with drafts.
    pub(super) drafts: FxHashSet<Box<str>>,
    /// Whether there is a manifest; a folder without one is empty.
    pub(super) has_manifest: bool,
}

impl PreviousOutput {
    /// Refuses a folder that holds anything but a site of ours.
    pub(super) fn check(out: &Path) -> Result<(), OutputError> {
        if out.join(MANIFEST).symlink_metadata().is_ok() { Ok(()) } else { guard::check_empty(out) }
    }

    /// Opens what stands at `out`; `None` when there is nothing. Refuses what is not ours.
    pub(super) fn open(out: &Path) -> Result<Option<Self>, OutputError> {
        if !guard::output_exists(out)? {
            return Ok(None);
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let folder = openat(CWD, out, flags, Mode::empty())
            .map_err(OutputError::at_path(Operation::Inspect, out))?;
        let path = out.to_owned();
        match open_file(&folder, MANIFEST) {
            Ok((file, length)) => {
                let named = out.join(MANIFEST);
                let text = read_all(&file, length)
                    .map_err(OutputError::at_path(Operation::Read, &named))?;
                let read = manifest::parse_manifest(&text)
                    .map_err(|line| OutputError::Manifest { path: named, line })?;
                Ok(Some(Self::with_manifest(folder, path, read, true)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                guard::check_empty(out)?;
                Ok(Some(Self::with_manifest(folder, path, ReadManifest::default(), false)))
            }
            Err(error) => Err(OutputError::at_path(Operation::Read, out.join(MANIFEST))(error)),
        }
    }

    fn with_manifest(
        folder: OwnedFd,
        path: PathBuf,
        read: ReadManifest,
        has_manifest: bool,
    ) -> Self {
        let ReadManifest { files: manifest, gone, moved, titles, drafts } = read;
        Self { folder, path, manifest, gone, moved, titles, drafts, has_manifest }
    }

    /// Returns the pages and attachments that are gone when the files stay that `stays` takes: of
    /// this site, and of those before it; each with where it went, as `moved` says or an earlier
    /// build knew.
    pub(super) fn gone_after(
        &self,
        stays: impl Fn(&str) -> bool,
        moved: &Moved,
    ) -> Vec<(OutPath, Option<OutPath>)> {
        let all = self.manifest.keys().filter(|path| !self.drafts.contains(*path));
        let all = all.filter_map(|path| OutPath::new(path).ok());
        let now = all.filter(|path| manifest::is_page(path.as_str()) || path.is_attachment());
        let mut gone: Vec<OutPath> =
            now.chain(self.gone.iter().cloned()).filter(|path| !stays(path.as_str())).collect();
        gone.sort_unstable();
        let now_at = |path: &OutPath| moved.get(path).or_else(|| self.moved.get(path)).cloned();
        gone.into_iter().map(|path| (path.clone(), now_at(&path))).collect()
    }

    /// Tells whether readers may have kept the address of a page.
    pub(super) fn was_published(&self, path: &str) -> bool {
        let is_there = self.manifest.contains_key(path) && !self.drafts.contains(path);
        let was_there = || self.gone.binary_search_by(|gone| gone.as_str().cmp(path)).is_ok();
        manifest::is_page(path) && (is_there || was_there())
    }

    /// Tells whether the folder that was opened is still the one at its path.
    pub(super) fn still_stands(&self) -> bool {
        let (Ok(opened), Ok(named)) =
            (fstat(&self.folder), statat(CWD, &self.path, AtFlags::SYMLINK_NOFOLLOW))
        else {
            return false;
        };
        (opened.st_dev, opened.st_ino) == (named.st_dev, named.st_ino)
    }

    /// Tells whether the file at `path` is ours and holds just `bytes`. The file is read: someone
    /// may have changed it.
    pub(super) fn holds_file(&self, path: &str, bytes: &[u8], hash: Hash) -> bool {
        self.manifest.get(path) == Some(&hash)
            && open_file(&self.folder, path)
                .is_ok_and(|(file, length)| length == bytes.len() && equals_bytes(&file, bytes))
    }
}

/// Opens a plain file, and nothing else, with its length.
pub(super) fn open_file(folder: &OwnedFd, path: &str) -> io::Result<(OwnedFd, usize)> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = openat(folder, path, flags, Mode::empty())?;
    let stat = fstat(&file)?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a plain file"));
    }
    Ok((file, usize::try_from(stat.st_size).unwrap_or_default()))
}

pub(super) fn read_all(file: &OwnedFd, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length + 1);
    while retry_interrupted(|| read(file, spare_capacity(&mut bytes)))? > 0 {
        bytes.reserve(64);
    }
    Ok(bytes)
}

/// Tells whether a file of as many bytes holds just these.
fn equals_bytes(file: &OwnedFd, bytes: &[u8]) -> bool {
    let mut chunk = [0; 16 * 1024];
    let mut rest = bytes;
    while !rest.is_empty() {
        let count = retry_interrupted(|| read(file, &mut chunk[..])).unwrap_or(0);
        match chunk.get(..count).and_then(|chunk| rest.strip_prefix(chunk)) {
            Some(after) if count > 0 => rest = after,
            _ => return false,
        }
    }
    true
}

/// Makes a call again when a signal broke it off.
pub(super) fn retry_interrupted<T>(mut call: impl FnMut() -> Result<T, Errno>) -> Result<T, Errno> {
    loop {
        match call() {
            Err(Errno::INTR) => {}
            other => return other,
        }
    }
}
