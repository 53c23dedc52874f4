//! Requests as they come off the wire: never a file that is not of the site, and never the site for
//! a host that is not ours.

#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use casebook::serve::{Preview, answer_connection};
use casebook_fuzz::{HOST, open_preview};
use libfuzzer_sys::fuzz_target;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

static PREVIEW: LazyLock<Preview> = LazyLock::new(open_preview);

// Its clock goes on by itself when there is nothing to do but wait.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_current_thread().enable_all().start_paused(true).build().expect("a runtime")
});

fuzz_target!(|request: &[u8]| {
    let answer = RUNTIME.block_on(ask(request));
    let answer = String::from_utf8_lossy(&answer);
    assert!(!answer.contains("canary"), "{answer}");
    let request = String::from_utf8_lossy(request).to_ascii_lowercase();
    assert!(request.contains(HOST) || !answer.contains("静安"), "{answer}");
    for head in answer.split("HTTP/1.1 200 OK").skip(1) {
        assert!(head.contains("x-content-type-options: nosniff"), "{head}");
    }
});

/// Sends a request as it stands and returns what comes back within a minute.
async fn ask(request: &[u8]) -> Vec<u8> {
    let (mut browser, server) = duplex(1 << 20);
    let server = tokio::spawn(answer_connection(server, PREVIEW.router()));
    let mut answer = Vec::new();
    let _ = timeout(Duration::from_secs(60), async {
        browser.write_all(request).await?;
        browser.read_to_end(&mut answer).await
    })
    .await;
    server.abort();
    answer
}
