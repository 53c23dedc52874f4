//! What the threads of the preview tell one another: changes go to the planner, plans come back.

use std::sync::Arc;

use super::cost::ChangeTimer;
use super::site::Site;
use crate::foundation::diagnostic::Text;
use crate::foundation::path::SourcePath;
use crate::io::watch::Batch;

/// What happens.
pub(super) enum Event {
    /// Files may have changed.
    Changed(Batch),
    /// The watch has something to tell.
    Notice(Text),
    /// A plan is done.
    Planned(PlanResult),
}

/// What may have changed.
pub(super) struct Work {
    /// Counts what was given out.
    pub(super) number: u64,
    pub(super) batch: Batch,
    pub(super) timer: ChangeTimer,
}

/// Work that is done.
pub(super) struct PlanResult {
    /// The number of the last work that this covers.
    pub(super) number: u64,
    /// `None` when nothing had changed.
    pub(super) result: Option<NewPlan>,
}

/// The site as the files were.
pub(super) struct NewPlan {
    pub(super) site: Arc<Site>,
    /// The files that changed.
    pub(super) changed: Vec<SourcePath>,
    pub(super) timer: ChangeTimer,
}
