//! Who is answered, and what is never given away.

use std::net::TcpListener;

use crate::preview::{Answer, Preview, Publication};

fn assert_guarded(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"),
        "{what}"
    );
    assert!(policy.ends_with("frame-ancestors 'none'"), "{what}");
    assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{what}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{what}");
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{what}");
    assert_eq!(answer.header("access-control-allow-origin"), None, "{what}");
}

#[test]
fn only_this_machine_and_the_very_same_origin_are_answered() {
    let preview = Publication::new().serve();
    let port = preview.address.port();
    let routes = [
        "/",
        "/cases/one/",
        "/folio.css",
        "/nothing",
        "/cases/one",
        "/__casebook/reload.js",
        "/__casebook/nothing",
    ];
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")];
    let strange = [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example",
        "192.168.0.1:80",
        "",
    ]
    .map(str::to_owned);
    let rebound = format!("evil.example:{port}");
    for route in routes {
        for host in hosts.iter().chain(&strange).chain([&rebound]) {
            let is_own = hosts.contains(host);
            for origin in [
                None,
                Some(format!("http://{host}")),
                Some("http://evil.example".into()),
                Some("null".into()),
                Some(format!("https://{host}")),
            ] {
                let is_same =
                    origin.as_ref().is_none_or(|origin| *origin == format!("http://{host}"));
                let mut headers = vec![("host", host.as_str())];
                headers.extend(origin.as_deref().map(|origin| ("origin", origin)));
                let answer = preview.ask("GET", route, &headers);
                let what = format!("{route} {host} {origin:?}");
                assert_eq!(answer.status != 403, is_own && is_same, "{what}: {}", answer.status);
                assert!(is_own && is_same || !answer.text().contains("案例"), "{what}");
                assert_guarded(&answer, &what);
            }
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
            let answer = preview.ask(method, route, &[]);
            assert_eq!(
                (answer.status, answer.header("allow")),
                (405, Some("GET, HEAD")),
                "{method} {route}"
            );
            assert_guarded(&answer, method);
        }
    }
    // The stream of events, too, which does not end.
    let answer = preview.ask("GET", "/__casebook/events", &[("origin", "http://evil.example")]);
    assert_eq!(answer.status, 403);
}

/// Parts that have led servers out of their folder.
const CLIMBS: &[&str] = &[
    "..",
    "%2e%2e",
    "%2E.",
    ".%2e",
    "..%2f..",
    "..%5c..",
    "..\\..",
    "%2e%2e%5c",
    "%252e%252e",
    "..;",
    "....",
    "..%00",
    "%c0%ae%c0%ae",
    "..%ff",
    "%2e%2e%2f%2e%2e",
    ".",
    "%2e",
    "~",
    "%7eroot",
    "C:",
    "file:",
    "%00",
    "..%c0%af",
    "...%2f...",
    "\u{202e}..",
];

/// Files that a joined path would reach.
const PREY: &[&str] = &[
    "etc/passwd",
    "site.yaml",
    "content/cases/one.md",
    "secret.txt",
    "proc/self/environ",
    "static/folio.css",
    "templates/base.html",
    ".git/config",
];

