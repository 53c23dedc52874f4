//! The commands that change the files of a publication, or start one.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(in super::super) struct RenameArgs {
    /// 现在的文件，例如 content/cases/a.md / the file as it is called now
    pub(in super::super) old: String,
    /// 新的文件名，例如 content/cases/b.md 或 b / its new name
    pub(in super::super) new: String,
    /// 出版物所在的文件夹 / the folder of the publication
    #[arg(long, value_name = "DIR", default_value = ".", env = "CASEBOOK_ROOT", hide_env = true)]
    pub(in super::super) root: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(in super::super) struct UndoArgs {
    /// 出版物所在的文件夹 / the folder of the publication
    #[arg(long, value_name = "DIR", default_value = ".", env = "CASEBOOK_ROOT", hide_env = true)]
    pub(in super::super) root: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(in super::super) struct NewArgs {
    /// 新建什么：case、model、page，或 collections 里的一类 / what to start: case, model, page or
    /// one of `collections`
    pub(in super::super) kind: String,
    /// 标题 / its title
    pub(in super::super) title: String,
    /// 文件名（默认取自标题） / name of the file
    #[arg(long)]
    pub(in super::super) slug: Option<String>,
    /// 出版物所在的文件夹 / the folder of the publication
    #[arg(long, value_name = "DIR", default_value = ".", env = "CASEBOOK_ROOT", hide_env = true)]
    pub(in super::super) root: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(in super::super) struct RegionsArgs {
    /// 只要这个地区和它下面的，例如 上海市、310000（默认全部） / this region and what lies in it
    /// only
    pub(in super::super) name: Option<String>,
    /// 写成这个 CSV 文件，例如 data/regions.csv / write them to this CSV file
    #[arg(long, value_name = "FILE")]
    pub(in super::super) out: Option<PathBuf>,
    /// 自带的地区表，即使出版物另有自己的 / the built-in table, even where the publication has its
    /// own
    #[arg(long)]
    pub(in super::super) built_in: bool,
    /// 出版物所在的文件夹 / the folder of the publication
    #[arg(long, value_name = "DIR", default_value = ".", env = "CASEBOOK_ROOT", hide_env = true)]
    pub(in super::super) root: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(in super::super) struct SchemaArgs {
    /// 哪一种文件：site、case、page、translation，或 collections 里的一类 / of which files: site,
    /// case, page, translation or one of `collections`
    pub(in super::super) kind: String,
    /// 出版物所在的文件夹 / the folder of the publication
    #[arg(long, value_name = "DIR", default_value = ".", env = "CASEBOOK_ROOT", hide_env = true)]
    pub(in super::super) root: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(in super::super) struct ThemeArgs {
    #[command(subcommand)]
    pub(in super::super) command: Option<ThemeCommand>,
    /// 出版物所在的文件夹 / the folder of the publication
    #[arg(
        long,
        value_name = "DIR",
        default_value = ".",
        env = "CASEBOOK_ROOT",
        hide_env = true,
        global = true
    )]
    pub(in super::super) root: PathBuf,
}

#[derive(Debug, clap::Subcommand)]
pub(in super::super) enum ThemeCommand {
    /// 把主题的一个文件抄到出版物里；不写文件，列出全部 / copy a file of the theme into the
    /// publication; list all without a file
    Copy {
        /// 文件，例如 case.html、folio.css / the file, such as case.html
        name: Option<String>,
        /// 整个主题抄成 themes/NAME/ / copy the whole theme to themes/NAME/
        #[arg(long, value_name = "NAME", conflicts_with = "name")]
        all: Option<String>,
    },
    /// 列出一个模板能用的变量；不写模板，列出模板、过滤器、判断和函数 / list the variables of a
    /// template; without one the templates, filters, tests and functions
    Vars {
        /// 模板，例如 case.html / the template, such as case.html
        template: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
pub(in super::super) struct InitArgs {
    /// 新出版物的文件夹 / the folder of the new publication
    pub(in super::super) dir: PathBuf,
}
