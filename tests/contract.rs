//! What templates are promised, held to what they get: the variables of every template on every
//! page of the golden sites, path by path, with their types.
//!
//! Every template is replaced by one that writes down what it sees. What is seen and not promised
//! is wrong, and so is what is promised and never seen: `tests/sites/everything` shows what the
//! other sites do not.

#![expect(clippy::disallowed_methods, reason = "tests read fixtures")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use casebook::foundation::diagnostic::Severity;
use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{BuildCache, Request, Silent, build_site};
use casebook::publication::contract::{
    Callable, Field, Kind, Needed, Shape, TEMPLATES, find_template, shared_values,
};

/// What begins the record of a template in what is rendered.
const MARK: &str = "@@";

/// How many cases fill the lists of `tests/sites/everything`.
const FILLERS: usize = 32;

/// What is promised and no site shows, with the reason.
const RARE: &[(&str, &str, &str)] =
    &[("browse.html.pager", "map", "a page lists 200 of the pages by facet")];

/// What was seen of each template: on each page, the kinds that stand at each path.
#[derive(Default)]
struct Seen {
    pages: BTreeMap<&'static str, BTreeSet<Page>>,
    /// Each word with the field that it stands in.
    words: BTreeSet<(String, String)>,
}

/// What begins a line with a word and the field that it stands in.
const WORD: &str = "%%";

/// What one page handed to a template.
type Page = BTreeMap<String, BTreeSet<String>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A template that writes down what it sees, and shows what other templates made.
fn recording_template(name: &str) -> String {
    let parts = "{% for part in [menu, links, foot] %}{{ part or '' }}{% endfor %}\
        {% if cards is defined %}{% for card in cards %}{{ card }}{% endfor %}{% endif %}\
        {% if cases is defined %}{% endif %}";
    let template = find_template(name).expect("a template that the program asks for");
    let parts = if template.is_page { parts } else { "" };
    let fields = template.values.iter().chain(shared_values(template.is_page));
    let words: String = fields
        .map(|field| tell_words(field.name, field.name, &field.kind, &mut Vec::new()))
        .collect();
    format!("\n{MARK}{name}\n{{{{ __tera_context | shape }}}}\n{words}{MARK}\n{parts}")
}

/// Returns a part of a template that writes down every word in `value`, which stands at `place`;
/// nothing where there can be none. `around` are the maps that it is in.
fn tell_words(value: &str, place: &str, kind: &Kind, around: &mut Vec<&'static str>) -> String {
    let inner = match kind {
        Kind::Word(_) => return format!("{WORD}{place}={{{{ {value} }}}}\n"),
        Kind::Maybe(inner) => tell_words(value, place, inner, around),
        Kind::Sometimes(inner) => {
            let inner = tell_words(value, place, inner, around);
            return format!("{{% if {value} is defined %}}{inner}{{% endif %}}");
        }
        Kind::List(inner) => {
            let item = format!("item{}", value.matches("item").count() + around.len());
            let inner = tell_words(&item, place, inner, around);
            match inner.as_str() {
                "" => inner,
                _ => format!("{{% for {item} in {value} %}}{inner}{{% endfor %}}"),
            }
        }
        Kind::Map(shape) if !around.contains(&shape.name) => {
            around.push(shape.name);
            let fields = shape.fields.iter().map(|Field { name, kind, .. }| {
                let place = format!("{}.{name}", shape.name);
                tell_words(&format!("{value}.{name}"), &place, kind, around)
            });
            let fields = fields.collect();
            around.pop();
            fields
        }
        _ => String::new(),
    };
    match inner.as_str() {
        "" => inner,
        _ => format!("{{% if {value} %}}{inner}{{% endif %}}"),
    }
}

