//! How far a build has come: a bar on a terminal, times when asked for.

#![expect(clippy::disallowed_methods, reason = "times are measured here and nowhere else")]

use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::build::Progress;

/// Shows a bar, and notes when each stage began.
pub(super) struct Meter {
    bar: Option<ProgressBar>,
    stages: Mutex<Vec<(&'static str, Instant)>>,
}

impl Meter {
    /// Shows a bar when `wanted` and standard error is a terminal.
    pub(super) fn new(wanted: bool) -> Self {
        let bar = (wanted && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(0);
            if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        Self { bar, stages: Mutex::default() }
    }

    /// Takes the bar away and returns how long each stage took.
    pub(super) fn finish(self) -> Vec<(&'static str, Duration)> {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        let stages = self.stages.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ends = stages.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
        stages.iter().zip(ends).map(|((name, start), end)| (*name, end.duration_since(*start))).collect()
    }
}

impl Progress for Meter {
    fn begin(&self, stage: &'static str, steps: usize) {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).push((stage, Instant::now()));
        if let Some(bar) = &self.bar {
            bar.set_length(steps as u64);
            bar.set_position(0);
            bar.set_message(stage);
        }
    }

    fn step(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }
}
