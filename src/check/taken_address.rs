//! Addresses at which another text stands than was published there: whoever kept one finds
//! something else, and no error says so.

use rustc_hash::FxHashMap;

use super::lost_address::address_here;
use super::moved_page::{escape_text, is_titled};
use super::{Rule, Scope};
use crate::content::page;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink};
use crate::foundation::path::{OutPath, SitePath, SourcePath, decode_percent};
use crate::foundation::world::PublishedSite;
use crate::markdown::{Body, plain_text};
use crate::say;
use crate::text::copy_name::share_of_pairs;

pub(super) const RULE: Rule = Rule { code: "taken-address", run: check_taken_addresses };

/// A title that has so many hundredths of its pairs of characters in another is that one, reworded.
const REWORDED: usize = 40;

/// A text that has so many hundredths of its pairs of characters on a page was there before.
const REWRITTEN: usize = 60;

/// A text shorter than this, in characters, may stand on any page.
const TELLING: usize = 10;

/// How many pages whose titles begin alike are looked at.
const MOST_ALIKE: usize = 50;

/// A page that is made of a file of its own.
struct OwnPage<'a> {
    path: SitePath,
    out: OutPath,
    file: &'a SourcePath,
    title: &'a str,
    /// What the page has said if it is the same one; a case keeps nothing but its summary.
    texts: Vec<&'a str>,
    body: &'a Body,
}

fn check_taken_addresses(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    let Some(published) = scope.world.published() else { return };
    // A file with a mistake may be the one that was there.
    if sink.as_slice().iter().any(|found| found.severity == Severity::Error) {
        return;
    }
    if scope.site.edition.from.is_some() {
        return;
    }
    let pages = list_pages(scope);
    let is_changed = |page: &&OwnPage<'_>| {
        published.title(&page.out).is_some_and(|title| !is_titled(title, page.title))
    };
    let changed: Vec<&OwnPage<'_>> = pages.iter().filter(is_changed).collect();
    if changed.is_empty() {
        return;
    }
    let moves = Moves::new(scope, published, &pages);
    for page in changed {
        let Some(before) = published.title(&page.out) else { continue };
        let now = moves.now_at(before, page);
        if now.is_some() || moves.came(page) || is_other(scope, published, page, before) {
            sink.push(report(code, scope, page, before, now));
        }
    }
}

fn list_pages<'a>(scope: &Scope<'a>) -> Vec<OwnPage<'a>> {
    let (site, catalog) = (scope.site, scope.catalog);
    let cases = catalog.cases.iter().filter(|case| case.card.language.is_none());
    let cases = cases.filter_map(|case| {
        Some(OwnPage {
            path: case.card.path.clone(),
            out: site.edition_path(&case.card.path).out_path().ok()?,
            file: &case.file,
            title: &case.card.title,
            texts: vec![&case.card.summary],
            body: &case.body,
        })
    });
    let is_plain = |role: &page::Role| matches!(role, page::Role::Plain(_) | page::Role::Entry(_));
    let pages = catalog.pages.iter();
    let pages = pages.filter(|page| page.elsewhere.is_none() && is_plain(&page.role));
    let pages = pages.filter_map(|page| {
        let path = catalog.page_path(page);
        Some(OwnPage {
            out: site.edition_path(&path).out_path().ok()?,
            path,
            file: &page.file,
            title: &page.title,
            texts: vec![&page.summary, &page.body.first_paragraph],
            body: &page.body,
        })
    });
    cases.chain(pages).collect()
}

/// Which texts stand elsewhere than they did.
struct Moves<'a> {
    published: &'a dyn PublishedSite,
    /// The pages by their titles, as HTML.
    by_title: FxHashMap<String, &'a OwnPage<'a>>,
    by_path: FxHashMap<&'a str, &'a OwnPage<'a>>,
    /// The titles that were published in this edition, as HTML, each with its place; sorted.
    titles: Vec<(&'a str, &'a OutPath)>,
}

