//! The preview: a site that follows its files, shown on this machine alone.
//!
//! ```text
//! io::watch → follow → PreviewState ⇉ answer, events, narrate
//!               ⇅        ↑
//!            planner  background
//! ```
//!
//! 1. [`planner`] plans the site after each change, [`follow`] shows it whole, in one
//!    step, as a [`Snapshot`](snapshot::Snapshot).
//! 2. [`answer`] renders the page that is asked for, at its request: equal keys never twice.
//! 3. [`background`] renders all the rest, to find what templates do wrong.
//! 4. [`events`] tells open pages that they are out of date, [`narrate`] the terminal.
//!
//! What is shown is what a clean build would write, but for the script that [`answer`] adds to
//! pages. Where a mistake keeps a page from being made, it is shown as it was last.

mod answer;
mod background;
mod cache;
mod cost;
mod error;
mod events;
mod findings;
mod follow;
mod guard;
mod media;
mod message;
mod narrate;
mod planner;
mod preview;
mod server;
mod site;
mod snapshot;

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;

use tokio::runtime;
use tokio::sync::{oneshot, watch};

pub use cost::RenderCounts;
pub use error::ServeError;
pub use narrate::{Listener, RebuildSummary, Rendering};
pub use preview::Preview;
#[cfg(feature = "internals")]
pub use server::answer_connection;

use self::cache::Cache;
use self::cost::Counter;
use self::events::OpenStreams;
use self::follow::Follower;
use self::guard::Hosts;
use self::snapshot::PreviewState;
use crate::io::disk::DiskReader;
use crate::io::watch::Watcher;

/// What is to be previewed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The publication's folder.
    pub root: PathBuf,
    /// A loopback address.
    pub host: IpAddr,
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether to look for changes again and again instead of having the system tell.
    pub poll: bool,
}

/// What requests have in common.
struct Shared {
    hosts: Hosts,
    shown: watch::Receiver<PreviewState>,
    cache: Cache,
    counter: Counter,
    streams: OpenStreams,
    reader: DiskReader,
    /// Tells pages of this run from those of an earlier one.
    session: String,
}

type App = Arc<Shared>;

/// Serves a preview until the user interrupts it.
///
/// # Errors
/// Returns that the publication cannot be opened, that the address is taken or refused, or that the
/// preview ended by itself.
pub fn run_preview(options: &Options, listener: Arc<dyn Listener>) -> Result<(), ServeError> {
    // Whatever can be said at once is said before the site is read.
    let (socket, address) = bind_port(options.host, options.port)?;
    let watcher = Watcher::new(&options.root, options.poll)?.distrustful();
    let preview =
        Preview::open(&options.root, options.drafts, address, |chinese| listener.speech(chinese))?;
    let router = preview.router();
    let Preview { app, shown: sender, planner, site } = preview;
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("casebook-http")
        .enable_all()
        .build()?;
    let (ended, end) = oneshot::channel();
    spawn_thread("casebook-check", {
        let (app, sender, handle) =
            (Arc::clone(&app), Arc::clone(&sender), runtime.handle().clone());
        move || background::check_snapshots(&app, &sender, &handle)
    })?;
    spawn_thread("casebook-narrate", {
        let (app, listener, handle) =
            (Arc::clone(&app), Arc::clone(&listener), runtime.handle().clone());
        move || narrate::narrate_changes(&app, &format!("http://{address}"), &*listener, &handle)
    })?;
    let (events, event_queue) = mpsc::channel();
    let (work, work_queue) = mpsc::channel();
    let (root, request, highlighter) =
        (planner.world().root().to_owned(), planner.request().clone(), planner.highlighter());
    spawn_thread("casebook-plan", {
        let events = events.clone();
        move || planner.plan_until_closed(site, &work_queue, &events)
    })?;
    spawn_thread("casebook-watch", move || follow::watch_files(watcher, &events))?;
    spawn_thread("casebook-follow", move || {
        // Dropped with this thread, however it ends.
        let _ended: oneshot::Sender<()> = ended;
        let (app, shown, listener) = (&app, &sender, &*listener);
        Follower {
            app,
            shown,
            listener,
            root,
            request,
            highlighter,
            planner: work,
            number: 0,
            fast_pages: Vec::new(),
        }
        .follow_changes(&event_queue);
    })?;
    let ending = runtime.block_on(server::serve_requests(socket, router, end));
    // Open streams, and threads that are planning or rendering, would only keep the user waiting.
    runtime.shutdown_background();
    ending
}

impl Shared {
    fn new(address: SocketAddr, shown: watch::Receiver<PreviewState>, reader: DiskReader) -> Self {
        Self {
            hosts: Hosts::for_address(address),
            shown,
            cache: Cache::default(),
            counter: Counter::default(),
            streams: OpenStreams::default(),
            reader,
            session: format!("{:016x}", RandomState::new().hash_one(address)),
        }
    }
}

fn bind_port(host: IpAddr, port: u16) -> Result<(TcpListener, SocketAddr), ServeError> {
    if !host.is_loopback() {
        return Err(ServeError::NotLoopback { host });
    }
    let address = SocketAddr::new(host, port);
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => ServeError::PortTaken { address },
        _ => ServeError::Bind { address, source },
    };
    let socket = TcpListener::bind(address).map_err(failed)?;
    let address = socket.local_addr().map_err(failed)?;
    Ok((socket, address))
}

fn spawn_thread(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
