//! Putting the new site in the place of the old one, and removing the old one.

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustix::fs::{AtFlags, CWD, RenameFlags, renameat, renameat_with, unlinkat};
use rustix::io::Errno;

use super::error::{Operation, OutputError};
use super::inventory::Inventory;
use super::previous::PreviousOutput;
use super::staging_dir::StagingDir;
use super::{CommitSummary, Staging};
use crate::say;

/// Puts the staged site at the output folder.
pub(super) fn publish_staged(
    staging: Staging,
    inventory: Inventory,
    written: &mut CommitSummary,
) -> Result<(), OutputError> {
    // Named first, the lock is dropped last: the stage is gone before another build may begin.
    let Staging { _lock, out, old, mut stage, can_exchange, .. } = staging;
    let Some(old) = old else {
        return renameat(CWD, stage.site_path(), CWD, &out)
            .map_err(OutputError::at_path(Operation::Publish, out));
    };
    let stands = exchange_sites(&old, &mut stage, &out, can_exchange, written)?;
    if let Err(error) = remove_old_site(&old, inventory, &stands) {
        // The site is out; what could not be removed may be somebody's, and is never removed by
        // itself.
        written.warnings.push(say!(
            "新站点已就位，但旧站点的“{path}”没有删尽：{error}。可自行删除它"
                | "the new site is in place, but not all of the old one at `{path}` could be \
                   removed: {error}; you may delete it yourself",
            path = stands.display()
        ));
        stage.abandon();
    }
    Ok(())
}

/// Exchanges the two sites; returns where the old one stands now.
fn exchange_sites(
    old: &PreviousOutput,
    stage: &mut StagingDir,
    out: &Path,
    can_exchange: bool,
    written: &mut CommitSummary,
) -> Result<PathBuf, OutputError> {
    let new = stage.site_path();
    if !old.still_stands() {
        return Err(OutputError::Replaced { out: out.to_owned() });
    }
    let exchanged = if can_exchange {
        renameat_with(CWD, &new, CWD, out, RenameFlags::EXCHANGE)
    } else {
        Err(Errno::NOSYS)
    };
    match exchanged {
        Ok(()) => Ok(new),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            written.warnings.push(say!(
                "“{out}”所在的文件系统不能整体交换文件夹：更新时站点有一瞬间不可见"
                    | "the file system of `{out}` cannot exchange folders: the site was gone for a \
                       moment while it was replaced",
                out = out.display()
            ));
            rename_twice(stage, &new, out)
        }
        Err(Errno::BUSY | Errno::XDEV) => Err(OutputError::MountPoint { out: out.to_owned() }),
        Err(error) => Err(OutputError::at_path(Operation::Publish, out)(error)),
    }
}

/// Moves the old site away and the new one in; puts the old one back when the second step fails.
fn rename_twice(stage: &mut StagingDir, new: &Path, out: &Path) -> Result<PathBuf, OutputError> {
    let old = stage.old_path();
    renameat(CWD, out, CWD, &old).map_err(OutputError::at_path(Operation::Publish, out))?;
    if let Err(error) = renameat(CWD, new, CWD, out) {
        if let Err(error) = renameat(CWD, &old, CWD, out) {
            // The only copy of the old site is in the stage now.
            stage.abandon();
            return Err(OutputError::at_path(Operation::PutBack, old)(error));
        }
        return Err(OutputError::at_path(Operation::Publish, out)(error));
    }
    Ok(old)
}

/// Removes what the inventory found of the old site, name by name: what was made there behind our
/// back is not removed, and makes this fail. No name of it leads through a link, which a path of
/// the manifest could.
fn remove_old_site(old: &PreviousOutput, inventory: Inventory, stands: &Path) -> io::Result<()> {
    let unlink = |path: &PathBuf, flags| match unlinkat(&old.folder, path, flags) {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(error),
    };
    let Inventory { ours, foreign } = inventory;
    ours.files
        .par_iter()
        .chain(&foreign.files)
        .try_for_each(|file| unlink(file, AtFlags::empty()))?;
    // Those above come before those below in either list; a foreign one may stand in one of ours,
    // never the other way round.
    let mut folders = foreign.folders.iter().rev().chain(ours.folders.iter().rev());
    folders.try_for_each(|folder| unlink(folder, AtFlags::REMOVEDIR))?;
    Ok(unlinkat(CWD, stands, AtFlags::REMOVEDIR)?)
}
