//! Themes: templates, texts and static files, laid over one another and compiled.

mod addresses;
mod below;
mod calls;
mod case_words;
mod copies;
mod engine;
mod layers;
mod macros;
mod maps;
mod markup;
mod near_template;
mod override_texts;
mod required;
mod scripts;
mod statics;
mod text_gaps;
mod text_parts;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::hash::Hash as StdHash;
use std::io;
use std::sync::Arc;

pub use addresses::{Addresses, URL};
pub use calls::find_paths;
pub use copies::Originals;
pub use engine::RenderError;
use include_dir::{Dir, include_dir};
pub use layers::known_themes;
pub use markup::{blank_code, has_code};
pub use statics::StyleAddress;
use tera::Context;
use text_gaps::{Below, read_texts};
pub use texts::{EditionTexts, Texts, ThemeTexts};

use crate::foundation::diagnostic::{Sink, Span};
use crate::foundation::hash::{Hash, KeyHasher};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::world::World;
use crate::input::fields::NamedTable;

use crate::publication::config::Config;

/// The keys of `theme.yaml`.
pub const KEY_TABLE: NamedTable = ("theme", &layers::KEYS);

/// The themes that come with the program.
static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// How the path of a built-in file begins.
const BUILTIN_PREFIX: &str = "builtin:";

/// The picture that browsers put on a tab, when the site has it.
pub const ICON: &str = "favicon.svg";

/// Where the texts of the built-in theme are, among the built-in files.
const BUILTIN_FOLDER: &str = "folio/i18n";

/// Tells whether a file comes with the program.
fn is_builtin(file: &SourcePath) -> bool {
    file.as_str().starts_with(BUILTIN_PREFIX)
}

/// How the path of a file begins that holds texts of the built-in theme.
const BUILTIN_TEXTS: &str = "builtin:folio/i18n/";

/// The look of a site, ready to render.
pub struct Theme {
    compiled: EditionTexts<engine::Compiled>,
    /// The file and the text of each template, for messages.
    templates: BTreeMap<String, (SourcePath, String)>,
    /// What readers see besides the content.
    pub texts: ThemeTexts,
    /// The same for each edition.
    pub edition_texts: Arc<EditionTexts>,
    /// Static files: the path under the output, and where each comes from.
    pub statics: Vec<(String, SourcePath)>,
    /// What the publication's own style sheets name from the root or from above.
    pub style_addresses: Vec<StyleAddress>,
    /// Where pages find the static files.
    pub addresses: Arc<Addresses>,
    /// The stylesheet, a path under the output.
    pub css: String,
    /// ES modules that every page loads, paths under the output.
    pub scripts: Vec<String>,
    /// What texts can call.
    macros: macros::Macros,
    /// Whether all templates and texts come with the program, and were tested with it.
    pub is_builtin: bool,
    /// The hash of all templates and texts.
    pub hash: Hash,
}

impl Theme {
    /// Loads the theme that `config` names: built-in files, then the publication's
    /// `themes/<name>/`, with every theme that it extends below it, and the publication's own
    /// `templates/`, `static/` and `i18n/` on top.
    ///
    /// `texts_of` returns the texts of all editions. Returns `None` after an error in `sink` when a
    /// template does not compile or is missing.
    pub fn load_theme(
        config: &Config,
        world: &dyn World,
        texts_of: impl FnOnce(&ThemeTexts) -> EditionTexts,
        sink: &mut Sink,
    ) -> Option<Arc<Self>> {
        let mut layers = layers::find_layers(&config.theme, world, sink)?;
        let mut hasher = KeyHasher::default();
        let templates = below::read_templates(&layers, world, &mut hasher, sink);
        scripts::add_builtin(&templates, &mut layers.statics);
        // What the built-in theme says is not read again where its layer comes.
        let builtin = Self::builtin_texts();
        let mut texts = builtin.clone();
        for (language, path) in &layers.texts {
            let Some(text) = read_text(world, path, sink) else { continue };
            (language, text.as_bytes()).hash(&mut hasher);
            if !is_builtin(path) {
                override_texts::check_keys(path, &builtin.keys(), &templates, world, sink);
            }
            if !path.as_str().starts_with(BUILTIN_TEXTS) {
                let below = Below { texts: &texts, templates: &templates };
                let layer = read_texts(path, &text, below, sink);
                texts.add_layer(language, layer);
            }
        }
        let (own, theirs) = (&layers.own_templates, &layers.theme_templates);
        override_texts::check_templates(own, theirs, &templates, sink);
        copies::check_copies(world, sink);
        let edition_texts = Arc::new(texts_of(&texts));
        let named: Vec<&str> =
            layers.scripts.iter().chain([&layers.css]).map(|name| &**name).chain([ICON]).collect();
        let addresses =
            Arc::new(Addresses::new(config, &layers.statics, &templates, &named, world));
        let compiled = engine::compile_templates(&templates, &edition_texts, &addresses, sink)?;
        (&layers.css, &layers.scripts, &addresses).hash(&mut hasher);
        if !addresses.check_written(&templates, sink) {
            return None;
        }
        let mut files = layers.templates.values().chain(layers.texts.iter().map(|(_, path)| path));
        let is_builtin = files.all(is_builtin);
        let hash = hasher.digest();
        let theme = Arc::new(Self {
            compiled,
            macros: macros::Macros::find(&templates, hash),
            templates,
            is_builtin,
            texts,
            edition_texts,
            statics: layers.statics.into_iter().collect(),
            style_addresses: layers.style_addresses,
            css: layers.css,
            scripts: layers.scripts,
            addresses,
            hash,
        });
        theme.check_templates(config, sink).then_some(theme)
    }

