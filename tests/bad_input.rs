//! Every bad input is answered with a clear finding, and the old site stays as it was.

#![expect(clippy::disallowed_methods, reason = "tests look at files and start the program")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use expect_test::expect;
use serde_json::Value;
use support::{Publication, Ran, fixtures};

/// A case of the small publication that the tests break.
const CASE: &str = "content/cases/zhifu.md";

/// What can be seen of a file from outside: its bytes, inode and time of change.
type Seen = (Vec<u8>, u64, i64, i64);

/// Everything in the output folder.
fn site(publication: &Publication) -> BTreeMap<PathBuf, Seen> {
    let folder = publication.root().join("public");
    let files = walkdir::WalkDir::new(&folder)
        .into_iter()
        .map(|entry| entry.expect("a readable site"))
        .filter(|entry| entry.file_type().is_file());
    let site: BTreeMap<PathBuf, Seen> = files
        .map(|entry| {
            let metadata = entry.metadata().expect("metadata");
            let bytes = fs::read(entry.path()).expect("a readable file");
            (
                entry.path().to_owned(),
                (bytes, metadata.ino(), metadata.mtime(), metadata.mtime_nsec()),
            )
        })
        .collect();
    assert!(site.len() > 20, "the old site was not built");
    site
}

/// The findings of a run with `--format json`, as `error[code] file:line:column`.
fn findings(ran: &Ran) -> Vec<String> {
    let report: Value = serde_json::from_str(&ran.stdout).expect("one JSON object");
    let line = |found: &Value| {
        assert!(
            found["hints"].as_array().is_some_and(|hints| !hints.is_empty()),
            "no hint: {found}"
        );
        let place = match &found["span"] {
            Value::Null => String::new(),
            span => format!(":{}:{}", span["line"], span["column"]),
        };
        let text = |key: &str| found[key].as_str().unwrap_or("-").to_owned();
        format!("{}[{}] {}{place}", text("severity"), text("code"), text("file"))
    };
    report["findings"].as_array().expect("findings").iter().map(line).collect()
}

/// Builds the small publication, breaks it, builds again: the findings are `expected`, and the site
/// stands untouched.
fn answered(breaks: impl FnOnce(&Publication), expected: &[&str]) {
    let publication = Publication::new();
    assert_eq!(publication.run(&["build", "--quiet"]).status, 0);
    let before = site(&publication);
    breaks(&publication);
    let ran = publication.run(&["build", "--format", "json"]);
    assert_eq!(findings(&ran), expected, "{}", ran.stderr);
    assert_eq!(ran.status, 1);
    assert_eq!(site(&publication), before);
    assert_alone(&publication);
}

