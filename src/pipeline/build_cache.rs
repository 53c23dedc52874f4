//! What a warm build need not do again.
//!
//! Files are remembered by their stamp and by the hash of what they were read against. Nothing here
//! decides what depends on what: a cached result is used only where its whole input is the same.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Request;
use super::cache_entry::{CacheEntry, hash_stamps, keep_entry};
use super::converters::Converters;
use super::missing_texts::check_languages;
use super::parsed_file::ParsedFile;
use super::region_files::{is_away, unreadable_regions};
use crate::content::case::Case;
use crate::content::fix_guard;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink, Text};
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::spill;
use crate::foundation::spill::TextStore;
use crate::foundation::world::World;
use crate::markdown::{Body, Highlighter};
use crate::publication::config;
use crate::publication::config::{Config, RegionSettings, Sort};
use crate::publication::data_files;
use crate::publication::data_files::DataFiles;
use crate::publication::gazetteer::Gazetteer;
use crate::publication::theme::{EditionTexts, Theme};
use crate::say;
use crate::text::collation::Collation;

/// What a warm build need not do again. A cold build starts with an empty one.
#[derive(Default)]
pub struct BuildCache {
    pub(super) highlighter: Arc<Highlighter>,
    /// Whether texts are indexed even when the site has no search page.
    pub(super) searching: bool,
    /// Whether files are forgotten once they are gathered, since no build follows.
    pub(super) forgets: bool,
    pub(super) files: FxHashMap<SourcePath, CachedFile>,
    /// Where bodies wait for their pages, when not in memory.
    pub(super) store: Option<Arc<TextStore>>,
    /// What could not be read back of what this or an earlier build put away.
    pub(super) lost: spill::Failure,
    config: Option<CacheEntry<Arc<Config>>>,
    theme: Option<CacheEntry<Option<Arc<Theme>>>>,
    gazetteer: Option<CacheEntry<Arc<Gazetteer>>>,
    data: Option<CacheEntry<Arc<DataFiles>>>,
    /// Cases in another script, by the hash of the case and of the conversion.
    pub(super) converted: FxHashMap<Hash, Arc<Case>>,
    pub(super) converters: Converters,
    collations: FxHashMap<(LanguageTag, Sort), Collation>,
}

/// A file as it was read last.
pub(super) struct CachedFile {
    pub(super) stamp: u64,
    /// The hash of its bytes.
    pub(super) hash: Hash,
    /// The hash of what it was read against.
    pub(super) context: Hash,
    pub(super) parsed: Option<ParsedFile>,
    /// The text of a file that is nothing else, for rules about texts.
    pub(super) unread_body: Option<Arc<Body>>,
    /// Whether it is a draft, as far as its front matter can be read.
    pub(super) is_draft: bool,
    pub(super) found: Vec<Diagnostic>,
}

/// Points findings about `site.yaml` at the value of `key`. Its place is looked up each time: a
/// line added above it moves it, while the findings stay in the cache.
fn place_findings(found: Sink, key: &str, world: &dyn World) -> impl Iterator<Item = Diagnostic> {
    found.into_iter().map(move |finding| {
        let is_site = finding.file.as_ref().is_some_and(|file| file.as_str() == config::FILE);
        match is_site.then(|| config::place_of(key, world)).flatten() {
            Some(span) => finding.at_span(span),
            None => finding,
        }
    })
}

impl BuildCache {
    /// Returns an empty cache of a build that is to be searched, whatever the site holds.
    #[must_use]
    pub fn for_search() -> Self {
        Self { searching: true, ..Self::default() }
    }

    /// Returns an empty cache of a build that no other follows: what only another would need is not
    /// kept.
    #[must_use]
    pub fn for_one_build() -> Self {
        Self { forgets: true, ..Self::default() }
    }

    /// Empties the cache after a text could not be read back, so that the next build reads all
    /// files again.
    pub(super) fn forget(&mut self) {
        let Self { searching, forgets, .. } = *self;
        *self = Self { searching, forgets, ..Self::default() };
    }

    /// Returns the case that `file` was read as last.
    pub(super) fn case(&self, file: &SourcePath) -> Option<&Case> {
        match &self.files.get(file)?.parsed {
            Some(ParsedFile::Case(case)) => Some(case),
            _ => None,
        }
    }

    /// Returns the highlighter of code, with the results that it keeps.
    #[must_use]
    pub(crate) fn highlighter(&self) -> Arc<Highlighter> {
        Arc::clone(&self.highlighter)
    }

