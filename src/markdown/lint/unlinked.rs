//! Marks that were meant as links and pictures and are text: `[[b]]`, `![图](a b.png)`,
//! `![图](a.png =300x200)`. Those whose brackets are wrong stand in `broken_link`.

use std::ops::Range;

use memchr::memmem;

use super::broken_link::{find_broken, read_broken, read_unbalanced};
use super::mark::{LONGEST, Mark, find_closing, is_file};
use crate::markdown::UnlinkedKind;

/// Finds the marks of a stretch of text; `fresh` says that it begins a line.
pub(in super::super) fn find_unlinked<'t>(text: &'t str, fresh: bool, found: &mut Vec<Mark<'t>>) {
    found.extend(text.match_indices("[[").filter_map(|(at, _)| read_wiki_link(text, at)));
    found.extend(text.match_indices("](").filter_map(|(at, _)| {
        let (start, broken) = (at + "](".len(), || read_broken(text, at, at + "](".len()));
        read_address(text, start).or_else(broken)
    }));
    find_broken(text, found);
    if fresh {
        found.extend(read_definition(text));
    }
}

/// Finds `[[target|label]]` in the row of a table, where its bar parts two cells.
pub(in super::super) fn parted_links(row: &str) -> Vec<Mark<'_>> {
    let all = row.match_indices("[[").filter_map(|(at, _)| read_wiki_link(row, at));
    let is_parted = |mark: &Mark<'_>| {
        let written = row.get(mark.range.clone()).unwrap_or_default();
        let is_code = row.get(..mark.range.start).unwrap_or_default().matches('`').count() % 2 == 1;
        written.matches('|').count() == 1 && !written.contains("\\|") && !is_code
    };
    all.filter(is_parted).collect()
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
    let inside = find_closing(rest).and_then(|end| rest.get(..end));
    inside.and_then(|inside| read_spaced_address(inside, at)).or_else(|| read_unbalanced(text, at))
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
    // What holds `](` reaches into the next link.
    let is_one = !untitled.starts_with('<') && !untitled.contains("](");
    let is_spaced = untitled.contains([' ', '\t']) && is_one;
    // Braces of another generator are told as such.
    let is_call = untitled.contains("{{") || untitled.contains("{%");
    let is_web = ["https://", "http://"].iter().any(|scheme| untitled.starts_with(scheme));
    let is_address = is_file(untitled) || is_web || is_place(untitled);
    (is_spaced && untitled.len() <= LONGEST && is_address && !is_call)
        .then(|| mark(UnlinkedKind::Spaced, untitled, 0..untitled.len()))
}

/// Tells whether an address is that of a place on the same page.
fn is_place(address: &str) -> bool {
    address.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
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
    fn the_bar_of_a_link_in_a_table_parts_it() {
        let parted = |row: &'static str| {
            parted_links(row).into_iter().map(|mark| (mark.target, mark.label)).collect::<Vec<_>>()
        };
        assert_eq!(parted("| [[b|丙]] | ![[x.png|300]] |"), [("b", "丙"), ("x.png", "300")]);
        for row in ["| [[b\\|丙]] |", "| [[b]] | 丙 |", "| `[[b|丙]]` |", "| [[b | [[丙]] |"] {
            assert_eq!(parted(row).iter().filter(|mark| !mark.1.is_empty()).count(), 0, "{row}");
        }
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
        assert_eq!(marks("[上文](#谁来 出钱)"), one(Spaced, "#谁来 出钱", "#谁来 出钱"));
        assert_eq!(
            marks("[站](https://a.cn/x y)"),
            one(Spaced, "https://a.cn/x y", "https://a.cn/x y")
        );
        assert_eq!(marks("![图]({{ site.url }}/a.png)"), []);
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

    fn all_marks(text: &str) -> Vec<(UnlinkedKind, &str, &str, &str)> {
        let mut found = Vec::new();
        find_unlinked(text, false, &mut found);
        found
            .into_iter()
            .map(|mark| (mark.kind, mark.target, mark.label, &text[mark.range]))
            .collect()
    }

    #[test]
    fn an_address_whose_parentheses_do_not_match_is_found() {
        use UnlinkedKind::Unbalanced;
        assert_eq!(all_marks("见[a](b(c.md)。"), [(Unbalanced, "b(c.md", "", "b(c.md")]);
        assert_eq!(all_marks("![图](a b).png)"), [(Unbalanced, "a b).png", "", "a b).png")]);
        assert_eq!(
            all_marks("[表](甲(1.xlsx)，(乙)"),
            [(Unbalanced, "甲(1.xlsx", "", "甲(1.xlsx")]
        );
        for innocent in ["见[注](此处(从略)", "[注](第 1.2 节) (略)"] {
            assert_eq!(all_marks(innocent), [], "{innocent}");
        }
    }

    #[test]
    fn a_link_that_lacks_a_bracket_is_found() {
        for (text, target, label, written) in [
            ("[文字(x.md)", "x.md", "文字", "[文字(x.md)"),
            ("见[文字（x.md），又", "x.md", "文字", "[文字（x.md）"),
            ("[文字](x.md", "x.md", "文字", "[文字](x.md"),
            ("[文字](x.md，又", "x.md", "文字", "[文字](x.md"),
            ("[文字](x.md）", "x.md", "文字", "[文字](x.md）"),
            ("文字](x.md)", "x.md", "", "](x.md)"),
            ("[文字] (x.md)", "x.md", "文字", "[文字] (x.md)"),
            ("[文字]x.md)", "x.md", "文字", "[文字]x.md)"),
            ("(文字)[x.md]", "x.md", "文字", "(文字)[x.md]"),
            ("【文字】(x.md)", "x.md", "文字", "【文字】(x.md)"),
            ("【文字】（https://a.cn/b）", "https://a.cn/b", "文字", "【文字】（https://a.cn/b）"),
        ] {
            assert_eq!(all_marks(text), [(UnlinkedKind::Broken, target, label, written)], "{text}");
        }
        for innocent in [
            "[见附件(价目.pdf)]",
            "（见[1]价目.pdf）",
            "[1]价目.pdf",
            "[见附件(价目.pdf)一节]",
            "[注] (见下文)",
            "【通知】（2024年）",
            "f(x)[i]",
            "[1](",
            "[甲][乙]",
            "(2019)[1]",
            "[文字(略)",
        ] {
            assert_eq!(all_marks(innocent), [], "{innocent}");
        }
    }
}
