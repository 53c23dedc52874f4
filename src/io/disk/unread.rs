//! What stands in the root beside the inputs and was meant as one: nothing reads it.

#![expect(clippy::disallowed_methods, reason = "this looks at the disk")]

use std::fs::File;
use std::io::Read;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::foundation::diagnostic::{Diagnostic, Text, join_names};
use crate::foundation::leftover::is_leftover;
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::SourcePath;
use crate::io::inputs;
use crate::say;
use crate::text::copy_name::{Mark, find_originals};

/// So many files of a folder are looked at.
const MOST: usize = 200;

/// So much of a file is read.
const HEAD: u64 = 4 << 10;

/// Reports all of it.
pub(super) fn find_unread(root: &Path) -> Vec<Diagnostic> {
    let entries = WalkDir::new(root).min_depth(1).max_depth(1).sort_by_file_name();
    let (mut found, mut texts, mut templates) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries.into_iter().filter_map(Result::ok) {
        let Some(name) = entry.file_name().to_str() else { continue };
        if inputs::is_top(name) || is_leftover(name) {
            continue;
        }
        if let Some(near) = meant_input(root, &entry, name) {
            let finding = if entry.file_type().is_dir() && !may_hold_input(entry.path(), near) {
                report_other_files(name, near, entry.path())
            } else {
                Some(report_misnamed(name, near, root.join(near).exists(), &entry))
            };
            found.extend(finding);
        } else if entry.file_type().is_file() && is_text(entry.path()) {
            texts.push(name.to_owned());
        } else if entry.file_type().is_file() && is_template(entry.path()) {
            templates.push(name.to_owned());
        }
    }
    found.extend(report_files(&texts, || {
        say!(
            "案例请放进 content/cases/，别的页面放进 content/；不是给读者看的，放到别的文件夹里，就不再提"
                | "put a case into content/cases/ and any other page into content/; what is not \
                   for readers goes to another folder, and is told no more"
        )
    }));
    found.extend(report_files(&templates, || {
        say!("模板请放进 templates/" | "put templates into templates/")
    }));
    found
}

/// Returns the input that a file or folder in the root was meant to be, by its name.
fn meant_input(root: &Path, entry: &DirEntry, name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let elsewhere = inputs::ELSEWHERE.iter().find(|(other, _)| *other == lower);
    let is_folder = entry.file_type().is_dir();
    let copied = || {
        let originals = find_originals(&lower);
        let is_copied = |folder: &&str| {
            originals.iter().any(|(original, mark)| original == *folder && *mark != Mark::Other)
        };
        inputs::FOLDERS.into_iter().find(|folder| is_copied(folder))
    };
    let near = match elsewhere {
        Some((other, near)) if other.contains('.') == entry.file_type().is_file() => *near,
        _ if is_folder => find_nearest(&lower, inputs::FOLDERS).or_else(copied)?,
        _ => return None,
    };
    // Beside one that is there under its right name, what it holds tells what it was meant for.
    let is_other = root.join(near).exists()
        && root.join(near).canonicalize().ok() != entry.path().canonicalize().ok();
    (!is_other || is_folder && holds_input(entry.path(), near)).then_some(near)
}

/// Returns the first files in a folder and below it.
fn files_in(folder: &Path) -> impl Iterator<Item = DirEntry> {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let is_own = |entry: &DirEntry| {
        entry.file_type().is_file() && !is_leftover(&entry.file_name().to_string_lossy())
    };
    entries.filter(is_own).take(MOST)
}

fn ends(file: &DirEntry, endings: &[&str]) -> bool {
    let ending = file.path().extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|own| endings.iter().any(|other| other.eq_ignore_ascii_case(own)))
}

/// Tells whether a folder holds files of the kinds that belong into the folder `input`, and no
/// documents of other programs alone.
fn may_hold_input(folder: &Path, input: &str) -> bool {
    let endings: &[&str] = match input {
        "content" | "content/cases" => &["md", "markdown", "txt"],
        "templates" => &["html", "htm", "xml"],
        "i18n" => &["yaml", "yml", "json"],
        "themes" => &["yaml", "yml", "html", "css"],
        "data" => &["csv"],
        _ => return true,
    };
    files_in(folder).any(|file| ends(&file, endings))
}

