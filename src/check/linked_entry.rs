//! A field that leads to another page names it by its id: there must be such a page, and readers
//! must be able to open it.

use rustc_hash::FxHashMap;

use super::draft_link::report_draft;
use super::written_name::Places;
use super::{Rule, Scope};
use crate::catalog::Target;
use crate::content::case::FieldValue;
use crate::content::entry::make_id;
use crate::edition::routes;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink, Span};
use crate::foundation::nearest::Names;
use crate::foundation::path::{SitePath, SourcePath};
use crate::publication::config::Field;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "unknown-entry", run: check_linked_entries };

/// The word for cases where a collection is named.
const CASES: &str = "cases";

fn check_linked_entries(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    let (site, catalog) = (scope.site, scope.catalog);
    // What is converted has the fields of what it is converted from.
    if site.edition.from.is_some() {
        return;
    }
    let mut check = Check::new(code, scope);
    let of_cases = &site.config.vocabulary.fields;
    // Cases have their fields in all editions from the first file.
    if site.is_default() && of_cases.iter().any(|field| field.links_to().is_some()) {
        for case in &catalog.cases {
            check.check_fields(&case.file, of_cases, &case.fields, sink);
        }
    }
    for (collection, group) in site.config.collections.iter().zip(&catalog.collections) {
        if collection.fields.iter().all(|field| field.links_to().is_none()) {
            continue;
        }
        let pages = group.entries.iter().map(|place| &catalog.pages[*place]);
        for page in pages.filter(|page| page.elsewhere.is_none()) {
            check.check_fields(&page.file, &collection.fields, &page.fields, sink);
        }
    }
}

/// What a field can name, looked up when the first names something else.
struct Check<'a> {
    code: &'static str,
    scope: &'a Scope<'a>,
    places: Places<'a>,
    known: FxHashMap<&'a str, Known<'a>>,
    /// Files without a page, by their collection and id: drafts, and those with mistakes.
    waiting: Option<FxHashMap<(&'a str, String), &'a SourcePath>>,
}

/// The pages of a collection, or the cases.
struct Known<'a> {
    ids: Names<'a>,
    /// Ids by titles.
    titles: FxHashMap<&'a str, &'a str>,
}

impl<'a> Check<'a> {
    fn new(code: &'static str, scope: &'a Scope<'a>) -> Self {
        let places = Places::new(scope.world);
        Self { code, scope, places, known: FxHashMap::default(), waiting: None }
    }

    fn check_fields(
        &mut self,
        file: &SourcePath,
        declared: &'a [Field],
        fields: &[(String, Vec<FieldValue>)],
        sink: &mut Sink,
    ) {
        for (key, values) in fields {
            let field = declared.iter().find(|field| field.key == *key);
            let Some(to) = field.and_then(Field::links_to) else { continue };
            // A collection that cannot have its name was told already.
            let is_there = to == CASES || self.scope.site.config.find_collection(to).is_some();
            if !is_there {
                continue;
            }
            for value in values {
                let Some(finding) = self.find_fault(file, to, &value.id) else { continue };
                let span = self.places.find(file, key, &value.id);
                // What a translation leaves to its first file is told there.
                if span.is_some() || self.scope.site.is_default() {
                    sink.push(place_finding(finding, span));
                }
            }
        }
    }

    /// Returns what is wrong with an id, and which was probably meant.
    fn find_fault(
        &mut self,
        file: &SourcePath,
        to: &'a str,
        id: &str,
    ) -> Option<(Diagnostic, Option<&'a str>)> {
        let scope = self.scope;
        if let Some(target) = scope.catalog.field_links.target(to, id) {
            let there = self.file_of(target)?;
            let is_ahead = scope.drafts.contains(there) && !scope.drafts.contains(file);
            return is_ahead.then(|| (report_draft(Severity::Warning, file, there), None));
        }
        if let Some(there) = self.waiting_for(to, id) {
            let is_draft = scope.drafts.contains(there);
            return is_draft.then(|| (report_draft(Severity::Error, file, there), None));
        }
        Some(self.report_unknown(file, to, id))
    }

