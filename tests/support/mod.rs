//! A small publication in a folder of its own, and the program run on it.

#![expect(clippy::disallowed_methods, reason = "tests write files and start the program")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Where the fixtures of the tests stand.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// A publication of two cases and two pages in which nothing is wrong.
pub(crate) struct Publication {
    folder: TempDir,
}

/// What the program came to.
pub(crate) struct Ran {
    /// Its exit status.
    pub(crate) status: i32,
    /// What it wrote to standard output.
    pub(crate) stdout: String,
    /// What it wrote to standard error.
    pub(crate) stderr: String,
}

impl Publication {
    /// Copies the small publication into a new folder.
    pub(crate) fn new() -> Self {
        let publication = Self { folder: TempDir::new().expect("a temporary folder") };
        publication.overlay(&fixtures().join("support/small"));
        publication
    }

    /// Copies every file of a folder to its place in the publication.
    pub(crate) fn overlay(&self, folder: &Path) {
        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry.expect("a fixture");
            if entry.file_type().is_file() {
                let inner = entry.path().strip_prefix(folder).expect("below the fixture");
                self.write(inner, fs::read(entry.path()).expect("a readable fixture"));
            }
        }
    }

    /// Returns the publication's root.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a written file");
    }

    /// Runs the program in the publication's root, its messages in Chinese. One that does not come
    /// to an end is ended after a minute of processor time.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = self.command(Path::new("/bin/sh"));
        run(command
            .args(["-c", r#"ulimit -t 60; exec "$0" "$@""#, env!("CARGO_BIN_EXE_casebook")])
            .args(arguments))
    }

    /// Prepares to run `program` as [`Publication::run`] does.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.root())
            .env_clear()
            .env("LC_ALL", "zh_CN.UTF-8")
            .stdin(Stdio::null());
        command
    }
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Ran {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let status = output.status.code().unwrap_or_else(|| panic!("ended by {}", output.status));
    Ran { status, stdout: text(output.stdout), stderr: text(output.stderr) }
}
