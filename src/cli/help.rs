//! The help in one language of messages. Until one is chosen, it is in both: each text of the
//! arguments is Chinese and English with ` / ` between them.

use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, Command};
use unicode_width::UnicodeWidthStr;

use crate::foundation::diagnostic::Speech;

/// How wide the column of commands is in the lines about where to start.
const WIDE: usize = 30;

/// Where to start: a command in Chinese and in English, and what it does.
const START: [(&str, &str, &str); 4] = [
    (
        "casebook init 我的案例库",
        "casebook init my-cases",
        "建一个能用的小样板 / a small publication to start from",
    ),
    (
        "casebook new case 标题",
        "casebook new case TITLE",
        "新建案例；模式、页面写 new model、new page / start a case; or new model, new page",
    ),
    ("casebook check", "casebook check", "找出所有错误 / report every mistake"),
    ("casebook build", "casebook build", "生成 public/ 文件夹 / write the site to public/"),
];

/// The line about the preview, in a program that has one.
const SERVE: (&str, &str, &str) =
    ("casebook serve", "casebook serve", "边写边看，保存即刷新 / preview that follows every save");

/// How help in Chinese is laid out.
const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}\n";

/// Returns what stands below the help of the program.
pub(super) fn after_help(speech: Option<Speech>) -> String {
    let shown = |text| speech.map_or(text, |speech| pick_speech(text, speech));
    let serve = cfg!(feature = "serve").then_some(SERVE);
    let [first, others @ ..] = START;
    let mut text = match speech {
        None => "从这里开始 (start here):",
        Some(Speech::Chinese) => "从这里开始：",
        Some(Speech::English) => "Start here:",
    }
    .to_owned();
    for (chinese, english, what) in [first].into_iter().chain(serve).chain(others) {
        let command = if speech == Some(Speech::English) { english } else { chinese };
        let gap = WIDE.saturating_sub(command.width()).max(1);
        text.push_str(&format!("\n  {command}{:gap$}{}", "", shown(what)));
    }
    text.push_str("\n\n");
    text.push_str(match speech {
        None => {
            "退出状态 (exit status): 0 完成 done, 1 内容有错误 content has errors, 2 \
            命令或机器出错 command or machine failed"
        }
        Some(Speech::Chinese) => "退出状态：0 完成，1 内容有错误，2 命令或机器出错",
        Some(Speech::English) => {
            "Exit status: 0 done, 1 content has errors, 2 command or machine failed"
        }
    });
    text
}

/// Returns the part of a text in both languages that is in one of them; all of a text in one.
pub(super) fn pick_speech(text: &str, speech: Speech) -> &str {
    let parts = text.split_once(" / ").or_else(|| text.split_once("\n\n"));
    match (parts, speech) {
        (None, _) => text,
        (Some((chinese, _)), Speech::Chinese) => chinese,
        (Some((_, english)), Speech::English) => english,
    }
}

/// Brings the help of a command and all below it into one language.
pub(super) fn localise_help(mut command: Command, speech: Speech) -> Command {
    command.build();
    localise_command(command, speech).after_help(after_help(Some(speech)))
}

fn localise_command(command: Command, speech: Speech) -> Command {
    let about = command.get_about().map(|about| localise_text(about, speech));
    let long = command.get_long_about().map(|about| localise_text(about, speech));
    let is_help = command.get_name() == "help";
    let mut command = command
        .mut_args(|arg| localise_arg(arg, speech))
        .mut_subcommands(|below| localise_command(below, speech));
    if let Some(about) = long.or(about) {
        command = command.about(about.clone()).long_about(about);
    }
    if speech == Speech::English {
        return command;
    }
    if is_help {
        command = command.about("显示一个命令的说明");
    }
    let command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令");
    override_usage(command)
}

/// Writes the words in the line of usage that clap has in English alone.
fn override_usage(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    let usage = usage.replace("[OPTIONS]", "[选项]").replace("[COMMAND]", "[命令]");
    command.override_usage(usage)
}

fn localise_arg(arg: Arg, speech: Speech) -> Arg {
    let help = arg.get_help().map(|help| localise_text(help, speech));
    if speech == Speech::English {
        return match help {
            Some(help) => arg.help(help),
            None => arg,
        };
    }
    let mut help = match arg.get_id().as_str() {
        "help" => "显示这份说明".to_owned(),
        "version" => "显示版本".to_owned(),
        _ => help.unwrap_or_default(),
    };
    if arg.get_action().takes_values() {
        let defaults = arg.get_default_values().iter();
        let default: Vec<_> = defaults.map(|value| value.to_string_lossy()).collect();
        let choices = arg.get_possible_values();
        let choices: Vec<&str> = choices.iter().map(PossibleValue::get_name).collect();
        let noted = [("可以写：", choices.join("、")), ("默认：", default.join("、"))];
        let notes: Vec<String> = noted
            .iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(word, values)| format!("{word}{values}"))
            .collect();
        if !notes.is_empty() {
            help.push_str(&format!(" [{}]", notes.join("；")));
        }
    }
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    arg.help(help.clone())
        .long_help(help)
        .help_heading(heading)
        .hide_default_value(true)
        .hide_possible_values(true)
}

fn localise_text(text: &StyledStr, speech: Speech) -> String {
    pick_speech(&text.to_string(), speech).to_owned()
}
