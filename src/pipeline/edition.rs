//! The files of one edition: files of its own language over those of the default one, or all
//! converted.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Request;
use super::build_cache::BuildCache;
use super::converters::Seeded;
use super::edition_regions;
use super::edition_regions::NameConverters;
use super::gather::ParsedContent;
use crate::catalog::Catalog;
use crate::content::case;
use crate::content::case::{Case, Context};
use crate::content::page::Page;
use crate::edition::site::Site;
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::SourcePath;
use crate::markdown;
use crate::publication::config::{Config, Edition};
use crate::publication::data_files::DataFiles;
use crate::publication::gazetteer::Gazetteer;
use crate::publication::theme::{EditionTexts, Theme};
use crate::say;
use crate::text::copy_name::{Mark, find_originals};

/// What all editions share.
pub(super) struct Shared {
    pub(super) config: Arc<Config>,
    pub(super) config_hash: Hash,
    pub(super) gazetteer: Arc<Gazetteer>,
    pub(super) theme: Arc<Theme>,
    pub(super) data: Arc<DataFiles>,
    pub(super) texts: Arc<EditionTexts>,
}

/// Prepares one edition: its site and its index.
pub(super) fn prepare_edition(
    shared: &Shared,
    parsed: &ParsedContent,
    edition: &Edition,
    request: &Request,
    cache: &mut BuildCache,
    sink: &mut Sink,
) -> (Site, Catalog) {
    let config = &shared.config;
    let built_in = edition_regions::built_in_names(config, &edition.tag, &mut cache.converters);
    let parts = match &edition.from {
        None if edition.tag == config.language => EditionParts::first_edition(shared, parsed),
        None => EditionParts::translated_edition(shared, parsed, edition, request, sink),
        Some(from) => match cache.converters.load(
            from,
            &edition.tag,
            config.terms.get(edition.tag.as_str()).map_or(&[], Vec::as_slice),
        ) {
            Some((converter, seed)) => {
                EditionParts::converted_edition(shared, parsed, edition, (converter, seed), cache)
            }
            // Reading the configuration reported already that there is no such conversion.
            None => EditionParts::first_edition(shared, parsed),
        },
    };
    let EditionParts { config, own_names, cases, pages } = parts;
    let names = NameConverters { built_in, own: own_names };
    let gazetteer = names.convert_names(&shared.gazetteer);
    let cases: Vec<Arc<Case>> =
        cases.into_iter().filter(|case| request.drafts || !case.card.draft).collect();
    let pages: Vec<Arc<Page>> = pages
        .into_iter()
        .filter(|page| request.drafts || !parsed.drafts.contains(&page.file))
        .collect();
    let order = cache.load_collator(&edition.tag, config.sort);
    let gazetteer = edition_regions::in_order(gazetteer, &config, &edition.tag, &order);
    let catalog = Catalog::new(cases, pages, parsed.assets.clone(), &gazetteer, &config, &order);
    let site = Site::new(
        config,
        gazetteer,
        Arc::clone(&shared.theme),
        Arc::clone(shared.texts.texts_for(&edition.tag)),
        edition.clone(),
        (shared.config_hash, &shared.data),
        &catalog,
    );
    (site, catalog)
}

/// What an edition is made of.
struct EditionParts {
    config: Arc<Config>,
    /// What converts the names of the publication's own regions; `None` leaves them.
    own_names: Option<Seeded>,
    cases: Vec<Arc<Case>>,
    pages: Vec<Arc<Page>>,
}

impl EditionParts {
    /// The default edition: files without a language in their name.
    fn first_edition(shared: &Shared, parsed: &ParsedContent) -> Self {
        Self {
            config: Arc::clone(&shared.config),
            own_names: None,
            cases: parsed.cases.clone(),
            pages: parsed.pages.iter().filter(|page| page.language.is_none()).cloned().collect(),
        }
    }

    /// An edition with files of its own. What it lacks is listed from the default edition, and
    /// marked so.
    fn translated_edition(
        shared: &Shared,
        parsed: &ParsedContent,
        edition: &Edition,
        request: &Request,
        sink: &mut Sink,
    ) -> Self {
        let default = &shared.config.language;
        let highlighter = markdown::Highlighter::new();
        let options = markdown::Options::new(&highlighter);
        let context = Context {
            config: &shared.config,
            gazetteer: &shared.gazetteer,
            markdown: &options,
            texts: &shared.texts,
            theme: Some(&shared.theme),
            lints: false,
            hash: shared.config_hash,
        };
        let overlays: FxHashMap<SourcePath, &Arc<case::Overlay>> = parsed
            .overlays
            .iter()
            .filter(|(_, overlay)| overlay.language == edition.tag)
            .map(|(base, overlay)| (base.clone(), overlay))
            .collect();
        report_strays(parsed, &overlays, sink);
        let is_shown = |file: &SourcePath| request.drafts || !parsed.drafts.contains(file);
        let cases = parsed.cases.iter().map(|base| match overlays.get(&base.file) {
            // A draft of a translation takes nothing away: until it is published its first text
            // is listed as if there were none.
            Some(overlay) if is_shown(&overlay.file) => {
                Arc::new(overlay.lay_over(base, &context, sink))
            }
            overlay => {
                if let Some(draft) = overlay {
                    draft.check_parts(base, sink);
                }
                Arc::new(base.as_foreign(default, &edition.tag))
            }
        });
        Self {
            cases: cases.collect(),
            pages: translate_pages(&parsed.pages, default, &edition.tag, is_shown),
            config: Arc::clone(&shared.config),
            own_names: None,
        }
    }

