//! What can be written on the command line.

use std::ffi::OsString;
#[cfg(feature = "serve")]
use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub(super) use self::editing::{
    InitArgs, NewArgs, RegionsArgs, RenameArgs, SchemaArgs, ThemeArgs, ThemeCommand, UndoArgs,
};
use self::shared::whole_number;
pub(super) use self::shared::{BadValue, Format, ReportArgs, SiteArgs};
#[cfg(feature = "serve")]
use self::shared::{loopback, port};
use super::help::after_help;

mod editing;
mod shared;

/// 把一个文件夹的案例变成可浏览、可检索的网站。
///
/// Casebook turns a folder of Markdown case studies into a browsable, indexed site.
#[derive(Debug, Parser)]
#[command(
    name = "casebook",
    version,
    max_term_width = 100,
    after_help = after_help(None)
)]
pub(super) struct Args {
    /// 提示用的语言：zh 或 en（默认随系统，再随 site.yaml）；init 时也是出版物的语言 / language of
    /// messages; with init, of the publication too
    #[arg(long, global = true, value_enum, env = "CASEBOOK_LANG", hide_env = true)]
    pub(super) lang: Option<Lang>,
    #[command(subcommand)]
    pub(super) command: Command,
}

impl Command {
    /// Returns the folder of the publication that the command is about.
    pub(super) fn root(&mut self) -> Option<&mut PathBuf> {
        match self {
            Self::Build(args) => Some(&mut args.site.root),
            Self::Check(args) => Some(&mut args.site.root),
            Self::Search(args) => Some(&mut args.site.root),
            #[cfg(feature = "serve")]
            Self::Serve(args) => Some(&mut args.root),
            Self::Regions(args) => Some(&mut args.root),
            Self::Theme(args) => Some(&mut args.root),
            Self::Schema(args) => Some(&mut args.root),
            Self::New(args) => Some(&mut args.root),
            Self::Rename(args) => Some(&mut args.root),
            Self::Undo(args) => Some(&mut args.root),
            Self::Init(_) | Self::Completions(_) | Self::Man => None,
        }
    }
}

impl Command {
    /// Tells whether a program reads what the command says.
    pub(super) fn is_for_programs(&self) -> bool {
        match self {
            Self::Build(args) => args.report.format == Format::Json,
            Self::Check(args) => args.report.format == Format::Json,
            _ => false,
        }
    }
}

impl Args {
    /// Reads the arguments of a process. What is searched may begin with `-`, as `-3` and `-党建`
    /// do.
    ///
    /// # Errors
    /// Returns what is wrong with them, or the help that they ask for.
    pub(super) fn read(given: &[OsString]) -> Result<Self, clap::Error> {
        Self::try_parse_from(given).or_else(|error| {
            let parsed = Self::try_parse_from(given.iter().map(as_word)).ok();
            parsed.filter(|args| matches!(args.command, Command::Search(_))).ok_or(error)
        })
    }
}

