//! What Casebook made in an output folder: every path with the hash of its bytes.
//!
//! ```text
//! casebook-manifest 2 2
//! 0b0c… 404.html
//! 51d3… cases/静安/index.html⇥静安 · 案例
//! ```
//! The first line holds the version of the format and the number of lines after it, so that a file
//! that was cut short is seen to be. Paths are sorted. Behind a tab stands the title of a page, as
//! its HTML has it; version 1 has none. A page that only builds with drafts had has `draft` behind
//! another tab: readers were not to see it yet, so that nobody misses it. A hash of nothing but
//! zeros marks a page that an earlier build had and that no file stands for any more: it is
//! remembered until an address leads on from there, with the path where its text stood when it was
//! last seen, behind a tab. Nothing else of it is kept: what was withdrawn is not to be read here.
//! Equal sites have equal manifests but for these.

use std::fmt::Write;

use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::foundation::hash::Hash;
use crate::foundation::path::OutPath;

/// The manifest's name in the output folder.
pub const MANIFEST: &str = ".casebook-manifest";

const HEAD: &str = "casebook-manifest 2 ";

/// How a manifest begins that has no titles.
const HEAD_1: &str = "casebook-manifest 1 ";

/// The longest title that is kept, in bytes.
const LONGEST_TITLE: usize = 400;

/// Where in a page its title is looked for, in bytes.
const HEAD_OF_PAGE: usize = 4096;

/// The paths of a site with the hashes of their bytes.
pub(super) type Manifest = FxHashMap<Box<str>, Hash>;

/// A manifest that was read.
#[derive(Debug, Default)]
pub(super) struct ReadManifest {
    pub(super) files: Manifest,
    /// The pages and attachments that are gone, sorted.
    pub(super) gone: Vec<OutPath>,
    /// Where what stood on pages that are gone was last seen.
    pub(super) moved: Moved,
    /// The titles of pages, as HTML.
    pub(super) titles: FxHashMap<Box<str>, Box<str>>,
    /// The pages that were never published, but built with drafts.
    pub(super) drafts: FxHashSet<Box<str>>,
}

/// What is written of a file.
pub(super) struct Line<'a> {
    pub(super) path: &'a str,
    pub(super) hash: Hash,
    pub(super) title: Option<&'a str>,
    /// Whether it was never published, but built with drafts.
    pub(super) is_draft: bool,
}

/// What stands behind the title of a page that was only ever built with drafts.
const DRAFT: &str = "\tdraft";

/// Where pages went, by their old paths.
pub(super) type Moved = FxHashMap<OutPath, OutPath>;

/// Reads a manifest. The error is the number of the line that makes no sense.
pub(super) fn parse_manifest(text: &[u8]) -> Result<ReadManifest, usize> {
    let text = str::from_utf8(text).map_err(|_| 1_usize)?;
    let mut lines = text.lines();
    let count: usize = lines
        .next()
        .and_then(|head| head.strip_prefix(HEAD).or_else(|| head.strip_prefix(HEAD_1)))
        .and_then(|count| count.parse().ok())
        .ok_or(1_usize)?;
    // The number is not trusted with memory: a line is longer than 32 bytes.
    let mut manifest =
        Manifest::with_capacity_and_hasher(count.min(text.len() / 32), rustc_hash::FxBuildHasher);
    let (mut gone, mut titles) = (Vec::new(), FxHashMap::default());
    let (mut moved, mut drafts) = (Moved::default(), FxHashSet::default());
    let mut number = 1;
    for line in lines {
        number += 1;
        let (hash, path) = line.split_once(' ').ok_or(number)?;
        let (path, title) = path.split_once('\t').unwrap_or((path, ""));
        let (title, is_draft) =
            title.strip_suffix(DRAFT).map_or((title, false), |title| (title, true));
        let hash = Hash::parse_hex(hash).ok_or(number)?;
        // Files are deleted by what stands here, so that it must not lead out of the folder.
        let path = OutPath::new(path).map_err(|_| number)?;
        if path.as_str() == MANIFEST || manifest.insert(path.as_str().into(), hash).is_some() {
            return Err(number);
        }
        if hash == Hash::default() {
            if !title.is_empty() {
                moved.insert(path.clone(), OutPath::new(title).map_err(|_| number)?);
            }
            gone.push(path);
            continue;
        }
        if !title.is_empty() {
            titles.insert(path.as_str().into(), title.into());
        }
        if is_draft {
            drafts.insert(path.as_str().into());
        }
    }
    if manifest.len() != count || !text.ends_with('\n') {
        return Err(number);
    }
    for path in &gone {
        manifest.remove(path.as_str());
    }
    gone.sort_unstable();
    Ok(ReadManifest { files: manifest, gone, moved, titles, drafts })
}

