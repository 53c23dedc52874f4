//! Which files are to be read, and as what.

use super::undeclared;
use crate::content::classify;
use crate::content::classify::Role;
use crate::content::page::Origin;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::foundation::world::{Entry, World};
use crate::publication::config::Config;
use crate::publication::theme::Theme;

/// A file that is to be read, and as what.
pub(super) struct Task {
    pub(super) entry: Entry,
    pub(super) role: Role,
    pub(super) origin: Origin,
}

impl Task {
    /// Tells whether it is a case in another language.
    pub(super) fn is_overlay(&self) -> bool {
        matches!(self.role, Role::Case) && self.origin.language.is_some()
    }
}

/// The languages that have files of their own beside those of the default edition.
fn own_languages(config: &Config) -> Vec<LanguageTag> {
    config
        .editions
        .iter()
        .filter(|edition| edition.from.is_none())
        .map(|edition| edition.tag.clone())
        .collect()
}

/// Returns what a case of the default edition is to be read as.
pub(super) fn case_task(path: &SourcePath, config: &Config) -> Option<Task> {
    classify_entry(&Entry { path: path.clone(), stamp: 0 }, &own_languages(config), config)
        .filter(|task| matches!(task.role, Role::Case))
}

fn classify_entry(entry: &Entry, languages: &[LanguageTag], config: &Config) -> Option<Task> {
    let file = classify::classify_path(&entry.path, languages, &config.collections)?;
    let origin = Origin { base: file.base_file(), language: file.language };
    Some(Task { entry: entry.clone(), role: file.role, origin })
}

/// Lists the files of the content and the static files of the theme.
pub(super) fn list_tasks(world: &dyn World, config: &Config, theme: Option<&Theme>) -> Vec<Task> {
    let languages = own_languages(config);
    let mut tasks: Vec<Task> = world
        .files()
        .iter()
        .filter_map(|entry| classify_entry(entry, &languages, config))
        .collect();
    tasks.retain(|task| undeclared::find_undeclared(&task.entry.path, world, config).is_none());
    for (out, file) in theme.map(|theme| theme.statics.as_slice()).unwrap_or_default() {
        let stamp = world
            .files()
            .binary_search_by(|entry| entry.path.cmp(file))
            .map_or(0, |at| world.files()[at].stamp);
        let origin = Origin { base: file.clone(), language: None };
        tasks.push(Task {
            entry: Entry { path: file.clone(), stamp },
            role: Role::Asset(out.clone()),
            origin,
        });
    }
    tasks
}
