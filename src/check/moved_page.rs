//! Which new page is the one that was published under another address.

use rustc_hash::FxHashMap;

use crate::foundation::path::{OutPath, SitePath, SourcePath};

/// A text shorter than this, in characters, may stand on any page.
const TELLING: usize = 10;

/// A page of this build.
pub(super) struct Candidate {
    pub(super) path: SitePath,
    /// The file that it is made as.
    pub(super) out: OutPath,
    /// Whether nothing, or another text, was published there.
    pub(super) is_new: bool,
    /// Whether the edition only lists it, and another has it.
    pub(super) elsewhere: bool,
    /// Where its old addresses are written; `None` for a page that is made of a name.
    pub(super) file: Option<SourcePath>,
    pub(super) title: String,
    /// What of it may be found again on the page that was published.
    pub(super) texts: Vec<String>,
    /// The addresses that it lists; for a page that is made of a name.
    pub(super) listed: Vec<String>,
}

/// Returns the page that is the published one under another address, when only one can be.
pub(super) fn only_match<'a>(
    candidates: &[&'a Candidate],
    old: &SitePath,
    html: &str,
) -> Option<&'a Candidate> {
    let title = title_of(html);
    let has = |text: &String| text.chars().count() >= TELLING && html.contains(&escape_text(text));
    let score = |candidate: &Candidate| {
        // The list of a model or a topic shows texts of its cases.
        let is_list = |path| matches!(first_section(path), "models" | "topics");
        if (is_list(old) || is_list(&candidate.path))
            && first_section(old) != first_section(&candidate.path)
        {
            return 0;
        }
        let is_titled =
            !candidate.title.is_empty() && title.starts_with(&escape_text(&candidate.title));
        let is_listed = !candidate.listed.is_empty()
            && candidate.listed.iter().all(|href| html.contains(href.as_str()));
        usize::from(is_titled)
            + usize::from(candidate.texts.iter().any(has))
            + usize::from(is_listed)
    };
    let scores: Vec<usize> = candidates.iter().map(|candidate| score(candidate)).collect();
    let best = scores.iter().max().copied().filter(|best| *best > 0)?;
    let mut matching = candidates.iter().copied().zip(&scores).filter(|(_, score)| **score == best);
    let (found, _) = matching.next()?;
    matching.next().is_none().then_some(found)
}

/// Tells whether the title of a page, as HTML, is that of a text.
pub(super) fn is_titled(html: &str, title: &str) -> bool {
    let rest = html.strip_prefix(escape_text(title).as_str());
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Returns what follows the beginning of the title of a page.
fn title_of(html: &str) -> &str {
    html.split_once("<title>").map_or("", |(_, rest)| rest.trim_start())
}

/// The new pages by their titles.
pub(super) struct ByTitle<'a>(FxHashMap<String, Vec<&'a Candidate>>);

impl<'a> ByTitle<'a> {
    /// A title that so many pages share tells nothing of any.
    const MOST: usize = 50;
    /// The longest title that is looked up, in bytes.
    const LONGEST: usize = 400;

    pub(super) fn new(candidates: &[&'a Candidate]) -> Self {
        let mut by_title: FxHashMap<String, Vec<&Candidate>> = FxHashMap::default();
        for &candidate in candidates {
            by_title.entry(escape_text(&candidate.title)).or_default().push(candidate);
        }
        by_title.retain(|title, pages| !title.is_empty() && pages.len() <= Self::MOST);
        Self(by_title)
    }

    /// Returns the pages whose title a published page has.
    pub(super) fn likely(&self, html: &str) -> Vec<&'a Candidate> {
        let title = title_of(html);
        let title = title.get(..title.floor_char_boundary(Self::LONGEST)).unwrap_or_default();
        let title = title.split('<').next().unwrap_or_default();
        let heads = title.char_indices().map(|(at, c)| at + c.len_utf8());
        let pages = heads.filter_map(|end| self.0.get(title.get(..end)?));
        pages.flatten().copied().collect()
    }
}

/// The first part of an address.
pub(super) fn first_section(path: &SitePath) -> &str {
    path.as_str().split('/').nth(1).unwrap_or_default()
}

/// Returns a text as templates write it.
pub(super) fn escape_text(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(&mut html, text);
    html
}
