//! Publications of many files, or of texts that have to do with one another.

use super::{Action, Shape, Texts, case, front};
use crate::publication::{FRONT, SITE};

/// A case of many.
struct Case {
    title: String,
    front: String,
    body: String,
}

impl Case {
    fn new(number: usize) -> Self {
        let (title, body) = (format!("书屋{number}"), format!("正文{number}。"));
        Self { title, front: String::new(), body }
    }

    fn front(self, front: &str) -> Self {
        Self { front: front.to_owned(), ..self }
    }

    fn body(self, body: String) -> Self {
        Self { body, ..self }
    }

    fn text(&self) -> String {
        let Self { title, front, body } = self;
        format!("{}{front}---\n\n{body}\n", FRONT.replace("书屋", title))
    }

    fn at(&self, name: &str) -> (String, String) {
        (format!("content/cases/{name}.md"), self.text())
    }
}

/// A publication of as many files as its size.
fn many(name: &str, file: fn(usize, usize) -> (String, String)) -> Shape {
    let make = move |size| (0..size).map(|number| file(number, size)).collect();
    Shape::new(&format!("check-{name}"), Action::Check, 16, make)
}

fn one(name: &str, size: usize, make: fn(usize) -> Texts) -> Shape {
    Shape::new(&format!("check-{name}"), Action::Check, size, make)
}

/// Returns `count` lines, the number put in the place of `№`.
fn lines(count: usize, line: &str) -> String {
    (0..count).map(|number| line.replace('№', &number.to_string())).collect()
}

fn with_site(mut files: Texts, settings: &str) -> Texts {
    files.push(("site.yaml".to_owned(), format!("{SITE}{settings}")));
    files
}

/// A case with as many metrics as its size, and a piece of text for each.
fn with_metrics(size: usize, piece: &str) -> Texts {
    let metrics = lines(size, "  - {id: m№, label: 甲№, value: №, unit: 家}\n");
    let text = format!("{FRONT}metrics:\n{metrics}---\n\n{}\n", lines(size, piece));
    vec![("content/cases/a.md".to_owned(), text)]
}

pub(super) fn texts() -> Vec<Shape> {
    vec![
        one("metrics-used", 30, |size| with_metrics(size, "{{ metric(m№) }} ")),
        one("metrics-loose", 30, |size| with_metrics(size, "共№家，")),
        one("metrics-unknown", 30, |size| with_metrics(size, "{{ metric(n№) }} ")),
        one("practices-headings", 30, |size| {
            let practices = lines(size, "  - {name: 甲№, anchor: 节№}\n");
            let body = lines(size, "## 段№\n\n文。\n\n");
            let text = format!("{FRONT}practices:\n{practices}---\n\n{body}\n");
            vec![("content/cases/a.md".to_owned(), text)]
        }),
        one("sources-unknown", 30, |size| {
            let sources = lines(size, "  - {id: s№x, title: 甲№}\n");
            let metrics = lines(size, "  - {label: 甲№, value: 1, unit: 家, source: z№}\n");
            front(&format!("sources:\n{sources}metrics:\n{metrics}"))
        }),
        one("topics-unknown", 50, |size| {
            let listed = lines(size, "  - 题№\n");
            with_site(
                front(&format!("topics:\n{}", lines(size, "  - 目№\n"))),
                &format!("topics:\n{listed}"),
            )
        }),
        one("indicators-unknown", 30, |size| {
            let listed = lines(size, "  - {id: i№, label: 题№, unit: 家, kind: level}\n");
            let named = lines(size, "  - {indicator: j№, value: 1, unit: 家}\n");
            with_site(front(&format!("metrics:\n{named}")), &format!("indicators:\n{listed}"))
        }),
        one("redirects-after-redirects", 32, |size| {
            let redirect = |number| format!("  /a{number}/: /a{}/\n", number + 1);
            let redirects: Vec<String> = (0..size).map(redirect).collect();
            with_site(case("正文。"), &format!("redirects:\n{}", redirects.concat()))
        }),
        one("path-long", 1024, |size| {
            vec![Case::new(0).at(&"长".repeat(size / 3)), ("a".repeat(size), String::new())]
        }),
        one("path-deep", 256, |size| vec![Case::new(0).at(&format!("{}c", "a/".repeat(size)))]),
        one("link-deep", 512, |size| case(&format!("[a]({}c.md)", "a/".repeat(size)))),
        one("link-up", 512, |size| case(&format!("[a]({}c.md)", "../".repeat(size)))),
        one("pictures-there", 32, |size| with_pictures(size, "p")),
        one("pictures-called-otherwise", 32, |size| with_pictures(size, "P")),
    ]
}

