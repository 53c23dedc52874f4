//! Which files of the content are drafts: shown in previews only.

use rustc_hash::FxHashMap;

use crate::content::case::ModelId;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{SitePath, SourcePath};

/// The drafts of a publication. A file that cannot be read as what it should be is one too when its
/// front matter says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    /// Each with the file that says so: of a text in another language that may be the first one.
    files: FxHashMap<SourcePath, SourcePath>,
    translations: FxHashMap<(SourcePath, LanguageTag), SourcePath>,
    addresses: FxHashMap<SitePath, SourcePath>,
    /// By the last part of the address, as files have it; `None` where several have it.
    named: FxHashMap<String, Option<SourcePath>>,
    /// The models of cases.
    models: FxHashMap<ModelId, SourcePath>,
}

impl Drafts {
    /// Adds a file.
    pub fn add(&mut self, file: &SourcePath) {
        self.files.insert(file.clone(), file.clone());
        let path = file.as_str();
        let path = path.strip_suffix(".md").unwrap_or(path);
        let path = path.strip_suffix("/index").unwrap_or(path);
        let name = path.rsplit('/').next().unwrap_or_default();
        let entry = self.named.entry(name.to_owned());
        entry.and_modify(|one| *one = None).or_insert_with(|| Some(file.clone()));
    }

    /// Adds a text of `base` in another language.
    pub fn add_translation(&mut self, file: &SourcePath, base: &SourcePath, tag: &LanguageTag) {
        let cause = self.files.get(base).unwrap_or(file).clone();
        self.files.insert(file.clone(), cause);
        self.translations.insert((base.clone(), tag.clone()), file.clone());
    }

    /// Notes where a draft will stand when it is published.
    pub fn add_address(&mut self, address: SitePath, file: &SourcePath) {
        self.addresses.insert(address, file.clone());
    }

    /// Notes the model of a case.
    pub fn add_model(&mut self, model: &ModelId, file: &SourcePath) {
        self.models.entry(model.clone()).or_insert_with(|| file.clone());
    }

    /// Returns the first draft of a case of a model.
    #[must_use]
    pub fn draft_of_model(&self, model: &ModelId) -> Option<&SourcePath> {
        self.models.get(model)
    }

    /// Tells whether `file` is a draft.
    #[must_use]
    pub fn contains(&self, file: &SourcePath) -> bool {
        self.files.contains_key(file)
    }

    /// Returns all drafts.
    pub fn files(&self) -> impl Iterator<Item = &SourcePath> {
        self.files.keys()
    }

    /// Returns the file that says that `file` is a draft, when it is one.
    #[must_use]
    pub fn draft_of(&self, file: &SourcePath) -> Option<&SourcePath> {
        self.files.get(file)
    }

    /// Returns the draft of the text of `base` in a language.
    #[must_use]
    pub fn translation(&self, base: &SourcePath, tag: &LanguageTag) -> Option<&SourcePath> {
        self.translations.get(&(base.clone(), tag.clone()))
    }

    /// Returns the draft that will stand at an address.
    #[must_use]
    pub fn draft_at(&self, address: &SitePath) -> Option<&SourcePath> {
        self.addresses.get(address)
    }

    /// Returns the only draft whose file is called so, without its ending.
    #[must_use]
    pub fn draft_named(&self, name: &str) -> Option<&SourcePath> {
        self.named.get(name)?.as_ref()
    }
}
