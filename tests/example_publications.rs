//! The publications of `examples/publications`: they are built without a finding, and say on their
//! home page that they are made up.

#![expect(clippy::disallowed_methods, reason = "tests read pages and start the program")]

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn each_example_is_built_without_a_finding_and_says_that_it_is_made_up() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/publications");
    for (name, cases, is_made_up) in [
        ("us-states", 6, "Everything here is made up."),
        ("court-cases", 5, "这里的案件都是虚构的。"),
        ("repair-cafes", 5, "Everything here is made up."),
    ] {
        let out = tempfile::TempDir::new().expect("a temporary folder");
        let site = out.path().join("site");
        let run = |arguments: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
            command.args(arguments).arg("--root").arg(folder.join(name)).args(["--format", "json"]);
            let output = command.output().expect("the program starts");
            let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
            assert_eq!(report["findings"], serde_json::json!([]), "{name}: {arguments:?}");
        };
        run(&["check", "--drafts"]);
        run(&["build", "--out", site.to_str().expect("UTF-8")]);
        let home = fs::read_to_string(site.join("index.html")).expect("a home page");
        assert!(home.contains(is_made_up), "{name}");
        let data = fs::read_to_string(site.join("data/cases.json")).expect("data");
        let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
        assert_eq!(data.as_array().expect("cases").len(), cases, "{name}");
    }
}
