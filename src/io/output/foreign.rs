//! Finding what in the output folder is not ours.

use std::ffi::OsStr;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, openat, statat};
use rustix::io::Errno;

use super::error::{Deed, OutputError};
use super::manifest::{MANIFEST, Manifest};
use super::old::Old;

/// What in the old site is not ours, as seen from its folder.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    /// Files, symbolic links and whatever else is no folder.
    pub(super) files: Vec<PathBuf>,
    /// Folders that held no output of ours, each before those below it.
    pub(super) folders: Vec<PathBuf>,
}

impl Foreign {
    /// Lists the old site and leaves out what its manifest names.
    pub(super) fn find(old: &Old) -> Result<Self, OutputError> {
        let search = Search { old, ours: folders_of(&old.manifest) };
        let mut found = search.look(old.folder.as_fd(), Path::new(""), Path::new("."))?;
        found.folders.sort_unstable();
        Ok(found)
    }

    fn join(mut self, mut other: Self) -> Self {
        self.files.append(&mut other.files);
        self.folders.append(&mut other.folders);
        self
    }
}

/// Returns the folders that hold the files of a manifest, and all above them.
pub(super) fn folders_of(manifest: &Manifest) -> FxHashSet<&str> {
    let mut folders = FxHashSet::with_capacity_and_hasher(manifest.len(), rustc_hash::FxBuildHasher);
    for path in manifest.keys() {
        let mut path: &str = path;
        while let Some((folder, _)) = path.rsplit_once('/') {
            if !folders.insert(folder) {
                break;
            }
            path = folder;
        }
    }
    folders
}

struct Search<'a> {
    old: &'a Old,
    ours: FxHashSet<&'a str>,
}

impl Search<'_> {
    /// Lists the folder that `above` knows as `name` and that is `path` as seen from the site. Sites have thousands
    /// of folders with one file each, so that folders side by side are listed in parallel.
    fn look(&self, above: BorrowedFd<'_>, path: &Path, name: &Path) -> Result<Foreign, OutputError> {
        let failed = |error: Errno| OutputError::at(Deed::Keep, self.old.path.join(path))(error);
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let folder: OwnedFd = openat(above, name, flags, Mode::empty()).map_err(failed)?;
        let mut found = Foreign::default();
        let mut folders = Vec::new();
        for entry in Dir::read_from(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = Path::new(OsStr::from_bytes(entry.file_name().to_bytes()));
            if matches!(entry.file_name().to_bytes(), b"." | b"..") {
                continue;
            }
            let mut kind = entry.file_type();
            if kind == FileType::Unknown {
                kind = FileType::from_raw_mode(statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW).map_err(failed)?.st_mode);
            }
            let path = path.join(name);
            if kind == FileType::Directory {
                if !path.to_str().is_some_and(|path| self.ours.contains(path)) {
                    found.folders.push(path);
                }
                folders.push(name.to_owned());
            } else if !path.to_str().is_some_and(|path| path == MANIFEST || self.old.manifest.contains_key(path)) {
                found.files.push(path);
            }
        }
        let below = folders.par_iter().map(|name| self.look(folder.as_fd(), &path.join(name), name));
        Ok(found.join(below.try_reduce(Foreign::default, |one, other| Ok(one.join(other)))?))
    }
}
