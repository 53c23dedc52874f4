//! Links whose brackets are not what they should be, and which are text: `[甲(a.md)`,
//! `[甲] (a.md)`, `[甲](a(b.md)`, `(甲)[a.md]`, `【甲】(a.md)`.

use super::mark::{LONGEST, Mark, find_closing, is_file};
use crate::markdown::UnlinkedKind;

/// How many closing parentheses are tried as the end of an address.
const MOST_TRIED: usize = 4;

/// Brackets that stand where `](` should.
const NEARLY: [&str; 7] = ["】(", "】（", "］(", "］（", "] (", ")[", "）["];

/// Reads the address at `at`, behind `](`, that ends at another parenthesis than the first which
/// closes one.
pub(super) fn read_unbalanced(text: &str, at: usize) -> Option<Mark<'_>> {
    let line = line_from(text, at);
    let ends = line.match_indices(')').map(|(end, _)| end).take(MOST_TRIED);
    let mut insides = ends.filter_map(|end| line.get(..end));
    let target = insides.find(|inside| inside.contains(['(', ')']) && is_file(inside))?;
    // With as many that open as close, and no space, it is a link unless it cannot be one here.
    let is_balanced = find_closing(line) == Some(target.len()) && !target.contains([' ', '\t']);
    let is_plain = !target.starts_with(['<', ' ']) && !target.contains("](");
    (is_plain && !is_balanced).then(|| Mark {
        kind: UnlinkedKind::Unbalanced,
        target,
        label: "",
        range: at..at + target.len(),
    })
}

/// Finds links with brackets that only look like those of a link, or too few of them.
pub(super) fn find_broken<'t>(text: &'t str, found: &mut Vec<Mark<'t>>) {
    for nearly in NEARLY {
        let places = text.match_indices(nearly);
        found.extend(places.filter_map(|(at, mark)| {
            let broken = read_broken(text, at, at + mark.len())?;
            let is_labelled = !broken.label.is_empty();
            is_labelled.then_some(broken)
        }));
    }
    found.extend(text.match_indices('[').filter_map(|(at, _)| read_unparted(text, at)));
    found.extend(text.match_indices(']').filter_map(|(at, _)| {
        let broken = read_broken(text, at, at + 1)?;
        let before = text.get(..broken.range.start)?.rsplit('\n').next()?;
        // `(see [1]a.pdf)` is a remark in parentheses.
        let is_remark = before.rfind(['(', '（']) > before.rfind([')', '）']);
        (!broken.label.is_empty() && !is_remark).then_some(broken)
    }));
}

/// Reads what is a link but for its brackets: those between label and address stand from `at` to
/// `start`.
pub(super) fn read_broken(text: &str, at: usize, start: usize) -> Option<Mark<'_>> {
    let between = text.get(at..start)?;
    let line = line_from(text, start);
    let end = line.find(ends_address).unwrap_or(line.len());
    let target = line.get(..end).filter(|target| is_target(target))?;
    let closing = line[end..].chars().next().filter(|c| ")）]".contains(*c));
    let open = find_opening(text, at);
    let is_whole = between == "](" && closing == Some(')') && open.is_some();
    let is_closed = closing == Some(']') && between.ends_with('[')
        || closing.is_some_and(|c| c != ']') && !between.ends_with('[');
    if is_whole || between != "](" && !is_closed {
        return None;
    }
    let label = open.and_then(|(_, after)| text.get(after..at)).unwrap_or_default();
    let end = start + end + closing.map_or(0, char::len_utf8);
    let range = open.map_or(at, |(before, _)| before)..end;
    Some(Mark { kind: UnlinkedKind::Broken, target, label: label.trim(), range })
}

/// Reads `[label(target)` at `at`.
fn read_unparted(text: &str, at: usize) -> Option<Mark<'_>> {
    let line = line_from(text, at + 1);
    let open = line.find(['[', ']', '(', '（']).filter(|open| *open > 0)?;
    let label = line.get(..open)?;
    let inside = line[open..].strip_prefix(['(', '（'])?;
    let end = inside.find(ends_address)?;
    let target = inside.get(..end).filter(|target| is_target(target))?;
    let behind = inside[end..].strip_prefix([')', '）'])?;
    // `[see the list (a.pdf) below]` is a remark in brackets.
    let is_remark = behind.find(['[', ']']).is_some_and(|next| behind[next..].starts_with(']'));
    let length = line.len() - behind.len();
    (!is_remark).then(|| Mark {
        kind: UnlinkedKind::Broken,
        target,
        label: label.trim(),
        range: at..at + 1 + length,
    })
}

/// Finds the bracket that opens the label which ends at `at`: where it stands, and where the label
/// begins.
fn find_opening(text: &str, at: usize) -> Option<(usize, usize)> {
    let before = text.get(text.floor_char_boundary(at.saturating_sub(LONGEST))..at)?;
    let is_swapped = text.get(at..)?.starts_with([')', '）']);
    let is_bracket = |c: char| if is_swapped { "(（)）\n" } else { "[【［]】］\n" }.contains(c);
    let open = before.rfind(is_bracket)?;
    let bracket = before[open..].chars().next().filter(|c| "[【［(（".contains(*c))?;
    let place = at - before.len() + open;
    Some((place, place + bracket.len_utf8()))
}

/// Returns the rest of a line, as far as an address is looked for.
fn line_from(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let near = &rest[..rest.floor_char_boundary(LONGEST)];
    near.lines().next().unwrap_or_default()
}

fn ends_address(c: char) -> bool {
    c.is_whitespace() || "()（）[]【】，。；、！？《》“”".contains(c)
}

/// Tells whether a text can only be the address of a link.
fn is_target(text: &str) -> bool {
    let is_web = ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme));
    is_web || is_file(text)
}
