//! What a change costs: where the time went, and what was rendered for it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::io::stopwatch::{Lap, Stopwatch};
use crate::pipeline::Phase;

/// How many outputs were rendered. Nothing that was rendered is written anywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RenderCounts {
    /// Because somebody asked for them.
    pub asked: usize,
    /// To find what templates do wrong.
    pub checked: usize,
}

impl RenderCounts {
    fn since(self, before: Self) -> Self {
        Self { asked: self.asked - before.asked, checked: self.checked - before.checked }
    }
}

/// Counts what is rendered in this run. It only grows.
#[derive(Debug, Default)]
pub(super) struct Counter {
    asked: AtomicUsize,
    checked: AtomicUsize,
}

impl Counter {
    pub(super) fn count_asked(&self) {
        self.asked.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count_checked(&self) {
        self.checked.fetch_add(1, Ordering::Relaxed);
    }

    fn current_counts(&self) -> RenderCounts {
        RenderCounts {
            asked: self.asked.load(Ordering::Relaxed),
            checked: self.checked.load(Ordering::Relaxed),
        }
    }
}

/// A change that is on its way to be shown.
#[derive(Debug)]
pub(super) struct ChangeTimer {
    pub(super) stopwatch: Stopwatch,
    /// What had been rendered before.
    before: RenderCounts,
}

impl ChangeTimer {
    /// Starts when a change is known.
    pub(super) fn start_now(phase: Phase, counter: &Counter) -> Self {
        Self { stopwatch: Stopwatch::start(phase), before: counter.current_counts() }
    }

    /// Stops when the change is shown.
    pub(super) fn stop_shown(self) -> Cost {
        Cost { laps: self.stopwatch.laps(), timer: self }
    }
}

/// What a change that is shown has cost.
#[derive(Debug)]
pub(super) struct Cost {
    /// Until it was shown.
    pub(super) laps: Vec<Lap>,
    timer: ChangeTimer,
}

impl Cost {
    /// Returns how long it took until the change was shown.
    pub(super) fn time_until_shown(&self) -> Duration {
        self.laps.iter().map(|(_, time)| *time).sum()
    }

    /// Returns how long it is since the change was known.
    pub(super) fn elapsed(&self) -> Duration {
        self.timer.stopwatch.elapsed()
    }

    /// Returns what was rendered since the change was known.
    pub(super) fn rendered(&self, counter: &Counter) -> RenderCounts {
        counter.current_counts().since(self.timer.before)
    }
}
