//! Answering with an output of the site, or with what stands in for it.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use memchr::memmem;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::App;
use super::media::{self, HTML};
use super::site::{Lookup, Page};
use super::snapshot::{PreviewState, Snapshot};
use crate::foundation::diagnostic::{Diagnostic, Speech};
use crate::foundation::hash::Hash;
use crate::pipeline;
use crate::say;

/// The script that follows changes, which pages are given beyond their own bytes.
const SCRIPT: &str = include_str!("reload.js");

pub(super) async fn answer_script() -> Response {
    ([(header::CONTENT_TYPE, media::SCRIPT), (header::CACHE_CONTROL, "no-cache")], SCRIPT)
        .into_response()
}

/// Answers with what the table of the present snapshot has for the address.
pub(super) async fn answer_page(State(app): State<App>, request: Request) -> Response {
    let shown = app.shown.borrow().clone();
    let uri = request.uri();
    // An address that is no text is no address of ours.
    let address = percent_decode_str(uri.path()).decode_utf8().unwrap_or_default();
    let asked =
        OutputRequest { app: &app, shown: &shown, address: &address, headers: request.headers() };
    if shown.snapshot.site.planned().base().is_none() {
        return asked.missing_page();
    }
    match shown.snapshot.find_address(&address) {
        Lookup::Page(page) => asked.answer_output(page, StatusCode::OK).await,
        Lookup::Moved(to) => redirect_to(&to, uri),
        Lookup::Missing => match shown.snapshot.not_found() {
            Some(page) => asked.answer_output(page, StatusCode::NOT_FOUND).await,
            None => StatusCode::NOT_FOUND.into_response(),
        },
    }
}

fn redirect_to(to: &str, uri: &Uri) -> Response {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    match HeaderValue::try_from(format!("{to}{query}")) {
        Ok(to) => (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// A request for an output, and what is shown at its time.
struct OutputRequest<'a> {
    app: &'a App,
    shown: &'a PreviewState,
    /// Decoded, from `/`.
    address: &'a str,
    headers: &'a HeaderMap,
}

impl OutputRequest<'_> {
    async fn answer_output(&self, page: Page, status: StatusCode) -> Response {
        let media = media::type_of(page.path());
        let build = self.shown.snapshot.build;
        let key = page.key();
        let (bytes, tag) = match self.render_cached(page.clone()).await {
            Ok(bytes) if page.is_copy() => (bytes.clone(), Some(Hash::of_bytes(&bytes).hex(32))),
            Ok(bytes) => (bytes, Some(key.hex(32))),
            Err(_) => match self.shown.snapshot.last_good(&page) {
                Some(page) => match self.render_cached(page).await {
                    Ok(bytes) => (bytes, None),
                    Err(_) => return self.missing_page(),
                },
                None => return self.missing_page(),
            },
        };
        if media != HTML {
            return self.make_reply(status, media, tag, bytes);
        }
        // The page names its build to the script, so that the page of another build has another
        // tag.
        let tag = tag.map(|tag| format!("{tag}-{}-{build}", self.app.session));
        self.make_reply(status, media, tag, self.inject_script(&bytes, key))
    }

    fn make_reply(
        &self,
        status: StatusCode,
        media: &'static str,
        tag: Option<String>,
        bytes: Bytes,
    ) -> Response {
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if media == HTML
            && let Some(policy) = self.policy_header()
        {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        if let Some(tag) = tag.and_then(|tag| HeaderValue::try_from(format!("\"{tag}\"")).ok()) {
            let is_held =
                self.headers.get(header::IF_NONE_MATCH).is_some_and(|held| names_tag(held, &tag));
            headers.insert(header::ETAG, tag);
            if is_held && status == StatusCode::OK {
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                return response;
            }
        }
        *response.status_mut() = status;
        *response.body_mut() = Body::from(bytes);
        response
    }

    /// Returns what the pages of the site say that they may load, and that nothing may frame them;
    /// `None` while there is no site.
    fn policy_header(&self) -> Option<HeaderValue> {
        let planned = self.shown.snapshot.site.planned();
        planned.base()?;
        let policy = planned.policy().map(|policy| format!("{}; ", policy.as_str()));
        HeaderValue::try_from(format!("{}frame-ancestors 'none'", policy.unwrap_or_default())).ok()
    }

    /// Makes the bytes of an output, or takes them from the cache.
    async fn render_cached(&self, page: Page) -> Result<Bytes, Box<Diagnostic>> {
        // A copy's bytes are on the disk already; and while its file is being changed, its key may
        // be that of other bytes.
        let is_cached = !page.is_copy();
        if is_cached && let Some(bytes) = self.app.cache.get_output(page.key(), page.path()) {
            return Ok(bytes);
        }
        let app = Arc::clone(self.app);
        let rendered = tokio::task::spawn_blocking(move || {
            app.counter.count_asked();
            let bytes = Bytes::from(page.render(&app.reader)?);
            if is_cached {
                app.cache.keep_output(page.key(), bytes.clone());
            }
            Ok(bytes)
        });
        rendered.await.unwrap_or_else(|_| {
            let broken = say!("生成页面时程序出错" | "the program failed while making the page");
            Err(Box::new(pipeline::internal_fault(None, broken)))
        })
    }

    /// Answers that there is no page to show, not even an older one; the findings over it say why.
    fn missing_page(&self) -> Response {
        let speech = self.shown.findings.speech;
        let (language, title) = match speech {
            Speech::Chinese => ("zh-Hans", "这一页暂时生成不了"),
            Speech::English => ("en", "This page cannot be made yet"),
        };
        let text = say!(
            "改好下面列出的错误并保存，页面会自动出现。"
                | "Fix what is listed below and save: the page then appears by itself."
        );
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n\
             </body>\n</html>\n",
            text.in_speech(speech)
        );
        let html = self.inject_script(html.as_bytes(), self.shown.snapshot.key_of(self.address));
        self.make_reply(StatusCode::INTERNAL_SERVER_ERROR, HTML, None, html)
    }

    /// Adds the script to a page, with what the page must know of itself to be told when it is out
    /// of date.
    fn inject_script(&self, html: &[u8], key: Hash) -> Bytes {
        let tag = script_tag(&self.app.session, &self.shown.snapshot, self.address, key);
        let at = memmem::find(html, b"</head>").unwrap_or(html.len());
        let (before, after) = html.split_at(at);
        [before, tag.as_bytes(), after].concat().into()
    }
}

/// Returns the one thing that pages of the preview have and pages of a build have not.
fn script_tag(session: &str, snapshot: &Snapshot, address: &str, key: Hash) -> String {
    let path = utf8_percent_encode(address, NON_ALPHANUMERIC);
    // In an attribute `&` stands for itself only when written `&amp;`.
    format!(
        "<script type=\"module\" \
         src=\"/__casebook/reload.js?path={path}&amp;page={}&amp;build={session}-{}\"></script>",
        key.hex(32),
        snapshot.build
    )
}

/// Tells whether `held`, an `If-None-Match`, names `tag`.
fn names_tag(held: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(held), Ok(tag)) = (held.to_str(), tag.to_str()) else { return false };
    held.split(',').map(str::trim).any(|etag| etag == "*" || etag.trim_start_matches("W/") == tag)
}
