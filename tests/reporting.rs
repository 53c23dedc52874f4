//! How findings are reported: in an order and a number that a person can take in, of the files that
//! were asked for, and in the forms that programs read.

#![expect(clippy::disallowed_methods, reason = "a test reads what was fixed")]

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Publication, Ran};

const PROGRAM: &str = env!("CARGO_BIN_EXE_casebook");

/// A whole picture of one pixel.
const PIXEL: &[u8] = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01L\0;";

fn case(front: &str, body: &str) -> String {
    format!(
        "---\ntitle: 修鞋摊回来了\ndistrict: 上海市静安区\nmodel: 便民型\ndate: 2024-03-05\n{front}---\n\n{body}\n"
    )
}

/// A publication in which many files have a key that nobody reads and a picture without
/// description, and one has a date that there never was.
fn flood(files: usize) -> Publication {
    let publication = Publication::new();
    for number in 0..files {
        let text = case("series: 1\n", "![](../a.png)");
        let text = text.replace("修鞋摊回来了", &format!("修鞋摊回来了{number}"));
        let text = if number == files / 2 { text.replace("03-05", "02-30") } else { text };
        publication.write(format!("content/cases/c{number:04}.md"), text);
    }
    publication.write("content/a.png", PIXEL);
    publication
}

fn parse(ran: &Ran) -> Value {
    assert_eq!(ran.stderr, "", "programs read standard output alone");
    serde_json::from_str(&ran.stdout).expect("one JSON value")
}

#[test]
fn a_thousand_equal_findings_leave_the_one_that_differs_in_sight() {
    let publication = flood(1000);
    let ran = publication.run(&["check"]);
    assert_eq!(ran.status, 1);
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert!(lines.len() < 120, "{} lines", lines.len());
    let at = |part: &str| {
        lines.iter().position(|line| line.contains(part)).unwrap_or_else(|| panic!("{part}"))
    };
    assert!(at("错误[bad-date]") < at("错误[unknown-key]"), "what stands alone comes first");
    assert!(at("错误[unknown-key]") < at("警告["), "errors come before warnings");
    assert!(ran.stderr.contains("先改错误，从最上面一条开始：content/cases/c0500.md:5:7 "));
    assert_eq!(ran.stderr.matches("错误[unknown-key]").count(), 1);
    assert!(
        ran.stderr.contains("999 个文件里另有 999 处 unknown-key；全部列出：casebook check --all")
    );
    assert!(ran.stderr.contains("共 1001 个错误、1000 个警告"));
    let all = publication.run(&["check", "--all"]);
    assert_eq!(all.stderr.matches("错误[unknown-key]").count(), 1000);
    assert!(!all.stderr.contains("另有"));
}

#[test]
fn the_last_lines_of_a_long_report_say_where_to_begin() {
    let publication = Publication::new();
    for number in 0..20 {
        publication.write(format!("content/cases/c{number:02}.md"), case("", "![](../a.png)"));
    }
    publication.write("content/a.png", PIXEL);
    publication.write("content/cases/d.md", case("", "").replace("03-05", "02-30"));
    publication.write("content/cases/e.md", case("", "＃做法\n\n# 成效"));
    let ran = publication.run(&["check"]);
    let last = ran.stderr.lines().rev().take(2).collect::<Vec<_>>();
    let first = "先改错误，从最上面一条开始：content/cases/d.md:5:7 ";
    assert!(last.iter().any(|line| line.starts_with(first)), "{last:?}");
}

