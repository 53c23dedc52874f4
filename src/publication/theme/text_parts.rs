//! Texts inside of texts: `{=model}` stands for the text under `model`, so that a word which a
//! publication calls by another name changes wherever it is said.

use std::collections::BTreeMap;

use crate::publication::config::CaseKeys;

/// How a text inside of a text begins.
pub(super) const OPEN: &str = "{=";

/// What asks for the form inside of a sentence.
const LOWER: &str = "|lower";

/// How deep texts stand in one another.
const DEPTH: usize = 4;

/// Lists of what cases are found by: a name for each, and the texts it lists. What a publication
/// does without is left out.
const LISTS: [(&str, &[&str]); 2] = [
    ("found_by", &["regions", "models", "topics", "practices", "figures"]),
    ("listed_by", &["regions", "models", "topics"]),
];

/// Puts texts in the places that name them.
pub(super) fn fill_parts(all: &mut BTreeMap<String, String>, keys: &CaseKeys) {
    let with_parts: Vec<String> =
        all.iter().filter(|(_, text)| text.contains(OPEN)).map(|(key, _)| key.clone()).collect();
    let fill = |key: String| {
        let filled = text_of(&key, all, keys, &mut Vec::new());
        (key, filled)
    };
    let filled: Vec<_> = with_parts.into_iter().map(fill).collect();
    all.extend(filled);
}

/// Returns the text of a key or of a list of them, with all that it names in its place. What names
/// itself, by whatever detour, is left out there; `around` are the keys of the texts around it.
fn text_of(
    key: &str,
    all: &BTreeMap<String, String>,
    keys: &CaseKeys,
    around: &mut Vec<String>,
) -> String {
    if let Some((_, listed)) = LISTS.iter().find(|(name, _)| *name == key) {
        let listed = listed.iter().filter(|key| keys.has_text(key));
        let texts: Vec<_> = listed.map(|key| text_of(key, all, keys, around)).collect();
        return texts.join(&text_of("comma", all, keys, around));
    }
    let text = all.get(key).map(String::as_str).unwrap_or_default();
    if around.len() == DEPTH || around.iter().any(|outer| outer == key) {
        return String::new();
    }
    around.push(key.to_owned());
    let filled = fill(text, |key| text_of(key, all, keys, around));
    around.pop();
    filled
}

/// Returns a text with what `text_of` returns in each place that names another.
fn fill(text: &str, mut text_of: impl FnMut(&str) -> String) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push_str(OPEN);
            rest = after;
            continue;
        };
        let (key, is_lower) = name.strip_suffix(LOWER).map_or((name, false), |key| (key, true));
        let text = text_of(key);
        filled.push_str(&if is_lower { lower(&text) } else { text });
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// Returns a name as it stands inside of a sentence. An abbreviation keeps its capitals.
fn lower(text: &str) -> String {
    let lower = |word: &str| {
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            (Some(_), Some(second)) if second.is_uppercase() => word.to_owned(),
            (Some(first), _) => first.to_lowercase().chain(word.chars().skip(1)).collect(),
            (None, _) => String::new(),
        }
    };
    text.split(' ').map(lower).collect::<Vec<_>>().join(" ")
}

/// Returns the keys that a text names, each with whether there is such a text.
pub(super) fn named_in(
    text: &str,
    is_known: impl Fn(&str) -> bool,
) -> impl Iterator<Item = (&str, bool)> {
    text.split(OPEN).skip(1).filter_map(move |part| {
        let name = part.split_once('}')?.0;
        let key = name.strip_suffix(LOWER).unwrap_or(name);
        Some((name, is_known(key) || LISTS.iter().any(|(list, _)| *list == key)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> String {
        let texts = [("model", "Type of case"), ("topics", "Topics"), ("comma", ", ")];
        let mut all: BTreeMap<String, String> =
            texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
        all.insert("x".to_owned(), text.to_owned());
        fill_parts(&mut all, &CaseKeys::default());
        all.remove("x").unwrap()
    }

    #[test]
    fn a_text_stands_where_it_is_named() {
        assert_eq!(filled("The same {=model|lower}: {n}"), "The same type of case: {n}");
        assert_eq!(filled("{=model} and {=model"), "Type of case and {=model");
        assert_eq!(filled("by {=listed_by|lower}."), "by , , topics.");
        assert_eq!(lower("DNA Tests"), "DNA tests");
    }

    #[test]
    fn a_text_that_is_named_may_name_others_but_not_itself() {
        let texts =
            [("a", "A {=z}"), ("b", "B {=a}"), ("z", "Z {=m}"), ("m", "M"), ("o", "O{=a}{=o}")];
        let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
        let mut all = BTreeMap::from(texts);
        fill_parts(&mut all, &CaseKeys::default());
        assert_eq!(["a", "b", "o"].map(|key| &*all[key]), ["A Z M", "B A Z M", "OA Z M"]);
    }
}
