//! The bytes of one file as what they are to be: a case, a page or an asset.

use std::sync::Arc;

use super::parsed_file::ParsedFile;
use super::tasks::Task;
use crate::content::asset::Asset;
use crate::content::case;
use crate::content::case::{Case, Context};
use crate::content::classify::Role;
use crate::content::misnamed;
use crate::content::page_read::parse_page;
use crate::content::unread::Unread;
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::hash::Hash;
use crate::foundation::path::{OutPath, SourcePath};
use crate::foundation::source;
use crate::input::invisible;
use crate::markdown;
use crate::say;

/// Parses the bytes of a file, whose hash is `hash`; `base` is the case that a text in another
/// language belongs to. What cannot be parsed is returned as far as it was read, after an error in
/// `sink`.
pub(super) fn parse_file(
    task: &Task,
    bytes: &[u8],
    hash: Hash,
    base: Option<&Case>,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Result<ParsedFile, Unread> {
    let path = &task.entry.path;
    invisible::check_name(path, sink);
    match &task.role {
        Role::Asset(out) => parse_asset(path, out, bytes, sink).ok_or_else(Unread::default),
        role => {
            let text = source::decode_text(path, bytes, sink).ok_or_else(Unread::default)?;
            let is_visible = invisible::check_invisible(path, &text, sink);
            let markdown = &markdown::Options { is_visible, ..*context.markdown };
            let context = &Context { markdown, ..*context };
            parse_text(task, role, &text, hash, base, context, sink)
        }
    }
}

/// Reads a text as what it is to be.
fn parse_text(
    task: &Task,
    role: &Role,
    text: &str,
    hash: Hash,
    base: Option<&Case>,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Result<ParsedFile, Unread> {
    let (path, origin) = (&task.entry.path, &task.origin);
    match role {
        Role::Asset(_) => Err(Unread::default()),
        Role::Case => match &origin.language {
            Some(language) => case::parse_overlay(path, language, text, hash, base, context, sink)
                .map(|overlay| ParsedFile::Overlay(Arc::new(overlay))),
            None => case::parse_case(path, text, hash, context, sink)
                .map(|case| ParsedFile::Case(Arc::new(case))),
        },
        Role::Page(role) => parse_page(path, origin, role.clone(), text, hash, context, sink)
            .map(|page| ParsedFile::Page(Arc::new(page))),
    }
}

fn parse_asset(path: &SourcePath, out: &str, bytes: &[u8], sink: &mut Sink) -> Option<ParsedFile> {
    if source::is_hollow(bytes) {
        sink.push(source::not_downloaded(path));
        return None;
    }
    if let Some(finding) = misnamed_text(path, bytes) {
        sink.push(finding);
        return None;
    }
    match OutPath::new(out) {
        Ok(out) => Some(ParsedFile::Asset(Arc::new(Asset::new(path.clone(), out, bytes)))),
        Err(_) => {
            sink.push(
                Diagnostic::error("bad-file-name", path, say!("这个文件名不能用作网址" | "this name cannot be part of an address")).with_hint(
                    say!(
                        "请改名：不要用 \\ : * ? \" < > | 等符号，不要以点或空格结尾，也不要用 CON、NUL 这样的名字"
                            | "rename it: without \\ : * ? \" < > |, not ending in a dot or a \
                               space, and not CON or NUL"
                    ),
                ),
            );
            None
        }
    }
}

/// Says that a file of the content is a text under a wrong name.
fn misnamed_text(path: &SourcePath, bytes: &[u8]) -> Option<Diagnostic> {
    path.as_str().starts_with("content/").then(|| misnamed::check_misnamed(path, bytes)).flatten()
}
