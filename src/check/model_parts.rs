//! Cases of one model must not explain its formula differently.

use super::{Rule, Scope};
use crate::content::case::Case;
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::world::World;
use crate::say;

pub(super) const RULE: Rule = Rule { code: "model-parts", run: check_model_parts };

fn check_model_parts(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    for group in &scope.catalog.models {
        let model = &group.model;
        for index in &group.cases {
            let case = &scope.catalog.cases[*index as usize];
            let notation = |case: &Case| {
                let written = case.models.iter().find(|one| one.id == model.id);
                written.and_then(|one| one.notation.clone())
            };
            // A case may leave the notation to the others.
            if let (Some(written), Some(other)) = (&notation(case), &model.notation)
                && written != other
            {
                let name = &model.name;
                let mut finding = Diagnostic::warning(
                    code,
                    &case.file,
                    say!(
                        "模式“{name}”在这里写作“{written}”，在别的案例里写作“{other}”"
                            | "the model `{name}` is written `{written}` here and \
                               `{other}` in another case"
                    ),
                )
                .with_hint(say!(
                    "同一个模式的写法应当一致；如果是两个模式，请用不同的名称"
                        | "write one model one way, or give two models two names"
                ));
                finding.span = find_notation(&case.file, written, scope.world);
                let cases = group.cases.iter().map(|index| &scope.catalog.cases[*index as usize]);
                if let Some(first) = cases.into_iter().find(|case| notation(case) == model.notation)
                {
                    let span = find_notation(&first.file, other, scope.world);
                    finding = finding.with_note(
                        &first.file,
                        span,
                        say!("另一种写法在这里" | "the other way is here"),
                    );
                }
                sink.push(finding);
            }
        }
    }
}

/// Finds `notation` in a case. Models are read without their places; this reads the file again.
fn find_notation(file: &SourcePath, notation: &str, world: &dyn World) -> Option<Span> {
    let text = source::decode_text(file, &world.read(file).ok()?, &mut Sink::default())?;
    let at = text.find("notation:")? + "notation:".len();
    let at = at + text.get(at..)?.find(notation)?;
    Some(Span::new(at, at + notation.len()))
}
