//! What two examples in different languages have in common: all but prose and names.

use super::page::{Example, Kind};

/// Names of languages, which are others in an English publication.
const LANGUAGES: [&str; 4] = ["zh-Hans", "zh-Hant", "en", "zh"];

/// Returns what must be the same in each language.
pub(crate) fn of(example: &Example) -> Vec<String> {
    let mut shape = vec![example.language.clone()];
    match &example.kind {
        Kind::Console => shape.extend(example.text.lines().flat_map(command_words)),
        Kind::File(path) => {
            shape.push(path.split(['.', '/']).filter(|part| !LANGUAGES.contains(part)).collect());
            match example.language.as_str() {
                "css" => shape.push(example.text.clone()),
                "text" => shape.extend(example.text.lines().next().map(str::to_owned)),
                "html" => shape.extend(tags(&example.text)),
                "yaml" => shape.extend(keys(&example.text)),
                _ => shape.extend(text_shape(&example.text)),
            }
        }
    }
    shape
}

/// Returns the command and its options, and the codes of what is found.
fn command_words(line: &str) -> Vec<String> {
    if let Some(command) = line.strip_prefix("$ ") {
        let own = if command.starts_with("cd ") { 1 } else { 2 };
        let words = command.split_whitespace().enumerate();
        let kept = words.filter(|(at, word)| *at < own || word.starts_with("--"));
        return kept.map(|(_, word)| word.to_owned()).filter(|word| word != "--lang").collect();
    }
    let code = line.split_once('[').and_then(|(_, rest)| rest.split_once("]: "));
    code.map(|(code, _)| code.to_owned()).into_iter().collect()
}

/// Returns the keys of a text in YAML, but for names of languages, sorted on each line.
fn keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    // What stands in quotation marks is a value.
    let text: String = text.split('"').step_by(2).collect();
    for line in text.lines() {
        for (at, _) in line.match_indices(':') {
            let is_key = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
            let key = line[..at].rsplit(|c| !is_key(c)).next().unwrap_or_default();
            let follows = line[at + 1..].is_empty() || line[at + 1..].starts_with(' ');
            let is_name = key.starts_with(|c: char| c.is_ascii_lowercase());
            if follows && is_name && !LANGUAGES.contains(&key) {
                keys.push(key.to_owned());
            }
        }
    }
    keys
}

/// Returns the tags and calls of a template.
fn tags(text: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{']) {
        let open = &rest[at..];
        let close = if open.starts_with('<') { ">" } else { "}" };
        let end = open.find(close).map_or(open.len(), |end| end + 1);
        tags.push(open[..end].to_owned());
        rest = &open[end..];
    }
    tags
}

/// Returns the keys of front matter, then the marks that the lines of the body begin with.
fn text_shape(text: &str) -> Vec<String> {
    let (front, body) = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")) {
        Some((front, body)) => (front, body),
        None => ("", text),
    };
    let mut shape = keys(front);
    for line in body.lines().filter(|line| !line.is_empty()) {
        let mark: String =
            line.chars().take_while(char::is_ascii_punctuation).filter(|c| *c != '*').collect();
        if !mark.is_empty() || shape.last().is_some_and(|last| !last.is_empty()) {
            shape.push(mark);
        }
        shape.extend(line.split("{{ ").skip(1).map(|call| {
            let call = call.split(" }}").next().unwrap_or_default();
            // What stands in quotation marks is prose.
            let call: String = call.split('"').step_by(2).collect();
            if call.starts_with("as_is") { "as_is".to_owned() } else { call }
        }));
    }
    shape
}
