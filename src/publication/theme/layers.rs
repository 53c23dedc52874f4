//! Which file of which layer is used: a later layer's file hides an earlier one of the same name.

use std::collections::BTreeMap;

use include_dir::Dir;

use super::{BUILTIN, BUILTIN_PREFIX, read_text};
use crate::foundation::diagnostic::{Diagnostic, Sink, nearest};
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::input::fields::Reader;
use crate::input::yaml;
use crate::say;

/// What `theme.yaml` may hold.
const KEYS: &[&str] = &["name", "title", "extends", "description", "licence", "css", "scripts"];

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
}

/// Lays the layers of theme `name` over one another, the one extended last first.
pub(super) fn find(name: &str, world: &dyn World, sink: &mut Sink) -> Option<Layers> {
    let mut chain: Vec<Layer> = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next.take() {
        if chain.len() == DEPTH || chain.iter().any(|layer| layer.name == name) {
            let file = chain.last().map_or_else(|| SourcePath::new(crate::publication::config::FILE), |layer| layer.manifest.clone());
            sink.push(
                Diagnostic::error(
                    "theme-loop",
                    &file,
                    say!("主题的 extends 绕成了圈：“{name}”" | "themes extend one another in a circle at `{name}`"),
                )
                .hint(say!("请改正 theme.yaml 的 extends" | "mend `extends` in theme.yaml")),
            );
            return None;
        }
        let layer = open(&name, world, sink)?;
        next.clone_from(&layer.extends);
        chain.push(layer);
    }
    let mut layers = Layers::default();
    for layer in chain.into_iter().rev() {
        for (inner, path) in layer.files {
            layers.add(&inner, path);
        }
        if let Some(css) = layer.css {
            layers.css = css;
        }
        layers.scripts.extend(layer.scripts);
    }
    for entry in world.files() {
        let path = entry.path.as_str();
        if path.starts_with("templates/") || path.starts_with("static/") {
            layers.add(path, entry.path.clone());
        }
    }
    Some(layers)
}

impl Layers {
    fn add(&mut self, inner: &str, path: SourcePath) {
        if let Some(name) = inner.strip_prefix("templates/") {
            self.templates.insert(name.to_owned(), path);
        } else if let Some(name) = inner.strip_prefix("static/") {
            self.statics.insert(name.to_owned(), path);
        } else if let Some(language) = inner.strip_prefix("i18n/").and_then(|name| name.strip_suffix(".yaml")) {
            self.texts.push((language.to_owned(), path));
        }
    }
}

/// One theme folder, built-in files hidden by the publication's.
struct Layer {
    name: String,
    manifest: SourcePath,
    extends: Option<String>,
    css: Option<String>,
    scripts: Vec<String>,
    files: BTreeMap<String, SourcePath>,
}

fn open(name: &str, world: &dyn World, sink: &mut Sink) -> Option<Layer> {
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
    if files.is_empty() {
        let file = SourcePath::new(crate::publication::config::FILE);
        let known = known_themes(world);
        let all = known.join("、");
        let mut finding = Diagnostic::error("unknown-theme", &file, say!("没有叫“{name}”的主题" | "there is no theme `{name}`"));
        finding = match nearest(name, known.iter().map(String::as_str)) {
            Some(near) => finding.hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")),
            None => finding.hint(say!(
                "可以用的主题有：{all}；自己的主题放在 themes/{name}/" | "there are: {all}; a theme of your own goes to themes/{name}/"
            )),
        };
        sink.push(finding);
        return None;
    }
    let manifest = files.get("theme.yaml").cloned().unwrap_or_else(|| SourcePath::new(&format!("{prefix}theme.yaml")));
    let mut layer = Layer { name: name.to_owned(), manifest: manifest.clone(), extends: None, css: None, scripts: Vec::new(), files };
    if layer.files.contains_key(&format!("static/{name}.css")) {
        layer.css = Some(format!("{name}.css"));
    }
    if layer.files.contains_key("theme.yaml")
        && let Some(text) = read_text(world, &manifest, sink)
        && let Some(node) = yaml::parse(&manifest, &text, 0, sink)
    {
        let mut reader = Reader { file: &manifest, sink };
        let mut fields = reader.map("theme.yaml", node)?;
        layer.extends = reader.optional_text("extends", fields.take("extends"));
        if let Some(css) = reader.optional_text("css", fields.take("css")) {
            layer.css = Some(css);
        }
        layer.scripts = reader.texts("scripts", fields.take("scripts")).into_iter().map(|(text, _)| text).collect();
        for key in ["name", "title", "description", "licence"] {
            fields.take(key);
        }
        reader.no_more(fields, KEYS);
    }
    Some(layer)
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

fn known_themes(world: &dyn World) -> Vec<String> {
    let builtin = BUILTIN.dirs().filter_map(|folder| folder.path().to_str().map(str::to_owned));
    let own = world
        .files()
        .iter()
        .filter_map(|entry| entry.path.as_str().strip_prefix("themes/")?.split_once('/').map(|(name, _)| name.to_owned()));
    let all: std::collections::BTreeSet<String> = builtin.chain(own).collect();
    all.into_iter().collect()
}
