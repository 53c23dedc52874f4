//! Kinds of files by their word, those of the collections of the publication too.

use super::Fatal;
use crate::foundation::diagnostic::{Text, join_names};
use crate::foundation::nearest::find_nearest;
use crate::publication::config::Config;
use crate::say;

/// Says that a word names none of the `kinds` and no collection.
pub(super) fn unknown_kind(word: &str, kinds: &[&str], config: &Config) -> Fatal {
    let collections = config.collections.iter().map(|one| one.key.as_str());
    let known: Vec<&str> = kinds.iter().copied().chain(collections).collect();
    Fatal::Said(match find_nearest(word, known.iter().copied()) {
        Some(near) => say!(
            "没有“{word}”这一种；是不是想写“{near}”？"
                | "there is no kind `{word}`; did you mean `{near}`?"
        ),
        None => {
            let Text { zh, en } = join_names(&known);
            say!(
                "没有“{word}”这一种；可以写：{zh}" | "there is no kind `{word}`; choose among {en}"
            )
        }
    })
}
