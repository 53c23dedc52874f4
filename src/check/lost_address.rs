//! Addresses that the site once had and that nothing answers any more: whoever linked there finds
//! an error. They are told until an old address leads on from there, or `gone` in `site.yaml` gives
//! them up.

use rustc_hash::FxHashSet;

use super::moved_page::{ByTitle, Candidate, first_section, is_titled, only_match};
use super::{Rule, Scope};
use crate::content::alias::{add_alias, written_alias};
use crate::edition::routes;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink};
use crate::foundation::path::{OutPath, SitePath, SourcePath};
use crate::foundation::source;
use crate::foundation::world::PublishedSite;
use crate::input::front_matter;
use crate::publication::config;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "lost-address", run: check_lost_addresses };

/// How many lost addresses are told one by one.
const MOST: usize = 20;

/// Up to so many times a page that is gone is compared with one that is new. Where more moved, only
/// pages of one title are.
const MOST_COMPARED: usize = 40_000;

fn check_lost_addresses(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    let Some(published) = scope.world.published() else { return };
    // A file with a mistake is not gone, and nothing is published as long as there is one.
    if sink.as_slice().iter().any(|found| found.severity == Severity::Error) {
        return;
    }
    // What is converted has the old addresses of what it is converted from.
    if scope.site.edition.from.is_some() {
        return;
    }
    let there: FxHashSet<&str> = scope.jobs.iter().map(|job| job.path.as_str()).collect();
    let lost: Vec<(SitePath, &OutPath)> = published
        .files()
        .iter()
        .chain(published.gone())
        .filter(|path| !there.contains(path.as_str()))
        .filter_map(|path| Some((address_here(scope, path)?, path)))
        .filter(|(path, _)| is_of_content(path) && !is_given_up(scope, path))
        .filter(|(path, _)| scope.site.is_default() || !is_lost_in_default(path, published, &there))
        .collect();
    if lost.is_empty() {
        return;
    }
    let candidates = list_candidates(scope, published);
    let by_title = (lost.len().saturating_mul(candidates.len()) > MOST_COMPARED)
        .then(|| ByTitle::new(&candidates));
    let mut more = 0;
    for (number, (path, file)) in lost.iter().enumerate() {
        let html = published.read(file).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let html = html.unwrap_or_default();
        let likely = match &by_title {
            Some(by_title) => by_title.likely(&html),
            None => candidates.iter().collect(),
        };
        match only_match(&likely, path, &html) {
            Some(new) => sink.push(report_moved(code, scope, path, new)),
            None if number < MOST => sink.push(report_gone(code, scope, path)),
            None => more += 1,
        }
    }
    if more > 0 {
        sink.push(
            Diagnostic::new(
                Severity::Warning,
                code,
                None,
                say!("另有 {more} 个发布过的地址也没有了" | "{more} more published addresses are gone"),
            )
            .with_hint(say!(
                "如果是改了 permalinks 或文件夹的名称，请改回去，或给各篇写上 aliases；不想再提醒的写进 site.yaml 的 gone"
                    | "when `permalinks` or the name of a folder was changed, change it back or give each file its `aliases`; list in `gone` of site.yaml what is to be told no more"
            )),
        );
    }
}

/// Returns the address of a published page within the edition; `None` for what is no page, or
/// another edition's.
pub(super) fn address_here(scope: &Scope<'_>, path: &OutPath) -> Option<SitePath> {
    let is_page = path.as_str().ends_with(".html") && path.as_str() != "404.html";
    if !is_page {
        return None;
    }
    let address = path.site_path();
    let root = scope.site.edition_path(&SitePath::new("/"));
    let rest = address.as_str().strip_prefix(root.as_str())?;
    let first = rest.split('/').next().unwrap_or_default();
    let is_other = scope.site.is_default()
        && scope.site.config.editions.iter().any(|edition| edition.tag.as_str() == first);
    (!is_other).then(|| SitePath::new(rest))
}

/// Tells whether `site.yaml` says that an address is gone for good: as this edition or as the whole
/// site has it.
fn is_given_up(scope: &Scope<'_>, path: &SitePath) -> bool {
    let gone = &scope.site.config.gone;
    !gone.is_empty() && (gone.contains(path) || gone.contains(&scope.site.edition_path(path)))
}

