//! An entry of the menu in `site.yaml` must lead to something that is there.

use super::{Rule, Scope};
use crate::edition::menu::{SEARCH, SECTIONS, find_page, find_section};
use crate::foundation::diagnostic::{Diagnostic, Sink, Text, join_names};
use crate::foundation::language::Localised;
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::{SitePath, SourcePath};
use crate::publication::config;
use crate::publication::config::{MenuEntry, MenuTarget};
use crate::say;

pub(super) const RULE: Rule = Rule { code: "menu-entry", run: check_menu };

fn check_menu(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    if !scope.site.is_default() {
        return;
    }
    for (to, label) in scope.site.config.menu.iter().flat_map(targets_of) {
        // A section without cases is left out until it has some.
        let is_page = || scope.catalogs.iter().any(|catalog| find_page(to, catalog).is_some());
        if find_section(to).is_some() || is_page() {
            continue;
        }
        if !is_made(to, scope) {
            if !is_to_come(to, scope) {
                sink.push(report(code, to, scope));
            }
        } else if label.is_empty() {
            sink.push(report_nameless(code, to, scope));
        }
    }
}

/// Returns where an entry and those below it lead on the site, each with what readers see.
fn targets_of(entry: &MenuEntry) -> Vec<(&str, &Localised)> {
    match &entry.to {
        MenuTarget::Inside(to) => vec![(to, &entry.label)],
        MenuTarget::Web(_) => Vec::new(),
        MenuTarget::Entries(entries) => entries.iter().flat_map(targets_of).collect(),
    }
}

/// Tells whether the site answers an address.
fn is_made(to: &str, scope: &Scope<'_>) -> bool {
    let Ok(path) = SitePath::new(to).out_path() else { return false };
    to.starts_with('/') && scope.jobs.iter().any(|job| job.path == path)
}

/// Tells whether a draft will be there, or a page whose file has mistakes that are told already.
fn is_to_come(to: &str, scope: &Scope<'_>) -> bool {
    let name = to.trim_matches('/');
    let is_draft = scope.drafts.draft_at(&SitePath::new(&format!("/{name}/"))).is_some();
    let files = [format!("content/{name}.md"), format!("content/{name}/index.md")];
    is_draft || files.iter().any(|file| scope.broken.contains(&SourcePath::new(file)))
}

/// Says that an address of the site has no name of its own in the menu.
fn report_nameless(code: &'static str, to: &str, scope: &Scope<'_>) -> Diagnostic {
    let message = say!("菜单里的“{to}”没有名称" | "`{to}` in the menu has no name");
    let mut finding = Diagnostic::error(code, &SourcePath::new(config::FILE), message);
    finding.span = config::place_of_text("menu", to, scope.world);
    finding.with_hint(say!(
        "请写上 label：{{label: 名称, to: {to}}}" | "write a label: `{{label: Name, to: {to}}}`"
    ))
}

fn report(code: &'static str, to: &str, scope: &Scope<'_>) -> Diagnostic {
    let message = say!("菜单里的“{to}”没有通向任何页面" | "`{to}` in the menu leads to no page");
    let mut finding = Diagnostic::error(code, &SourcePath::new(config::FILE), message);
    finding.span = config::place_of_text("menu", to, scope.world);
    let pages = scope.catalog.pages.iter().map(|page| scope.catalog.page_path(page));
    let mut known: Vec<String> = SECTIONS.into_iter().chain([SEARCH]).map(str::to_owned).collect();
    known.extend(pages.map(|path| path.as_str().trim_matches('/').to_owned()));
    known.retain(|name| !name.is_empty());
    finding.with_hint(match find_nearest(to, known.iter().map(String::as_str)) {
        Some(near) => say!("是不是想写“{near}”？" | "did you mean `{near}`?"),
        None => {
            let Text { zh, en } = join_names(known);
            say!(
                "可以写目录和页面：{zh}；本站别的地址以“/”开头，别的网站写完整的网址"
                    | "sections and pages: {en}; begin other addresses of the site with a slash, \
                       and write those of the web in full"
            )
        }
    })
}
