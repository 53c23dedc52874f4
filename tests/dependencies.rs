//! What the program is made of: where it comes from, under which terms, and that it is written
//! down.
//!
//! `deny.toml` says what may be; `cargo deny check` holds it on all platforms, and asks about known
//! holes.

#![expect(clippy::disallowed_methods, reason = "the tests ask Cargo, and read its files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Packages of a lock file, as name, version and source.
fn locked(file: &str) -> Vec<[String; 3]> {
    let text = fs::read_to_string(root().join(file)).expect("a lock file");
    let value = |package: &str, key: &str| {
        let line = package.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")));
        line.map_or(String::new(), |line| line.trim_end_matches('"').to_owned())
    };
    let packages = text.split("[[package]]").skip(1);
    packages.map(|package| ["name", "version", "source"].map(|key| value(package, key))).collect()
}

/// Texts in quotation marks in a list of `deny.toml`.
fn denied(list: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
    let begin = format!("\n{list} = [\n");
    let list = text.split(&begin).nth(1).and_then(|rest| rest.split("\n]").next());
    let lines = list.expect("a list").lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.filter_map(|line| Some(line.split('"').nth(1)?.to_owned())).collect()
}

fn ask(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(root()).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Tells whether an expression of SPDX is met by licences of the list. Old manifests write `/` for
/// `OR`.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let expression = expression.replace('/', " OR ");
    match split_at_depth(&expression, " OR ") {
        Some((left, right)) => is_allowed(left, allowed) || is_allowed(right, allowed),
        None => match split_at_depth(&expression, " AND ") {
            Some((left, right)) => is_allowed(left, allowed) && is_allowed(right, allowed),
            None => {
                let term = expression.trim();
                match term.strip_prefix('(').and_then(|term| term.strip_suffix(')')) {
                    Some(inner) => is_allowed(inner, allowed),
                    None => allowed.iter().any(|licence| licence == term),
                }
            }
        },
    }
}

/// Splits at the first `word` outside of parentheses.
fn split_at_depth<'t>(text: &'t str, word: &str) -> Option<(&'t str, &'t str)> {
    let depth = |before: &str| before.matches('(').count() - before.matches(')').count();
    let (at, _) = text.match_indices(word).find(|(at, _)| depth(&text[..*at]) == 0)?;
    Some((&text[..at], &text[at + word.len()..]))
}

#[test]
fn every_dependency_has_a_licence_of_the_list() {
    let allowed = denied("allow");
    let metadata = ask(
        env!("CARGO"),
        &["metadata", "--locked", "--format-version=1", "--filter-platform=host-tuple"],
    );
    let metadata: Value = serde_json::from_str(&metadata).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 100, "{}", packages.len());
    let wrong: Vec<String> = packages
        .iter()
        .filter(|package| !is_allowed(package["license"].as_str().unwrap_or_default(), &allowed))
        .map(|package| format!("{}: {}", package["name"], package["license"]))
        .collect();
    assert!(wrong.is_empty(), "licences that deny.toml does not allow: {wrong:#?}");
    for (expression, expected) in [
        ("GPL-3.0-only OR MIT", true),
        ("GPL-3.0-only AND MIT", false),
        ("(MIT OR GPL-3.0-only) AND ISC", true),
        ("MIT/GPL-3.0-only", true),
        ("GPL-3.0-only", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
    }
}

#[test]
fn every_dependency_comes_from_the_registry() {
    for file in ["Cargo.lock", "fuzz/Cargo.lock"] {
        for [name, version, source] in locked(file) {
            let is_own = name == "casebook" || name == "casebook-fuzz";
            assert!(source == REGISTRY || is_own, "{file}: {name} {version} is from “{source}”");
        }
    }
}

