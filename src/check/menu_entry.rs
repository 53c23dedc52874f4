//! An entry of the menu in `site.yaml` must lead to something that is there.

use super::{Rule, Scope};
use rustc_hash::FxHashSet;

use crate::content::page::Role;
use crate::edition::menu::{SEARCH, SECTIONS, find_collection, find_index, find_section};
use crate::foundation::diagnostic::{Diagnostic, Sink, Text, join_names};
use crate::foundation::language::Localised;
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::{OutPath, SitePath, SourcePath};
use crate::publication::config;
use crate::publication::config::{MenuEntry, MenuTarget};
use crate::say;

pub(super) const RULE: Rule = Rule { code: "menu-entry", run: check_menu };

fn check_menu(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    if !scope.site.is_default() || scope.site.config.menu.is_empty() {
        return;
    }
    let known = Known::new(scope);
    let mut places = None;
    for (to, label) in scope.site.config.menu.iter().flat_map(targets_of) {
        let Some((message, hint)) = known.explain_fault(to, label) else { continue };
        let places = places.get_or_insert_with(|| config::places_below("menu", scope.world));
        let mut finding = Diagnostic::error(code, &SourcePath::new(config::FILE), message);
        finding.span = places.get(to).copied();
        sink.push(finding.with_hint(hint));
    }
}

/// What an entry can lead to.
struct Known<'a> {
    scope: &'a Scope<'a>,
    /// The plain pages of all editions by their address parts.
    pages: FxHashSet<&'a str>,
    /// Everything that the site answers.
    made: FxHashSet<&'a OutPath>,
}

impl<'a> Known<'a> {
    fn new(scope: &'a Scope<'a>) -> Self {
        let pages = scope.catalogs.iter().flat_map(|catalog| &catalog.pages);
        let pages = pages.filter_map(|page| match &page.role {
            Role::Plain(path) => Some(path.as_str().trim_matches('/')),
            _ => None,
        });
        let made = scope.jobs.iter().map(|job| &job.path);
        Self { scope, pages: pages.collect(), made: made.collect() }
    }

    /// Returns what is wrong with an entry that leads to `to`, and what to do.
    fn explain_fault(&self, to: &str, label: &Localised) -> Option<(Text, Text)> {
        // A section without cases is left out until it has some.
        let is_page = find_section(to).is_some()
            || find_collection(to, &self.scope.site.config).is_some()
            || find_index(to, &self.scope.site.config).is_some()
            || self.pages.contains(to.trim_matches('/'));
        if is_page {
            return None;
        }
        if self.is_made(to) {
            return label.is_empty().then(|| explain_nameless(to));
        }
        (!is_to_come(to, self.scope)).then(|| self.explain_missing(to))
    }

    /// Tells whether the site answers an address.
    fn is_made(&self, to: &str) -> bool {
        let path = SitePath::new(to).out_path();
        to.starts_with('/') && path.is_ok_and(|path| self.made.contains(&path))
    }

    fn explain_missing(&self, to: &str) -> (Text, Text) {
        let mut known: Vec<&str> = SECTIONS.into_iter().chain([SEARCH]).collect();
        let fields = self.scope.site.config.vocabulary.fields.iter();
        known.extend(fields.filter(|field| field.index).map(|field| field.key.as_str()));
        let collections = self.scope.site.config.collections.iter().filter(|one| one.list);
        known.extend(collections.map(|one| one.key.as_str()));
        known.extend(self.pages.iter().copied().filter(|name| !name.is_empty()));
        known[SECTIONS.len()..].sort_unstable();
        let hint = match find_nearest(to, known.iter().copied()) {
            Some(near) => say!("是不是想写“{near}”？" | "did you mean `{near}`?"),
            None => {
                let Text { zh, en } = join_names(known.iter().take(NAMED));
                say!(
                    "可以写目录和页面：{zh}；本站别的地址以“/”开头，别的网站写完整的网址"
                        | "sections and pages: {en}; begin other addresses of the site with a \
                           slash, and write those of the web in full"
                )
            }
        };
        (say!("菜单里的“{to}”没有通向任何页面" | "`{to}` in the menu leads to no page"), hint)
    }
}

/// How many sections and pages a hint names.
const NAMED: usize = 20;

/// Returns where an entry and those below it lead on the site, each with what readers see.
fn targets_of(entry: &MenuEntry) -> Vec<(&str, &Localised)> {
    match &entry.to {
        MenuTarget::Inside(to) => vec![(to, &entry.label)],
        MenuTarget::Web(_) => Vec::new(),
        MenuTarget::Entries(entries) => entries.iter().flat_map(targets_of).collect(),
    }
}

/// Tells whether a draft will be there, or a page whose file has mistakes that are told already.
fn is_to_come(to: &str, scope: &Scope<'_>) -> bool {
    let name = to.trim_matches('/');
    let is_draft = scope.drafts.draft_at(&SitePath::new(&format!("/{name}/"))).is_some();
    let files = [format!("content/{name}.md"), format!("content/{name}/index.md")];
    is_draft || files.iter().any(|file| scope.broken.contains(&SourcePath::new(file)))
}

/// Says that an address of the site has no name of its own in the menu.
fn explain_nameless(to: &str) -> (Text, Text) {
    let hint = say!(
        "请写上 label：{{label: 名称, to: {to}}}" | "write a label: `{{label: Name, to: {to}}}`"
    );
    (say!("菜单里的“{to}”没有名称" | "`{to}` in the menu has no name"), hint)
}
