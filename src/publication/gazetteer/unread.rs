//! What could not be read of the files of regions, so that a name not found is no news.

use super::Gazetteer;

/// What could not be read of the files of regions; it was reported.
#[derive(Clone, Debug, Default)]
pub(super) struct Unread {
    /// A whole file.
    pub(super) is_file: bool,
    /// The names in rows that could not be used.
    pub(super) names: Vec<Box<str>>,
}

impl Gazetteer {
    /// Tells whether a text that names no region here may name one that could not be read.
    #[must_use]
    pub fn may_be_unread(&self, text: &str) -> bool {
        self.unread.is_file || self.unread.names.iter().any(|name| text.contains(&**name))
    }

    pub(super) fn with_files_unread(mut self) -> Self {
        self.unread.is_file = true;
        self
    }
}
