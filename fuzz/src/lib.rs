//! What the targets share: what must hold of HTML and of findings, whatever was read.

mod findings;
#[path = "../../tests/support/harmless_html.rs"]
mod harmless_html;
mod preview;
mod publication;

pub use findings::assert_findings;
pub use preview::{HOST, open_preview};
pub use publication::{CASE, Desk, SITE, Trial, small_publication};

/// Nothing in a rendered body runs.
pub fn assert_harmless_body(html: &str) {
    harmless_html::assert_harmless_body(html);
}

/// Nothing in a whole page runs but the scripts of the theme, by their address.
pub fn assert_harmless_page(html: &str) {
    harmless_html::assert_harmless_page(html);
}