/// A shape's name, and how its text is made.
type Row = (&'static str, fn(usize) -> String);

fn with_pictures(size: usize, name: &str) -> Texts {
    let mut files = case(&lines(size, "![a](p№.png)\n\n"));
    files.extend(
        (0..size).map(|number| (format!("content/cases/{name}{number}.png"), number.to_string())),
    );
    files
}

pub(super) fn sites() -> Vec<Shape> {
    vec![
        many("cases", |number, _| Case::new(number).at(&format!("c{number}"))),
        many("cases-equal", |number, _| {
            (format!("content/cases/c{number}.md"), Case::new(0).text())
        }),
        many("cases-copies", |number, _| {
            let words = "另有很多的话".repeat(number % 50);
            let name = if number == 0 { "c".to_owned() } else { format!("c ({number})") };
            Case::new(number).body(format!("正文{number}。{words}")).at(&name)
        }),
        many("cases-copies-of-copies", |number, _| {
            let name = format!("c{}{}", " 副本".repeat(number % 16), " 2".repeat(number / 16));
            Case::new(number).at(&name)
        }),
        many("cases-models", |number, _| {
            let (path, text) = Case::new(number).at(&format!("c{number}"));
            (path, text.replace("枢纽", &format!("枢纽{number}")))
        }),
        many("cases-topics-near", |number, _| {
            Case::new(number)
                .front(&format!("topics: [社区治理与服务{number}]\n"))
                .at(&format!("c{number}"))
        }),
        many("cases-aliases-clash", |number, _| {
            Case::new(number)
                .front(&format!("aliases: [/old/, /old{number}/]\n"))
                .at(&format!("c{number}"))
        }),
        many("cases-slug-clash", |number, _| {
            Case::new(number).front("slug: a\n").at(&format!("c{number}"))
        }),
        many("cases-dead-links", |number, _| {
            Case::new(number).body(format!("[甲](d{number}.md)")).at(&format!("c{number}"))
        }),
        many("cases-links", |number, size| {
            Case::new(number)
                .body(format!("[甲](c{}.md)", (number + 1) % size))
                .at(&format!("c{number}"))
        }),
        many("cases-links-to-drafts", |number, _| {
            let case = Case::new(number);
            let case = match number % 2 {
                0 => case.front("status: draft\n"),
                _ => case.body(format!("[甲](c{}.md)", number - 1)),
            };
            case.at(&format!("c{number}"))
        }),
        many("cases-in-folders", |number, _| {
            Case::new(number).at(&format!("{}c", "f/".repeat(number)))
        }),
        many("cases-regions-unknown", |number, _| {
            let (path, text) = Case::new(number).at(&format!("c{number}"));
            (path, text.replace("静安区", &format!("静宏{number}区")))
        }),
        many("cases-practices", |number, _| {
            let front = format!("practices: [{{name: 做法}}, {{name: 做法{number}}}]\n");
            Case::new(number).front(&front).at(&format!("c{number}"))
        }),
        many("cases-shortcodes", |number, _| {
            Case::new(number).body(format!("{{{{< a{number} >}}}}")).at(&format!("c{number}"))
        }),
        many("cases-foreign-keys", |number, _| {
            let key = ["layout", "toc", "math"][number % 3];
            Case::new(number).front(&format!("{key}: a\n")).at(&format!("c{number}"))
        }),
        many("pages", |number, _| {
            (
                format!("content/pages/p{number}.md"),
                format!("---\ntitle: 页{number}\n---\n\n正文{number}。\n"),
            )
        }),
    ]
}

/// A person for each piece of news, which names the first person and another.
fn news(size: usize, other: &str) -> Texts {
    let mut files = case("正文。");
    for number in 0..size {
        let people = format!("people: [p0, {}]", other.replace('№', &number.to_string()));
        let page = |title: &str, more: &str| {
            format!("---\ntitle: {title}{number}\n{more}\n---\n\n正文。\n")
        };
        files.push((format!("content/news/n{number}.md"), page("消息", &people)));
        files.push((format!("content/people/p{number}.md"), page("人物", "summary: 街坊")));
    }
    let fields = "{people: {type: link, to: people, list: true}}";
    with_site(files, &format!("collections: {{news: {{fields: {fields}}}, people: {{}}}}\n"))
}

pub(super) fn collections() -> Vec<Shape> {
    vec![
        one("entries-linked", 32, |size| news(size, "p№")),
        one("entries-linked-to-nothing", 32, |size| news(size, "p№x№")),
        one("entry-linked-to-nothing", 256, |size| {
            let ids = lines(size, "  - p№x\n");
            let mut files = news(1, "p0");
            files.push((
                "content/news/n.md".to_owned(),
                format!("---\ntitle: 甲\npeople:\n{ids}---\n\n正文。\n"),
            ));
            files
        }),
        Shape::new("build-entries-linked", Action::Build, 32, |size| news(size, "p№")),
    ]
}

pub(super) fn gazetteers() -> Vec<Shape> {
    let rows: [Row; 7] = [
        ("chain", |at| format!("{at},county,{},区{at}\n", at.wrapping_sub(1))),
        ("chain-up", |at| format!("{at},county,{},区{at}\n", at + 1)),
        ("namesakes", |at| format!("{at},county,,静安区\n")),
        ("namesakes-above", |at| {
            format!("{at},{},,上海市静安区\n", if at % 2 == 0 { "province" } else { "county" })
        }),
        ("equal-codes", |_| "1,county,,静安区\n".to_owned()),
        ("no-parents", |at| format!("{at},county,x{at},区{at}\n")),
        ("bad-rows", |at| format!("{at}?,county\n")),
    ];
    let shape = |(name, row): (&str, fn(usize) -> String)| {
        Shape::new(&format!("check-gazetteer-{name}"), Action::Check, 64, move |size| {
            let rows: String = (0..size).map(row).collect();
            let mut files = with_site(case("正文。"), "gazetteer: data/r.csv\n");
            files.push(("data/r.csv".to_owned(), format!("code,level,parent,name\n{rows}")));
            files
        })
    };
    let unknown = one("gazetteer-regions-unknown", 16, |size| {
        let sign = |at: usize| char::from_u32(0x4e00 + u32::try_from(at).unwrap_or_default());
        let sign = |at| sign(at).unwrap_or('山');
        let row = |at| format!("{at},county,,山{}区\n", sign(at));
        let rows: String = (0..16 * size).map(row).collect();
        let case = |number| {
            let (path, text) = Case::new(number).at(&format!("c{number}"));
            (path, text.replace("上海市静安区", &format!("{}水区", sign(number))))
        };
        let mut files = with_site((0..size).map(case).collect(), "gazetteer: data/r.csv\n");
        files.push(("data/r.csv".to_owned(), format!("code,level,parent,name\n{rows}")));
        files
    });
    rows.into_iter().map(shape).chain([unknown]).collect()
}

/// A case that has everything in common with all others, where a list of cases is made of it.
fn alike(number: usize) -> (String, String) {
    let front = "topics: [社区治理]\npractices: [{name: 做法}]\norganisations: [联合会]\n\
        metrics: [{label: 投入, value: 3, unit: 家}]\n";
    Case::new(number).front(front).at(&format!("c{number}"))
}

/// A case that has nothing in common with any other but its region.
fn unlike(number: usize) -> (String, String) {
    let front = format!(
        "topics: [题{number}]\npractices: [{{name: 做法{number}}}]\norganisations: [会{number}]\n\
         aliases: [/old/{number}/]\n"
    );
    let (path, text) = Case::new(number).front(&front).at(&format!("c{number}"));
    (path, text.replace("枢纽", &format!("枢纽{number}")))
}

/// So many cases that what each of them costs with each other shows, though it be little.
pub(super) fn crowds() -> Vec<Shape> {
    let shape = |name: &str, action: Action, size, file: fn(usize) -> (String, String)| {
        let make = move |size| (0..size).map(file).collect::<Texts>();
        Shape::new(&format!("{}crowd-{name}", action.prefix()), action, size, make)
    };
    vec![
        shape("alike", Action::Check, 300, alike),
        shape("unlike", Action::Check, 300, unlike),
        shape("alike", Action::Build, 150, alike),
        shape("unlike", Action::Build, 150, unlike),
    ]
}

/// What is fixed, built and searched.
pub(super) fn others() -> Vec<Shape> {
    let cases = |body: &'static str| {
        move |size| {
            let file = |number| Case::new(number).body(lines(1, body)).at(&format!("c{number}"));
            (0..size).map(file).collect::<Texts>()
        }
    };
    let query = |query: fn(usize) -> String| {
        move |size| {
            let mut files: Texts =
                (0..8).map(|number| Case::new(number).at(&format!("c{number}"))).collect();
            files.push(("query.txt".to_owned(), query(size)));
            files
        }
    };
    vec![
        Shape::new("fix-files", Action::Fix, 16, cases("##甲\n\n1.甲\n2.乙")),
        Shape::new("build-cases", Action::Build, 16, cases("甲")),
        Shape::new("build-figures", Action::Build, 24, |size| {
            with_metrics(size, "{{ metric(m№) }} ")
        }),
        Shape::new("search-long-word", Action::Search, 8192, query(|size| "正文".repeat(size / 2))),
        Shape::new("search-words", Action::Search, 1024, query(|size| lines(size, "正文 甲№ "))),
        Shape::new("search-signs", Action::Search, 4096, query(|size| "，。".repeat(size / 2))),
        Shape::new("search-cases", Action::Search, 24, |size| {
            let mut files: Texts =
                (0..size).map(|number| Case::new(number).at(&format!("c{number}"))).collect();
            files.push(("query.txt".to_owned(), "正文".to_owned()));
            files
        }),
    ]
}
