//! ARCHITECTURE.md is read and held against the sources: the order of the modules, and the list of
//! dependencies.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Macros that stand at the root of the crate, and the modules that define them.
const MACROS: &[(&str, &str)] = &[("say", "foundation")];

/// How many lines a file may have.
const LONGEST: usize = 300;

#[test]
fn a_module_uses_only_modules_above_it() {
    let modules = listed("what it does");
    let mut wrong = Vec::new();
    for (file, module) in sources() {
        let Some(home) = modules.iter().position(|listed| *listed == module) else { continue };
        for used in folders_used(&file, true) {
            match modules.iter().position(|listed| *listed == used) {
                Some(place) if place <= home => {}
                Some(_) => wrong.push(format!(
                    "{}: `{module}` uses `{used}`, which stands below it",
                    shown(&file)
                )),
                None => wrong.push(format!(
                    "{}: `{module}` uses `{used}`, which the table does not list",
                    shown(&file)
                )),
            }
        }
    }
    assert!(wrong.is_empty(), "ARCHITECTURE.md and the sources disagree:\n{}", wrong.join("\n"));
}

#[test]
fn the_table_says_what_each_folder_uses() {
    let order = listed("what it does");
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, module) in sources() {
        used.entry(module).or_default().extend(folders_used(&file, false));
    }
    let path = root().join("ARCHITECTURE.md");
    let text = read(&path);
    let expected: Vec<String> = text.lines().map(|line| with_uses(line, &order, &used)).collect();
    let expected = expected.join("\n") + "\n";
    if is_blessing() {
        write(&path, &expected);
    } else if expected != text {
        let wrong: Vec<&str> =
            expected.lines().filter(|line| !text.lines().any(|other| other == *line)).collect();
        panic!("rows of ARCHITECTURE.md that are to be (UPDATE_EXPECT=1):\n{}", wrong.join("\n"));
    }
}

/// Returns a row of the table of modules with what its folder uses; any other line as it is.
fn with_uses(line: &str, order: &[String], used: &BTreeMap<String, BTreeSet<String>>) -> String {
    let cells: Vec<&str> = line.split(" | ").collect();
    let module = cells[0].trim_start_matches("| ").trim_matches('`');
    match (used.get(module), cells.as_slice()) {
        (Some(uses), [first, what, _]) if line.starts_with("| `") => {
            let uses: Vec<&str> =
                order.iter().filter(|other| uses.contains(*other)).map(String::as_str).collect();
            format!("{first} | {what} | {} |", uses.join(", "))
        }
        _ => line.to_owned(),
    }
}

#[test]
fn every_module_is_listed_once() {
    let listed = listed("what it does");
    let unique: BTreeSet<&String> = listed.iter().collect();
    assert_eq!(unique.len(), listed.len(), "a module is listed twice: {listed:?}");
    let there: BTreeSet<String> = sources().into_iter().map(|(_, module)| module).collect();
    assert_eq!(
        listed.into_iter().collect::<BTreeSet<_>>(),
        there,
        "left: the table of ARCHITECTURE.md, right: src/"
    );
}

#[test]
fn every_dependency_is_listed_with_its_reason() {
    let manifest = read(&root().join("Cargo.toml"));
    let section = manifest
        .split("\n[dependencies]\n")
        .nth(1)
        .and_then(|rest| rest.split("\n[").next())
        .expect("a section");
    let there: BTreeSet<String> = section
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with(' '))
        .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
        .collect();
    assert!(there.len() > 20, "the manifest was not understood: {there:?}");
    assert_eq!(
        listed("for").into_iter().collect::<BTreeSet<_>>(),
        there,
        "left: the table of ARCHITECTURE.md, right: Cargo.toml"
    );
}

/// Files that may use one another in a circle, and why. All others must not.
const CIRCLES: &[(&str, &[&str])] = &[(
    "the renderer is one type, its `impl` parted by what is written",
    &[
        "markdown/render/block",
        "markdown/render/code",
        "markdown/render/footnote",
        "markdown/render/heading",
        "markdown/render/html_stack",
        "markdown/render/image",
        "markdown/render/link",
        "markdown/render/list_run",
        "markdown/render/prose",
        "markdown/render/raw",
        "markdown/render/table",
        "markdown/render/writer",
        "markdown/render/written_id",
    ],
)];

