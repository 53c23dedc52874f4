//! Calls in the text, such as `{{ metric(members) }}`.

use crate::foundation::diagnostic::Text;

/// Why a call is shown as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The author meant a call that there is, and made a mistake.
    Wrong(Text),
    /// There is nothing of the sort: it was written for another generator.
    Unknown,
}

/// Why a macro made nothing of a call, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongCall {
    pub message: Text,
    pub hint: Text,
}

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
/// A call is `{{ … }}` within one line of text, outside code; `\{{` is text. What stands between
/// the braces may not hold marks of Markdown.
pub trait Macros: Sync {
    /// Returns what `call` stands for: what was written between the braces, without the spaces
    /// around.
    ///
    /// # Errors
    /// Returns why there is no such thing; the call is then shown as written.
    fn expand(&self, call: &str) -> Result<Expansion, Refusal>;

    /// Tells whether `call` is of a macro, whose HTML is checked as what an author writes is.
    fn is_macro(&self, _call: &str) -> bool {
        false
    }

    /// Returns the HTML that a macro makes of `call`.
    ///
    /// # Errors
    /// Returns what is wrong with the call.
    fn run_macro(&self, _call: &str) -> Result<String, WrongCall> {
        Ok(String::new())
    }

    /// Tells whether the page has an element with the id `id` besides those that the text makes.
    fn has_id(&self, _id: &str) -> bool {
        false
    }
}

/// What a body holds that few do, so that others need not be looked through for it.
pub(super) struct Rare {
    /// Addresses, in links or by themselves.
    pub(super) addresses: bool,
    /// What calls begin with.
    pub(super) calls: bool,
}

impl Rare {
    pub(super) fn of_body(body: &str) -> Self {
        Self {
            addresses: memchr::memmem::find(body.as_bytes(), b"://").is_some(),
            calls: find_pair(body.as_bytes()).is_some(),
        }
    }
}

/// Returns where the first `{{` or `{%` stands. Texts are short and braces rare, so that a search
/// for two bytes costs more than it finds.
pub(super) fn find_pair(text: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'{', text).find(|at| matches!(text.get(at + 1), Some(b'{' | b'%')))
}