/// Writes the manifest of `files`, which are sorted by path, and of the pages that are gone, each
/// with where it went, when that is known.
pub(super) fn format_manifest<'a>(
    files: impl ExactSizeIterator<Item = Line<'a>>,
    gone: &'a [(OutPath, Option<OutPath>)],
) -> String {
    let count = files.len() + gone.len();
    let mut text = String::with_capacity(count * 80);
    text.push_str(HEAD);
    // Writing to a string cannot fail.
    _ = writeln!(text, "{count}");
    let gone = gone.iter().map(|(path, now)| Line {
        path: path.as_str(),
        hash: Hash::default(),
        title: now.as_ref().map(OutPath::as_str),
        is_draft: false,
    });
    for Line { path, hash, title, is_draft } in files.chain(gone) {
        let tab = if title.is_some() || is_draft { "\t" } else { "" };
        let draft = if is_draft { DRAFT } else { "" };
        _ = writeln!(text, "{hash:?} {path}{tab}{}{draft}", title.unwrap_or_default());
    }
    text
}

/// Returns the title of a page as its HTML has it; `None` for what is no page or has none that fits
/// into a line.
pub(super) fn title_of(path: &str, bytes: &[u8]) -> Option<Box<str>> {
    if !is_page(path) {
        return None;
    }
    let head = bytes.get(..HEAD_OF_PAGE.min(bytes.len()))?;
    let start = memmem::find(head, b"<title>")? + "<title>".len();
    let length = memmem::find(bytes.get(start..)?, b"</title>")?;
    let title = str::from_utf8(bytes.get(start..start + length)?).ok()?.trim();
    let fits = title.len() <= LONGEST_TITLE && !title.contains(char::is_control);
    (fits && !title.is_empty()).then(|| title.into())
}

/// Tells whether a file is a page whose address readers may have kept; of a list that goes on over
/// several, the first alone.
pub(super) fn is_page(path: &str) -> bool {
    path.ends_with(".html") && path != "404.html" && !path.contains("/page/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> String {
        format_manifest(
            [
                ("404.html", b"a", None, false),
                ("cases/稿/index.html", b"c", Some("稿 · 案例"), true),
                ("cases/静安/index.html", b"b", Some("静安 &amp; · 案例"), false),
            ]
            .into_iter()
            .map(|(path, bytes, title, is_draft)| Line {
                path,
                hash: Hash::of_bytes(bytes),
                title,
                is_draft,
            }),
            &[
                (OutPath::new("cases/删/index.html").unwrap(), None),
                (
                    OutPath::new("cases/旧/index.html").unwrap(),
                    Some(OutPath::new("cases/静安/index.html").unwrap()),
                ),
            ],
        )
    }

    #[test]
    fn a_manifest_reads_back() {
        let read = parse_manifest(sample().as_bytes()).unwrap();
        let [gone, old, new] = ["删", "旧", "静安"]
            .map(|name| OutPath::new(&format!("cases/{name}/index.html")).unwrap());
        assert_eq!(read.moved, Moved::from_iter([(old.clone(), new)]));
        assert_eq!(read.gone, [gone, old]);
        assert_eq!(read.files.len(), 3);
        assert_eq!(read.drafts, FxHashSet::from_iter(["cases/稿/index.html".into()]));
        assert_eq!(read.files.get("cases/静安/index.html"), Some(&Hash::of_bytes(b"b")));
        let title = read.titles.get("cases/静安/index.html").map(|title| &**title);
        assert_eq!((title, read.titles.len()), (Some("静安 &amp; · 案例"), 2));
        for empty in ["casebook-manifest 1 0\n", "casebook-manifest 2 0\n"] {
            assert_eq!(parse_manifest(empty.as_bytes()).unwrap().files.len(), 0);
        }
    }

    #[test]
    fn a_title_is_found_in_the_head_of_a_page() {
        let title = |path: &str, html: &str| title_of(path, html.as_bytes()).map(String::from);
        let html = "<html><head>\n<title>\n甲 &amp; 乙\n</title>";
        assert_eq!(title("a/index.html", html).as_deref(), Some("甲 &amp; 乙"));
        assert_eq!(title("a/page/2/index.html", html), None);
        assert_eq!(title("a.xml", html), None);
        assert_eq!(title("a.html", "<title>甲\n乙</title>"), None);
        assert_eq!(title("a.html", "<title></title><title>甲"), None);
    }

    #[test]
    fn a_manifest_that_was_cut_short_is_no_manifest() {
        let text = sample();
        for end in 0..text.len() {
            assert!(parse_manifest(&text.as_bytes()[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn a_manifest_cannot_name_what_is_outside() {
        let hash = Hash::of_bytes(b"a");
        for path in ["../a", "/etc/passwd", "a/../../b", ".casebook-manifest", ""] {
            let text = format!("casebook-manifest 1 1\n{hash:?} {path}\n");
            assert_eq!(parse_manifest(text.as_bytes()).err(), Some(2), "{path:?}");
        }
        let twice = format!("casebook-manifest 1 2\n{hash:?} a\n{hash:?} a\n");
        assert_eq!(parse_manifest(twice.as_bytes()).err(), Some(3));
        assert_eq!(parse_manifest(b"casebook-manifest 3 0\n").err(), Some(1));
    }
}
