//! Files of a theme that a publication keeps a copy of, and what became of the original since.

use std::collections::BTreeMap;
use std::io;

use super::layers::{Settings, find_layers};
use super::{BUILTIN_PREFIX, read_theme_file};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::hash::Hash;
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::say;

/// What stands before the name of the original in the first line of a copy.
const MARK: &str = "casebook: copy of ";

/// How many hexadecimal digits of the hash of an original its copy names.
const DIGITS: usize = 12;

/// The folders in which copies stand.
const FOLDERS: [&str; 4] = ["templates/", "static/", "i18n/", "themes/"];

/// The files of a theme.
pub struct Originals {
    files: BTreeMap<String, SourcePath>,
    /// What its `theme.yaml` says that pages depend on.
    settings: Settings,
}

impl Originals {
    /// Lists the files of theme `name` with those that it extends, without the publication's own;
    /// `None` when there is no such theme.
    #[must_use]
    pub fn of_theme(name: &str, world: &dyn World) -> Option<Self> {
        let layers = find_layers(name, world, &mut Sink::default())?;
        Some(Self { files: layers.theme_files, settings: layers.settings })
    }

    /// Returns the path of every file in its theme, such as `templates/case.html`.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Returns the path of a file by all of it or its last part, such as `case.html`.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&str> {
        let ends_so = |path: &&str| path.strip_suffix(name).is_some_and(|rest| rest.ends_with('/'));
        let exact = self.files.get_key_value(name).map(|(path, _)| path.as_str());
        exact.or_else(|| self.paths().find(ends_so))
    }

    /// Returns the `theme.yaml` of a copy of the whole theme under another name.
    #[must_use]
    pub fn manifest_of_copy(&self, name: &str) -> String {
        let Settings { extends, css, scripts } = &self.settings;
        let mut text = format!("name: {name}\n");
        for (key, value) in [("extends", extends), ("css", css)] {
            text.extend(value.iter().map(|value| format!("{key}: {}\n", quote(value))));
        }
        if !scripts.is_empty() {
            let scripts: Vec<String> = scripts.iter().map(|script| quote(script)).collect();
            text.push_str(&format!("scripts: [{}]\n", scripts.join(", ")));
        }
        text
    }

    /// Returns a file as a publication keeps a copy of it: its first line says of what.
    ///
    /// # Errors
    /// Returns the I/O error.
    pub fn copy_of(&self, path: &str, world: &dyn World) -> io::Result<Vec<u8>> {
        let file = self.files.get(path).ok_or(io::ErrorKind::NotFound)?;
        let bytes = read_theme_file(world, file)?;
        let Some([open, close]) = comment_in(path) else { return Ok(bytes) };
        let hash = Hash::of_bytes(&bytes).hex(DIGITS);
        let name = file.as_str().strip_prefix(BUILTIN_PREFIX).unwrap_or(file.as_str());
        let version = env!("CARGO_PKG_VERSION");
        let mut copy = format!("{open} {MARK}{name} {version} {hash}{close}\n").into_bytes();
        copy.extend(bytes);
        Ok(copy)
    }
}

/// Returns a value of YAML as it can stand in a list.
fn quote(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if value.starts_with(char::is_alphabetic) && value.chars().all(is_plain) {
        return value.to_owned();
    }
    format!("'{}'", value.replace('\'', "''"))
}

/// Returns how a comment begins and ends in a file; `None` where none can stand.
fn comment_in(path: &str) -> Option<[&'static str; 2]> {
    match path.rsplit_once('.')?.1 {
        "html" => Some(["{#-", " -#}"]),
        "css" | "js" => Some(["/*", " */"]),
        "yaml" => Some(["#", ""]),
        _ => None,
    }
}

/// Reports copies whose original is another today, or is gone.
pub(super) fn check_copies(world: &dyn World, sink: &mut Sink) {
    for entry in world.files() {
        let path = entry.path.as_str();
        let may_be_copy = FOLDERS.iter().any(|folder| path.starts_with(folder));
        if may_be_copy
            && comment_in(path).is_some()
            && let Ok(bytes) = world.read(&entry.path)
        {
            let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let Some(mark) = std::str::from_utf8(first).ok().and_then(read_mark) else { continue };
            sink.extend(explain_change(&entry.path, first.len(), &mark, world));
        }
    }
}

/// What the first line of a copy says of its original.
struct Mark<'a> {
    file: &'a str,
    version: &'a str,
    hash: &'a str,
}

fn read_mark(line: &str) -> Option<Mark<'_>> {
    let written = line.split_once(MARK)?.1.trim_end();
    let is_close = |c: char| matches!(c, '-' | '#' | '}' | '*' | '/' | ' ');
    // The name of a file may have spaces in it.
    let mut words = written.trim_end_matches(is_close).rsplitn(3, ' ');
    let (hash, version) = (words.next()?, words.next()?);
    Some(Mark { file: words.next()?, version, hash })
}

fn explain_change(
    copy: &SourcePath,
    length: usize,
    mark: &Mark<'_>,
    world: &dyn World,
) -> Option<Diagnostic> {
    let Mark { file, version, hash } = mark;
    let builtin = SourcePath::new(&format!("{BUILTIN_PREFIX}{file}"));
    let read = read_theme_file(world, &builtin);
    let original = read.or_else(|_| read_theme_file(world, &SourcePath::new(file)));
    let name = file.rsplit('/').next().unwrap_or(file);
    let (message, hint) = match original {
        Ok(bytes) if Hash::of_bytes(&bytes).hex(DIGITS) == *hash => return None,
        Ok(_) => (
            say!(
                "这份文件抄自 {version} 版的 {file}，原件后来改过"
                    | "this is a copy of {file} as it was in version {version}: the original has \
                       changed since"
            ),
            say!(
                "请把这份文件改名，运行 casebook theme copy {name} 取新的原件，再把自己的改动写进去；只改一块的模板，\
                 写 {{% extends \"theme/{name}\" %}} 就不用整份抄"
                    | "rename this file, run `casebook theme copy {name}` for the original of \
                       today, and make your changes again; a template that changes one part need \
                       not be a copy: write {{% extends \"theme/{name}\" %}}"
            ),
        ),
        Err(_) => (
            say!(
                "这份文件抄自 {version} 版的 {file}，现在的主题里没有它了"
                    | "this is a copy of {file} as it was in version {version}: there is no such \
                       file any more"
            ),
            say!(
                "运行 casebook theme copy 看现在有哪些文件；用不到的副本请删去，还要用的，删去它的第一行"
                    | "`casebook theme copy` lists the files of today; delete a copy of no use, or \
                       its first line when you need it"
            ),
        ),
    };
    let finding = Diagnostic::warning("outdated-copy", copy, message);
    Some(finding.at_span(Span::new(0, length)).with_hint(hint))
}
