//! A text about a model is shown on the page of that model: there must be one, and no second text
//! may be about it.

use rustc_hash::FxHashMap;

use super::written_name::Places;
use super::{Rule, Scope};
use crate::content::case::ModelId;
use crate::content::page::Page;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink};
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::SourcePath;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "model-page", run: check_model_pages };

fn check_model_pages(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    // Translations are about what their first files are about.
    if !scope.site.is_default() {
        return;
    }
    let mut places = Places::new(scope.world);
    let mut first: FxHashMap<&ModelId, &Page> = FxHashMap::default();
    for page in &scope.catalog.pages {
        let Some(model) = &page.about else { continue };
        if let Some(other) = first.get(model) {
            sink.push(report_second(code, page, other, &mut places));
            continue;
        }
        first.insert(model, page);
        if scope.catalog.models.iter().all(|group| group.model.id != *model) {
            let draft = scope.drafts.draft_of_model(model).filter(|_| !scope.with_drafts);
            match draft {
                Some(draft) if scope.lints => {
                    sink.push(report_waiting(code, page, draft, &mut places));
                }
                Some(_) => {}
                None => sink.push(report_unused(code, page, scope, &mut places)),
            }
        }
    }
}

fn report_second(
    code: &'static str,
    page: &Page,
    first: &Page,
    places: &mut Places<'_>,
) -> Diagnostic {
    let name = &page.title;
    let mut finding = Diagnostic::error(
        code,
        &page.file,
        say!(
            "有两篇文字都介绍模式“{name}”，网站上只有一页"
                | "two texts are about the model `{name}`, which has one page"
        ),
    )
    .with_hint(say!(
        "请把两篇合成一篇；如果是两个模式，title 要写得不同"
            | "make one of them; two models need two titles"
    ))
    .with_note(
        &first.file,
        places.find(&first.file, "title", &first.title),
        say!("另一篇在这里" | "the other is here"),
    );
    finding.span = places.find(&page.file, "title", name);
    finding
}

/// Says that a text waits for a draft to be published. It is no mistake.
fn report_waiting(
    code: &'static str,
    page: &Page,
    draft: &SourcePath,
    places: &mut Places<'_>,
) -> Diagnostic {
    let name = &page.title;
    let mut finding = Diagnostic::new(
        Severity::Hint,
        code,
        Some(page.file.clone()),
        say!(
            "模式“{name}”只有草稿 {draft}，这篇文字等它发布后才出现在网站上"
                | "the model `{name}` has the draft {draft} alone: this text is on no page until \
                   that is published"
        ),
    );
    finding.span = places.find(&page.file, "title", name);
    finding
}

fn report_unused(
    code: &'static str,
    page: &Page,
    scope: &Scope<'_>,
    places: &mut Places<'_>,
) -> Diagnostic {
    let name = &page.title;
    let models = scope.catalog.models.iter().map(|group| group.model.name.as_str());
    let mut finding = Diagnostic::warning(
        code,
        &page.file,
        say!(
            "没有案例的模式叫“{name}”，这篇文字不会出现在网站上"
                | "no case is of a model called `{name}`: this text is on no page"
        ),
    );
    finding.span = places.find(&page.file, "title", name);
    finding.with_hint(match find_nearest(name, models) {
        Some(near) => say!(
            "是不是“{near}”？title 要和案例里 model 的名称写得一样；案例还没发布，就先在这里写上 status: draft"
                | "did you mean `{near}`? write in `title` what cases write in `model`; as long as \
                   no such case is published, write `status: draft` here"
        ),
        None => say!(
            "title 要和案例里 model 的名称写得一样；案例还没发布，就先在这里写上 status: draft"
                | "write in `title` what cases write in `model`; as long as no such case is \
                   published, write `status: draft` here"
        ),
    })
}
