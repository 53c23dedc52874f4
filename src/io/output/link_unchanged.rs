//! Taking over from the old site what stays: outputs whose bytes are the same, and files that are
//! not ours.

use std::fs::{File, FileTimes};
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

use rayon::prelude::*;
use rustix::fs::{
    AtFlags, FileType, Mode, OFlags, fchmod, fchown, fstat, linkat, mkdirat, openat, readlinkat,
    statat, symlinkat,
};
use rustix::io::Errno;

use super::OutputRecord;
use super::error::{Operation, OutputError};
use super::guard;
use super::inventory::Inventory;
use super::previous::PreviousOutput;
use super::staging_dir::{FILE_MODE, FOLDER_MODE, StagingDir};

/// Links what stays from the old site into the new one; returns what stands in the old one.
pub(super) fn link_unchanged_files(
    old: &PreviousOutput,
    stage: &StagingDir,
    done: &[OutputRecord],
) -> Result<Inventory, OutputError> {
    done.par_iter().filter(|done| done.written.is_none()).try_for_each(|done| {
        let path = done.path.as_str();
        stage.make_folders_of(path)?;
        link_file(old, stage, Path::new(path))
    })?;
    let inventory = Inventory::list_site(old)?;
    for folder in &inventory.foreign.folders {
        make_place(folder, stage)?;
        link_unchanged_folder(old, stage, folder)?;
    }
    for file in &inventory.foreign.files {
        make_place(file, stage)?;
        link_file(old, stage, file)?;
    }
    Ok(inventory)
}

/// Makes the folders above a foreign path. Foreign ones among them were made before.
fn make_place(path: &Path, stage: &StagingDir) -> Result<(), OutputError> {
    path.to_str().map_or(Ok(()), |path| stage.make_folders_of(path))
}

/// Makes a foreign folder anew, with its permissions.
fn link_unchanged_folder(
    old: &PreviousOutput,
    stage: &StagingDir,
    path: &Path,
) -> Result<(), OutputError> {
    let shown = old.path.join(path);
    let failed = |error: Errno| OutputError::at_path(Operation::Keep, &shown)(error);
    // Files in it could not be linked, and an empty mount would go away with the old site.
    if guard::is_mounted(&shown) {
        return Err(failed(Errno::XDEV));
    }
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let from = openat(&old.folder, path, flags, Mode::empty()).map_err(failed)?;
    match mkdirat(stage.site(), path, FOLDER_MODE) {
        Ok(()) | Err(Errno::EXIST) => {}
        Err(Errno::NOTDIR) => return Err(OutputError::InTheWay { path: shown }),
        Err(error) => return Err(failed(error)),
    }
    match openat(stage.site(), path, flags, Mode::empty()) {
        Ok(to) => folder_attributes(&from, &to),
        Err(_) => return Err(OutputError::InTheWay { path: shown }),
    }
    Ok(())
}

/// Gives the folder `to` the permissions and, where that is allowed, the owner of `from`.
pub(super) fn folder_attributes(from: &OwnedFd, to: &OwnedFd) {
    let (Ok(old), Ok(new)) = (fstat(from), fstat(to)) else { return };
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid) {
        // Only root may give folders away; for others the new site is their own, as any file they
        // write.
        _ = fchown(
            to,
            Some(rustix::fs::Uid::from_raw(old.st_uid)),
            Some(rustix::fs::Gid::from_raw(old.st_gid)),
        );
    }
    _ = fchmod(to, Mode::from_raw_mode(old.st_mode));
}

/// Puts a file of the old site into the new one: the same file by another name, or a copy where
/// that cannot be.
fn link_file(old: &PreviousOutput, stage: &StagingDir, path: &Path) -> Result<(), OutputError> {
    let shown = || old.path.join(path);
    let failed = |source: io::Error| OutputError::Failed {
        operation: Operation::Keep,
        path: shown(),
        source,
    };
    match linkat(&old.folder, path, stage.site(), path, AtFlags::empty()) {
        Ok(()) => Ok(()),
        Err(Errno::EXIST | Errno::NOTDIR) => Err(OutputError::InTheWay { path: shown() }),
        // FAT and some network file systems have no links; Linux may forbid links to the files of
        // others; a file has only so many.
        Err(Errno::PERM | Errno::ACCESS | Errno::OPNOTSUPP | Errno::NOSYS | Errno::MLINK) => {
            copy_file(old, stage, path).map_err(failed)
        }
        Err(error) => Err(failed(error.into())),
    }
}

/// Copies a file with its permissions and times, a symbolic link as a link.
fn copy_file(old: &PreviousOutput, stage: &StagingDir, path: &Path) -> io::Result<()> {
    let stat = statat(&old.folder, path, AtFlags::SYMLINK_NOFOLLOW)?;
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::Symlink => {
            Ok(symlinkat(readlinkat(&old.folder, path, Vec::new())?, stage.site(), path)?)
        }
        FileType::RegularFile => {
            let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
            let mut from =
                File::from(openat(&old.folder, path, flags | OFlags::RDONLY, Mode::empty())?);
            let to = openat(
                stage.site(),
                path,
                flags | OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL,
                FILE_MODE,
            )?;
            let mut to = File::from(to);
            io::copy(&mut from, &mut to)?;
            let metadata = from.metadata()?;
            to.set_permissions(metadata.permissions())?;
            to.set_times(
                FileTimes::new()
                    .set_accessed(metadata.accessed()?)
                    .set_modified(metadata.modified()?),
            )
        }
        _ => Err(io::Error::new(
            io::ErrorKind::Unsupported,
            "neither a file nor a folder nor a link",
        )),
    }
}
