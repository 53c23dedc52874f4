//! A mark that was meant as a link or a picture, and what its address looks like.

use std::ops::Range;
use std::path::Path;

use crate::markdown::UnlinkedKind;

/// A mark in a stretch of text.
pub(in super::super) struct Mark<'t> {
    pub(in super::super) kind: UnlinkedKind,
    pub(in super::super) target: &'t str,
    pub(in super::super) label: &'t str,
    /// What is to be written otherwise, in bytes of the text.
    pub(in super::super) range: Range<usize>,
}

/// The longest address that is looked at, in bytes.
pub(super) const LONGEST: usize = 500;

/// What names of files end in that are linked or shown.
const ENDINGS: &str = " avif bmp csv doc docx epub gif heic htm html jpeg jpg json m4a markdown md mov mp3 mp4 odp ods odt pdf png \
    ppt pptx rar svg tif tiff txt wav webp wps xls xlsx zip 7z ";

/// Tells whether an address ends as the name of a file.
pub(super) fn is_file(address: &str) -> bool {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let ending = Path::new(path.trim_end()).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        let ending = ending.to_ascii_lowercase();
        ENDINGS.split(' ').any(|known| known == ending && !ending.is_empty())
    })
}

/// Returns where the parenthesis closes that was opened before `text`.
pub(super) fn find_closing(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    text.bytes().take(LONGEST + 200).position(|b| match b {
        b'(' => {
            open += 1;
            false
        }
        b')' if open > 0 => {
            open -= 1;
            false
        }
        b => b == b')',
    })
}