    fn file_of(&self, target: Target) -> Option<&'a SourcePath> {
        let catalog = self.scope.catalog;
        match target {
            Target::Case(index) => Some(&catalog.cases[index as usize].file),
            Target::Page(place) => Some(&catalog.pages[place].file),
            Target::Asset(_) => None,
        }
    }

    /// Returns the file of a page that is not there yet.
    fn waiting_for(&mut self, to: &'a str, id: &str) -> Option<&'a SourcePath> {
        let scope = self.scope;
        // A draft of a case may have a `slug`.
        let path = SitePath::new(&format!("{}{id}/", routes::section_path(to)));
        if let Some(draft) = scope.drafts.draft_at(&path) {
            return Some(draft);
        }
        let waiting = self.waiting.get_or_insert_with(|| {
            let files = scope.drafts.files().chain(scope.broken);
            files
                .filter_map(|file| {
                    let inner = file.as_str().strip_prefix("content/")?.strip_suffix(".md")?;
                    let (folder, inner) = inner.split_once('/')?;
                    Some(((folder, make_id(inner)), file))
                })
                .collect()
        });
        waiting.get(&(to, id.to_owned())).copied()
    }

    fn known_in(&mut self, to: &'a str) -> &Known<'a> {
        let catalog = self.scope.catalog;
        self.known.entry(to).or_insert_with(|| {
            let mut ids: Vec<(&str, &str)> = catalog
                .field_links
                .ids(to)
                .filter_map(|(id, target)| match target {
                    Target::Case(index) => {
                        Some((catalog.cases[index as usize].card.title.as_str(), id))
                    }
                    Target::Page(place) => Some((catalog.pages[place].title.as_str(), id)),
                    Target::Asset(_) => None,
                })
                .collect();
            // Of several with one title the last counts, whatever their order in the map.
            ids.sort_unstable();
            Known {
                ids: Names::new(ids.iter().map(|(_, id)| *id)),
                titles: ids.into_iter().collect(),
            }
        })
    }

    fn report_unknown(
        &mut self,
        file: &SourcePath,
        to: &'a str,
        id: &str,
    ) -> (Diagnostic, Option<&'a str>) {
        let message = if to == CASES {
            say!("没有 id 为“{id}”的案例" | "no case has the id `{id}`")
        } else {
            let site = self.scope.site;
            let label = site.config.find_collection(to).map_or(to, |one| site.say(&one.label));
            say!("“{label}”里没有 id 为“{id}”的一页" | "no page of `{to}` has the id `{id}`")
        };
        let code = self.code;
        let finding = Diagnostic::error(code, file, message);
        let known = self.known_in(to);
        if let Some(named) = known.titles.get(id).copied() {
            let hint = say!(
                "“{id}”是标题，这里写那一页的 id：{named}"
                    | "`{id}` is a title; write the id of that page here: `{named}`"
            );
            return (finding.with_hint(hint), Some(named));
        }
        if let Some(near) = known.ids.nearest_of(id, |_| true) {
            let hint = say!("是不是想写“{near}”？" | "did you mean `{near}`?");
            return (finding.with_hint(hint), Some(near));
        }
        let hint = say!(
            "id 是 content/{to}/ 里那个文件的名称，不带 .md；还没有那一页，就先写 content/{to}/{id}.md，或从这里删去"
                | "an id is the name of a file in content/{to}/ without .md; where there is no such \
                   page yet, write `content/{to}/{id}.md` first, or delete the id here"
        );
        (finding.with_hint(hint), None)
    }
}

/// Puts a finding where the id stands, with the id that was meant.
fn place_finding(
    (mut finding, near): (Diagnostic, Option<&str>),
    span: Option<Span>,
) -> Diagnostic {
    finding.span = span;
    match (near, span) {
        (Some(near), Some(span)) => finding.with_guess(span, near),
        _ => finding,
    }
}
