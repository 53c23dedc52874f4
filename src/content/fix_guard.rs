//! No fix is made unasked that changes what readers see, but for those that are there to change it,
//! and say so.
//!
//! Every safe fix of a file is tried here, whatever found it: the text is compared before and
//! after, with the numbers that a list counts by itself. What would change is left to the author.

use crate::foundation::diagnostic::{Diagnostic, Fix, Sink};
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::input::fix;
use crate::input::front_matter;
use crate::input::yaml;
use crate::markdown;
use crate::say;
use crate::text::invisible::is_invisible;

/// Makes a guess of every fix among `found` that would change what readers see of the file.
pub fn withhold_changes(file: &SourcePath, bytes: &[u8], found: &mut [Diagnostic]) {
    let tried: Vec<usize> = found
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.fix.as_ref().is_some_and(|fix| fix.safe))
        .map(|(number, _)| number)
        .collect();
    if tried.is_empty() {
        return;
    }
    let Some(text) = source::recode_text(bytes) else { return };
    let withheld = Trial { file, text: &text, found: &*found }.withheld(&tried);
    for number in withheld {
        if let Some(fix) = &mut found[number].fix {
            fix.safe = false;
        }
        found[number].hints.push(say!(
            "改了以后读者看到的文字会变，所以不自动改，请看过再改"
                | "fixing this changes what readers see, so nothing is changed for you: \
                   look before you do"
        ));
    }
}

/// The fixes of one file, tried.
struct Trial<'a> {
    file: &'a SourcePath,
    text: &'a str,
    found: &'a [Diagnostic],
}

impl Trial<'_> {
    /// Returns which of the findings `tried` must not be fixed unasked.
    fn withheld(&self, tried: &[usize]) -> Vec<usize> {
        let (rewritten, others): (Vec<usize>, Vec<usize>) =
            tried.iter().partition(|number| self.fix(**number).is_some_and(|fix| fix.rewrites));
        let before = self.fixed(&rewritten);
        let mut kept = rewritten;
        let mut withheld = Vec::new();
        let mut left = (MOST_TRIED / self.text.len().max(1)).max(LEAST_TRIES);
        // Halves of what goes wrong as a whole are tried by themselves, the first half first.
        let mut parts: Vec<&[usize]> = vec![others.as_slice()];
        while let Some(part) = parts.pop() {
            if left == 0 {
                withheld.extend(part);
                continue;
            }
            left -= 1;
            let count = kept.len();
            kept.extend(part);
            if shows_same(self.file, &before, &self.fixed(&kept)) {
                continue;
            }
            kept.truncate(count);
            match part {
                [number] => withheld.push(*number),
                part => {
                    let (first, second) = part.split_at(part.len() / 2);
                    parts.extend([second, first]);
                }
            }
        }
        withheld
    }

    fn fix(&self, number: usize) -> Option<&Fix> {
        self.found[number].fix.as_ref()
    }

    /// Returns the text with some of the fixes applied.
    fn fixed(&self, numbers: &[usize]) -> String {
        let fixes: Vec<&Fix> = numbers.iter().filter_map(|number| self.fix(*number)).collect();
        fix::apply_fixes(self.text, &fixes).0
    }
}

/// How many bytes are read over and over to tell which fixes of a file do harm, and how often a
/// file is read at least. What is not told by then is left to the author.
const MOST_TRIED: usize = 2 << 20;
const LEAST_TRIES: usize = 12;

/// Tells whether readers see the same of two states of a file. Where one of them has no whole front
/// matter, nobody knows yet what is its text.
fn shows_same(file: &SourcePath, before: &str, after: &str) -> bool {
    match (shown_text(file, before), shown_text(file, after)) {
        (Some(before), Some(after)) => before == after,
        _ => keep_visible(before) == keep_visible(after),
    }
}