/// Adds what the templates of a publication see.
fn record_site(folder: &Path, drafts: bool, seen: &mut Seen) {
    let mut world = MemoryWorld::default();
    world.write("themes/theme/theme.yaml", "description: 只供测试\n");
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("below the folder");
            let bytes = fs::read(entry.path()).expect("a readable fixture");
            world.write(path.to_str().expect("UTF-8"), bytes);
        }
    }
    if drafts {
        add_fillers(&mut world);
    }
    for template in TEMPLATES {
        world.write(&format!("templates/{}", template.name), recording_template(template.name));
    }
    let output = MemoryOutput::default();
    let request = Request { drafts, ..Request::default() };
    let built = build_site(&world, &request, &mut BuildCache::default(), &output, &Silent)
        .expect("memory takes everything");
    let wrong: Vec<String> = built
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| format!("{:?} {:?}", found.file, found.message))
        .collect();
    assert!(wrong.is_empty(), "{}: {wrong:?}", folder.display());
    for (path, bytes) in output.into_files() {
        if path.as_str().ends_with(".html") {
            read_records(&String::from_utf8_lossy(&bytes), seen);
        }
    }
}

/// Adds cases enough to fill lists beyond what a page shows.
fn add_fillers(world: &mut MemoryWorld) {
    for number in 0..FILLERS {
        let (year, value) = (2000 + number % 20, 10 + number);
        let period = if number % 3 == 0 { String::new() } else { format!("period: {year}/2023\n") };
        let metric = |id: &str, indicator: &str, value: usize, rest: &str| {
            format!("  - {{id: {id}, indicator: {indicator}, value: {value}, {rest}}}\n")
        };
        let metrics = [
            metric("one", "members", value, "unit: 家, year: 2020"),
            metric("two", "members", number, "unit: 家, year: 2021"),
            // Units that have nothing to do with one another, so that figures are left out.
            metric("three", "mixed", value, "unit: 家"),
            metric("four", "mixed", value, "unit: 元"),
            metric("five", "mixed", number, "unit: \"%\""),
        ];
        let parts = format!(
            "[{{token: \"14\", label: 行业}}, {{token: \"{number}\", label: 第{number}种}}]"
        );
        let case = format!(
            "---\ntitle: 第{number}案\ndistrict: 上海市浦东新区\nmodel:\n  - {{name: 模式{number}, \
            notation: 14+{number}, components: {parts}}}\n  - 合\n{period}topics: \
            [党建]\npractices: [{{name: 做法{number}, topic: 党建}}]\nmetrics:\n{}---\n\n正文。\n",
            metrics.concat()
        );
        world.write(&format!("content/cases/filler-{number}.md"), case);
    }
}

/// Reads what templates wrote down.
fn read_records(html: &str, seen: &mut Seen) {
    for record in html.split(&format!("\n{MARK}")).skip(1) {
        let (name, rest) = record.split_once('\n').unwrap_or_default();
        let Some(template) = find_template(name) else { continue };
        let mut page = Page::new();
        let words = rest.lines().filter_map(|line| line.strip_prefix(WORD)?.split_once('='));
        seen.words.extend(words.map(|(place, word)| (place.to_owned(), word.to_owned())));
        for (path, kind) in rest.lines().filter_map(|line| line.split_once(": ")) {
            page.entry(path.to_owned()).or_default().insert(kind.to_owned());
        }
        seen.pages.entry(template.name).or_default().insert(page);
    }
}

fn record_all() -> Seen {
    let mut seen = Seen::default();
    let sites = fs::read_dir(root().join("tests/sites")).expect("fixtures");
    let mut sites: Vec<PathBuf> = sites
        .map(|entry| entry.expect("an entry").path().join("in"))
        .filter(|folder| folder.is_dir())
        .collect();
    sites.sort();
    assert!(sites.len() > 10, "the fixtures were not found");
    for site in &sites {
        record_site(site, false, &mut seen);
    }
    record_site(&root().join("tests/sites/everything/in"), true, &mut seen);
    seen
}

/// What of a field was seen: its words and kinds, by the map that it stands in and its name.
#[derive(Default)]
struct Tally {
    seen: BTreeSet<(String, String)>,
    wrong: BTreeSet<String>,
}