/// No half-built site is left beside the output.
fn assert_alone(publication: &Publication) {
    let left: Vec<_> = fs::read_dir(publication.root())
        .expect("the root")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("casebook"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

/// Builds the small publication with a file replaced; returns what came of it.
fn built(path: &str, bytes: impl AsRef<[u8]>) -> (Publication, Ran) {
    let publication = Publication::new();
    publication.write(path, bytes);
    let ran = publication.run(&["build", "--format", "json"]);
    (publication, ran)
}

fn case() -> String {
    fs::read_to_string(fixtures().join("support/small").join(CASE)).expect("a fixture")
}

/// The case with `old` replaced, which must be there.
fn case_with(old: &str, new: &str) -> String {
    let text = case();
    assert!(text.contains(old), "{old}");
    text.replacen(old, new, 1)
}

/// The case with another body. The other case links to its heading.
fn case_with_body(body: &str) -> String {
    let text = case();
    let (front, _) = text.split_once("---\n\n").expect("front matter");
    format!("{front}---\n\n## 成效\n\n{body}\n")
}

fn page_of(publication: &Publication) -> String {
    fs::read_to_string(publication.root().join("public/cases/zhifu/index.html"))
        .expect("the page of the case")
}

#[test]
fn an_empty_file_is_reported() {
    answered(
        |publication| publication.write(CASE, ""),
        &["error[empty-file] content/cases/zhifu.md:1:1"],
    );
    answered(
        |publication| publication.write(CASE, " \n\n"),
        &["error[empty-file] content/cases/zhifu.md:1:1"],
    );
}

#[test]
fn a_file_without_front_matter_is_reported() {
    answered(
        |publication| publication.write(CASE, "# 芝罘区\n\n正文。\n"),
        &["error[no-front-matter] content/cases/zhifu.md:1:1"],
    );
}

#[test]
fn front_matter_that_is_never_closed_is_reported() {
    answered(
        |publication| publication.write(CASE, case().replace("---\n\n", "\n")),
        &["error[unclosed-front-matter] content/cases/zhifu.md:1:1"],
    );
}

#[test]
fn a_binary_file_that_is_named_md_is_reported() {
    let word: Vec<u8> =
        b"PK\x03\x04\x14\x00\x06\x00".iter().copied().chain((0..=255).cycle().take(5000)).collect();
    answered(
        |publication| publication.write(CASE, word),
        &["error[not-text] content/cases/zhifu.md"],
    );
    let wide: Vec<u8> = case().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = [&[0xFF, 0xFE], wide.as_slice()].concat();
    answered(
        |publication| publication.write(CASE, wide),
        &["error[not-text] content/cases/zhifu.md"],
    );
}

#[test]
fn a_null_in_a_text_is_told_and_left_out() {
    let publication = Publication::new();
    publication.write(CASE, case_with("一年之内", "一年\0之内"));
    let ran = publication.run(&["check", "--format", "json"]);
    assert_eq!(findings(&ran), ["warning[invisible] content/cases/zhifu.md:18:3"]);
    assert_eq!(publication.run(&["build", "--quiet"]).status, 0);
    let page = fs::read_to_string(publication.root().join("public/cases/zhifu/index.html"));
    let page = page.expect("a page");
    assert!(page.contains("一年之内") && !page.contains(['\0', '\u{fffd}']));
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    let (publication, ran) = built(CASE, format!("\u{feff}{}", case()));
    assert_eq!((ran.status, findings(&ran)), (0, vec![]));
    assert!(!page_of(&publication).contains('\u{feff}'));
    // Places are counted without it.
    let (_, ran) =
        built(CASE, format!("\u{feff}{}", case_with("district: 山东省", "district: 山西省")));
    assert_eq!(findings(&ran), ["error[unknown-region] content/cases/zhifu.md:3:11"]);
}

#[test]
fn a_file_in_gb18030_is_read_with_a_warning() {
    let text = case();
    let (bytes, _, unmappable) = encoding_rs::GB18030.encode(&text);
    assert!(!unmappable);
    let (publication, ran) = built(CASE, bytes);
    assert_eq!(
        (ran.status, findings(&ran)),
        (0, vec!["warning[encoding] content/cases/zhifu.md".to_owned()])
    );
    assert!(page_of(&publication).contains("芝罘区建起三级孵化平台"));
}

#[test]
fn a_megabyte_of_brackets_is_text() {
    let (publication, ran) = built(CASE, case_with_body(&"[".repeat(1 << 20)));
    assert_eq!((ran.status, findings(&ran)), (0, vec![]));
    assert!(page_of(&publication).contains(&"[".repeat(1 << 20)));
}

#[test]
fn an_alias_bomb_is_refused_at_once() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (from, to) in ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"].map(|pair| pair.split_at(1))
    {
        let _ = writeln!(bomb, "{to}: &{to} [{}]", vec![format!("*{from}"); 9].join(", "));
    }
    answered(
        |publication| publication.write(CASE, format!("---\n{bomb}---\n")),
        &["error[yaml-budget] content/cases/zhifu.md:6:12"],
    );
    answered(
        |publication| {
            publication
                .write("site.yaml", format!("title: 甲\nbase_url: https://example.org/\n{bomb}"));
        },
        &["error[yaml-budget] site.yaml:7:12"],
    );
}

#[test]
fn five_megabytes_of_markdown_are_too_much() {
    answered(
        |publication| publication.write(CASE, case_with_body(&"一段文字。\n\n".repeat(300_000))),
        &["error[too-large] content/cases/zhifu.md"],
    );
}

#[test]
fn a_heading_id_given_twice_is_reported_at_the_second() {
    answered(
        |publication| publication.write(CASE, case_with_body("### 甲 {#x}\n\n### 乙 {#x}")),
        &["error[duplicate-id] content/cases/zhifu.md:18:7"],
    );
}

#[test]
fn links_to_what_is_missing_are_reported_one_by_one() {
    answered(
        |publication| {
            publication.write(
                CASE,
                case_with_body(
                    "[甲](none.md) [乙](jingan.md#无) [丙](/none/) [丁](#无)\n\n![图](none.png)",
                ),
            );
        },
        &[
            "error[dead-link] content/cases/zhifu.md:16:1",
            "error[dead-anchor] content/cases/zhifu.md:16:14",
            "error[dead-link] content/cases/zhifu.md:16:31",
            "error[dead-anchor] content/cases/zhifu.md:16:43",
            "error[dead-link] content/cases/zhifu.md:18:1",
        ],
    );
}

#[test]
fn a_link_out_of_the_publication_is_reported() {
    answered(
        |publication| {
            publication.write(
                CASE,
                case_with_body("[甲](../../../../etc/passwd) ![乙](../../../secret.png)"),
            );
        },
        &[
            "error[link-outside] content/cases/zhifu.md:16:1",
            "error[link-outside] content/cases/zhifu.md:16:29",
        ],
    );
}

#[test]
fn a_folder_without_permission_is_reported() {
    let publication = Publication::new();
    publication.write("content/cases/closed/a.md", case());
    // Root may read everything, so the program runs as somebody else, from a place where that one
    // may read it.
    let program = publication.root().join("casebook");
    fs::copy(env!("CARGO_BIN_EXE_casebook"), &program).expect("a copy of the program");
    let is_root = fs::metadata("/proc/self").expect("this process").uid() == 0;
    let nobody = 65534;
    let prepare = |path: &Path| {
        if is_root {
            std::os::unix::fs::chown(path, Some(nobody), Some(nobody)).expect("a file given away");
        }
    };
    for entry in walkdir::WalkDir::new(publication.root()) {
        prepare(entry.expect("an entry").path());
    }
    fs::set_permissions(publication.root(), fs::Permissions::from_mode(0o755))
        .expect("a folder that others may enter");
    let run = |arguments: &[&str]| {
        let mut command = publication.command(&program);
        if is_root {
            command.uid(nobody).gid(nobody);
        }
        support::run(command.args(arguments))
    };
    let closed = publication.root().join("content/cases/closed");
    let aside = publication.root().join("closed");
    fs::rename(&closed, &aside).expect("a folder put aside");
    assert_eq!(run(&["build", "--quiet"]).status, 0);
    let before = site(&publication);
    fs::rename(&aside, &closed).expect("a folder put back");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("a closed folder");
    let ran = run(&["build", "--format", "json"]);
    let told = run(&["check", "--quiet"]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("an open folder");
    assert_eq!(findings(&ran), ["error[unreadable] content/cases/closed"], "{}", ran.stderr);
    assert_eq!((ran.status, site(&publication)), (1, before));
    expect![[r"
        错误[unreadable]: “content/cases/closed”无法读取：没有读取的权限
        --> content/cases/closed
         = 怎么改: 请检查它的权限：要能读取，文件夹还要能进入

        共 1 个错误、0 个警告
    "]]
    .assert_eq(&told.stderr);
}

#[test]
fn symbolic_links_are_not_followed() {
    answered(
        |publication| {
            symlink("/etc/passwd", publication.root().join("content/cases/a.md")).expect("a link");
        },
        &["error[symlink] content/cases/a.md"],
    );
    answered(
        |publication| symlink("/etc", publication.root().join("content/etc")).expect("a link"),
        &["error[symlink] content/etc"],
    );
    answered(
        |publication| symlink(".", publication.root().join("content/loop")).expect("a link"),
        &["error[symlink] content/loop"],
    );
}

#[test]
fn a_template_that_does_not_parse_is_reported_at_its_place() {
    answered(
        |publication| {
            publication.write(
                "templates/page.html",
                "<h1>{{ page.title }}</h1>\n{% if body %}\n<p>{{ body }</p>\n{% endif %}\n",
            );
        },
        &["error[template-syntax] templates/page.html:3:12"],
    );
}

#[test]
fn a_variable_that_is_not_there_is_reported_once() {
    answered(
        |publication| {
            publication.write(
                "templates/case.html",
                "<h1>{{ case.title }}</h1>\n<p>{{ case.titel }}</p>\n",
            );
        },
        &["error[template-error] templates/case.html:2:12"],
    );
}

#[test]
fn a_template_that_includes_itself_is_reported() {
    answered(
        |publication| {
            publication.write("templates/page.html", "<p>\n{% include \"page.html\" %}\n");
        },
        &["error[template-loop] templates/page.html:2:13"],
    );
}

#[test]
fn a_page_of_no_cases_is_no_page() {
    let with = |line: &'static str| {
        move |publication: &Publication| {
            let text = fs::read_to_string(publication.root().join("site.yaml")).expect("site.yaml");
            publication.write("site.yaml", format!("{text}{line}\n"));
        }
    };
    answered(with("paginate: 0"), &["error[out-of-range] site.yaml:14:11"]);
    answered(with("paginate: -1"), &["error[out-of-range] site.yaml:14:11"]);
    answered(with("paginate: 十"), &["error[wrong-type] site.yaml:14:11"]);
}

#[test]
fn an_address_that_no_system_can_hold_is_reported() {
    answered(
        |publication| {
            let case = case_with("三级孵化平台", "另一个平台");
            publication.write("content/cases/CON.md", case);
        },
        &["error[bad-address] content/cases/CON.md"],
    );
    answered(
        |publication| publication.write(CASE, case_with("芝罘模式", &"很长的名称".repeat(20))),
        &["error[bad-address] content/cases/zhifu.md"],
    );
}

#[test]
fn two_sources_of_one_address_are_both_named() {
    let publication = Publication::new();
    publication.write("content/cases/more/zhifu.md", case());
    let ran = publication.run(&["build"]);
    assert_eq!(ran.status, 1);
    for name in ["content/cases/more/zhifu.md", "content/cases/zhifu.md", "/cases/zhifu/"] {
        assert!(ran.stderr.contains(name), "{}", ran.stderr);
    }
}

#[test]
fn all_mistakes_of_all_files_are_reported_in_one_run() {
    answered(
        |publication| {
            publication.write(
                CASE,
                case_with("district: 山东省烟台市芝罘区", "district: 山东省烟台市之罘区"),
            );
            publication.write("content/about.md", "---\ntitel: 关于\n---\n\n[无](none.md)\n");
            publication.write("content/cases/empty.md", "");
            let site = fs::read_to_string(publication.root().join("site.yaml")).expect("site.yaml");
            publication.write("site.yaml", format!("{site}paginate: 0\n"));
        },
        &[
            "error[unknown-key] content/about.md:2:1",
            "error[dead-link] content/about.md:5:1",
            "error[empty-file] content/cases/empty.md:1:1",
            "error[unknown-region] content/cases/zhifu.md:3:11",
            "error[out-of-range] site.yaml:14:11",
        ],
    );
}

/// Runs a command that the machine or the program refuses: status 2, the message holds `said`, the
/// site stands.
fn refused(arguments: &[&str], prepare: impl FnOnce(&Publication), said: &str) {
    let publication = Publication::new();
    assert_eq!(publication.run(&["build", "--quiet"]).status, 0);
    let before = site(&publication);
    prepare(&publication);
    let ran = publication.run(arguments);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
    assert!(ran.stderr.lines().any(|line| line.starts_with("  = ")), "no hint: {}", ran.stderr);
    assert_eq!(site(&publication), before);
}

#[test]
fn a_folder_that_holds_anything_else_is_no_output() {
    refused(&["build", "--out", "/"], |_| {}, "输出文件夹不能是“/”");
    refused(&["build", "--out", "."], |_| {}, "本身或包含它");
    refused(&["build", "--out", ".."], |_| {}, "本身或包含它");
    refused(&["build", "--out", "content/cases"], |_| {}, "在源文件夹");
    refused(&["build", "--out", "site.yaml"], |_| {}, "不是文件夹");
    refused(
        &["build", "--out", "notes"],
        |publication| publication.write("notes/mine.txt", "我的"),
        "不是 Casebook 生成的文件",
    );
    refused(
        &["build", "--out", "elsewhere"],
        |publication| symlink("public", publication.root().join("elsewhere")).expect("a link"),
        "符号链接",
    );
}

#[test]
fn a_disk_that_takes_no_more_leaves_the_old_site() {
    let publication = Publication::new();
    assert_eq!(publication.run(&["build", "--quiet"]).status, 0);
    let before = site(&publication);
    publication.write(CASE, case_with_body(&"一段文字。\n\n".repeat(20_000)));
    // A limit on the size of files refuses a write half-way, as a full disk does, and needs no disk
    // of its own.
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" build";
    let ran = support::run(
        publication
            .command("/bin/sh".as_ref())
            .arg("-c")
            .arg(script)
            .arg(env!("CARGO_BIN_EXE_casebook")),
    );
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("cases/zhifu/index.html"), "{}", ran.stderr);
    assert_eq!(site(&publication), before);
    assert_alone(&publication);
    assert_eq!(publication.run(&["build", "--quiet"]).status, 0);
    assert_ne!(site(&publication), before);
}

#[test]
fn a_theme_without_a_card_for_cases_is_an_error_and_no_empty_list() {
    answered(
        |publication| {
            let theme = fixtures().join("sites/theme");
            for entry in
                walkdir::WalkDir::new(&theme).into_iter().map(|entry| entry.expect("a fixture"))
            {
                if entry.file_type().is_file() && entry.file_name() != "card.html" {
                    let path = Path::new("themes/bare")
                        .join(entry.path().strip_prefix(&theme).expect("below the theme"));
                    publication.write(
                        path.to_str().expect("UTF-8"),
                        fs::read(entry.path()).expect("a readable fixture"),
                    );
                }
            }
            let site = fs::read_to_string(publication.root().join("site.yaml")).expect("site.yaml");
            let outputs = "outputs: {feeds: [], search: false, data: false, charts: false, facet_pairs: false}";
            publication.write("site.yaml", format!("{site}\ntheme: bare\n{outputs}\n"));
        },
        &["error[template-missing] site.yaml:15:8"],
    );
}
