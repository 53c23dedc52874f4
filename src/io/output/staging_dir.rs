//! The folder beside the output in which a new site grows.

#![expect(clippy::disallowed_methods, reason = "io looks at the disk")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use rustc_hash::FxHashSet;
use rustix::fs::{CWD, Mode, OFlags, mkdirat, openat};
use rustix::io::Errno;

use super::error::{Operation, OutputError};
use super::lock::path_beside;
use super::manifest::MANIFEST;

/// The file that says that a folder is a stage of ours.
const MARKER: &str = "casebook-stage";
const MARKER_TEXT: &str =
    "Casebook is building a site here. If no build is running, this folder can go.\n";

/// Where the new site grows in the stage. After the exchange the old one stands there.
const SITE: &str = "site";

/// Where the old site waits while two renames stand in for an exchange.
const OLD: &str = "old";

pub(super) const FOLDER_MODE: Mode = Mode::from_raw_mode(0o777);
pub(super) const FILE_MODE: Mode = Mode::from_raw_mode(0o666);

/// A stage: `.<out>.casebook-<number>/site`. Dropping it removes it.
#[derive(Debug)]
pub(super) struct StagingDir {
    folder: PathBuf,
    site: OwnedFd,
    /// The folders that were made, as seen from the site.
    made: RwLock<FxHashSet<Box<str>>>,
    /// Whether the stage is left standing when it is dropped.
    stays: bool,
}

impl StagingDir {
    /// Makes a stage beside `out`.
    pub(super) fn make(out: &Path) -> Result<Self, OutputError> {
        let folder = make_folder(out)?;
        // From here on the stage is removed when anything fails.
        let removal = Removal(Some(&folder));
        let marker = folder.join(MARKER);
        fs::write(&marker, MARKER_TEXT).map_err(OutputError::at_path(Operation::Write, marker))?;
        let path = folder.join(SITE);
        fs::create_dir(&path).map_err(OutputError::at_path(Operation::MakeFolder, &path))?;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let site = openat(CWD, &path, flags, Mode::empty())
            .map_err(OutputError::at_path(Operation::MakeFolder, &path))?;
        removal.cancel();
        Ok(Self { folder, site, made: RwLock::default(), stays: false })
    }

    /// Returns the folder that holds the new site.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the new site's folder.
    pub(super) fn site(&self) -> &OwnedFd {
        &self.site
    }

    /// Returns where the new site stands; after an exchange, where the old one does.
    pub(super) fn site_path(&self) -> PathBuf {
        self.folder.join(SITE)
    }

    /// Returns where the old site waits while two renames stand in for an exchange.
    pub(super) fn old_path(&self) -> PathBuf {
        self.folder.join(OLD)
    }

    /// Writes a file that is not there yet. One open, one write; nothing is synced.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.make_folders_of(path)?;
        let flags =
            OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = openat(&self.site, path, flags, FILE_MODE)
            .map_err(|error| self.refused(Operation::Write, path, error.into()))?;
        File::from(file)
            .write_all(bytes)
            .map_err(|error| self.refused(Operation::Write, path, error))
    }

    /// Writes the manifest and waits until it is on the disk: without it the next build would not
    /// know the site for ours. The pages need no such care, since they are compared with what was
    /// rendered.
    pub(super) fn write_manifest(&self, text: &str) -> Result<(), OutputError> {
        let failed = |source| OutputError::Failed {
            operation: Operation::Write,
            path: self.site_path().join(MANIFEST),
            source,
        };
        let flags =
            OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut file = File::from(
            openat(&self.site, MANIFEST, flags, FILE_MODE).map_err(|error| failed(error.into()))?,
        );
        file.write_all(text.as_bytes()).and_then(|()| file.sync_data()).map_err(failed)
    }

    /// Makes the folders above `path`, each once however many threads ask.
    pub(super) fn make_folders_of(&self, path: &str) -> Result<(), OutputError> {
        match path.rsplit_once('/') {
            Some((folder, _)) => self.make_folder(folder),
            None => Ok(()),
        }
    }

    /// Makes the folder `path` and those above it.
    pub(super) fn make_folder(&self, path: &str) -> Result<(), OutputError> {
        // What is in the set was made, whatever became of a thread that held the lock.
        if self.made.read().unwrap_or_else(PoisonError::into_inner).contains(path) {
            return Ok(());
        }
        let mut outcome = mkdirat(&self.site, path, FOLDER_MODE);
        if outcome == Err(Errno::NOENT) {
            self.make_folders_of(path)?;
            outcome = mkdirat(&self.site, path, FOLDER_MODE);
        }
        match outcome {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => return Err(self.refused(Operation::MakeFolder, path, error.into())),
        }
        self.made.write().unwrap_or_else(PoisonError::into_inner).insert(path.into());
        Ok(())
    }

    /// Says what the system refused; two outputs that need one place are told apart from all else.
    fn refused(&self, operation: Operation, path: &str, source: io::Error) -> OutputError {
        match Errno::from_io_error(&source) {
            Some(Errno::EXIST | Errno::NOTDIR | Errno::ISDIR) => {
                OutputError::Taken { path: path.to_owned() }
            }
            _ => OutputError::Failed { operation, path: self.site_path().join(path), source },
        }
    }

    /// Leaves the stage standing as a killed build does.
    #[cfg(test)]
    pub(super) fn leave_behind(&mut self) {
        self.stays = true;
    }

    /// Leaves the stage standing for good: nothing will take it for a leftover.
    pub(super) fn abandon(&mut self) {
        self.stays = true;
        _ = fs::remove_file(self.folder.join(MARKER));
    }
}