impl Tally {
    /// Holds what stands below `above` on a page against `fields`, those of `owner`.
    fn hold<'f>(
        &mut self,
        (owner, above): (&str, &str),
        fields: impl Iterator<Item = &'f Field>,
        page: &Page,
    ) {
        let mut known = BTreeSet::new();
        for field in fields {
            known.insert(field.name);
            let path = format!("{above}{}", field.name);
            let found = page.get(&path).cloned().unwrap_or_else(|| ["undefined".into()].into());
            let place = format!("{owner}.{}", field.name);
            self.hold_kind(&place, &path, &field.kind, found, page);
        }
        for path in page.keys() {
            let Some(rest) = path.strip_prefix(above) else { continue };
            let name = rest.split(['.', '[']).next().unwrap_or_default();
            if !known.contains(name) {
                self.wrong.insert(format!("{owner} lacks {name}, seen at {path}"));
            }
        }
    }

    /// Holds the kinds at `path` against the one that is promised.
    fn hold_kind(
        &mut self,
        place: &str,
        path: &str,
        kind: &Kind,
        mut found: BTreeSet<String>,
        page: &Page,
    ) {
        let lacking = match kind {
            Kind::Maybe(_) => Some("none"),
            Kind::Sometimes(_) => Some("undefined"),
            _ => None,
        };
        if let (Some(word), Kind::Maybe(inner) | Kind::Sometimes(inner)) = (lacking, kind) {
            if found.remove(word) {
                self.seen.insert((place.to_owned(), word.to_owned()));
            }
            if !found.is_empty() {
                self.hold_kind(place, path, inner, found, page);
            }
            return;
        }
        if matches!(kind, Kind::Free) {
            self.seen.insert((place.to_owned(), "any".to_owned()));
            return;
        }
        let expected = word_of(kind);
        for other in &found {
            if other == expected {
                self.seen.insert((place.to_owned(), expected.to_owned()));
            } else {
                self.wrong.insert(format!("{place} is {other} and not {expected}, at {path}"));
            }
        }
        match kind {
            Kind::Map(shape) => {
                self.hold((shape.name, &format!("{path}.")), shape.fields.iter(), page);
            }
            Kind::List(inner) => {
                let items = format!("{path}[]");
                if let Some(found) = page.get(&items) {
                    self.hold_kind(&format!("{place}[]"), &items, inner, found.clone(), page);
                }
            }
            _ => {}
        }
    }
}

/// The word for a kind in what templates write down.
fn word_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Word(_) => "string",
        Kind::Html => "html",
        Kind::Number => "number",
        Kind::Flag => "bool",
        Kind::Free => "any",
        Kind::List(_) => "array",
        Kind::Map(_) => "map",
        Kind::Maybe(inner) | Kind::Sometimes(inner) => word_of(inner),
    }
}

/// Adds all that is promised of `fields` and of the maps in them, as [`Tally`] names it.
fn add_promised<'f>(
    owner: &str,
    fields: impl Iterator<Item = &'f Field>,
    shapes: &mut BTreeSet<&'static str>,
    promised: &mut BTreeSet<(String, String)>,
) {
    for field in fields {
        let mut place = format!("{owner}.{}", field.name);
        let mut kind = &field.kind;
        loop {
            match kind {
                Kind::Maybe(inner) => {
                    promised.insert((place.clone(), "none".to_owned()));
                    kind = inner;
                }
                Kind::Sometimes(inner) => {
                    promised.insert((place.clone(), "undefined".to_owned()));
                    kind = inner;
                }
                Kind::List(inner) => {
                    promised.insert((place.clone(), "array".to_owned()));
                    place.push_str("[]");
                    kind = inner;
                }
                other => {
                    promised.insert((place, word_of(other).to_owned()));
                    break;
                }
            }
        }
        if let Some(Shape { name, fields }) = field.kind.shape()
            && shapes.insert(name)
        {
            add_promised(name, fields.iter(), shapes, promised);
        }
    }
}

/// Returns all words that are promised, each with the field that it stands in.
fn promised_words() -> BTreeSet<(String, String)> {
    let own = TEMPLATES.iter().flat_map(|template| template.values);
    let mut waiting: Vec<(String, &Field)> =
        own.chain(shared_values(true)).map(|field| (field.name.to_owned(), field)).collect();
    let (mut known, mut words) = (BTreeSet::new(), BTreeSet::new());
    while let Some((place, field)) = waiting.pop() {
        words.extend(field.kind.words().iter().map(|word| (place.clone(), (*word).to_owned())));
        if let Some(shape) = field.kind.shape()
            && known.insert(shape.name)
        {
            let place = |field: &'static Field| (format!("{}.{}", shape.name, field.name), field);
            waiting.extend(shape.fields.iter().map(place));
        }
    }
    words
}

