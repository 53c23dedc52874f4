//! Where a name stands in front matter.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::foundation::diagnostic::{Sink, Span};
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::world::World;
use crate::input::front_matter;

/// Finds names in front matter again: they are read without their places.
pub(super) struct Places<'a> {
    world: &'a dyn World,
    /// The text of each file and where its front matter stands.
    texts: FxHashMap<SourcePath, Option<(String, Range<usize>)>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(world: &'a dyn World) -> Self {
        Self { world, texts: FxHashMap::default() }
    }

    /// Finds a name in the front matter of a file, behind its key.
    pub(super) fn find(&mut self, file: &SourcePath, key: &str, name: &str) -> Option<Span> {
        let world = self.world;
        let read = || {
            let mut sink = Sink::default();
            let text = source::decode_text(file, &world.read(file).ok()?, &mut sink)?;
            let parts = front_matter::split_file(file, &text, &mut sink)?;
            Some((text, parts.yaml))
        };
        let (text, range) = self.texts.entry(file.clone()).or_insert_with(read).as_ref()?;
        let yaml = text.get(range.clone())?;
        let at = range.start + find_name(yaml, key, name)?;
        Some(Span::new(at, at + name.len()))
    }
}

fn find_name(yaml: &str, key: &str, name: &str) -> Option<usize> {
    let start = yaml.find(&format!("{key}:")).unwrap_or_default();
    let ends_name = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}' | '"' | '\'' | ':');
    let begins_name = |c: char| c.is_whitespace() || matches!(c, '[' | '{' | '"' | '\'' | ',');
    let whole = |at: &usize| {
        let (before, after) = (&yaml[..*at], &yaml[at + name.len()..]);
        before.ends_with(begins_name) && (after.is_empty() || after.starts_with(ends_name))
    };
    let in_yaml =
        |from: usize| yaml[from..].match_indices(name).map(|(at, _)| from + at).find(whole);
    in_yaml(start).or_else(|| in_yaml(0))
}
