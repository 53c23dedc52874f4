//! HTML that waits for its page: in memory, or spilled.

use std::borrow::Cow;
use std::sync::Arc;

use crate::foundation::spill::{Place, TextStore};

/// HTML that waits for its page.
///
/// The bodies of all cases are as large as the content. They are made before anything is known of
/// the site, and wanted once more, for a page each: a build can do without keeping them in memory.
#[derive(Clone, Debug)]
pub struct Html(Inner);

#[derive(Clone, Debug)]
enum Inner {
    Kept(String),
    Spilled { store: Arc<TextStore>, place: Place },
}

impl Html {
    /// Reads it back from where it was spilled, or borrows it.
    #[must_use]
    pub fn read_html(&self) -> Cow<'_, str> {
        match &self.0 {
            Inner::Kept(html) => Cow::Borrowed(html),
            Inner::Spilled { store, place } => Cow::Owned(store.read_back(*place)),
        }
    }

    /// Takes the HTML out of the memory. Where that fails, it stays.
    pub fn spill_to(&mut self, store: &Arc<TextStore>) {
        if let Inner::Kept(html) = &self.0
            && let Some(place) = store.put_away(html)
        {
            self.0 = Inner::Spilled { store: Arc::clone(store), place };
        }
    }
}

impl Default for Html {
    fn default() -> Self {
        String::new().into()
    }
}

impl From<String> for Html {
    fn from(html: String) -> Self {
        Self(Inner::Kept(html))
    }
}
