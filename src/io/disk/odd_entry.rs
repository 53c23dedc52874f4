//! What is said about what is neither a plain file nor a folder, or cannot be read.

use std::io;

use crate::foundation::diagnostic::{Diagnostic, Text};
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::io::inputs::SITE;
use crate::say;

pub(super) fn report_link(path: &SourcePath) -> Diagnostic {
    Diagnostic::error(
        "symlink",
        path,
        say!("“{path}”是符号链接，不予读取" | "`{path}` is a symbolic link and is not followed"),
    )
    .with_hint(say!(
        "把它指向的文件或文件夹复制到这里"
            | "copy the file or folder that it points to to this place"
    ))
}

pub(super) fn report_unreadable_entry(path: &SourcePath, error: &io::Error) -> Diagnostic {
    let Text { zh, en } = source::explain_refusal(error);
    Diagnostic::error(
        "unreadable",
        path,
        say!("“{path}”无法读取：{zh}" | "`{path}` cannot be read: {en}"),
    )
    .with_hint(say!(
        "请检查它的权限：要能读取，文件夹还要能进入"
            | "check its permissions; a folder needs r and x"
    ))
}

pub(super) fn odd_name(path: &SourcePath) -> Diagnostic {
    let message = say!("“{path}”的名称不是 UTF-8" | "the name of `{path}` is not UTF-8");
    Diagnostic::error("file-name", path, message).with_hint(say!(
        "请重新命名；从压缩包里来的，解压时把文件名的编码选为 GBK，很多文件可以用 convmv 转换"
            | "rename it in UTF-8; when it comes from an archive, unpack that with the encoding \
               its names have; convmv renames many"
    ))
}

pub(super) fn odd_kind(path: &SourcePath) -> Diagnostic {
    let (message, hint) = if path.as_str() == SITE {
        (
            say!("“{path}”应当是文件" | "`{path}` should be a file"),
            say!("把它换成普通文件" | "put a plain file in its place"),
        )
    } else if path.as_str().contains('/') {
        (
            say!(
                "“{path}”既不是普通文件，也不是文件夹"
                    | "`{path}` is neither a plain file nor a folder"
            ),
            say!("把它移出本出版物" | "move it out of the publication"),
        )
    } else {
        (
            say!("“{path}”应当是文件夹" | "`{path}` should be a folder"),
            say!("把它换成文件夹" | "put a folder in its place"),
        )
    };
    Diagnostic::error("special-file", path, message).with_hint(hint)
}
