//! Telling open pages that they are out of date, and what is wrong.
//!
//! A page says what it is: its address, the key of what it shows, the build that it comes from.
//! Each answer is worked out from that and the present state, so that a page that was asleep or
//! away for a while learns the same as one that was not.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::future::{Either, select};
use futures_util::stream;
use percent_encoding::percent_decode_str;
use serde_json::json;
use tokio::sync::oneshot;

use super::App;
use super::snapshot::PreviewState;
use crate::foundation::hash::Hash;

/// How many streams there may be at a time. There are more connections, so that pages are always
/// answered.
pub(super) const STREAMS: usize = 128;
/// How often something is said when there is nothing to say, so that a connection that broke is
/// noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Answers with a stream of events: `reload`, `css` and `diagnostics`.
pub(super) async fn stream_events(State(app): State<App>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let page = OpenPage::read_query(query, &app.session);
    let ended = app.streams.open();
    let start = (app.shown.clone(), page, app, VecDeque::new(), ended);
    let stream =
        stream::unfold(start, |(mut shown, mut page, app, mut due, mut ended)| async move {
            while due.is_empty() {
                let now = shown.borrow_and_update().clone();
                due.extend(page.take_news(&now, &app));
                if due.is_empty() {
                    match select(pin!(shown.changed()), &mut ended).await {
                        Either::Left((Ok(()), _)) => {}
                        Either::Left((Err(_), _)) | Either::Right(_) => return None,
                    }
                }
            }
            let news = due.pop_front()?;
            Some((Ok::<_, Infallible>(to_event(&news)), (shown, page, app, due, ended)))
        });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response()
}

/// The streams that are open, the oldest first.
///
/// Each holds one of the few connections that there are. When there are too many, the oldest ends;
/// the browser asks for it again by itself, and misses nothing.
#[derive(Default)]
pub(super) struct OpenStreams(Mutex<VecDeque<oneshot::Sender<()>>>);

impl OpenStreams {
    /// Opens a stream. What is returned is done when the stream is to end.
    fn open(&self) -> oneshot::Receiver<()> {
        let (end, ended) = oneshot::channel();
        // Nothing that holds the lock can panic half-way.
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|stream| !stream.is_closed());
        if open.len() >= STREAMS {
            open.pop_front();
        }
        open.push_back(end);
        ended
    }
}

fn to_event(news: &News) -> Event {
    match news {
        // Browsers drop an event that has no data.
        News::Reload => Event::default().event("reload").data("{}"),
        News::Styles { page, build } => Event::default()
            .event("css")
            .data(json!({ "page": page.hex(32), "build": build }).to_string()),
        News::Findings(message) => Event::default().event("diagnostics").data(message),
    }
}

/// An event for an open page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum News {
    /// It shows something else now.
    Reload,
    /// It would look otherwise with the present stylesheets, and no more than that. It then is this
    /// page.
    Styles { page: Hash, build: String },
    /// What is wrong, or that nothing is any more.
    Findings(String),
}

/// What is known of a page that is open.
#[derive(Debug)]
struct OpenPage {
    /// Decoded, from `/`.
    address: String,
    key: Hash,
    /// `None` when it comes from another run of the program.
    build: Option<u64>,
    /// What it was told is wrong.
    findings: Option<Hash>,
}

impl OpenPage {
    fn read_query(query: &str, session: &str) -> Self {
        let field = |name: &str| {
            let value =
                query.split('&').find_map(|field| field.strip_prefix(name)?.strip_prefix('='));
            percent_decode_str(value.unwrap_or_default()).decode_utf8_lossy().into_owned()
        };
        let build = field("build")
            .strip_prefix(session)
            .and_then(|rest| rest.strip_prefix('-')?.parse().ok());
        Self {
            address: field("path"),
            key: Hash::parse_hex(&field("page")).unwrap_or_default(),
            build,
            findings: None,
        }
    }

    /// Returns the events that the page lacks, and records that it has them.
    fn take_news(&mut self, shown: &PreviewState, app: &App) -> Vec<News> {
        let mut news = Vec::new();
        let snapshot = &shown.snapshot;
        let key = snapshot.key_of(&self.address);
        let marks = snapshot.marks;
        match self.build {
            Some(build) if key == self.key && marks.styles <= build && marks.files <= build => {}
            Some(build) if marks.others <= build => {
                news.push(News::Styles {
                    page: key,
                    build: format!("{}-{}", app.session, snapshot.build),
                });
            }
            None | Some(_) => news.push(News::Reload),
        }
        (self.key, self.build) = (key, Some(snapshot.build));
        let told = shown.findings.for_page(&snapshot.find_address(&self.address), &app.reader);
        if self.findings != Some(told.id) {
            self.findings = Some(told.id);
            news.push(News::Findings(told.text));
        }
        news
    }
}