impl<'a> Moves<'a> {
    fn new(scope: &Scope<'_>, published: &'a dyn PublishedSite, pages: &'a [OwnPage<'a>]) -> Self {
        let here = published.files().iter().filter(|path| address_here(scope, path).is_some());
        let mut titles: Vec<(&str, &OutPath)> =
            here.filter_map(|path| Some((published.title(path)?, path))).collect();
        titles.sort_unstable();
        let by_title = pages.iter().map(|page| (escape_text(page.title), page)).collect();
        let by_path = pages.iter().map(|page| (page.out.as_str(), page)).collect();
        Self { published, by_title, by_path, titles }
    }

    /// Returns the page at which the text stands now that was called `title` at that of `page`.
    fn now_at(&self, title: &str, page: &OwnPage<'_>) -> Option<&'a OwnPage<'a>> {
        let ends = title.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        let mut named = ends.filter_map(|end| self.by_title.get(title.get(..end)?));
        let there = *named.find(|there| is_titled(title, there.title))?;
        let before = self.published.title(&there.out);
        let was_there = before.is_some_and(|before| is_titled(before, there.title));
        (there.out != page.out && !was_there).then_some(there)
    }

    /// Tells whether the text of `page` was published elsewhere and is there no more.
    fn came(&self, page: &OwnPage<'_>) -> bool {
        let head = escape_text(page.title);
        let start = self.titles.partition_point(|(title, _)| *title < head.as_str());
        let alike = self.titles[start..].iter().take_while(|(title, _)| title.starts_with(&head));
        alike.take(MOST_ALIKE).any(|(title, path)| {
            let there = self.by_path.get(path.as_str());
            **path != page.out
                && is_titled(title, page.title)
                && there.is_none_or(|there| there.title != page.title)
        })
    }
}

/// Tells whether the page that was published has nothing in common with the one that is to stand in
/// its place.
fn is_other(
    scope: &Scope<'_>,
    published: &dyn PublishedSite,
    page: &OwnPage<'_>,
    before: &str,
) -> bool {
    if share_of_pairs(page.title, before) >= REWORDED {
        return false;
    }
    let html = published.read(&page.out).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(html) = html else { return false };
    // A page that led on led to this one, as it was called then.
    if let Some(target) = redirect_target(scope, &html) {
        let title = target.out_path().ok().and_then(|path| published.title(&path));
        return title.is_none_or(|title| !is_titled(title, page.title));
    }
    let text = plain_text(&html);
    let is_there = |part: &&str| part.chars().count() >= TELLING && text.contains(*part);
    !page.texts.iter().any(is_there)
        && share_of_pairs(&plain_text(&page.body.html.read_html()), &text) < REWRITTEN
}

/// Returns where a page leads that does nothing else.
fn redirect_target(scope: &Scope<'_>, html: &str) -> Option<SitePath> {
    let (_, rest) = html.split_once("http-equiv=\"refresh\"")?;
    let (_, rest) = rest.split_once("url=")?;
    let address = decode_percent(rest.split('"').next()?);
    let base = scope.site.base.path_prefix().trim_end_matches('/');
    Some(SitePath::new(address.strip_prefix(base)?))
}

fn report(
    code: &'static str,
    scope: &Scope<'_>,
    page: &OwnPage<'_>,
    before: &str,
    now: Option<&OwnPage<'_>>,
) -> Diagnostic {
    let shown = scope.site.edition_path(&page.path);
    let (before, title) = (plain_text(before), page.title);
    let finding = Diagnostic::warning(
        code,
        page.file,
        say!(
            "发布过的地址 {shown} 换成了另一篇：原来是“{before}”，现在是“{title}”"
                | "another text stands at the published address `{shown}`: it was `{before}` and \
                   is now `{title}`"
        ),
    );
    match now {
        Some(now) => {
            let (file, address) = (now.file, scope.site.edition_path(&now.path));
            finding.with_hint(say!(
                "原来那一篇现在是 {file}，在 {address}。要让旧链接仍打开它，\
                 请给它写上原来的 slug 或改回文件名，并给这一篇另取一个；有意对换的，不用改，\
                 发布以后不再提醒"
                    | "what stood there is {file} now, at `{address}`. To have old links open it, \
                       give it back its `slug` or the name of its file, and give this one another; \
                       when the change is meant, leave it: once published, it is told no more"
            ))
        }
        None => finding.with_hint(say!(
            "收藏了这个地址的读者会看到另一篇。请给这一篇另取文件名或 slug；有意换的，不用改，发布以后不再提醒"
                | "readers who kept the address find another text. Give this one another file name \
                   or `slug`; when the change is meant, leave it: once published, it is told no more"
        )),
    }
}
