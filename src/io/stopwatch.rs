//! How long each stage of a piece of work takes.

#![expect(clippy::disallowed_methods, reason = "io reads the clock")]

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::pipeline::Progress;

/// A stage: a stable word, and how long it took.
pub type Lap = (&'static str, Duration);

/// Notes when each stage began. A stage lasts until the next one begins, so that the stages add up to the whole.
#[derive(Debug)]
pub struct Stopwatch {
    began: Mutex<Vec<(&'static str, Instant)>>,
}

impl Stopwatch {
    /// Starts with the first stage.
    #[must_use]
    pub fn start(stage: &'static str) -> Self {
        Self { began: Mutex::new(vec![(stage, Instant::now())]) }
    }

    /// Returns how long each stage took so far, in the order in which they began.
    #[must_use]
    pub fn laps(&self) -> Vec<Lap> {
        let began = self.began();
        let ends = began.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
        began.iter().zip(ends).map(|((stage, at), end)| (*stage, end.duration_since(*at))).collect()
    }

    /// Returns how long it is since the first stage began.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.began().first().map_or(Duration::ZERO, |(_, at)| at.elapsed())
    }

    fn began(&self) -> MutexGuard<'_, Vec<(&'static str, Instant)>> {
        // A list that a thread left half-way is a list still.
        self.began.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for Stopwatch {
    fn begin(&self, stage: &'static str, _: usize) {
        self.began().push((stage, Instant::now()));
    }

    fn step(&self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stages_add_up_to_the_whole() {
        let watch = Stopwatch::start("open");
        watch.begin("read", 3);
        watch.step();
        watch.begin("plan", 0);
        let before = watch.elapsed();
        let laps = watch.laps();
        let after = watch.elapsed();
        assert_eq!(
            laps.iter().map(|(stage, _)| *stage).collect::<Vec<_>>(),
            ["open", "read", "plan"]
        );
        let sum: Duration = laps.iter().map(|(_, time)| *time).sum();
        assert!(before <= sum && sum <= after, "{before:?} {sum:?} {after:?}");
    }
}
