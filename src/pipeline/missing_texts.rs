//! Languages of the publication that the theme has no texts in.

use std::cell::LazyCell;

use crate::foundation::diagnostic::{Diagnostic, Sink, Text, join_names};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::publication::config;
use crate::publication::config::Config;
use crate::publication::theme::Theme;
use crate::say;

/// How many missing texts are named.
const NAMED: usize = 5;

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
        let place = if at == 0 { &of_language } else { &of_editions };
        if let Some(finding) = report_missing(theme, language) {
            sink.push(Diagnostic { span: **place, ..finding });
        }
    }
}

fn report_missing(theme: &Theme, language: &LanguageTag) -> Option<Diagnostic> {
    let (other, missing) = theme.texts.missing_in(language)?;
    let has_none = theme.texts.stand_in(language).is_some();
    if missing.is_empty() {
        return None;
    }
    let (tag, other, count) = (language.as_str(), other.as_str(), missing.len());
    let message = if has_none {
        say!(
            "主题没有 {tag} 的界面文字，用 {other} 的代替"
                | "the theme has no texts in {tag}; those in {other} stand in for them"
        )
    } else {
        say!(
            "{tag} 的界面文字还差 {count} 段，用 {other} 的代替"
                | "{count} texts are wanting in {tag}; those in {other} stand in for them"
        )
    };
    let hint = if has_none {
        say!(
            "请在出版物里新建 i18n/{tag}.yaml，写上译文，例如 home: …"
                | "write them into i18n/{tag}.yaml in the publication, as in `home: …`"
        )
    } else {
        let Text { zh, en } = join_names(missing.into_iter().take(NAMED));
        say!(
            "请在出版物的 i18n/{tag}.yaml 里补上译文，例如 {zh}；全部的键见内置主题的 i18n/en.yaml"
                | "write them into i18n/{tag}.yaml in the publication, beginning with {en}; all \
                   keys stand in i18n/en.yaml of the built-in theme"
        )
    };
    let file = SourcePath::new(config::FILE);
    Some(Diagnostic::warning("language-without-texts", &file, message).with_hint(hint))
}