    /// An edition converted from the default one, word for word.
    fn converted_edition(
        shared: &Shared,
        parsed: &ParsedContent,
        edition: &Edition,
        (converter, seed): Seeded,
        cache: &mut BuildCache,
    ) -> Self {
        let from = &shared.config.language;
        let known = std::mem::take(&mut cache.converted);
        let convert = |case: &Arc<Case>| {
            let key = Hash::of_value(&(case.hash, seed));
            let converted = known.get(&key).cloned().unwrap_or_else(|| {
                let mut converted = case.converted(&converter, seed);
                cache.store.iter().for_each(|store| converted.spill_text(store));
                Arc::new(converted)
            });
            (key, converted)
        };
        let cases: Vec<_> = parsed.cases.par_iter().map(convert).collect();
        let pages = parsed.pages.iter().filter(|page| page.language.is_none());
        let pages = pages.map(|page| Arc::new(page.converted(&converter, seed))).collect();
        if !cache.forgets {
            cache.converted = cases.iter().cloned().collect();
        }
        Self {
            config: Arc::new(shared.config.convert_texts(&converter, from, &edition.tag)),
            own_names: Some((converter, seed)),
            cases: cases.into_iter().map(|(_, case)| case).collect(),
            pages,
        }
    }
}

/// Returns the pages of an edition in another language: of each its translation when there is one,
/// and those that no other edition has.
fn translate_pages(
    all: &[Arc<Page>],
    default: &LanguageTag,
    language: &LanguageTag,
    is_shown: impl Fn(&SourcePath) -> bool,
) -> Vec<Arc<Page>> {
    let translations: FxHashMap<&SourcePath, &Arc<Page>> = all
        .iter()
        .filter(|page| page.language.as_ref() == Some(language) && is_shown(&page.file))
        .map(|page| (&page.base, page))
        .collect();
    let translate = |page: &Arc<Page>| match translations.get(&page.file) {
        None => Arc::new(page.as_foreign(default)),
        Some(translation) if !page.has_more_than(translation) => Arc::clone(translation),
        Some(translation) => Arc::new(translation.completed_by(page).with_facts_of(page)),
    };
    let first = all.iter().filter(|page| page.language.is_none());
    let mut pages: Vec<Arc<Page>> = first.map(translate).collect();
    let new = translations.values().filter(|page| !all.iter().any(|first| first.file == page.base));
    pages.extend(new.map(|page| Arc::clone(page)));
    pages.sort_by(|a, b| a.base.cmp(&b.base));
    pages
}

/// Returns the first file of which `base`, which is not there, is called a copy: `a.md` for
/// `a 2.md`.
fn copied_from<'a>(
    base: &SourcePath,
    firsts: &FxHashSet<&'a SourcePath>,
) -> Option<&'a SourcePath> {
    let (folder, name) = base.as_str().rsplit_once('/')?;
    let originals = find_originals(name.strip_suffix(".md")?);
    let mut sure = originals.into_iter().filter(|(_, mark)| *mark != Mark::Other);
    sure.find_map(|(original, _)| {
        firsts.get(&SourcePath::new(&format!("{folder}/{original}.md"))).copied()
    })
}

/// Reports every text in another language whose first file is not there: no page shows it.
fn report_strays(
    parsed: &ParsedContent,
    overlays: &FxHashMap<SourcePath, &Arc<case::Overlay>>,
    sink: &mut Sink,
) {
    if overlays.is_empty() {
        return;
    }
    let firsts: FxHashSet<&SourcePath> =
        parsed.cases.iter().map(|case| &case.file).chain(&parsed.broken).collect();
    // One that has its translation wants no other.
    let alone = || firsts.iter().filter(|file| !overlays.contains_key(**file));
    for (base, overlay) in overlays.iter().filter(|(base, _)| !firsts.contains(base)) {
        let finding = Diagnostic::error(
            "no-original",
            &overlay.file,
            say!(
                "找不到这篇译文的原文 {base}，没有页面可以显示它"
                    | "its first file {base} is not there, so that no page shows this text"
            ),
        );
        if let Some(first) = copied_from(base, &firsts) {
            sink.push(finding.with_hint(say!(
                "这像是 {first} 的译文的副本：请与原来的译文比较，只留一个，其余删去或移出 content"
                    | "this looks like a copy of a text that belongs to {first}: compare the two and \
                       keep one"
            )));
            continue;
        }
        sink.push(match find_nearest(base.as_str(), alone().map(|path| path.as_str())) {
            Some(near) => finding.with_hint(say!(
                "译文与原文同名，只在 .md 前多出语言；原文是不是 {near}？是的，请改正译文的文件名；原文还没有的，请补上 {base}：地区、日期这些事实都写在原文里"
                    | "a text has the name of its first file, with the language before .md; is \
                       that {near}? then fix the file's name; where there is no first file yet, \
                       add {base}: facts such as the district and the date stand in it"
            )),
            None => finding.with_hint(say!(
                "译文与原文同名，只在 .md 前多出语言，例如 a.md 和 a.en.md；请补上原文 {base}（地区、日期这些事实都写在原文里），或改正译文的文件名"
                    | "a text has the name of its first file, with the language before .md, as \
                       a.md and a.en.md; add {base}, which holds facts such as the district and \
                       the date, or fix the name"
            )),
        });
    }
}
