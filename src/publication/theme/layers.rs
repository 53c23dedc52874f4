//! Which file of which layer is used: a later layer's file hides an earlier one of the same name.

use std::collections::{BTreeMap, BTreeSet};

use include_dir::Dir;

use super::statics::StyleAddress;
use super::{BUILTIN, BUILTIN_PREFIX, override_texts, read_text, statics};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span, Text, join_names};
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml;
use crate::input::yaml::Node;
use crate::say;

/// What `theme.yaml` may hold.
pub(super) const KEYS: [KnownKey; 7] = [
    KnownKey::optional("name"),
    KnownKey::optional("title"),
    KnownKey::optional("extends"),
    KnownKey::optional("description"),
    KnownKey::optional("licence"),
    KnownKey::optional("css"),
    KnownKey::optional("scripts"),
];

/// What stands for the whole theme in `{% extends "theme/case.html" %}`.
const WHOLE: &str = "theme";

/// How many themes may extend one another.
const DEPTH: usize = 8;

/// The files of a theme after all layers are laid over one another.
#[derive(Default)]
pub(super) struct Layers {
    pub(super) templates: BTreeMap<String, SourcePath>,
    pub(super) statics: BTreeMap<String, SourcePath>,
    /// Texts in the order of the layers; a later one adds to an earlier one.
    pub(super) texts: Vec<(String, SourcePath)>,
    pub(super) css: String,
    pub(super) scripts: Vec<String>,
    /// What the `theme.yaml` of the theme itself says.
    pub(super) settings: Settings,
    /// The names of the templates that the theme has.
    pub(super) theme_templates: BTreeSet<String>,
    pub(super) style_addresses: Vec<StyleAddress>,
    /// The names of those in the publication's own `templates/`.
    pub(super) own_templates: Vec<String>,
    /// All files of the theme by their paths in it.
    pub(super) theme_files: BTreeMap<String, SourcePath>,
    /// The templates as each theme has them, by the name of the theme: what lies above can extend
    /// them.
    pub(super) below: BTreeMap<String, BTreeMap<String, SourcePath>>,
}

/// What a `theme.yaml` says that pages depend on.
#[derive(Clone, Default)]
pub(super) struct Settings {
    pub(super) extends: Option<String>,
    /// The style sheet, be it named or found by the name of the theme.
    pub(super) css: Option<String>,
    pub(super) scripts: Vec<String>,
}

/// Lays the layers of theme `name` over one another, the one extended last first.
pub(super) fn find_layers(name: &str, world: &dyn World, sink: &mut Sink) -> Option<Layers> {
    let mut chain: Vec<Layer> = Vec::new();
    // A theme, and where it is named; of site.yaml only the file is known.
    let mut next = Some((name.to_owned(), SourcePath::new(crate::publication::config::FILE), None));
    while let Some((name, file, span)) = next.take() {
        if chain.len() == DEPTH || chain.iter().any(|layer| layer.name == name) {
            sink.push(report_loop(&chain, &name, &file, span));
            return None;
        }
        let layer = open_theme(&name, &file, span, world, sink)?;
        next = layer.extends.clone().map(|(name, span)| (name, layer.manifest.clone(), Some(span)));
        chain.push(layer);
    }
    let settings = chain.first().map(Layer::settings).unwrap_or_default();
    let mut layers = Layers { settings, ..Layers::default() };
    let mut named = Vec::new();
    for layer in chain.into_iter().rev() {
        for (inner, path) in layer.files {
            layers.add_file(&inner, path.clone());
            layers.theme_files.insert(inner, path);
        }
        layers.below.insert(layer.name, layers.templates.clone());
        if let Some(css) = layer.css {
            layers.css = css;
        }
        named.extend(
            layer.named.into_iter().map(|(name, span)| (name, layer.manifest.clone(), span)),
        );
        layers.scripts.extend(layer.scripts);
    }
    layers.theme_templates = layers.templates.keys().cloned().collect();
    layers.below.insert(WHOLE.to_owned(), layers.templates.clone());
    for entry in world.files() {
        let path = entry.path.as_str();
        layers.own_templates.extend(path.strip_prefix("templates/").map(str::to_owned));
        if ["templates/", "static/", override_texts::FOLDER].iter().any(|top| path.starts_with(top))
        {
            layers.add_file(path, entry.path.clone());
        }
    }
    for (name, manifest, span) in named {
        statics::check_named(&name, &manifest, span, &layers.statics, sink);
    }
    layers.style_addresses = statics::check_styles(&layers.statics, world, sink);
    Some(layers)
}

/// Reports themes that extend one another, of which the last names the first again.
fn report_loop(chain: &[Layer], name: &str, file: &SourcePath, span: Option<Span>) -> Diagnostic {
    let names = chain.iter().map(|layer| layer.name.as_str()).chain([name]);
    let path = names.collect::<Vec<_>>().join(" → ");
    let mut finding = Diagnostic::error(
        "theme-loop",
        file,
        say!("主题的 extends 绕成了圈：{path}" | "themes extend one another in a circle: {path}"),
    );
    finding.span = span;
    finding.with_hint(say!(
        "请改成另一个主题，例如 extends: folio；不以别的主题为基础，就删去 extends 这一行"
            | "extend another theme, such as folio, or delete the line `extends`"
    ))
}

