//! Languages of the publication that the theme has no texts in.

use std::cell::LazyCell;

use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::publication::config;
use crate::publication::config::Config;
use crate::publication::theme::Theme;
use crate::say;

/// Reports languages of the publication that have no texts, and files of texts for which there is
/// no language.
pub(super) fn check_languages(
    config: &Config,
    theme: Option<&Theme>,
    world: &dyn World,
    sink: &mut Sink,
) {
    let editions = config.all_editions();
    let languages: Vec<&LanguageTag> = editions.iter().map(|edition| &edition.tag).collect();
    Theme::check_texts(world, &languages, sink);
    let Some(theme) = theme else { return };
    let place = |key| LazyCell::new(move || config::place_of(key, world));
    let (of_language, of_editions) = (place("language"), place("editions"));
    for (at, language) in languages.into_iter().enumerate() {
        let Some(other) = theme.texts.stand_in(language) else { continue };
        let mut finding = Diagnostic::warning(
            "language-without-texts",
            &SourcePath::new(config::FILE),
            say!(
                "主题没有 {language} 的界面文字，用 {other} 的代替"
                    | "the theme has no texts in {language}; those in {other} stand in for them",
                language = language.as_str(),
                other = other.as_str()
            ),
        )
        .with_hint(say!(
            "请在出版物里新建 i18n/{language}.yaml，写上译文，例如 {example}"
                | "write them into i18n/{language}.yaml in the publication, as in `{example}`",
            language = language.as_str(),
            example = "home: …"
        ));
        finding.span = if at == 0 { *of_language } else { *of_editions };
        sink.push(finding);
    }
}
