//! The publication on the disk, as a [`World`].
//!
//! Opening lists names only. A file's metadata and hash are noted when it is read, so that a later
//! [`refresh`](DiskWorld::refresh) can tell a change from a touch without having read anything
//! twice.

mod known;
mod odd_entry;
mod reader;
mod refresh;
mod root_folder;
#[cfg(test)]
mod tests;
mod unread;
mod walk;

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use rustix::buffer::spare_capacity;
use rustix::fs::{Mode, OFlags};

pub use self::reader::DiskReader;

use self::known::{Hint, Known};
use self::root_folder::RootFolder;
use self::walk::FoundFiles;
use crate::foundation::diagnostic::{Diagnostic, Text};
use crate::foundation::hash::Hash;
use crate::foundation::leftover::placeholder_of;
use crate::foundation::path::SourcePath;
use crate::foundation::world::{Entry, PublishedSite, World};
use crate::io::inputs;
use crate::io::output::PublishedFolder;
use crate::say;

/// Why a folder cannot be opened as a publication.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum DiskError {
    /// There is no `site.yaml` in it.
    NoPublication {
        /// The folder.
        root: PathBuf,
        /// A file in it that has nearly the right name.
        near: Option<String>,
    },
    /// A cloud drive keeps `site.yaml` away from this machine.
    Away {
        /// The folder.
        root: PathBuf,
    },
    /// It is not there, is no folder, or may not be entered.
    Root {
        /// The folder.
        root: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl DiskError {
    /// Returns the message and what to do about it.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NoPublication { root, near: Some(near) } if near.ends_with(".txt") => say!(
                "“{root}”里没有 site.yaml，但有 {near}：请把它改名为 site.yaml（Windows \
                 要先在“查看”里勾选“文件扩展名”才看得到 .txt）"
                    | "there is no site.yaml in `{root}`, but {near}: rename it to site.yaml \
                       (Windows hides .txt unless it is told to show file name extensions)",
                root = root.display()
            ),
            Self::NoPublication { root, near: Some(near) } => say!(
                "“{root}”里没有 site.yaml，但有 {near}：请把它改名为 site.yaml"
                    | "there is no site.yaml in `{root}`, but {near}: rename it to site.yaml",
                root = root.display()
            ),
            Self::Away { root } => say!(
                "“{root}”里的 site.yaml 还在网盘里，没有下载到这台电脑：请在访达或网盘软件里下载它，再试一次"
                    | "site.yaml of `{root}` is still in the cloud and not on this machine: \
                       download it in Finder or the program of the cloud drive, and try again",
                root = root.display()
            ),
            Self::NoPublication { root, near: None } => say!(
                "“{root}”里没有 site.yaml，不是一份出版物。用 casebook init 新建一份，或用 --root 指明它所在的文件夹"
                    | "there is no site.yaml in `{root}`, so it is no publication: start one with \
                       `casebook init`, or say where it is with --root",
                root = root.display()
            ),
            Self::Root { root, source } => say!(
                "打不开文件夹“{root}”：{source}。用 --root 指明出版物所在的文件夹"
                    | "the folder `{root}` cannot be opened: {source}; say where the \
                       publication is with --root",
                root = root.display()
            ),
        }
    }
}

/// What a [`DiskWorld::refresh`] or [`DiskWorld::rescan`] came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefreshSummary {
    /// The files that were added, removed, or hold other bytes than were read before; sorted, each
    /// once.
    pub changed: Vec<SourcePath>,
    /// Whether [`World::problems`] says something else than before.
    pub problems_changed: bool,
}

impl RefreshSummary {
    /// Tells whether there is nothing to build again.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && !self.problems_changed
    }
}

/// A publication on the disk.
#[derive(Debug)]
pub struct DiskWorld {
    root: PathBuf,
    folder: Arc<RootFolder>,
    /// Sorted by path.
    entries: Vec<Entry>,
    /// One for each entry, unless the world is read once. Locked one file at a time, and never
    /// while another is.
    known: FxHashMap<SourcePath, Mutex<Known>>,
    /// Sorted by file.
    problems: Vec<Diagnostic>,
    /// What stands in the root beside the inputs, sorted.
    others: Vec<String>,
    /// The highest stamp given so far.
    clock: u64,
    /// The site as it was published last.
    published: Option<PublishedFolder>,
}

