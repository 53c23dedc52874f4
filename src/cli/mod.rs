//! The command line: arguments in, work done, findings and an exit status out.

mod address;
mod args;
mod build;
mod completions;
mod fix;
mod help;
mod init;
mod kind;
mod new;
mod print;
mod progress;
mod regions;
mod rename;
mod schema;
mod search;
mod selection;
#[cfg(feature = "serve")]
mod serve;
mod starter;
mod theme;
mod theme_vars;
mod undo;
mod usage;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use self::args::{Args, Command};
use self::print::Console;
use crate::foundation::diagnostic::{Sink, Text};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::world::World as _;
use crate::io::disk::{DiskError, DiskWorld};
use crate::io::output::OutputError;
use crate::publication::config;
use crate::publication::config::{Config, RegionSettings};
use crate::publication::gazetteer::Gazetteer;
use crate::report::Reporter;
#[cfg(feature = "serve")]
use crate::serve::ServeError;
use crate::text::invisible::escape_json;

/// How a command ends when nothing outside went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The content has no errors. Exit status 0.
    Done,
    /// The content has errors. Exit status 1.
    ContentErrors,
}

/// What the machine or the command itself did wrong. Exit status 2.
#[derive(Debug, thiserror::Error)]
enum Fatal {
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[cfg(feature = "serve")]
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error("{}", .0.en)]
    Said(Text),
}

impl Fatal {
    fn text(&self) -> Text {
        match self {
            Self::Disk(error) => error.text(),
            Self::Output(error) => error.text(),
            #[cfg(feature = "serve")]
            Self::Serve(error) => error.text(),
            Self::Said(text) => text.clone(),
        }
    }

    fn hint(&self) -> Option<Text> {
        match self {
            Self::Output(error) => error.hint(),
            #[cfg(feature = "serve")]
            Self::Serve(error) => error.hint(),
            Self::Disk(_) | Self::Said(_) => None,
        }
    }
}

/// Runs the command line of this process.
///
/// Returns 0 when all is done, 1 when the content has errors, 2 when the command or the machine
/// failed.
#[must_use]
pub fn run_command_line() -> ExitCode {
    let given: Vec<_> = std::env::args_os().collect();
    let mut args = match Args::read(&given) {
        Ok(args) => args,
        Err(error) => return usage::answer_usage(&error, &given),
    };
    let console = Console::new(args.lang);
    let root = args.command.root().map(|root| {
        find_publication(root);
        root.clone()
    });
    match run_command(&args.command, &console) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::ContentErrors) => ExitCode::from(1),
        Err(fatal) => {
            let site = root.as_deref().and_then(language_of);
            let console = console.for_site(site.is_none_or(|language| language.is_chinese()));
            let (text, hint) = (fatal.text(), fatal.hint());
            console.print_fatal(&text, hint.as_ref());
            if args.command.is_for_programs() {
                let hint = hint.as_ref().map(|hint| hint.in_speech(console.speech()));
                let message = text.in_speech(console.speech());
                say_json(&Reporter::fatal_report(message, hint));
            }
            ExitCode::from(2)
        }
    }
}

/// How many folders above the working folder are looked at for the publication.
const HIGHEST: usize = 16;

/// Goes from a folder inside of a publication up to the folder of the publication.
fn find_publication(root: &mut PathBuf) {
    let is_publication = |folder: &Path| folder.join(config::FILE).is_file();
    if root.as_os_str() != "." || is_publication(root) {
        return;
    }
    let mut above = (1..=HIGHEST).map(|steps| ["../"; HIGHEST][..steps].concat());
    if let Some(found) = above.find(|folder| is_publication(Path::new(folder))) {
        *root = found.into();
    }
}

fn run_command(command: &Command, console: &Console) -> Result<Outcome, Fatal> {
    match command {
        Command::Build(args) => build::build_command(args, console),
        Command::Check(args) if args.fix => fix::fix_command(args, console),
        Command::Check(args) => build::check_command(args, console, None),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::serve_command(args, console),
        Command::Search(args) => search::search_command(args, console),
        Command::Regions(args) => regions::regions_command(args, console),
        Command::Schema(args) => schema::schema_command(args),
        Command::Theme(args) => theme::theme_command(args, console),
        Command::New(args) => new::new(args, console),
        Command::Rename(args) => rename::rename_command(args, console),
        Command::Undo(args) => undo::undo_command(args, console),
        Command::Init(args) => init::init_command(args, console),
        Command::Completions(args) => Ok(completions::completions_command(args, console)),
        Command::Man => completions::man_command(console),
    }
}

/// Returns the language of the publication in a folder; `None` when there is none to be read.
fn language_of(root: &Path) -> Option<LanguageTag> {
    let world = DiskWorld::open(root).ok()?;
    read_config(&world).map(|config| config.language)
}

/// Reads the settings of a publication, whatever is wrong in them.
fn read_config(world: &DiskWorld) -> Option<Config> {
    let (file, mut sink) = (SourcePath::new(config::FILE), Sink::default());
    let text = source::decode_text(&file, &world.read(&file).ok()?, &mut sink)?;
    Some(Config::read_config(&text, &mut sink))
}

/// Reads the regions of a publication, whatever is wrong in its files.
fn read_gazetteer(config: &Config, world: &DiskWorld) -> Gazetteer {
    let RegionSettings { file, add, levels: _, order: _ } = &config.gazetteer;
    let read = |file: &SourcePath, _: &mut Sink| world.read(file).ok();
    let levels = config.gazetteer.levels();
    let table =
        Gazetteer::of_files(file.as_ref(), add.as_ref(), &levels, read, &mut Sink::default());
    let named = config.region_names.iter();
    table.with_reader_names(
        named.flat_map(|(code, names)| names.all_forms().map(move |name| (code.as_str(), name))),
    )
}

/// Writes a value to standard output, with nothing in it that does something to a terminal.
fn say_json(value: &serde_json::Value) {
    say_out(&format!("{}\n", escape_json(&value.to_string())));
}

/// Writes to standard output; a reader that went away is no failure.
fn say_out(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