#[test]
fn no_request_reaches_a_file_outside_the_table() {
    let publication = Publication::new();
    publication.write("secret.txt", "canary");
    publication.write("templates/canary.html", "canary");
    publication.write("public/index.html", "canary");
    let preview = publication.serve();
    let mut count = 0;
    let mut check = |target: &str, preview: &Preview| {
        count += 1;
        let request = format!(
            "GET {target} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n",
            preview.address
        );
        let answer = preview.send(request.as_bytes());
        assert!(matches!(answer.status, 0 | 301 | 400 | 403 | 404), "{target}: {}", answer.status);
        if answer.status == 301 {
            let to = answer.header("location").unwrap();
            assert!(to.starts_with('/') && !to.starts_with("//"), "{target} → {to}");
        }
        let text = answer.text();
        for canary in ["canary", "root:x:", "base_url", "district:", "PATH="] {
            assert!(!text.contains(canary), "{target} gave away {canary}");
        }
    };
    for climb in CLIMBS {
        for prey in PREY {
            check(&format!("/{climb}/{prey}"), &preview);
            check(&format!("/cases/{climb}/{climb}/{climb}/{prey}"), &preview);
        }
    }
    for prey in PREY {
        let root = preview.publication.at(prey);
        for target in [
            format!("/{prey}"),
            format!("//{prey}"),
            format!("///{prey}"),
            format!("\\{prey}"),
            format!("/\\{prey}"),
            format!("/{prey}%00.html"),
            format!("/{}", prey.replace('/', "%2f")),
            format!("/{}", prey.replace('/', "%5C")),
            format!("http://127.0.0.1/{prey}"),
            format!("http://{}/{prey}", preview.address),
            format!("file:///{prey}"),
            format!("/@fs/{prey}"),
            format!("/@fs{}?raw", root.display()),
            format!("{}", root.display()),
            format!("/__casebook/{prey}"),
            format!("/__casebook/../{prey}"),
        ] {
            check(&target, &preview);
        }
    }
    assert!(count > 200, "{count}");
    for line in [
        "GET",
        "GET /",
        "GET / HTTP/9.9",
        "\0\0\0\0",
        "GET /\0 HTTP/1.1",
        "CONNECT evil.example:80 HTTP/1.1",
        "GET * HTTP/1.1",
    ] {
        let answer = preview.send(
            format!("{line}\r\nhost: {}\r\nconnection: close\r\n\r\n", preview.address).as_bytes(),
        );
        assert!(!answer.text().contains("案例"), "{line}: {}", answer.text());
    }
    assert_eq!(preview.get("/cases/one/").status, 200, "it still answers");
}

#[test]
fn a_head_without_end_is_cut_off() {
    let preview = Publication::new().serve();
    let request = format!(
        "GET / HTTP/1.1\r\nhost: {}\r\nx: {}\r\n\r\n",
        preview.address,
        "y".repeat(1 << 20)
    );
    let answer = preview.send(request.as_bytes());
    assert!(matches!(answer.status, 0 | 400 | 431), "{}", answer.status);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn other_machines_are_refused_before_anything_is_read() {
    let publication = Publication::new();
    for host in ["0.0.0.0", "::", "192.168.1.2"] {
        let (status, said) = publication.run(&["serve", "--host", host, "--port", "0"]);
        assert_eq!(status, 2, "{said}");
        assert!(said.contains("this machine alone") && said.contains("127.0.0.1"), "{said}");
    }
}

#[test]
fn a_port_that_is_taken_is_said_with_the_next_one() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let (status, said) = Publication::new().run(&["serve", "--port", &port.to_string()]);
    assert_eq!(status, 2, "{said}");
    assert!(
        said.contains(&format!("port {port} is taken"))
            && said.contains(&format!("--port {}", port.wrapping_add(1))),
        "{said}"
    );
}

#[test]
fn an_interrupt_ends_it_though_pages_are_open() {
    let mut preview = Publication::new().serve();
    let open = preview.open("/");
    open.until_told("diagnostics");
    assert_eq!(preview.interrupt(), 0);
    // It did not wait for the page, which is open to this very line.
    drop(open);
}

#[test]
fn a_page_comes_with_the_policy_that_the_page_itself_has() {
    for (settings, allowed) in [
        ("", "img-src 'self' data: https:;"),
        ("embeds: [v.qq.com]\n", "frame-src https://v.qq.com;"),
        ("csp: \"img-src 'self' https://tu.example\"\n", "img-src 'self' https://tu.example"),
        ("csp: false\n", ""),
        ("raw_html: true\n", ""),
    ] {
        let publication = Publication::new();
        let site = "title: 案例库\nbase_url: https://anli.shequ.cn/\nlanguage: zh-Hans\n";
        publication.write("site.yaml", &format!("{site}{settings}"));
        let answer = publication.serve().ask("GET", "/cases/one/", &[]);
        let sent = answer.header("content-security-policy").unwrap();
        let start = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
        let page = answer.text();
        let written = page.split_once(start).and_then(|(_, rest)| rest.split_once('"'));
        let written =
            written.map(|(policy, _)| policy.replace("&#x27;", "'").replace("&#39;", "'"));
        let wanted = written.as_ref().map(|policy| format!("{policy}; ")).unwrap_or_default();
        assert_eq!(sent, format!("{wanted}frame-ancestors 'none'"), "{settings}");
        assert_eq!(written.is_some(), !allowed.is_empty(), "{settings}");
        assert!(sent.contains(allowed), "{settings}: {sent}");
    }
}
