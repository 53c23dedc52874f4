//! How far a build has come: a bar on a terminal, times when asked for.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::foundation::diagnostic::Speech;
use crate::io::stopwatch::{Lap, Stopwatch};
use crate::pipeline::{Phase, Progress};

/// Shows a bar, and notes when each phase began.
pub(super) struct Meter {
    bar: Option<ProgressBar>,
    stopwatch: Stopwatch,
}

impl Meter {
    /// Begins with the opening of the publication. Shows a bar when `wanted` and standard error is
    /// a terminal.
    pub(super) fn new(wanted: bool) -> Self {
        let bar = (wanted && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(0);
            if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        Self { bar, stopwatch: Stopwatch::start(Phase::Open) }
    }

    /// Takes the bar away and returns how long each phase took.
    pub(super) fn finish(self) -> Vec<Lap> {
        let laps = self.stopwatch.laps();
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        laps
    }
}

impl Progress for Meter {
    fn begin(&self, phase: Phase, steps: usize) {
        self.stopwatch.begin(phase, steps);
        if let Some(bar) = &self.bar {
            bar.set_length(steps as u64);
            bar.set_position(0);
            bar.set_message(phase.label().in_speech(Speech::English).to_owned());
        }
    }

    fn step(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }
}

/// Returns a time in milliseconds, as precise as it is worth.
pub(super) fn format_millis(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}