impl Drop for StagingDir {
    fn drop(&mut self) {
        if !self.stays {
            // What cannot be removed now is removed at the next build.
            _ = remove_stage(&self.folder);
        }
    }
}

/// Removes a folder unless it is told not to.
struct Removal<'a>(Option<&'a Path>);

impl Removal<'_> {
    fn cancel(mut self) {
        self.0 = None;
    }
}

impl Drop for Removal<'_> {
    fn drop(&mut self) {
        if let Some(folder) = self.0 {
            _ = remove_stage(folder);
        }
    }
}

fn make_folder(out: &Path) -> Result<PathBuf, OutputError> {
    let process = std::process::id();
    let mut folder = path_beside(out, &process.to_string());
    let mut attempt = 0;
    loop {
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            // In a container every build may be process 1, and a stage that was abandoned has the
            // name already.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 1000 => {
                attempt += 1;
                folder = path_beside(out, &format!("{process}-{attempt}"));
            }
            Err(error) => return Err(OutputError::at_path(Operation::MakeFolder, folder)(error)),
        }
    }
}

/// Removes the stages of builds that were killed, and puts the old site back where one was killed
/// between two renames. Called under the lock, so that no stage in use is hit.
pub(super) fn clean_up(out: &Path) -> Result<(), OutputError> {
    let Some(parent) = out.parent() else { return Ok(()) };
    let failed = OutputError::at_path(Operation::CleanUp, parent);
    let names = fs::read_dir(parent).and_then(|entries| {
        entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()
    });
    let prefix = path_beside(out, "");
    let Some(prefix) = prefix.file_name() else { return Ok(()) };
    for name in names.map_err(failed)? {
        let number = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
        if !number.is_some_and(|number| {
            number.first().is_some_and(u8::is_ascii_digit)
                && number.iter().all(|b| b.is_ascii_digit() || *b == b'-')
        }) {
            continue;
        }
        let stage = parent.join(name);
        if is_plain(&stage, fs::Metadata::is_dir)
            && is_plain(&stage.join(MARKER), fs::Metadata::is_file)
        {
            remove_leftover(&stage, out)
                .map_err(OutputError::at_path(Operation::CleanUp, &stage))?;
        } else {
            // A build killed before it had set its marker leaves an empty folder. One that is not
            // empty stays.
            _ = fs::remove_dir(&stage);
        }
    }
    Ok(())
}

fn remove_leftover(stage: &Path, out: &Path) -> io::Result<()> {
    let waits = is_plain(&stage.join(OLD), fs::Metadata::is_dir);
    let was_between = waits && is_plain(&stage.join(SITE), fs::Metadata::is_dir);
    if was_between {
        if fs::symlink_metadata(out).is_ok() {
            // Someone put something else there meanwhile. Both are kept: the old site may hold
            // files that are not ours.
            return Ok(());
        }
        fs::rename(stage.join(OLD), out)?;
    }
    remove_stage(stage)
}

/// Removes a staging folder, its marker last: where the program is killed meanwhile, what is left
/// is still known for one.
fn remove_stage(stage: &Path) -> io::Result<()> {
    for site in [SITE, OLD] {
        match fs::remove_dir_all(stage.join(site)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::remove_dir_all(stage)
}

/// Tells whether `path` itself, not what a link points to, is of the kind asked for.
fn is_plain(path: &Path, is_kind: impl Fn(&fs::Metadata) -> bool) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| is_kind(&metadata))
}
