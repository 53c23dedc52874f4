//! Slips that Chinese input makes easy and Markdown passes over in silence.
//!
//! A rule looks at one stretch of text outside code and addresses. It runs only in bodies that
//! hold one of its `needles`, which nearly none do. One rule, one file, one row in [`RULES`], one
//! test.

mod attributes;
mod bracket_tags;
mod broken_link;
mod broken_macro;
mod comment;
mod dialect;
mod emoji;
mod fenced_div;
mod fullwidth_emphasis;
mod fullwidth_image;
mod fullwidth_link;
mod fullwidth_macro;
mod heading_space;
mod html_text;
mod list_marker;
mod mark;
mod missing_footnote;
mod needles;
mod ordinal;
mod paragraph_indent;
mod pasted;
mod remnant;
mod run_together;
mod surplus_cells;
mod table_bar;
mod table_rule;
mod unlinked;

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr2;
use memchr::memmem::Finder;

pub(super) use broken_macro::CODE as BROKEN_MACRO;
pub(super) use dialect::{find_contents_mark, formulas};
pub(super) use fullwidth_image::{
    CODE as FULLWIDTH_IMAGE, check_fullwidth_image as fullwidth_image,
};
pub(super) use html_text::{block_mark, inline_mark, may_be_number};
pub(super) use pasted::{is_heading_like, is_paragraph, loose_table, unmarked};
pub(super) use run_together::runs_together;
pub(super) use surplus_cells::surplus_cells;
pub(super) use unlinked::{find_unlinked as unlinked, parted_links};

use self::needles::{Held, find_needles, holds_any};
use crate::foundation::diagnostic::Text;

/// A typo.
pub(super) struct Finding {
    /// Where, in bytes of the text.
    pub(super) range: Range<usize>,
    /// What is wrong.
    pub(super) message: Text,
    /// What to do.
    pub(super) hint: Text,
    /// What to put in the place of the range.
    pub(super) fix: Option<String>,
    /// What the replacement counts on.
    pub(super) counts_on: CountsOn,
    /// What readers will see, where the replacement is there to change it.
    pub(super) seen: Option<Text>,
}

/// Where a replacement is what the author meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CountsOn {
    /// Wherever it stands.
    Nothing,
    /// In a paragraph that stands in no other block: inside an item or a quote it would make
    /// another block of it.
    Paragraph,
    /// There, on a line that is all of it, and where the text refers to it: what stands beside it
    /// would become part of the note, and a note that nothing names is shown nowhere.
    Note,
    /// There; a line inside it begins another paragraph.
    Indent,
    /// There, and as one of a run of lines that make a list.
    List(ItemMark),
    /// Nowhere: it is a guess, about what begins or ends a box. What ends one that is open says
    /// nothing of its own.
    Box { opens: bool },
    /// Nowhere: it is a guess.
    Luck,
}

/// What a line begins with that looks like the item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemMark {
    /// A number before a dot or `、`.
    Number(u32),
    /// A dot, as a list has.
    Bullet(char),
    /// A sign with a look of its own, which marks sections as well.
    Sign(char),
}

impl ItemMark {
    /// Tells whether two lines may be items of one list.
    pub(super) fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Number(_), Self::Number(_)) => true,
            (one, other) => one == other,
        }
    }
}

/// What to look for in a line of a body.
struct Rule {
    code: &'static str,
    /// What a body must hold one of for the rule to find anything.
    needles: &'static [&'static str],
    /// Whether it looks only at the beginning of a line of a paragraph.
    fresh: bool,
    run: fn(&str, &mut Vec<Finding>),
}

const RULES: [Rule; 16] = [
    attributes::RULE,
    broken_macro::RULE,
    comment::RULE,
    dialect::RULE,
    emoji::RULE,
    fenced_div::RULE,
    fullwidth_emphasis::RULE,
    fullwidth_link::RULE,
    fullwidth_macro::RULE,
    heading_space::RULE,
    list_marker::RULE,
    missing_footnote::RULE,
    paragraph_indent::RULE,
    remnant::RULE,
    table_bar::RULE,
    table_rule::RULE,
];

/// The full-width brackets that end the text of what was meant as a link.
static FULLWIDTH: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["】", "］"].map(Finder::new));

/// The rules that one body needs.
pub(super) struct Lints {
    held: [Held; RULES.len()],
    any: bool,
    /// Where there may be marks that were meant as links.
    unlinked: Brackets,
}

/// The brackets of links that a body holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Brackets {
    None,
    Plain,
    Fullwidth,
}

impl Lints {
    /// Finds out what `body` needs: nothing where no findings are `wanted`.
    pub(super) fn new(body: &str, wanted: bool) -> Self {
        let held = if wanted { find_needles(body) } else { Default::default() };
        let unlinked = match wanted {
            true if FULLWIDTH.iter().any(|finder| finder.find(body.as_bytes()).is_some()) => {
                Brackets::Fullwidth
            }
            true if memchr2(b'[', b']', body.as_bytes()).is_some() => Brackets::Plain,
            _ => Brackets::None,
        };
        Self { held, any: held.iter().any(|held| *held > 0), unlinked }
    }

    /// Tells whether a stretch of text may hold marks that were meant as links.
    pub(super) fn may_be_unlinked(&self, text: &str) -> bool {
        match self.unlinked {
            Brackets::None => false,
            Brackets::Plain => memchr2(b'[', b']', text.as_bytes()).is_some(),
            Brackets::Fullwidth => true,
        }
    }

    pub(super) fn has_any(&self) -> bool {
        self.any
    }

    /// Returns what is wrong with a stretch of text; `fresh` says that it begins a line.
    pub(super) fn check_text(&self, text: &str, fresh: bool) -> Vec<(&'static str, Finding)> {
        let mut all = Vec::new();
        for (place, (rule, held)) in RULES.iter().zip(self.held).enumerate() {
            let may_find =
                held > 0 && if rule.fresh { fresh } else { holds_any(place, held, text) };
            if !may_find {
                continue;
            }
            let mut found = Vec::new();
            (rule.run)(text, &mut found);
            found.retain(|finding| !is_in_address(text, finding.range.start));
            all.extend(found.into_iter().map(|finding| (rule.code, finding)));
        }
        all
    }
}

/// How far an address is followed back, in bytes.
const LONGEST_ADDRESS: usize = 512;

/// Tells whether byte `at` of a text stands inside an address, whose signs are no marks.
fn is_in_address(text: &str, at: usize) -> bool {
    // No address that a text names is longer, and signs may be many.
    let start = text.floor_char_boundary(at.saturating_sub(LONGEST_ADDRESS));
    let Some(before) = text.get(start..at) else { return false };
    let begin = before.rfind(|c: char| c.is_whitespace() || crate::text::is_cjk(c));
    before.get(begin.unwrap_or(0)..).is_some_and(|word| word.contains("://"))
}

#[cfg(test)]
fn run(rule: &Rule, text: &str) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    (rule.run)(text, &mut found);
    found.into_iter().map(|finding| (text[finding.range].to_owned(), finding.fix)).collect()
}