#[test]
fn templates_see_what_they_are_promised_and_nothing_else() {
    let seen = record_all();
    let mut tally = Tally::default();
    let (mut shapes, mut promised) = (BTreeSet::new(), BTreeSet::new());
    for template in TEMPLATES {
        let fields = || template.values.iter().chain(shared_values(template.is_page));
        add_promised(template.name, fields(), &mut shapes, &mut promised);
        let pages = seen.pages.get(template.name);
        let pages = pages.unwrap_or_else(|| panic!("no page shows {}", template.name));
        for page in pages {
            tally.hold((template.name, ""), fields(), page);
        }
    }
    // What all pages have need not be lacking on the pages of each template.
    let shared: BTreeSet<&str> = shared_values(true).map(|field| field.name).collect();
    let is_shared = |place: &str| {
        let name = place.split_once(".html.").map(|(_, name)| name.trim_end_matches("[]"));
        name.is_some_and(|name| shared.contains(name))
    };
    let is_rare = |(place, word): &(String, String)| {
        RARE.iter().any(|rare| (rare.0, rare.1) == (place, word))
    };
    let often: Vec<_> = tally.seen.iter().filter(|seen| is_rare(seen)).collect();
    assert!(often.is_empty(), "no longer rare: {often:?}");
    let never: Vec<String> = promised
        .difference(&tally.seen)
        .filter(|seen| !is_shared(&seen.0) && !is_rare(seen))
        .map(|(place, word)| format!("{place} is never {word}"))
        .collect();
    let words = promised_words();
    let others = seen.words.difference(&words).map(|word| format!("no such word: {word:?}"));
    let unseen = words.difference(&seen.words).map(|word| format!("never seen: {word:?}"));
    let mut wrong = String::new();
    for line in tally.wrong.iter().chain(&never).cloned().chain(others).chain(unseen) {
        let _ = writeln!(wrong, "{line}");
    }
    assert!(wrong.is_empty(), "src/publication/contract and the sites disagree:\n{wrong}");
}

/// How a kind is written in the reference, with a link to the map that it is.
fn linked(kind: &Kind) -> String {
    let written = kind.written();
    let words = kind.words();
    if !words.is_empty() {
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        return written.replacen("string", &words.join(" "), 1);
    }
    match kind.shape() {
        Some(Shape { name, .. }) => written.replacen(name, &format!("[{name}](#{name})"), 1),
        None => written,
    }
}

fn field_table<'f>(fields: impl Iterator<Item = &'f Field>) -> String {
    let mut text = String::from("| 名称 | 类型 | 含义 | Meaning |\n| --- | --- | --- | --- |\n");
    for Field { name, kind, zh, en } in fields {
        let (zh, en) = (escape_cell(zh), escape_cell(en));
        let _ = writeln!(text, "| `{name}` | {} | {zh} | {en} |", linked(kind));
    }
    text
}

fn escape_cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

fn template_table() -> String {
    let mut text = String::from("| 模板 | 必需 | 做什么 | Makes |\n| --- | --- | --- | --- |\n");
    for template in TEMPLATES {
        let anchor = template.name.replace('.', "");
        let (zh, en) = (escape_cell(template.zh), escape_cell(template.en));
        let needed = template.needed.words();
        let name = match template.values {
            [] => format!("`{}`", template.name),
            _ => format!("[`{}`](#{anchor})", template.name),
        };
        let _ = writeln!(text, "| {name} | {} | {zh} | {en} |", needed.zh);
    }
    text
}

fn variable_tables() -> String {
    let names = |on_pages: bool| shared_values(on_pages).map(|field| field.name);
    let everywhere: BTreeSet<&str> = names(false).collect();
    let is_for_pages = |field: &&Field| !everywhere.contains(field.name);
    let mut text = format!(
        "### 所有模板\n\n{}\n### 所有页面\n\n{}",
        field_table(shared_values(false)),
        field_table(shared_values(true).filter(is_for_pages))
    );
    for template in TEMPLATES.iter().filter(|template| !template.values.is_empty()) {
        let table = field_table(template.values.iter());
        let _ = write!(text, "\n### {}\n\n{table}", template.name);
    }
    text
}