#[test]
fn no_dependency_is_there_twice_but_those_declared() {
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for [name, version, _] in locked("Cargo.lock") {
        versions.entry(name).or_default().push(version);
    }
    let declared: BTreeSet<String> = denied("skip").into_iter().collect();
    let mut skipped = BTreeSet::new();
    for (name, versions) in versions.iter().filter(|(_, versions)| versions.len() > 1) {
        let of_name: Vec<String> =
            versions.iter().map(|version| format!("{name}@{version}")).collect();
        let left = of_name.iter().filter(|version| !declared.contains(*version)).count();
        assert_eq!(left, 1, "declare all but one of {of_name:?} in deny.toml, with the reason");
        skipped.extend(of_name.into_iter().filter(|version| declared.contains(version)));
    }
    assert_eq!(declared, skipped, "left: declared in deny.toml, right: there");
}

#[test]
fn what_is_fuzzed_is_what_is_shipped() {
    let shipped: BTreeSet<[String; 3]> = locked("Cargo.lock").into_iter().collect();
    let names: BTreeSet<&String> = shipped.iter().map(|[name, ..]| name).collect();
    for package in locked("fuzz/Cargo.lock") {
        let is_other = names.contains(&package[0]) && !shipped.contains(&package);
        assert!(!is_other, "fuzz/Cargo.lock has {package:?}, Cargo.lock another version");
    }
    // A lock file that lacks a dependency is refused when it is to be kept as it is.
    let read = |file: &str| fs::read_to_string(root().join(file)).expect("a file of the project");
    let (manifest, lock) = (read("Cargo.toml"), read("fuzz/Cargo.lock"));
    let program = lock.split("[[package]]").find(|package| package.contains("\"casebook\"\n"));
    let program = program.expect("the program is fuzzed");
    let (_, needed) = manifest.split_once("\n[dependencies]\n").expect("dependencies");
    let needed = needed.split("\n[").next().unwrap_or_default().lines();
    for line in needed.filter(|line| !line.contains("optional = true")) {
        let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        // One may go by another name here than in the registry.
        let renamed = line.split_once("package = \"").and_then(|(_, rest)| rest.split('"').next());
        let name = renamed.unwrap_or(name);
        assert!(program.contains(&format!(" \"{name}")), "fuzz/Cargo.lock lacks {name}");
    }
}

/// The packages that Cargo links into the program, as name and version.
fn linked() -> BTreeSet<String> {
    let tree = ask(
        env!("CARGO"),
        &["tree", "--locked", "--edges=normal,no-proc-macro", "--prefix=none", "--format={p}"],
    );
    let lines = tree.lines().filter_map(|line| line.split_once(" v"));
    let packages =
        lines.map(|(name, rest)| format!("{name}@{}", rest.split(' ').next().unwrap_or_default()));
    packages.filter(|package| !package.starts_with("casebook@")).collect()
}

#[test]
fn the_bill_of_materials_lists_what_is_linked() {
    let script = root().join("dist/sbom");
    let text = ask("python3", &[&script.to_string_lossy()]);
    assert_eq!(text, ask("python3", &[&script.to_string_lossy()]), "the same each time");
    let bill: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((&bill["bomFormat"], &bill["specVersion"]), (&"CycloneDX".into(), &"1.5".into()));
    assert_eq!(bill["metadata"]["component"]["version"], env!("CARGO_PKG_VERSION"));
    let components = bill["components"].as_array().expect("components");
    let listed: BTreeSet<String> = components
        .iter()
        .map(|part| format!("{}@{}", part["name"], part["version"]).replace('"', ""))
        .collect();
    assert_eq!(listed, linked(), "left: the bill, right: what Cargo links");
    for part in components {
        let is_whole = |hash: &Value| hash["content"].as_str().is_some_and(|sum| sum.len() == 64);
        assert!(part["hashes"].as_array().is_some_and(|all| all.iter().all(is_whole)), "{part}");
        assert!(part["licenses"][0]["expression"].is_string(), "{part}");
        assert!(part["purl"].as_str().is_some_and(|purl| purl.starts_with("pkg:cargo/")), "{part}");
    }
}
