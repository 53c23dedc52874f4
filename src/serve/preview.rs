//! A planned site that answers, before anything follows its files.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use tokio::sync::watch;

use super::findings::Findings;
use super::planner::Planner;
use super::site::Site;
use super::snapshot::{PreviewState, Snapshot};
use super::{App, Shared, server};
use crate::foundation::diagnostic::Speech;
use crate::io::disk::{DiskError, DiskReader, DiskWorld};
use crate::pipeline::Silent;

/// A planned site, and what answers requests for it.
pub struct Preview {
    pub(super) app: App,
    pub(super) shown: Arc<watch::Sender<PreviewState>>,
    pub(super) planner: Planner,
    pub(super) site: Arc<Site>,
}

impl Preview {
    /// Plans the site of the publication at `root`, which is to answer at `address`. `speech`
    /// returns the language to speak; its argument says whether the publication is in Chinese.
    ///
    /// # Errors
    /// Returns that the publication cannot be opened.
    pub fn open(
        root: &Path,
        drafts: bool,
        address: SocketAddr,
        speech: impl FnOnce(bool) -> Speech,
    ) -> Result<Self, DiskError> {
        let mut planner = Planner::new(DiskWorld::open(root)?, format!("http://{address}"), drafts);
        let reader = planner.world().reader();
        let site = planner.plan_site(None, &Silent);
        let state = first_state(&site, &reader, speech(site.planned().chinese));
        let (shown, receiver) = watch::channel(state);
        let app = Arc::new(Shared::new(address, receiver, reader));
        Ok(Self { app, shown: Arc::new(shown), planner, site })
    }

    /// Returns what answers requests.
    pub fn router(&self) -> Router {
        server::build_router(Arc::clone(&self.app))
    }
}

/// Returns what is shown before anything changes.
fn first_state(site: &Arc<Site>, reader: &DiskReader, speech: Speech) -> PreviewState {
    let snapshot = Snapshot::first_site(Arc::clone(site));
    let findings = Findings::new(&snapshot.diagnostics, &[], &snapshot.drafts, reader, speech);
    PreviewState {
        snapshot: Arc::new(snapshot),
        failures: Arc::default(),
        is_checked: false,
        findings: Arc::new(findings),
    }
}
