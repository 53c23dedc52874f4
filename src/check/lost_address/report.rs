//! What an editor is told of addresses that are lost: of pages one by one, and of lists, which are
//! made of names, together.

use std::collections::BTreeMap;

use crate::check::Scope;
use crate::check::moved_page::{Candidate, first_section};
use crate::content::alias::{add_alias, written_alias};
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink, Span, Text, join_names};
use crate::foundation::path::{SitePath, SourcePath};
use crate::foundation::source;
use crate::input::front_matter;
use crate::publication::config;
use crate::say;

/// How many lost addresses are told one by one, and how many a finding names.
pub(super) const MOST: usize = 20;

/// The lists that are made of a name.
const LISTS: &[&str] = &["topics", "models", "regions", "practices", "indicators"];

/// The findings about one edition.
pub(super) struct Reports<'a> {
    code: &'static str,
    scope: &'a Scope<'a>,
    told: usize,
    more: usize,
    /// Lists that are gone, by what they list.
    lists: BTreeMap<String, Vec<SitePath>>,
    /// Those that have another name now.
    renamed: BTreeMap<String, Vec<(SitePath, SitePath)>>,
}

impl<'a> Reports<'a> {
    pub(super) fn new(code: &'static str, scope: &'a Scope<'a>) -> Self {
        let (lists, renamed) = (BTreeMap::new(), BTreeMap::new());
        Self { code, scope, told: 0, more: 0, lists, renamed }
    }

    /// Tells that `old` is gone, and that its text stands at `now`.
    pub(super) fn add(&mut self, old: &SitePath, now: Option<&Candidate>, sink: &mut Sink) {
        let section = first_section(old);
        match now {
            Some(Candidate { elsewhere: false, file: Some(file), path, .. }) => {
                sink.push(report_moved(self.code, self.scope, old, (file, path)));
                return;
            }
            Some(Candidate { elsewhere: false, file: None, path, .. }) => {
                let renamed = self.renamed.entry(section.to_owned()).or_default();
                renamed.push((old.clone(), path.clone()));
                return;
            }
            _ => {}
        }
        let first = now.and_then(|page| page.file.as_ref());
        let draft = (!self.scope.with_drafts).then(|| draft_at(self.scope, old, first)).flatten();
        let finding = match (draft, first) {
            (Some(draft), _) => report_draft(self.code, self.scope, old, draft),
            (None, Some(first)) => report_translation(self.code, self.scope, old, first),
            (None, None) if LISTS.contains(&section) => {
                self.lists.entry(section.to_owned()).or_default().push(old.clone());
                return;
            }
            (None, None) => report_gone(self.code, self.scope, old),
        };
        if self.told < MOST || first.is_some() {
            sink.push(finding);
        } else {
            self.more += 1;
        }
        self.told += 1;
    }

    /// Tells what is told together.
    pub(super) fn finish(self, sink: &mut Sink) {
        let (code, scope) = (self.code, self.scope);
        sink.extend(self.renamed.values().map(|lists| report_renamed(code, lists)));
        sink.extend(self.lists.values().map(|lists| report_lists(code, scope, lists)));
        if self.more > 0 {
            sink.push(report_more(code, self.more));
        }
    }
}

fn report_more(code: &'static str, more: usize) -> Diagnostic {
    let message =
        say!("另有 {more} 个发布过的地址也没有了" | "{more} more published addresses are gone");
    Diagnostic::new(Severity::Warning, code, None, message).with_hint(say!(
        "如果是改了 permalinks 或文件夹的名称，请改回去，或给各篇写上 aliases；不想再提醒的写进 site.yaml 的 gone"
            | "when `permalinks` or the name of a folder was changed, change it back or give each \
               file its `aliases`; list in `gone` of site.yaml what is to be told no more"
    ))
}

fn report_renamed(code: &'static str, lists: &[(SitePath, SitePath)]) -> Diagnostic {
    let redirects = lists.iter().take(MOST);
    let redirects =
        redirects.map(|(old, new)| format!("{}: {}", written_alias(old), written_alias(new)));
    let redirects = redirects.collect::<Vec<_>>().join(", ");
    let message = match lists {
        [(old, now)] => say!(
            "发布过的地址 {old} 没有了，同样的内容现在在 {now}"
                | "the published address `{old}` is gone; what stood there is now at `{now}`"
        ),
        _ => {
            let count = lists.len();
            let named = lists.iter().take(MOST).map(|(old, _)| old.as_str());
            let Text { zh, en } = join_names(named);
            say!(
                "{count} 个发布过的地址没有了，同样的内容现在在别的地址：{zh}"
                    | "{count} published addresses are gone, and what stood there is \
                       elsewhere now: {en}"
            )
        }
    };
    let finding = Diagnostic::warning(code, &SourcePath::new(config::FILE), message);
    let finding = finding.with_hint(say!(
        "要让旧地址转到新地址，请在 site.yaml 里写：redirects: {{{redirects}}}"
            | "to lead the old address to the new one, write in site.yaml: \
               `redirects: {{{redirects}}}`"
    ));
    with_rest(finding, lists.len())
}

