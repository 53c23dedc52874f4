//! When a batch is handed out: as soon as nothing more comes, or when it is time to look.

#![expect(clippy::disallowed_methods, reason = "io reads the clock")]

use std::mem;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use super::events::Pending;
use super::{Batch, Watcher};

/// How long nothing may happen before a batch is handed out.
const QUIET: Duration = Duration::from_millis(4);
/// The same while a file is open for writing, where the system tells when it is closed: half a file
/// is no news.
const WRITING: Duration = Duration::from_millis(30);
/// How long a batch may grow at most: a save is done by then.
const SAVE: Duration = Duration::from_millis(50);
/// How long the batch after one that was cut off may grow: this is no save but a checkout or a
/// copy.
const BURST: Duration = Duration::from_secs(1);
/// How often to look when the system does not tell.
const POLL: Duration = Duration::from_millis(500);
/// The longest time between two looks.
const POLL_MOST: Duration = Duration::from_secs(5);

/// How long nothing may happen after a batch before everything is looked at once more, when that is
/// wanted.
const CALM: Duration = Duration::from_secs(2);
/// The longest such time.
const CALM_MOST: Duration = Duration::from_mins(1);

impl Watcher {
    /// Waits for something to happen and to end; `None` when stopped.
    pub(super) fn wait_for_change(&mut self) -> Option<Pending> {
        let calm = mem::take(&mut self.is_due).then(|| Instant::now() + self.calm_time());
        let mut pending = self.shared.pending();
        while pending.last.is_none() && !pending.is_stopped {
            let left = calm.map(|calm| calm.saturating_duration_since(Instant::now()));
            pending = match left {
                None => self.shared.bell.wait(pending).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => {
                    return Some(Pending { is_lost: true, ..Pending::default() });
                }
                Some(left) => {
                    self.shared
                        .bell
                        .wait_timeout(pending, left)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
            };
        }
        self.is_due = self.is_distrustful;
        let most = Instant::now() + if self.is_burst { BURST } else { SAVE };
        loop {
            if pending.is_stopped {
                return None;
            }
            let now = Instant::now();
            let quiet = if pending.open.is_empty() { QUIET } else { WRITING };
            let quiet = pending.last.map_or(now, |last| last + quiet);
            if now >= quiet || now >= most {
                self.is_burst = now < quiet;
                return Some(mem::take(&mut *pending));
            }
            let waited = self.shared.bell.wait_timeout(pending, quiet.min(most) - now);
            pending = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// How long nothing must happen for everything to be looked at. A large publication on a slow
    /// disk is looked at less soon: whoever saves meanwhile has to wait.
    fn calm_time(&self) -> Duration {
        let busy = self.handed.map_or(Duration::ZERO, |handed| handed.elapsed());
        (busy * 50).clamp(CALM, CALM_MOST)
    }

    /// Waits for the time of the next look; `None` when stopped.
    pub(super) fn wait_to_poll(&self) -> Option<Batch> {
        // Looking must not become all that is done: a large publication on a slow disk is looked at
        // less often.
        let busy = self.handed.map_or(Duration::ZERO, |handed| handed.elapsed());
        let until = Instant::now() + (busy * 4).clamp(POLL, POLL_MOST);
        let mut pending = self.shared.pending();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if pending.is_stopped {
                return None;
            }
            if left.is_zero() {
                return Some(Batch { paths: Vec::new(), rescan: true });
            }
            pending = self
                .shared
                .bell
                .wait_timeout(pending, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}