    /// Returns the texts that every theme has: those of the built-in one.
    #[must_use]
    pub fn builtin_texts() -> ThemeTexts {
        let mut texts = ThemeTexts::default();
        let folder = BUILTIN.get_dir(BUILTIN_FOLDER).map(Dir::files).into_iter().flatten();
        for file in folder {
            let language = file.path().file_stem().and_then(OsStr::to_str);
            if let (Some(path), Some(language), Some(text)) =
                (file.path().to_str(), language, file.contents_utf8())
            {
                let path = SourcePath::new(&format!("{BUILTIN_PREFIX}{path}"));
                let (none, no_templates) = (ThemeTexts::default(), BTreeMap::new());
                let below = Below { texts: &none, templates: &no_templates };
                texts.add_layer(language, read_texts(&path, text, below, &mut Sink::default()));
            }
        }
        texts
    }

    /// Reports files of the publication's own texts that no edition in `languages` uses.
    pub fn check_texts(world: &dyn World, languages: &[&LanguageTag], sink: &mut Sink) {
        // This runs in each plan: the built-in texts themselves are not read for their names.
        let is_builtin =
            |tag: &str| BUILTIN.get_file(format!("{BUILTIN_FOLDER}/{tag}.yaml")).is_some();
        for entry in world.files() {
            if entry.path.as_str().starts_with(override_texts::FOLDER) {
                override_texts::check_name(&entry.path, languages, is_builtin, sink);
            }
        }
    }

    #[must_use]
    pub fn has_template(&self, template: &str) -> bool {
        self.templates.contains_key(template)
    }

    /// Tells whether a template names the cases that it is given as cards.
    #[must_use]
    pub fn names_cases(&self, template: &str, language: &LanguageTag) -> bool {
        self.compiled.texts_for(language).names_cases(template)
    }

    /// Returns the file of a template.
    #[must_use]
    pub fn file_of(&self, template: &str) -> Option<&SourcePath> {
        self.templates.get(template).map(|(file, _)| file)
    }

    /// Returns the file and the text of every template that does not come with the program, but for
    /// macros: what they make is checked where it stands.
    pub fn own_templates(&self) -> impl Iterator<Item = (&SourcePath, &str)> {
        let mut seen = BTreeSet::new();
        let pages = self.templates.iter().filter(|(name, _)| macros::macro_of(name).is_none());
        let all = pages.map(|(_, (file, text))| (file, text.as_str()));
        all.filter(move |(file, _)| !is_builtin(file) && seen.insert(*file))
    }

    /// Returns the place of `line` and `column`, both from 1, in a template.
    #[must_use]
    pub fn span_of(&self, template: &str, line: usize, column: usize) -> Option<Span> {
        let (_, text) = self.templates.get(template)?;
        let start = engine::line_offset(text, line, column.saturating_sub(1));
        let end = text
            .get(start..)?
            .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.')
            .map_or(text.len(), |length| start + length);
        Some(Span::new(start, end))
    }

    /// Renders `template` with `context` for readers of `language` onto the end of `out`.
    ///
    /// # Errors
    /// Returns where in which template it failed and by which includes it got there.
    pub fn render_template(
        &self,
        template: &str,
        language: &LanguageTag,
        context: &Context,
        out: &mut Vec<u8>,
    ) -> Result<(), RenderError> {
        self.compiled.texts_for(language).render_template(template, context, out)
    }
}

/// Reads a file of the publication or of a built-in theme.
///
/// # Errors
/// Returns the I/O error.
pub fn read_theme_file(world: &dyn World, path: &SourcePath) -> io::Result<Vec<u8>> {
    match path.as_str().strip_prefix(BUILTIN_PREFIX) {
        Some(inner) => BUILTIN
            .get_file(inner)
            .map(|file| file.contents().to_vec())
            .ok_or_else(|| io::ErrorKind::NotFound.into()),
        None => world.read(path),
    }
}

fn read_text(world: &dyn World, path: &SourcePath, sink: &mut Sink) -> Option<String> {
    match read_theme_file(world, path) {
        Ok(bytes) => source::decode_text(path, &bytes, sink),
        Err(error) => {
            sink.push(source::report_unreadable(path, &error));
            None
        }
    }
}
