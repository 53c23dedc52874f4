//! How far a build has come.

use crate::foundation::diagnostic::Text;
use crate::say;

/// What a build is busy with, in the order in which it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Finding the files of the publication.
    Open,
    /// Showing the page of a saved case before the site is planned again.
    FastPath,
    /// Waiting for the planner.
    Wait,
    /// Finding out which files changed.
    Refresh,
    /// Reading `site.yaml`.
    Settings,
    /// Reading the gazetteer.
    Gazetteer,
    /// Reading the theme.
    Theme,
    /// Reading the content.
    Read,
    /// Gathering the cases of each edition.
    Index,
    /// Listing the outputs.
    Plan,
    /// Checking the site as a whole.
    Check,
    /// Rendering the outputs.
    Render,
    /// Putting the outputs in their place.
    Publish,
    /// Sending new pages to open browsers.
    Show,
}

impl Phase {
    /// Returns the name of the phase for people.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Self::Open => say!("打开" | "open"),
            Self::FastPath => say!("先行" | "fast path"),
            Self::Wait => say!("等待" | "wait"),
            Self::Refresh => say!("查看" | "refresh"),
            Self::Settings => say!("设置" | "settings"),
            Self::Gazetteer => say!("地区" | "gazetteer"),
            Self::Theme => say!("主题" | "theme"),
            Self::Read => say!("读取" | "read"),
            Self::Index => say!("索引" | "index"),
            Self::Plan => say!("规划" | "plan"),
            Self::Check => say!("检查" | "check"),
            Self::Render => say!("生成" | "render"),
            Self::Publish => say!("发布" | "publish"),
            Self::Show => say!("展示" | "show"),
        }
    }
}

/// Receives how far a build has come.
pub trait Progress: Sync {
    /// A phase begins, which has so many steps.
    fn begin(&self, phase: Phase, steps: usize);
    /// One step of the phase is done.
    fn step(&self);
}

/// A `Progress` that does nothing.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Phase, _: usize) {}
    fn step(&self) {}
}
