//! Copies of what a command changed in an editor's files, so that it can be brought back.
//!
//! ```text
//! .casebook/undo/0001/list        the hash that each file had after the change, and its path
//! .casebook/undo/0001/before/…    the files as they were
//! ```
//! The folder begins with a dot: it is no input, never published, and no preview looks into it.

#![expect(clippy::disallowed_methods, reason = "copies stand on the disk")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::fix;
use crate::foundation::hash::Hash;
use crate::foundation::path::{OutPath, SourcePath};

/// The folder of the copies below the publication's root.
pub const FOLDER: &str = ".casebook/undo";

const LIST: &str = "list";
const BEFORE: &str = "before";

/// One file of a change that is to be brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restored {
    /// It is as it was before the change.
    Back(SourcePath),
    /// It was changed since, or is gone, and was left alone; its copy stands here.
    ChangedSince(SourcePath, PathBuf),
}

/// Keeps a copy of files that are about to change: path, bytes before, bytes after.
///
/// # Errors
/// Returns what the system said; nothing should be changed then.
pub fn keep_copies<'a>(
    root: &Path,
    changes: impl Iterator<Item = (&'a SourcePath, &'a [u8], &'a [u8])>,
) -> io::Result<()> {
    let folder = real_folder(root)?;
    let ignore = folder.join("../.gitignore");
    if ignore.symlink_metadata().is_err() {
        fs::write(ignore, "*\n")?;
    }
    let number = kept_steps(&folder)?.last().map_or(1, |last| last + 1);
    let step = folder.join(format!("{number:04}"));
    fs::create_dir(&step)?;
    let mut list = String::new();
    for (path, before, after) in changes {
        let copy = step.join(BEFORE).join(path.as_str());
        fs::create_dir_all(copy.parent().unwrap_or(&step))?;
        fs::write(copy, before)?;
        list.push_str(&format!("{:?} {path}\n", Hash::of_bytes(after)));
    }
    // A step counts from here on.
    fs::write(step.join(LIST), list)
}

/// Brings back what the last change that was kept has changed. `None` when there is none.
///
/// # Errors
/// Returns what the system said.
pub fn restore_last(root: &Path) -> io::Result<Option<Vec<Restored>>> {
    if root.join(FOLDER).symlink_metadata().is_err() {
        return Ok(None);
    }
    let folder = real_folder(root)?;
    let Some(step) = kept_steps(&folder)?
        .into_iter()
        .rev()
        .map(|number| folder.join(format!("{number:04}")))
        .find(|step| step.join(LIST).is_file())
    else {
        return Ok(None);
    };
    let mut restored = Vec::new();
    for line in fs::read_to_string(step.join(LIST))?.lines() {
        let Some((hash, path)) = line.split_once(' ') else { continue };
        // A path of the list must not lead out of the publication.
        let (Some(hash), Ok(path)) = (Hash::parse_hex(hash), OutPath::new(path)) else { continue };
        let copy = step.join(BEFORE).join(path.as_str());
        let path = SourcePath::new(path.as_str());
        let before = fs::read(&copy)?;
        let now = fs::read(root.join(path.as_str())).unwrap_or_default();
        let is_same = Hash::of_bytes(&now) == hash;
        if is_same && fix::replace_file(root, &path, &now, &before).is_ok() {
            fs::remove_file(copy)?;
            restored.push(Restored::Back(path));
        } else {
            restored.push(Restored::ChangedSince(path, copy));
        }
    }
    // What could not be brought back keeps its copy, and is asked for no more.
    fs::remove_file(step.join(LIST))?;
    if restored.iter().all(|file| matches!(file, Restored::Back(_))) {
        fs::remove_dir_all(step)?;
    }
    Ok(Some(restored))
}

/// Returns the folder of the copies, made when it is not there. No symbolic link may stand in its
/// place.
fn real_folder(root: &Path) -> io::Result<PathBuf> {
    let mut folder = root.to_owned();
    for name in FOLDER.split('/') {
        folder.push(name);
        match folder.symlink_metadata() {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
            Err(_) => fs::create_dir(&folder)?,
        }
    }
    Ok(folder)
}

/// The numbers of all changes that were kept, sorted.
fn kept_steps(folder: &Path) -> io::Result<Vec<u32>> {
    let mut numbers: Vec<u32> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    numbers.sort_unstable();
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(root: &Path, path: &str, before: &str, after: &str) {
        let source = SourcePath::new(path);
        let change = (&source, before.as_bytes(), after.as_bytes());
        keep_copies(root, [change].into_iter()).expect("kept");
        fs::create_dir_all(root.join("content")).expect("a folder");
        fs::write(root.join(path), after).expect("a file");
    }

    #[test]
    fn changes_are_brought_back_one_by_one_the_last_first() {
        let root = tempfile::tempdir().expect("a folder");
        let (root, file) = (root.path(), root.path().join("content/a.md"));
        change(root, "content/a.md", "一", "二");
        change(root, "content/a.md", "二", "三");
        for before in ["二", "一"] {
            let restored = restore_last(root).expect("restored");
            assert_eq!(restored, Some(vec![Restored::Back(SourcePath::new("content/a.md"))]));
            assert_eq!(fs::read_to_string(&file).expect("a file"), before);
        }
        assert_eq!(restore_last(root).expect("nothing"), None);
    }

    #[test]
    fn a_file_that_was_changed_since_is_left_alone_and_its_copy_stays() {
        let root = tempfile::tempdir().expect("a folder");
        let root = root.path();
        change(root, "content/a.md", "一", "二");
        fs::write(root.join("content/a.md"), "新写的").expect("a file");
        let restored = restore_last(root).expect("looked").expect("a change");
        let [Restored::ChangedSince(_, copy)] = &restored[..] else { panic!("{restored:?}") };
        assert_eq!(fs::read_to_string(copy).expect("the copy"), "一");
        assert_eq!(fs::read_to_string(root.join("content/a.md")).expect("a file"), "新写的");
    }

    #[test]
    fn no_link_leads_the_copies_elsewhere() {
        let (root, outside) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        std::os::unix::fs::symlink(outside.path(), root.path().join(".casebook")).expect("a link");
        let path = SourcePath::new("content/a.md");
        let change = (&path, &b"1"[..], &b"2"[..]);
        assert!(keep_copies(root.path(), [change].into_iter()).is_err());
        assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 0);
    }
}