#[test]
fn of_the_hints_about_one_file_three_are_shown() {
    let publication = Publication::new();
    let site = "title: 案例小辑\nbase_url: https://anli.shequ.cn/\n";
    let body = (10..50).fold(String::new(), |body, number| body + &format!("来了{number}人。\n\n"));
    let metrics = "metrics: [{id: staff, label: 职员, value: 3, unit: 人}]\n";
    publication.write("site.yaml", site);
    publication.write("content/cases/a.md", case(metrics, &format!("职员3人。\n\n{body}")));
    let ran = publication.run(&["check", "content/cases/a.md"]);
    assert_eq!(ran.status, 0);
    assert_eq!(ran.stderr.matches("建议[loose-figure]").count(), 3);
    assert!(
        ran.stderr.contains("… content/cases/a.md 里另有 37 处 loose-figure"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("共 0 个错误、0 个警告、40 个建议"));
    // Without a metric anywhere nobody counts.
    publication.write("content/cases/a.md", case("", &body));
    let ran = publication.run(&["check", "content/cases/a.md"]);
    assert!(!ran.stderr.contains("loose-figure"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("没有发现错误：content/cases/a.md\n"), "{}", ran.stderr);
}

#[test]
fn a_check_of_some_files_speaks_of_them_alone() {
    let publication = flood(3);
    for file in ["content/cases/c0001.md", "./content/../content/cases/c0001.md"] {
        let ran = publication.run(&["check", file]);
        assert_eq!(ran.status, 1, "{}", ran.stderr);
        assert!(ran.stderr.contains("共 2 个错误、1 个警告"), "{}", ran.stderr);
        assert!(ran.stderr.contains("别的文件里还有 2 个错误，2 个警告"), "{}", ran.stderr);
    }
    let good = publication.run(&["check", "content/cases/jingan.md"]);
    assert_eq!((good.status, good.stdout.as_str()), (0, ""));
    let folder = publication.run(&["check", "--quiet", "content/cases"]);
    assert!(folder.stderr.contains("共 4 个错误、3 个警告"), "{}", folder.stderr);
    // Seen from another folder, by its place there and by its place in the publication.
    let inside = |arguments: &[&str]| {
        let mut command = publication.command(Path::new(PROGRAM));
        support::run(command.current_dir(publication.root().join("content")).args(arguments))
    };
    for file in ["cases/c0000.md", "content/cases/c0000.md"] {
        let ran = inside(&["check", "--root", "..", file]);
        assert!(ran.stderr.contains("共 1 个错误、1 个警告"), "{}", ran.stderr);
    }
}

#[test]
fn a_file_that_is_not_there_ends_the_check() {
    let publication = Publication::new();
    let ran = publication.run(&["check", "content/cases/nobody.md"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("没有“content/cases/nobody.md”这个文件"), "{}", ran.stderr);
    publication.write("notes.txt", "x");
    for outside in ["notes.txt", "/bin/sh"] {
        let ran = publication.run(&["check", outside]);
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains("不是这份出版物的内容"), "{}", ran.stderr);
    }
}

#[test]
fn only_a_file_that_was_named_is_fixed() {
    let publication = Publication::new();
    for file in ["a", "b"] {
        publication.write(format!("content/{file}.md"), "---\ntitle： 甲\n---\n");
    }
    let ran = publication.run(&["check", "--fix", "content/a.md"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let read = |file| String::from_utf8(fs::read(publication.root().join(file)).unwrap());
    assert_eq!(read("content/a.md").unwrap(), "---\ntitle: 甲\n---\n");
    assert_eq!(read("content/b.md").unwrap(), "---\ntitle： 甲\n---\n");
}

/// The settings of the small publication, without what turns hints off.
fn site_with_hints(publication: &Publication) -> String {
    let site = fs::read_to_string(publication.root().join("site.yaml")).expect("settings");
    site.lines()
        .filter(|line| !line.starts_with("lints:"))
        .fold(String::new(), |all, line| all + line + "\n")
}

#[test]
fn warnings_fail_where_they_are_denied() {
    let publication = Publication::new();
    publication.write("content/more.md", "---\ntitle: 甲\n---\n\n＃做法\n");
    assert_eq!(publication.run(&["check"]).status, 0);
    assert_eq!(publication.run(&["check", "--deny-warnings"]).status, 1);
    let ran = publication.run(&["build", "--deny-warnings"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("--deny-warnings"), "{}", ran.stderr);
    assert!(!publication.root().join("public").exists());
    assert_eq!(publication.run(&["build"]).status, 0);
    publication.write("content/more.md", "---\ntitle: 甲\n---\n");
    let metrics = "metrics: [{id: staff, label: 职员, value: 3, unit: 人}]\n";
    publication.write("content/cases/a.md", case(metrics, "职员3人，来了8人。"));
    publication.write("site.yaml", site_with_hints(&publication));
    let ran = publication.run(&["check", "--deny-warnings"]);
    assert!(ran.stderr.contains("0 个错误、0 个警告、"), "{}", ran.stderr);
    assert_eq!(ran.status, 0, "a hint is no warning");
}

#[test]
fn json_is_one_object_that_lists_every_finding() {
    let publication = flood(30);
    for command in ["check", "build"] {
        let report = parse(&publication.run(&[command, "--format", "json"]));
        assert_eq!(report["version"], 1);
        assert_eq!(report["findings"].as_array().map(Vec::len), Some(61));
        assert_eq!(report["counts"]["errors"], 31);
        assert_eq!(report["counts"]["warnings"], 30);
    }
    let draft = case("status: draft\ntopic: 一\n", "正文。").replace("2024-03-05", "去年");
    publication.write("content/cases/draft.md", draft);
    for command in ["check", "build"] {
        let report = parse(&publication.run(&[command, "--format", "json"]));
        let findings = report["findings"].as_array().expect("a list");
        let drafts: Vec<_> = findings.iter().filter(|found| found["draft"] == true).collect();
        assert!(drafts.iter().any(|found| found["code"] == "bad-date"), "{report}");
        assert!(drafts.iter().all(|found| found["file"] == "content/cases/draft.md"));
        assert_eq!(findings.len() - drafts.len(), 61);
        assert_eq!(report["counts"]["errors"], 31);
        assert_eq!(report["draft_counts"]["errors"], 2);
    }
    let good = Publication::new();
    let report = parse(&good.run(&["check", "--search", "--format", "json"]));
    assert_eq!(report["findings"], serde_json::json!([]));
}

#[test]
fn what_was_mended_stands_in_the_same_object() {
    let publication = Publication::new();
    publication.write("content/a.md", "---\ntitle： 甲\n---\n");
    let arguments = ["check", "--fix", "--dry-run", "--format", "json"];
    let report = parse(&publication.run(&arguments));
    assert_eq!(report["fixed"][0]["fixed"], false);
    assert!(report["changes"][0]["diff"].as_str().is_some_and(|diff| diff.contains("+title: 甲")));
    let report = parse(&publication.run(&["check", "--fix", "--format", "json"]));
    assert_eq!(report["fixed"][0]["file"], "content/a.md");
    assert_eq!(report["counts"]["errors"], 0);
}

#[test]
fn other_programs_find_files_from_the_working_folder() {
    let publication = flood(1);
    let mut command = publication.command(Path::new(PROGRAM));
    let above = publication.root().parent().expect("a folder above");
    let name = publication.root().file_name().expect("a name").to_str().expect("text");
    let arguments = ["check", "--root", name, "--format"];
    command.current_dir(above).args(arguments);
    let ran = support::run(command.arg("github"));
    let start = format!("::error file={name}/content/cases/c0000.md,line=");
    assert!(ran.stdout.lines().any(|line| line.starts_with(&start)), "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().count(), 3, "{}", ran.stdout);
    let mut command = publication.command(Path::new(PROGRAM));
    command.current_dir(above).args(arguments);
    let log = parse(&support::run(command.arg("sarif")));
    let uri = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(uri["uri"], format!("{name}/content/cases/c0000.md"));
}

/// Runs `check` in a publication with the locale given, and returns the last line.
fn last_line(publication: &Publication, locale: &[(&str, &str)], arguments: &[&str]) -> String {
    let mut command = publication.command(Path::new(PROGRAM));
    command.env_remove("LC_ALL").envs(locale.iter().copied());
    let ran = support::run(command.arg("check").args(arguments));
    ran.stderr.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn the_language_of_messages_is_asked_for_or_the_systems_or_the_publications() {
    let chinese = Publication::new();
    let english = Publication::new();
    english
        .write("site.yaml", "title: Neighbours\nbase_url: https://anli.shequ.cn/\nlanguage: en\n");
    let is_english = |publication: &Publication, locale: &[(&str, &str)], arguments: &[&str]| {
        last_line(publication, locale, arguments).is_ascii()
    };
    for plain in [&[][..], &[("LANG", "C")], &[("LC_ALL", "POSIX")], &[("LANG", "C.UTF-8")]] {
        assert!(is_english(&english, plain, &[]), "{plain:?}");
        assert!(!is_english(&chinese, plain, &[]), "{plain:?}");
    }
    let zh = &[("LANG", "zh_CN.UTF-8")][..];
    let en = &[("LC_ALL", ""), ("LC_MESSAGES", "en_GB.UTF-8"), ("LANG", "zh_CN.UTF-8")][..];
    assert!(!is_english(&english, zh, &[]) && is_english(&chinese, en, &[]));
    assert!(is_english(&chinese, zh, &["--lang", "en"]));
    assert!(!is_english(&english, en, &["--lang", "zh"]));
    // What ends a command is said in the same language.
    assert!(is_english(&english, &[("LANG", "C")], &["nobody.md"]));
}

#[test]
fn who_wants_quiet_reads_of_errors_and_how_much_else_there_is() {
    let publication = flood(4);
    publication.write("content/cases/draft.md", case("status: draft\n", "").replace("2024", "x"));
    let ran = publication.run(&["check", "--quiet"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("错误[bad-date]"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("警告") || ran.stderr.matches("警告").count() == 1);
    assert!(ran.stderr.contains("\n共 5 个错误、4 个警告\n"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("草稿"), "{}", ran.stderr);
    // Where warnings fail, they are told.
    let strict = publication.run(&["check", "--quiet", "--deny-warnings"]);
    assert!(strict.stderr.contains("警告[image-alt]"), "{}", strict.stderr);
    let good = Publication::new().run(&["check", "--quiet"]);
    assert_eq!((good.status, good.stderr.as_str()), (0, ""));
}

#[test]
fn what_many_files_share_is_said_once_with_the_first_places() {
    let publication = flood(6);
    let ran = publication.run(&["check"]);
    assert_eq!(ran.stderr.matches("警告[image-alt]").count(), 1, "{}", ran.stderr);
    let more = "… content/cases/c0001.md:9:1、content/cases/c0002.md:9:1、\
        content/cases/c0003.md:9:1 等 5 个文件里另有 5 处 image-alt；";
    assert!(ran.stderr.contains(more), "{}", ran.stderr);
    let all = publication.run(&["check", "--all"]);
    assert_eq!(all.stderr.matches("警告[image-alt]").count(), 6);
}