/// Tells whether a page is one that an editor made, and no list that follows from others.
fn is_of_content(path: &SitePath) -> bool {
    let path = path.as_str();
    let made = ["/regions/", "/indicators/", "/practices/", "/compare/"];
    let made =
        made.iter().chain(&[routes::BROWSE_FOLDER, routes::SEARCH_FOLDER, routes::DATA_FOLDER]);
    !made.into_iter().any(|folder| path.starts_with(folder))
        && !path.contains("/page/")
        && !path.ends_with("/compare/")
        && !matches!(path, "/" | "/cases/" | "/models/" | "/topics/")
}

/// Tells whether the default edition lost the same address: its old address is then that of all
/// editions.
fn is_lost_in_default(
    path: &SitePath,
    published: &dyn PublishedSite,
    there: &FxHashSet<&str>,
) -> bool {
    path.out_path().is_ok_and(|path| {
        let was_there = [published.files(), published.gone()]
            .iter()
            .any(|paths| paths.binary_search(&path).is_ok());
        was_there && !there.contains(path.as_str())
    })
}

/// Lists the pages whose address was not published yet.
fn list_candidates(scope: &Scope<'_>, published: &dyn PublishedSite) -> Vec<Candidate> {
    let (site, catalog) = (scope.site, scope.catalog);
    let is_new = |path: &SitePath| {
        site.edition_path(path)
            .out_path()
            .is_ok_and(|path| published.files().binary_search(&path).is_err())
    };
    // One that took the address of another is new there.
    let is_new_text = |path: &SitePath, title: &str| {
        let out = site.edition_path(path).out_path().ok();
        let before = out.as_ref().and_then(|path| published.title(path));
        is_new(path) || before.is_some_and(|before| !is_titled(before, title))
    };
    let cases = catalog.cases.iter().filter(|case| case.card.language.is_none());
    let cases =
        cases.filter(|case| is_new_text(&case.card.path, &case.card.title)).map(|case| Candidate {
            path: case.card.path.clone(),
            file: Some(case.file.clone()),
            title: case.card.title.clone(),
            texts: vec![case.card.summary.clone()],
            listed: Vec::new(),
        });
    let pages = catalog.pages.iter().filter(|page| page.elsewhere.is_none());
    let pages = pages.map(|page| (catalog.page_path(page), page));
    let pages =
        pages.filter(|(path, page)| is_new_text(path, &page.title)).map(|(path, page)| Candidate {
            path,
            file: Some(page.file.clone()),
            title: page.title.clone(),
            texts: vec![page.summary.clone(), page.body.first_paragraph.clone()],
            listed: Vec::new(),
        });
    let href = |index: &u32| site.href(&catalog.cases[*index as usize].card.path);
    let models = catalog.models.iter().filter(|model| model.page.is_none());
    let models = models.map(|model| (model.path.clone(), &model.model.name[..], &model.cases));
    let topics = catalog
        .topics
        .iter()
        .map(|topic| (routes::topic_path(&topic.topic), &*topic.topic.name, &topic.cases));
    let lists = models.chain(topics).filter(|(path, _, _)| is_new(path));
    let lists = lists.map(|(path, name, cases)| Candidate {
        path,
        file: None,
        title: name.to_owned(),
        texts: Vec::new(),
        listed: cases.iter().map(href).collect(),
    });
    cases.chain(pages).chain(lists).collect()
}

fn report_moved(
    code: &'static str,
    scope: &Scope<'_>,
    old: &SitePath,
    new: &Candidate,
) -> Diagnostic {
    let now = &new.path;
    let message = say!(
        "发布过的地址 {old} 没有了，同样的内容现在在 {now}"
            | "the published address `{old}` is gone; what stood there is now at `{now}`"
    );
    let alias = written_alias(old);
    let Some(file) = &new.file else {
        let to = written_alias(now);
        let site = SourcePath::new(config::FILE);
        return Diagnostic::warning(code, &site, message).with_hint(say!(
            "要让旧地址转到新地址，请在 site.yaml 里写：redirects: {{{alias}: {to}}}"
                | "to lead the old address to the new one, write in site.yaml: `redirects: {{{alias}: {to}}}`"
        ));
    };
    let finding = Diagnostic::warning(code, file, message).with_hint(say!(
        "要让旧地址转到新地址，请在 {file} 的信息区写：aliases: [{alias}]；已经有 aliases 的，加在里面"
            | "to lead the old address to the new one, write in the front matter of {file}: `aliases: [{alias}]`, or add it to those that are there"
    ));
    match alias_place(scope, file, old) {
        Some((span, text)) => finding.with_fix(span, text),
        None => finding,
    }
}

