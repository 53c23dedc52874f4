//! What the system tells of the disk, gathered until a batch is handed out.

#![expect(clippy::disallowed_methods, reason = "io reads the clock")]

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use notify::EventKind;
use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use rustc_hash::FxHashSet;

use super::limits::is_limit;
use crate::io::inputs;

#[derive(Default)]
pub(super) struct Shared {
    pub(super) pending: Mutex<Pending>,
    pub(super) bell: Condvar,
}

impl Shared {
    pub(super) fn pending(&self) -> MutexGuard<'_, Pending> {
        // Nothing that holds the lock can panic half-way.
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in what the system tells.
    pub(super) fn note_event(&self, root: &Path, event: notify::Result<notify::Event>) {
        let mut pending = self.pending();
        match event {
            Ok(event) if event.need_rescan() => pending.is_lost = true,
            Ok(event) => {
                if matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write))
                {
                    return;
                }
                let kind = event.kind;
                // The folder itself was removed or moved away: nothing more will be told of what
                // stands there now.
                if matches!(kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
                    && event.paths.iter().any(|path| path == root)
                {
                    pending.is_lost = true;
                }
                let mut ours =
                    event.paths.into_iter().filter(|path| concerns_inputs(root, path)).peekable();
                if ours.peek().is_none() && !pending.is_lost {
                    return;
                }
                for path in ours {
                    if is_written(kind) {
                        pending.open.insert(path.clone());
                    } else {
                        pending.open.remove(&path);
                    }
                    pending.paths.insert(path);
                }
            }
            Err(error) if is_limit(&error) => pending.is_limited = true,
            Err(_) => pending.is_lost = true,
        }
        pending.last = Some(Instant::now());
        drop(pending);
        self.bell.notify_all();
    }
}

/// What came since the last batch.
#[derive(Default)]
pub(super) struct Pending {
    pub(super) paths: FxHashSet<PathBuf>,
    /// Those that are being written and were not closed yet.
    pub(super) open: FxHashSet<PathBuf>,
    /// Events were lost.
    pub(super) is_lost: bool,
    /// The system watches no more folders for us.
    pub(super) is_limited: bool,
    pub(super) is_stopped: bool,
    /// When the last event came; `None` when none did.
    pub(super) last: Option<Instant>,
}

/// Tells whether an event is followed by another once the file is closed.
fn is_written(kind: EventKind) -> bool {
    let tells_closing = cfg!(any(target_os = "linux", target_os = "android"));
    tells_closing
        && matches!(
            kind,
            EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_))
        )
}

/// Tells whether an input can stand at `path`.
fn concerns_inputs(root: &Path, path: &Path) -> bool {
    let Ok(path) = path.strip_prefix(root) else { return false };
    let mut names = path.iter().map(|name| name.to_str());
    names.next().flatten().is_some_and(inputs::is_top) && !names.any(is_ignored)
}

pub(super) fn is_ignored(name: Option<&str>) -> bool {
    name.is_some_and(inputs::is_ignored)
}
