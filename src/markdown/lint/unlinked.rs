//! Marks that were meant as links and pictures and are text: `[[b]]`, `![图](a b.png)`,
//! `![图](a.png =300x200)`.

use std::ops::Range;
use std::path::Path;

use memchr::memmem;

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
const LONGEST: usize = 500;

/// What names of files end in that are linked or shown.
const ENDINGS: &str = " avif bmp csv doc docx epub gif heic htm html jpeg jpg json m4a markdown md mov mp3 mp4 odp ods odt pdf png \
    ppt pptx rar svg tif tiff txt wav webp wps xls xlsx zip 7z ";

/// Finds the marks of a stretch of text; `fresh` says that it begins a line.
pub(in super::super) fn find_unlinked<'t>(text: &'t str, fresh: bool, found: &mut Vec<Mark<'t>>) {
    found.extend(text.match_indices("[[").filter_map(|(at, _)| read_wiki_link(text, at)));
    found.extend(text.match_indices("](").filter_map(|(at, _)| read_address(text, at + 2)));
    if fresh {
        found.extend(read_definition(text));
    }
}

/// Reads `[[target|label]]` at `at`.
fn read_wiki_link(text: &str, at: usize) -> Option<Mark<'_>> {
    let (before, rest) = (text.get(..at)?, text.get(at + 2..)?);
    let near = rest.as_bytes().get(..LONGEST.min(rest.len()))?;
    let inside = rest.get(..memmem::find(near, b"]]")?)?;
    let embed = before.ends_with('!');
    // `a[[i]]` is code, `[[1]]` a citation, `[[ -f x ]]` a test of the shell.
    let is_code = before.ends_with(|c: char| c.is_ascii_alphanumeric() || "[])_".contains(c));
    let is_name = inside.contains(char::is_alphabetic) && !inside.starts_with([' ', '_', '^']);
    if !embed && is_code || !is_name || inside.contains(['[', ']']) {
        return None;
    }
    if inside.eq_ignore_ascii_case("toc") {
        return None;
    }
    let (target, label) = inside.split_once('|').unwrap_or((inside, ""));
    // A bar in a table is written `\|`.
    let target = target.strip_suffix('\\').unwrap_or(target);
    let (kind, start) =
        if embed { (UnlinkedKind::Embed, at - 1) } else { (UnlinkedKind::Wiki, at) };
    let range = start..at + inside.len() + 4;
    Some(Mark { kind, target: target.trim(), label: label.trim(), range })
}

/// Reads what stands between `](` and `)`; `at` is where it begins.
fn read_address(text: &str, at: usize) -> Option<Mark<'_>> {
    let rest = text.get(at..)?;
    let inside = rest.get(..find_closing(rest)?)?;
    read_spaced_address(inside, at)
}

/// Reads `[label]: a b.md`.
fn read_definition(text: &str) -> Option<Mark<'_>> {
    let (label, address) = text.strip_prefix('[')?.split_once("]:")?;
    let is_label = !label.is_empty() && !label.starts_with('^') && !label.contains(['[', ']']);
    is_label.then(|| read_spaced_address(address, text.len() - address.len())).flatten()
}

/// Reads an address with a space in it, perhaps with a title or a size behind it.
fn read_spaced_address(inside: &str, at: usize) -> Option<Mark<'_>> {
    let start = inside.len() - inside.trim_start().len();
    let whole = inside.trim();
    let (untitled, _) = without_title(whole);
    let mark = |kind, target, range: Range<usize>| Mark {
        kind,
        target,
        label: "",
        range: at + start + range.start..at + start + range.end,
    };
    // The size stands before the title or behind it.
    for sized in [untitled, whole] {
        let Some((before, _)) = sized.rsplit_once(" =").filter(|(_, size)| is_size(size)) else {
            continue;
        };
        let before = before.trim_end();
        let (target, _) = without_title(before);
        if !target.contains([' ', '\t']) {
            return Some(mark(UnlinkedKind::Sized, target, before.len()..sized.len()));
        }
        if target == before && is_file(target) {
            return Some(mark(UnlinkedKind::Spaced, target, 0..sized.len()));
        }
    }
    let is_spaced = untitled.contains([' ', '\t']) && !untitled.starts_with('<');
    (is_spaced && untitled.len() <= LONGEST && is_file(untitled))
        .then(|| mark(UnlinkedKind::Spaced, untitled, 0..untitled.len()))
}

