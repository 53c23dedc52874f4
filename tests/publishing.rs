//! What of a folder is published, and what is not: drafts, what only they use, what programs leave
//! behind.

#![expect(clippy::disallowed_methods, reason = "tests look at what was written")]

mod support;

use std::fs;

use support::{Publication, Ran};

const HALF: &str = "---\ntitle:\ndistrict: 无此地\nmodel: 芝罘模式\ndate: 2021-13-01\n\
    status: draft\n---\n\n见[没写的](没有.md)，![图](mimi.png)，[名单](%6Dingdan.csv)。\n";

fn is_published(publication: &Publication, path: &str) -> bool {
    publication.root().join("public").join(path).exists()
}

fn build(publication: &Publication, arguments: &[&str]) -> Ran {
    let mut ran = publication.run(&[&["build"], arguments].concat());
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    // The last line says how many files were written.
    let end = ran.stderr.trim_end().rfind('\n').map_or(0, |end| end + 1);
    ran.stderr.truncate(end);
    ran
}

fn read(publication: &Publication, path: &str) -> String {
    fs::read_to_string(publication.root().join("public").join(path)).expect("an output")
}

/// Adds lines to the end of a case that is published.
fn append(publication: &Publication, text: &str) {
    let file = publication.root().join("content/cases/zhifu.md");
    let before = fs::read_to_string(&file).expect("a case");
    publication.write("content/cases/zhifu.md", format!("{before}\n{text}\n"));
}

#[test]
fn errors_in_drafts_stop_nothing_and_are_told_in_one_line() {
    let publication = Publication::new();
    publication.write("content/cases/草稿.md", HALF);
    publication
        .write("content/cases/引号.md", "---\ntitle: \"没有写完\nstatus: draft\n---\n\n正文。\n");
    publication.write("content/说明.md", "---\nstatus: draft\n---\n\n待写。\n");
    publication.write("content/models/某模式.md", "---\nstatus: draft\norder: 甲\n---\n");
    publication.write("content/cases/草稿.en.md", "---\ntitel: Draft\n---\n");
    let site = fs::read_to_string(publication.root().join("site.yaml")).expect("settings");
    publication.write(
        "site.yaml",
        format!(
            "{}editions: {{en: {{}}}}\n",
            site.replace("unused-metric: false", "unused-metric: false, untranslated: false")
        ),
    );
    let checked = publication.run(&["check"]);
    assert_eq!(checked.status, 0, "{}", checked.stderr);
    let lines: Vec<&str> = checked.stderr.lines().collect();
    assert!(lines[0].starts_with("5 篇草稿还有 "), "{}", checked.stderr);
    assert!(lines[0].contains("content/cases/草稿.md（“title”后面是空的"), "{}", lines[0]);
    assert!(lines[1].starts_with("没有发现错误：2 个案例"), "{}", checked.stderr);
    assert_eq!(lines.len(), 2);
    build(&publication, &[]);
    assert!(is_published(&publication, "cases/zhifu/index.html"));
    assert!(!is_published(&publication, "cases/草稿/index.html"));

    let all = publication.run(&["check", "--all", "--drafts"]);
    assert_eq!(all.status, 1);
    for told in ["content/cases/草稿.md:2:", "content/cases/草稿.md:5:", "content/cases/引号.md:"]
    {
        assert!(all.stderr.contains(told), "{told}: {}", all.stderr);
    }
}