fn value_tables() -> String {
    let mut shapes: BTreeMap<&str, &'static Shape> = BTreeMap::new();
    let own = TEMPLATES.iter().flat_map(|template| template.values);
    let mut waiting: Vec<&Field> = own.chain(shared_values(true)).collect();
    while let Some(field) = waiting.pop() {
        if let Some(shape) = field.kind.shape()
            && shapes.insert(shape.name, shape).is_none()
        {
            waiting.extend(shape.fields);
        }
    }
    let tables = shapes.into_iter().map(|(name, shape)| {
        let table = field_table(shape.fields.iter());
        format!("### {name}\n\n{table}")
    });
    tables.collect::<Vec<_>>().join("\n")
}

fn callable_tables() -> String {
    let kinds = [
        ("过滤器", "`{{ 值 \\| 过滤器 }}`", Callable::Filter),
        ("判断", "`{% if 值 is 判断 %}`", Callable::Test),
        ("函数", "`{{ 函数() }}`", Callable::Function),
    ];
    let tables = kinds.map(|(title, use_, kind)| {
        let mut text = format!("| {title} {use_} | 做什么 | What it does |\n| --- | --- | --- |\n");
        for listed in kind.all() {
            let (zh, en) = (escape_cell(listed.zh), escape_cell(listed.en));
            let _ = writeln!(text, "| `{}` | {zh} | {en} |", escape_cell(listed.call));
        }
        text
    });
    tables.join("\n")
}

#[test]
fn the_reference_says_what_templates_are_promised() {
    let path = root().join("docs/themes.md");
    let text = fs::read_to_string(&path).expect("the reference");
    let mut made = text.clone();
    for (name, tables) in [
        ("templates", template_table()),
        ("variables", variable_tables()),
        ("values", value_tables()),
        ("callables", callable_tables()),
    ] {
        let begin = format!("<!-- made: {name} -->\n");
        let (before, rest) = made.split_once(&begin).unwrap_or_else(|| panic!("{begin}"));
        let (_, after) = rest.split_once("<!-- end -->").expect("an end");
        made = format!("{before}{begin}\n{tables}\n<!-- end -->{after}");
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &made).expect("a written file");
    } else {
        assert!(made == text, "docs/themes.md is to be made anew: UPDATE_EXPECT=1");
    }
}

#[test]
fn what_is_said_in_english_has_no_chinese_in_it() {
    let own = TEMPLATES.iter().flat_map(|template| template.values);
    let mut waiting: Vec<&Field> = own.chain(shared_values(true)).collect();
    let mut said: Vec<&str> = TEMPLATES.iter().map(|template| template.en).collect();
    let mut known = BTreeSet::new();
    while let Some(field) = waiting.pop() {
        said.push(field.en);
        if let Some(shape) = field.kind.shape()
            && known.insert(shape.name)
        {
            waiting.extend(shape.fields);
        }
    }
    for kind in [Callable::Filter, Callable::Test, Callable::Function] {
        said.extend(kind.all().iter().flat_map(|listed| [listed.call, listed.en]));
    }
    let chinese: Vec<&&str> = said
        .iter()
        .filter(|text| text.chars().any(|c| ('\u{3000}'..'\u{ff60}').contains(&c)))
        .collect();
    assert!(said.len() > 300 && chinese.is_empty(), "{} {chinese:?}", said.len());
}

#[test]
fn one_name_stands_for_one_map() {
    let mut shapes: BTreeMap<&str, *const Shape> = BTreeMap::new();
    let own = TEMPLATES.iter().flat_map(|template| template.values);
    let mut waiting: Vec<&Field> = own.chain(shared_values(true)).collect();
    while let Some(field) = waiting.pop() {
        if let Some(shape) = field.kind.shape() {
            match shapes.insert(shape.name, shape) {
                None => waiting.extend(shape.fields),
                Some(other) => assert_eq!(other, std::ptr::from_ref(shape), "{}", shape.name),
            }
        }
    }
}

#[test]
fn a_template_is_needed_with_one_that_there_is() {
    for template in TEMPLATES {
        if let Needed::With(other) = template.needed {
            assert!(find_template(other).is_some(), "{}", template.name);
        }
    }
}
