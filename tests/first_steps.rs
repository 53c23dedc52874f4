//! The first steps of an editor: what the documents show works in what `casebook init` makes.

#![expect(clippy::disallowed_methods, reason = "tests read documents and files")]

mod support;

use std::fs;
use std::path::Path;

use support::{Publication, Ran};

const PROGRAM: &str = env!("CARGO_BIN_EXE_casebook");

/// A publication as `casebook init` makes it, in a folder of its own.
struct Fresh {
    folder: Publication,
}

impl Fresh {
    fn new(arguments: &[&str]) -> Self {
        let fresh = Self { folder: Publication::new() };
        let ran = fresh.folder.run(&[&["init", "new"], arguments].concat());
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        fresh
    }

    fn write(&self, path: &str, text: &str) {
        self.folder.write(Path::new("new").join(path), text);
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.root().join("new").join(path)).expect("a file")
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.folder.run(&[arguments, &["--root", "new"]].concat())
    }

    /// Checks as a publication that has its address.
    fn check(&self) -> Ran {
        self.run(&["check", "--base-url", "https://anli.shequ.cn/", "--quiet"])
    }
}

/// The examples of a document in fences of a language, without the indent of the list that they
/// stand in.
fn examples(document: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(document))
        .expect("a document");
    let mut examples = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for line in text.lines() {
        let trimmed = line.trim_start();
        match &mut open {
            Some(_) if trimmed == "```" => examples.extend(open.take().map(|(_, text)| text)),
            Some((indent, example)) => {
                example.push_str(line.get(*indent..).unwrap_or_default());
                example.push('\n');
            }
            None if trimmed == format!("```{language}") => {
                open = Some((line.len() - trimmed.len(), String::new()));
            }
            None => {}
        }
    }
    examples
}

#[test]
fn the_readmes_example_is_right_in_a_fresh_publication() {
    let fresh = Fresh::new(&[]);
    let examples = examples("README.md", "markdown");
    assert_eq!(examples.len(), 1);
    // 某区 stands for a district; the example gives one.
    fresh.write("content/cases/mou.md", &examples[0]);
    assert_eq!(fresh.check().stderr, "");
    let linked = format!("{}\n另见[示例](example.md)，**要紧**。\n", examples[0]);
    fresh.write("content/cases/mou.md", &linked);
    assert_eq!(fresh.check().stderr, "");
}

#[test]
fn the_metrics_of_the_documents_are_right_in_a_fresh_publication() {
    let fresh = Fresh::new(&[]);
    let examples = examples("docs/front-matter.md", "yaml");
    assert!(!examples.is_empty());
    let rest = [
        "title: 甲",
        "district: 静安区",
        "model: 乙",
        "date: 2022",
        "topics: [学习活动, 邻里互助]",
        "sources: [{id: s1, title: 丙}]",
    ];
    for example in examples {
        // An example is given what it says nothing of.
        let is_given = |line: &&str| {
            let key = &line[..=line.find(':').expect("a key")];
            !example.lines().any(|own| own.starts_with(key))
        };
        let rest = rest.into_iter().filter(is_given).collect::<Vec<_>>().join("\n");
        fresh.write("content/cases/mou.md", &format!("---\n{rest}\n{example}---\n\n正文。\n"));
        let ran = fresh.run(&[
            "check",
            "--base-url",
            "https://anli.shequ.cn/",
            "--deny-warnings",
            "--format",
            "github",
        ]);
        assert_eq!(ran.status, 0, "{}", ran.stdout);
    }
}

