//! What an editor reads of mistakes that no repository can hold: bytes that are no text, links,
//! names, permissions, sizes.
//!
//! [`messages`](./messages.rs) has the others. `UPDATE_EXPECT=1` writes the messages anew: read
//! them as an editor would.

#![expect(clippy::disallowed_methods, reason = "tests make files")]
#![expect(
    clippy::needless_raw_string_hashes,
    reason = "this is how expect-test writes what it saw"
)]

mod support;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use expect_test::{Expect, expect};
use support::{Publication, fixtures};

/// A case of the small publication.
const CASE: &str = "content/cases/zhifu.md";

/// Returns what was found, without what else `check` says: how much `--fix` can do, and that all is
/// well.
fn findings_of(said: &str) -> String {
    let is_found = |line: &&str| !line.starts_with("其中 ") && !line.starts_with("没有发现错误");
    said.split_inclusive('\n').filter(is_found).collect()
}

/// Checks the small publication with a mistake made in it.
fn said(publication: &Publication, expected: &Expect) {
    let ran = publication.run(&["check"]);
    assert_eq!(ran.stdout, "");
    expected.assert_eq(&format!("{}（退出状态 {}）\n", findings_of(&ran.stderr), ran.status));
}

fn case() -> String {
    fs::read_to_string(fixtures().join("support/small").join(CASE)).expect("a fixture")
}

