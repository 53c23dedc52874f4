//! What Casebook made in an output folder: every path with the hash of its bytes.
//!
//! ```text
//! casebook-manifest 1 2
//! 0b0c… 404.html
//! 51d3… cases/静安/index.html
//! ```
//! The first line holds the version of the format and the number of lines after it, so that a file
//! that was cut short is seen to be. Paths are sorted. A hash of nothing but zeros marks a page
//! that an earlier build had and that no file stands for any more: it is remembered until an
//! address leads on from there. Equal sites have equal manifests but for these.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use crate::foundation::hash::Hash;
use crate::foundation::path::OutPath;

/// The manifest's name in the output folder.
pub const MANIFEST: &str = ".casebook-manifest";

const HEAD: &str = "casebook-manifest 1 ";

/// The paths of a site with the hashes of their bytes.
pub(super) type Manifest = FxHashMap<Box<str>, Hash>;

/// Reads a manifest: the files, and the pages that are gone, sorted. The error is the number of the
/// line that makes no sense.
pub(super) fn parse_manifest(text: &[u8]) -> Result<(Manifest, Vec<OutPath>), usize> {
    let text = str::from_utf8(text).map_err(|_| 1_usize)?;
    let mut lines = text.lines();
    let count: usize = lines
        .next()
        .and_then(|head| head.strip_prefix(HEAD))
        .and_then(|count| count.parse().ok())
        .ok_or(1_usize)?;
    // The number is not trusted with memory: a line is longer than 32 bytes.
    let mut manifest =
        Manifest::with_capacity_and_hasher(count.min(text.len() / 32), rustc_hash::FxBuildHasher);
    let mut gone = Vec::new();
    let mut number = 1;
    for line in lines {
        number += 1;
        let (hash, path) = line.split_once(' ').ok_or(number)?;
        let hash = Hash::parse_hex(hash).ok_or(number)?;
        // Files are deleted by what stands here, so that it must not lead out of the folder.
        let path = OutPath::new(path).map_err(|_| number)?;
        if path.as_str() == MANIFEST || manifest.insert(path.as_str().into(), hash).is_some() {
            return Err(number);
        }
        if hash == Hash::default() {
            gone.push(path);
        }
    }
    if manifest.len() != count || !text.ends_with('\n') {
        return Err(number);
    }
    for path in &gone {
        manifest.remove(path.as_str());
    }
    gone.sort_unstable();
    Ok((manifest, gone))
}

/// Writes the manifest of `files`, which are sorted by path, and of the pages that are gone.
pub(super) fn format_manifest<'a>(
    files: impl ExactSizeIterator<Item = (&'a str, Hash)>,
    gone: &'a [OutPath],
) -> String {
    let count = files.len() + gone.len();
    let mut text = String::with_capacity(count * 80);
    text.push_str(HEAD);
    // Writing to a string cannot fail.
    _ = writeln!(text, "{count}");
    for (path, hash) in files.chain(gone.iter().map(|path| (path.as_str(), Hash::default()))) {
        _ = writeln!(text, "{hash:?} {path}");
    }
    text
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
            [("404.html", Hash::of_bytes(b"a")), ("cases/静安/index.html", Hash::of_bytes(b"b"))]
                .into_iter(),
            &[OutPath::new("cases/旧/index.html").unwrap()],
        )
    }

    #[test]
    fn a_manifest_reads_back() {
        let (manifest, gone) = parse_manifest(sample().as_bytes()).unwrap();
        assert_eq!(gone, [OutPath::new("cases/旧/index.html").unwrap()]);
        assert_eq!(manifest.len(), 2);
        assert_eq!(manifest.get("cases/静安/index.html"), Some(&Hash::of_bytes(b"b")));
        assert_eq!(parse_manifest(b"casebook-manifest 1 0\n").unwrap().0.len(), 0);
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
        assert_eq!(parse_manifest(b"casebook-manifest 2 0\n").err(), Some(1));
    }
}
