//! The folder of a publication, held open: what is read stands below it, whatever is moved or
//! linked meanwhile.

use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use rustix::fs::{CWD, Mode, OFlags, fstat, openat, stat};

/// A handle of the folder that stands at the root now. Worlds and readers of one publication share
/// it.
#[derive(Debug)]
pub(super) struct RootFolder(RwLock<Arc<OwnedFd>>);

impl RootFolder {
    /// Opens the folder at `root`.
    pub(super) fn open(root: &Path) -> io::Result<Self> {
        Ok(Self(RwLock::new(Arc::new(open_folder(root)?))))
    }

    /// Returns the folder that was opened last.
    pub(super) fn handle(&self) -> Arc<OwnedFd> {
        // The lock is held while a pointer is copied, so that nothing can be left half done.
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Opens the folder at `root` anew when another one has taken its place. Where there is none,
    /// the old one stays.
    pub(super) fn follow(&self, root: &Path) {
        let held = fstat(&*self.handle()).map(|stat| (stat.st_dev, stat.st_ino));
        let there = stat(root).map(|stat| (stat.st_dev, stat.st_ino));
        if there.is_ok_and(|there| held != Ok(there))
            && let Ok(folder) = open_folder(root)
        {
            *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(folder);
        }
    }
}

fn open_folder(root: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    Ok(openat(CWD, root, flags, Mode::empty())?)
}