#[test]
fn a_file_in_the_old_chinese_encoding() {
    let publication = Publication::new();
    publication.write(CASE, encoding_rs::GB18030.encode(&case()).0);
    said(
        &publication,
        &expect![[r#"
        警告[encoding]: 这个文件不是 UTF-8 编码，已按 GB18030（GBK）读取
        --> content/cases/zhifu.md
         = 怎么改: 请在编辑器里选择“另存为”，编码选 UTF-8；casebook check --fix 也会转换

        共 0 个错误、1 个警告
        （退出状态 0）
    "#]],
    );
}

#[test]
fn a_file_in_another_chinese_encoding() {
    let publication = Publication::new();
    publication.write(
        "content/about.md",
        encoding_rs::BIG5.encode("---\ntitle: 關於\n---\n\n## 資料怎樣處理\n\n照原文寫。\n").0,
    );
    said(
        &publication,
        &expect![[r#"
        警告[encoding]: 这个文件不是 UTF-8 编码，已按 GB18030（GBK）读取
        --> content/about.md
         = 怎么改: 它也可能是别的编码（例如 Big5），读出来会是乱码：请在编辑器里打开，文字正常后选择“另存为”，编码选 UTF-8

        共 0 个错误、1 个警告
        （退出状态 0）
    "#]],
    );
}

#[test]
fn a_word_document_that_is_called_md() {
    let publication = Publication::new();
    let word: Vec<u8> =
        b"PK\x03\x04\x14\x00\x06\x00".iter().copied().chain((0..=255).cycle().take(5000)).collect();
    publication.write("content/cases/word.md", word);
    said(
        &publication,
        &expect![[r#"
            错误[not-text]: 这不是文本文件，无法读取
            --> content/cases/word.md
             = 怎么改: Word 文档不能只改扩展名：请把文字复制到文本编辑器里，存成 UTF-8 的 .md 文件；图片请保留原来的扩展名
             = 怎么改: 如果真是文本，请看第 2 行：那里有别的编码的文字或乱码，删去后重新输入，再存成 UTF-8

            共 1 个错误、0 个警告
            （退出状态 1）
        "#]],
    );
}

#[test]
fn a_file_in_utf_16() {
    let publication = Publication::new();
    let wide: Vec<u8> = case().encode_utf16().flat_map(u16::to_le_bytes).collect();
    publication.write("content/cases/wide.md", [&[0xFF, 0xFE], wide.as_slice()].concat());
    said(
        &publication,
        &expect![[r#"
        错误[not-text]: 这个文件是 UTF-16 编码，无法读取
        --> content/cases/wide.md
         = 怎么改: 请在编辑器里选择“另存为”，编码选 UTF-8；casebook check --fix 也会转换

        共 1 个错误、0 个警告
        （退出状态 1）
    "#]],
    );
}

#[test]
fn a_text_with_a_zero_in_it() {
    let publication = Publication::new();
    publication.write(CASE, case().replace("一年之内", "一年\0之内"));
    said(
        &publication,
        &expect![[r#"
            警告[invisible]: 这里有看不见的字符：U+0000，共 1 个
              --> content/cases/zhifu.md:18:3
               |
            18 | 一年␀之内。
               |     ^
               |
               = 怎么改: 多半是从别处粘贴时带进来的，请删去；casebook check --fix 会替你删

            共 0 个错误、1 个警告
            （退出状态 0）
        "#]],
    );
}

#[test]
fn a_file_that_is_too_large() {
    let publication = Publication::new();
    publication.write(
        "content/about.md",
        format!("---\ntitle: 关于\n---\n\n{}", "照原文写。\n\n".repeat(300_000)),
    );
    said(
        &publication,
        &expect![[r#"
        错误[too-large]: 文件有 4980 KB，超过了 4096 KB 的上限
        --> content/about.md
         = 怎么改: 一个案例一个文件；图片、附件请另存为文件，再用链接引用

        共 1 个错误、0 个警告
        （退出状态 1）
    "#]],
    );
}

#[test]
fn front_matter_that_is_too_large() {
    let publication = Publication::new();
    publication.write(
        "content/about.md",
        format!("---\ntitle: 关于\nsummary: {}\n---\n\n照原文写。\n", "照原文写。".repeat(5000)),
    );
    said(
        &publication,
        &expect![[r#"
        错误[too-large]: 信息区（YAML）有 73 KB，超过了 64 KB 的上限
         --> content/about.md:2:1
          |
        2 | title: 关于
          | ^
          |
          = 怎么改: 长的内容请写到正文里

        共 1 个错误、0 个警告
        （退出状态 1）
    "#]],
    );
}

#[test]
fn a_text_that_only_becomes_too_large() {
    // Two bytes a character on the disk, three in the program.
    let publication = Publication::new();
    let text = format!("---\ntitle: 关于\n---\n\n{}", "照原文写。\n\n".repeat(260_000));
    publication.write("content/about.md", encoding_rs::GB18030.encode(&text).0);
    said(
        &publication,
        &expect![[r#"
            错误[too-large]: 正文超过 4 MiB，没有排版
             --> content/about.md:4:1
              |
            4 |
              | ^
              |
              = 怎么改: 请把正文拆成几个文件

            警告[encoding]: 这个文件不是 UTF-8 编码，已按 GB18030（GBK）读取
            --> content/about.md
             = 怎么改: 请在编辑器里选择“另存为”，编码选 UTF-8；casebook check --fix 也会转换

            共 1 个错误、1 个警告
            （退出状态 1）
        "#]],
    );
}

#[test]
fn a_symbolic_link() {
    let publication = Publication::new();
    symlink("zhifu.md", publication.root().join("content/cases/fushan.md")).expect("a link");
    said(
        &publication,
        &expect![[r#"
        错误[symlink]: “content/cases/fushan.md”是符号链接，不予读取
        --> content/cases/fushan.md
         = 怎么改: 把它指向的文件或文件夹复制到这里

        共 1 个错误、0 个警告
        （退出状态 1）
    "#]],
    );
}

#[test]
fn a_name_that_is_no_text() {
    let publication = Publication::new();
    let name = encoding_rs::GB18030.encode("福山区.md").0;
    fs::write(publication.root().join("content/cases").join(OsStr::from_bytes(&name)), case())
        .expect("a written file");
    said(
        &publication,
        &expect![[r#"
        错误[file-name]: “content/cases/��ɽ��.md”的名称不是 UTF-8
        --> content/cases/��ɽ��.md
         = 怎么改: 请重新命名；从压缩包里来的，解压时把文件名的编码选为 GBK，很多文件可以用 convmv 转换

        共 1 个错误、0 个警告
        （退出状态 1）
    "#]],
    );
}

#[test]
fn a_name_with_characters_that_cannot_be_seen() {
    let publication = Publication::new();
    publication.write("content/cases/fu\u{202E}shan.md", case().replace("芝罘区", "福山区"));
    let ran = publication.run(&["check"]);
    for told in [
        "警告[invisible]: 文件名里有看不见的字符：U+202E，共 1 个",
        "改成“content/cases/fushan.md”",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
}

#[test]
fn something_that_is_no_file() {
    let publication = Publication::new();
    let _listener =
        std::os::unix::net::UnixListener::bind(publication.root().join("content/cases/socket"))
            .expect("a socket");
    said(
        &publication,
        &expect![[r#"
        错误[special-file]: “content/cases/socket”既不是普通文件，也不是文件夹
        --> content/cases/socket
         = 怎么改: 把它移出本出版物

        共 1 个错误、0 个警告
        （退出状态 1）
    "#]],
    );
}

#[test]
fn a_file_where_a_folder_should_be() {
    let publication = Publication::new();
    publication.write("templates", "我的模板");
    said(
        &publication,
        &expect![[r#"
        错误[special-file]: “templates”应当是文件夹
        --> templates
         = 怎么改: 把它换成文件夹

        共 1 个错误、0 个警告
        （退出状态 1）
    "#]],
    );
}

#[test]
fn a_picture_whose_name_no_address_can_hold() {
    let publication = Publication::new();
    publication
        .write("content/cases/平台：三级?.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    said(
        &publication,
        &expect![[r#"
        错误[bad-file-name]: 这个文件名不能用作网址
        --> content/cases/平台：三级?.svg
         = 怎么改: 请改名：不要用 \ : * ? " < > | 等符号，不要以点或空格结尾，也不要用 CON、NUL 这样的名字

        共 1 个错误、0 个警告
        （退出状态 1）
    "#]],
    );
}

#[test]
fn a_case_whose_name_some_systems_keep_for_themselves() {
    let publication = Publication::new();
    publication.write("content/cases/CON.md", case());
    said(
        &publication,
        &expect![[r#"
            错误[bad-address]: 地址 /cases/con/ 不能用：有的系统留作他用
            --> content/cases/CON.md
             = 怎么改: 地址取自文件名：请改文件名，或在信息区写上 slug

            警告[conflict-copy]: 这 2 个文件名称或内容相近，像是网盘的冲突副本：content/cases/CON.md、content/cases/zhifu.md
            --> content/cases/CON.md
             = 怎么改: 请比较后只留一个，其余删去或移出 content；每个文件都会成为一页

            共 1 个错误、1 个警告
            （退出状态 1）
        "#]],
    );
}

#[test]
fn settings_that_are_a_link() {
    let publication = Publication::new();
    fs::rename(publication.root().join("site.yaml"), publication.root().join("site.zh.yaml"))
        .expect("a renamed file");
    symlink("site.zh.yaml", publication.root().join("site.yaml")).expect("a link");
    said(
        &publication,
        &expect![[r#"
        错误[no-site]: 读不了 site.yaml：没有这个文件
        --> site.yaml
         = 怎么改: 每个出版物的根文件夹都要有 site.yaml；“casebook init 文件夹”可以生成一个

        错误[symlink]: “site.yaml”是符号链接，不予读取
        --> site.yaml
         = 怎么改: 把它指向的文件或文件夹复制到这里

        共 2 个错误、0 个警告
        （退出状态 1）
    "#]],
    );
}
