//! `casebook check --fix`: what leaves no doubt is fixed in the files, and nothing else is touched.

#![expect(clippy::disallowed_methods, reason = "tests write and read files")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use casebook::foundation::diagnostic::Diagnostic;
use casebook::foundation::path::SourcePath;
use casebook::foundation::world::{MemoryWorld, World};
use casebook::input::fix::FixSession;
use casebook::pipeline::{self, BuildCache, Request, Silent};
use proptest::prelude::*;
use support::{Publication, fixtures};

const CASE: &str = "content/cases/jingan.md";

/// Every file of the publication.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(root).into_iter().map(|entry| entry.expect("an entry"));
    let files = entries.filter(|entry| {
        // The copies that `casebook undo` needs are no files of the publication.
        entry.file_type().is_file() && !entry.path().starts_with(root.join(".casebook"))
    });
    files
        .map(|entry| {
            (
                entry.path().strip_prefix(root).expect("below").to_owned(),
                fs::read(entry.path()).expect("a file"),
            )
        })
        .collect()
}

fn small(file: &str) -> String {
    fs::read_to_string(fixtures().join("support/small").join(file)).expect("a fixture")
}

/// The small publication with its first case as given.
fn with_case(bytes: impl AsRef<[u8]>) -> Publication {
    let publication = Publication::new();
    publication.write(CASE, bytes);
    publication
}

fn case(publication: &Publication) -> String {
    fs::read_to_string(publication.root().join(CASE)).expect("UTF-8")
}

#[test]
fn whatever_the_mistake_mending_twice_changes_nothing_more() {
    let mut fixed = 0;
    for folder in fs::read_dir(fixtures().join("messages")).expect("fixtures") {
        let folder = folder.expect("an entry").path();
        let publication = Publication::new();
        publication.overlay(&folder);
        let before = files(publication.root());
        publication.run(&["check", "--fix", "--quiet"]);
        let once = files(publication.root());
        let left = publication.run(&["check", "--format", "json"]);
        assert!(!left.stdout.contains("\"safe\":true"), "{}: {}", folder.display(), left.stdout);
        publication.run(&["check", "--fix", "--quiet"]);
        assert_eq!(files(publication.root()), once, "{}", folder.display());
        for (path, bytes) in &before {
            let is_written = ["content", "i18n"].iter().any(|folder| path.starts_with(folder));
            let is_content = is_written || path.ends_with("site.yaml");
            assert!(
                is_content || once.get(path) == Some(bytes),
                "{}: {}",
                folder.display(),
                path.display()
            );
        }
        assert_eq!(
            before.keys().collect::<Vec<_>>(),
            once.keys().collect::<Vec<_>>(),
            "{}",
            folder.display()
        );
        fixed += usize::from(before != once);
    }
    assert!(fixed >= 15, "only {fixed} of the mistakes were fixed");
}

#[test]
fn a_dry_run_shows_what_would_change_and_writes_nothing() {
    let publication = with_case(small(CASE).replace("title: ", "title："));
    let before = files(publication.root());
    let ran = publication.run(&["check", "--fix", "--dry-run"]);
    assert_eq!(files(publication.root()), before);
    assert_eq!(ran.status, 1, "the files are as they were, mistakes and all");
    assert!(
        ran.stdout.starts_with("--- a/content/cases/jingan.md\n+++ b/content/cases/jingan.md\n@@ "),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("\n-title：静安区：枢纽型社会组织\n+title: 静安区：枢纽型社会组织\n"),
        "{}",
        ran.stdout
    );
    assert!(ran.stderr.contains("还没有写入"), "{}", ran.stderr);
    assert_eq!(publication.run(&["check", "--fix"]).status, 0);
    assert_eq!(case(&publication), small(CASE));
}

