//! What a command line gets for an answer that is no command: the help that it asks for, or what is
//! wrong with it.

use std::error::Error as _;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory as _, Error, ValueEnum as _};

use super::args::{Args, BadValue, Lang};
use super::help::{localise_help, pick_speech};
use super::language_of;
use super::print::Console;
use crate::foundation::diagnostic::{Speech, Text, join_names};
use crate::foundation::nearest::find_nearest;
use crate::say;

/// What is wrong with a command line, and what to do next.
type Explained = (Text, Vec<Text>);

/// Answers the arguments `given`, of which clap says `error`: in the language that they ask for,
/// else that of the system, else that of the publication.
pub(super) fn answer_usage(error: &Error, given: &[OsString]) -> ExitCode {
    let lang = value_of("--lang", given).and_then(|word| Lang::from_str(&word, false).ok());
    let console = Console::new(lang);
    let root = value_of("--root", given).unwrap_or_else(|| ".".to_owned());
    let of_site = || {
        let chinese = language_of(Path::new(&root))?.is_chinese();
        Some(if chinese { Speech::Chinese } else { Speech::English })
    };
    let speech = console.settled().or_else(of_site);
    if is_help(error) {
        let _ = match speech {
            Some(speech) => localise_help(Args::command(), speech)
                .try_get_matches_from(given)
                .err()
                .filter(is_help)
                .map_or_else(|| error.print(), |error| error.print()),
            None => error.print(),
        };
    } else {
        let console = console.speaking(speech.unwrap_or_default());
        let (what, next) = explain_error(error, given);
        console.print_fatal(&what, None);
        for Text { zh, en } in next {
            console.print_note(&say!("  = {zh}" | "  = {en}"));
        }
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn is_help(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    )
}

/// Returns the value of an option as it was given, however wrong the other arguments are.
fn value_of(option: &str, given: &[OsString]) -> Option<String> {
    let words: Vec<&str> = given.iter().filter_map(|word| word.to_str()).collect();
    let at = words.iter().position(|word| {
        word.strip_prefix(option).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    })?;
    let joined = words.get(at)?.split_once('=').map(|(_, value)| value);
    joined.or_else(|| words.get(at + 1).copied()).map(str::to_owned)
}

fn explain_error(error: &Error, given: &[OsString]) -> Explained {
    let mut program = Args::command();
    program.build();
    let named = given.iter().skip(1).find_map(|word| program.find_subcommand(word)).cloned();
    let command = named.unwrap_or(program);
    let arg = text_of(error, ContextKind::InvalidArg);
    let value = text_of(error, ContextKind::InvalidValue);
    let (what, next) = match error.kind() {
        ErrorKind::UnknownArgument => unknown_argument(error, &arg, &command),
        ErrorKind::InvalidSubcommand => unknown_command(error, &command),
        ErrorKind::MissingRequiredArgument => (missing_arguments(error, &command), Vec::new()),
        ErrorKind::InvalidValue if value.is_empty() => {
            (say!("“{arg}”后面要写一个值" | "`{arg}` needs a value"), choices(error))
        }
        ErrorKind::InvalidValue => {
            (say!("“{arg}”不能是“{value}”" | "`{arg}` cannot be `{value}`"), choices(error))
        }
        ErrorKind::ValueValidation => {
            let reason = error.source().and_then(|source| source.downcast_ref::<BadValue>());
            (
                say!("“{arg}”不能是“{value}”" | "`{arg}` cannot be `{value}`"),
                reason.map(|BadValue(text)| text.clone()).into_iter().collect(),
            )
        }
        ErrorKind::ArgumentConflict => (conflict(error, &arg), Vec::new()),
        ErrorKind::InvalidUtf8 => {
            (say!("有一个词不是 UTF-8 编码" | "one of the arguments is not UTF-8"), Vec::new())
        }
        _ => (say!("这一行命令读不懂" | "this command line cannot be read"), Vec::new()),
    };
    let name = command.get_bin_name().unwrap_or("casebook");
    let help =
        say!("{name} --help 列出能写的和各自的意思" | "{name} --help lists what can be written");
    (what, next.into_iter().chain([help]).collect())
}

/// Returns a text that clap says about an error; empty where it says none.
fn text_of(error: &Error, kind: ContextKind) -> String {
    all_of(error, kind).join("、")
}

fn all_of(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

fn did_you_mean(near: &str) -> Text {
    say!("是不是想写 {near}？" | "did you mean {near}?")
}

/// Explains an option that there is none of, or a word too many. Chinese keyboards write `——` for
/// `--`.
fn unknown_argument(error: &Error, arg: &str, command: &Command) -> Explained {
    let dashes: &[char] = &['-', '—', '－', '–', '−'];
    if !arg.starts_with(dashes) {
        let what = say!("“{arg}”是多写的" | "`{arg}` is one word too many");
        let hint = say!(
            "名称里有空格时，请用引号括起来：\"甲 乙\""
                | "put quotation marks around a name with spaces: \"a b\""
        );
        return (what, vec![hint]);
    }
    let names: Vec<String> =
        command.get_arguments().filter_map(|arg| Some(format!("--{}", arg.get_long()?))).collect();
    let plain = format!("--{}", arg.trim_start_matches(dashes));
    let suggested = all_of(error, ContextKind::SuggestedArg).into_iter().next();
    let nearest = || find_nearest(&plain, names.iter().map(String::as_str)).map(str::to_owned);
    let near = suggested.or_else(nearest).map(|near| did_you_mean(&near));
    (say!("没有“{arg}”这个选项" | "there is no option `{arg}`"), near.into_iter().collect())
}

fn unknown_command(error: &Error, command: &Command) -> Explained {
    let given = text_of(error, ContextKind::InvalidSubcommand);
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let suggested = all_of(error, ContextKind::SuggestedSubcommand).into_iter().next();
    let nearest = || find_nearest(&given, names.iter().copied()).map(str::to_owned);
    let Text { zh, en } = join_names(names.iter().filter(|name| **name != "help"));
    let next = match suggested.or_else(nearest) {
        Some(near) => did_you_mean(&format!("casebook {near}")),
        None => say!("命令有：{zh}" | "the commands are {en}"),
    };
    (say!("没有“{given}”这个命令" | "there is no command `{given}`"), vec![next])
}

/// Names what is missing, each with what the help says of it.
fn missing_arguments(error: &Error, command: &Command) -> Text {
    let missing = all_of(error, ContextKind::InvalidArg);
    let described = |speech: Speech, colon: &str, between: &str| {
        let describe = |name: &String| {
            let arg = command.get_arguments().find(|arg| arg.to_string() == *name);
            let help = arg.and_then(|arg| arg.get_help()).map(ToString::to_string);
            let help = help.map(|help| format!("{colon}{}", pick_speech(&help, speech)));
            format!("{name}{}", help.unwrap_or_default())
        };
        missing.iter().map(describe).collect::<Vec<_>>().join(between)
    };
    let zh = described(Speech::Chinese, "：", "；");
    let en = described(Speech::English, ": ", "; ");
    say!("少写了 {zh}" | "missing: {en}")
}

/// Lists what an option may be, or the one that was meant.
fn choices(error: &Error) -> Vec<Text> {
    let valid = all_of(error, ContextKind::ValidValue);
    let near = all_of(error, ContextKind::SuggestedValue).into_iter().next();
    let Text { zh, en } = join_names(valid.iter());
    let listed = (!valid.is_empty()).then(|| say!("可以写：{zh}" | "it can be {en}"));
    near.map(|near| did_you_mean(&near)).into_iter().chain(listed).collect()
}

fn conflict(error: &Error, arg: &str) -> Text {
    let prior = all_of(error, ContextKind::PriorArg);
    if prior.is_empty() || prior.iter().all(|prior| prior == arg) {
        return say!("“{arg}”只能写一次" | "`{arg}` can be given once only");
    }
    let Text { zh, en } = join_names(prior.iter());
    say!("“{arg}”不能和 {zh} 一起写" | "`{arg}` cannot be given together with {en}")
}
