//! Writing a fixed file in the place of the one that an editor wrote.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Mode, OFlags};

use crate::foundation::path::SourcePath;

/// Puts `after` in the place of a file below `root` that still holds `before`, in one step: a
/// reader or a crash meanwhile sees either the old file or the new one. Permissions are kept, and
/// the owner where the system permits it.
///
/// Symbolic links are not followed, neither the file itself nor a folder above it.
///
/// # Errors
/// Returns [`io::ErrorKind::ResourceBusy`] when the file has changed since it was read, otherwise
/// the I/O error. The file is then unchanged.
pub fn replace_file(root: &Path, path: &SourcePath, before: &[u8], after: &[u8]) -> io::Result<()> {
    let (folder, name) = open_folder(root, path.as_str())?;
    let old = open_plain(folder.as_fd(), name)?;
    let metadata = rustix::fs::fstat(&old)?;
    let mut there = Vec::with_capacity(before.len() + 1);
    (&old).read_to_end(&mut there)?;
    if there != before {
        return Err(io::ErrorKind::ResourceBusy.into());
    }
    // A dot-file is no input: a running preview does not take it for a case.
    let temporary = format!(".casebook-{}.tmp", std::process::id());
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let new = File::from(rustix::fs::openat(&folder, &temporary, flags, Mode::RUSR | Mode::WUSR)?);
    let written = fill_file(&new, &metadata, after)
        .and_then(|()| Ok(rustix::fs::renameat(&folder, &temporary, &folder, name)?));
    if written.is_err() {
        let _ = rustix::fs::unlinkat(&folder, &temporary, AtFlags::empty());
    }
    written
}

/// Moves a file or folder below `root` to a place where nothing stands; the folders above it are
/// made.
///
/// # Errors
/// Returns [`io::ErrorKind::AlreadyExists`] when something stands there, and else the I/O error.
pub fn move_to(root: &Path, from: &SourcePath, to: &SourcePath) -> io::Result<()> {
    let (old_folder, old_name) = open_folder(root, from.as_str())?;
    make_folders(root, to.as_str())?;
    let (new_folder, new_name) = open_folder(root, to.as_str())?;
    if rustix::fs::statat(&new_folder, new_name, AtFlags::SYMLINK_NOFOLLOW).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    Ok(rustix::fs::renameat(&old_folder, old_name, &new_folder, new_name)?)
}

/// Makes the folders above `path` that are not there.
fn make_folders(root: &Path, path: &str) -> io::Result<()> {
    let ends = path.match_indices('/').map(|(at, _)| &path[..at]);
    for folder in ends {
        let (above, name) = open_folder(root, folder)?;
        match rustix::fs::mkdirat(&above, name, Mode::from_raw_mode(0o777)) {
            Ok(()) | Err(rustix::io::Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn fill_file(mut file: &File, old: &rustix::fs::Stat, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    let owner = (rustix::fs::Uid::from_raw(old.st_uid), rustix::fs::Gid::from_raw(old.st_gid));
    // Only the superuser may give a file away; anyone else is its owner already.
    let _ = rustix::fs::fchown(file, Some(owner.0), Some(owner.1));
    rustix::fs::fchmod(file, Mode::from_raw_mode(old.st_mode))?;
    // It is an editor's work: a power failure must leave the old file or the new one.
    file.sync_all()
}

/// Opens the folder of `path`, one name after the other, and returns it with the name of the file.
fn open_folder<'p>(root: &Path, path: &'p str) -> io::Result<(OwnedFd, &'p str)> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut folder = rustix::fs::openat(CWD, root, flags, Mode::empty())?;
    let (folders, name) =
        path.rsplit_once('/').map_or(("", path), |(folders, name)| (folders, name));
    for part in folders.split('/').filter(|part| !part.is_empty()) {
        refuse_climbing(part)?;
        folder = rustix::fs::openat(&folder, part, flags | OFlags::NOFOLLOW, Mode::empty())?;
    }
    refuse_climbing(name)?;
    Ok((folder, name))
}

fn refuse_climbing(name: &str) -> io::Result<()> {
    if matches!(name, "" | "." | "..") { Err(io::ErrorKind::InvalidInput.into()) } else { Ok(()) }
}

fn open_plain(folder: impl AsFd, name: &str) -> io::Result<File> {
    let flags =
        OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = File::from(rustix::fs::openat(folder, name, flags, Mode::empty())?);
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make the folders that are fixed")]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    /// A folder with `content/a.md` in it.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("content")).expect("a folder");
        fs::write(folder.path().join("content/a.md"), "旧").expect("a file");
        folder
    }

    fn write(root: &Path, path: &str) -> io::Result<()> {
        replace_file(root, &SourcePath::new(path), "旧".as_bytes(), "新".as_bytes())
    }

    #[test]
    fn the_new_text_keeps_the_permissions_and_leaves_nothing_beside_it() {
        let root = folder();
        let file = root.path().join("content/a.md");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("permissions");
        write(root.path(), "content/a.md").expect("written");
        assert_eq!(fs::read_to_string(&file).expect("a file"), "新");
        assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(root.path().join("content")).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_that_was_saved_meanwhile_is_left_alone() {
        let root = folder();
        fs::write(root.path().join("content/a.md"), "更新").expect("a file");
        assert_eq!(
            write(root.path(), "content/a.md").expect_err("refused").kind(),
            io::ErrorKind::ResourceBusy
        );
        assert_eq!(fs::read_to_string(root.path().join("content/a.md")).expect("a file"), "更新");
    }

    #[test]
    fn no_link_is_followed() {
        let root = folder();
        let outside = folder();
        symlink(outside.path().join("content/a.md"), root.path().join("content/b.md"))
            .expect("a link");
        symlink(outside.path().join("content"), root.path().join("content/c")).expect("a link");
        for path in
            ["content/b.md", "content/c/a.md", "content/../content/a.md", "../a.md", "content/"]
        {
            assert!(write(root.path(), path).is_err(), "{path}");
        }
        assert_eq!(fs::read_to_string(outside.path().join("content/a.md")).expect("a file"), "旧");
    }
}