#[test]
fn a_guess_is_never_applied() {
    let text = small(CASE)
        .replace("district:", "distict:")
        .replace("[社区治理]", "[社区治里]")
        .replace("indicator: members", "indicator: member");
    let publication = with_case(&text);
    let ran = publication.run(&["check", "--fix"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("是不是想写“district”？"), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("没有可以自动改的地方\n"), "{}", ran.stderr);
    assert_eq!(case(&publication), text);
}

/// The case with this text in its body, fixed; the lines of the body that differ.
/// The line `district` of the small publication's first case, and what `--fix` makes of it.
fn district_fixed(written: &str) -> (Publication, String) {
    let publication =
        with_case(small(CASE).replace("district: 上海市静安区", &format!("district: {written}")));
    publication.run(&["check", "--fix", "--quiet"]);
    let fixed = case(&publication);
    let line = fixed.lines().find_map(|line| line.strip_prefix("district: "));
    (publication, line.expect("the line stays").to_owned())
}

#[test]
fn a_former_district_gives_way_to_one_that_the_source_names_and_to_no_other() {
    for (written, fixed) in [
        ("北京市大兴县", "北京市大兴区"),
        ("襄樊市", "湖北省襄阳市"),
        ("[北京市大兴县, 上海市静安区]", "[北京市大兴区, 上海市静安区]"),
    ] {
        let (publication, line) = district_fixed(written);
        assert_eq!(line, fixed);
        assert_eq!(publication.run(&["check"]).status, 0, "{fixed}");
    }
    // The table has these from memory: they are told, and left to the editor.
    for (written, told) in [
        ("北京市崇文区", "北京市东城区"),
        ("[北京市崇文区, 上海市静安区]", "北京市东城区"),
        ("上海市闸北区", "上海市静安区"),
    ] {
        let (publication, line) = district_fixed(written);
        assert_eq!(line, written);
        let ran = publication.run(&["check", "--quiet"]);
        assert_eq!(ran.status, 1);
        assert!(ran.stderr.contains(told) && ran.stderr.contains("核对无误后"), "{}", ran.stderr);
    }
}

#[test]
fn districts_written_as_one_become_a_list() {
    for (written, fixed) in [
        ("上海市静安区、昆山市", "[上海市静安区, 江苏省苏州市昆山市]"),
        ("静安区；昆山市", "[上海市静安区, 江苏省苏州市昆山市]"),
        // With a comma one could say where the other lies.
        ("静安区，昆山市", "静安区，昆山市"),
        // One of them is not known.
        ("静安区、昆仑市", "静安区、昆仑市"),
        ("[静安区、昆山市]", "[静安区、昆山市]"),
    ] {
        assert_eq!(district_fixed(written).1, fixed, "{written}");
    }
}

fn body_fixed(text: &str) -> String {
    let head = small(CASE);
    let (front, _) = head.split_once("## ").expect("a heading");
    let publication = with_case(format!("{front}{text}"));
    publication.run(&["check", "--fix", "--quiet"]);
    case(&publication).strip_prefix(front).expect("the front matter stays").to_owned()
}

#[test]
fn no_number_and_no_sign_that_readers_see_changes() {
    for left in [
        "1.甲门\n\n2.乙门\n\n2.丙门\n\n4.丁门\n",
        "1、甲门\n2、乙门\n2、丙门\n",
        "3.甲门\n4.乙门\n5.丙门\n",
        "1、甲门\n2、乙门\n1、丙门\n2、丁门\n",
        "23.甲门\n",
        "1.甲门\n\n一段话。\n\n3.乙门\n",
        "2024.3月起。\n",
        "1)甲门\n2)乙门\n",
        "（1）甲门\n（2）乙门\n",
        "①甲门\n②乙门\n",
        "> 1、甲门\n2、乙门\n",
        "> 1.甲门\n> 3.乙门\n",
        "- 项\n\n  1、甲门\n  2、乙门\n",
        "1. 甲门\n2. 乙门\n\n1、丙门\n2、丁门\n",
        "■附记\n",
        "●附记\n",
        "■甲门\n■乙门\n■丙门\n",
        "◆ **附记**\n",
        "•\u{3000}附记\n",
        "※附记\n",
        "#标签\n",
    ] {
        assert_eq!(body_fixed(left), left);
    }
    for (text, fixed) in [
        ("1.甲门\n\n2.乙门\n", "1. 甲门\n\n2. 乙门\n"),
        ("如下：\n1、甲门\n2、＊＊乙门＊＊\n3、丙门\n", "如下：\n1. 甲门\n2. **乙门**\n3. 丙门\n"),
        ("> 1、甲门\n> 2、乙门\n>\n> 3、丙门\n", "> 1. 甲门\n> 2. 乙门\n>\n> 3. 丙门\n"),
        ("> > •甲门\n> > •乙门\n", "> > - 甲门\n> > - 乙门\n"),
        ("> 甲门。\n> \u{3000}\u{3000}乙门。\n", "> 甲门。\n> \n> 乙门。\n"),
        ("> ##甲门\n", "> ## 甲门\n"),
        ("•甲门\n•乙门\n•丙门\n", "- 甲门\n- 乙门\n- 丙门\n"),
    ] {
        assert_eq!(body_fixed(text), fixed);
    }
}

#[test]
fn what_was_fixed_can_be_undone_unless_it_was_changed_since() {
    let wrong = small(CASE).replace("title: ", "title：");
    let publication = with_case(&wrong);
    let other = "content/cases/zhifu.md";
    publication.write(other, small(other).replace("title: ", "title："));
    assert_eq!(publication.run(&["check", "--fix"]).status, 0);
    publication.write(other, small(other) + "新写的一句。\n");
    let ran = publication.run(&["undo"]);
    assert_eq!(ran.status, 1, "one file was not brought back: {}", ran.stderr);
    assert!(ran.stderr.contains("已恢复 content/cases/jingan.md"), "{}", ran.stderr);
    assert!(ran.stderr.contains("content/cases/zhifu.md 后来又改过"), "{}", ran.stderr);
    assert_eq!(case(&publication), wrong);
    let text = fs::read_to_string(publication.root().join(other)).expect("UTF-8");
    assert!(text.ends_with("新写的一句。\n"), "{text}");
    assert_eq!(publication.run(&["undo"]).status, 0, "nothing is left to undo");
    let copies = publication.root().join(".casebook/undo");
    assert!(copies.is_dir());
    publication.write(CASE, small(CASE));
    assert_eq!(publication.run(&["build"]).status, 0);
    let published = files(&publication.root().join("public"));
    assert!(!published.keys().any(|path| path.starts_with(".casebook")), "{published:?}");
}

#[test]
fn marks_of_other_programs_are_mended_where_it_is_clear_what_they_lead_to() {
    let written = "\n![甲](屏幕 截图.png \"题\")\n\n![乙](tu\\a.png) [丙](/tu/a.png)\n\n[[zhifu|丁]]，![[a.png]]，![戊](tu/a.png =300x){width=50}\n\n\
        修\u{B}鞋\u{200B}摊\n\n| 门 | 开 |\n| --- | --- |\n| 东 | `早|晚` |\n\n[己](没 有.pdf)[[没有]]\n\n■附记\n";
    let mended = "\n![甲](<屏幕 截图.png> \"题\")\n\n![乙](tu/a.png) [丙](tu/a.png)\n\n[丁](zhifu.md)，![a](tu/a.png)，![戊](tu/a.png)\n\n\
        修鞋摊\n\n| 门 | 开 |\n| --- | --- |\n| 东 | `早\\|晚` |\n\n[己](没 有.pdf)[[没有]]\n\n■附记\n";
    let publication = with_case(small(CASE) + written);
    publication.write("content/cases/屏幕 截图.png", b"");
    publication.write("content/cases/tu/a.png", b"");
    let ran = publication.run(&["check", "--fix"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(case(&publication), small(CASE) + mended);
}

#[test]
fn braces_are_text_where_the_publication_says_so() {
    let publication =
        with_case(small(CASE) + "\n{{< figure >}} {{ metrik(x) }} [甲]({{site.url}}/a)\n");
    let settings = publication.root().join("site.yaml");
    let settings = fs::read_to_string(settings).expect("settings");
    publication.write("site.yaml", settings + "macros: text\n");
    let ran = publication.run(&["check"]);
    assert!(ran.stderr.starts_with("没有发现错误"), "{}", ran.stderr);
    publication.run(&["build"]);
    let page = publication.root().join("public/cases/jingan/index.html");
    let page = fs::read_to_string(page).expect("the page");
    assert!(
        page.contains("{{&lt; figure &gt;}} {{ metrik(x) }} <a>甲</a>")
            || page.contains("{{&lt; figure &gt;}} {{ metrik(x) }} 甲")
    );
}

#[test]
fn files_of_other_encodings_become_utf_8() {
    let text = small(CASE).replace("title: ", "title：");
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let utf_16: Vec<u8> =
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [gb.to_vec(), marked, utf_16] {
        let publication = with_case(bytes);
        assert_eq!(publication.run(&["check", "--fix"]).status, 0);
        assert_eq!(case(&publication), small(CASE));
    }
}

#[test]
fn what_does_not_decode_stays_byte_for_byte() {
    let (big5, _, _) = encoding_rs::BIG5
        .encode("---\ntitle：靜安區樞紐型社會組織黨建工作\n---\n\n社區治理的做法。\n");
    for bytes in [
        big5.to_vec(),
        b"---\ntitle\xEF\xBC\x9Aa \xFF\xFE\n---\n".to_vec(),
        b"\xFF\xFE-\0-\0-".to_vec(),
    ] {
        let publication = with_case(&bytes);
        publication.run(&["check", "--fix"]);
        assert_eq!(fs::read(publication.root().join(CASE)).expect("a file"), bytes);
    }
}

#[test]
fn line_ends_and_permissions_stay() {
    let text = small(CASE).replace('\n', "\r\n");
    let publication = with_case(text.replace("title: ", "title："));
    let path = publication.root().join(CASE);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("permissions");
    assert_eq!(publication.run(&["check", "--fix"]).status, 0);
    assert_eq!(case(&publication), text);
    assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_linked_file_is_not_fixed() {
    let outside = with_case(small(CASE).replace("title: ", "title："));
    let publication = Publication::new();
    fs::remove_file(publication.root().join(CASE)).expect("a file");
    symlink(outside.root().join(CASE), publication.root().join(CASE)).expect("a link");
    let before = files(outside.root());
    assert_eq!(publication.run(&["check", "--fix"]).status, 1);
    assert_eq!(files(outside.root()), before);
    assert!(publication.root().join(CASE).is_symlink());
}

#[test]
fn settings_are_mended_before_what_is_read_against_them() {
    let publication = Publication::new();
    publication.write(
        "site.yaml",
        small("site.yaml").replace("title: ", "title：").replace("topics: ", "topics："),
    );
    publication.write(CASE, small(CASE).replace("[社区治理]", "[社区治理、公益创投]"));
    let ran = publication.run(&["check", "--fix"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(
        fs::read_to_string(publication.root().join("site.yaml")).expect("UTF-8"),
        small("site.yaml")
    );
    assert!(case(&publication).contains("topics: [社区治理, 公益创投]"));
}

#[test]
fn what_was_mended_is_said_to_programs_too() {
    let publication = with_case(
        small(CASE).replacen("title: ", "title：", 1).replace("[社区治理]", "[社区治里]"),
    );
    let ran = publication.run(&["check", "--fix", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("one JSON object");
    let (fixed, left) = (&report["fixed"][0], &report["findings"][0]);
    assert_eq!(
        (&fixed["fixed"], &fixed["span"]["line"], &fixed["span"]["column"]),
        (&true.into(), &2.into(), &6.into())
    );
    assert_eq!((&left["code"], &left["fix"]["safe"]), (&"unknown-topic".into(), &false.into()));
}

/// The small publication in memory, with a case as given.
fn world(case: &str) -> MemoryWorld {
    let mut world = MemoryWorld::default();
    for file in ["site.yaml", "content/index.md", "content/about.md", "content/cases/zhifu.md"] {
        world.write(file, small(file));
    }
    world.write(CASE, case);
    world
}

fn look(world: &dyn World) -> Vec<Diagnostic> {
    let request = Request { lints: true, ..Request::default() };
    pipeline::plan_site(world, &request, &mut BuildCache::default(), &Silent).diagnostics
}

/// Slips that an editor makes in the small case: what to put in the place of what. Each leaves no
/// doubt.
const SLIPS: [(&str, &str); 18] = [
    ("title: ", "title："),
    ("title: ", "title:\u{3000}"),
    ("title: ", "title:"),
    ("district: ", "district：\u{A0}"),
    ("\nmodel", "\n\u{3000}model"),
    ("2022-02-25\nperiod", "2022年2月25日\nperiod"),
    ("topics: [社区治理]", "topics: 社区治理，公益创投"),
    ("topics: [社区治理]", "topics：【社区治理、公益创投】"),
    ("  - {name: ", "\t- {name："),
    ("value: 94, ", "value：94，"),
    ("  - {id: s1, ", "  － {id: s1，"),
    ("---\ntitle", "———\ntitle"),
    ("\n---\n\n", "\n－－－\n\n"),
    ("## 背景", "##背景"),
    ("## 做法", "＃＃\u{3000}做法"),
    ("从2007年起。", "1、从2007年起。\n2、至今。"),
    ("从2007年起。", "\u{3000}\u{3000}＊＊从2007年起。＊＊"),
    ("[芝罘区](zhifu.md#成效)", "[芝罘区]（zhifu.md#成效）"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_mix_of_slips_is_mended_at_once(chosen in prop::sample::subsequence((0..SLIPS.len()).collect::<Vec<_>>(), 1..8), crlf: bool) {
        let mut text = small(CASE);
        for (right, wrong) in chosen.iter().map(|number| SLIPS[*number]) {
            // Another typo may be there already.
            text = text.replacen(right, wrong, 1);
        }
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let world = world(&text);
        let repair = FixSession::fix_all(&world, look);
        let left = look(&repair);
        prop_assert_eq!(&left, &Vec::new(), "{}", text);
        // Nothing more changes, and no line that was right did.
        prop_assert_eq!(FixSession::fix_all(&repair, look).changes().count(), 0);
        let after = String::from_utf8(repair.read(&SourcePath::new(CASE)).expect("a file")).expect("UTF-8");
        let right = small(CASE);
        for line in right.lines().filter(|line| text.lines().any(|other| other == *line)) {
            prop_assert!(after.lines().any(|other| other == line), "{} is gone from {}", line, after);
        }
        prop_assert_eq!(after.contains('\r'), crlf);
    }
}

#[test]
fn a_year_with_more_than_its_year_is_fixed_to_it() {
    for (written, fixed) in [
        ("2024-05-01 12:00", "2024"),
        ("\"2024/5/1 8:00\"", "2024"),
        ("2024-05-01T00:00:00+08:00", "2024"),
        ("2024-05", "2024"),
        ("2021年至2023年", "2021/2023"),
        ("2024-13-45 10:00", "2024-13-45 10:00"),
    ] {
        let publication = with_case(small(CASE).replace("year: 2021", &format!("year: {written}")));
        let ran = publication.run(&["check", "--fix", "--dry-run"]);
        assert_eq!(ran.stdout.contains("year"), written != fixed, "{}", ran.stdout);
        publication.run(&["check", "--fix"]);
        let case = case(&publication);
        assert!(case.contains(&format!("year: {fixed},")), "{written}: {case}");
    }
}

#[test]
fn what_is_no_number_is_told_and_left() {
    for written in [".nan", ".NaN", ".inf", "-.INF"] {
        let text = small(CASE).replace("value: 94", &format!("value: {written}"));
        let publication = with_case(&text);
        let ran = publication.run(&["check", "--fix"]);
        assert_eq!(ran.status, 1);
        let told = format!("“value”应当是数字，这里是“{written}”");
        assert!(ran.stderr.contains(&told), "{}", ran.stderr);
        assert!(ran.stderr.contains("例如 value: 30"), "{}", ran.stderr);
        assert_eq!(case(&publication), text);
        // Where text is wanted, it is text.
        let titled = small(CASE).replacen("title: ", &format!("title: {written} # "), 1);
        let publication = with_case(titled);
        publication.run(&["build"]);
        let page = publication.root().join("public/cases/jingan/index.html");
        let page = fs::read_to_string(page).expect("a page");
        assert!(page.contains(&format!(">{written}</h1>")), "{page}");
    }
}

#[test]
fn what_nobody_sees_is_taken_out_of_front_matter_however_it_is_written() {
    let title = "title: 静安区：枢纽型社会组织";
    let text = small(CASE);
    assert!(text.contains(title));
    for written in [
        "title: \"静安区：枢纽\\u000f型社会组织\"",
        "title: \"\\u202e静安区：枢纽型社会组织\\x07\"",
        "title: \"静安区：\\x0B枢纽\u{f}型社会\\U0000200b组织\"",
    ] {
        let publication = with_case(text.replace(title, written));
        let told = publication.run(&["check"]);
        assert!(told.stderr.contains("警告[invisible]"), "{}", told.stderr);
        publication.run(&["check", "--fix"]);
        let fixed = title.replace(": ", ": \"") + "\"";
        assert_eq!(case(&publication), text.replace(title, &fixed), "{written}");
    }
}
