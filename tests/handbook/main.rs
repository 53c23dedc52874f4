//! The handbook in `docs/site`: it is built without a finding, its two languages say the same, and
//! every example in it does what the page says.
//!
//! The second word of a fence says what an example is: `console`, or the file that it stands in.
//! What the program says is compared with the page, where `…` stands for anything, and alone on a
//! line for any lines. `UPDATE_EXPECT=1` writes what it says now; read that before it is kept.

#![expect(clippy::disallowed_methods, reason = "tests read pages and start the program")]

mod page;
mod said;
mod session;
mod shape;

use std::path::Path;
use std::process::Command;

use page::{Example, Kind, Page, handbook, names};
use said::{agree, codes_in};
use session::Session;

#[test]
fn the_handbook_is_built_without_a_finding() {
    let out = tempfile::TempDir::new().expect("a temporary folder");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(arguments).arg("--root").arg(handbook()).arg("--format").arg("json");
        let output = command.output().expect("the program starts");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(report["findings"], serde_json::json!([]), "{arguments:?}");
    };
    run(&["check", "--drafts"]);
    let site = out.path().join("site");
    run(&["build", "--out", site.to_str().expect("UTF-8")]);
    for name in names().iter().filter(|name| *name != "index") {
        for edition in ["", "en/"] {
            let file = site.join(format!("{edition}{name}/index.html"));
            let html = std::fs::read_to_string(&file).expect("a page");
            let links = html.matches("rel=\"prev\"").count() + html.matches("rel=\"next\"").count();
            let is_end = ["first-steps", "publishing"].contains(&name.as_str());
            assert_eq!(links, if is_end { 1 } else { 2 }, "{}", file.display());
        }
    }
}

#[test]
fn both_languages_have_the_same_pages_and_examples() {
    let names = names();
    assert_eq!(names.len(), 11);
    for name in names {
        let (chinese, english) = (Page::read(&name, "md"), Page::read(&name, "en.md"));
        let heads =
            |page: &Page| page.source.lines().filter(|line| line.starts_with("## ")).count();
        assert_eq!(heads(&chinese), heads(&english), "{name}: sections");
        assert_eq!(chinese.examples.len(), english.examples.len(), "{name}: examples");
        for (one, other) in chinese.examples.iter().zip(&english.examples) {
            assert_eq!(
                shape::of(one),
                shape::of(other),
                "{} and {} are not the same example",
                chinese.place_of(one),
                english.place_of(other)
            );
        }
    }
}

#[test]
fn every_chinese_example_does_what_its_page_says() {
    run_pages("md", "zh");
}

#[test]
fn every_english_example_does_what_its_page_says() {
    run_pages("en.md", "en");
}

#[test]
fn the_keys_of_other_programs_are_told_as_the_table_says() {
    let session = Session::new("zh", false, true);
    for ending in ["md", "en.md"] {
        let page = Page::read("moving", ending);
        // | `tags` | `topics` | … |
        let rows = page.source.lines().filter(|line| line.starts_with("| `"));
        let words = |row: &str| row.split('`').map(str::to_owned).collect::<Vec<_>>();
        let keys: Vec<(String, String)> = rows
            .map(words)
            .filter(|words| words.len() >= 5 && words[2] == " | " && words[4].starts_with(" | "))
            .map(|words| (words[1].clone(), words[3].clone()))
            .filter(|(key, _)| key.chars().all(|c| c.is_ascii_alphabetic() || c == '_'))
            .collect();
        assert_eq!(keys.len(), 12, "{ending}");
        let lines: String = keys.iter().flat_map(|(key, _)| [key, ": 甲\n"]).collect();
        let text = format!(
            "---\ntitle: 甲\ndistrict: 静安区\nmodel: 乙\ndate: 2021\n{lines}---\n\n正文。\n"
        );
        session.lay("content/cases/moved.md", "markdown", &text, Path::new("/nowhere"));
        let findings = session.findings();
        for (key, here) in keys {
            let told = findings.iter().any(|found| {
                found["code"] == "foreign-key"
                    && found["message"].as_str().expect("a message").contains(&format!("“{key}”"))
                    && found["hints"].to_string().contains(&here)
            });
            assert!(told, "{ending}: `{key}` is not told to be `{here}`: {findings:?}");
        }
    }
}

