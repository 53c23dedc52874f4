//! `casebook completions` and `casebook man`: what a shell and `man` know of the command line.

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use super::args::{Args, CompletionsArgs};
use super::help::localise_help;
use super::print::Console;
use super::{Fatal, Outcome, say_out};
use crate::say;

/// The name of the program.
const PROGRAM: &str = "casebook";

/// Writes to standard output what completes commands in a shell.
pub(super) fn completions_command(args: &CompletionsArgs, console: &Console) -> Outcome {
    let mut command = localise_help(Args::command(), console.speech());
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, PROGRAM, &mut script);
    say_out(&String::from_utf8_lossy(&script));
    Outcome::Done
}

/// Writes the page of the manual to standard output: the options of all commands on one page.
pub(super) fn man_command(console: &Console) -> Result<Outcome, Fatal> {
    let command = localise_help(Args::command(), console.speech());
    let page = write_page(&command).map_err(|error| {
        Fatal::Said(say!("写不了手册：{error}" | "cannot write the manual: {error}"))
    })?;
    say_out(&page);
    Ok(Outcome::Done)
}

fn write_page(command: &Command) -> std::io::Result<String> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        let mut options = Vec::new();
        Man::new(below.clone()).render_options_section(&mut options)?;
        let options = String::from_utf8_lossy(&options);
        // The heading is the command instead.
        let options = options.split_once("\n.TP").map_or("", |(_, options)| options);
        let name = below.get_name();
        page.push_str(&format!("\n.SH \"{PROGRAM} {name}\"\n.TP{options}"));
    }
    Ok(page)
}
