//! What a reader of the handbook has before them: a publication that the examples of one page are
//! laid over, and a terminal.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_casebook");

/// An address that is no example, so that nothing is said of it.
const ADDRESS: &str = "https://anli.shequ.cn/";

/// A publication and a terminal in its folder.
pub(crate) struct Session {
    _folder: TempDir,
    /// Where the terminal is.
    place: PathBuf,
    speech: &'static str,
    has_address: bool,
}

impl Session {
    /// Begins with what `casebook init` makes; in an empty folder when the reader is to begin
    /// there. Without an address, the program says that there is none.
    pub(crate) fn new(speech: &'static str, is_empty: bool, has_address: bool) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let place = folder.path().to_owned();
        let mut session = Self { _folder: folder, place, speech, has_address };
        if !is_empty {
            session.run("casebook init book");
            session.run("cd book");
        }
        session
    }

    /// Runs a line of the terminal; returns all that the program says, and its status.
    pub(crate) fn run(&mut self, line: &str) -> (String, i32) {
        let words = split_words(line);
        match words.as_slice() {
            ["cd", folder] => {
                self.place = self.place.join(folder);
                assert!(self.place.is_dir(), "{line}: no such folder");
                (String::new(), 0)
            }
            ["casebook", "serve"] => self.serve(),
            ["casebook", arguments @ ..] => self.casebook(arguments),
            _ => panic!("no command for this terminal: {line}"),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        let locale = if self.speech == "zh" { "zh_CN.UTF-8" } else { "en_GB.UTF-8" };
        command
            .current_dir(&self.place)
            .env_clear()
            .envs([("LC_ALL", locale), ("NO_COLOR", "1"), ("CASEBOOK_ROOT", ".")])
            .args(arguments)
            .stdin(Stdio::null());
        if self.has_address {
            command.env("CASEBOOK_BASE_URL", ADDRESS);
        }
        command
    }

    fn casebook(&self, arguments: &[&str]) -> (String, i32) {
        let output = self.command(arguments).output().expect("the program starts");
        let mut said = String::from_utf8(output.stdout).expect("UTF-8");
        said.push_str(&String::from_utf8(output.stderr).expect("UTF-8"));
        (said, output.status.code().expect("an exit status"))
    }

    /// Starts a preview, at a port of its own, and ends it once it says where it is.
    fn serve(&self) -> (String, i32) {
        let mut child = self
            .command(&["serve", "--port", "0"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().expect("its messages"));
        let mut said = String::new();
        while !said.contains("http://") && lines.read_line(&mut said).expect("UTF-8") > 0 {}
        child.kill().expect("the preview ends");
        child.wait().expect("the preview has ended");
        lines.read_to_end(&mut Vec::new()).expect("the rest");
        let (before, after) = said.split_once("127.0.0.1:").expect("an address");
        (format!("{before}127.0.0.1:4400{}", after.trim_start_matches(char::is_numeric)), 0)
    }

    /// Returns all that is found.
    pub(crate) fn findings(&self) -> Vec<serde_json::Value> {
        let arguments = ["check", "--all", "--format", "json", "--base-url", ADDRESS];
        let output = self.command(&arguments).output().expect("the program starts");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        report["findings"].as_array().expect("findings").clone()
    }

    /// Returns the codes of all errors and warnings, sorted.
    pub(crate) fn check(&self) -> Vec<String> {
        let mut codes: Vec<String> = self
            .findings()
            .iter()
            .filter(|found| found["severity"] != "hint")
            .map(|found| found["code"].as_str().expect("a code").to_owned())
            .collect();
        codes.sort();
        codes.dedup();
        codes
    }

    /// Lays an example over the publication: keys of a file of settings or of front matter take
    /// the place of those that there are, a text without front matter goes to the end of its file,
    /// and anything else is the whole file. `pictures` holds the files that it names.
    pub(crate) fn lay(&self, path: &str, language: &str, text: &str, pictures: &Path) {
        let file = self.place.join(path);
        let old = fs::read_to_string(&file).ok();
        let new = match (language, path.ends_with(".md"), old) {
            ("yaml", true, Some(old)) => {
                let (front, body) = split_front(&old);
                format!("---\n{}---\n{body}", with_keys(front, text))
            }
            ("yaml", _, Some(old)) if path == "site.yaml" => with_keys(&old, text),
            ("markdown", _, Some(old)) if !text.starts_with("---\n") => format!("{old}\n{text}"),
            _ => text.to_owned(),
        };
        let folder = file.parent().expect("a folder");
        fs::create_dir_all(folder).expect("folders");
        fs::write(&file, new).expect("a written file");
        for entry in fs::read_dir(pictures).into_iter().flatten() {
            let picture = entry.expect("a picture").path();
            let name = picture.file_name().expect("a name").to_str().expect("UTF-8");
            if text.contains(name) {
                let beside = file.with_extension("");
                fs::create_dir_all(&beside).expect("folders");
                fs::copy(&picture, beside.join(name)).expect("a copied picture");
            }
        }
    }
}

/// Parts a line into words; what stands in quotation marks is one.
fn split_words(line: &str) -> Vec<&str> {
    let quoted = line.split('"').zip([false, true].into_iter().cycle());
    quoted
        .flat_map(
            |(part, is_quoted)| {
                if is_quoted { vec![part] } else { part.split_whitespace().collect() }
            },
        )
        .collect()
}

/// Parts a text with front matter; without, it has none that an example could add to.
fn split_front(text: &str) -> (&str, &str) {
    text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")).expect("front matter")
}

/// Puts the keys of `new` in the place of those of `old`.
fn with_keys(old: &str, new: &str) -> String {
    let given: Vec<&str> = blocks(new).iter().map(|block| key(block)).collect();
    let kept = blocks(old).into_iter().filter(|block| !given.contains(&key(block)));
    kept.chain([new]).collect()
}

/// Returns the entries of a map, each with the lines that are indented below it.
fn blocks(text: &str) -> Vec<&str> {
    let begins = |line: &str| line.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut blocks = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if begins(line) && at > start {
            blocks.push(&text[start..at]);
            start = at;
        }
        at += line.len();
    }
    blocks.push(&text[start..]);
    blocks
}

fn key(block: &str) -> &str {
    block.split(':').next().unwrap_or_default()
}
