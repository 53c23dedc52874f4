//! Reads where a case is published, where it once was, and whether it is yet.

use crate::foundation::path::{SitePath, SourcePath};
use crate::input::fields::Reader;
use crate::input::yaml::Node;
use crate::say;
use crate::text::slug;

/// Reads whether a case is a draft.
pub(super) fn read_status(node: &Node, reader: &mut Reader<'_>) -> Option<bool> {
    match reader.text("status", node)?.as_str() {
        "draft" => Some(true),
        "published" => Some(false),
        other => {
            reader.error(
                "bad-choice",
                node.span,
                say!("“status”不能是“{other}”" | "`status` cannot be `{other}`"),
                say!("可以写 draft（草稿）或 published（发布）" | "write draft or published"),
            );
            None
        }
    }
}

/// Reads old addresses.
pub(super) fn read_aliases(node: Option<Node>, reader: &mut Reader<'_>) -> Vec<SitePath> {
    let texts = reader.texts("aliases", node);
    let mut aliases = Vec::new();
    for (text, span) in texts {
        let path = SitePath::new(&if text.ends_with('/')
            || text.rsplit('/').next().is_some_and(|name| name.contains('.'))
        {
            text.clone()
        } else {
            format!("{text}/")
        });
        if !text.starts_with('/') || path.out_path().is_err() || path.as_str() == "/" {
            reader.error(
                "bad-alias",
                span,
                say!("旧地址“{text}”不能用" | "`{text}` cannot be an old address"),
                say!(
                    "请写站内的路径，例如 /old/path/，不含 .. 和特殊符号"
                        | "write a path of this site such as /old/path/, without `..`"
                ),
            );
            continue;
        }
        aliases.push(path);
    }
    aliases
}

/// The name of the file without its endings; of the folder for `<id>/index.md`.
pub(super) fn stem(file: &SourcePath) -> String {
    let name = file.file_name();
    let name =
        if name == "index.md" { file.as_str().rsplit('/').nth(1).unwrap_or(name) } else { name };
    slug(name.strip_suffix(".md").unwrap_or(name))
}
