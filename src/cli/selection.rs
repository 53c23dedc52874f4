//! The files that a check is asked about.

use std::path::{Path, PathBuf};

use super::Fatal;
use crate::foundation::diagnostic::{Diagnostic, Severity, Text, count_noun, join_names};
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::io::disk::DiskWorld;
use crate::say;

/// The files and folders that were named.
pub(super) struct Selection {
    /// `None` when all of the publication is meant.
    names: Option<Vec<SourcePath>>,
}

impl Selection {
    /// Finds what is named on the command line, seen from the working folder or from the
    /// publication's root.
    pub(super) fn new(given: &[PathBuf], world: &DiskWorld) -> Result<Self, Fatal> {
        let mut names = Vec::new();
        for given in given {
            names.push(
                find_named(given, world).ok_or_else(|| Fatal::Said(not_there(given, world)))?,
            );
        }
        let is_all = names.is_empty() || names.contains(&Named::Root);
        let inner = names.into_iter().filter_map(|named| match named {
            Named::Root => None,
            Named::Inner(name) => Some(name),
        });
        Ok(Self { names: (!is_all).then(|| inner.collect()) })
    }

    /// Parts findings into those about the files that were named, and the others.
    pub(super) fn split_findings(
        &self,
        found: Vec<Diagnostic>,
    ) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        let Some(names) = &self.names else { return (found, Vec::new()) };
        found.into_iter().partition(|found| {
            found.file.as_ref().is_some_and(|file| names.iter().any(|name| is_within(name, file)))
        })
    }

    /// Returns how what was named is named to the program again, with a space before it.
    pub(super) fn arguments(&self) -> String {
        let words = self.names.iter().flatten().map(|name| shell_word(name.as_str()));
        std::iter::once(String::new()).chain(words).collect::<Vec<_>>().join(" ")
    }

    /// Tells whether nothing may be said to be right, since what was named are drafts with errors.
    pub(super) fn is_at_fault(&self, drafts: &[Diagnostic]) -> bool {
        self.names.is_some() && drafts.iter().any(|found| found.severity == Severity::Error)
    }

    /// Says that there is no error.
    pub(super) fn passed_text(&self, cases: usize, outputs: usize) -> Text {
        let Some(names) = &self.names else {
            let (some_cases, some_files) = (count_noun(cases, "case"), count_noun(outputs, "file"));
            return say!(
                "没有发现错误：{cases} 个案例，{outputs} 个文件"
                    | "no errors: {some_cases}, {some_files}"
            );
        };
        let Text { zh, en } = join_names(names.iter().map(SourcePath::as_str));
        say!("没有发现错误：{zh}" | "no errors: {en}")
    }
}

/// Returns a name as a shell wants it.
fn shell_word(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if name.chars().all(is_plain) { name.to_owned() } else { format!("\"{name}\"") }
}

/// Tells whether `file` is `name`, or in the folder of that name.
fn is_within(name: &SourcePath, file: &SourcePath) -> bool {
    file.as_str()
        .strip_prefix(name.as_str())
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What an argument names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Named {
    /// The whole publication.
    Root,
    /// A file or folder in it.
    Inner(SourcePath),
}

/// Returns what is meant by an argument; `None` when it is no part of the publication.
fn find_named(given: &Path, world: &DiskWorld) -> Option<Named> {
    let root = world.root().canonicalize().ok()?;
    [given.to_path_buf(), world.root().join(given)].iter().find_map(|path| {
        // Of a link the place counts, not what it leads to.
        let (folder, name) = (path.parent()?, path.file_name());
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let path = match name {
            Some(name) => folder.canonicalize().ok()?.join(name),
            None => path.canonicalize().ok()?,
        };
        let inner = path.strip_prefix(&root).ok()?;
        if inner.as_os_str().is_empty() {
            return Some(Named::Root);
        }
        let name = SourcePath::new(&inner.to_str()?.replace('\\', "/"));
        let known = world.files().iter().map(|entry| &entry.path);
        let troubled = world.problems().iter().filter_map(|found| found.file.as_ref());
        known.chain(troubled).any(|file| is_within(&name, file)).then_some(Named::Inner(name))
    })
}

fn not_there(given: &Path, world: &DiskWorld) -> Text {
    let shown = given.display();
    let is_there = given.exists() || world.root().join(given).exists();
    if is_there {
        say!(
            "“{shown}”不是这份出版物的内容，没有什么可检查；请写 content/ 下的文件，或 site.yaml"
                | "`{shown}` is no part of this publication; name a file under \
                   content/, or site.yaml"
        )
    } else {
        say!(
            "没有“{shown}”这个文件；文件名从当前文件夹或出版物的文件夹写起，例如 content/cases/a.md"
                | "there is no file `{shown}`; name it from here or from the publication's folder, \
                   for example content/cases/a.md"
        )
    }
}
