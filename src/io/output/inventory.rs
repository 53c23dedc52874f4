//! Finding what stands in the output folder: what is ours, and what is not.

use std::ffi::OsStr;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, openat, statat};
use rustix::io::Errno;

use super::error::{Operation, OutputError};
use super::manifest::{MANIFEST, Manifest};
use super::previous::PreviousOutput;

/// What stands in the old site, as seen from its folder. All of it was reached without following a
/// link.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    /// What the manifest names.
    pub(super) ours: Tree,
    /// What it does not name, and folders that hold none of our files.
    pub(super) foreign: Tree,
}

/// Paths of files and folders.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Files, symbolic links and whatever else is no folder.
    pub(super) files: Vec<PathBuf>,
    /// Each before those below it.
    pub(super) folders: Vec<PathBuf>,
}

impl Inventory {
    /// Lists the old site.
    pub(super) fn list_site(old: &PreviousOutput) -> Result<Self, OutputError> {
        let search = Search { old, ours: folders_of(&old.manifest) };
        search.list_folder(old.folder.as_fd(), Path::new(""), Path::new("."))
    }

    fn join_with(mut self, mut other: Self) -> Self {
        for (tree, other) in
            [(&mut self.ours, &mut other.ours), (&mut self.foreign, &mut other.foreign)]
        {
            tree.files.append(&mut other.files);
            tree.folders.append(&mut other.folders);
        }
        self
    }
}

/// Returns the folders that hold the files of a manifest, and all above them.
fn folders_of(manifest: &Manifest) -> FxHashSet<&str> {
    let mut folders =
        FxHashSet::with_capacity_and_hasher(manifest.len(), rustc_hash::FxBuildHasher);
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
    old: &'a PreviousOutput,
    ours: FxHashSet<&'a str>,
}

impl Search<'_> {
    /// Lists the folder that `above` knows as `name` and that is `path` as seen from the site.
    /// Sites have thousands of folders with one file each, so that folders side by side are listed
    /// in parallel.
    fn list_folder(
        &self,
        above: BorrowedFd<'_>,
        path: &Path,
        name: &Path,
    ) -> Result<Inventory, OutputError> {
        let failed =
            |error: Errno| OutputError::at_path(Operation::Keep, self.old.path.join(path))(error);
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut folder =
            Dir::new(openat(above, name, flags, Mode::empty()).map_err(failed)?).map_err(failed)?;
        let mut found = Inventory::default();
        let mut folders = Vec::new();
        while let Some(entry) = folder.read() {
            let entry = entry.map_err(failed)?;
            let name = Path::new(OsStr::from_bytes(entry.file_name().to_bytes()));
            if matches!(entry.file_name().to_bytes(), b"." | b"..") {
                continue;
            }
            let mut kind = entry.file_type();
            if kind == FileType::Unknown {
                kind = FileType::from_raw_mode(
                    statat(folder.fd().map_err(failed)?, name, AtFlags::SYMLINK_NOFOLLOW)
                        .map_err(failed)?
                        .st_mode,
                );
            }
            let path = path.join(name);
            if kind == FileType::Directory {
                let is_ours = path.to_str().is_some_and(|path| self.ours.contains(path));
                if is_ours { &mut found.ours } else { &mut found.foreign }.folders.push(path);
                folders.push(name.to_owned());
            } else {
                let is_ours = path
                    .to_str()
                    .is_some_and(|path| path == MANIFEST || self.old.manifest.contains_key(path));
                if is_ours { &mut found.ours } else { &mut found.foreign }.files.push(path);
            }
        }
        let here = folder.fd().map_err(failed)?;
        let below = folders.par_iter().map(|name| self.list_folder(here, &path.join(name), name));
        Ok(found.join_with(
            below.try_reduce(Inventory::default, |one, other| Ok(one.join_with(other)))?,
        ))
    }
}
