//! How far a build has come: a bar on a terminal, times when asked for.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::foundation::diagnostic::Text;
use crate::io::stopwatch::{Lap, Stopwatch};
use crate::pipeline::Progress;
use crate::say;

/// Shows a bar, and notes when each stage began.
pub(super) struct Meter {
    bar: Option<ProgressBar>,
    stopwatch: Stopwatch,
}

impl Meter {
    /// Begins with the opening of the publication. Shows a bar when `wanted` and standard error is a terminal.
    pub(super) fn new(wanted: bool) -> Self {
        let bar = (wanted && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(0);
            if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        Self { bar, stopwatch: Stopwatch::start("open") }
    }

    /// Takes the bar away and returns how long each stage took.
    pub(super) fn finish(self) -> Vec<Lap> {
        let laps = self.stopwatch.laps();
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        laps
    }
}

impl Progress for Meter {
    fn begin(&self, stage: &'static str, steps: usize) {
        self.stopwatch.begin(stage, steps);
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

/// Returns what a stage is called.
pub(super) fn name(stage: &'static str) -> Text {
    let zh = match stage {
        "open" => "打开",
        "ahead" => "先行",
        "wait" => "等待",
        "look" => "查看",
        "settings" => "设置",
        "gazetteer" => "地区",
        "theme" => "主题",
        "read" => "读取",
        "index" => "索引",
        "plan" => "规划",
        "check" => "检查",
        "render" => "生成",
        "publish" => "发布",
        "show" => "展示",
        other => other,
    };
    say!("{zh}" | "{stage}")
}

/// Returns a time in milliseconds, as precise as it is worth.
pub(super) fn millis(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}