    /// Reads `site.yaml`, and returns it with the hash of all that it says.
    pub(super) fn read_config(
        &mut self,
        world: &dyn World,
        request: &Request,
        sink: &mut Sink,
    ) -> (Arc<Config>, Hash) {
        let key = Hash::of_value(&(
            hash_stamps(world, |path| path == config::FILE),
            request.base_url.as_ref(),
        ));
        let config = keep_entry(&mut self.config, key, sink, |sink| {
            let file = SourcePath::new(config::FILE);
            let (mut found, mut read) = (Sink::default(), Vec::new());
            let text = match world.read(&file) {
                Ok(bytes) => {
                    read = bytes;
                    source::decode_text(&file, &read, &mut found)
                }
                Err(error) => {
                    let Text { zh, en } = source::explain_refusal(&error);
                    let finding = Diagnostic::new(
                        Severity::Error,
                        "no-site",
                        Some(file),
                        say!("读不了 site.yaml：{zh}" | "cannot read site.yaml: {en}"),
                    );
                    found.push(finding.with_hint(say!(
                        "每个出版物的根文件夹都要有 site.yaml；“casebook init 文件夹”可以生成一个"
                            | "every publication has a site.yaml at its root; \
                               `casebook init DIR` makes one"
                    )));
                    None
                }
            };
            let mut config =
                text.map_or_else(Config::stand_in, |text| Config::read_config(&text, &mut found));
            let mut found = found.into_sorted();
            fix_guard::withhold_changes(&SourcePath::new(config::FILE), &read, &mut found);
            sink.extend(found);
            if let Some(base) = &request.base_url {
                config.base_url = base.clone();
            }
            Arc::new(config)
        });
        let hash = Hash::of_value(&*config);
        (config, hash)
    }

    /// Reads the publication's own gazetteer, or China's, and what is added to it.
    pub(super) fn read_gazetteer(
        &mut self,
        config: &Config,
        world: &dyn World,
        sink: &mut Sink,
    ) -> Arc<Gazetteer> {
        let RegionSettings { file, add, levels: _, order: _ } = &config.gazetteer;
        let is_named =
            |path: &str| [file, add].into_iter().flatten().any(|file| path == file.as_str());
        // Which file is which makes a difference.
        let are_away =
            [file, add].map(|file| file.as_ref().is_some_and(|file| is_away(file, world)));
        let names = &config.region_names;
        let key =
            Hash::of_value(&(hash_stamps(world, is_named), &config.gazetteer, are_away, names));
        let mut found = Sink::default();
        let gazetteer = keep_entry(&mut self.gazetteer, key, &mut found, |sink| {
            let read = |file: &SourcePath, sink: &mut Sink| match world.read(file) {
                Ok(bytes) => Some(bytes),
                Err(error) => {
                    sink.extend(unreadable_regions(file, &error, world));
                    None
                }
            };
            let levels = config.gazetteer.levels();
            let table = Gazetteer::of_files(file.as_ref(), add.as_ref(), &levels, read, sink);
            let named = names
                .iter()
                .flat_map(|(code, names)| names.all_forms().map(move |name| (code.as_str(), name)));
            Arc::new(table.with_reader_names(named))
        });
        sink.extend(place_findings(found, "gazetteer", world));
        gazetteer
    }

    /// Returns the order of names in a language.
    pub(super) fn load_collator(&mut self, language: &LanguageTag, sort: Sort) -> Collation {
        self.collations
            .entry((language.clone(), sort))
            .or_insert_with(|| Collation::new(language, sort))
            .clone()
    }

    /// Returns the theme, loaded anew when one of its files, its name, the editions or what it must
    /// have are others: its texts are made for those.
    pub(super) fn load_theme(
        &mut self,
        config: &Config,
        world: &dyn World,
        sink: &mut Sink,
    ) -> Option<Arc<Theme>> {
        let files = hash_stamps(world, |path| {
            ["themes/", "templates/", "static/", "i18n/"]
                .iter()
                .any(|folder| path.starts_with(folder))
        });
        let Config { theme: name, base_url, language, editions, terms, cases, outputs, .. } =
            config;
        let wants = (base_url, outputs);
        let key = Hash::of_value(&(files, name, language, editions, terms, cases, wants));
        let mut found = Sink::default();
        let converters = &mut self.converters;
        let theme = keep_entry(&mut self.theme, key, &mut found, |sink| {
            let texts_of = |texts: &_| converters.texts_of(texts, config);
            Theme::load_theme(config, world, texts_of, sink)
        });
        sink.extend(place_findings(found, "theme", world));
        check_languages(config, theme.as_deref(), world, sink);
        theme
    }

    /// Returns what the files of `data/` hold for templates, read anew when one of them or what
    /// looks at them is another.
    pub(super) fn read_data(
        &mut self,
        config: &Config,
        theme: &Theme,
        world: &dyn World,
        sink: &mut Sink,
    ) -> Arc<DataFiles> {
        let files = hash_stamps(world, |path| path.starts_with(data_files::FOLDER));
        let key = Hash::of_value(&(files, theme.hash, &config.gazetteer));
        keep_entry(&mut self.data, key, sink, |sink| {
            Arc::new(DataFiles::read(config, theme, world, sink))
        })
    }

    /// Returns what readers of each edition see besides the content. A theme that cannot be used
    /// leaves the built-in texts.
    pub(super) fn read_texts(
        &mut self,
        config: &Config,
        theme: Option<&Theme>,
    ) -> Arc<EditionTexts> {
        theme.map_or_else(
            || Arc::new(self.converters.texts_of(&Theme::builtin_texts(), config)),
            |theme| Arc::clone(&theme.edition_texts),
        )
    }
}
