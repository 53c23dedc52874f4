//! A page of the handbook, and the examples in it.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A page in one language.
pub(crate) struct Page {
    /// Its file.
    pub(crate) file: PathBuf,
    pub(crate) source: String,
    pub(crate) examples: Vec<Example>,
}

/// A fence of a page.
pub(crate) struct Example {
    pub(crate) kind: Kind,
    /// The language of the fence.
    pub(crate) language: String,
    pub(crate) text: String,
    /// The paragraph right before.
    pub(crate) before: String,
    /// The fence in the source.
    pub(crate) range: Range<usize>,
    /// The line on which it begins.
    pub(crate) line: usize,
}

/// What an example is, by the second word of its fence.
#[derive(PartialEq, Eq)]
pub(crate) enum Kind {
    /// Commands, each with what the program says.
    Console,
    /// What stands in a file.
    File(String),
}

/// Returns the folder of the handbook.
pub(crate) fn handbook() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/site")
}

/// Returns the names of the pages that are written in the first language, in order.
pub(crate) fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(handbook().join("content"))
        .expect("the folder of the pages")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".md").map(str::to_owned))
        .filter(|name| !name.contains('.'))
        .collect();
    names.sort();
    names
}

impl Page {
    /// Reads a page; `ending` is `md` or, for a translation, `en.md`.
    pub(crate) fn read(name: &str, ending: &str) -> Self {
        let file = handbook().join(format!("content/{name}.{ending}"));
        let source =
            fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let examples = read_examples(&source);
        Self { file, source, examples }
    }

    /// Names an example for whoever is to mend it.
    pub(crate) fn place_of(&self, example: &Example) -> String {
        let file = self.file.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("a file of ours");
        format!("{}:{}", file.display(), example.line)
    }

    /// Tells whether nothing but the name of its file stands before the second of two files: then
    /// they are to be written together.
    pub(crate) fn belong_together(&self, one: &Example, other: &Example) -> bool {
        let between = self.source[one.range.end..other.range.start].trim();
        let is_name = between.starts_with("**`") && between.ends_with("`**");
        (between.is_empty() || is_name && between.lines().count() == 1)
            && matches!(other.kind, Kind::File(_))
    }

    /// Writes the page with other texts in some of its examples.
    pub(crate) fn rewrite(&self, texts: &[(Range<usize>, String)]) {
        let mut source = self.source.clone();
        for (range, text) in texts.iter().rev() {
            let fence = &source[range.clone()];
            let start = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
            let indent = " ".repeat(range.start - start);
            let open = fence.lines().next().expect("an opening line").to_owned();
            let lines: String =
                text.lines().flat_map(|line| [indent.as_str(), line, "\n"]).collect();
            source.replace_range(range.clone(), &format!("{open}\n{lines}{indent}```"));
        }
        fs::write(&self.file, source).expect("a written page");
    }
}

fn read_examples(source: &str) -> Vec<Example> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM;
    let mut examples: Vec<Example> = Vec::new();
    let (mut before, mut in_code) = (String::new(), false);
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let CodeBlockKind::Fenced(info) = kind else { panic!("code without a fence") };
                let (language, what) = info.split_once(' ').unwrap_or_default();
                let kind = match what {
                    "console" => Kind::Console,
                    file => Kind::File(file.to_owned()),
                };
                let line = source[..range.start].lines().count() + 1;
                let before = before.clone();
                let language = language.to_owned();
                let text = String::new();
                let range = range.start..range.start + source[range].trim_end().len();
                examples.push(Example { kind, language, text, before, range, line });
                in_code = true;
            }
            Event::Text(text) if in_code => {
                examples.last_mut().expect("an open example").text.push_str(&text);
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Paragraph) => source[range].clone_into(&mut before),
            Event::Start(Tag::Heading { .. } | Tag::Table(_) | Tag::List(_)) => before.clear(),
            _ => {}
        }
    }
    examples
}
