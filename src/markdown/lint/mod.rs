//! Slips that Chinese input makes easy and Markdown passes over in silence.
//!
//! A rule looks at one stretch of text outside code and addresses. It runs only in bodies that
//! hold its `needle`, which nearly none do. One rule, one file, one row in [`RULES`], one test.

mod fullwidth_emphasis;
mod fullwidth_image;
mod fullwidth_link;
mod heading_space;
mod list_marker;
mod missing_footnote;
mod table_rule;

use std::ops::Range;

use memchr::memmem;

pub(super) use fullwidth_image::{CODE as FULLWIDTH_IMAGE, check as fullwidth_image};

use crate::diagnostic::Text;

/// A slip.
pub(super) struct Finding {
    /// Where, in bytes of the text.
    pub(super) range: Range<usize>,
    /// What is wrong.
    pub(super) message: Text,
    /// What to do.
    pub(super) hint: Text,
    /// What to put in the place of the range, when that cannot be wrong.
    pub(super) fix: Option<String>,
}

/// A rule.
struct Rule {
    code: &'static str,
    /// What a body must hold for the rule to find anything.
    needle: &'static str,
    /// Whether it looks only at the beginning of a line of a paragraph.
    fresh: bool,
    run: fn(&str, &mut Vec<Finding>),
}

const RULES: [Rule; 6] =
    [fullwidth_emphasis::RULE, fullwidth_link::RULE, heading_space::RULE, list_marker::RULE, missing_footnote::RULE, table_rule::RULE];

/// The rules that one body needs.
pub(super) struct Lints {
    active: [bool; RULES.len()],
    any: bool,
}

impl Lints {
    pub(super) fn new(body: &str) -> Self {
        let active = RULES.map(|rule| memmem::find(body.as_bytes(), rule.needle.as_bytes()).is_some());
        Self { active, any: active.contains(&true) }
    }

    pub(super) fn any(&self) -> bool {
        self.any
    }

    /// Returns what is wrong with a stretch of text; `fresh` says that it begins a line.
    pub(super) fn check(&self, text: &str, fresh: bool) -> Vec<(&'static str, Finding)> {
        let mut all = Vec::new();
        for (rule, _) in RULES.iter().zip(self.active).filter(|(rule, active)| *active && (fresh || !rule.fresh)) {
            let mut found = Vec::new();
            (rule.run)(text, &mut found);
            all.extend(found.into_iter().map(|finding| (rule.code, finding)));
        }
        all
    }
}

#[cfg(test)]
fn run(rule: &Rule, text: &str) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    (rule.run)(text, &mut found);
    found.into_iter().map(|finding| (text[finding.range].to_owned(), finding.fix)).collect()
}