#[test]
fn the_marks_of_other_programs_are_told_where_the_table_says_so() {
    let session = Session::new("zh", false, true);
    for ending in ["md", "en.md"] {
        let page = Page::read("moving", ending);
        let rows = page.source.lines().filter_map(|line| line.strip_prefix("| `"));
        let marks: Vec<&str> = rows
            .flat_map(|row| row.split(" | ").next().unwrap_or_default().split('`').step_by(2))
            .filter(|mark| mark.starts_with(['{', ':', '[', '!', '$']))
            .collect();
        assert_eq!(marks.len(), 11, "{ending}: {marks:?}");
        for mark in marks {
            let text = format!("---\ntitle: 甲\n---\n\n{mark}\n");
            session.lay("content/moved.md", "text", &text, Path::new("/nowhere"));
            assert_eq!(session.check().len(), 1, "{ending}: {mark}");
        }
    }
}

#[test]
fn the_findings_of_the_table_exist() {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    let all = std::fs::read_to_string(all).expect("the list of findings");
    for ending in ["md", "en.md"] {
        let page = Page::read("findings", ending);
        let rows = page.source.lines().filter_map(|line| line.strip_prefix("| `"));
        let codes: Vec<&str> = rows
            .flat_map(|row| row.split(" | ").next().unwrap_or_default().split('`').step_by(2))
            .filter(|code| !code.is_empty())
            .collect();
        assert_eq!(codes.len(), 17, "{ending}: {codes:?}");
        for code in codes {
            assert!(all.contains(&format!("\n| `{code}` |")), "{ending}: {code}");
        }
    }
}

fn run_pages(ending: &'static str, speech: &'static str) {
    std::thread::scope(|scope| {
        for name in names() {
            scope.spawn(move || run_page(&name, &Page::read(&name, ending), speech));
        }
    });
}

/// Lays the examples of a page over a new publication, one after the other, and runs its commands.
fn run_page(name: &str, page: &Page, speech: &'static str) {
    let begins_anew = page.source.contains("$ casebook init");
    let has_address = !page.source.contains("[placeholder-address]");
    let mut session = Session::new(speech, begins_anew, has_address);
    let pictures = handbook().join("content").join(name);
    let (mut named, mut rewritten) = (Vec::new(), Vec::new());
    for (at, example) in page.examples.iter().enumerate() {
        let place = page.place_of(example);
        match &example.kind {
            Kind::Console => {
                if let Some(said) = run_console(&mut session, example, &place) {
                    rewritten.push((example.range.clone(), said));
                }
            }
            Kind::File(path) => {
                assert!(!path.is_empty(), "{place}: the fence does not say what it is");
                let is_named = example.before.contains(&format!("`{path}`"));
                assert!(
                    is_named || named.contains(path) || page.source.contains(&format!("`{path}`")),
                    "{place}: readers are not told where this stands"
                );
                named.push(path.clone());
                session.lay(path, &example.language, &example.text, &pictures);
                let next = page.examples.get(at + 1);
                if next.is_some_and(|next| page.belong_together(example, next)) {
                    continue;
                }
                let next = next.filter(|next| next.kind == Kind::Console);
                if !is_updating() {
                    let shown = next.map_or_else(Vec::new, |next| codes_in(&next.text));
                    let mut found = session.check();
                    if next.is_some_and(|next| next.text.lines().any(|line| line == "…")) {
                        found.retain(|code| shown.contains(code));
                    }
                    assert_eq!(found, shown, "{place}: found, and shown by the page");
                }
            }
        }
    }
    if !rewritten.is_empty() {
        page.rewrite(&rewritten);
    }
}

fn is_updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some()
}

/// Runs the commands of an example. Returns what it would have to be, when it is to be rewritten.
fn run_console(session: &mut Session, example: &Example, place: &str) -> Option<String> {
    let mut rewritten = String::new();
    let mut differs = false;
    for part in example.text.split("$ ").skip(1) {
        let (command, shown) = part.split_once('\n').expect("a line of its own");
        let (said, status) = session.run(command);
        let said: String = said.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
        let fails = ["错误", "error"].iter().any(|word| {
            shown.lines().any(|line| {
                line.strip_prefix(word).is_some_and(|rest| rest.starts_with([':', '[']))
            })
        });
        let is_right = shown.trim().is_empty() || agree(shown.trim_end(), said.trim_end());
        if is_right {
            let leaves_out = shown.lines().any(|line| line == "…");
            assert!(leaves_out || fails == (status != 0), "{place}: status {status}\n{said}");
            rewritten.push_str(&format!("$ {part}"));
            continue;
        }
        assert!(
            is_updating(),
            "{place}: {command}\n--- the page:\n{shown}\n--- the program:\n{said}"
        );
        differs = true;
        rewritten.push_str(&format!("$ {command}\n{}\n", said.trim_end()));
    }
    differs.then_some(rewritten)
}