#[test]
fn an_error_outside_drafts_stops_the_build_all_the_same() {
    let publication = Publication::new();
    publication.write("content/cases/草稿.md", HALF);
    publication.write("content/cases/坏.md", HALF.replace("status: draft\n", ""));
    let ran = publication.run(&["build", "--quiet"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stderr.contains("content/cases/坏.md")
            && !ran.stderr.contains("--> content/cases/草稿.md")
    );
}

#[test]
fn what_a_draft_will_fail_with_is_told_before_it_is_published() {
    let publication = Publication::new();
    let right = HALF.replace("title:", "title: 一").replace("无此地", "上海市静安区");
    let right = right.replace("2021-13-01", "2021-12-01");
    for name in ["甲", "乙"] {
        let text =
            right.replace("status:", "slug: same\nstatus:").replace("见[没写的](没有.md)，", "");
        publication.write(format!("content/cases/{name}.md"), text);
    }
    // One stands where a published case does, which comes after it.
    publication.write("content/cases/丙.md", right.replace("status:", "slug: zhifu\nstatus:"));
    publication.write("content/cases/mimi.png", "no picture");
    let built = build(&publication, &[]);
    assert_eq!(built.stderr.lines().count(), 1, "{}", built.stderr);
    assert!(built.stderr.contains("3 篇草稿还有 "), "{}", built.stderr);
    let told = publication.run(&["check", "content/cases/丙.md"]);
    assert_eq!(told.status, 0, "drafts stop nothing");
    for part in [
        "1 篇草稿还有 ",
        "找不到链接的文件",
        "地址相同：/cases/zhifu/",
        " --drafts content/cases/丙.md",
    ] {
        assert!(told.stderr.contains(part), "{part}: {}", told.stderr);
    }
    assert!(!told.stderr.contains("没有发现错误"), "{}", told.stderr);
    let told = publication.run(&["check", "content/cases/zhifu.md"]);
    assert_eq!(told.stderr, "没有发现错误：content/cases/zhifu.md\n");
}

#[test]
fn what_only_drafts_use_stays_at_home() {
    let publication = Publication::new();
    let draft = HALF.replace("title:", "title: 一").replace("无此地", "上海市静安区");
    let draft = draft.replace("2021-13-01", "2021-12-01").replace("见[没写的](没有.md)，", "");
    publication.write("content/cases/草稿.md", &draft);
    publication.write(
        "content/关于草稿.md",
        "---\ntitle: 一\nstatus: draft\n---\n[x](cases/shuoming.pdf)\n",
    );
    for file in ["mimi.png", "mingdan.csv", "shuoming.pdf"] {
        publication.write(format!("content/cases/{file}"), "x");
    }
    let ran = build(&publication, &[]);
    assert_eq!(ran.stderr, "", "what a draft uses is not called unused");
    for file in ["mimi.png", "mingdan.csv", "shuoming.pdf"] {
        assert!(!is_published(&publication, &format!("cases/{file}")), "{file}");
    }
    build(&publication, &["--drafts"]);
    assert!(is_published(&publication, "cases/mimi.png"));
    append(&publication, "见[名单](./mingdan.csv)。");
    build(&publication, &[]);
    assert!(is_published(&publication, "cases/mingdan.csv"), "a published text uses it too");
    assert!(!is_published(&publication, "cases/mimi.png"), "it is a draft again");
}

#[test]
fn what_only_a_build_with_drafts_had_is_not_missed() {
    let publication = Publication::new();
    let case =
        fs::read_to_string(publication.root().join("content/cases/zhifu.md")).expect("a case");
    let draft = case.replace("\ndate:", "\nstatus: draft\ndate:");
    build(&publication, &[]);
    publication.write("content/cases/mimi.md", &draft);
    build(&publication, &["--drafts"]);
    assert!(is_published(&publication, "cases/mimi/index.html"));
    let ran = build(&publication, &[]);
    assert_eq!(ran.stderr, "", "it was never published");
    assert!(!read(&publication, ".casebook-manifest").contains("mimi"));

    // What a build without drafts had is missed, whatever was built since.
    publication.write("content/cases/mimi.md", &case);
    build(&publication, &[]);
    publication.write("content/cases/mimi.md", &draft);
    for arguments in [&[][..], &["--drafts"], &[]] {
        let ran = build(&publication, arguments);
        assert_eq!(ran.stderr.contains("lost-address"), arguments.is_empty(), "{}", ran.stderr);
    }
}

#[test]
fn what_nobody_names_is_told_once_and_not_published() {
    let publication = Publication::new();
    for number in 1..=7 {
        publication.write(format!("content/材料/录音{number}.txt"), "采访");
    }
    let ran = build(&publication, &[]);
    assert_eq!(ran.stderr.matches("unused-file").count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("有 7 个文件没有页面用到"), "{}", ran.stderr);
    assert!(!is_published(&publication, "材料/录音1.txt"));

    let site = fs::read_to_string(publication.root().join("site.yaml")).expect("settings");
    publication.write("site.yaml", format!("{site}publish: [\"材料/*.txt\"]\n"));
    assert_eq!(build(&publication, &[]).stderr, "");
    assert!(is_published(&publication, "材料/录音1.txt"));
}

#[test]
fn however_a_file_is_named_it_is_published() {
    let publication = Publication::new();
    let site = fs::read_to_string(publication.root().join("site.yaml")).expect("settings");
    publication
        .write("site.yaml", format!("{site}raw_html: true\nfields: {{cover: {{label: 封面}}}}\n"));
    let case =
        fs::read_to_string(publication.root().join("content/cases/zhifu.md")).expect("a case");
    let case = case.replace("\ndate:", "\ncover: fengmian.jpg\ndate:");
    publication.write("content/cases/zhifu.md", case);
    append(
        &publication,
        "![图](a.png) [表](/files/b.csv)\n\n<video poster=\"../c.jpg\"><source src='d.mp4'></video>\n\n\
         <img srcset=\"e1.png 1x, ../e2.png 2x\" alt=\"\">\n\n[演示](demo/index.html)",
    );
    publication.write("content/cases/demo/index.html", "<link rel=stylesheet href=style.css>");
    publication.write("content/cases/demo/style.css", "p { background: url('bg.png') }");
    publication.write("static/site.css", "h1 { background: url(/logo/h1.svg) }");
    publication.write("templates/extra.html", "<img src=\"{{ site.root }}logo/foot.svg\">");
    let named = [
        "cases/a.png",
        "files/b.csv",
        "cases/c.jpg",
        "cases/d.mp4",
        "cases/e1.png",
        "cases/e2.png",
        "cases/demo/index.html",
        "cases/demo/style.css",
        "cases/demo/bg.png",
        "cases/fengmian.jpg",
        "logo/h1.svg",
        "logo/foot.svg",
        "CNAME",
        ".well-known/security.txt",
    ];
    for path in
        named.iter().filter(|path| !path.starts_with("cases/demo/") || path.ends_with("png"))
    {
        publication.write(format!("content/{path}"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    }
    let ran = build(&publication, &[]);
    assert!(!ran.stderr.contains("unused-file"), "{}", ran.stderr);
    for path in named {
        assert!(is_published(&publication, path), "{path}");
    }
}

#[test]
fn what_programs_leave_behind_is_neither_read_nor_published() {
    let publication = Publication::new();
    let left = [
        "content/cases/Thumbs.db",
        "content/cases/desktop.ini",
        "content/cases/~$门房.docx",
        "content/cases/~WRL0001.tmp",
        "content/cases/a.md.bak",
        "content/cases/a.md.orig",
        "content/cases/x.crdownload",
        "content/@eaDir/a.jpg",
        "content/$RECYCLE.BIN/x.md",
        "content/#recycle/cases/b.md",
        "content/__MACOSX/cases/._c.md",
        "content/.~lock.a.xlsx#",
        "content/Icon\r",
        "static/Thumbs.db",
        "templates/base.html.orig",
    ];
    for path in left {
        publication.write(path, "不是案例");
    }
    assert_eq!(build(&publication, &[]).stderr, "");
    for path in left {
        let out = path.split_once('/').expect("a folder").1;
        assert!(!is_published(&publication, out), "{out}");
    }
}

#[test]
fn a_file_that_is_still_in_the_cloud_keeps_its_page() {
    let publication = Publication::new();
    build(&publication, &[]);
    let root = publication.root();
    for (file, gone) in [("zhifu.md", ".zhifu.md.icloud"), ("jingan.md", ".jingan.md.icloud")] {
        let cases = root.join("content/cases");
        fs::rename(cases.join(file), cases.join(gone)).expect("a renamed file");
        let ran = publication.run(&["build", "--quiet"]);
        assert_eq!(ran.status, 1);
        assert!(ran.stderr.contains(&format!("content/cases/{file} 还在网盘里")), "{}", ran.stderr);
        fs::rename(cases.join(gone), cases.join(file)).expect("a renamed file");
    }
    publication.write("content/cases/tu.png", "its page may be that one");
    publication.write("content/cases/zhifu.md", [0; 4096]);
    let ran = publication.run(&["build", "--quiet"]);
    assert!(ran.status == 1 && !ran.stderr.contains("unused-file"), "{}", ran.stderr);
    assert!(is_published(&publication, "cases/zhifu/index.html"));
    fs::rename(root.join("site.yaml"), root.join(".site.yaml.icloud")).expect("a renamed file");
    let ran = publication.run(&["build"]);
    assert!(ran.status == 2 && ran.stderr.contains("还在网盘里"), "{}", ran.stderr);
    fs::rename(root.join(".site.yaml.icloud"), root.join("site.yaml.txt")).expect("a renamed file");
    let ran = publication.run(&["build"]);
    assert!(ran.stderr.contains("site.yaml.txt：请把它改名为 site.yaml"), "{}", ran.stderr);
}

#[test]
fn the_source_of_a_text_under_another_ending_is_never_published() {
    let publication = Publication::new();
    let case = fs::read(publication.root().join("content/cases/zhifu.md")).expect("a case");
    let names = ["b.md.txt", "c.markdown", "d.txt", "E.MD", "f.html", "g.md .txt", "h.md.docx"];
    for name in names {
        publication.write(format!("content/cases/{name}"), &case);
    }
    append(&publication, "见[b](b.md.txt)、[d](d.txt)。");
    let ran = publication.run(&["check", "--quiet"]);
    assert_eq!(ran.status, 1);
    for name in names {
        assert!(
            ran.stderr.contains(&format!("--> content/cases/{name}")),
            "{name}: {}",
            ran.stderr
        );
    }
    assert!(!ran.stderr.contains("dead-link"), "{}", ran.stderr);
}

#[test]
fn a_turned_photo_gets_the_room_that_it_takes() {
    let publication = Publication::new();
    // 24 wide and 8 high, to be turned by a quarter.
    let mut photo = b"\xFF\xD8\xFF\xE1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    photo.extend(
        b"\xFF\xC0\0\x0B\x08\0\x08\0\x18\x01\x01\x11\0\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\0\xFF\xD9",
    );
    publication.write("content/cases/shu.jpg", &photo);
    append(&publication, "![竖的照片](shu.jpg)");
    build(&publication, &[]);
    let page = read(&publication, "cases/zhifu/index.html");
    assert!(page.contains("width=\"8\" height=\"24\""), "{page}");
}

#[test]
fn the_manifest_names_nothing_but_what_is_published() {
    let publication = Publication::new();
    publication.write("content/cases/草稿.md", HALF);
    publication.write("content/cases/mimi.png", "x");
    build(&publication, &[]);
    let manifest = read(&publication, ".casebook-manifest");
    let root = publication.root().to_str().expect("UTF-8");
    for private in ["草稿", "mimi", root, "content/"] {
        assert!(!manifest.contains(private), "{private}");
    }
}

#[test]
fn copies_are_told_once_and_neighbours_are_not() {
    let publication = Publication::new();
    let long = "楼道里的事由楼道里的人商量，先定规矩，再选楼长，每月开一次会，把账目贴在门口。";
    let case = |title: &str, district: &str, date: &str, body: &str| {
        format!(
            "---\ntitle: {title}\ndistrict: {district}\nmodel: 芝罘模式\ndate: {date}\n---\n\n{body}\n"
        )
    };
    let (here, there) = ("上海市静安区", "山东省烟台市芝罘区");
    let other = "街道把闲置的厂房交给居民议事，一年开了四十次会，改了三条路，又添了一个食堂。";
    publication.write("content/cases/楼道.md", case("楼道议事", here, "2020-01-01", long));
    publication.write("content/cases/同名.md", case("楼道议事", there, "2020-01-01", other));
    publication.write("content/cases/同日.md", case("厂房议事", here, "2020-01-01", other));
    publication.write("content/cases/楼道 2.md", case("楼道议事", here, "2021-01-01", other));
    publication.write("content/cases/楼道-续.md", case("楼道议事续", here, "2021-01-01", long));
    assert_eq!(build(&publication, &[]).stderr, "", "neighbours");

    for (name, body) in [
        ("楼道 - 副本", long.to_owned()),
        ("楼道 (1)", long.replace("一次", "两次")),
        ("复件 楼道", long.replace("楼长", "组长")),
        ("楼道.sync-conflict-20240305-101500-ABCDEFG", format!("{long}后来又改过。")),
    ] {
        let date = if name.contains("(1)") { "2020-02-01" } else { "2020-01-02" };
        let text = case("楼道议事", here, date, &body);
        publication.write(format!("content/cases/{name}.md"), text);
    }
    let about = fs::read(publication.root().join("content/about.md")).expect("a page");
    publication.write("content/about copy.md", about);
    publication.write("site 2.yaml", "title: 旧的\n");
    publication.write("site.staging.yaml", "title: 试用\n");
    let told = build(&publication, &[]).stderr;
    assert_eq!(told.matches("conflict-copy").count(), 3, "{told}");
    assert!(told.contains("这 5 个文件") && told.contains("这 2 个文件"), "{told}");
    assert!(told.contains("site 2.yaml") && !told.contains("staging"), "{told}");
}

#[test]
fn a_translation_is_no_copy_of_its_first_text() {
    let publication = Publication::new();
    let site = fs::read_to_string(publication.root().join("site.yaml")).expect("settings");
    publication.write("site.yaml", format!("{site}editions: {{en: {{}}}}\n"));
    let text = "---\ntitle: 某模式\n---\n\nOne text, in both languages.\n";
    publication.write("content/models/某模式.md", text);
    publication.write("content/models/某模式.en.md", text);
    assert!(!publication.run(&["check"]).stderr.contains("conflict-copy"));
    publication.write("content/models/某模式 (1).en.md", text);
    assert!(publication.run(&["check"]).stderr.contains("conflict-copy"));
}

#[test]
fn a_copy_is_not_told_to_be_called_otherwise() {
    let publication = Publication::new();
    let case = fs::read(publication.root().join("content/cases/zhifu.md")).expect("a case");
    publication.write("content/cases/zhifu - 副本.md", case);
    let told = publication.run(&["check"]).stderr;
    assert!(told.contains("conflict-copy") && !told.contains("address-differs"), "{told}");
}

#[test]
fn what_disks_and_devices_leave_is_neither_read_nor_published() {
    let publication = Publication::new();
    let case = fs::read(publication.root().join("content/cases/zhifu.md")).expect("a case");
    for name in [
        "#snapshot/x.md",
        "@Recently-Snapshot/x.md",
        "Temporary Items/x.md",
        "Network Trash Folder/x.md",
        "FOUND.000/FILE0000.CHK",
        "a.md.1",
        "a.md.save",
        "a.md.download",
        "a.crswap",
        "a.kate-swp",
        "a.url",
    ] {
        publication.write(format!("content/cases/{name}"), &case);
        publication.write(format!("static/{name}"), &case);
    }
    build(&publication, &[]);
    for name in ["FOUND.000", "a.md.1", "Temporary Items", "a.url"] {
        assert!(!is_published(&publication, name), "{name}");
    }
}

#[test]
fn a_guess_never_names_the_file_that_holds_the_link() {
    let publication = Publication::new();
    append(&publication, "[另一篇](zhifu2.md)");
    let told = publication.run(&["check"]).stderr;
    assert!(told.contains("找不到链接的文件 content/cases/zhifu2.md"), "{told}");
    assert!(!told.contains("zhifu.md，是不是它"), "{told}");
}

#[test]
fn a_link_to_a_draft_is_told_wherever_it_stands() {
    let publication = Publication::new();
    let site = fs::read_to_string(publication.root().join("site.yaml")).expect("settings");
    publication.write(
        "site.yaml",
        format!(
            "{}editions: {{en: {{}}}}\n",
            site.replace("unused-metric: false", "unused-metric: false, untranslated: false")
        ),
    );
    let draft = HALF.replace("title:", "title: 一").replace("无此地", "上海市静安区");
    let draft = draft.replace("2021-13-01", "2021-12-01").replace("没有.md", "另一篇.md");
    let draft = draft.split("，![").next().expect("a text");
    publication.write("content/cases/草稿.md", draft);
    publication.write("content/cases/另一篇.md", draft.replace("另一篇", "草稿"));
    publication.write("content/cases/草稿.en.md", "---\ntitle: One\n---\n\nText.\n");
    publication.write("content/about.en.md", "---\ntitle: About\n---\n\n[One](cases/草稿.en.md)\n");
    publication.write(
        "content/models/芝罘模式.md",
        "---\ntitle: 芝罘模式\n---\n\n[一](../cases/草稿.md#做法)\n",
    );
    append(&publication, "[网址](/cases/草稿/)");
    let told = publication.run(&["check", "--all"]);
    assert_eq!(told.status, 1);
    assert_eq!(
        told.stderr.matches("错误[draft-link]: 链接的 content/cases/草稿.md 是草稿").count(),
        3,
        "{}",
        told.stderr
    );
    for place in
        ["content/about.en.md:5:1", "content/models/芝罘模式.md:5:1", "content/cases/zhifu.md:20:1"]
    {
        assert!(told.stderr.contains(place), "{place}: {}", told.stderr);
    }
    assert!(!told.stderr.contains("dead-link"), "{}", told.stderr);
    let shown = publication.run(&["check", "--all", "--drafts"]);
    assert_eq!(shown.stderr.matches("警告[draft-link]").count(), 3, "{}", shown.stderr);
}

#[test]
fn a_text_that_is_all_lists_has_a_summary_that_is_shown_once() {
    let publication = Publication::new();
    let case =
        fs::read_to_string(publication.root().join("content/cases/zhifu.md")).expect("a case");
    let front: String =
        case.split_inclusive("---\n").take(2).collect::<String>().replace("summary:", "# summary:");
    publication.write("content/cases/list.md", format!("{front}\n- 先问街坊。\n- 再收拾门房。\n"));
    build(&publication, &[]);
    let page = read(&publication, "cases/list/index.html");
    let (head, main) = page.split_once("<main").expect("the main part");
    assert!(head.contains("<meta name=\"description\" content=\"先问街坊。\">"), "{head}");
    assert_eq!(main.matches("先问街坊。").count(), 1, "{main}");
    assert!(read(&publication, "cases/index.html").contains("先问街坊。"));
}

#[test]
fn a_case_of_several_districts_is_found_under_each() {
    let publication = Publication::new();
    let case =
        fs::read_to_string(publication.root().join("content/cases/zhifu.md")).expect("a case");
    let front = case.lines().find(|line| line.starts_with("district:")).expect("a district");
    let joint = case.replace(front, "district: [上海市黄浦区, 江苏省苏州市昆山市]");
    publication.write("content/cases/joint.md", joint);
    for name in ["黄浦区", "昆山市", "上海市黄浦区", "苏州市昆山", "江苏省", "huangpu", "kunshan"]
    {
        let ran = publication.run(&["search", "--format", "json", name]);
        assert!(ran.stdout.contains("\"case\":\"joint\""), "{name}: {}", ran.stdout);
    }
}

#[test]
fn what_a_draft_alone_misses_in_the_cloud_stops_nothing() {
    let publication = Publication::new();
    let right = HALF.replace("title:", "title: 一").replace("无此地", "上海市静安区");
    let right = right.replace("2021-13-01", "2021-12-01");
    let draft = right.replace("见[没写的](没有.md)，", "").replace("，[名单](%6Dingdan.csv)", "");
    publication.write("content/cases/草稿.md", &draft);
    publication.write("content/cases/.mimi.png.icloud", "bplist00");
    let told = build(&publication, &[]);
    assert!(told.stderr.contains("mimi.png 还在网盘里"), "{}", told.stderr);
    assert!(told.stderr.starts_with("1 篇草稿还有 "), "{}", told.stderr);
    publication.write("content/cases/草稿.md", draft.replace("status: draft\n", ""));
    assert_eq!(publication.run(&["build"]).status, 1, "readers are to see it");
}
