//! Calls in the text, such as `{{ metric(members) }}`.

use crate::foundation::diagnostic::Text;

/// What a call stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expansion {
    /// Safe, balanced HTML for the inside of a paragraph.
    pub html: String,
    /// The same as plain text.
    pub text: String,
}

/// Answers calls in the text.
///
/// A call is `{{ … }}` within one line of text, outside code; `\{{` is text. What stands between the
/// braces may not hold marks of Markdown.
pub trait Macros: Sync {
    /// Returns what `call` stands for: what was written between the braces, without the spaces around.
    ///
    /// # Errors
    /// Returns why there is no such thing; the call is then shown as written.
    fn expand(&self, call: &str) -> Result<Expansion, Text>;

    /// Tells whether the page has an element with the id `id` besides those that the text makes.
    fn has_id(&self, _id: &str) -> bool {
        false
    }
}
