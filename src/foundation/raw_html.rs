//! What becomes of HTML in Markdown: `site.yaml` says it, the renderer follows.

/// What becomes of HTML in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// All of it is shown as text.
    Text,
    /// Elements and attributes of an allow-list pass; the rest is shown as text.
    #[default]
    Safe,
    /// All of it passes as it is.
    AsIs,
}