/// Finds where the line that keeps the old address goes.
fn alias_place(
    scope: &Scope<'_>,
    file: &SourcePath,
    old: &SitePath,
) -> Option<(crate::foundation::diagnostic::Span, String)> {
    let mut sink = Sink::default();
    let text = source::decode_text(file, &scope.world.read(file).ok()?, &mut sink)?;
    let parts = front_matter::split_file(file, &text, &mut sink)?;
    add_alias(parts.yaml_of(&text), parts.yaml.start, old)
}

fn report_gone(code: &'static str, scope: &Scope<'_>, old: &SitePath) -> Diagnostic {
    let shown = scope.site.edition_path(old);
    let alias = written_alias(old);
    let first = untranslated_file(scope, old);
    let of_translation = || scope.drafts.translation(first?, scope.site.language());
    let draft = scope.drafts.draft_at(old).or_else(of_translation);
    if let (None, Some(first)) = (draft, first) {
        return report_translation(code, scope, &shown, first);
    }
    match draft.filter(|_| !scope.with_drafts) {
        // About the site and not the draft, whose findings wait.
        Some(file) => Diagnostic::new(
            Severity::Warning,
            code,
            None,
            say!(
                "发布过的地址 {shown} 没有了：{file} 现在是草稿"
                    | "the published address `{shown}` is gone: {file} is a draft now"
            ),
        )
        .with_hint(say!(
            "还要发布的，请删去 status: draft；有意收回、不想再提醒的，在 site.yaml 里写 gone: [{shown}]"
                | "to publish it again, take out `status: draft`; when it was withdrawn for good, write `gone: [{shown}]` in site.yaml and it is told no more"
        )),
        None => Diagnostic::new(
            Severity::Warning,
            code,
            None,
            say!("发布过的地址 {shown} 没有了" | "the published address `{shown}` is gone"),
        )
        .with_hint(if matches!(first_section(old), "topics" | "models") { say!(
            "改了名称的，请在 site.yaml 里写 redirects: {{{alias}: 新地址}}；有意不用、不想再提醒的，写 gone: [{shown}]"
                | "when it was renamed, write in site.yaml: `redirects: {{{alias}: …}}`, with the new address; when it is no longer used, write `gone: [{shown}]` there and it is told no more"
        ) } else { say!(
            "改了文件名或 slug 的，请在新的文件里写 aliases: [{alias}]；有意删去、不想再提醒的，在 site.yaml 里写 gone: [{shown}]"
                | "when its file or `slug` was renamed, write in the new file: `aliases: [{alias}]`; when it was deleted, write `gone: [{shown}]` in site.yaml and it is told no more"
        ) }),
    }
}

/// Returns the file that the edition only lists where it once had a text at `old`.
fn untranslated_file<'a>(scope: &Scope<'a>, old: &SitePath) -> Option<&'a SourcePath> {
    let catalog = scope.catalog;
    let cases = catalog.cases.iter().filter(|case| case.card.language.is_some());
    let mut cases = cases.filter(|case| case.card.path == *old).map(|case| &case.base);
    let pages = catalog.pages.iter().filter(|page| page.elsewhere.is_some());
    let mut pages = pages.filter(|page| catalog.page_path(page) == *old).map(|page| &page.base);
    cases.next().or_else(|| pages.next())
}

fn report_translation(
    code: &'static str,
    scope: &Scope<'_>,
    shown: &SitePath,
    first: &SourcePath,
) -> Diagnostic {
    let alias = written_alias(shown);
    let finding = Diagnostic::warning(
        code,
        first,
        say!(
            "发布过的地址 {shown} 没有了：{first} 现在没有这个语言的译文"
                | "the published address `{shown}` is gone: {first} has no text in this language now"
        ),
    )
    .with_hint(say!(
        "要让旧地址转到原文，请在 {first} 的信息区写：aliases: [{alias}]；不想再提醒的，在 site.yaml 里写 gone: [{shown}]"
            | "to lead the old address to the first text, write in the front matter of {first}: `aliases: [{alias}]`; or write `gone: [{shown}]` in site.yaml and it is told no more"
    ));
    match alias_place(scope, first, shown) {
        Some((span, text)) => finding.with_fix(span, text),
        None => finding,
    }
}
