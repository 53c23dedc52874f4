//! A small publication that inputs are put into.

use std::io;

use casebook::content::case::{Context, parse_case};
use casebook::foundation::diagnostic::{Diagnostic, Sink};
use casebook::foundation::hash::Hash;
use casebook::foundation::path::SourcePath;
use casebook::foundation::world::{Entry, MemoryWorld, World};
use casebook::markdown::{Highlighter, Options};
use casebook::publication::config::Config;
use casebook::publication::gazetteer::Gazetteer;
use casebook::publication::theme::{EditionTexts, Theme};

/// Where the case stands that an input takes the place of.
pub const CASE: &str = "content/cases/jingan.md";

/// The settings of the publication.
pub const SITE: &str = include_str!("../../tests/support/small/site.yaml");

/// Returns the small publication of the tests.
pub fn small_publication() -> MemoryWorld {
    let mut world = MemoryWorld::default();
    for (path, text) in [
        ("site.yaml", SITE),
        ("content/index.md", include_str!("../../tests/support/small/content/index.md")),
        ("content/about.md", include_str!("../../tests/support/small/content/about.md")),
        (CASE, include_str!("../../tests/support/small/content/cases/jingan.md")),
        (
            "content/cases/zhifu.md",
            include_str!("../../tests/support/small/content/cases/zhifu.md"),
        ),
    ] {
        world.write(path, text);
    }
    world
}

const FEW_OUTPUTS: &str =
    "outputs: {feeds: [], search: false, data: false, facet_pairs: false, charts: false}\n";

/// The small publication with another text in the place of its case, again and again.
pub struct Trial {
    world: MemoryWorld,
    entries: Vec<Entry>,
    text: String,
    stamp: u64,
}

impl Default for Trial {
    fn default() -> Self {
        let mut world = small_publication();
        // What is made beside pages has no part in what is found.
        world.write("site.yaml", format!("{SITE}{FEW_OUTPUTS}"));
        Self { entries: world.files().to_vec(), world, text: String::new(), stamp: 0 }
    }
}

impl Trial {
    /// Puts a text in the place of the case.
    pub fn put(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        // So many stamps are left to those who go on from here.
        self.stamp += 1 << 16;
        for entry in self.entries.iter_mut().filter(|entry| entry.path.as_str() == CASE) {
            entry.stamp = self.stamp;
        }
    }
}

impl World for Trial {
    fn files(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        if path.as_str() == CASE { Ok(self.text.clone().into()) } else { self.world.read(path) }
    }

    fn problems(&self) -> &[Diagnostic] {
        self.world.problems()
    }
}

/// What a case is read against.
pub struct Desk {
    config: Config,
    gazetteer: Gazetteer,
    texts: EditionTexts,
    highlighter: Highlighter,
}

impl Default for Desk {
    fn default() -> Self {
        let config = Config::read_config(SITE, &mut Sink::default());
        let texts = Theme::builtin_texts().of_editions(&config, |_, _| None);
        let (gazetteer, highlighter) = (Gazetteer::of_china(), Highlighter::default());
        Self { config, gazetteer, texts, highlighter }
    }
}

impl Desk {
    /// Reads a file as a case and returns what is found in it.
    pub fn read_case(&self, text: &str) -> Vec<Diagnostic> {
        let context = Context {
            config: &self.config,
            gazetteer: &self.gazetteer,
            texts: &self.texts,
            markdown: &Options::new(&self.highlighter),
            theme: None,
            lints: true,
            hash: Hash::default(),
        };
        let mut sink = Sink::default();
        let _ = parse_case(&SourcePath::new(CASE), text, Hash::default(), &context, &mut sink);
        sink.into_sorted()
    }
}
