//! ARCHITECTURE.md is read and held against the sources: the order of the modules, and the list of dependencies.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Macros that stand at the root of the crate, and the modules that define them.
const MACROS: &[(&str, &str)] = &[("say", "diagnostic")];

#[test]
fn a_module_uses_only_modules_above_it() {
    let modules = listed("what it does");
    let mut wrong = Vec::new();
    for (file, module) in sources() {
        let Some(own) = modules.iter().position(|listed| *listed == module) else { continue };
        for used in used_by(&file) {
            match modules.iter().position(|listed| *listed == used) {
                Some(place) if place <= own => {}
                Some(_) => wrong.push(format!("{}: `{module}` uses `{used}`, which stands below it", shown(&file))),
                None => wrong.push(format!("{}: `{module}` uses `{used}`, which the table does not list", shown(&file))),
            }
        }
    }
    assert!(wrong.is_empty(), "ARCHITECTURE.md and the sources disagree:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_is_listed_once() {
    let listed = listed("what it does");
    let unique: BTreeSet<&String> = listed.iter().collect();
    assert_eq!(unique.len(), listed.len(), "a module is listed twice: {listed:?}");
    let there: BTreeSet<String> = sources().into_iter().map(|(_, module)| module).collect();
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), there, "left: the table of ARCHITECTURE.md, right: src/");
}

#[test]
fn every_dependency_is_listed_with_its_reason() {
    let manifest = read(&root().join("Cargo.toml"));
    let section = manifest.split("\n[dependencies]\n").nth(1).and_then(|rest| rest.split("\n[").next()).expect("a section");
    let there: BTreeSet<String> = section
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with(' '))
        .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
        .collect();
    assert!(there.len() > 20, "the manifest was not understood: {there:?}");
    assert_eq!(listed("for").into_iter().collect::<BTreeSet<_>>(), there, "left: the table of ARCHITECTURE.md, right: Cargo.toml");
}

#[test]
fn uses_are_found_however_they_are_written() {
    let source = r#"
        //! [`crate::comment`]
        use crate::{a::{B, c}, d};
        use crate::e as other;
        /// See `crate::comment`.
        fn f(x: crate::f::F) { say!("crate::text" | "{}", crate::g::h()); $crate::i!(); super::j::k(); }
        mod inner { use super::*; use super::super::l; use super::own; }
    "#;
    let found = uses(source.parse().expect("tokens"), 1);
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "d", "e", "f", "g", "i", "j", "l"]);
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap_or(file).display().to_string()
}

#[expect(clippy::disallowed_methods, reason = "a test reads the sources")]
fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The names in the first column of the table whose second column is called `heading`.
fn listed(heading: &str) -> Vec<String> {
    let text = read(&root().join("ARCHITECTURE.md"));
    let mut lines = text.lines().skip_while(|line| !(line.starts_with("| ") && line.ends_with(&format!(" | {heading} |"))));
    assert!(lines.next().is_some(), "no table with the column `{heading}`");
    lines
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.split('|').nth(1).unwrap_or_default().trim().trim_matches('`').to_owned())
        .collect()
}

/// Every source file with the name of its module right below the crate's root.
fn sources() -> Vec<(PathBuf, String)> {
    let src = root().join("src");
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(&src).sort_by_file_name() {
        let entry = entry.expect("src can be listed");
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let inner = path.strip_prefix(&src).expect("below src");
        let first = inner.components().next().expect("a name").as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        if module != "lib" && module != "main" {
            found.push((path.to_owned(), module));
        }
    }
    assert!(found.len() > 20, "the sources were not found");
    found
}

/// The modules that a file names, its own left out.
fn used_by(file: &Path) -> BTreeSet<String> {
    let inner = file.strip_prefix(root().join("src")).expect("below src");
    let names: Vec<String> = inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let own = names.first().expect("a name").trim_end_matches(".rs").to_owned();
    // `case/mod.rs` is the module `case`, `case/raw.rs` one below it.
    let depth = if names.last().is_some_and(|name| name == "mod.rs") { names.len() - 1 } else { names.len() };
    let tokens: TokenStream = read(file).parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut found = uses(tokens, depth);
    for (name, module) in MACROS {
        if found.remove(*name) {
            found.insert((*module).to_owned());
        }
    }
    found.remove(&own);
    found
}

/// The names right below the crate's root that `tokens` of a module at `depth` reach.
fn uses(tokens: TokenStream, depth: usize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(&tokens.into_iter().collect::<Vec<_>>(), depth, &mut found);
    found
}

fn collect(tokens: &[TokenTree], depth: usize, found: &mut BTreeSet<String>) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(word) if word == "crate" => from_root(&tokens[at + 1..], found),
            TokenTree::Ident(word) if word == "super" => {
                let mut rest = &tokens[at..];
                let mut climbed = 0;
                while let [TokenTree::Ident(word), after @ ..] = rest
                    && word == "super"
                {
                    climbed += 1;
                    rest = after;
                    if climbed < depth {
                        rest = step(rest).unwrap_or_default();
                    }
                }
                if climbed == depth {
                    from_root(rest, found);
                }
            }
            TokenTree::Ident(word) if word == "mod" => {
                if let Some(TokenTree::Group(group)) = tokens.get(at + 2) {
                    collect(&group.stream().into_iter().collect::<Vec<_>>(), depth + 1, found);
                    at += 2;
                }
            }
            TokenTree::Group(group) => collect(&group.stream().into_iter().collect::<Vec<_>>(), depth, found),
            _ => {}
        }
        at += 1;
    }
}

/// Takes note of what follows the crate's root in a path: `::name` or `::{name, other::…}`.
fn from_root(tokens: &[TokenTree], found: &mut BTreeSet<String>) {
    match step(tokens) {
        Some([TokenTree::Ident(name), ..]) => {
            found.insert(name.to_string());
        }
        Some([TokenTree::Group(group), ..]) if group.delimiter() == Delimiter::Brace => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            for part in inner.split(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',')) {
                if let Some(TokenTree::Ident(name)) = part.first() {
                    found.insert(name.to_string());
                }
            }
        }
        _ => {}
    }
}

/// Steps over `::`.
fn step(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    match tokens {
        [TokenTree::Punct(one), TokenTree::Punct(two), rest @ ..] if one.as_char() == ':' && two.as_char() == ':' => Some(rest),
        _ => None,
    }
}