/// What readers see of a file: letters, digits and signs, without those that shape texts. `None`
/// where it has no whole front matter.
#[must_use]
pub fn shown_text(file: &SourcePath, text: &str) -> Option<String> {
    let parts = front_matter::split_file(file, text, &mut Sink::default())?;
    let mut words = keep_visible(&yaml::spell_invisible(parts.yaml_of(text)));
    words.push('\n');
    words.push_str(&keep_visible(&markdown::visible_text(parts.body_of(text), true)));
    Some(words)
}

fn keep_visible(text: &str) -> String {
    text.chars().map(half_width).filter(|c| !shapes_text(*c) && !is_invisible(*c)).collect()
}

/// Tells whether a character only shapes or parts a text.
fn shapes_text(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_punctuation()
        || c.is_control()
        || matches!(c,
            // Joiners, dashes, quotation marks and dots; CJK brackets and stops; bullets and box
            // lines.
            '\u{200B}'..='\u{2027}' | '\u{FEFF}' | '\u{2060}' | '\u{00B7}'
            | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
            | '●' | '▪' | '\u{2500}'..='\u{257F}')
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::diagnostic::Span;

    const HEAD: &str = "---\ntitle: 甲\n---\n\n";

    /// Tells which of the replacements, each of the first place of a text, are still made unasked.
    fn safe(body: &str, fixes: &[(&str, &str)]) -> Vec<bool> {
        let text = format!("{HEAD}{body}");
        let file = SourcePath::new("content/cases/a.md");
        let mut found: Vec<Diagnostic> = fixes
            .iter()
            .map(|(find, to)| {
                let at = text.find(find).expect("it is there");
                Diagnostic::warning("x", &file, say!("错" | "wrong"))
                    .with_fix(Span::new(at, at + find.len()), *to)
            })
            .collect();
        withhold_changes(&file, text.as_bytes(), &mut found);
        found.iter().map(|finding| finding.fix.as_ref().expect("a fix").safe).collect()
    }

    #[test]
    fn a_fix_that_says_what_readers_will_see_is_made() {
        let text = format!("{HEAD}日期 2024.3\n");
        let file = SourcePath::new("content/cases/a.md");
        let at = text.find("2024.3").expect("it is there");
        let finding = Diagnostic::warning("x", &file, say!("错" | "wrong"))
            .with_fix(Span::new(at, at + 6), "2024-04");
        let told = finding.clone().readers_see(say!("读者看到 2024-04" | "readers see 2024-04"));
        let mut found = [finding, told];
        withhold_changes(&file, text.as_bytes(), &mut found[..1]);
        withhold_changes(&file, text.as_bytes(), &mut found[1..]);
        let safe = found.map(|finding| finding.fix.expect("a fix").safe);
        assert_eq!(safe, [false, true]);
    }

    #[test]
    fn whatever_found_it_a_fix_that_changes_what_readers_see_is_a_guess() {
        assert_eq!(safe("1.甲\n2.乙\n", &[("1.", "1. "), ("2.", "2. ")]), [true, true]);
        assert_eq!(safe("1.甲\n3.乙\n", &[("1.", "1. "), ("3.", "3. ")]), [true, false]);
        assert_eq!(safe("①甲\n", &[("①", "1. ")]), [false]);
        assert_eq!(safe("■附记\n", &[("■", "- ")]), [false]);
        assert_eq!(safe("※附记\n", &[("※", "")]), [false]);
        assert_eq!(safe("1. 甲\n2. 乙\n\n1、丙\n", &[("1、", "1. ")]), [false]);
        assert_eq!(safe("##背景\n", &[("##", "## ")]), [true]);
        assert_eq!(safe("１．背景\n", &[("１．", "1. ")]), [true]);
        assert_eq!(safe("甲 ＊＊乙＊＊\n", &[("＊＊乙＊＊", "**乙**")]), [true]);
        assert_eq!(safe("甲\n", &[("title: 甲", "title: 乙")]), [false]);
    }
}
