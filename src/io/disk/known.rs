//! What is known of a file's content, so that a new time stamp alone counts as no change.

#![expect(
    clippy::disallowed_methods,
    reason = "a stamp that is younger than the clock's grain proves nothing, so the clock is read"
)]

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::foundation::hash::Hash;

/// How old a file's last change must be for equal metadata to prove equal bytes. Two writes within
/// one tick of the file system's clock leave the same times; the coarsest clocks in use tick every
/// two seconds.
const GRAIN: Duration = Duration::from_secs(2);

/// A file's metadata as it was when its bytes were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hint {
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
    inode: (u64, u64),
}

impl Hint {
    /// Takes what `metadata` says.
    pub(super) fn of_metadata(metadata: &Metadata) -> Self {
        Self {
            length: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
            inode: (metadata.dev(), metadata.ino()),
        }
    }

    /// Tells whether the last change lies so far back that a later one would have another time.
    fn is_settled(self) -> bool {
        let Ok(now) = SystemTime::now().duration_since(UNIX_EPOCH) else { return false };
        let Ok(seconds) = u64::try_from(self.changed.0) else { return true };
        Duration::from_secs(seconds) + GRAIN < now
    }
}

/// What was read of a file at its present stamp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing: no output depends on what it holds.
    #[default]
    Unread,
    /// These bytes; the hint is `None` when it proves nothing.
    Read { hash: Hash, hint: Option<Hint> },
    /// Reading failed, or two reads differed. It counts as changed at the next look.
    Doubtful,
}

impl Known {
    /// Takes note of a read that ended in `hash`, the metadata having been `hint` before it.
    pub(super) fn note_read(&mut self, hash: Hash, hint: Hint) {
        *self = match *self {
            Self::Unread => Self::Read { hash, hint: hint.is_settled().then_some(hint) },
            Self::Read { hash: before, .. } if before == hash => {
                Self::Read { hash, hint: hint.is_settled().then_some(hint) }
            }
            Self::Read { .. } | Self::Doubtful => Self::Doubtful,
        };
    }

    /// Tells whether a file of this metadata must hold the bytes that were read.
    pub(super) fn is_proved_by(self, metadata: &Metadata) -> bool {
        match self {
            Self::Unread => true,
            Self::Read { hint, .. } => hint == Some(Hint::of_metadata(metadata)),
            Self::Doubtful => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(seconds_ago: u64) -> Hint {
        let changed = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .saturating_sub(Duration::from_secs(seconds_ago));
        Hint {
            length: 1,
            modified: (0, 0),
            changed: (i64::try_from(changed.as_secs()).unwrap(), 0),
            inode: (1, 1),
        }
    }

    fn read(hint: Hint) -> Known {
        let mut known = Known::Unread;
        known.note_read(Hash::of_bytes(b"a"), hint);
        known
    }

    #[test]
    fn only_a_change_long_ago_lets_metadata_prove_anything() {
        assert_eq!(
            read(hint(60)),
            Known::Read { hash: Hash::of_bytes(b"a"), hint: Some(hint(60)) }
        );
        assert_eq!(read(hint(0)), Known::Read { hash: Hash::of_bytes(b"a"), hint: None });
    }

    #[test]
    fn two_reads_that_differ_are_in_doubt_for_good() {
        let mut known = read(hint(60));
        known.note_read(Hash::of_bytes(b"b"), hint(60));
        assert_eq!(known, Known::Doubtful);
        known.note_read(Hash::of_bytes(b"b"), hint(60));
        assert_eq!(known, Known::Doubtful);
    }
}