fn report_lists(code: &'static str, scope: &Scope<'_>, lists: &[SitePath]) -> Diagnostic {
    let shown: Vec<SitePath> =
        lists.iter().take(MOST).map(|path| scope.site.edition_path(path)).collect();
    let gone = shown.iter().map(written_alias).collect::<Vec<_>>().join(", ");
    let new = |message| Diagnostic::new(Severity::Warning, code, None, message);
    if let ([one], [old]) = (&shown[..], lists) {
        let alias = written_alias(old);
        return new(say!("发布过的地址 {one} 没有了" | "the published \
            address `{one}` is gone")).with_hint(say!(
            "改了名称的，请在 site.yaml 里写 redirects: {{{alias}: 新地址}}；有意不用、不想再提醒的，写 gone: [{gone}]"
                | "when it was renamed, write in site.yaml: `redirects: {{{alias}: …}}`, with the \
                   new address; when it is no longer used, write `gone: [{gone}]` there and \
                   it is told no more"
        ));
    }
    let (count, alias) = (lists.len(), written_alias(&lists[0]));
    let Text { zh, en } = join_names(shown.iter().map(SitePath::as_str));
    let finding = new(say!(
        "{count} 个发布过的列表页没有了，因为没有案例再用这些名称：{zh}"
            | "{count} published lists are gone, since no case has their names any more: {en}"
    ));
    let finding = finding.with_hint(say!(
        "有意不用、不想再提醒的，请在 site.yaml 里写 gone: [{gone}]；改了名称的，\
         每个在 site.yaml 里写一项 redirects: {{{alias}: 新地址}}"
            | "when they are no longer used, write in site.yaml: `gone: [{gone}]`, and they are \
               told no more; for each that was renamed, write `redirects: {{{alias}: …}}` there, \
               with the new address"
    ));
    with_rest(finding, lists.len())
}

/// Says how to get at those that a finding does not name.
pub(super) fn with_rest(finding: Diagnostic, count: usize) -> Diagnostic {
    let Some(rest @ 1..) = count.checked_sub(MOST) else { return finding };
    finding.with_hint(say!(
        "另有 {rest} 个没有列出；写好这些以后，再运行一次 casebook check 就会列出"
            | "{rest} more are not named here: `casebook check` names them once these are written"
    ))
}

fn report_moved(
    code: &'static str,
    scope: &Scope<'_>,
    old: &SitePath,
    (file, now): (&SourcePath, &SitePath),
) -> Diagnostic {
    let message = say!(
        "发布过的地址 {old} 没有了，同样的内容现在在 {now}"
            | "the published address `{old}` is gone; what stood there is now at `{now}`"
    );
    let alias = written_alias(old);
    let finding = Diagnostic::warning(code, file, message).with_hint(say!(
        "要让旧地址转到新地址，请在 {file} 的信息区写：aliases: [{alias}]；已经有 aliases 的，加在里面"
            | "to lead the old address to the new one, write in the front matter of {file}: \
               `aliases: [{alias}]`, or add it to those that are there"
    ));
    match alias_place(scope, file, old) {
        Some((span, text)) => finding.with_fix(span, text),
        None => finding,
    }
}

/// Finds where the line that keeps the old address goes.
fn alias_place(scope: &Scope<'_>, file: &SourcePath, old: &SitePath) -> Option<(Span, String)> {
    let mut sink = Sink::default();
    let text = source::decode_text(file, &scope.world.read(file).ok()?, &mut sink)?;
    let parts = front_matter::split_file(file, &text, &mut sink)?;
    add_alias(parts.yaml_of(&text), parts.yaml.start, old)
}

/// Returns the draft that stood at an address, or that is the translation of `first` there.
fn draft_at<'a>(
    scope: &Scope<'a>,
    old: &SitePath,
    first: Option<&SourcePath>,
) -> Option<&'a SourcePath> {
    let of_translation = || scope.drafts.translation(first?, scope.site.language());
    scope.drafts.draft_at(old).or_else(of_translation)
}

fn report_draft(
    code: &'static str,
    scope: &Scope<'_>,
    old: &SitePath,
    file: &SourcePath,
) -> Diagnostic {
    let shown = scope.site.edition_path(old);
    // About the site and not the draft, whose findings wait.
    Diagnostic::new(
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
            | "to publish it again, take out `status: draft`; when it was withdrawn for good, \
               write `gone: [{shown}]` in site.yaml and it is told no more"
    ))
}

fn report_gone(code: &'static str, scope: &Scope<'_>, old: &SitePath) -> Diagnostic {
    let shown = scope.site.edition_path(old);
    // With its edition, it is that edition's in whatever file it stands.
    let alias = written_alias(&shown);
    Diagnostic::new(
        Severity::Warning,
        code,
        None,
        say!("发布过的地址 {shown} 没有了" | "the published address `{shown}` is gone"),
    )
    .with_hint(say!(
        "改了文件名或 slug 的，请在新的文件里写 aliases: [{alias}]；有意删去、不想再提醒的，在 site.yaml 里写 gone: [{shown}]"
            | "when its file or `slug` was renamed, write in the new file: `aliases: [{alias}]`; \
               when it was deleted, write `gone: [{shown}]` in site.yaml and it is told no more"
    ))
}

fn report_translation(
    code: &'static str,
    scope: &Scope<'_>,
    old: &SitePath,
    first: &SourcePath,
) -> Diagnostic {
    let shown = &scope.site.edition_path(old);
    let alias = written_alias(shown);
    let finding = Diagnostic::warning(
        code,
        first,
        say!(
            "发布过的地址 {shown} 没有了：{first} 现在没有这个语言的译文"
                | "the published address `{shown}` is gone: {first} has no text in \
                   this language now"
        ),
    )
    .with_hint(say!(
        "要让旧地址转到原文，请在 {first} 的信息区写：aliases: [{alias}]；不想再提醒的，在 site.yaml 里写 gone: [{shown}]"
            | "to lead the old address to the first text, write in the front matter of {first}: \
               `aliases: [{alias}]`; or write `gone: [{shown}]` in site.yaml and it is told no more"
    ));
    match alias_place(scope, first, shown) {
        Some((span, text)) => finding.with_fix(span, text),
        None => finding,
    }
}