/// Takes a title in quotes off the end.
fn without_title(inside: &str) -> (&str, bool) {
    for quote in ['"', '\''] {
        if let Some((before, title)) =
            inside.strip_suffix(quote).and_then(|rest| rest.rsplit_once(quote))
            && before.ends_with([' ', '\t'])
            && !title.is_empty()
        {
            return (before.trim_end(), true);
        }
    }
    (inside, false)
}

/// Tells whether `size` is `300x200`, `300x`, `x200` or `50%x`.
fn is_size(size: &str) -> bool {
    let is_side = |side: &str| side.trim_end_matches('%').bytes().all(|b| b.is_ascii_digit());
    size.len() > 1
        && size
            .split_once(['x', 'X'])
            .is_some_and(|(width, height)| is_side(width) && is_side(height))
}

/// Tells whether an address ends as the name of a file.
fn is_file(address: &str) -> bool {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let ending = Path::new(path.trim_end()).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        let ending = ending.to_ascii_lowercase();
        ENDINGS.split(' ').any(|known| known == ending && !ending.is_empty())
    })
}

/// Returns where the parenthesis closes that was opened before `text`.
fn find_closing(text: &str) -> Option<usize> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<(UnlinkedKind, String, String)> {
        let mut found = Vec::new();
        find_unlinked(text, true, &mut found);
        found
            .into_iter()
            .map(|mark| (mark.kind, mark.target.to_owned(), text[mark.range].to_owned()))
            .collect()
    }

    fn one(kind: UnlinkedKind, target: &str, written: &str) -> Vec<(UnlinkedKind, String, String)> {
        vec![(kind, target.to_owned(), written.to_owned())]
    }

    #[test]
    fn marks_of_note_programs_are_found() {
        assert_eq!(marks("见[[b|晾衣杆]]。"), one(UnlinkedKind::Wiki, "b", "[[b|晾衣杆]]"));
        assert_eq!(marks("![[x.png|300]]"), one(UnlinkedKind::Embed, "x.png", "![[x.png|300]]"));
        for innocent in ["引文[[1]]", "引文[[1, 2]]", "a[[i]]", "[[ -f a ]]", "[[TOC]]", "[[甲"]
        {
            assert_eq!(marks(innocent), [], "{innocent}");
        }
    }

    #[test]
    fn addresses_with_spaces_and_sizes_are_found() {
        use UnlinkedKind::{Sized, Spaced};
        assert_eq!(marks("![图](甲 乙.png)"), one(Spaced, "甲 乙.png", "甲 乙.png"));
        assert_eq!(marks("[x](甲 乙.md#丙 \"题\")"), one(Spaced, "甲 乙.md#丙", "甲 乙.md#丙"));
        assert_eq!(marks("[图]: 甲 (乙).PNG"), one(Spaced, "甲 (乙).PNG", "甲 (乙).PNG"));
        assert_eq!(marks("![图](a.png =300x)"), one(Sized, "a.png", " =300x"));
        assert_eq!(marks("![图](a.png =50%x20 \"题\")"), one(Sized, "a.png", " =50%x20"));
        assert_eq!(marks("![图](a.png \"题\" =300x)"), one(Sized, "a.png", " =300x"));
        assert_eq!(marks("![图](甲 乙.png =300x)"), one(Spaced, "甲 乙.png", "甲 乙.png =300x"));
        assert_eq!(marks("[[b\\|晾衣杆]]"), one(UnlinkedKind::Wiki, "b", "[[b\\|晾衣杆]]"));
        for innocent in ["见[注](此处 从略)", "[注](第 1.2 节)", "[注](<a b.png)", "[注]: 见 附录"]
        {
            assert_eq!(marks(innocent), [], "{innocent}");
        }
    }
}
