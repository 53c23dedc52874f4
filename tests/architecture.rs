//! ARCHITECTURE.md is read and held against the sources: the order of the modules, and the list of
//! dependencies. So is what CONTRIBUTING.md says of the size of files, functions and comments.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use unicode_width::UnicodeWidthStr;

/// Macros that stand at the root of the crate, and the modules that define them.
const MACROS: &[(&str, &str)] = &[("say", "foundation")];

/// How many lines a file may have.
const LONGEST: usize = 300;

/// How many lines a function may have.
const LONGEST_FUNCTION: usize = 60;

/// How many columns a line of a comment may have.
const WIDEST: usize = 100;

/// The modules that are compiled for tests alone, by their paths.
static TEST_MODULES: LazyLock<BTreeSet<Vec<String>>> = LazyLock::new(|| {
    let mut found = BTreeSet::new();
    for (file, _) in sources() {
        let module = module_of(&file);
        for item in tokens_of(&file).split(is_end) {
            if let [.., TokenTree::Ident(word), TokenTree::Ident(name)] = item
                && word == "mod"
                && item.windows(2).any(is_test_attribute)
            {
                found.insert([module.as_slice(), &[name.to_string()]].concat());
            }
        }
    }
    found
});

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
        "markdown/render/lists",
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
    let long: Vec<String> = written_sources()
        .iter()
        .map(|file| (file, read(file).lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(file, lines)| format!("{}: {lines} lines", shown(file)))
        .collect();
    assert!(long.is_empty(), "files to be parted along a seam:\n{}", long.join("\n"));
}

#[test]
fn no_function_is_longer_than_sixty_lines() {
    let mut long = Vec::new();
    for file in written_sources().into_iter().filter(|file| !is_test_module(file)) {
        for (name, lines) in functions_of(&tokens_of(&file)) {
            if lines > LONGEST_FUNCTION {
                long.push(format!("{}: `{name}`: {lines} lines", shown(&file)));
            }
        }
    }
    assert!(long.is_empty(), "functions to be parted by what they do:\n{}", long.join("\n"));
}

#[test]
fn functions_are_found_but_those_of_tests() {
    let source = "
        impl A { pub fn one(&self) -> u32 { 1 } }
        trait B { fn without_body(&self); fn two() {
            fn inner() {}
        } }
        type C = fn(u32) -> u32;
        #[cfg(test)] mod tests { fn three() {} }
        #[cfg(test)] pub(super) fn four() {}
        mod other { fn five() {
        } }
    ";
    let tokens: Vec<TokenTree> =
        source.parse::<TokenStream>().expect("tokens").into_iter().collect();
    let expected = [("one", 1), ("two", 3), ("inner", 1), ("five", 2)]
        .map(|(name, lines)| (name.into(), lines));
    assert_eq!(functions_of(&tokens), expected);
}

#[test]
fn no_comment_is_wider_than_a_hundred_columns() {
    let mut files = written_sources();
    for folder in ["benches", "examples", "tests"] {
        files.extend(rust_files(&root().join(folder)));
    }
    let mut wide = Vec::new();
    for file in files {
        for (number, line) in (1..).zip(read(&file).lines()) {
            if line.trim_start().starts_with("//") && line.width() > WIDEST {
                wide.push(format!("{}:{number}", shown(&file)));
            }
        }
    }
    assert!(wide.is_empty(), "comments to be wrapped:\n{}", wide.join("\n"));
}

#[test]
fn what_the_documents_name_is_there() {
    let src = root().join("src");
    let mut words = BTreeSet::new();
    for file in written_sources() {
        words_of(&tokens_of(&file), &mut words);
    }
    let mut gone = Vec::new();
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        for name in read(&root().join(document)).split('`').skip(1).step_by(2) {
            let is_there = if name.chars().any(|c| !c.is_alphanumeric() && !"_:/.-".contains(c)) {
                continue;
            } else if name.contains("::") {
                name.split("::").all(|word| words.contains(word))
            } else if name.contains('/') {
                [root(), src.clone()].iter().any(|folder| folder.join(name).exists())
            } else {
                continue;
            };
            if !is_there {
                gone.push(format!("{document}: `{name}`"));
            }
        }
    }
    assert!(gone.is_empty(), "names that nothing has any more:\n{}", gone.join("\n"));
}

/// Takes note of every identifier among `tokens`.
fn words_of(tokens: &[TokenTree], found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) => _ = found.insert(word.to_string()),
            TokenTree::Group(group) => {
                words_of(&group.stream().into_iter().collect::<Vec<_>>(), found);
            }
            _ => {}
        }
    }
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
    if is_test_module(file) {
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
    for path in rust_files(&src) {
        let inner = path.strip_prefix(&src).expect("below src");
        let first = inner.components().next().expect("a name").as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        if module != "lib" && module != "main" {
            found.push((path, module));
        }
    }
    assert!(found.len() > 20, "the sources were not found");
    found
}

/// Every file of Rust below a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let paths = entries.map(|entry| entry.expect("the folder can be listed").into_path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// Every source file, those at the root of the crate too.
fn written_sources() -> Vec<PathBuf> {
    let src = root().join("src");
    let mut files: Vec<PathBuf> = sources().into_iter().map(|(file, _)| file).collect();
    files.extend([src.join("lib.rs"), src.join("main.rs")]);
    files
}

/// Tells whether a file is compiled for tests alone.
fn is_test_module(file: &Path) -> bool {
    let module = module_of(file);
    (1..=module.len()).any(|length| TEST_MODULES.contains(&module[..length]))
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
    if !tests && is_test_module(file) {
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
    let mut found = BTreeSet::new();
    collect(&tokens_of(file), &module_of(file), tests, &mut found);
    found
}

fn tokens_of(file: &Path) -> Vec<TokenTree> {
    let tokens: TokenStream =
        read(file).parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    tokens.into_iter().collect()
}

/// The functions among `tokens` that are not compiled for tests alone, and how many lines each has.
fn functions_of(tokens: &[TokenTree]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for item in tokens.split_inclusive(is_end) {
        if item.windows(2).any(is_test_attribute) {
            continue;
        }
        let head = item.windows(2).find_map(|pair| match pair {
            [TokenTree::Ident(word), TokenTree::Ident(name)] if word == "fn" => Some((word, name)),
            _ => None,
        });
        if let (Some((word, name)), Some(TokenTree::Group(body))) = (head, item.last()) {
            let lines = body.span_close().end().line - word.span().start().line + 1;
            found.push((name.to_string(), lines));
        }
        for token in item {
            if let TokenTree::Group(group) = token {
                found.extend(functions_of(&group.stream().into_iter().collect::<Vec<_>>()));
            }
        }
    }
    found
}

/// Tells whether an item ends with a token: with a semicolon, or with what stands in braces.
fn is_end(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(mark) => mark.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    }
}

/// Tells whether two tokens are `#[cfg(test)]`.
fn is_test_attribute(pair: &[TokenTree]) -> bool {
    match pair {
        [TokenTree::Punct(mark), TokenTree::Group(group)] if mark.as_char() == '#' => {
            group.stream().to_string().replace(' ', "") == "cfg(test)"
        }
        _ => false,
    }
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
