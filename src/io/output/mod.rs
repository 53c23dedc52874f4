//! The output folder: a new site grows beside the old one and takes its place in one step.
//!
//! The way through is: guard → lock → leftovers → stage ⇉ put → carry over → manifest → exchange →
//! remove the old. Up to the exchange the old site is only read, so that a build that fails or is
//! killed leaves it as it was.
//!
//! - A path in the old site's manifest is ours and may go. Everything else is foreign: carried over
//!   as it is.
//! - An output whose bytes are in the old site already is not written; at the end the old file is
//!   linked into the new site, with its inode and times.
//! - When nothing differs, nothing in the output folder is touched.

mod error;
mod guard;
mod inventory;
mod link_unchanged;
mod lock;
mod manifest;
mod previous;
mod published;
mod spill;
mod staging_dir;
mod swap;
#[cfg(test)]
mod tests;

use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub use self::error::{BadFolder, Operation, OutputError};
pub use self::manifest::MANIFEST;
pub use self::published::PublishedFolder;

use self::lock::Lock;
use self::manifest::Moved;
use self::previous::PreviousOutput;
use self::spill::SpillFiles;
use self::staging_dir::StagingDir;
use crate::foundation::diagnostic::Text;
use crate::foundation::hash::Hash;
use crate::foundation::path::OutPath;
use crate::foundation::world::{Output, Spill};

/// What a commit came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommitSummary {
    /// How many files were written.
    pub written: usize,
    /// How many files had the same bytes before and kept their inode and times.
    pub unchanged: usize,
    /// How many files of the last build are no longer there.
    pub deleted: usize,
    /// How many bytes were written.
    pub bytes: u64,
    /// What the user should know although the site was published.
    pub warnings: Vec<Text>,
}

/// An output folder being built. Dropped without a [`commit`](Self::commit), it leaves everything
/// as it was.
#[derive(Debug)]
pub struct Staging {
    out: PathBuf,
    old: Option<PreviousOutput>,
    // Dropped before the lock is released.
    stage: StagingDir,
    done: Mutex<Vec<OutputRecord>>,
    moved: Moved,
    with_drafts: bool,
    can_exchange: bool,
    warnings: Vec<Text>,
    _lock: Lock,
}

/// One output that was taken.
#[derive(Clone, Debug)]
struct OutputRecord {
    path: OutPath,
    hash: Hash,
    /// The title of a page, as HTML.
    title: Option<Box<str>>,
    /// The number of bytes written; `None` when the old site has them already.
    written: Option<u64>,
}

impl Staging {
    /// Makes a stage beside `out`; `root` is the publication's folder.
    ///
    /// # Errors
    /// Refuses an `out` that is or holds the publication or the user's home, lies among the inputs,
    /// is a symbolic link or a mount point, or holds files without a manifest of ours; and tells
    /// when another build writes there.
    pub fn open(out: &Path, root: &Path) -> Result<Self, OutputError> {
        let out = guard::settle_output(out)?;
        let root = root.canonicalize().map_err(OutputError::at_path(Operation::Inspect, root))?;
        let home = std::env::home_dir().and_then(|home| home.canonicalize().ok());
        guard::check_place(&out, &root, home.as_deref())?;
        // Looked at before anything is made, and again under the lock.
        if guard::output_exists(&out)? {
            PreviousOutput::check(&out)?;
        }
        guard::make_parent(&out)?;
        let lock = Lock::take_lock(&out)?;
        let mut warnings = Vec::new();
        if lock.holds() {
            staging_dir::clean_up(&out).unwrap_or_else(|error| warnings.push(error.text()));
        }
        let old = PreviousOutput::open(&out)?;
        if old.is_some() {
            guard::check_not_mounted(&out)?;
        }
        let stage = StagingDir::make(&out)?;
        if let Some(old) = &old {
            link_unchanged::folder_attributes(&old.folder, stage.site());
        }
        Ok(Self {
            out,
            old,
            stage,
            done: Mutex::default(),
            moved: Moved::default(),
            with_drafts: false,
            can_exchange: true,
            warnings,
            _lock: lock,
        })
    }

