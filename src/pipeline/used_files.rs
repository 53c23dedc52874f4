//! Which files of the content are published as they are: those that something published names, and
//! no others.
//!
//! A folder of texts gathers drafts, lists of people and raw material. What lies there is published
//! only when a text, a style sheet or a template of the site names it, or `publish` in `site.yaml`
//! does.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::gather::ParsedContent;
use crate::content::active;
use crate::content::asset::Asset;
use crate::content::case::Case;
use crate::content::classify;
use crate::content::reference::candidate_files;
use crate::foundation::diagnostic::{Diagnostic, Sink, Text, count_noun, join_names};
use crate::foundation::path::SourcePath;
use crate::foundation::raw_html::RawHtml;
use crate::foundation::source;
use crate::foundation::world::World;
use crate::markdown::Body;
use crate::publication::config::{self, Config};
use crate::say;

/// How many files the finding names.
const NAMED: usize = 5;

/// Endings of files, beside those of the content, that may name a file: templates, style sheets,
/// scripts, settings.
const NAMING: [&str; 8] = ["html", "css", "js", "mjs", "json", "yaml", "xml", "svg"];

/// Keeps of the files of the content those that are to be published, and says which are not.
pub(super) fn keep_used(
    parsed: &mut ParsedContent,
    config: &Config,
    world: &dyn World,
    with_drafts: bool,
    sink: &mut Sink,
) {
    let is_plain = |asset: &Asset| asset.file.as_str().starts_with("content/");
    if !parsed.assets.iter().any(|asset| is_plain(asset)) {
        return;
    }
    let search = Search::new(parsed, config);
    let mut used = search.named_by_settings();
    used.extend(search.named_by_texts(parsed, |file| with_drafts || !parsed.drafts.contains(file)));
    search.follow_named(&mut used);
    let mut others = search.named_by_texts(parsed, |file| parsed.drafts.contains(file));
    search.follow_named(&mut others);
    let mut rest: Vec<&Asset> = search.unused_assets(&used);
    if !rest.is_empty() {
        for (file, text) in texts_that_may_name(world, parsed) {
            let named = rest
                .iter()
                .filter(|asset| names_file(&text, asset, &file))
                .map(|asset| asset.file.clone());
            if !with_drafts && parsed.drafts.contains(&file) {
                others.extend(named);
            } else {
                used.extend(named);
            }
        }
        search.follow_named(&mut used);
        rest = search.unused_assets(&used);
    }
    let unused: Vec<SourcePath> = rest
        .into_iter()
        .map(|asset| asset.file.clone())
        .filter(|file| !others.contains(file))
        .collect();
    if all_texts_are_known(parsed, world) {
        sink.extend(report_unused(&unused));
    }
    parsed.assets.retain(|asset| !is_plain(asset) || used.contains(&asset.file));
    // Where all HTML passes, whoever writes may run scripts anyway.
    if config.raw_html != RawHtml::AsIs {
        keep_out_active(parsed, sink);
    }
}

/// Leaves out what a browser may run, and says so: contributors write in `content/`, whoever runs
/// the site in `static/`.
fn keep_out_active(parsed: &mut ParsedContent, sink: &mut Sink) {
    let (active, rest) = std::mem::take(&mut parsed.assets)
        .into_iter()
        .partition(|asset| asset.is_active && asset.file.as_str().starts_with("content/"));
    parsed.assets = rest;
    let active: Vec<Arc<Asset>> = active;
    for asset in active {
        sink.push(active::report(&asset.file));
        // Links to it are told by this one finding.
        parsed.broken.insert(asset.file.clone());
    }
}

/// Tells whether no text is missing that may name files, such as one that is still in the cloud.
fn all_texts_are_known(parsed: &ParsedContent, world: &dyn World) -> bool {
    let mut texts = parsed.broken.iter().filter(|file| file.as_str().ends_with(".md"));
    texts.all(|file| world.read(file).is_ok_and(|bytes| !source::is_hollow(&bytes)))
}

/// All files that are published as they are or may be.
struct Search<'a> {
    config: &'a Config,
    by_file: FxHashMap<SourcePath, &'a Asset>,
    all: Vec<&'a Asset>,
    by_name: FxHashMap<&'a str, Vec<&'a SourcePath>>,
}

impl<'a> Search<'a> {
    fn new(parsed: &'a ParsedContent, config: &'a Config) -> Self {
        let all: Vec<&Asset> = parsed.assets.iter().map(|asset| &**asset).collect();
        let mut by_name: FxHashMap<&str, Vec<&SourcePath>> = FxHashMap::default();
        for asset in &all {
            by_name.entry(asset.file.file_name()).or_default().push(&asset.file);
        }
        Self {
            config,
            by_name,
            by_file: all.iter().map(|asset| (asset.file.clone(), *asset)).collect(),
            all,
        }
    }

    /// Returns what is published whatever the texts say.
    fn named_by_settings(&self) -> FxHashSet<SourcePath> {
        let is_wanted = |asset: &&&Asset| {
            let Some(inner) = asset.file.as_str().strip_prefix("content/") else { return true };
            classify::is_for_host(inner) || self.config.publish.matches_path(inner)
        };
        self.all.iter().filter(is_wanted).map(|asset| asset.file.clone()).collect()
    }

