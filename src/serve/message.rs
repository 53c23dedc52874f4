//! What the threads of the preview tell one another: changes go to the planner, plans come back.

use std::sync::Arc;

use super::cost::Began;
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
    Planned(Done),
}

/// What may have changed.
pub(super) struct Work {
    /// Counts what was given out.
    pub(super) number: u64,
    pub(super) batch: Batch,
    pub(super) began: Began,
}

/// Work that is done.
pub(super) struct Done {
    /// The number of the last work that this covers.
    pub(super) number: u64,
    /// `None` when nothing had changed.
    pub(super) result: Option<Planned>,
}

/// The site as the files were.
pub(super) struct Planned {
    pub(super) site: Arc<Site>,
    /// The files that changed.
    pub(super) changed: Vec<SourcePath>,
    pub(super) began: Began,
}