    /// Returns the output folder, absolute, without symbolic links.
    #[must_use]
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Notes pages that are gone, each with where its text stands now, so that later builds know it
    /// too.
    pub fn note_moved(&mut self, moved: impl IntoIterator<Item = (OutPath, OutPath)>) {
        self.moved.extend(moved);
    }

    /// Notes that the site holds drafts: nobody is to miss a page that no build without them had.
    pub fn note_drafts(&mut self) {
        self.with_drafts = true;
    }

    fn take_output(&self, path: &OutPath, bytes: &[u8]) -> Result<(), OutputError> {
        // Some file systems fold case, so that another spelling would hit the manifest too.
        if path.as_str().split('/').next().is_some_and(|name| name.eq_ignore_ascii_case(MANIFEST)) {
            return Err(OutputError::Reserved { path: path.as_str().to_owned() });
        }
        let hash = Hash::of_bytes(bytes);
        let is_kept =
            self.old.as_ref().is_some_and(|old| old.holds_file(path.as_str(), bytes, hash));
        if !is_kept {
            self.stage.write(path.as_str(), bytes)?;
        }
        let done = OutputRecord {
            path: path.clone(),
            hash,
            title: manifest::title_of(path.as_str(), bytes),
            written: (!is_kept).then_some(bytes.len() as u64),
        };
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push(done);
        Ok(())
    }

    /// Puts the new site in the place of the old one.
    ///
    /// # Errors
    /// Returns what stood in the way; the old site then is as it was.
    pub fn commit(mut self) -> Result<CommitSummary, OutputError> {
        let mut done = mem::take(self.done.get_mut().unwrap_or_else(PoisonError::into_inner));
        done.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let mut written =
            CommitSummary { warnings: mem::take(&mut self.warnings), ..CommitSummary::default() };
        for OutputRecord { written: bytes, .. } in &done {
            match bytes {
                Some(bytes) => {
                    written.written += 1;
                    written.bytes += bytes;
                }
                None => written.unchanged += 1,
            }
        }
        let stays = |path: &str| done.binary_search_by(|done| done.path.as_str().cmp(path)).is_ok();
        if let Some(old) = &self.old {
            written.deleted = old.manifest.keys().filter(|path| !stays(path)).count();
            let is_noted = self.with_drafts || old.drafts.is_empty();
            if old.has_manifest && is_noted && written.written == 0 && written.deleted == 0 {
                return Ok(written);
            }
        }
        let inventory = self
            .old
            .as_ref()
            .map(|old| link_unchanged::link_unchanged_files(old, &self.stage, &done))
            .transpose()?;
        let gone = self.old.as_ref().map(|old| old.gone_after(stays, &self.moved));
        let text = manifest::format_manifest(
            done.iter().map(|done| self.manifest_line(done)),
            gone.as_deref().unwrap_or_default(),
        );
        self.stage.write_manifest(&text)?;
        swap::publish_staged(self, inventory.unwrap_or_default(), &mut written)?;
        Ok(written)
    }

    fn manifest_line<'d>(&self, done: &'d OutputRecord) -> manifest::Line<'d> {
        let path = done.path.as_str();
        let was_published = || self.old.as_ref().is_some_and(|old| old.was_published(path));
        let is_draft = self.with_drafts && manifest::is_page(path) && !was_published();
        manifest::Line { path, hash: done.hash, title: done.title.as_deref(), is_draft }
    }
}

impl Output for Staging {
    fn put(&self, path: &OutPath, bytes: &[u8]) -> io::Result<()> {
        Ok(self.take_output(path, bytes)?)
    }

    fn spill(&self) -> Option<Arc<dyn Spill>> {
        // Without one, all is kept in memory.
        Some(Arc::new(SpillFiles::make(self.stage.folder()).ok()?))
    }
}
