//! Files that cannot be read as what they should be.

use std::sync::Arc;

use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::markdown::Body;

/// A file with an error in its front matter. Its text is looked at all the same, so that all its
/// mistakes are told at once.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    /// The rendered text, where front matter and text could be parted.
    pub body: Option<Arc<Body>>,
}

impl Unread {
    pub(super) fn with_body(body: Arc<Body>) -> Self {
        Self { body: Some(body) }
    }
}

/// The text of such a file, with its place in the publication.
#[derive(Clone, Debug)]
pub struct UnreadText {
    pub file: SourcePath,
    /// The language in the file's name; `None` for the default edition.
    pub language: Option<LanguageTag>,
    pub body: Arc<Body>,
}
