//! Why an output could not be made.

use crate::foundation::path::SourcePath;
use crate::publication::theme::RenderError;

/// Why an output could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A template failed.
    #[error(transparent)]
    Template(#[from] RenderError),
    /// A file could not be read.
    #[error("{file}: {error}")]
    Read {
        file: SourcePath,
        /// The I/O error.
        error: std::io::Error,
    },
    /// Data could not be written in its format; the text says why.
    #[error("{0}")]
    Format(String),
}