/// Tells whether a folder holds what belongs into the folder `input`.
fn holds_input(folder: &Path, input: &str) -> bool {
    let mut files = files_in(folder);
    match input {
        "content" | "content/cases" => {
            files.any(|file| ends(&file, &["md"]) && is_text(file.path()))
        }
        "templates" => files.any(|file| ends(&file, &["html"]) && is_template(file.path())),
        "i18n" => files.any(|file| ends(&file, &["yaml", "yml"])),
        "themes" => files.any(|file| file.file_name() == "theme.yaml"),
        // What else lies there may be anything: a name that differs in capitals alone is a slip.
        _ => folder.file_name().is_some_and(|name| name.eq_ignore_ascii_case(input)),
    }
}

fn read_head(path: &Path) -> String {
    let mut head = Vec::new();
    // What cannot be read is none of our inputs.
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.map(|_| String::from_utf8_lossy(&head).into_owned()).unwrap_or_default()
}

/// Tells whether a file is a text of Casebook's: one with front matter that has a title.
fn is_text(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let lower = name.to_lowercase();
    let is_note = ["readme", "changelog", "license", "contributing"];
    if !lower.ends_with(".md") || is_note.iter().any(|note| lower.starts_with(note)) {
        return false;
    }
    let head = read_head(path);
    let mut lines = head.trim_start_matches('\u{feff}').lines();
    lines.next().is_some_and(|line| line.trim_end() == "---")
        && lines
            .take_while(|line| line.trim_end() != "---")
            .any(|line| line.starts_with("title:") || line.starts_with("title："))
}

/// Tells whether a file is a template.
fn is_template(path: &Path) -> bool {
    let is_html = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    is_html && ["{% ", "{%- ", "{{ "].iter().any(|mark| read_head(path).contains(mark))
}

fn report_misnamed(name: &str, near: &str, is_there: bool, entry: &DirEntry) -> Diagnostic {
    let finding = Diagnostic::warning(
        "misnamed-folder",
        &SourcePath::new(name),
        if entry.file_type().is_file() {
            say!("没有读文件“{name}”" | "the file `{name}` was not read")
        } else {
            say!("没有读文件夹“{name}”里的东西" | "nothing in the folder `{name}` was read")
        },
    );
    if is_there && !near.eq_ignore_ascii_case(name) {
        return finding.with_hint(say!(
            "只读 {near}：要发布的，请移到 {near} 里；是备份的，请移出这个出版物"
                | "`{near}` alone is read: move there what is to be published, and a copy out of \
                   the publication"
        ));
    }
    finding.with_hint(say!(
        "是不是想叫“{near}”？请改名；另有用处的，请换一个不相近的名称"
            | "should it be `{near}`? Rename it; if it is for something else, choose \
               a name less alike"
    ))
}

/// Says of a folder that is called as one of texts is, and holds none, that texts are Markdown.
/// What is called as another input, and holds none, is the author's own.
fn report_other_files(name: &str, near: &str, folder: &Path) -> Option<Diagnostic> {
    files_in(folder).next().filter(|_| near.starts_with("content"))?;
    let message = say!("没有读文件夹“{name}”里的东西" | "nothing in the folder `{name}` was read");
    let finding = Diagnostic::warning("misnamed-folder", &SourcePath::new(name), message);
    Some(finding.with_hint(say!(
        "只读 {near}/ 里的 .md 文件：要发布的，请写成 .md 放进那里；只是资料的，请换一个文件夹名"
            | "only .md files in {near}/ are read: write what is to be published as such; give the \
               folder another name when it holds other things"
    )))
}

/// Says of all `names` in the root at once that nothing reads them.
fn report_files(names: &[String], hint: impl FnOnce() -> Text) -> Option<Diagnostic> {
    let first = names.first()?;
    let Text { zh, en } = join_names(names.iter().map(String::as_str));
    let message =
        say!("没有读出版物文件夹里的 {zh}" | "nothing reads {en} in the folder of the publication");
    let file = SourcePath::new(first);
    Some(Diagnostic::warning("misnamed-folder", &file, message).with_hint(hint()))
}