#[test]
fn no_files_use_one_another_in_a_circle() {
    let modules: BTreeMap<Vec<String>, PathBuf> =
        sources().into_iter().map(|(file, _)| (module_of(&file), file)).collect();
    let uses: BTreeMap<&Vec<String>, BTreeSet<&Vec<String>>> = modules
        .iter()
        .map(|(module, file)| (module, used_modules(module, file, &modules)))
        .collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for module in modules.keys() {
        let forth = reached(module, &uses);
        let circle: Vec<String> = forth
            .iter()
            .filter(|other| reached(other, &uses).contains(module))
            .map(|other| other.join("/"))
            .collect();
        if circle.len() > 1
            && !CIRCLES.iter().any(|(_, files)| circle.iter().all(|file| files.contains(&&**file)))
        {
            circles.insert(circle);
        }
    }
    assert!(circles.is_empty(), "files that use one another in a circle: {circles:#?}");
}

#[test]
fn no_file_is_longer_than_three_hundred_lines() {
    let src = root().join("src");
    let mut files: Vec<PathBuf> = sources().into_iter().map(|(file, _)| file).collect();
    files.extend([src.join("lib.rs"), src.join("main.rs")]);
    let long: Vec<String> = files
        .iter()
        .map(|file| (file, read(file).lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(file, lines)| format!("{}: {lines} lines", shown(file)))
        .collect();
    assert!(long.is_empty(), "files to be parted along a seam:\n{}", long.join("\n"));
}

#[test]
fn every_declared_circle_is_there() {
    for (_, files) in CIRCLES {
        for file in *files {
            let path = root().join("src").join(file);
            assert!(
                path.is_dir() || path.with_extension("rs").is_file(),
                "{file} is declared and not there"
            );
        }
    }
}

/// Returns all modules that a module leads to, itself too.
fn reached<'m>(
    from: &'m Vec<String>,
    uses: &BTreeMap<&'m Vec<String>, BTreeSet<&'m Vec<String>>>,
) -> BTreeSet<&'m Vec<String>> {
    let mut found = BTreeSet::from([from]);
    let mut left = vec![from];
    while let Some(module) = left.pop() {
        left.extend(uses.get(module).into_iter().flatten().filter(|other| found.insert(other)));
    }
    found
}

/// The modules that a file uses, tests left out. A folder's own file stands for what is below it,
/// so what it takes from there does not count.
fn used_modules<'m>(
    module: &[String],
    file: &Path,
    modules: &'m BTreeMap<Vec<String>, PathBuf>,
) -> BTreeSet<&'m Vec<String>> {
    if module.last().is_some_and(|name| name == "tests")
        || module.iter().any(|name| name == "hostile")
    {
        return BTreeSet::new();
    }
    let known = |path: &[String]| {
        (1..=path.len())
            .rev()
            .find_map(|length| modules.get_key_value(&path[..length]).map(|(module, _)| module))
    };
    let paths = paths_of(file, false);
    paths.iter().filter_map(|path| known(path)).filter(|other| !other.starts_with(module)).collect()
}

