//! Writing the files that an editor starts from. Never over another file.

#![expect(clippy::disallowed_methods, reason = "io touches the disk")]

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a new file below `root`, and the folders above it.
///
/// # Errors
/// Returns [`io::ErrorKind::AlreadyExists`] when there is a file of that name, else what the system
/// said.
pub fn write_new(root: &Path, path: &str, text: impl AsRef<[u8]>) -> io::Result<()> {
    let path = root.join(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_ref())
}

/// Makes a folder, unless it is there and empty.
///
/// # Errors
/// Returns [`io::ErrorKind::DirectoryNotEmpty`] when something is in it, else what the system said.
pub fn make_empty(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(io::ErrorKind::DirectoryNotEmpty.into());
    }
    Ok(())
}
