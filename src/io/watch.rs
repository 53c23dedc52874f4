//! Waiting for a change on the disk.
//!
//! Events are hints: a batch names what to look at again, and
//! [`DiskWorld::refresh`](super::disk::DiskWorld::refresh) finds out what changed. Folders are
//! watched, not files, since editors save by renaming.

#![expect(clippy::disallowed_methods, reason = "io reads the clock")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use walkdir::WalkDir;

use self::events::{Pending, Shared, is_ignored};
use self::folder_id::FolderId;
use self::limits::{is_limit, why_polling};
use super::disk::DiskError;
use super::inputs;
use crate::foundation::diagnostic::Text;

mod events;
mod folder_id;
mod limits;
mod waiting;

/// What may have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Absolute paths of files and folders, sorted, each once. What is below a new folder is named
    /// too.
    pub paths: Vec<PathBuf>,
    /// Whether events were lost, or there are none to be had: everything is to be looked at.
    pub rescan: bool,
}

/// Watches a publication. Each item is a batch; the iterator waits for it, and ends when it is
/// stopped.
pub struct Watcher {
    root: PathBuf,
    shared: Arc<Shared>,
    /// `None` while polling.
    backend: Option<RecommendedWatcher>,
    /// The folder that is watched, as the file system knows it; `None` when it is not there.
    folder: Option<FolderId>,
    notice: Option<Text>,
    /// Whether the last batch was cut off while more was coming.
    is_burst: bool,
    /// When the last batch was handed out.
    handed: Option<Instant>,
    /// Whether events may be missing that the system does not know of.
    is_distrustful: bool,
    /// Whether everything is to be looked at once nothing happens.
    is_due: bool,
}

/// Ends a [`Watcher`] from another thread: a preview never does, it ends with its process.
#[cfg(feature = "internals")]
#[derive(Clone)]
pub struct Stopper(Arc<Shared>);

#[cfg(feature = "internals")]
impl Stopper {
    /// Makes the watcher's present or next wait end with `None`.
    pub fn stop(&self) {
        self.0.pending().is_stopped = true;
        self.0.bell.notify_all();
    }
}

impl Watcher {
    /// Watches the inputs under `root`: by events, or by looking again and again when `poll` is set
    /// or the system has no more watches to give, which [`take_notice`](Self::take_notice) then
    /// says.
    ///
    /// Open the world after this, so that nothing changes unseen between the two.
    ///
    /// # Errors
    /// Returns that the folder is not there.
    pub fn new(root: &Path, poll: bool) -> Result<Self, DiskError> {
        let root = root
            .canonicalize()
            .map_err(|source| DiskError::Root { root: root.to_owned(), source })?;
        let shared = Arc::<Shared>::default();
        let mut watcher = Self {
            backend: None,
            folder: FolderId::at(&root),
            root,
            shared,
            notice: None,
            is_burst: false,
            handed: None,
            is_distrustful: false,
            is_due: false,
        };
        if !poll {
            watcher.start();
        }
        Ok(watcher)
    }

    /// Returns a handle that ends the watch from another thread.
    #[cfg(feature = "internals")]
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        Stopper(Arc::clone(&self.shared))
    }

    /// Looks at everything once more when nothing has happened for a while after a batch: some
    /// disks do not tell all.
    #[must_use]
    pub fn distrustful(mut self) -> Self {
        self.is_distrustful = true;
        self
    }

    /// Returns, once, why the watcher began to poll.
    pub fn take_notice(&mut self) -> Option<Text> {
        self.notice.take()
    }

    /// Has the system tell what happens in the folder that stands there now.
    fn start(&mut self) {
        let (root, shared) = (self.root.clone(), Arc::clone(&self.shared));
        let config = notify::Config::default().with_follow_symlinks(false);
        match RecommendedWatcher::new(move |event| shared.note_event(&root, event), config) {
            Ok(backend) => {
                self.backend = Some(backend);
                self.watch_all();
            }
            Err(error) => self.fall_back(&error),
        }
    }

    /// Looks whether another folder stands at the root than the one that is watched, and follows
    /// that one. Returns whether it does.
    fn follow_root(&mut self) -> bool {
        let folder = FolderId::at(&self.root);
        if folder == self.folder {
            return false;
        }
        self.folder = folder;
        self.backend = None;
        if folder.is_some() {
            self.start();
        }
        true
    }

    fn watch_all(&mut self) {
        let root = self.root.clone();
        self.watch_folder(&root, RecursiveMode::NonRecursive);
        for folder in inputs::FOLDERS {
            let folder = root.join(folder);
            if is_folder(&folder) {
                self.watch_folder(&folder, RecursiveMode::Recursive);
            }
        }
    }

    /// Watches a folder. Once this returns, every change in it is reported.
    fn watch_folder(&mut self, folder: &Path, mode: RecursiveMode) {
        // A folder that is removed while the ones beside it are being watched ends the attempt
        // half-way.
        for _ in 0..8 {
            let Some(backend) = &mut self.backend else { return };
            match backend.watch(folder, mode) {
                Ok(()) => return,
                Err(error) if is_limit(&error) => return self.fall_back(&error),
                Err(_) if !is_folder(folder) => return,
                Err(_) => {}
            }
        }
    }

    /// Takes to polling.
    fn fall_back(&mut self, error: &notify::Error) {
        self.backend = None;
        self.notice = Some(why_polling(error));
    }

    /// Makes a batch of the reported paths, with what could not be reported: files made in a folder
    /// before it was watched.
    fn complete_batch(&mut self, pending: Pending) -> Batch {
        if self.follow_root() {
            return Batch { paths: Vec::new(), rescan: true };
        }
        if pending.is_limited {
            self.fall_back(&notify::Error::new(ErrorKind::MaxFilesWatch));
        }
        if pending.is_lost || pending.is_limited {
            // Folders made meanwhile are not watched yet.
            self.watch_all();
            return Batch { paths: Vec::new(), rescan: true };
        }
        let mut paths: Vec<PathBuf> = pending.paths.into_iter().collect();
        paths.sort_unstable();
        let mut below = Vec::new();
        let mut last: Option<&Path> = None;
        for path in &paths {
            if last.is_some_and(|last| path.starts_with(last)) || !is_folder(path) {
                continue;
            }
            // The watch comes first: what is made after it is told, what was made before it is
            // listed.
            self.watch_folder(path, RecursiveMode::Recursive);
            let walk = WalkDir::new(path)
                .min_depth(1)
                .into_iter()
                .filter_entry(|entry| !is_ignored(entry.file_name().to_str()));
            below.extend(walk.filter_map(Result::ok).map(walkdir::DirEntry::into_path));
            last = Some(path);
        }
        if self.backend.is_none() {
            return Batch { paths: Vec::new(), rescan: true };
        }
        if !below.is_empty() {
            paths.append(&mut below);
            paths.sort_unstable();
            paths.dedup();
        }
        Batch { paths, rescan: false }
    }
}

impl Iterator for Watcher {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let batch = if self.backend.is_some() {
            let pending = self.wait_for_change()?;
            self.complete_batch(pending)
        } else {
            let batch = self.wait_to_poll()?;
            // It polls only until there is a folder again.
            if self.folder.is_none() {
                self.follow_root();
            }
            batch
        };
        self.handed = Some(Instant::now());
        Some(batch)
    }
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

#[cfg(test)]
mod tests;
