//! How long each phase of a piece of work takes.

#![expect(clippy::disallowed_methods, reason = "io reads the clock")]

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::pipeline::{Phase, Progress};

/// A phase, and how long it took.
pub type Lap = (Phase, Duration);

/// Notes when each phase began. A phase lasts until the next one begins, so that the phases add up
/// to the whole.
#[derive(Debug)]
pub struct Stopwatch {
    began: Mutex<Vec<(Phase, Instant)>>,
}

impl Stopwatch {
    /// Starts with the first phase.
    #[must_use]
    pub fn start(phase: Phase) -> Self {
        Self { began: Mutex::new(vec![(phase, Instant::now())]) }
    }

    /// Returns how long each phase took so far, in the order in which they began.
    #[must_use]
    pub fn laps(&self) -> Vec<Lap> {
        let began = self.began();
        let ends = began.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
        began.iter().zip(ends).map(|((phase, at), end)| (*phase, end.duration_since(*at))).collect()
    }

    /// Returns how long it is since the first phase began.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.began().first().map_or(Duration::ZERO, |(_, at)| at.elapsed())
    }

    fn began(&self) -> MutexGuard<'_, Vec<(Phase, Instant)>> {
        // A list that a thread left half-way is a list still.
        self.began.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for Stopwatch {
    fn begin(&self, phase: Phase, _: usize) {
        self.began().push((phase, Instant::now()));
    }

    fn step(&self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phases_add_up_to_the_whole() {
        let watch = Stopwatch::start(Phase::Open);
        watch.begin(Phase::Read, 3);
        watch.step();
        watch.begin(Phase::Plan, 0);
        let before = watch.elapsed();
        let laps = watch.laps();
        let after = watch.elapsed();
        assert_eq!(
            laps.iter().map(|(phase, _)| *phase).collect::<Vec<_>>(),
            [Phase::Open, Phase::Read, Phase::Plan]
        );
        let sum: Duration = laps.iter().map(|(_, time)| *time).sum();
        assert!(before <= sum && sum <= after, "{before:?} {sum:?} {after:?}");
    }
}
