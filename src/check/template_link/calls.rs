//! Pages that a template names by `url(path="/about/")`: there must be one in each edition.

use super::outputs::{Outputs, is_broken};
use crate::check::Scope;
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::{SitePath, SourcePath, decode_percent};
use crate::publication::theme::{URL, find_paths};
use crate::say;

/// Reports pages that the edition lacks.
pub(super) fn check_calls(
    code: &'static str,
    scope: &Scope<'_>,
    outputs: &Outputs<'_>,
    sink: &mut Sink,
) {
    for (file, template) in scope.site.theme.own_templates() {
        for (written, span) in find_paths(template, URL) {
            let path = written.split(['#', '?']).next().unwrap_or_default();
            let path = SitePath::new(&decode_percent(path));
            let is_in = |path: &SitePath| outputs.has_address(path.as_str());
            if is_in(&scope.site.edition_path(&path)) || is_broken(scope, path.as_str()) {
                continue;
            }
            let finding = if scope.site.is_default() {
                report_unknown(code, scope, file, &path)
            } else if is_in(&path) && !knows_languages(template) {
                report_untranslated(code, scope, file, &path)
            } else {
                continue;
            };
            sink.push(finding.at_span(span));
        }
    }
}

/// Tells whether a template looks at the language of the edition: then it may know which has what.
fn knows_languages(template: &str) -> bool {
    ["page.language ", "site.language "].iter().any(|name| template.contains(name))
}

fn report_unknown(
    code: &'static str,
    scope: &Scope<'_>,
    file: &SourcePath,
    path: &SitePath,
) -> Diagnostic {
    let finding = Diagnostic::warning(
        code,
        file,
        say!("网站上没有 {path} 这一页" | "the site has no page at `{path}`"),
    );
    let pages: Vec<SitePath> =
        scope.jobs.iter().filter(|job| job.is_page()).map(|job| job.path.site_path()).collect();
    match find_nearest(path.as_str(), pages.iter().map(SitePath::as_str)) {
        Some(near) => finding.with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")),
        None => finding.with_hint(say!(
            "url 的 path 是本版里的地址，例如 /about/；static 文件夹里的文件用 asset"
                | "the path of `url` is an address in the edition, such as /about/; for files in \
                   the folder static there is `asset`"
        )),
    }
}

fn report_untranslated(
    code: &'static str,
    scope: &Scope<'_>,
    file: &SourcePath,
    path: &SitePath,
) -> Diagnostic {
    let (own, first) = (scope.site.language(), &scope.site.config.language);
    let message =
        say!("{own} 版没有 {path} 这一页" | "the edition `{own}` has no page at `{path}`");
    Diagnostic::warning(code, file, message).with_hint(say!(
        "请补上这一页的译文，或只在有它的版本里链接：{{% if site.language == \"{first}\" %}}"
            | "translate the page, or link it where it is: {{% if site.language == \"{first}\" %}}"
    ))
}
