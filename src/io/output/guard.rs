//! Which folders may become an output: none that could hold anything else.

#![expect(clippy::disallowed_methods, reason = "io looks at the disk")]

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::error::{BadFolder, Operation, OutputError};
use crate::io::inputs::FOLDERS;

/// Returns `out` as an absolute path without symbolic links above its last name, which need not
/// exist.
pub(super) fn settle_output(out: &Path) -> Result<PathBuf, OutputError> {
    let failed = |source| OutputError::Failed {
        operation: Operation::Inspect,
        path: out.to_owned(),
        source,
    };
    let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
        // `/`, `.` and `..` name a folder that must be there already.
        return out.canonicalize().map_err(failed);
    };
    let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    match parent.canonicalize() {
        Ok(parent) => Ok(parent.join(name)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Ok(settle_output(parent)?.join(name))
        }
        Err(error) => Err(failed(error)),
    }
}

/// Refuses a settled `out` that is no place for a site, whatever it holds. `root` is the
/// publication's and `home` the user's folder, both without symbolic links.
pub(super) fn check_place(out: &Path, root: &Path, home: Option<&Path>) -> Result<(), BadFolder> {
    let out_owned = || out.to_owned();
    if out.parent().is_none() {
        return Err(BadFolder::FileSystemRoot);
    }
    if root.starts_with(out) {
        return Err(BadFolder::AroundPublication { out: out_owned(), root: root.to_owned() });
    }
    if home.is_some_and(|home| home.starts_with(out)) {
        return Err(BadFolder::Home { out: out_owned() });
    }
    match FOLDERS.iter().map(|folder| root.join(folder)).find(|inputs| out.starts_with(inputs)) {
        Some(inputs) => Err(BadFolder::InsideInputs { out: out_owned(), inputs }),
        None => Ok(()),
    }
}

/// Tells whether `out` is there; refuses what is no folder.
pub(super) fn output_exists(out: &Path) -> Result<bool, OutputError> {
    match fs::symlink_metadata(out) {
        Ok(metadata) if metadata.is_symlink() => {
            Err(BadFolder::Symlink { out: out.to_owned() }.into())
        }
        Ok(metadata) if metadata.is_dir() => Ok(true),
        Ok(_) => Err(BadFolder::NotAFolder { out: out.to_owned() }.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(OutputError::at_path(Operation::Inspect, out)(error)),
    }
}

/// Makes the folders above `out`.
pub(super) fn make_parent(out: &Path) -> Result<(), OutputError> {
    let Some(parent) = out.parent() else { return Err(BadFolder::FileSystemRoot.into()) };
    fs::create_dir_all(parent).map_err(OutputError::at_path(Operation::MakeFolder, parent))
}

/// Refuses a mount point: it cannot be renamed, and what stands beside it is on another file
/// system.
pub(super) fn check_not_mounted(out: &Path) -> Result<(), OutputError> {
    if is_mounted(out) { Err(OutputError::MountPoint { out: out.to_owned() }) } else { Ok(()) }
}

/// Tells whether a file system is mounted at a folder.
pub(super) fn is_mounted(folder: &Path) -> bool {
    // A bind mount has the device number of the folder around it; only Linux tells.
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        let flags = AtFlags::SYMLINK_NOFOLLOW;
        // Where the kernel knows, it is right: on an overlay a folder has another device number
        // than the one around it.
        if let Ok(stat) = statx(CWD, folder, flags, StatxFlags::empty())
            && stat.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT)
        {
            return stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT);
        }
    }
    let device = |path: &Path| fs::symlink_metadata(path).map(|metadata| metadata.dev()).ok();
    folder.parent().is_some_and(|parent| device(parent) != device(folder))
}

/// Refuses a folder that holds anything; for folders without a manifest.
pub(super) fn check_empty(out: &Path) -> Result<(), OutputError> {
    let failed = |error| OutputError::at_path(Operation::Inspect, out)(error);
    match fs::read_dir(out).map_err(failed)?.next() {
        None => Ok(()),
        Some(entry) => Err(OutputError::NotOurs {
            out: out.to_owned(),
            example: entry.map_err(failed)?.path(),
        }),
    }
}
