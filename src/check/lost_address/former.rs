//! Editions that were published and that `site.yaml` names no more: told once each, not by page.

use std::collections::BTreeMap;

use crate::check::Scope;
use crate::foundation::diagnostic::{Diagnostic, Sink, count_noun};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{OutPath, SitePath, SourcePath};
use crate::foundation::world::PublishedSite;
use crate::publication::config;
use crate::say;

/// The former editions by the first part of their addresses, each with how many of its pages are
/// gone.
#[derive(Default)]
pub(super) struct FormerEditions(BTreeMap<String, usize>);

impl FormerEditions {
    /// Finds the editions that were published. The first edition tells of all.
    pub(super) fn find(scope: &Scope<'_>, published: &dyn PublishedSite) -> Self {
        if !scope.site.is_default() {
            return Self::default();
        }
        let had = |path: &str| {
            let lists = [published.files(), published.gone()];
            OutPath::new(path)
                .is_ok_and(|path| lists.iter().any(|paths| paths.binary_search(&path).is_ok()))
        };
        let is_former = |tag: &&str| {
            let editions = &scope.site.config.editions;
            LanguageTag::parse(tag).is_some()
                && !editions.iter().any(|edition| edition.tag.as_str() == *tag)
                && had(&format!("{tag}/cases/index.html"))
        };
        let paths = published.files().iter().chain(published.gone());
        let homes = paths.filter_map(|path| path.as_str().strip_suffix("/index.html"));
        let former = homes.filter(|home| !home.contains('/')).filter(is_former);
        Self(former.map(|tag| (tag.to_owned(), 0)).collect())
    }

    /// Counts a page that is gone, when it is one of a former edition.
    pub(super) fn count_page(&mut self, path: &SitePath) -> bool {
        let first = path.as_str().split('/').nth(1).unwrap_or_default();
        let count = self.0.get_mut(first);
        count.map(|count| *count += usize::from(!path.as_str().contains("/page/"))).is_some()
    }

    /// Tells of each that is not given up as a whole.
    pub(super) fn report(self, code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
        for (tag, count) in self.0 {
            let home = SitePath::new(&format!("/{tag}/"));
            if count > 0 && !scope.site.config.gone.contains(&home) {
                sink.push(report_edition(code, &tag, &home, count));
            }
        }
    }
}

fn report_edition(code: &'static str, tag: &str, home: &SitePath, count: usize) -> Diagnostic {
    let pages = count_noun(count, "page");
    let message = say!(
        "发布过的版本 {tag} 没有了：它的 {count} 个页面都打不开了"
            | "the published edition `{tag}` is gone, and {pages} with it"
    );
    Diagnostic::warning(code, &SourcePath::new(config::FILE), message)
        .with_hint(say!(
            "还要这个版本的，请在 editions 里写回 {tag}；有意去掉、不想再提醒的，写 gone: [{home}]，它的所有页面都算在内"
                | "to have the edition again, name `{tag}` in `editions`; when it was taken out \
                   for good, write `gone: [{home}]`, which stands for all of its pages"
        ))
        .with_hint(say!(
            "要让它的首页转到现在的首页，请写 redirects: {{{home}: /}}；别的页面也可以一个个写在里面"
                | "to lead its home page to that of today, write `redirects: {{{home}: /}}`, where \
                   other pages may stand too, one by one"
        ))
}
