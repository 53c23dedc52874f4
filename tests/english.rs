//! Messages in English are English: no Chinese punctuation and no Chinese examples, but for what
//! they quote.

#![expect(clippy::disallowed_methods, reason = "tests read the sources and fixtures")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use support::{Publication, fixtures};

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Returns what a message says itself: without lines of the file, paths, and what stands in
/// backticks.
fn without_quotes(message: &str) -> String {
    let is_of_file = |line: &&str| {
        let line = line.trim_start();
        let bar = line.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        bar.starts_with('|') || line.starts_with("--> ") || line.starts_with("::: ")
    };
    let mut said = String::new();
    for line in message.lines().filter(|line| !is_of_file(line)) {
        said.extend(line.split('`').step_by(2));
        said.push('\n');
    }
    said
}

#[test]
fn no_mistake_is_answered_in_half_chinese() {
    let mut wrong = Vec::new();
    let mut folders: Vec<PathBuf> = fs::read_dir(fixtures().join("messages"))
        .expect("fixtures")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    for folder in folders {
        let publication = Publication::new();
        publication.overlay(&folder);
        let ran = publication.run(&["check", "--all", "--lang", "en"]);
        assert_eq!(ran.stdout, "");
        assert!(ran.status < 2, "{}", ran.stderr);
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let said = without_quotes(&ran.stderr);
        wrong.extend(
            said.lines()
                .filter(|line| line.contains(is_chinese))
                .map(|line| format!("{name}: {line}")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_english_text_of_the_program_has_chinese_in_it() {
    let mut texts = 0;
    let mut wrong = Vec::new();
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let path = entry.expect("src can be listed").into_path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let source: TokenStream = fs::read_to_string(&path)
                .expect("a source")
                .parse()
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            look(source, &mut |text| {
                texts += 1;
                if text.contains(is_chinese) {
                    wrong.push(format!("{}: {text}", path.display()));
                }
            });
        }
    }
    assert!(texts > 300, "the texts were not found: {texts}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Calls `take` with the English text of every `say!`.
fn look(tokens: TokenStream, take: &mut dyn FnMut(String)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        if let [.., TokenTree::Ident(name), TokenTree::Punct(_)] = &tokens[..at]
            && name == "say"
        {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            if let [_, TokenTree::Punct(_), TokenTree::Literal(english), ..] = inner.as_slice() {
                take(english.to_string());
            }
        }
        look(group.stream(), take);
    }
}
