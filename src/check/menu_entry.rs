//! An entry of the menu in `site.yaml` must lead to something that is there.

use super::{Rule, Scope};
use crate::edition::menu::{SECTIONS, find_page};
use crate::foundation::diagnostic::{Diagnostic, Sink, Text, join_names};
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
    for to in scope.site.config.menu.iter().flat_map(targets_of) {
        if !leads_somewhere(to, scope) {
            sink.push(report(code, to, scope));
        }
    }
}

/// Returns where an entry and those below it lead on the site.
fn targets_of(entry: &MenuEntry) -> Vec<&str> {
    match &entry.to {
        MenuTarget::Inside(to) => vec![to],
        MenuTarget::Web(_) => Vec::new(),
        MenuTarget::Entries(entries) => entries.iter().flat_map(targets_of).collect(),
    }
}

fn leads_somewhere(to: &str, scope: &Scope<'_>) -> bool {
    // A section without cases is left out until it has some.
    let is_known = to == "search" || SECTIONS.contains(&to);
    is_known || find_page(to, scope.catalog).is_some() || is_made(to, scope)
}

/// Tells whether the site answers an address.
fn is_made(to: &str, scope: &Scope<'_>) -> bool {
    let Ok(path) = SitePath::new(to).out_path() else { return false };
    to.starts_with('/') && scope.jobs.iter().any(|job| job.path == path)
}

fn report(code: &'static str, to: &str, scope: &Scope<'_>) -> Diagnostic {
    let message = say!("菜单里的“{to}”没有通向任何页面" | "`{to}` in the menu leads to no page");
    let mut finding = Diagnostic::error(code, &SourcePath::new(config::FILE), message);
    finding.span = config::place_of_text("menu", to, scope.world);
    let pages = scope.catalog.pages.iter().map(|page| scope.catalog.page_path(page));
    let mut known: Vec<String> = SECTIONS.iter().map(|name| (*name).to_owned()).collect();
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
