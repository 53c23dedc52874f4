//! Connections: who may have one, for how long, and what answers on it.

use std::future::Future;
use std::io;
use std::net::TcpListener as StdListener;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::routing::get;
use axum::{Router, middleware};
use futures_util::future::{Either, select};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};

use super::{App, ServeError, answer, events, guard};

/// How many connections there may be at a time. A browser opens six.
const CONNECTIONS: usize = 2 * events::STREAMS;
/// The longest head of a request, in bytes. Cookies of other previews on this machine may come
/// along.
const HEAD: usize = 64 << 10;
/// How long a head may take, and how long a connection is kept for the next one.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long to wait when the system has no more sockets to give.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers on `socket` until the user interrupts the program or `end` does.
pub(super) async fn serve_requests(
    socket: StdListener,
    router: Router,
    end: oneshot::Receiver<()>,
) -> Result<(), ServeError> {
    socket.set_nonblocking(true)?;
    let listener = TcpListener::from_std(socket)?;
    let interrupted = wait_interrupted()?;
    tokio::spawn(accept_connections(listener, router));
    match select(pin!(interrupted), end).await {
        Either::Left(_) => Ok(()),
        Either::Right(_) => Err(ServeError::Stopped),
    }
}

/// Returns what answers requests.
pub(super) fn build_router(app: App) -> Router {
    Router::new()
        .route("/__casebook/reload.js", get(answer::answer_script))
        .route("/__casebook/events", get(events::stream_events))
        .fallback(answer::answer_page)
        .layer(middleware::from_fn_with_state(Arc::clone(&app), guard::guard_requests))
        .with_state(app)
}

async fn accept_connections(listener: TcpListener, router: Router) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // Answers are small and waited for.
        let _ = stream.set_nodelay(true);
        let answered = answer_connection(stream, router.clone());
        tokio::spawn(async move {
            answered.await;
            drop(place);
        });
    }
}

/// Answers what comes on a connection until it ends.
pub async fn answer_connection(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    router: Router,
) {
    let service = TowerToHyperService::new(router);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), service);
    // A reader that goes away is no failure.
    let _ = connection.await;
}

/// Returns a future that is done when the user or the system asks the program to end. From now on
/// that does not end it by itself.
fn wait_interrupted() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        select(pin!(interrupt.recv()), pin!(terminate.recv())).await;
    })
}
