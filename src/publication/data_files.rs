//! `data/`: tables and lists that templates see as `data.<name>`.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::config::Config;
use super::theme::Theme;
use crate::foundation::diagnostic::{Diagnostic, Sink, Span, Text};
use crate::foundation::hash::Hash;
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::world::World;
use crate::input::free_value::FreeValue;
use crate::input::yaml;
use crate::say;

/// The folder of the files.
pub const FOLDER: &str = "data/";

const CODE: &str = "data-file";

/// What the files of `data/` hold.
#[derive(Debug, Default)]
pub struct DataFiles {
    /// A map by the names of files and folders.
    pub value: FreeValue,
    pub hash: Hash,
}

impl DataFiles {
    /// Reads the files of `data/`, unless no template looks at them. The gazetteer is none of them.
    #[must_use]
    pub fn read(config: &Config, theme: &Theme, world: &dyn World, sink: &mut Sink) -> Self {
        if !theme.own_templates().any(|(_, text)| text.contains("data")) {
            return Self::default();
        }
        let gazetteer = [&config.gazetteer.file, &config.gazetteer.add];
        let mut root = Folder::default();
        for entry in world.files() {
            let path = entry.path.as_str();
            let Some(inner) = path.strip_prefix(FOLDER) else { continue };
            if gazetteer.iter().any(|file| file.as_ref() == Some(&entry.path)) {
                continue;
            }
            if let Some((name, ending)) = inner.rsplit_once('.')
                && let Some(read) = reader_of(ending)
            {
                let value = read_file(&entry.path, read, world, sink).unwrap_or_default();
                root.add(name, value, &entry.path, sink);
            }
        }
        let value = root.into_value();
        Self { hash: Hash::of_value(&value), value }
    }
}

/// Turns the text of a file into what it holds; `None` after an error.
type ReadText = fn(&SourcePath, &str, &mut Sink) -> Option<FreeValue>;

fn reader_of(ending: &str) -> Option<ReadText> {
    match &*ending.to_ascii_lowercase() {
        "yaml" | "yml" => Some(read_yaml),
        "json" => Some(read_json),
        "csv" => Some(read_csv),
        _ => None,
    }
}

fn read_file(
    file: &SourcePath,
    read: ReadText,
    world: &dyn World,
    sink: &mut Sink,
) -> Option<FreeValue> {
    match world.read(file) {
        Ok(bytes) => read(file, &source::decode_text(file, &bytes, sink)?, sink),
        Err(error) => {
            sink.push(source::report_unreadable(file, &error));
            None
        }
    }
}

fn read_yaml(file: &SourcePath, text: &str, sink: &mut Sink) -> Option<FreeValue> {
    yaml::parse_document(file, text, 0, sink).map(FreeValue::from_node)
}

fn read_json(file: &SourcePath, text: &str, sink: &mut Sink) -> Option<FreeValue> {
    match FreeValue::from_json(text) {
        Ok(value) => Some(value),
        Err((line, column, what)) => {
            let at = offset_of(text, line, column);
            let finding = Diagnostic::error(
                CODE,
                file,
                say!("这里不是正确的 JSON" | "this is not valid JSON: {what}"),
            )
            .at_span(Span::new(at, at));
            sink.push(finding.with_hint(say!(
                "常见的原因：少了或多了逗号，文字没有用英文双引号，括号不成对"
                    | "most often a comma is missing or surplus, a text is not in double quotes, \
                       or a bracket is not closed"
            )));
            None
        }
    }
}

/// Reads a table: a list of its rows, each a map by the names in the first line. Columns without a
/// name are left out; they are to hold nothing.
fn read_csv(file: &SourcePath, text: &str, sink: &mut Sink) -> Option<FreeValue> {
    match read_rows(text) {
        Ok(rows) => Some(FreeValue::List(rows)),
        Err(wrong) => {
            let finding = Diagnostic::error(CODE, file, wrong.message);
            sink.push(finding.at_span(Span::new(wrong.at, wrong.at)).with_hint(wrong.hint));
            None
        }
    }
}

