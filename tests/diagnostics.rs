//! Every code of a finding is described in `docs/diagnostics.md`, and its message is held by a
//! test.

#![expect(clippy::disallowed_methods, reason = "tests read the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Tests in Rust that hold whole messages, since no file makes the program say them.
const MADE: &[&str] = &["tests/messages_made.rs"];

/// Where the program holds a message in a test of its own: what no content may bring it to say.
const OWN: &[&str] = &["internal", "search-format", "search-miss"];

#[test]
fn every_code_is_described() {
    let text = read(&root().join("docs/diagnostics.md"));
    let described: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .map(|(code, _)| code)
        .collect();
    let mut sorted = described.clone();
    sorted.sort_by_key(|code| format!("{code}`"));
    assert_eq!(described, sorted, "the codes are not in order");
    let codes = codes();
    let given: BTreeSet<&str> = codes.keys().map(String::as_str).collect();
    assert_eq!(
        described.into_iter().collect::<BTreeSet<_>>(),
        given,
        "left: docs/diagnostics.md, right: src/"
    );
}

#[test]
fn every_code_has_a_test_of_its_message() {
    let mut said = String::new();
    for entry in walkdir::WalkDir::new(root().join("tests/messages")) {
        let entry = entry.expect("a fixture");
        if entry.file_name() == "expected.txt" {
            said.push_str(&read(entry.path()));
        }
    }
    for entry in walkdir::WalkDir::new(root().join("tests/cmd")) {
        let entry = entry.expect("a transcript");
        if entry.path().extension().is_some_and(|extension| extension == "trycmd") {
            said.push_str(&read(entry.path()));
        }
    }
    for file in MADE {
        said.push_str(&read(&root().join(file)));
    }
    let inline: String =
        sources().iter().map(|file| read(file)).filter(|text| text.contains("expect![")).collect();
    let is_held = |code: &str| {
        let held = if OWN.contains(&code) { &inline } else { &said };
        ["错误", "警告", "建议"].iter().any(|word| held.contains(&format!("{word}[{code}]: ")))
    };
    let codes = codes();
    let missing: Vec<_> = codes.iter().filter(|(code, _)| !is_held(code)).collect();
    assert!(missing.is_empty(), "no test holds the messages of {missing:#?}");
    assert!(OWN.iter().all(|code| codes.contains_key(*code)), "{OWN:?}");
}

#[test]
fn codes_are_found_however_they_are_given() {
    let source = r#"
        const RULE: Rule = Rule { code: "of-a-rule", needles: &["no-code"], run };
        const CODE: &str = "of-a-constant";
        fn f() {
            Diagnostic::error("of-an-error", file, say!("一" | "one"));
            sink.push(Diagnostic::warning("of-a-warning", file, message));
            Diagnostic::new(Severity::Error, "of-a-new-one", None, message);
            reader.error("of-a-reader", span, message, hint);
            Err(Box::new(fail("of-a-helper", message)));
            Diagnostic::error(code, file, message);
            Diagnostic::warning(word, file, message);
            page.attribute("aria-label", "no-code");
            explain::error(file, text);
        }
        #[cfg(test)]
        mod tests { fn g() { Diagnostic::error("of-a-test", file, message); } }
    "#;
    let mut found = Found::default();
    found.look(source.parse().expect("tokens"));
    let expected = [
        "of-a-constant",
        "of-a-helper",
        "of-a-new-one",
        "of-a-reader",
        "of-a-rule",
        "of-a-warning",
        "of-an-error",
    ];
    assert_eq!(found.codes.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert_eq!(found.hidden, ["word"]);
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Every source file.
fn sources() -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(root().join("src")).sort_by_file_name();
    let files = entries.into_iter().map(|entry| entry.expect("src can be listed").into_path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// The codes that the program gives, with a file that gives each.
fn codes() -> BTreeMap<String, String> {
    let mut codes = BTreeMap::new();
    let mut hidden = Vec::new();
    for file in sources() {
        let is_test = |name: &str| name == "tests.rs" || name == "tests";
        if file.components().any(|part| part.as_os_str().to_str().is_some_and(is_test)) {
            continue;
        }
        let mut found = Found::default();
        found.look(
            read(&file).parse().unwrap_or_else(|error| panic!("{}: {error}", file.display())),
        );
        let shown = file.strip_prefix(root()).unwrap_or(&file).display().to_string();
        hidden.extend(found.hidden.into_iter().map(|word| format!("{shown}: `{word}`")));
        codes.extend(found.codes.into_iter().map(|code| (code, shown.clone())));
    }
    assert!(
        hidden.is_empty(),
        "write the code out where a finding is made, or call it `code`: {hidden:#?}"
    );
    assert!(codes.len() > 80, "the codes were not found: {codes:?}");
    codes
}

/// What stands in the sources where a code is due.
#[derive(Default)]
struct Found {
    /// Codes that are written out.
    codes: BTreeSet<String>,
    /// Names that stand for one; but for `code`, which a rule or a caller has written out.
    hidden: Vec<String>,
}

impl Found {
    fn look(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            let before = &tokens[..at];
            if is_tests(before) {
                continue;
            }
            if group.delimiter() == Delimiter::Parenthesis {
                self.call(before, group.stream());
            }
            self.look(group.stream());
        }
        for at in 0..tokens.len() {
            match &tokens[at..] {
                // Of a rule.
                [TokenTree::Ident(name), TokenTree::Punct(colon), TokenTree::Literal(code), ..]
                    if name == "code" && colon.as_char() == ':' =>
                {
                    self.take(&code.to_string());
                }
                // `const CODE: &str = "…"`
                [
                    TokenTree::Ident(name),
                    _,
                    _,
                    _,
                    TokenTree::Punct(is),
                    TokenTree::Literal(code),
                    ..,
                ] if name == "CODE" && is.as_char() == '=' => {
                    self.take(&code.to_string());
                }
                _ => {}
            }
        }
    }

    fn call(&mut self, before: &[TokenTree], arguments: TokenStream) {
        let [.., TokenTree::Ident(called)] = before else { return };
        let before = &before[..before.len() - 1];
        let is_made = is_word(before, "Diagnostic", 2);
        let is_reader = matches!(before, [.., TokenTree::Punct(dot)] if dot.as_char() == '.')
            && called == "error";
        let arguments: Vec<TokenTree> = arguments.into_iter().collect();
        let first = if is_made && called == "new" {
            let comma = arguments.iter().position(
                |token| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ','),
            );
            comma.and_then(|comma| arguments.get(comma + 1))
        } else if is_made && (called == "error" || called == "warning")
            || is_reader
            || called == "fail"
        {
            arguments.first()
        } else {
            None
        };
        match first {
            Some(TokenTree::Literal(code)) => self.take(&code.to_string()),
            Some(TokenTree::Ident(name)) if is_made && name != "code" && name != "CODE" => {
                self.hidden.push(name.to_string());
            }
            _ => {}
        }
    }

    fn take(&mut self, literal: &str) {
        if let Some(code) = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            self.codes.insert(code.to_owned());
        }
    }
}

/// Tells whether the word stands `back` tokens before the end.
fn is_word(tokens: &[TokenTree], word: &str, back: usize) -> bool {
    tokens
        .len()
        .checked_sub(back + 1)
        .and_then(|at| tokens.get(at))
        .is_some_and(|token| matches!(token, TokenTree::Ident(ident) if ident == word))
}

/// Tells whether what comes next is the body of `mod tests`.
fn is_tests(before: &[TokenTree]) -> bool {
    is_word(before, "mod", 1) && is_word(before, "tests", 0)
}