#[test]
fn a_case_with_its_blanks_filled_is_right() {
    let fresh = Fresh::new(&[]);
    let ran = fresh.run(&["new", "case", "静安区：枢纽型社会组织"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let path = "content/cases/静安区-枢纽型社会组织.md";
    let text = fresh.read(path);
    assert!(text.contains("\ndistrict: 上海市静安区\n"), "{text}");
    let filled = text.replace("model: ", "model: 枢纽型").replace("date: \n", "date: 2022\n");
    fresh.write(path, &filled);
    assert_eq!(fresh.check().stderr, "");
}

#[test]
fn a_title_with_a_name_of_several_districts_fills_none_in() {
    let fresh = Fresh::new(&[]);
    for (title, file, expected) in [
        ("朝阳区：楼门长", "朝阳区-楼门长", ""),
        ("北京市朝阳区：楼门长", "北京市朝阳区-楼门长", "北京市朝阳区"),
        ("一间{title}", "一间-title", ""),
    ] {
        assert_eq!(fresh.run(&["new", "case", title]).status, 0);
        let text = fresh.read(&format!("content/cases/{file}.md"));
        assert!(text.contains(&format!("\ndistrict: {expected}\n")), "{text}");
        assert!(text.contains(&format!("\ntitle: \"{title}\"\n")), "{text}");
    }
}

#[test]
fn an_editor_of_text_completes_the_settings_of_a_new_publication() {
    let fresh = Fresh::new(&["--lang", "zh"]);
    let site = fresh.read("site.yaml");
    let first = site.lines().next().expect("a line");
    let file = first.strip_prefix("# yaml-language-server: $schema=").expect("the schema");
    let schema: serde_json::Value = serde_json::from_str(&fresh.read(file)).expect("JSON");
    assert!(schema["properties"]["base_url"]["description"].is_string(), "{schema}");
}

#[test]
fn an_english_start_is_english_throughout() {
    let fresh = Fresh::new(&["--lang", "en"]);
    for kind in ["case", "model", "page"] {
        assert_eq!(fresh.run(&["new", kind, "How we count", "--lang", "zh"]).status, 0);
    }
    let mut files = 0;
    for entry in walkdir::WalkDir::new(fresh.folder.root().join("new")) {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            let text = fs::read_to_string(entry.path()).expect("text");
            assert!(text.is_ascii(), "{}: {text}", entry.path().display());
            files += 1;
        }
    }
    assert_eq!(files, 9);
    assert!(fresh.read("site.yaml").contains("\nlanguage: en\n"));
    for unfinished in ["content/cases/how-we-count.md", "content/models/how-we-count.md"] {
        fs::remove_file(fresh.folder.root().join("new").join(unfinished)).expect("a file");
    }
    assert_eq!(fresh.check().stderr, "");
    let ran = fresh.run(&["build", "--base-url", "https://anli.shequ.cn/"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = fresh.read("public/cases/example/index.html");
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    assert_eq!(page.lines().find(|line| line.contains(is_han)), None);
}

#[test]
fn a_publication_in_chinese_gets_chinese_files_whatever_its_messages_are_in() {
    let fresh = Fresh::new(&[]);
    assert_eq!(fresh.run(&["new", "page", "A page", "--lang", "en"]).status, 0);
    assert!(fresh.read("content/a-page.md").contains("正文从这里开始"));
}

#[test]
fn who_publishes_for_an_example_is_told() {
    let fresh = Fresh::new(&[]);
    for command in ["check", "build"] {
        let ran = fresh.run(&[command]);
        assert_eq!(ran.status, 0, "a fresh publication still builds: {}", ran.stderr);
        assert!(ran.stderr.contains("警告[placeholder-address]"), "{command}: {}", ran.stderr);
        assert!(ran.stderr.contains(" site.yaml:6:11\n"), "{command}: {}", ran.stderr);
        let with = fresh.run(&[command, "--quiet", "--base-url", "https://anli.shequ.cn/"]);
        assert_eq!(with.stderr, "");
        let with = fresh.run(&[command, "--base-url", "https://www.example.net/"]);
        assert!(with.stderr.contains("--base-url 是 https://www.example.net"), "{}", with.stderr);
    }
    let site = fresh.read("site.yaml");
    for (base, told) in [
        ("https://www.example.com/cases/", true),
        ("http://localhost:8080/", true),
        ("https://anli.test/", true),
        ("https://anli.example/a/", true),
        ("http://[::1]/", true),
        ("https://anli.shequ.cn/", false),
    ] {
        fresh.write("site.yaml", &site.replace("https://example.org/", base));
        let is_told = |command| fresh.run(&[command]).stderr.contains("placeholder-address");
        assert_eq!([is_told("check"), is_told("build")], [told; 2], "{base}");
    }
    fresh.write("site.yaml", &site.replace("https://example.org/", "http://anli.shequ.cn/"));
    let ran = fresh.run(&["check"]);
    assert!(ran.stderr.contains("建议[plain-http]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("请写 https://anli.shequ.cn"), "{}", ran.stderr);
}

#[test]
fn a_translation_without_its_edition_is_one_finding_with_the_line_to_add() {
    let publication = Publication::new();
    let text = "---\ntitle: The cobbler is back\n---\n\nNeighbours cleared the lodge.\n";
    let said = |file: &str| {
        publication.write(file, text);
        let ran = publication.run(&["check", "--format", "json"]);
        fs::remove_file(publication.root().join(file)).expect("a file");
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let findings = report["findings"].as_array().expect("findings").clone();
        let codes: Vec<String> =
            findings.iter().map(|found| found["code"].as_str().unwrap().to_owned()).collect();
        let hint = findings.first().map(|found| found["hints"][0].to_string()).unwrap_or_default();
        (codes, hint)
    };
    for (file, line) in [
        ("content/cases/jingan.en.md", "editions: {en: {}}"),
        ("content/cases/jingan.eng.md", "jingan.en.md"),
        ("content/about.EN.md", "content/about.en.md"),
        ("content/cases/jingan.zh-TW.md", "editions: {zh-TW: {}}"),
        ("content/cases/later.en.md", "editions: {en: {}}"),
        ("content/about.zh.md", "合并后只留 content/about.md"),
        ("content/contact.zh.md", "请改名为 content/contact.md"),
        ("content/models/枢纽型模式.en.md", "editions: {en: {}}"),
        ("content/cases/jingan_en.md", "改名为 content/cases/jingan.en.md"),
        ("content/cases/jingan-EN.md", "改名为 content/cases/jingan.en.md"),
        ("content/cases/jingan（英文）.md", "改名为 content/cases/jingan.en.md"),
        ("content/cases/jingan.english.md", "改名为 content/cases/jingan.en.md"),
        ("content/cases/en/jingan.md", "改名为 content/cases/jingan.en.md"),
        ("content/cases/jingan-zh_TW.md", "改名为 content/cases/jingan.zh-TW.md"),
    ] {
        let (codes, hint) = said(file);
        assert_eq!(codes, ["undeclared-edition"], "{file}");
        assert!(hint.contains(line), "{file}: {hint}");
    }
    // A name that only looks like it is a page of its own.
    for file in ["content/guide.go.md", "content/v1.2.md", "content/about.draft.md"] {
        assert_eq!(said(file).0, Vec::<String>::new(), "{file}");
    }
}

#[test]
fn the_commands_of_the_readme_run_one_after_the_other() {
    let folder = Publication::new();
    for arguments in
        [&["init", "我的案例库"][..], &["new", "case", "某区：某某做法", "--root", "我的案例库"]]
    {
        let mut command = folder.command(Path::new(PROGRAM));
        let ran = support::run(command.args(arguments));
        assert_eq!(ran.status, 0, "{}", ran.stderr);
    }
    assert!(folder.root().join("我的案例库/content/cases/某区-某某做法.md").exists());
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[test]
fn an_english_start_is_published_without_a_chinese_character() {
    let fresh = Fresh::new(&["--lang", "en"]);
    let ran = fresh.run(&["build", "--base-url", "https://cases.shequ.cn/"]);
    assert_eq!((ran.status, ran.stderr.lines().count()), (0, 1), "{}", ran.stderr);
    let mut texts = 0;
    for entry in walkdir::WalkDir::new(fresh.folder.root().join("new")) {
        let path = entry.expect("an entry").into_path();
        let name = path.to_string_lossy().into_owned();
        assert!(!name.contains(is_chinese), "{name}");
        // What is no text is packed, or a picture.
        let Some(text) = path.is_file().then(|| fs::read_to_string(&path).ok()).flatten() else {
            continue;
        };
        texts += 1;
        let line = text.lines().find(|line| line.contains(is_chinese));
        assert_eq!(line, None, "{name}");
    }
    assert!(texts > 50, "the site was not found: {texts}");
    let home = fresh.read("public/index.html");
    assert!(home.contains(">Beijing<") && home.contains(">Shanghai <"), "{home}");
}

#[test]
fn the_table_of_regions_can_be_seen_written_and_used() {
    let fresh = Fresh::new(&[]);
    let all = fresh.run(&["regions"]);
    assert!(
        all.stdout
            .starts_with("code,level,parent,name,short,aliases\n110000,province,,北京市,京,\n")
    );
    assert_eq!((all.status, all.stdout.lines().count()), (0, 3623));
    // Outside of any publication too.
    assert_eq!(fresh.folder.run(&["regions", "--root", "nowhere"]).stdout, all.stdout);
    let part = fresh.run(&["regions", "静安"]);
    assert_eq!(
        part.stdout,
        "code,level,parent,name,short,aliases\n310000,province,,上海市,沪,\n\
         310106,county,310000,静安区,,\n"
    );
    let ran = fresh.run(&["regions", "北京市", "--out", "new/data/regions.csv"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("17 个地区"), "{}", ran.stderr);
    let again = fresh.run(&["regions", "--out", "new/data/regions.csv"]);
    assert!(again.status == 2 && again.stderr.contains("没有改动"), "{}", again.stderr);
    let site = fresh.read("site.yaml") + "gazetteer: data/regions.csv\n";
    fresh.write("site.yaml", &site);
    assert_eq!(fresh.check().stderr, "");
    assert_eq!(fresh.run(&["regions"]).stdout.lines().count(), 18);
    assert_eq!(fresh.run(&["regions", "--built-in"]).stdout, all.stdout);
    for (name, told) in [
        ("朝阳区", "北京市朝阳区 110105"),
        ("北京市静安区", "地区表里没有“北京市静安区”"),
        ("静安去", "是不是“上海市静安区”"),
    ] {
        let ran = fresh.run(&["regions", "--built-in", name]);
        assert!(ran.status == 2 && ran.stderr.contains(told), "{}", ran.stderr);
    }
}

#[test]
fn a_new_case_has_no_keys_that_the_publication_does_without() {
    let fresh = Fresh::new(&[]);
    let site = fresh.read("site.yaml");
    fresh.write("site.yaml", &format!("{site}\ncases: {{district: off, sources: off}}\n"));
    assert_eq!(fresh.run(&["new", "case", "静安区：某某做法"]).status, 0);
    let text = fresh.read("content/cases/静安区-某某做法.md");
    assert!(
        !text.contains("district") && !text.contains("上海市静安区") && !text.contains("s1, title"),
        "{text}"
    );
    assert!(text.contains("\nmodel: \n"), "{text}");
}

#[test]
fn an_entry_of_a_collection_is_started_with_its_fields() {
    let fresh = Fresh::new(&[]);
    let site = fresh.read("site.yaml");
    let fields = "{place: {label: 地点, required: true}, people: {to: people, list: true}}";
    fresh.write(
        "site.yaml",
        &format!("{site}\ncollections: {{news: {{fields: {fields}}}, people: {{}}}}\n"),
    );
    assert_eq!(fresh.run(&["new", "news", "修鞋摊开张"]).status, 0);
    let entry = fresh.read("content/news/修鞋摊开张.md");
    assert!(entry.contains("\ndate: \nsummary: \nplace: \n# people: \n---\n"), "{entry}");
    let checked = fresh.run(&["check"]);
    assert!(checked.stderr.contains("content/news/修鞋摊开张.md:5:"), "{}", checked.stderr);
    fresh.write("content/news/修鞋摊开张.md", &entry.replace("place: ", "place: 里弄口"));
    let checked = fresh.run(&["check"]);
    assert_eq!(checked.status, 0, "{}", checked.stderr);
    let schema = fresh.run(&["schema", "news"]).stdout;
    assert!(schema.contains("\"place\"") && schema.contains("\"地点\""), "{schema}");
    let unknown = fresh.run(&["new", "nwes", "修鞋摊"]);
    assert!(unknown.status == 2 && unknown.stderr.contains("“news”"), "{}", unknown.stderr);
}
