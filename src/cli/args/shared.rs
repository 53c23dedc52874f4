//! What several commands take: where the publication is, and how findings are reported.

#[cfg(feature = "serve")]
use std::net::IpAddr;
use std::path::PathBuf;

use clap::ValueEnum;

use crate::foundation::diagnostic::Text;
use crate::foundation::path::BaseUrl;
use crate::say;

/// Where the publication is and what to show of it.
#[derive(Clone, Debug, clap::Args)]
pub(in super::super) struct SiteArgs {
    /// 出版物所在的文件夹 / the folder of the publication
    #[arg(long, value_name = "DIR", default_value = ".", env = "CASEBOOK_ROOT", hide_env = true)]
    pub(in super::super) root: PathBuf,
    /// 网站的地址，代替 site.yaml 里的 / where the site stands, instead of what site.yaml says
    #[arg(long, value_name = "URL", value_parser = base_url, env = "CASEBOOK_BASE_URL", hide_env = true)]
    pub(in super::super) base_url: Option<BaseUrl>,
    /// 也显示草稿 / show drafts too
    #[arg(long)]
    pub(in super::super) drafts: bool,
}

/// Why a value cannot be one: what to write.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.en)]
pub(in super::super) struct BadValue(pub(in super::super) Text);

fn base_url(text: &str) -> Result<BaseUrl, BadValue> {
    BaseUrl::parse(text).ok_or_else(|| {
        BadValue(say!(
            "请写完整的网址，例如 https://example.org/cases/"
                | "write a whole address, such as https://example.org/cases/"
        ))
    })
}

#[cfg(feature = "serve")]
pub(super) fn port(text: &str) -> Result<u16, BadValue> {
    text.parse().map_err(|_| {
        BadValue(say!(
            "端口是 0 到 65535 的整数，例如 4400"
                | "a port is a number from 0 to 65535, such as 4400"
        ))
    })
}

#[cfg(feature = "serve")]
pub(super) fn loopback(text: &str) -> Result<IpAddr, BadValue> {
    text.parse().map_err(|_| {
        BadValue(say!(
            "请写本机的地址：127.0.0.1 或 ::1"
                | "write an address of this machine: 127.0.0.1 or ::1"
        ))
    })
}

pub(super) fn whole_number(text: &str) -> Result<usize, BadValue> {
    text.parse()
        .map_err(|_| BadValue(say!("请写一个整数，例如 20" | "write a whole number, such as 20")))
}

/// How findings are reported.
#[derive(Clone, Debug, clap::Args)]
pub(in super::super) struct ReportArgs {
    /// 只报错误和总数，不报警告和进度 / report errors and the count only
    #[arg(long)]
    pub(in super::super) quiet: bool,
    /// 逐条列出，同类的也不省略 / list every finding, however many are alike
    #[arg(long)]
    pub(in super::super) all: bool,
    /// 有警告也算没有通过，退出状态是 1；build 和 check 拦下的相同 / warnings fail as errors
    /// do, the same in build and check
    #[arg(long)]
    pub(in super::super) deny_warnings: bool,
    /// 提示的形式：text 给人看，json、github、sarif 给程序用 / how findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(in super::super) format: Format,
}

impl ReportArgs {
    /// Tells whether people want to hear more than what was found.
    pub(in super::super) fn is_talkative(&self) -> bool {
        !self.quiet && self.format == Format::Text
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in super::super) enum Format {
    #[value(alias = "human")]
    Text,
    Json,
    Github,
    Sarif,
}