impl DiskWorld {
    /// Lists the inputs under `root`: `site.yaml`, `content/`, `data/`, `i18n/`, `static/`,
    /// `templates/`, `themes/`.
    ///
    /// Dot-files and what editors leave behind are left out. Symbolic links, names that are not
    /// UTF-8, and folders that cannot be read are among the [problems](World::problems).
    ///
    /// # Errors
    /// Returns that the folder cannot be entered or holds no `site.yaml`.
    pub fn open(root: &Path) -> Result<Self, DiskError> {
        let failed = |source: io::Error| DiskError::Root { root: root.to_owned(), source };
        let real = root.canonicalize().map_err(failed)?;
        let folder = RootFolder::open(&real).map_err(failed)?;
        match real.join(inputs::SITE).symlink_metadata() {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(without_site(real));
            }
            Err(source) => return Err(failed(source)),
        }
        let FoundFiles { mut files, mut problems, others } = FoundFiles::find_all(&real);
        files.sort_unstable();
        problems.sort_by(|a, b| a.file.cmp(&b.file));
        let known = files.iter().map(|path| (path.clone(), Mutex::default())).collect();
        let entries = files.into_iter().map(|path| Entry { path, stamp: 0 }).collect();
        Ok(Self {
            root: real,
            folder: Arc::new(folder),
            entries,
            known,
            problems,
            others,
            clock: 0,
            published: None,
        })
    }

    /// Forgets what it reads: to a program that reads all files once and ends, what would prove
    /// later that they are the same is of no use. Refreshed, every file counts as changed.
    #[must_use]
    pub fn read_once(mut self) -> Self {
        self.known = FxHashMap::default();
        self
    }

    /// Notes the site that stands in the folder `out`, when one does.
    #[must_use]
    pub fn with_published(mut self, out: &Path) -> Self {
        self.published = PublishedFolder::open(out);
        self
    }

    /// Returns the root with all symbolic links resolved: the paths of a watcher begin with it.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns a handle that reads the same files while this world is being refreshed.
    #[must_use]
    pub(crate) fn reader(&self) -> DiskReader {
        DiskReader::new(Arc::clone(&self.folder))
    }

    fn load_file(&self, path: &SourcePath) -> io::Result<FileContent> {
        load_file(&self.folder.handle(), path)
    }

    fn known_state(&self, path: &SourcePath) -> Option<MutexGuard<'_, Known>> {
        // A thread that panicked meanwhile left a whole value behind: it is written at one go.
        self.known.get(path).map(|known| known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Says why there is no publication in `root`.
fn without_site(root: PathBuf) -> DiskError {
    let is_there = |name: &str| root.join(name).symlink_metadata().is_ok();
    if is_there(&placeholder_of(inputs::SITE)) {
        return DiskError::Away { root };
    }
    let names = root.read_dir().into_iter().flatten().flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let near = names.filter(|name| inputs::is_nearly_site(name)).min();
    DiskError::NoPublication { root, near }
}

/// One file as it was read.
struct FileContent {
    bytes: Vec<u8>,
    hash: Hash,
    hint: Hint,
}

/// Reads a file together with the metadata it had before.
fn load_file(folder: &OwnedFd, path: &SourcePath) -> io::Result<FileContent> {
    // A pipe put in the place of a file would block an ordinary open for ever.
    let flags =
        OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = File::from(rustix::fs::openat(folder, path.as_str(), flags, Mode::empty())?);
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a plain file"));
    }
    let length = usize::try_from(metadata.len()).unwrap_or_default();
    let mut bytes = Vec::with_capacity(length + 1);
    loop {
        let count = rustix::io::read(&file, spare_capacity(&mut bytes))?;
        // With a byte of room left, having read as much as there was is the end; the last empty
        // read is saved.
        if count == 0 || bytes.len() == length {
            break;
        }
        bytes.reserve(bytes.len().max(64));
    }
    Ok(FileContent { hash: Hash::of_bytes(&bytes), hint: Hint::of_metadata(&metadata), bytes })
}

impl World for DiskWorld {
    fn files(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        // Only what was listed is read: no path from a document reaches the disk.
        if !self.has_file(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let loaded = self.load_file(path);
        if let Some(mut known) = self.known_state(path) {
            match &loaded {
                Ok(FileContent { hash, hint, .. }) => known.note_read(*hash, *hint),
                Err(_) => *known = Known::Doubtful,
            }
        }
        loaded.map(|loaded| loaded.bytes)
    }

    fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    fn others(&self) -> &[String] {
        &self.others
    }

    fn published(&self) -> Option<&dyn PublishedSite> {
        self.published.as_ref().map(|published| published as &dyn PublishedSite)
    }
}
