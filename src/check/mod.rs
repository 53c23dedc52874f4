//! Rules about the site as a whole: one file a rule, one row in the table.
//!
//! What can be said of one file alone is said when it is read; these rules need all of them.

mod dead_anchor;
mod dead_link;
mod draft_link;
mod duplicate_url;
mod entry_template;
mod hidden_picture;
mod known_files;
mod linked_entry;
mod lost_address;
mod meeting_names;
mod menu_entry;
mod model_page;
mod model_parts;
mod moved_page;
mod shortcode;
mod taken_address;
mod template_blocked;
mod template_link;
mod unlinked;
mod untranslated;
mod written_address;
mod written_name;

pub use duplicate_url::Clash;
pub(crate) use duplicate_url::find_clashes;

use rustc_hash::FxHashSet;

use crate::catalog::Catalog;
use crate::content::drafts::Drafts;
use crate::content::unread::UnreadText;
use crate::edition::links::LinkResolver;
use crate::edition::site::Site;
use crate::foundation::diagnostic::Sink;
use crate::foundation::path::{OutPath, SourcePath};
use crate::foundation::world::World;
use crate::markdown::Body;
use crate::render::job::Job;

/// What a rule sees of one edition.
pub struct Scope<'a> {
    /// The edition.
    pub site: &'a Site,
    /// Its index.
    pub catalog: &'a Catalog,
    /// Those of all editions.
    pub catalogs: &'a [&'a Catalog],
    /// Where links lead.
    pub links: &'a LinkResolver,
    /// The inputs, for finding again where something stands.
    pub world: &'a dyn World,
    /// Every output of the site.
    pub jobs: &'a [Job],
    /// Every pair of outputs that share an address, the earlier one first.
    pub clashes: &'a [Clash<'a>],
    /// Files that are there but could not be read as what they should be: links to them are not
    /// reported.
    pub broken: &'a FxHashSet<SourcePath>,
    /// The texts of those: they have no pages, and what is wrong in them is told at once with what
    /// is wrong above them.
    pub unread: &'a [UnreadText],
    /// Whether to point out what is no mistake but worth a look.
    pub lints: bool,
    /// Which files are drafts.
    pub drafts: &'a Drafts,
    /// Whether the site shows them.
    pub with_drafts: bool,
}

/// A rule: a stable word, and what looks for it.
struct Rule {
    code: &'static str,
    run: fn(&'static str, &Scope<'_>, &mut Sink),
}

/// All rules but [`lost_address`], in the order of their codes.
const RULES: &[Rule] = &[
    dead_anchor::RULE,
    dead_link::RULE,
    draft_link::RULE,
    duplicate_url::RULE,
    shortcode::RULE,
    hidden_picture::RULE,
    menu_entry::RULE,
    model_page::RULE,
    model_parts::RULE,
    meeting_names::RULE,
    taken_address::RULE,
    template_blocked::RULE,
    template_link::RULE,
    linked_entry::RULE,
    unlinked::RULE,
    untranslated::RULE,
    entry_template::RULE,
];

/// Applies every rule to one edition. Returns the published pages that are gone, each with where
/// its text stands now.
pub fn check_edition(scope: &Scope<'_>, sink: &mut Sink) -> Vec<(OutPath, OutPath)> {
    for rule in RULES {
        (rule.run)(rule.code, scope, sink);
    }
    // After all others, which may find what stops a build.
    lost_address::check_lost_addresses(scope, sink)
}

impl Scope<'_> {
    /// Every text with the file that it was read from. What the edition only lists is shown, and
    /// checked, in the one that has it.
    fn bodies(&self) -> impl Iterator<Item = (&SourcePath, &Body)> {
        let is_here = |text: &&UnreadText| match &text.language {
            Some(language) => language == self.site.language(),
            None => self.site.is_default(),
        };
        let unread = self.unread_texts().filter(is_here);
        bodies_of(self.catalog).chain(unread.map(|text| (&text.file, &*text.body)))
    }

    /// The texts of all editions.
    fn all_bodies(&self) -> impl Iterator<Item = (&SourcePath, &Body)> {
        let read = self.catalogs.iter().flat_map(|catalog| bodies_of(catalog));
        read.chain(self.unread_texts().map(|text| (&text.file, &*text.body)))
    }

    /// The texts without pages that are looked at.
    fn unread_texts(&self) -> impl Iterator<Item = &UnreadText> {
        self.unread.iter().filter(|text| self.with_drafts || !self.drafts.contains(&text.file))
    }
}

fn bodies_of(catalog: &Catalog) -> impl Iterator<Item = (&SourcePath, &Body)> {
    let cases = catalog
        .cases
        .iter()
        .filter(|case| case.card.language.is_none())
        .map(|case| (&case.file, &*case.body));
    let pages = catalog
        .pages
        .iter()
        .filter(|page| page.elsewhere.is_none())
        .map(|page| (&page.file, &*page.body));
    cases.chain(pages)
}
