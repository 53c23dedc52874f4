//! What the files of the content are checked against.

use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::input::fields::{Fields, Reader};
use crate::input::yaml;
use crate::markdown;
use crate::publication::config::Config;
use crate::publication::gazetteer::Gazetteer;
use crate::publication::theme::{EditionTexts, Theme};

/// What a case is checked against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What the publication says about itself.
    pub config: &'a Config,
    /// Its regions.
    pub gazetteer: &'a Gazetteer,
    /// What readers see besides the content.
    pub texts: &'a EditionTexts,
    /// Whose macros texts can call.
    pub theme: Option<&'a Theme>,
    /// How Markdown is rendered.
    pub markdown: &'a markdown::Options<'a>,
    /// Whether to give advice: to look for what is no mistake but worth a look.
    pub lints: bool,
    /// The hash of all of these.
    pub hash: Hash,
}

impl Context<'_> {
    /// Opens the front matter of a file, which begins at its byte `start`, without the keys that
    /// the publication ignores.
    pub(crate) fn open_front(
        &self,
        yaml: &str,
        start: usize,
        reader: &mut Reader<'_>,
    ) -> Option<Fields> {
        let node = yaml::parse_document(reader.file, yaml, start, reader.sink)?;
        let mut fields = reader.read_map("---", node)?;
        fields.ignore_keys(&self.config.ignore_keys);
        Some(fields)
    }

    /// Returns what the renderer says to readers of a file in `language`.
    #[must_use]
    pub fn labels(&self, language: Option<&LanguageTag>) -> markdown::Labels<'_> {
        let texts = self.texts.texts_for(language.unwrap_or(&self.config.language));
        markdown::Labels {
            table: texts.text_of("body_table"),
            table_n: texts.text_of("body_table_n"),
            footnotes: texts.text_of("body_footnotes"),
            back: texts.text_of("body_footnote_back"),
            done: texts.text_of("body_task_done"),
            open: texts.text_of("body_task_open"),
            alerts: [
                texts.text_of("body_alert_note"),
                texts.text_of("body_alert_tip"),
                texts.text_of("body_alert_important"),
                texts.text_of("body_alert_warning"),
                texts.text_of("body_alert_caution"),
            ],
        }
    }
}

/// Calls `with` with what the files of the publication `site` are checked against in tests, lints
/// too.
#[cfg(test)]
pub(super) fn with_context<T>(
    site: &str,
    sink: &mut crate::foundation::diagnostic::Sink,
    with: impl FnOnce(&Context<'_>, &mut crate::foundation::diagnostic::Sink) -> T,
) -> T {
    let site = format!("title: t\nbase_url: https://example.org/\n{site}");
    let config = Config::read_config(&site, sink);
    let highlighter = markdown::Highlighter::default();
    let context = Context {
        config: &config,
        gazetteer: &Gazetteer::of_china(),
        texts: &Theme::builtin_texts().of_editions(&config, |_, _| None),
        theme: None,
        markdown: &markdown::Options::new(&highlighter),
        lints: true,
        hash: Hash::default(),
    };
    with(&context, sink)
}
