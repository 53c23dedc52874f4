//! What is made of the name of a file that gets another: its address, and its id in front matter.

use crate::content::entry::make_id;
use crate::foundation::path::{SitePath, SourcePath};
use crate::text::make_slug;

/// A field that leads to the page that is renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadingField {
    /// The file that has it.
    pub file: SourcePath,
    pub key: String,
    /// What it names the page by.
    pub id: String,
}

/// Returns the id that fields name a text by after its file `old` became `new`, when it is another
/// one. In another folder it is a page of another kind, which they cannot name.
pub(super) fn new_id(old: &SourcePath, new: &SourcePath) -> Option<(String, String)> {
    let parts = |path: &SourcePath| {
        let inner = path.as_str().strip_prefix("content/")?.strip_suffix(".md")?;
        let (folder, inner) = inner.split_once('/')?;
        Some((folder.to_owned(), make_id(inner)))
    };
    let ((from, old), (to, new)) = (parts(old)?, parts(new)?);
    (from == to && old != new).then_some((old, new))
}

/// Returns the address with the part that the old name made, made of the new one.
pub(super) fn new_address(address: &SitePath, old: &SourcePath, new: &SourcePath) -> SitePath {
    let name = |path: &SourcePath| {
        let path = path.as_str().strip_prefix("content/").unwrap_or(path.as_str());
        let path = path.strip_suffix("/index.md").or(path.strip_suffix(".md")).unwrap_or(path);
        path.to_owned()
    };
    let (from, to) = (name(old), name(new));
    // A page has the address of its path, a case or a model that of its name.
    let is_page = !["cases/", "models/"].iter().any(|folder| from.starts_with(folder));
    if is_page && address.as_str().trim_matches('/') == from {
        return SitePath::new(&format!("/{to}/"));
    }
    let last = |path: &str| make_slug(path.rsplit('/').next().unwrap_or(path));
    let (from, to) = (last(&from), last(&to));
    let parts = address.as_str().split('/');
    let parts: Vec<&str> = parts.map(|part| if part == from { &*to } else { part }).collect();
    SitePath::new(&parts.join("/"))
}

/// Returns front matter with the id `old` below `key` written as `new`.
pub(super) fn with_id(front: &str, key: &str, old: &str, new: &str) -> String {
    let mut text = String::with_capacity(front.len());
    let mut is_below = false;
    for line in front.split_inclusive('\n') {
        if !line.starts_with([' ', '-', '#']) && !line.trim().is_empty() {
            let name = line.split_once(':').map(|(name, _)| name.trim_matches(['"', '\'', ' ']));
            is_below = name == Some(key);
            if let Some((name, value)) = line.split_once(':').filter(|_| is_below) {
                text.extend([name, ":"]);
                push_with_id(&mut text, value, old, new);
                continue;
            }
        }
        if is_below {
            push_with_id(&mut text, line, old, new);
        } else {
            text.push_str(line);
        }
    }
    text
}

/// Writes `value` with `new` in the place of each word `old`.
fn push_with_id(text: &mut String, value: &str, old: &str, new: &str) {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut done = 0;
    for (at, _) in value.match_indices(old) {
        let end = at + old.len();
        // A dash at the beginning marks an item.
        let before = value[..at].chars().next_back();
        if before.is_some_and(is_part) || value[end..].starts_with(is_part) {
            continue;
        }
        text.extend([&value[done..at], new]);
        done = end;
    }
    text.push_str(&value[done..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_anew_below_its_key_alone() {
        let front =
            "---\ntitle: li\npeople: [li, li-na, \"li\"]\nothers:\n  - li\nwith:\n- li\n---\n";
        assert_eq!(
            with_id(front, "people", "li", "wang"),
            front.replace("[li, li-na, \"li\"]", "[wang, li-na, \"wang\"]")
        );
        assert_eq!(with_id(front, "others", "li", "wang"), front.replace("  - li", "  - wang"));
        assert_eq!(with_id(front, "with", "li", "wang"), front.replace("\n- li", "\n- wang"));
    }

    #[test]
    fn a_file_that_stays_in_its_collection_has_another_id() {
        let new = |old: &str, new: &str| new_id(&SourcePath::new(old), &SourcePath::new(new));
        let pair = |old: &str, new: &str| Some((old.to_owned(), new.to_owned()));
        assert_eq!(new("content/who/li.md", "content/who/x/Li Na.md"), pair("li", "li-na"));
        assert_eq!(new("content/who/li.md", "content/who/x/li.md"), None);
        assert_eq!(new("content/who/li.md", "content/staff/lin.md"), None);
        assert_eq!(new("content/about.md", "content/us.md"), None);
    }
}
