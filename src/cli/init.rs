//! `casebook init`: a small publication to start from.

use super::args::InitArgs;
use super::print::Console;
use super::schema::schema_text;
use super::starter::starter_publication;
use super::{Fatal, Outcome};
use crate::foundation::diagnostic::Sink;
use crate::io::starter;
use crate::publication::config::{self, Config};
use crate::say;

/// Where the schema of `site.yaml` goes, which its first line names.
const SCHEMA_FILE: &str = ".vscode/site.schema.json";

/// The command to see it with.
const NEXT: &str = if cfg!(feature = "serve") { "serve" } else { "build" };

/// Writes the small publication into a folder that is new or empty, in the language of the
/// messages.
pub(super) fn init_command(args: &InitArgs, console: &Console) -> Result<Outcome, Fatal> {
    let dir = args.dir.display();
    starter::make_empty(&args.dir).map_err(|error| match error.kind() {
        std::io::ErrorKind::DirectoryNotEmpty => Fatal::Said(say!(
            "“{dir}”里已经有文件，没有改动；请换一个新的或空的文件夹"
                | "`{dir}` holds files already and was left alone; choose a new or empty folder"
        )),
        _ => Fatal::Said(say!("建不了“{dir}”：{error}" | "cannot make `{dir}`: {error}")),
    })?;
    let files = starter_publication(console.speech());
    let write = |path: &str, text: &str| {
        starter::write_new(&args.dir, path, text).map_err(|error| {
            Fatal::Said(say!("写不了 {path}：{error}" | "cannot write {path}: {error}"))
        })
    };
    for (path, text) in files {
        if path == config::FILE {
            // Editors of text that know the schema complete keys and say what they mean.
            let settings = Config::read_config(text, &mut Sink::default());
            let schema = schema_text("site", &settings).expect("there is a schema of settings");
            write(SCHEMA_FILE, &schema)?;
            write(path, &format!("# yaml-language-server: $schema={SCHEMA_FILE}\n{text}"))?;
        } else {
            write(path, text)?;
        }
    }
    console.print_note(&say!(
        "已建好“{dir}”。接着运行：\n  cd {dir}\n  casebook {NEXT}\n\
         写新的一篇：casebook new case 标题（模式写 new model，页面写 new page）"
            | "`{dir}` is ready. Next:\n  cd {dir}\n  casebook {NEXT}\n\
               To write one more: casebook new case TITLE (new model, new page for those)"
    ));
    Ok(Outcome::Done)
}
