//! The templates of a theme, with those that they name from below: `theme/case.html` is the
//! theme's own, whatever lies above it, and `folio/case.html` that of the theme `folio`.

use std::collections::BTreeMap;
use std::hash::Hash as _;

use super::layers::Layers;
use super::macros;
use super::{is_builtin, read_text};
use crate::foundation::diagnostic::Sink;
use crate::foundation::hash::KeyHasher;
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;

/// Templates by name: file and text.
type Templates = BTreeMap<String, (SourcePath, String)>;

/// Reads all templates, and has `hasher` take them.
pub(super) fn read_templates(
    layers: &Layers,
    world: &dyn World,
    hasher: &mut KeyHasher,
    sink: &mut Sink,
) -> Templates {
    let mut templates = Templates::new();
    for (template, path) in &layers.templates {
        let Some(text) = read_text(world, path, sink) else { continue };
        templates.insert(template.clone(), (path.clone(), text));
    }
    add_below(layers, world, &mut templates, sink);
    macros::add_builtin(&mut templates);
    for (template, (_, text)) in &templates {
        (template, text.as_bytes()).hash(hasher);
    }
    templates
}

/// Adds the templates that others name so.
fn add_below(layers: &Layers, world: &dyn World, templates: &mut Templates, sink: &mut Sink) {
    let own = templates.values().filter(|(file, _)| !is_builtin(file));
    let mut to_read: Vec<String> = own.map(|(_, text)| text.clone()).collect();
    while let Some(text) = to_read.pop() {
        for (theme, name) in named_below(&text, layers) {
            let Some(path) = layers.below.get(theme).and_then(|below| below.get(name)) else {
                continue;
            };
            let name = format!("{theme}/{name}");
            if !templates.contains_key(&name)
                && let Some(text) = read_text(world, path, sink)
            {
                to_read.push(text.clone());
                templates.insert(name, (path.clone(), text));
            }
        }
    }
}

/// Returns the names in quotes that begin with a theme, each as the theme and the rest.
fn named_below<'t>(text: &'t str, layers: &'t Layers) -> impl Iterator<Item = (&'t str, &'t str)> {
    let parts = text.split(['"', '\'']).filter_map(|part| part.split_once('/'));
    parts.filter(|(theme, _)| layers.below.contains_key(*theme))
}