impl Layers {
    fn add_file(&mut self, inner: &str, path: SourcePath) {
        if let Some(name) = inner.strip_prefix("templates/") {
            self.templates.insert(name.to_owned(), path);
        } else if let Some(name) = inner.strip_prefix("static/") {
            self.statics.insert(name.to_owned(), path);
        } else if let Some(language) =
            inner.strip_prefix("i18n/").and_then(|name| name.strip_suffix(".yaml"))
        {
            self.texts.push((language.to_owned(), path));
        }
    }
}

/// One theme folder, built-in files hidden by the publication's.
struct Layer {
    name: String,
    manifest: SourcePath,
    extends: Option<(String, Span)>,
    css: Option<String>,
    scripts: Vec<String>,
    /// The style sheet and the scripts that its `theme.yaml` names, with their places.
    named: Vec<(String, Span)>,
    files: BTreeMap<String, SourcePath>,
}

/// Opens a theme that is named at `span` of `file`.
fn open_theme(
    name: &str,
    file: &SourcePath,
    span: Option<Span>,
    world: &dyn World,
    sink: &mut Sink,
) -> Option<Layer> {
    let files = theme_files(name, world);
    if files.is_empty() {
        let mut finding = unknown_theme(name, file, world);
        finding.span = span;
        sink.push(finding);
        return None;
    }
    let manifest = files
        .get("theme.yaml")
        .cloned()
        .unwrap_or_else(|| SourcePath::new(&format!("themes/{name}/theme.yaml")));
    let style = format!("{name}.css");
    let mut layer = Layer {
        name: name.to_owned(),
        manifest: manifest.clone(),
        extends: None,
        css: files.contains_key(&format!("static/{style}")).then_some(style),
        scripts: Vec::new(),
        named: Vec::new(),
        files,
    };
    if layer.files.contains_key("theme.yaml")
        && let Some(text) = read_text(world, &manifest, sink)
        && let Some(node) = yaml::parse_document(&manifest, &text, 0, sink)
    {
        layer.read_manifest(node, &mut Reader { file: &manifest, sink })?;
    }
    Some(layer)
}

impl Layer {
    fn settings(&self) -> Settings {
        Settings {
            extends: self.extends.as_ref().map(|(name, _)| name.clone()),
            css: self.css.clone(),
            scripts: self.scripts.clone(),
        }
    }

    /// Reads what `theme.yaml` says. Returns `None` after an error that leaves nothing to read.
    fn read_manifest(&mut self, node: Node, reader: &mut Reader<'_>) -> Option<()> {
        // Four of them tell people what the theme is.
        let [_name, _title, extends, _description, _licence, css, scripts] =
            reader.read_keys("theme.yaml", node, &KEYS)?;
        let span = extends.as_ref().map(|node| node.span).unwrap_or_default();
        self.extends = reader.optional_text("extends", extends).map(|name| (name, span));
        let css_span = css.as_ref().map(|node| node.span).unwrap_or_default();
        if let Some(css) = reader.optional_text("css", css) {
            self.named.push((css.clone(), css_span));
            self.css = Some(css);
        }
        let scripts = reader.read_texts("scripts", scripts);
        self.scripts = scripts.iter().map(|(script, _)| script.clone()).collect();
        self.named.extend(scripts);
        Some(())
    }
}

/// Returns the files of a theme by their paths in its folder; none when there is no such theme.
fn theme_files(name: &str, world: &dyn World) -> BTreeMap<String, SourcePath> {
    let mut files = BTreeMap::new();
    if let Some(folder) = BUILTIN.get_dir(name) {
        add_builtin(folder, name, &mut files);
    }
    let prefix = format!("themes/{name}/");
    for entry in world.files() {
        if let Some(inner) = entry.path.as_str().strip_prefix(&prefix) {
            files.insert(inner.to_owned(), entry.path.clone());
        }
    }
    files
}

fn unknown_theme(name: &str, file: &SourcePath, world: &dyn World) -> Diagnostic {
    let known = known_themes(world);
    let Text { zh, en } = join_names(&known);
    let finding = Diagnostic::error(
        "unknown-theme",
        file,
        say!("没有叫“{name}”的主题" | "there is no theme `{name}`"),
    );
    match find_nearest(name, known.iter().map(String::as_str)) {
        Some(near) => finding.with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")),
        None => finding.with_hint(say!(
            "可以用的主题有：{zh}；自己的主题放在 themes/{name}/"
                | "there are: {en}; a theme of your own goes to themes/{name}/"
        )),
    }
}

fn add_builtin(folder: &Dir<'_>, name: &str, files: &mut BTreeMap<String, SourcePath>) {
    for file in folder.files() {
        if let Some(path) = file.path().to_str()
            && let Some(inner) = path.strip_prefix(name).and_then(|inner| inner.strip_prefix('/'))
        {
            files.insert(inner.to_owned(), SourcePath::new(&format!("{BUILTIN_PREFIX}{path}")));
        }
    }
    for inner in folder.dirs() {
        add_builtin(inner, name, files);
    }
}

/// Returns the names of all themes, sorted.
pub fn known_themes(world: &dyn World) -> Vec<String> {
    let builtin = BUILTIN.dirs().filter_map(|folder| folder.path().to_str().map(str::to_owned));
    let local = world.files().iter().filter_map(|entry| {
        entry
            .path
            .as_str()
            .strip_prefix("themes/")?
            .split_once('/')
            .map(|(name, _)| name.to_owned())
    });
    let all: BTreeSet<String> = builtin.chain(local).collect();
    all.into_iter().collect()
}
