//! Reading files of a publication that is being looked at anew at the same time.

use std::io;
use std::sync::Arc;

use super::load_file;
use super::root_folder::RootFolder;
use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::path::SourcePath;
use crate::foundation::world::{Entry, World};
use crate::io::inputs;

/// Reads the files of a [`DiskWorld`](super::DiskWorld) as they are now, and lists none.
///
/// A page that was planned needs the disk for nothing but the files that it copies, so that this is
/// all the world that rendering needs. What is read this way is not taken note of: it says nothing
/// about what has changed.
#[derive(Clone, Debug)]
pub struct DiskReader {
    folder: Arc<RootFolder>,
}

impl DiskReader {
    pub(super) fn new(folder: Arc<RootFolder>) -> Self {
        Self { folder }
    }
}

impl World for DiskReader {
    fn files(&self) -> &[Entry] {
        &[]
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        // No list stands between the path and the disk here, so that the path itself must be one
        // that a list can have.
        let mut names = path.as_str().split('/');
        let is_listed = names.next().is_some_and(inputs::is_top)
            && names.all(|name| !name.is_empty() && !inputs::is_ignored(name));
        if !is_listed {
            return Err(io::ErrorKind::NotFound.into());
        }
        load_file(&self.folder.handle(), path).map(|loaded| loaded.bytes)
    }

    fn problems(&self) -> &[Diagnostic] {
        &[]
    }
}