    /// Returns what the texts in the files that `is_wanted` picks name.
    fn named_by_texts(
        &self,
        parsed: &ParsedContent,
        is_wanted: impl Fn(&SourcePath) -> bool,
    ) -> FxHashSet<SourcePath> {
        let mut found = FxHashSet::default();
        for case in parsed.cases.iter().filter(|case| is_wanted(&case.file)) {
            self.add_body(&case.file, &case.body, &mut found);
            for address in field_addresses(case) {
                self.add_named(&case.file, address, &mut found);
            }
        }
        for (_, overlay) in parsed.overlays.iter().filter(|(_, own)| is_wanted(&own.file)) {
            self.add_body(&overlay.file, overlay.body(), &mut found);
        }
        for page in parsed.pages.iter().filter(|page| is_wanted(&page.file)) {
            self.add_body(&page.file, &page.body, &mut found);
            for value in page.fields.iter().flat_map(|(_, values)| values) {
                self.add_named(&page.file, &value.id, &mut found);
            }
        }
        found
    }

    fn add_body(&self, file: &SourcePath, body: &Body, found: &mut FxHashSet<SourcePath>) {
        for placeholder in &body.placeholders {
            if placeholder.is_site_path() {
                self.add_named(file, placeholder.target.as_str(), found);
            } else if self.by_file.contains_key(&placeholder.target) {
                found.insert(placeholder.target.clone());
            } else {
                self.add_by_name(placeholder.target.as_str(), found);
                // `#` and `?` in the name of a file end the path of an address.
                if let Some(whole) = placeholder.whole_name() {
                    found.extend(self.by_file.get(&whole).map(|asset| asset.file.clone()));
                }
            }
        }
        for mark in &body.unlinked {
            self.add_by_name(&mark.target, found);
        }
        for address in &body.raw_addresses {
            self.add_named(file, address, found);
        }
    }

    fn add_named(&self, file: &SourcePath, address: &str, found: &mut FxHashSet<SourcePath>) {
        let named = candidate_files(file, address, &self.config.base_url);
        found.extend(named.into_iter().filter(|named| self.by_file.contains_key(named)));
    }

    /// Adds the files of a name: what is written leads to none, and says which is meant by its name
    /// alone.
    fn add_by_name(&self, written: &str, found: &mut FxHashSet<SourcePath>) {
        let path = written.split(['#', '|', '"', '<', '>']).find(|part| !part.trim().is_empty());
        let name = path.and_then(|path| path.rsplit(['/', '\\']).next()).unwrap_or_default();
        found.extend(self.by_name.get(name.trim()).into_iter().flatten().copied().cloned());
    }

    /// Adds what the files in `used` name in turn.
    fn follow_named(&self, used: &mut FxHashSet<SourcePath>) {
        let mut next: Vec<SourcePath> = used.iter().cloned().collect();
        while let Some(file) = next.pop() {
            let Some(asset) = self.by_file.get(&file) else { continue };
            // Addresses count from where the file is published.
            let from = SourcePath::new(&format!("content/{}", asset.out));
            let mut named = FxHashSet::default();
            for address in &asset.addresses {
                self.add_named(&from, address, &mut named);
            }
            next.extend(named.into_iter().filter(|named| used.insert(named.clone())));
        }
    }

    fn unused_assets(&self, used: &FxHashSet<SourcePath>) -> Vec<&'a Asset> {
        self.all.iter().filter(|asset| !used.contains(&asset.file)).copied().collect()
    }
}

/// Returns what the front matter of a case may name: values of the publication's own fields, and
/// addresses of sources.
fn field_addresses(case: &Case) -> impl Iterator<Item = &str> {
    let fields = case.fields.iter().flat_map(|(_, values)| values).map(|value| &*value.id);
    fields.chain(case.sources.iter().filter_map(|source| source.url.as_deref()))
}

/// Reads what is no text of the content and may name a file of it, and texts that could not be read
/// as what they should be.
fn texts_that_may_name<'a>(
    world: &'a dyn World,
    parsed: &'a ParsedContent,
) -> impl Iterator<Item = (SourcePath, String)> + 'a {
    let is_naming = |path: &str| {
        let is_ours = path == config::FILE
            || ["templates/", "themes/", "static/"].iter().any(|folder| path.starts_with(folder));
        is_ours && path.rsplit_once('.').is_some_and(|(_, end)| NAMING.contains(&end))
    };
    let files = world.files().iter().map(|entry| &entry.path);
    files
        .filter(move |path| is_naming(path.as_str()) || parsed.broken.contains(*path))
        .filter_map(|path| Some((path.clone(), source::recode_text(&world.read(path).ok()?)?)))
}

/// Tells whether a text names a file: by its address, or, when the text is one of the content, by
/// its name.
fn names_file(text: &str, asset: &Asset, file: &SourcePath) -> bool {
    let is_content = file.as_str().starts_with("content/");
    let name = if is_content { asset.file.file_name() } else { asset.out.as_str() };
    text.contains(name) || text.contains(&*crate::foundation::path::encode_percent(name))
}

fn report_unused(unused: &[SourcePath]) -> Option<Diagnostic> {
    let first = unused.first()?;
    let count = unused.len();
    let Text { zh, en } = join_names(unused.iter().take(NAMED).map(SourcePath::as_str));
    let [more_zh, more_en] = if count > NAMED { [" 等", " and more"] } else { [""; 2] };
    let some = count_noun(count, "file");
    let verb = if count == 1 { "is" } else { "are" };
    Some(
        Diagnostic::warning(
            "unused-file",
            first,
            say!(
                "有 {count} 个文件没有页面用到，没有发布：{zh}{more_zh}"
                    | "{some} below content {verb} named by no page and not \
                       published: {en}{more_en}"
            ),
        )
        .with_hint(say!(
            "要发布：在正文里写上链接或图片；或移到 static 文件夹；或在 site.yaml 里写明，\
             例如 publish: [\"files/*.pdf\"]。不要发布：移出 content"
                | "to publish them, link them in a text, move them to the folder static, or list \
                   them in site.yaml, for example `publish: [\"files/*.pdf\"]`; else move \
                   them out of content"
        )),
    )
}
