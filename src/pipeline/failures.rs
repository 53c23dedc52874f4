//! Outputs that could not be made, as findings.

use crate::edition::site::Site;
use crate::foundation::diagnostic::{Diagnostic, Severity, Text};
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::render::job::{Failure, Job};
use crate::say;

/// Merges findings of [`super::Planned::render`]: one wrong line of a template fails on every page
/// that uses it, and is reported once, with the first page.
pub fn merge_failures(failures: &mut Vec<Diagnostic>) {
    failures.sort_by(|a, b| {
        (&a.file, a.span, &a.message, &a.notes).cmp(&(&b.file, b.span, &b.message, &b.notes))
    });
    let mut merged: Vec<(Diagnostic, usize)> = Vec::new();
    for failure in failures.drain(..) {
        match merged.last_mut().filter(|(last, _)| {
            (&last.file, last.span, &last.message)
                == (&failure.file, failure.span, &failure.message)
        }) {
            Some((_, more)) => *more += 1,
            None => merged.push((failure, 0)),
        }
    }
    failures.extend(merged.into_iter().map(|(failure, more)| match more {
        0 => failure,
        more => failure.with_hint(say!(
            "另有 {more} 个页面因此出错" | "{more} more pages fail for the same reason"
        )),
    }));
}

/// Says why an output could not be made: the page, the template, its line and how it got there.
pub(super) fn explain_failure(job: &Job, site: &Site, failure: Failure) -> Diagnostic {
    let page = job.path.site_path();
    match failure {
        Failure::Template(error) => {
            let file = site
                .theme
                .file_of(&error.template)
                .cloned()
                .unwrap_or_else(|| SourcePath::new(&format!("templates/{}", error.template)));
            let Text { zh, en } = &error.message;
            // The note names one page; equal mistakes on other pages are merged by their place.
            let mut finding = Diagnostic::error(
                "template-error",
                &file,
                say!("模板出错：{zh}" | "a template failed: {en}"),
            );
            if let Some((line, column)) = error.place {
                finding.span = site.theme.span_of(&error.template, line, column);
            }
            let chain = error.chain.join(" → ");
            finding = finding.with_hint(match error.chain.len() {
                _ if error.place.is_none() => say!(
                    "请检查这个模板，和它引入的模板"
                        | "look at this template and at those that it includes"
                ),
                0 | 1 => say!("请改正模板的这一处" | "fix the template at this place"),
                _ => say!(
                    "请改正模板的这一处；页面经过这些模板用到它：{chain}"
                        | "fix the template at this place; the page got there by {chain}"
                ),
            });
            let origin = job.origin.clone().unwrap_or_else(|| SourcePath::new(page.as_str()));
            finding.with_note(
                &origin,
                None,
                say!("生成页面 {page} 时" | "while making the page {page}"),
            )
        }
        Failure::Read { file, error } => source::report_unreadable(&file, &error),
        Failure::Format(why) => internal_fault(
            job.origin.clone(),
            say!("{page} 没有生成：{why}" | "{page} could not be made: {why}"),
        ),
    }
}

/// Says that the program failed, which no content may bring it to.
#[must_use]
pub fn internal_fault(file: Option<SourcePath>, message: Text) -> Diagnostic {
    Diagnostic::new(Severity::Error, "internal", file, message).with_hint(say!(
        "这不是内容的错，是程序的错；请保留这条提示和出错的文件，报告给开发者"
            | "the content is right and the program wrong: report this finding and the file \
               to the developers"
    ))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::foundation::diagnostic::Speech;
    use crate::foundation::world::MemoryWorld;
    use crate::report::Reporter;

    #[test]
    fn a_failure_of_the_program_is_no_fault_of_the_content() {
        let finding = internal_fault(
            None,
            say!("/feed.xml 没有生成：写不下" | "/feed.xml could not be made: no room"),
        );
        let world = MemoryWorld::default();
        expect![[r"
            错误[internal]: /feed.xml 没有生成：写不下
             |
             = 怎么改: 这不是内容的错，是程序的错；请保留这条提示和出错的文件，报告给开发者"]]
        .assert_eq(&Reporter::new(&world, Speech::Chinese).write_human(&finding));
    }
}
