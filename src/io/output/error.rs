//! Why a site was not published. Each says which path, what was being done, and what to do next.

use std::io;
use std::path::PathBuf;

mod explain;

/// Why a site was not published. Whatever it is, the old site stands as it was.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum OutputError {
    /// The folder can be no output folder.
    BadFolder(BadFolder),
    /// The output folder holds files, and no manifest says that Casebook made them.
    NotOurs {
        /// The output folder.
        out: PathBuf,
        /// One of the files.
        example: PathBuf,
    },
    /// The manifest in the output folder cannot be understood.
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// Another build writes to the same folder.
    Busy {
        /// The output folder.
        out: PathBuf,
    },
    /// The output folder is a mount point, which cannot be exchanged for another folder.
    MountPoint {
        /// The output folder.
        out: PathBuf,
    },
    /// Someone put another folder in the place of the output folder during the build.
    Replaced {
        /// The output folder.
        out: PathBuf,
    },
    /// A file in the output that Casebook did not make stands where an output belongs.
    InTheWay {
        /// As the system names it.
        path: PathBuf,
    },
    /// Two outputs need one place: they share a path, or one is a file where the other needs a
    /// folder.
    Taken {
        /// The path, as seen from the output folder.
        path: String,
    },
    /// An output would take the place of the manifest.
    Reserved {
        /// The path, as seen from the output folder.
        path: String,
    },
    /// The system refused something.
    Failed {
        /// What was being done.
        operation: Operation,
        /// To what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Why a folder can be no output folder.
#[derive(Debug)]
pub enum BadFolder {
    /// The output folder is the root of the file system.
    FileSystemRoot,
    /// The output folder is the user's home folder, or the home folder lies in it.
    Home {
        /// The output folder.
        out: PathBuf,
    },
    /// The output folder is the publication's own folder, or the publication lies in it.
    AroundPublication {
        /// The output folder.
        out: PathBuf,
        /// The publication's folder.
        root: PathBuf,
    },
    /// The output folder lies among the inputs.
    InsideInputs {
        /// The output folder.
        out: PathBuf,
        /// The folder of inputs.
        inputs: PathBuf,
    },
    /// The output folder is a symbolic link.
    Symlink {
        /// The output folder.
        out: PathBuf,
    },
    /// There is something of that name that is no folder.
    NotAFolder {
        /// The output folder.
        out: PathBuf,
    },
}

/// What was being done when the system refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Finding out what a path is.
    Inspect,
    /// Making a folder.
    MakeFolder,
    /// Reading an output of the last build.
    Read,
    /// Writing an output.
    Write,
    /// Taking a file over from the last build.
    Keep,
    /// Putting the new site in the place of the old one.
    Publish,
    /// Putting the old site back after the new one could not be put in its place.
    PutBack,
    /// Removing what is left of a build that was killed.
    CleanUp,
    /// Making sure that no other build writes to the same folder.
    Lock,
}

impl From<BadFolder> for OutputError {
    fn from(folder: BadFolder) -> Self {
        Self::BadFolder(folder)
    }
}

impl From<OutputError> for io::Error {
    fn from(error: OutputError) -> Self {
        let kind = match &error {
            OutputError::Failed { source, .. } => source.kind(),
            OutputError::Reserved { .. } => io::ErrorKind::InvalidInput,
            OutputError::Taken { .. } | OutputError::InTheWay { .. } => {
                io::ErrorKind::AlreadyExists
            }
            _ => io::ErrorKind::Other,
        };
        Self::new(kind, error)
    }
}

impl OutputError {
    /// Makes a function that tells which path a system call failed at.
    pub(super) fn at_path<E: Into<io::Error>>(
        operation: Operation,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(E) -> Self {
        let path = path.into();
        move |source| Self::Failed { operation, path, source: source.into() }
    }

    /// Takes back out what [`Output::put`](crate::foundation::world::Output::put) wrapped.
    ///
    /// # Errors
    /// Returns the error as it came when it is not from an output folder.
    pub fn from_io(error: io::Error) -> Result<Self, io::Error> {
        error.downcast()
    }
}
