//! Attachments that were published and are gone: told together. No page can lead on from the
//! address of a file that is none.

use rustc_hash::FxHashSet;

use super::report::MOST;
use crate::check::Scope;
use crate::content::alias::written_alias;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink, Text, join_names};
use crate::foundation::path::{OutPath, SitePath, SourcePath};
use crate::foundation::world::PublishedSite;
use crate::input::yaml::write_item;
use crate::say;

/// Tells of the attachments that were published and that are not `there` any more. They are the
/// same in all editions.
pub(super) fn report(
    code: &'static str,
    scope: &Scope<'_>,
    published: &dyn PublishedSite,
    there: &FxHashSet<&str>,
    sink: &mut Sink,
) {
    if !scope.site.is_default() {
        return;
    }
    let gone = &scope.site.config.gone;
    let mut lost: Vec<SitePath> = published
        .files()
        .iter()
        .chain(published.gone())
        .filter(|path| path.is_attachment() && !there.contains(path.as_str()))
        .map(OutPath::site_path)
        .filter(|path| !gone.contains(path))
        .collect();
    lost.sort_unstable();
    lost.dedup();
    if lost.is_empty() {
        return;
    }
    let is_there = |path: &&SitePath| {
        let file = SourcePath::new(&format!("content{}", path.as_str()));
        scope.world.files().iter().any(|entry| entry.path == file)
    };
    let (unnamed, missing): (Vec<&SitePath>, Vec<&SitePath>) =
        lost.iter().take(MOST).partition(is_there);
    let mut finding = Diagnostic::new(Severity::Warning, code, None, message(&lost));
    if !unnamed.is_empty() {
        let files = unnamed.iter().map(|path| write_item(path.as_str().trim_start_matches('/')));
        let files = files.collect::<Vec<_>>().join(", ");
        finding = finding.with_hint(say!(
            "文件还在、只是没有文章提到的，在 site.yaml 里写 publish: [{files}]，就照旧发布"
                | "to publish what is still there but named by no text, write in site.yaml: \
                   `publish: [{files}]`"
        ));
    }
    if !missing.is_empty() {
        finding = finding.with_hint(say!(
            "附件的地址就是它的文件名：改了名的，请改回原来的名称；新旧两个都要的，把旧的那个写进 site.yaml 的 publish"
                | "the address of an attachment is its name: give a renamed file its old one back; \
                   to keep both, list the old one in `publish` of site.yaml"
        ));
    }
    let given_up = lost.iter().take(MOST).map(written_alias).collect::<Vec<_>>().join(", ");
    sink.push(super::report::with_rest(
        finding.with_hint(say!(
            "有意不要、不想再提醒的，在 site.yaml 里写 gone: [{given_up}]"
                | "when it was taken out for good, write `gone: [{given_up}]` in site.yaml and it \
                   is told no more"
        )),
        lost.len(),
    ));
}

fn message(lost: &[SitePath]) -> Text {
    if let [one] = lost {
        return say!(
            "发布过的附件 {one} 没有了，存过它网址的读者打不开了"
                | "the published attachment `{one}` is gone: readers who kept its address find \
                   nothing"
        );
    }
    let count = lost.len();
    let Text { zh, en } = join_names(lost.iter().take(MOST).map(SitePath::as_str));
    say!(
        "{count} 个发布过的附件没有了，存过网址的读者打不开了：{zh}"
            | "{count} published attachments are gone, and readers who kept their addresses find \
               nothing: {en}"
    )
}
