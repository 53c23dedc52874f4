//! One build at a time for one output folder.

#![expect(clippy::disallowed_methods, reason = "io looks at the disk")]

use std::ffi::OsString;
use std::fs;
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FlockOperation, Mode, OFlags, flock, fstat, openat};
use rustix::io::Errno;

use super::error::{Operation, OutputError};

/// A lock beside the output folder. The system releases it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// `None` where the file system knows no locks.
    file: Option<OwnedFd>,
}

impl Lock {
    /// Takes the lock of `out`, or tells that another build has it.
    pub(super) fn take_lock(out: &Path) -> Result<Self, OutputError> {
        let path = path_beside(out, "lock");
        let failed = |error: Errno| OutputError::at_path(Operation::Lock, &path)(error);
        loop {
            let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let file = openat(CWD, &path, flags, Mode::from_raw_mode(0o644)).map_err(failed)?;
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => {}
                Err(Errno::WOULDBLOCK) => return Err(OutputError::Busy { out: out.to_owned() }),
                Err(Errno::NOSYS | Errno::OPNOTSUPP | Errno::NOLCK | Errno::INVAL) => {
                    return Ok(Self { path, file: None });
                }
                Err(error) => return Err(failed(error)),
            }
            // The build that had the lock may have removed the file between our opening and our
            // locking it: what we have then locks nobody out.
            let ours = fstat(&file).map_err(failed)?.st_ino;
            if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.ino() == ours) {
                return Ok(Self { path, file: Some(file) });
            }
        }
    }

    /// Tells whether other builds are really locked out.
    pub(super) fn holds(&self) -> bool {
        self.file.is_some()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.file.is_some() {
            // Removed while still locked, so that nobody else's file is hit. A file that stays does
            // no harm.
            _ = fs::remove_file(&self.path);
        }
    }
}

/// Returns the path beside `out` that is named `.<name of out>.casebook-<what>`.
pub(super) fn path_beside(out: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(out.file_name().unwrap_or_default());
    name.push(".casebook-");
    name.push(what);
    out.with_file_name(name)
}
