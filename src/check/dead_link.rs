//! A link or an image must lead to something that the site holds.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use super::known_files::KnownFiles;
use super::written_address::WrittenText;
use super::{Rule, Scope, draft_link};
use crate::edition::links::Resolved;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink};
use crate::foundation::leftover::is_leftover;
use crate::foundation::path::{SitePath, SourcePath};
use crate::markdown::{LinkPlaceholder, PlaceholderKind};
use crate::publication::config;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "dead-link", run: check_dead_links };

fn check_dead_links(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    let paths = LazyCell::new(|| -> FxHashSet<SitePath> {
        scope.jobs.iter().map(|job| job.path.site_path()).collect()
    });
    let known = LazyCell::new(|| KnownFiles::new(scope));
    for (file, body) in scope.bodies() {
        let text = LazyCell::new(|| WrittenText::read(scope, file));
        let rewrite = |placeholder: &LinkPlaceholder, finding: &Diagnostic| {
            let address = text.as_ref()?.find_address(placeholder)?;
            address.suggest_address(scope, &known, finding)
        };
        for placeholder in &body.placeholders {
            if draft_link::linked_draft(scope, placeholder, &|| &known).is_some() {
                // Told by a rule of its own.
                continue;
            }
            match scope.links.resolve_link(scope.catalog, placeholder) {
                Resolved::Page(_) | Resolved::Asset => {}
                Resolved::Site => {
                    let path = site_path(placeholder);
                    if paths.contains(&path) || paths.contains(&scope.site.edition_path(&path)) {
                        continue;
                    }
                    if placeholder.is_whole {
                        sink.push(dead_whole_address(code, file, placeholder));
                    } else {
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
                        // No text is meant by a picture.
                        let is_link = matches!(placeholder.kind, PlaceholderKind::Link);
                        let is_meant = |path: &SourcePath| {
                            (is_link || !path.as_str().ends_with(".md"))
                                && !scope.links.are_one(file, path)
                        };
                        known.near(target, is_meant)
                    };
                    sink.push(fixed.unwrap_or_else(|| look_beside(finding, placeholder, near())));
                }
            }
        }
    }
    if scope.site.is_default() && !scope.site.config.redirects.is_empty() {
        check_redirects(code, scope, &paths, sink);
    }
}

/// Reports the `redirects` of `site.yaml` that lead nowhere.
fn check_redirects(
    code: &'static str,
    scope: &Scope<'_>,
    paths: &FxHashSet<SitePath>,
    sink: &mut Sink,
) {
    let places = LazyCell::new(|| config::places_in("redirects", scope.world));
    for (old, new) in &scope.site.config.redirects {
        if paths.contains(new) || draft_link::draft_at(scope, new).is_some() {
            continue;
        }
        let message = say!(
            "{old} 转到的 {new} 在网站上没有"
                | "`{old}` leads on to `{new}`, which the site does not have"
        );
        let mut finding = Diagnostic::error(code, &SourcePath::new(config::FILE), message);
        finding.span = places.get(old.as_str()).copied();
        sink.push(finding.with_hint(say!(
            "请检查右边的地址：从浏览器的地址栏复制新页面的地址，去掉网址的开头"
                | "check the address on the right: copy that of the new page out of a browser, \
                   without the beginning that all pages share"
        )));
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
    let message = say!("网站上没有 {target} 这个地址" | "the site has no address `{target}`");
    Diagnostic::error(code, file, message).at_span(placeholder.span)
}

/// Something else may stand beside the site, so that an address with its name stops no build.
fn dead_whole_address(
    code: &'static str,
    file: &SourcePath,
    placeholder: &LinkPlaceholder,
) -> Diagnostic {
    let mut finding = dead_address(code, file, placeholder);
    finding.severity = Severity::Warning;
    let path = placeholder.target.as_str();
    if placeholder.kind != PlaceholderKind::Link {
        return finding.with_hint(say!(
            "请检查地址；本站的图片放进 content，只写文件名，例如 ![说明](a.png)"
                | "check the address; put a picture of this site into content and write its name \
                   alone: ![what it shows](a.png)"
        ));
    }
    finding.with_hint(say!(
        "请检查地址；链接到本站，最好写文件名，例如 [文字](文件名.md)，或不带网站名的地址，例如 {path}"
            | "check the address; to link a page of this site, write the name of its file, \
               [text](file.md), or its address without the name of the site, `{path}`"
    ))
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
            say!("找不到链接的文件 {target}" | "the linked file `{target}` does not exist")
        }
        PlaceholderKind::Image | PlaceholderKind::SizedImage => {
            say!("找不到图片 {target}" | "the picture `{target}` does not exist")
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
    let name = placeholder.target.file_name().rsplit('\\').next().unwrap_or_default();
    let folders = placeholder.target.as_str().rsplit_once('/').map_or("", |(folders, _)| folders);
    let folder = folders.split('/').find(|part| is_leftover(part));
    match near {
        _ if name.starts_with("www.") => finding.with_hint(say!(
            "别的网站的地址要写完整，以 https:// 开头"
                | "write the whole address of another site, beginning with https://"
        )),
        _ if folder.is_some() => {
            let folder = folder.unwrap_or_default();
            finding.with_hint(say!(
                "文件夹 {folder} 是程序自己用的（按名称认出），里面的东西不读也不发布；给读者看的文件请放进别的文件夹"
                    | "the folder `{folder}`, known by its name, is one that programs keep for \
                       themselves and is neither read nor published: put what is for readers \
                       elsewhere"
            ))
        }
        _ if is_leftover(name) => finding.with_hint(say!(
            "备份、临时文件一类（按名称认出）不读也不发布；确实要给读者下载，请换一个名称"
                | "backups and temporary files, known by their names, are neither read nor \
                   published; rename it if readers are to have it"
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
