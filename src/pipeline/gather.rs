//! What was read of all files, gathered in their order.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::build_cache::BuildCache;
use super::parsed_file::ParsedFile;
use super::tasks::Task;
use crate::content::asset::Asset;
use crate::content::case::{Case, Overlay};
use crate::content::classify::Role;
use crate::content::drafts::Drafts;
use crate::content::misnamed;
use crate::content::page::{Origin, Page};
use crate::content::unread::UnreadText;
use crate::foundation::diagnostic::Sink;
use crate::foundation::hash::Hash;
use crate::foundation::path::{SitePath, SourcePath};
use crate::markdown::Body;

/// All that was read of the content.
#[derive(Default)]
pub(super) struct ParsedContent {
    pub(super) cases: Vec<Arc<Case>>,
    /// Texts in other languages, each with the file of the case that it belongs to.
    pub(super) overlays: Vec<(SourcePath, Arc<Overlay>)>,
    pub(super) pages: Vec<Arc<Page>>,
    pub(super) assets: Vec<Arc<Asset>>,
    /// Files that are there but could not be read.
    pub(super) broken: FxHashSet<SourcePath>,
    /// Their texts.
    pub(super) unread: Vec<UnreadText>,
    pub(super) drafts: Drafts,
    /// Every text, with the hash of its bytes.
    pub(super) texts: Vec<(SourcePath, Hash)>,
}

impl ParsedContent {
    /// Every text with its file.
    pub(super) fn bodies(&self) -> impl Iterator<Item = (&SourcePath, &Body)> {
        let cases = self.cases.iter().map(|case| (&case.file, &*case.body));
        let overlays = self.overlays.iter().map(|(_, overlay)| (&overlay.file, overlay.body()));
        let pages = self.pages.iter().map(|page| (&page.file, &*page.body));
        cases.chain(overlays).chain(pages)
    }
}

/// Gathers what became of each task, and what was found on the way.
pub(super) fn gather_content(tasks: &[Task], cache: &BuildCache, sink: &mut Sink) -> ParsedContent {
    let mut parsed = ParsedContent::default();
    for task in tasks {
        let remembered = cache.files.get(&task.entry.path).expect("every file was read");
        sink.extend(remembered.found.iter().cloned());
        if !matches!(task.role, Role::Asset(_)) {
            parsed.texts.push((task.entry.path.clone(), remembered.hash));
        }
        match &remembered.parsed {
            Some(ParsedFile::Case(case)) => parsed.cases.push(Arc::clone(case)),
            Some(ParsedFile::Overlay(overlay)) => {
                parsed.overlays.push((task.origin.base.clone(), Arc::clone(overlay)));
            }
            Some(ParsedFile::Page(page)) => parsed.pages.push(Arc::clone(page)),
            Some(ParsedFile::Asset(asset)) => parsed.assets.push(Arc::clone(asset)),
            None => {
                if matches!(task.role, Role::Asset(_)) {
                    // Links may name it as it should be named.
                    parsed.broken.insert(misnamed::right_name(&task.entry.path));
                }
                parsed.broken.insert(task.entry.path.clone());
                let body = remembered.unread_body.clone();
                parsed.unread.extend(body.map(|body| UnreadText {
                    file: task.entry.path.clone(),
                    language: task.origin.language.clone(),
                    body,
                }));
            }
        }
    }
    parsed.drafts = gather_drafts(tasks, cache);
    parsed
}

/// Gathers the drafts. A text in another language is one when its first file is.
fn gather_drafts(tasks: &[Task], cache: &BuildCache) -> Drafts {
    let mut drafts = Drafts::default();
    let read = |task: &Task| cache.files.get(&task.entry.path).filter(|file| file.is_draft);
    for task in tasks.iter().filter(|task| task.origin.language.is_none()) {
        let Some(file) = read(task) else { continue };
        drafts.add(&task.entry.path);
        if let Some(ParsedFile::Case(case)) = &file.parsed {
            for model in &case.card.models {
                drafts.add_model(&model.id, &task.entry.path);
            }
        }
        if let Some(address) = file.parsed.as_ref().and_then(ParsedFile::address) {
            drafts.add_address(address, &task.entry.path);
        }
    }
    for task in tasks {
        let Origin { base, language: Some(language) } = &task.origin else { continue };
        if drafts.contains(base) || read(task).is_some() {
            drafts.add_translation(&task.entry.path, base, language);
            let read = |file| cache.files.get(file)?.parsed.as_ref()?.address();
            if let Some(address) = [base, &task.entry.path].into_iter().find_map(read) {
                let address = SitePath::new(&format!("/{language}{address}"));
                drafts.add_address(address, &task.entry.path);
            }
        }
    }
    drafts
}
