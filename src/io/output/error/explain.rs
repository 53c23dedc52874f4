//! What an error of the output says to the user, and what to do about it.

use std::io;

use rustix::io::Errno;

use super::{BadFolder, Operation, OutputError};
use crate::foundation::diagnostic::Text;
use crate::say;

impl Operation {
    fn text(self) -> Text {
        match self {
            Self::Inspect => say!("查看" | "look at"),
            Self::MakeFolder => say!("建立文件夹" | "make the folder"),
            Self::Read => say!("读取" | "read"),
            Self::Write => say!("写入" | "write"),
            Self::Keep => say!("保留" | "keep"),
            Self::Publish => say!("换上新站点" | "put the new site at"),
            Self::PutBack => {
                say!("放回旧站点，它目前在" | "put back the old site, which now stands at")
            }
            Self::CleanUp => say!("清理" | "clean up"),
            Self::Lock => say!("锁定" | "lock"),
        }
    }
}

impl BadFolder {
    fn text(&self) -> Text {
        match self {
            Self::FileSystemRoot => say!("输出文件夹不能是“/”" | "the output folder cannot be `/`"),
            Self::Home { out } => {
                say!(
                    "输出文件夹“{out}”是用户主目录或包含它"
                        | "the output folder `{out}` is or holds your home folder",
                    out = out.display()
                )
            }
            Self::AroundPublication { out, root } => say!(
                "输出文件夹“{out}”是出版物“{root}”本身或包含它"
                    | "the output folder `{out}` is or holds the publication `{root}` itself",
                out = out.display(),
                root = root.display()
            ),
            Self::InsideInputs { out, inputs } => say!(
                "输出文件夹“{out}”在源文件夹“{inputs}”里"
                    | "the output folder `{out}` lies among the inputs in `{inputs}`",
                out = out.display(),
                inputs = inputs.display()
            ),
            Self::Symlink { out } => {
                say!(
                    "输出文件夹“{out}”是符号链接" | "the output folder `{out}` is a symbolic link",
                    out = out.display()
                )
            }
            Self::NotAFolder { out } => {
                say!("“{out}”不是文件夹" | "`{out}` is not a folder", out = out.display())
            }
        }
    }
}

impl OutputError {
    /// Returns what is wrong.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::BadFolder(folder) => folder.text(),
            Self::NotOurs { out, example } => say!(
                "“{out}”里已有不是 Casebook 生成的文件，例如“{example}”"
                    | "`{out}` holds files that Casebook did not make, such as `{example}`",
                out = out.display(),
                example = example.display()
            ),
            Self::Manifest { path, line } => {
                say!(
                    "看不懂清单“{path}”第 {line} 行"
                        | "the manifest `{path}` makes no sense at line {line}",
                    path = path.display()
                )
            }
            Self::Busy { out } => say!(
                "另一个构建正在写入“{out}”" | "another build is writing to `{out}`",
                out = out.display()
            ),
            Self::MountPoint { out } => {
                say!(
                    "“{out}”是挂载点，无法整体替换"
                        | "`{out}` is a mount point and cannot be replaced",
                    out = out.display()
                )
            }
            Self::Replaced { out } => say!(
                "构建期间“{out}”被移走或换成了别的文件夹"
                    | "`{out}` was moved away or replaced by another folder during the build",
                out = out.display()
            ),
            Self::InTheWay { path } => say!(
                "“{path}”不是 Casebook 生成的，却占着一个输出文件的位置"
                    | "`{path}` was not made by Casebook and stands where an output belongs",
                path = path.display()
            ),
            Self::Taken { path } => {
                say!("两个输出都要用“{path}”这个位置" | "two outputs need the place `{path}`")
            }
            Self::Reserved { path } => {
                say!("“{path}”这个名称留给清单使用" | "the name `{path}` is kept for the manifest")
            }
            Self::Failed { operation, path, source } => {
                let (Text { zh, en }, path) = (operation.text(), path.display());
                Text {
                    zh: format!("无法{zh}“{path}”：{source}").into(),
                    en: format!("cannot {en} `{path}`: {source}").into(),
                }
            }
        }
    }

    /// Returns what to do about it, when there is more to say than the message does.
    #[must_use]
    pub fn hint(&self) -> Option<Text> {
        Some(match self {
            Self::BadFolder(_) => {
                say!(
                    "用 --out 指定一个专用的文件夹，例如 public"
                        | "name a folder of its own with --out, such as public"
                )
            }
            Self::NotOurs { .. } => say!(
                "用 --out 指定一个空文件夹；如果这里的文件都可以丢弃，先自行清空它"
                    | "name an empty folder with --out, or empty this one yourself if \
                       nothing in it is needed"
            ),
            Self::Manifest { .. } => say!(
                "Casebook 分不清哪些文件是自己生成的：自行删除整个输出文件夹，再构建一次"
                    | "Casebook cannot tell which files it made: delete the output folder \
                       yourself and build again"
            ),
            Self::Busy { .. } => {
                say!(
                    "等它结束，或用 --out 指定另一个文件夹"
                        | "wait until it has finished, or name another folder with --out"
                )
            }
            Self::MountPoint { .. } => {
                say!("用 --out 指定其中的一个子文件夹" | "name a folder inside it with --out")
            }
            Self::Replaced { .. } => say!("再构建一次" | "build again"),
            Self::InTheWay { .. } => say!(
                "把它移走，或改变输出的地址" | "move it away, or give the output another address"
            ),
            Self::Taken { .. } => say!("改变其中一个的地址" | "give one of them another address"),
            Self::Reserved { .. } => say!("给这个文件换一个名称" | "give the file another name"),
            Self::Failed { source, .. } => return hint_for(source),
        })
    }
}

fn hint_for(source: &io::Error) -> Option<Text> {
    Some(match Errno::from_io_error(source)? {
        Errno::NOSPC => say!(
            "磁盘已满：新旧两个站点要同时放得下，请先腾出空间"
                | "the disk is full: the old and the new site must both fit for a moment, \
                   so free some space"
        ),
        Errno::DQUOT => {
            say!("磁盘配额已用完：请先腾出空间" | "your disk quota is used up, so free some space")
        }
        Errno::ACCESS | Errno::PERM => say!(
            "没有权限：输出文件夹和它所在的文件夹都要可写"
                | "no permission: both the output folder and the folder it stands in \
                   must be writable"
        ),
        Errno::ROFS => say!(
            "文件系统是只读的：用 --out 指定别处"
                | "the file system is read-only: name another place with --out"
        ),
        Errno::MFILE | Errno::NFILE => {
            say!(
                "打开的文件太多：用 ulimit -n 调高上限"
                    | "too many open files: raise the limit with ulimit -n"
            )
        }
        Errno::XDEV => say!(
            "输出文件夹里挂载了另一个文件系统：用 --out 指定一个不含挂载点的文件夹"
                | "another file system is mounted inside the output folder: name a folder without \
                   mounts with --out"
        ),
        Errno::NAMETOOLONG => {
            say!(
                "路径太长：把输出文件夹放在更浅的位置"
                    | "the path is too long: put the output folder at a shallower place"
            )
        }
        _ => return None,
    })
}