/// Returns an argument that names no option with a space before it, which no search minds. `--`
/// before a letter is a typo in the name of an option, and `-h` is one.
fn as_word(given: &OsString) -> OsString {
    let Some(after) =
        given.to_str().and_then(|text| text.strip_prefix('-')).filter(|after| *after != "h")
    else {
        return given.clone();
    };
    let option = after
        .strip_prefix('-')
        .is_some_and(|name| name.is_empty() || name.starts_with(|c: char| c.is_ascii_alphabetic()));
    if option { given.clone() } else { format!(" -{after}").into() }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    Zh,
    En,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 生成网站 / write the site
    Build(BuildArgs),
    /// 边写边看：保存即刷新 / preview that follows every save
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// 检查全部内容；加 --fix 改好能自动改的 / check everything; fix what is safe with --fix
    Check(CheckArgs),
    /// 撤销上一次 check --fix 的改动 / bring back what the last check --fix changed
    Undo(UndoArgs),
    /// 给一篇改文件名：图片、链接跟着改，旧地址仍能打开 / rename a file with its pictures and the
    /// links to it
    Rename(RenameArgs),
    /// 检索全部案例 / find cases by what they say
    Search(SearchArgs),
    /// 列出地区表，或写成文件来改 / list the table of regions, or write it to a file
    Regions(RegionsArgs),
    /// 列出主题，或抄一份主题的文件来改 / list themes, or copy files of the theme to change them
    Theme(ThemeArgs),
    /// 写出信息区或 site.yaml 的 JSON Schema，给编辑器用 / write the JSON Schema of front matter or
    /// site.yaml, for editors
    Schema(SchemaArgs),
    /// 新建一个案例、模式或页面 / start a case, a model or a page
    New(NewArgs),
    /// 新建一份出版物 / start a publication
    Init(InitArgs),
    /// 写出命令行补全的脚本 / write what completes commands in a shell
    Completions(CompletionsArgs),
    /// 写出手册页 / write the page of the manual
    Man,
}

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// 哪一种命令行 / of which shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub(super) site: SiteArgs,
    /// 输出文件夹（默认 ROOT/public） / the output folder
    #[arg(long, value_name = "DIR", env = "CASEBOOK_OUT", hide_env = true)]
    pub(super) out: Option<PathBuf>,
    /// 做成双击就能看的网站，不用服务器 / a site that opens without a server
    #[arg(long)]
    pub(super) relative: bool,
    #[command(flatten)]
    pub(super) report: ReportArgs,
    /// 显示每个阶段用的时间 / show where the time went
    #[arg(long)]
    pub(super) timings: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// 只看这些文件或文件夹（默认全部） / report on these files or folders only
    #[arg(value_name = "FILE", conflicts_with = "search")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) site: SiteArgs,
    /// 上次生成的网站（默认 ROOT/public），用来找出没有了的地址 / the site as built last
    #[arg(long, value_name = "DIR", env = "CASEBOOK_OUT", hide_env = true)]
    pub(super) out: Option<PathBuf>,
    /// 自测检索：证明案例里的任何文字都能找到它 / prove that whatever stands in a case finds it
    #[arg(long)]
    pub(super) search: bool,
    /// 自动改好没有疑问的错误（全角冒号、Tab 缩进、编码……） / fix what leaves no doubt
    #[arg(long, conflicts_with = "search")]
    pub(super) fix: bool,
    /// 与 --fix 连用：只显示会改什么，不写文件 / with --fix: show what would change, write nothing
    #[arg(long, requires = "fix")]
    pub(super) dry_run: bool,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct SearchArgs {
    /// 检索词；空格隔开的各词都要有 / what to find; all words between spaces must be there
    #[arg(required = true)]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) site: SiteArgs,
    /// 结果的形式：text 给人看，json 给程序用 / how results are written
    #[arg(long, value_enum, default_value_t = SearchFormat::Text)]
    pub(super) format: SearchFormat,
    /// 最多列出几个（默认：text 20 个，json 全部） / how many to list (20 for people, all for
    /// programs)
    #[arg(long, value_name = "N", value_parser = whole_number)]
    pub(super) limit: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SearchFormat {
    #[value(alias = "human")]
    Text,
    Json,
}

#[cfg(feature = "serve")]
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct ServeArgs {
    /// 出版物所在的文件夹 / the folder of the publication
    #[arg(long, value_name = "DIR", default_value = ".", env = "CASEBOOK_ROOT", hide_env = true)]
    pub(super) root: PathBuf,
    /// 端口 / port
    #[arg(long, default_value_t = 4400, value_parser = port)]
    pub(super) port: u16,
    /// 本机地址；只接受回环地址 / address on this machine, loopback only
    #[arg(long, default_value = "127.0.0.1", value_parser = loopback)]
    pub(super) host: IpAddr,
    /// 打开浏览器 / open the browser
    #[arg(long)]
    pub(super) open: bool,
    /// 不显示草稿 / leave drafts out
    #[arg(long)]
    pub(super) no_drafts: bool,
    /// 用轮询代替系统的文件通知（网络盘、虚拟机共享文件夹） / poll for changes (network drives)
    #[arg(long)]
    pub(super) poll: bool,
    /// 每次改动显示每个阶段用的时间 / show where the time of each change went
    #[arg(long)]
    pub(super) timings: bool,
}
