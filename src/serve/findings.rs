//! Findings in the words of the editor, for the page and for the terminal.

use std::sync::Arc;

use serde_json::{Value, json};

use super::site::Lookup;
use crate::content::drafts::Drafts;
use crate::foundation::diagnostic::{Diagnostic, Sink, Speech};
use crate::foundation::hash::Hash;
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::report::{Counts, Entry, Reporter, digest_findings};
use crate::say;

/// How many findings are shown over a page.
const SHOWN: usize = 50;

/// All findings about what is shown.
pub(super) struct Findings {
    /// By place.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Those that concern every page.
    of_all: Vec<Diagnostic>,
    of_drafts: Vec<Diagnostic>,
    drafts: Arc<Drafts>,
    /// What the script of a page is told that has no findings of its own.
    common: String,
    /// The hash of the message.
    id: Hash,
    /// The language of the message.
    pub(super) speech: Speech,
}

/// Findings as the script of a page is told them.
pub(super) struct Message {
    /// The hash of what is told.
    pub(super) id: Hash,
    pub(super) text: String,
}

impl Findings {
    /// Puts what planning and rendering found into words.
    pub(super) fn new(
        planning: &[Diagnostic],
        failures: &[Diagnostic],
        drafts: &Arc<Drafts>,
        world: &dyn World,
        speech: Speech,
    ) -> Self {
        let mut sink = Sink::default();
        sink.extend(planning.iter().chain(failures).cloned());
        let diagnostics = sink.into_sorted();
        let is_of_draft =
            |found: &Diagnostic| found.file.as_ref().is_some_and(|file| drafts.contains(file));
        let (of_drafts, of_all): (Vec<_>, Vec<_>) =
            diagnostics.iter().cloned().partition(is_of_draft);
        let mut message = compose_findings(&[], &of_all.iter().collect::<Vec<_>>(), world, speech);
        let id = Hash::of_bytes(message.to_string().as_bytes());
        message["id"] = json!(id.hex(16));
        Self {
            diagnostics,
            of_all,
            of_drafts,
            drafts: Arc::clone(drafts),
            common: message.to_string(),
            id,
            speech,
        }
    }

    /// Returns what the script of a page is told: what is wrong with the file that the page comes
    /// from stands first. What is wrong with a draft concerns its page alone, and addresses without
    /// a page: a draft with a mistake may have none.
    pub(super) fn for_page(&self, page: &Lookup, world: &dyn World) -> Message {
        match page {
            Lookup::Page(page) => self.message(page.origin(), false, world),
            Lookup::Moved(_) => self.message(None, false, world),
            Lookup::Missing => self.message(None, true, world),
        }
    }

    fn message(&self, origin: Option<&SourcePath>, is_missing: bool, world: &dyn World) -> Message {
        let concerns = |found: &&Diagnostic| {
            is_missing || found.file.as_ref().and_then(|file| self.drafts.draft_of(file)) == origin
        };
        let of_drafts: Vec<&Diagnostic> = self.of_drafts.iter().filter(concerns).collect();
        let is_of_page = |found: &&Diagnostic| {
            origin.is_some_and(|origin| {
                found.file.as_ref() == Some(origin)
                    || found.notes.iter().any(|note| note.file == *origin)
            })
        };
        let (mut first, others): (Vec<_>, Vec<_>) = self.of_all.iter().partition(is_of_page);
        if first.is_empty() && of_drafts.is_empty() {
            return Message { id: self.id, text: self.common.clone() };
        }
        first.extend(&of_drafts);
        let mut message = compose_findings(&first, &others, world, self.speech);
        // Who closed the overlay on one page wants it closed on the next.
        let id = if of_drafts.is_empty() {
            self.id
        } else {
            Hash::of_bytes(message.to_string().as_bytes())
        };
        message["id"] = json!(id.hex(16));
        Message { id, text: message.to_string() }
    }
}

/// Puts findings into words: all of `first`, then what a person can take in of `others`.
fn compose_findings(
    first: &[&Diagnostic],
    others: &[&Diagnostic],
    world: &dyn World,
    speech: Speech,
) -> Value {
    let counts = Counts::count_findings(first.iter().chain(others).copied());
    let mut first = first.to_vec();
    first.sort_by_key(|found| found.severity);
    let entries: Vec<Entry<'_>> = first
        .into_iter()
        .map(Entry::Finding)
        .chain(digest_findings(others.iter().copied()))
        .collect();
    let mut reporter = Reporter::new(world, speech);
    let items: Vec<Value> = entries
        .iter()
        .take(SHOWN)
        .map(|entry| finding_item(entry, &mut reporter, speech))
        .collect();
    let more = entries.len().saturating_sub(items.len());
    let more = (more > 0).then(|| say!("另有 {more} 条，见终端" | "{more} more on the terminal"));
    let stale = (counts.errors > 0).then(|| {
        say!("出错的页面保持最后一次正确的样子" | "pages with errors stay as they were last")
    });
    json!({
        "language": match speech { Speech::Chinese => "zh-Hans", Speech::English => "en" },
        "errors": counts.errors,
        "warnings": counts.warnings,
        "hints": counts.hints,
        "count": counts.nonzero_counts().in_speech(speech),
        "note": stale.as_ref().map(|text| text.in_speech(speech)),
        "more": more.as_ref().map(|text| text.in_speech(speech)),
        "close": say!("收起" | "close").in_speech(speech),
        "items": items,
    })
}

fn finding_item(entry: &Entry<'_>, reporter: &mut Reporter<'_>, speech: Speech) -> Value {
    match entry {
        Entry::Finding(found) => {
            let place = reporter.start_place(found);
            json!({
                "severity": found.severity.as_word(),
                "file": found.file.as_ref().map(SourcePath::as_str),
                "line": place.map(|place| place.line),
                "column": place.map(|place| place.column),
                "text": reporter.write_human(found),
            })
        }
        Entry::More(more) => json!({
            "severity": more.severity.as_word(),
            "file": null,
            "line": null,
            "column": null,
            "text": more.text(|found| reporter.name_place(found)).in_speech(speech),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::world::MemoryWorld;

    #[test]
    fn what_is_wrong_with_the_open_page_comes_first() {
        let found = |file: &str| {
            Diagnostic::warning("image-alt", &SourcePath::new(file), say!("没有" | "none"))
        };
        let mut all: Vec<Diagnostic> =
            (0..60).map(|at| found(&format!("content/cases/c{at:02}.md"))).collect();
        let error = SourcePath::new("content/cases/c00.md");
        all.push(Diagnostic::error("bad-date", &error, say!("日期" | "date")));
        let world = MemoryWorld::default();
        let findings = Findings::new(&all, &[], &Arc::default(), &world, Speech::English);
        let files = |message: &str| -> Vec<Option<String>> {
            let message: Value = serde_json::from_str(message).expect("JSON");
            let items = message["items"].as_array().expect("items").clone();
            items.iter().map(|item| item["file"].as_str().map(str::to_owned)).collect()
        };
        let name = |at: usize| Some(format!("content/cases/c{at:02}.md"));
        let open = SourcePath::new("content/cases/c42.md");
        assert_eq!(
            files(&findings.message(Some(&open), false, &world).text),
            [name(42), name(0), name(0), None]
        );
        assert_eq!(files(&findings.message(None, false, &world).text), [name(0), name(0), None]);
    }
}
