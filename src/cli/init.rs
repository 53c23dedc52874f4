//! `casebook init`: a small publication that builds without a warning.

use super::args::InitArgs;
use super::print::Console;
use super::{Fatal, Outcome};
use crate::io::starter;
use crate::say;

/// The files of the small publication.
const FILES: &[(&str, &str)] = &[
    ("site.yaml", include_str!("starter/site.yaml")),
    (".gitignore", "/public/\n"),
    ("content/index.md", include_str!("starter/index.md")),
    ("content/about.md", include_str!("starter/about.md")),
    ("content/cases/example.md", include_str!("starter/example.md")),
];

/// The command to see it with.
const NEXT: &str = if cfg!(feature = "serve") { "serve" } else { "build" };

/// Writes the small publication into a folder that is new or empty.
pub(super) fn init(args: &InitArgs, console: &Console) -> Result<Outcome, Fatal> {
    let dir = args.dir.display();
    starter::make_empty(&args.dir).map_err(|error| match error.kind() {
        std::io::ErrorKind::DirectoryNotEmpty => Fatal::Said(say!(
            "“{dir}”里已经有文件，没有改动；请换一个新的或空的文件夹"
                | "`{dir}` holds files already and was left alone; choose a new or empty folder"
        )),
        _ => Fatal::Said(say!("建不了“{dir}”：{error}" | "cannot make `{dir}`: {error}")),
    })?;
    for (path, text) in FILES {
        starter::write_new(&args.dir, path, text).map_err(|error| {
            Fatal::Said(say!("写不了 {path}：{error}" | "cannot write {path}: {error}"))
        })?;
    }
    console.note(&say!(
        "已建好“{dir}”。接着运行：\n  cd {dir}\n  casebook {NEXT}"
            | "`{dir}` is ready. Next:\n  cd {dir}\n  casebook {NEXT}"
    ));
    Ok(Outcome::Done)
}
