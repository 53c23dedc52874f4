//! A link or an image must lead to something that the site holds.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use super::known_files::KnownFiles;
use super::written_address::WrittenAddress;
use super::{Rule, Scope, draft_link};
use crate::edition::links::Resolved;
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::leftover::is_leftover;
use crate::foundation::path::{SitePath, SourcePath};
use crate::foundation::source;
use crate::markdown::{LinkPlaceholder, PlaceholderKind};
use crate::say;

pub(super) const RULE: Rule = Rule { code: "dead-link", run: check_dead_links };

fn check_dead_links(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    let mut paths: Option<FxHashSet<SitePath>> = None;
    let known = LazyCell::new(|| KnownFiles::new(scope));
    for (file, body) in scope.bodies() {
        // Bodies hold the path of an address alone: how it is written is looked up in the file.
        let text = LazyCell::new(|| {
            source::decode_text(file, &scope.world.read(file).ok()?, &mut Sink::default())
        });
        let rewrite = |placeholder: &LinkPlaceholder, finding: &Diagnostic| {
            WrittenAddress::find_again(text.as_deref()?, file, placeholder)?
                .suggest_address(scope, &known, finding)
        };
        for placeholder in &body.placeholders {
            if draft_link::linked_draft(scope, placeholder).is_some() {
                // Told by a rule of its own.
                continue;
            }
            match scope.links.resolve_link(scope.catalog, placeholder) {
                Resolved::Page(_) | Resolved::Asset => {}
                Resolved::Site => {
                    let paths = paths.get_or_insert_with(|| {
                        scope.jobs.iter().map(|job| job.path.site_path()).collect()
                    });
                    let path = site_path(placeholder);
                    if !paths.contains(&path) && !paths.contains(&scope.site.edition_path(&path)) {
                        let finding = dead_address(code, file, placeholder);
                        let fixed = rewrite(placeholder, &finding);
                        sink.push(fixed.unwrap_or_else(|| name_a_file(finding)));
                    }
                }
                Resolved::Nothing if scope.broken.contains(&placeholder.target) => {}
                Resolved::Nothing => {
                    let finding = dead_file(code, file, placeholder);
                    let fixed = rewrite(placeholder, &finding);
                    let near = || {
                        let target = placeholder.target.as_str();
                        known.near(target, |path| !scope.links.are_one(file, path))
                    };
                    sink.push(fixed.unwrap_or_else(|| look_beside(finding, placeholder, near())));
                }
            }
        }
    }
}

/// Returns the address within the site that a placeholder names: of a page with its closing slash.
fn site_path(placeholder: &LinkPlaceholder) -> SitePath {
    let target = placeholder.target.as_str();
    if placeholder.target.file_name().contains('.') || target.ends_with('/') {
        SitePath::new(target)
    } else {
        SitePath::new(&format!("{target}/"))
    }
}

fn dead_address(
    code: &'static str,
    file: &SourcePath,
    placeholder: &LinkPlaceholder,
) -> Diagnostic {
    let target = placeholder.target.as_str();
    let message = say!("网站上没有 {target} 这个地址" | "the site has no address {target}");
    Diagnostic::error(code, file, message).at_span(placeholder.span)
}

fn name_a_file(finding: Diagnostic) -> Diagnostic {
    finding.with_hint(say!(
        "链接到另一个案例，可以直接写文件名，例如 [文字](文件名.md)"
            | "to link another case, write the name of its file: [text](file.md)"
    ))
}

fn dead_file(code: &'static str, file: &SourcePath, placeholder: &LinkPlaceholder) -> Diagnostic {
    let target = placeholder.target.as_str();
    let message = match placeholder.kind {
        PlaceholderKind::Link => {
            say!("找不到链接的文件 {target}" | "the linked file {target} does not exist")
        }
        PlaceholderKind::Image | PlaceholderKind::SizedImage => {
            say!("找不到图片 {target}" | "the picture {target} does not exist")
        }
    };
    Diagnostic::error(code, file, message).at_span(placeholder.span)
}

/// Says what to look for; `near` is the name of a file in the same folder that may be meant.
fn look_beside(
    finding: Diagnostic,
    placeholder: &LinkPlaceholder,
    near: Option<&str>,
) -> Diagnostic {
    let name = placeholder.target.file_name();
    match near {
        _ if name.starts_with("www.") => finding.with_hint(say!(
            "别的网站的地址要写完整，以 https:// 开头"
                | "write the whole address of another site, beginning with https://"
        )),
        _ if is_leftover(name) => finding.with_hint(say!(
            "备份、临时文件一类（按名称认出）不读也不发布；确实要给读者下载，请换一个名称"
                | "backups and temporary files, known by their names, are neither read nor published; rename it if readers are to have it"
        )),
        Some(near) => finding.with_hint(say!(
            "同一文件夹里有 {near}，是不是它？" | "did you mean `{near}`, in the same folder?"
        )),
        None => finding.with_hint(say!(
            "请检查文件名和所在的文件夹；路径从这个文件所在的文件夹算起"
                | "check name and folder; the path counts from the folder of this file"
        )),
    }
}
