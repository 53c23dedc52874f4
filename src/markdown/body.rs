//! What rendering yields.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use pulldown_cmark_escape::escape_html;

use super::headings::Headings;
use super::html::Html;
use crate::foundation::diagnostic::Span;
use crate::foundation::path::{SourcePath, encode_percent};
use crate::foundation::rare::Rare;
use crate::search::Grams;
use crate::text::Counts;

/// A rendered body, complete but for the addresses that only the site knows.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The HTML, without the attributes that [`Body::fill_links`] puts in.
    pub html: Html,
    /// The links and images whose address is open, in the order of `at`.
    pub placeholders: Box<[LinkPlaceholder]>,
    /// All headings, in order.
    pub headings: Headings,
    /// The ids that HTML of the author gives, to which a link can lead as to a heading.
    pub html_ids: Rare<String>,
    /// The plain text of the first paragraph that stands by itself and says something; of the first
    /// one when all are labels; empty when there is none.
    pub first_paragraph: String,
    /// How long the text is, without blocks of code.
    pub counts: Counts,
    /// The plain text when it was asked for: a block a line, without alternative texts of images.
    pub text: Box<str>,
    /// What the plain text is found by, when it was asked for.
    pub grams: Option<Arc<Grams>>,
    /// The macro calls made, as written between the braces, in order.
    pub calls: Rare<(String, Span)>,
    /// The calls of other generators, by name, in order.
    pub shortcodes: Rare<(String, Span)>,
    /// Marks that made no link and no picture, in order.
    pub unlinked: Rare<Unlinked>,
    /// What HTML of the author's own names, as written.
    pub raw_addresses: Rare<String>,
}

/// A mark that was meant to be a link or a picture and is text. The site may know what it was to
/// lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlinked {
    /// How it is written.
    pub kind: UnlinkedKind,
    /// What it names, as written.
    pub target: String,
    /// What readers were to see; empty when nothing is said.
    pub label: String,
    /// What is to be written otherwise.
    pub span: Span,
}

/// How an [`Unlinked`] is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnlinkedKind {
    /// `[[target|label]]`, all of it.
    Wiki,
    /// `![[target]]`, all of it.
    Embed,
    /// `[label](a b.md)`: the address with its spaces.
    Spaced,
    /// `[label](a(b.md)`: the address with its parentheses.
    Unbalanced,
    /// `[label(a.md)`, `[label] (a.md)` and the like: all of it, as far as it is known.
    Broken,
    /// `![label](a.png =300x200)`: the size with the space before it.
    Sized,
}

/// A link or an image to something in the publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPlaceholder {
    /// The byte of [`Body::html`] where the attributes go: right after `<a` or `<img`.
    pub at: u32,
    /// What points there.
    pub kind: PlaceholderKind,
    /// What it points to, percent-decoded. A file is named from the publication's root
    /// (`content/cases/b.md`). An address within the site keeps its leading slash (`/cases/b/`),
    /// which no file has.
    pub target: SourcePath,
    /// What followed `?`, as written.
    pub query: Option<String>,
    /// What followed `#`, percent-decoded.
    pub fragment: Option<String>,
    /// Whether it is an address within the site that is written with the name of the site.
    pub is_whole: bool,
    /// The whole link or image in the file.
    pub span: Span,
}

impl LinkPlaceholder {
    /// Tells whether the target is an address within the site and not a file.
    #[must_use]
    pub fn is_site_path(&self) -> bool {
        self.target.as_str().starts_with('/')
    }

    /// Returns the file that is named when `?` and `#` are part of its name; `None` without either.
    #[must_use]
    pub fn whole_name(&self) -> Option<SourcePath> {
        let mut name = self.target.as_str().to_owned();
        for (mark, part) in [('?', &self.query), ('#', &self.fragment)] {
            if let Some(part) = part {
                name.push(mark);
                name.push_str(part);
            }
        }
        (name != self.target.as_str()).then(|| SourcePath::new(&name))
    }

    /// Returns `?query#fragment` as an `href` ends with it, percent-encoded; empty without either.
    #[must_use]
    pub fn suffix(&self) -> String {
        let mut suffix = String::new();
        if let Some(query) = &self.query {
            suffix.push('?');
            suffix.push_str(query);
        }
        if let Some(fragment) = &self.fragment {
            suffix.push('#');
            suffix.push_str(&encode_percent(fragment));
        }
        suffix
    }
}

/// What a [`LinkPlaceholder`] is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceholderKind {
    /// A link: gets `href`.
    Link,
    /// An image: gets `src`, and `width` and `height` when known.
    Image,
    /// An image whose size its author wrote: gets `src`.
    SizedImage,
}

/// Where a [`LinkPlaceholder`] leads, as found out by the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The value of `href` or `src`, percent-encoded but not escaped for HTML.
    pub href: String,
    /// The width and height of an image in pixels.
    pub size: Option<(u32, u32)>,
}

impl From<String> for Address {
    fn from(href: String) -> Self {
        Self { href, size: None }
    }
}

impl Body {
    /// Returns the HTML with every address filled in. `resolve` answers where a splice leads, or
    /// `None` when nowhere: a link then has no `href`, which browsers show as plain text.
    ///
    /// # Panics
    /// Panics when the placeholders are not of this HTML.
    pub fn fill_links(
        &self,
        mut resolve: impl FnMut(&LinkPlaceholder) -> Option<Address>,
    ) -> Cow<'_, str> {
        let open = self.html.read_html();
        if self.placeholders.is_empty() {
            return open;
        }
        let mut html = String::with_capacity(open.len() + 64 * self.placeholders.len());
        let mut done = 0;
        for splice in &self.placeholders {
            let at = splice.at as usize;
            html.push_str(&open[done..at]);
            done = at;
            let Some(Address { href, size }) = resolve(splice) else { continue };
            html.push_str(match splice.kind {
                PlaceholderKind::Link => " href=\"",
                PlaceholderKind::Image | PlaceholderKind::SizedImage => " src=\"",
            });
            // Writing to a string cannot fail.
            let _ = escape_html(&mut html, &href);
            html.push('"');
            if let (PlaceholderKind::Image, Some((width, height))) = (splice.kind, size) {
                let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
            }
        }
        html.push_str(&open[done..]);
        Cow::Owned(html)
    }
}