#[test]
fn uses_are_found_however_they_are_written() {
    let source = r#"
        //! [`crate::comment`]
        use crate::{a::{B, c}, d};
        use crate::e as other;
        /// See `crate::comment`.
        fn f(x: crate::f::F) { say!("crate::text" | "{}", crate::g::h()); $crate::i!(); super::j::k(); }
        mod inner { use super::*; use super::super::l; use super::outer; }
    "#;
    let mut found = BTreeSet::new();
    let tokens: Vec<TokenTree> =
        source.parse::<TokenStream>().expect("tokens").into_iter().collect();
    collect(&tokens, &["outer".to_owned()], true, &mut found);
    let found: Vec<String> = found.into_iter().map(|path| path.join("::")).collect();
    let expected =
        ["a::B", "a::c", "d", "e", "f::F", "g::h", "i", "j::k", "l", "outer", "outer::outer"];
    assert_eq!(found, expected);
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

#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says so")]
fn is_blessing() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

#[expect(clippy::disallowed_methods, reason = "the table is blessed")]
fn write(file: &Path, text: &str) {
    fs::write(file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

/// The names in the first column of the table whose second column is called `heading`.
fn listed(heading: &str) -> Vec<String> {
    let text = read(&root().join("ARCHITECTURE.md"));
    let mut lines = text
        .lines()
        .skip_while(|line| !(line.starts_with("| ") && line.contains(&format!(" | {heading} |"))));
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

/// The path of the module that a file holds: `case/mod.rs` is `case`, `case/raw.rs` one below it.
fn module_of(file: &Path) -> Vec<String> {
    let inner = file.strip_prefix(root().join("src")).expect("below src").with_extension("");
    let mut names: Vec<String> =
        inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|name| name == "mod") {
        names.pop();
    }
    names
}

/// The folders that a file names, its own left out, with those of its tests or without.
fn folders_used(file: &Path, tests: bool) -> BTreeSet<String> {
    if !tests && module_of(file).last().is_some_and(|name| name == "tests") {
        return BTreeSet::new();
    }
    let mut found: BTreeSet<String> =
        paths_of(file, tests).into_iter().filter_map(|path| path.into_iter().next()).collect();
    for (name, module) in MACROS {
        if found.remove(*name) {
            found.insert((*module).to_owned());
        }
    }
    found.remove(&module_of(file)[0]);
    found
}

/// The paths, from the crate's root on, that a file names, with those of its tests or without.
fn paths_of(file: &Path, tests: bool) -> BTreeSet<Vec<String>> {
    let tokens: TokenStream =
        read(file).parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut found = BTreeSet::new();
    collect(&tokens.into_iter().collect::<Vec<_>>(), &module_of(file), tests, &mut found);
    found
}

fn collect(
    tokens: &[TokenTree],
    module: &[String],
    tests: bool,
    found: &mut BTreeSet<Vec<String>>,
) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(word) if word == "crate" => tree(&tokens[at + 1..], &[], found),
            TokenTree::Ident(word) if word == "super" => {
                let (mut rest, mut base) =
                    (&tokens[at + 1..], &module[..module.len().saturating_sub(1)]);
                at += 1;
                while let Some([TokenTree::Ident(word), after @ ..]) = step(rest)
                    && word == "super"
                {
                    base = &base[..base.len().saturating_sub(1)];
                    rest = after;
                    at += 3;
                }
                tree(rest, base, found);
                continue;
            }
            TokenTree::Ident(word) if word == "mod" => {
                if let [TokenTree::Ident(name), TokenTree::Group(group), ..] = &tokens[at + 1..] {
                    let mut inner = module.to_vec();
                    inner.push(name.to_string());
                    if tests || name != "tests" {
                        collect(
                            &group.stream().into_iter().collect::<Vec<_>>(),
                            &inner,
                            tests,
                            found,
                        );
                    }
                    at += 2;
                }
            }
            TokenTree::Group(group) => {
                collect(&group.stream().into_iter().collect::<Vec<_>>(), module, tests, found);
            }
            _ => {}
        }
        at += 1;
    }
}

/// Takes note of every path that goes on from `base`: `::name`, `::name::other` or
/// `::{name, other::…}`.
fn tree(tokens: &[TokenTree], base: &[String], found: &mut BTreeSet<Vec<String>>) {
    match step(tokens) {
        Some([TokenTree::Ident(name), rest @ ..]) => branch(name, rest, base, found),
        Some([TokenTree::Group(group), ..]) if group.delimiter() == Delimiter::Brace => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            for part in inner
                .split(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ','))
            {
                if let [TokenTree::Ident(name), rest @ ..] = part {
                    branch(name, rest, base, found);
                }
            }
        }
        _ if base.is_empty() => {}
        _ => {
            found.insert(base.to_vec());
        }
    }
}

fn branch(
    name: &proc_macro2::Ident,
    rest: &[TokenTree],
    base: &[String],
    found: &mut BTreeSet<Vec<String>>,
) {
    let mut path = base.to_vec();
    if name != "self" {
        path.push(name.to_string());
    }
    tree(rest, &path, found);
}

/// Steps over `::`.
fn step(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    match tokens {
        [TokenTree::Punct(one), TokenTree::Punct(two), rest @ ..]
            if one.as_char() == ':' && two.as_char() == ':' =>
        {
            Some(rest)
        }
        _ => None,
    }
}