/// What is wrong in a table, and where.
struct WrongTable {
    at: usize,
    message: Text,
    hint: Text,
}

fn read_rows(text: &str) -> Result<Box<[FreeValue]>, WrongTable> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let names = reader.headers().map_err(|error| explain_csv(&error))?.clone();
    if names.len() == 1 && names.iter().any(|name| name.contains([';', '\t'])) {
        return Err(WrongTable {
            at: 0,
            message: say!("各格之间不是英文逗号" | "there is no comma between the cells"),
            hint: say!(
                "请在表格软件里另存为用逗号分开的 CSV"
                    | "save the table as CSV with commas between the cells"
            ),
        });
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = names.iter().find(|name| !name.is_empty() && !seen.insert(*name)) {
        return Err(WrongTable {
            at: 0,
            message: say!("有两列都叫“{twice}”" | "two columns are called `{twice}`"),
            hint: say!("请在首行给其中一列改名" | "rename one of them in the first line"),
        });
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| explain_csv(&error))?;
        let mut cells = Vec::with_capacity(names.len());
        for (name, cell) in names.iter().zip(&record) {
            if !name.is_empty() {
                cells.push((name.into(), FreeValue::Text(cell.into())));
            } else if !cell.trim().is_empty() {
                return Err(WrongTable {
                    at: place_of(record.position()),
                    message: say!(
                        "“{cell}”所在的列没有名称" | "the column of `{cell}` has no name"
                    ),
                    hint: say!("请在首行写上" | "write one in the first line"),
                });
            }
        }
        rows.push(FreeValue::Map(cells.into()));
    }
    Ok(rows.into())
}

fn place_of(position: Option<&csv::Position>) -> usize {
    position.map_or(0, |position| usize::try_from(position.byte()).unwrap_or_default())
}

fn explain_csv(error: &csv::Error) -> WrongTable {
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => say!(
            "这一行有 {len} 格，首行有 {expected_len} 格"
                | "this row has {len} cells, the first has {expected_len}"
        ),
        _ => say!("这一行读不了" | "this row cannot be read"),
    };
    WrongTable {
        at: place_of(error.position()),
        message,
        hint: say!(
            "每一行的格数要和首行一样；格里有逗号的，用英文双引号括起来"
                | "every row needs as many cells as the first; a cell with a comma stands in \
                   double quotes"
        ),
    }
}

/// Returns the place of a line and a column, both from 1 and in bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    text.floor_char_boundary(text.len().min(start + column - 1))
}

/// What stands in a folder, by name.
#[derive(Default)]
struct Folder(BTreeMap<Box<str>, Inner>);

enum Inner {
    Folder(Folder),
    File(FreeValue),
}

impl Folder {
    /// Adds a file by its path without the ending.
    fn add(&mut self, name: &str, value: FreeValue, file: &SourcePath, sink: &mut Sink) {
        let taken = match name.split_once('/') {
            Some((folder, inner)) => {
                let empty = || Inner::Folder(Self::default());
                match self.0.entry(folder.into()).or_insert_with(empty) {
                    Inner::Folder(folder) => return folder.add(inner, value, file, sink),
                    Inner::File(_) => folder,
                }
            }
            None => match self.0.entry(name.into()) {
                Entry::Vacant(slot) => {
                    slot.insert(Inner::File(value));
                    return;
                }
                Entry::Occupied(_) => name,
            },
        };
        let finding = Diagnostic::error(
            CODE,
            file,
            say!(
                "data 里有两个都叫“{taken}”，模板只能看到一个"
                    | "two things in data/ are called `{taken}`: templates see one alone"
            ),
        );
        sink.push(finding.with_hint(say!("请给其中一个改名" | "rename one of them")));
    }

    fn into_value(self) -> FreeValue {
        let value = |inner| match inner {
            Inner::Folder(folder) => folder.into_value(),
            Inner::File(value) => value,
        };
        FreeValue::Map(self.0.into_iter().map(|(name, inner)| (name, value(inner))).collect())
    }
}
