//! `docs/promises.md` names the tests that hold each promise, and every one of them is there.

#![expect(clippy::disallowed_methods, reason = "a test reads the document and the tests")]

use std::fs;
use std::path::Path;

/// Rows of the table of promises: what is promised, and the tests in its last cell.
fn promises() -> Vec<(String, Vec<(String, String)>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/promises.md");
    let text = fs::read_to_string(path).expect("the promises");
    let rows = text.lines().filter(|line| line.starts_with("| ")).skip(2);
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches(['|', ' ']).split(" | ").collect();
        let [promise, _, tests] = cells[..] else { panic!("not three cells: {row}") };
        (promise.to_owned(), named_tests(tests))
    })
    .collect()
}

/// The tests that a cell names: after a file, each word in backticks is one of its tests.
fn named_tests(cell: &str) -> Vec<(String, String)> {
    let mut file = "";
    let mut tests = Vec::new();
    for word in cell.split('`').skip(1).step_by(2) {
        if word.contains('/') {
            file = word;
        } else {
            tests.push((file.to_owned(), word.to_owned()));
        }
    }
    tests
}

/// Tells whether a source has a test of this name.
fn has_test(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    lines.iter().enumerate().any(|(at, line)| {
        line.strip_prefix("fn ")
            .and_then(|rest| rest.strip_prefix(name))
            .is_some_and(|rest| rest.starts_with('('))
            && lines[at.saturating_sub(3)..at].contains(&"#[test]")
    })
}

#[test]
fn every_promise_names_tests_that_are_there() {
    let promises = promises();
    assert!(promises.len() > 15, "the table was not understood: {promises:?}");
    let mut missing = Vec::new();
    for (promise, tests) in &promises {
        assert!(!tests.is_empty(), "nothing holds “{promise}”");
        for (file, test) in tests {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            let source = fs::read_to_string(path).unwrap_or_default();
            if !has_test(&source, test) {
                missing.push(format!("{file}: {test}"));
            }
        }
    }
    assert!(missing.is_empty(), "docs/promises.md names tests that are not there: {missing:#?}");
}
