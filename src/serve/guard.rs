//! Who may ask, and what every answer says about itself.
//!
//! The preview is for this machine alone. A page of another site must neither read it nor act on
//! it, whether it asks for a loopback address or has its own name rebound to one: so the host must
//! be ours, and an origin, when there is one, the very same.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::App;

/// What every answer says.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::VARY, "Host, Origin"),
];

/// The hosts that answer: the names of this machine's loopback, with our port.
#[derive(Debug)]
pub(super) struct Hosts(Vec<String>);

impl Hosts {
    /// Returns the hosts for a socket bound at `address`.
    pub(super) fn for_address(address: SocketAddr) -> Self {
        let port = address.port();
        let bound = match address.ip() {
            IpAddr::V4(ip) => format!("{ip}:{port}"),
            IpAddr::V6(ip) => format!("[{ip}]:{port}"),
        };
        let mut hosts = vec![
            format!("127.0.0.1:{port}"),
            format!("localhost:{port}"),
            format!("[::1]:{port}"),
            bound,
        ];
        if port == 80 {
            // Browsers leave the port out where it is the usual one.
            hosts.extend(["127.0.0.1", "localhost", "[::1]"].map(str::to_owned));
        }
        Self(hosts)
    }

    fn has_host(&self, host: &str) -> bool {
        self.0.iter().any(|known| known.eq_ignore_ascii_case(host))
    }
}

/// Why a request is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    Method,
    Form,
    Host,
    Origin,
}

fn check_request(hosts: &Hosts, request: &Request) -> Result<(), Refusal> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Refusal::Method);
    }
    // `GET http://elsewhere/` asks a proxy, which this is not.
    if request.uri().authority().is_some() || !request.uri().path().starts_with('/') {
        return Err(Refusal::Form);
    }
    let host = only_value(request.headers(), &header::HOST).ok_or(Refusal::Host)?;
    if !hosts.has_host(host) {
        return Err(Refusal::Host);
    }
    match only_value(request.headers(), &header::ORIGIN) {
        None if !request.headers().contains_key(header::ORIGIN) => Ok(()),
        Some(origin)
            if origin
                .strip_prefix("http://")
                .is_some_and(|authority| authority.eq_ignore_ascii_case(host)) =>
        {
            Ok(())
        }
        _ => Err(Refusal::Origin),
    }
}

/// Returns the value of a header that is there once.
fn only_value<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Turns away who may not ask, and puts the headers on every answer.
pub(super) async fn guard_requests(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match check_request(&app.hosts, &request) {
        Ok(()) => next.run(request).await,
        Err(Refusal::Method) => {
            (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response()
        }
        Err(Refusal::Form) => StatusCode::BAD_REQUEST.into_response(),
        Err(Refusal::Host) => {
            (StatusCode::FORBIDDEN, "This host name is not the preview's.\n").into_response()
        }
        Err(Refusal::Origin) => {
            (StatusCode::FORBIDDEN, "Another site asked for this.\n").into_response()
        }
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // A page of the site comes with the policy of the site.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn checked(method: &str, uri: &str, headers: &[(&str, &str)]) -> Result<(), Refusal> {
        let mut request = axum::http::Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        check_request(
            &Hosts::for_address("127.0.0.1:4400".parse().unwrap()),
            &request.body(Body::empty()).unwrap(),
        )
    }

    #[test]
    fn only_our_own_hosts_and_the_very_same_origin_are_answered() {
        for host in ["127.0.0.1:4400", "localhost:4400", "LOCALHOST:4400", "[::1]:4400"] {
            assert_eq!(checked("GET", "/", &[("host", host)]), Ok(()), "{host}");
            assert_eq!(
                checked("GET", "/", &[("host", host), ("origin", &format!("http://{host}"))]),
                Ok(()),
                "{host}"
            );
            for origin in [
                "null",
                "http://evil.example",
                "https://localhost:4400",
                "http://localhost:4401",
                "",
            ] {
                assert_eq!(
                    checked("GET", "/", &[("host", host), ("origin", origin)]),
                    Err(Refusal::Origin),
                    "{host} {origin}"
                );
            }
        }
        for host in [
            "evil.example:4400",
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost.:4400",
            "127.0.0.1:4400@evil",
            "",
        ] {
            assert_eq!(checked("GET", "/", &[("host", host)]), Err(Refusal::Host), "{host}");
        }
        assert_eq!(checked("GET", "/", &[]), Err(Refusal::Host));
        assert_eq!(
            checked("GET", "/", &[("host", "localhost:4400"), ("host", "evil.example")]),
            Err(Refusal::Host)
        );
        let crossed = [("host", "localhost:4400"), ("origin", "http://127.0.0.1:4400")];
        assert_eq!(checked("GET", "/", &crossed), Err(Refusal::Origin));
    }

    #[test]
    fn only_reading_is_answered_and_only_for_ourselves() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
            assert_eq!(
                checked(method, "/", &[("host", "localhost:4400")]),
                Err(Refusal::Method),
                "{method}"
            );
        }
        assert_eq!(
            checked("GET", "http://localhost:4400/", &[("host", "localhost:4400")]),
            Err(Refusal::Form)
        );
        assert_eq!(checked("HEAD", "/", &[("host", "localhost:4400")]), Ok(()));
    }
}
