//! `casebook undo`: what `check --fix` changed, as it was before.

use super::args::UndoArgs;
use super::print::Console;
use super::{Fatal, Outcome};
use crate::io::disk::DiskWorld;
use crate::io::undo::{self, Restored};
use crate::say;

/// Brings back the files that the last `check --fix` changed, as far as they were not changed
/// since.
pub(super) fn undo_command(args: &UndoArgs, console: &Console) -> Result<Outcome, Fatal> {
    DiskWorld::open(&args.root)?;
    let restored = undo::restore_last(&args.root)
        .map_err(|error| Fatal::Said(say!("撤销不了：{error}" | "cannot undo: {error}")))?;
    let Some(files) = restored else {
        console.print_note(&say!(
            "没有可以撤销的改动：还没有运行过 casebook check --fix，或者都已撤销"
                | "there is nothing to undo: `casebook check --fix` has changed nothing, \
                   or all was undone"
        ));
        return Ok(Outcome::Done);
    };
    let mut left = 0;
    for file in &files {
        console.print_note(&match file {
            Restored::Back(path) => say!("已恢复 {path}" | "restored {path}"),
            Restored::ChangedSince(path, copy) => {
                left += 1;
                say!(
                    "{path} 后来又改过，没有动它；改之前的样子在 {}"
                        | "{path} was changed since and was left alone; as it was \
                           before, it stands in {}",
                    copy.display()
                )
            }
        });
    }
    Ok(if left == 0 { Outcome::Done } else { Outcome::ContentErrors })
}
