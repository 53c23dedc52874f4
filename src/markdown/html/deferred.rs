//! HTML that waits for its page: in memory, or spilled.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use crate::foundation::world::Spill;

/// HTML that waits for its page.
///
/// The bodies of all cases are as large as the content. They are made before anything is known of the site, and wanted once
/// more, for a page each: a build can do without keeping them in memory.
#[derive(Clone, Debug)]
pub struct Html(Inner);

#[derive(Clone, Debug)]
enum Inner {
    Kept(String),
    Spilled { spill: Arc<dyn Spill>, at: u64, length: usize },
}

impl Html {
    /// Returns the HTML.
    ///
    /// # Errors
    /// Returns the I/O error where it had been spilled.
    pub fn read(&self) -> io::Result<Cow<'_, str>> {
        match &self.0 {
            Inner::Kept(html) => Ok(Cow::Borrowed(html)),
            Inner::Spilled { spill, at, length } => {
                let html = spill.get(*at, *length)?;
                // Chinese takes the library several times as long to check; a copy costs next to nothing.
                simdutf8::basic::from_utf8(&html)
                    .map(|html| html.to_owned().into())
                    .map_err(io::Error::other)
            }
        }
    }

    /// Takes the HTML out of the memory. Where that fails, it stays.
    pub fn spill(&mut self, spill: &Arc<dyn Spill>) {
        if let Inner::Kept(html) = &self.0
            && let Ok(at) = spill.put(html.as_bytes())
        {
            self.0 = Inner::Spilled { spill: Arc::clone(spill), at, length: html.len() };
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
