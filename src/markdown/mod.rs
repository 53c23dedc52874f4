//! Renders the body of a file: Markdown in, HTML with gaps for addresses out.
//!
//! 1. `emphasis` marks where a run of `*` must count as emphasis beside Chinese punctuation, and
//!    what is no mark at all.
//! 2. pulldown-cmark turns the text into events.
//! 3. `render` writes HTML, plain text, headings and findings from the events, in one pass.
//! 4. What the site alone can know, where a link or an image leads, stays open: a
//!    [`LinkPlaceholder`]. [`Body::fill_links`] fills it in.
//!
//! Content is not trusted: of raw HTML only harmless elements pass unless all is allowed, link
//! schemes come from an allow-list, and neither a `style` attribute nor a script is ever written.
//!
//! Ids come from headings, so a page may hold an element called `location`. Scripts of a theme
//! therefore look up none but ids that begin with [`SCRIPT_PREFIX`], which no content can produce.

mod body;
mod destinations;
mod emphasis;
mod headings;
mod highlight;
mod html;
mod inline_text;
mod lint;
mod macros;
mod render;
mod visible;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;

pub use body::{Address, Body, LinkPlaceholder, PlaceholderKind, Unlinked, UnlinkedKind};
pub use destinations::{Destination, find_definitions, find_destinations, read_destination};
pub use headings::{Heading, Headings};
pub use highlight::Highlighter;
pub use html::{PagePolicy, find_addresses, find_blocked, find_references, plain_text};
pub use inline_text::inline_text;
pub use macros::{Expansion, Macros, Refusal, WrongCall};
pub use render::{OWN_CALLS, note_calls};
pub use visible::visible_text;

use crate::foundation::content_policy::ContentPolicy;
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::{BaseUrl, SourcePath};
use crate::foundation::raw_html::RawHtml;
use crate::say;
use render::Writer;

/// The prefix of ids that scripts may look up. No heading or footnote gets such an id.
pub const SCRIPT_PREFIX: &str = "cb-";

/// The schemes of addresses that a link may have when nothing else is said.
pub const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// The longest body that is rendered, in bytes.
pub const LONGEST: usize = 4 << 20;

/// The deepest nesting of quotes, lists and emphasis that is rendered.
pub const DEEPEST: usize = 100;

/// What the renderer itself has to say to readers of the page, in the language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Labels<'a> {
    /// Names the first table to a screen reader.
    pub table: &'a str,
    /// Names any further table, by its number in the gap `{n}`.
    pub table_n: &'a str,
    /// Names the list of footnotes.
    pub footnotes: &'a str,
    /// Names the link from a footnote back to the text, by its number in the gap `{n}`.
    pub back: &'a str,
    /// Names the box of a task that is done.
    pub done: &'a str,
    /// Names the box of a task that is not.
    pub open: &'a str,
    /// Titles of alerts: note, tip, important, warning, caution.
    pub alerts: [&'a str; 5],
}

/// How a body is rendered.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options<'a> {
    /// What becomes of HTML in Markdown.
    pub raw_html: RawHtml,
    /// The hosts whose pages may be shown in a frame.
    pub embeds: &'a [String],
    /// What pages may load.
    pub policy: Option<&'a ContentPolicy>,
    /// Whether pages are served by https.
    pub is_encrypted: bool,
    /// Whether emphasis follows the CJK-friendly rule; else `CommonMark` alone.
    pub cjk_emphasis: bool,
    /// Whether the text is known to hold no invisible characters, so that they need not be looked
    /// for again.
    pub is_visible: bool,
    /// Whether [`Body::text`] is wanted.
    pub want_text: bool,
    /// Whether [`Body::grams`] are wanted.
    pub want_grams: bool,
    /// Where the site stands: an address that begins so is one of its own.
    pub base: Option<&'a BaseUrl>,
    /// The schemes that an address may have, in lower case.
    pub schemes: &'a [&'a str],
    /// What the renderer says to readers.
    pub labels: Labels<'a>,
    /// What colours code.
    pub highlighter: &'a Highlighter,
    /// What answers `{{ … }}`; without it the braces are text.
    pub macros: Option<&'a dyn Macros>,
    /// Whether calls of other generators are wanted in [`Body::shortcodes`].
    pub shortcodes: bool,
    /// Whether to look for what is no mistake to the parser but was probably meant otherwise; a
    /// page alone needs none of it.
    pub lints: bool,
}

impl<'a> Options<'a> {
    /// Returns the options of a Chinese publication: harmless HTML, no macros, no plain text, and
    /// no labels yet.
    #[must_use]
    pub fn new(highlighter: &'a Highlighter) -> Self {
        Self {
            raw_html: RawHtml::Safe,
            embeds: &[],
            policy: None,
            is_encrypted: false,
            cjk_emphasis: true,
            is_visible: false,
            want_text: false,
            want_grams: false,
            base: None,
            schemes: SCHEMES,
            labels: Labels::default(),
            highlighter,
            macros: None,
            shortcodes: false,
            lints: true,
        }
    }
}

/// Renders `body`, which begins at byte `base` of `file`; every span counts from there.
///
/// Whatever the input, the HTML is balanced (unless raw HTML is allowed) and never runs a script.
pub fn render_body(
    file: &SourcePath,
    body: &str,
    base: usize,
    options: &Options<'_>,
    sink: &mut Sink,
) -> Body {
    if body.len() > LONGEST {
        sink.push(
            Diagnostic::error(
                "too-large",
                file,
                say!(
                    "正文超过 {} MiB，没有排版"
                        | "the body is larger than {} MiB and was not rendered",
                    LONGEST >> 20
                ),
            )
            .at_span(Span::new(base, base))
            .with_hint(say!("请把正文拆成几个文件" | "split the body into several files")),
        );
        return Body::default();
    }
    let joined = emphasis::join_text(body, options.cjk_emphasis);
    if options.is_visible {
        joined.know_visible();
    }
    Writer::new(file, body, base, &joined, options, sink).write_body()
}
