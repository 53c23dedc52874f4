//! Which publication a command is about: where it runs, and what the environment says.

#![expect(clippy::disallowed_methods, reason = "tests start the program")]

mod support;

use std::path::Path;

use support::Publication;

/// Runs the program in a folder of the publication; returns its exit status and all it said.
fn run_in(
    publication: &Publication,
    folder: &str,
    env: &[(&str, &str)],
    arguments: &[&str],
) -> (i32, String) {
    let mut command = publication.command(Path::new(env!("CARGO_BIN_EXE_casebook")));
    command.current_dir(publication.root().join(folder)).args(arguments);
    let ran = support::run(command.envs(env.iter().copied()));
    (ran.status, [ran.stdout, ran.stderr].concat())
}

#[test]
fn a_command_finds_the_publication_that_its_folder_lies_in() {
    let publication = Publication::new();
    publication.write("content/cases/deep/a.txt", "");
    assert_eq!(publication.run(&["check"]).status, 0);
    let (status, said) = run_in(&publication, "content/cases/deep", &[], &["check"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("2 个案例"), "{said}");
    let (_, said) = run_in(&publication, "content/cases", &[], &["check", "jingan.md"]);
    assert!(said.contains("没有发现错误：content/cases/jingan.md"), "{said}");
    let (status, said) = run_in(&publication, "content", &[], &["build"]);
    assert_eq!(status, 0, "{said}");
    assert!(publication.root().join("public/index.html").is_file());
}

#[test]
fn a_folder_that_is_named_is_not_left() {
    let publication = Publication::new();
    let (status, said) = run_in(&publication, "content", &[], &["check", "--root", "cases"]);
    assert_ne!(status, 0, "{said}");
}

#[test]
fn a_program_reads_why_a_command_failed() {
    let publication = Publication::new();
    publication.write("public/else.txt", "of somebody else");
    let ran = publication.run(&["build", "--format", "json"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    let said: serde_json::Value = serde_json::from_str(&ran.stdout).expect("one object");
    assert_eq!((&said["version"], &said["findings"]), (&1.into(), &serde_json::json!([])));
    let message = said["fatal"]["message"].as_str().expect("a message");
    assert!(ran.stderr.contains(message), "{} {message}", ran.stderr);
    assert!(said["fatal"]["hint"].is_string(), "{said}");
}

#[test]
fn the_environment_says_what_the_command_line_does_not() {
    let publication = Publication::new();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let root = publication.root().display().to_string();
    let out = elsewhere.path().join("site").display().to_string();
    let env = [
        ("CASEBOOK_ROOT", root.as_str()),
        ("CASEBOOK_OUT", out.as_str()),
        ("CASEBOOK_LANG", "en"),
        ("CASEBOOK_BASE_URL", "https://cases.gov.cn/a/"),
    ];
    let away = elsewhere.path().display().to_string();
    let (status, said) = run_in(&publication, &away, &env, &["build"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("2 cases"), "{said}");
    let page = std::fs::read_to_string(elsewhere.path().join("site/index.html")).expect("a page");
    assert!(page.contains("https://cases.gov.cn/a/"), "{page}");
    let (status, said) = run_in(&publication, &away, &env, &["check", "--root", &away]);
    assert_ne!(status, 0, "{said}");
}

#[test]
fn shells_and_the_manual_know_every_command_in_the_language_of_the_reader() {
    let publication = Publication::new();
    let said = |arguments: &[&str]| {
        let ran = publication.run(arguments);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        ran.stdout
    };
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = said(&["completions", shell]);
        for word in ["rename", "--base-url", "completions"] {
            let word = if shell == "fish" { word.trim_start_matches('-') } else { word };
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let (chinese, english) = (said(&["--lang", "zh", "man"]), said(&["--lang", "en", "man"]));
    assert!(chinese.contains("生成网站") && !chinese.contains("write the site"));
    assert!(english.contains("write the site") && english.is_ascii(), "{english}");
    assert!(english.contains(".SH \"casebook build\"\n.TP\n"), "{english}");
}
