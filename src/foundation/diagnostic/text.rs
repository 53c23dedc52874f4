//! What findings say, in every language of messages.

use std::borrow::Cow;

/// A language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Speech {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

/// One sentence in every language of messages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Text {
    /// Returns the sentence in `speech`.
    #[must_use]
    pub fn in_speech(&self, speech: Speech) -> &str {
        match speech {
            Speech::Chinese => &self.zh,
            Speech::English => &self.en,
        }
    }
}

/// Says one thing in Chinese and in English: `say!("没有“{key}”" | "no `{key}`")`. Does not compile
/// when a language is missing.
macro_rules! say {
    ($zh:literal | $en:literal $(, $($arg:tt)*)?) => {
        $crate::foundation::diagnostic::Text {
            zh: format!($zh $(, $($arg)*)?).into(),
            en: format!($en $(, $($arg)*)?).into(),
        }
    };
}
pub(crate) use say;

/// Returns a number with what it counts in English, `one` being the word for one of them:
/// `1 error`, `2 errors`.
#[must_use]
pub fn count_noun(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// How many names a message lists.
const MOST_LISTED: usize = 60;

/// Lists names as each language does: `甲、乙`, and in backticks with commas. Of very many the
/// first are listed.
#[must_use]
pub fn join_names<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Text {
    let mut names = names.into_iter();
    let shown: Vec<T> = names.by_ref().take(MOST_LISTED).collect();
    let [more_zh, more_en] = if names.next().is_some() { ["……", ", ..."] } else { [""; 2] };
    let join =
        |separator: &str| shown.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(separator);
    let (zh, en) = (join("、"), join("`, `"));
    say!("{zh}{more_zh}" | "`{en}`{more_en}")
}
