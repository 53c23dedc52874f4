//! Which files of the content are published though no page names them.

use crate::input::fields::Reader;
use crate::input::yaml::Node;

/// Patterns of paths below `content/`: `*` is any part of a name, `**` any folders, `?` one
/// character; a folder stands for all that it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PublishPatterns(Vec<String>);

impl PublishPatterns {
    /// Reads the key `publish` of `site.yaml`.
    pub(super) fn from_node(node: Node, reader: &mut Reader<'_>) -> Self {
        Self::from_patterns(reader.read_plain_texts("publish", Some(node)).into_iter())
    }

    fn from_patterns(patterns: impl Iterator<Item = String>) -> Self {
        let below = |pattern: String| {
            let pattern = pattern.replace('\\', "/");
            let pattern = pattern.trim_start_matches("./").trim_start_matches('/');
            pattern.strip_prefix("content/").unwrap_or(pattern).trim_end_matches('/').to_owned()
        };
        Self(patterns.map(below).filter(|pattern| !pattern.is_empty()).collect())
    }

    /// Tells whether the file at `path`, as seen from `content/`, is wanted.
    #[must_use]
    pub fn matches_path(&self, path: &str) -> bool {
        self.0.iter().any(|pattern| {
            let (pattern, path): (Vec<&str>, Vec<&str>) =
                (pattern.split('/').collect(), path.split('/').collect());
            fits_path(&pattern, &path)
        })
    }
}

/// Holds the parts of a pattern against those of a path. A pattern that ends where a folder ends
/// fits all that is in it.
fn fits_path(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], _) => true,
        (["**"], path) => !path.is_empty(),
        (["**", rest @ ..], path) => {
            fits_path(rest, path)
                || path.split_first().is_some_and(|(_, below)| fits_path(pattern, below))
        }
        (_, []) => false,
        ([name, rest @ ..], [own, below @ ..]) => fits_name(name, own) && fits_path(rest, below),
    }
}

/// Holds a pattern against a name: where `*` stands, what follows is tried at each later place, the
/// last star alone anew.
fn fits_name(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while at < name.len() {
        match pattern.get(from) {
            Some('*') => {
                star = Some((from, at));
                from += 1;
            }
            Some(c) if *c == '?' || *c == name[at] => (at, from) = (at + 1, from + 1),
            _ => {
                let Some((starred, tried)) = star else { return false };
                star = Some((starred, tried + 1));
                (at, from) = (tried + 1, starred + 1);
            }
        }
    }
    pattern.get(from..).unwrap_or_default().iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        PublishPatterns::from_patterns(std::iter::once(pattern.to_owned())).matches_path(path)
    }

    #[test]
    fn a_pattern_names_files_and_folders() {
        for (pattern, path) in [
            ("files/*.pdf", "files/年报.pdf"),
            ("files", "files/a/b.pdf"),
            ("/content/files/", "files/a.pdf"),
            ("**/*.csv", "a.csv"),
            ("**/*.csv", "cases/a/b.csv"),
            ("cases/**/原文-?.pdf", "cases/a/b/原文-2.pdf"),
            ("a*b*.png", "aXbYb.png"),
            ("**", "a"),
        ] {
            assert!(matches(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("files/*.pdf", "files/a/b.pdf"),
            ("files/*.pdf", "files/a.docx"),
            ("file", "files/a.pdf"),
            ("", "a"),
            ("a*b", "aXbY"),
        ] {
            assert!(!matches(pattern, path), "{pattern} {path}");
        }
    }
}
