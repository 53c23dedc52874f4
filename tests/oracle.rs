//! Random series of edits to a small publication: after each, a warm build gives what a cold one
//! gives, byte for byte.
//!
//! `CASEBOOK_SERIES` says how many series are tried, 50 when it says nothing; `CASEBOOK_SEED` which
//! comes first.

#![expect(
    clippy::disallowed_methods,
    reason = "how many series are tried is said by the environment"
)]

use std::collections::BTreeMap;

use casebook::foundation::diagnostic::Diagnostic;
use casebook::foundation::path::{OutPath, SourcePath};
use casebook::foundation::world::{MemoryOutput, MemoryWorld, World};
use casebook::pipeline::{self, BuildCache, Request, Silent};
use rayon::prelude::*;

/// How many edits a series has.
const EDITS: usize = 8;

const SITE: &str = "title: {zh-Hans: 案例小辑, en: Cases}
base_url: https://example.org/
language: zh-Hans
publisher: 编辑部
theme: own
paginate: 2
editions:
  zh-Hant: {from: zh-Hans, label: 繁體中文}
  en: {label: English}
outputs: {search: true, data: true, charts: true, facet_pairs: true, feeds: [site, regions, models]}
cases: {model: {label: {zh-Hans: 类型}}, date: optional, district: required}
menu: [cases, models, search]
topics: [社区治理, 公益创投, 志愿服务]
fields: {grade: {label: 等级, facet: true, index: true}, people: {type: link, to: people, list: true, facet: true}}
collections:
  news: {label: 动态, fields: {people: {type: link, to: people, list: true}, about: {to: cases}}, feed: true, paginate: 2}
  people: {label: {zh-Hans: 人物, en: People}}
indicators:
  - {id: members, label: 入驻社会组织, unit: 家, kind: level}
  - {id: volunteers, label: 志愿者人数, unit: 人, kind: level}
";
/// A macro that texts call, and what it is until it is changed.
const REMARK: (&str, &str) = (
    "templates/macros/remark.html",
    "<p class=\"own\">{{ text }}{% include \"_remark.html\" %}</p>",
);
const THEME_TEXT: &str = "home: 起点\n";
const DISTRICTS: [&str; 4] =
    ["山东省烟台市芝罘区", "上海市静安区", "广东省广州市南沙区", "陕西省宝鸡市渭滨区"];
const MODELS: [&str; 3] = ["芝罘模式", "枢纽型模式", "三融合"];
const TOPICS: [&str; 3] = ["社区治理", "公益创投", "志愿服务"];
/// Values that differ in nothing that an address shows, or in script only.
const GRADES: [&str; 4] = ["甲级", "A", "a", "A+"];
/// People, of whom some are there.
const PEOPLE: [&str; 3] = ["li", "wang", "zhao"];
const STEMS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
/// What is wrong in one way each.
const MISTAKES: [(&str, &str); 7] = [
    ("title:", "titel:"),
    ("topics: [", "topics: [没有, "),
    ("---\n", "--\n"),
    ("source: s1", "source: s9"),
    ("district: ", "district: 无何有之乡"),
    ("metrics:", "metrics: ["),
    ("\n\n", "\n\n[无](none.md#none)\n\n"),
];

/// What a build makes and says.
type Made = (BTreeMap<OutPath, Vec<u8>>, Vec<Diagnostic>);

fn make(world: &MemoryWorld, cache: &mut BuildCache) -> Made {
    let output = MemoryOutput::default();
    let request = Request { lints: true, ..Request::default() };
    let built = pipeline::build_site(world, &request, cache, &output, &Silent)
        .expect("memory takes everything");
    (output.into_files(), built.diagnostics)
}

/// Numbers that only the seed decides (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).expect("fewer than the sides")
    }

    fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())]
    }
}

fn case(dice: &mut Dice) -> String {
    let (district, model, topic) = (dice.pick(&DISTRICTS), dice.pick(&MODELS), dice.pick(&TOPICS));
    let (grade, person) = (dice.pick(&GRADES), dice.pick(&PEOPLE[..2]));
    let (value, year, other) = (dice.below(900) + 10, 2015 + dice.below(9), dice.pick(&STEMS[..3]));
    format!(
        "---\ntitle: 社会组织的做法\ndistrict: {district}\nmodel: {model}\ndate: {year}-07-05\ntopics: [{topic}]\ngrade: {grade}\npeople: [{person}]\npractices:\n  \
         - {{name: 凝聚力工程, anchor: work}}\n\
         metrics:\n  - {{indicator: members, value: {value}, unit: 家, year: {year}, \
         source: s1}}\n  \
         - {{indicator: volunteers, printed: {value}余人, source: s1}}\nsources:\n  \
         - {{id: s1, title: 做法, date: {year}-07-05}}\n---\n\n以枢纽联系社会组织。\n\n\
         ## 做法 {{#work}}\n\n另见[一例]({other}.md#work)。\n\n{{{{ remark(text=\"*甲*\") }}}}\n"
    )
}

/// An entry of the news, about a case and a person who may not be there.
fn entry(dice: &mut Dice) -> String {
    let (person, stem, day) = (dice.pick(&PEOPLE), dice.pick(&STEMS[..3]), dice.below(28) + 1);
    format!(
        "---\ntitle: 消息{day}\ndate: 2024-05-{day:02}\npeople: [{person}]\nabout: {stem}\n---\n\n\
         见[一例](../cases/{stem}.md)。\n"
    )
}

fn person(name: &str, draft: bool) -> String {
    let status = if draft { "status: draft\n" } else { "" };
    format!("---\ntitle: 人物{name}\n{status}---\n\n街坊。\n")
}

fn publication(dice: &mut Dice) -> MemoryWorld {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", SITE);
    world.write("themes/own/theme.yaml", "name: own\nextends: folio\n");
    world.write(REMARK.0, "<aside>{{ text }}</aside>");
    world.write("templates/_remark.html", "{{ t.cases }}");
    world.write("content/index.md", "---\ntitle: 首页\n---\n\n见[案例](cases/a.md)。\n");
    world.write("content/about.md", "---\ntitle: 关于\n---\n\n编辑部。\n");
    world.write("content/models/hub.md", "---\ntitle: 枢纽型模式\n---\n\n以枢纽联系。\n");
    for stem in &STEMS[..3] {
        world.write(&format!("content/cases/{stem}.md"), case(dice));
        world.write(&format!("content/news/{stem}.md"), entry(dice));
    }
    for name in PEOPLE {
        world.write(&format!("content/people/{name}.md"), person(name, false));
    }
    world.write("content/news/a.en.md", "---\ntitle: A piece of news\n---\n\nText.\n");
    world.write(
        "content/cases/a.en.md",
        "---\ntitle: The first case\n---\n\nThere are {{ metric(members) }}.\n\n\
         ## Work {#work}\n\nMore.\n",
    );
    world
}

fn text(world: &MemoryWorld, path: &str) -> String {
    String::from_utf8(world.read(&SourcePath::new(path)).expect("a file")).expect("UTF-8")
}

/// Gives the line of `path` that begins with `key` the value `value`, where there is one.
fn set(world: &mut MemoryWorld, path: &str, key: &str, value: &str) {
    let lines: Vec<String> = text(world, path)
        .lines()
        .map(|line| if line.starts_with(key) { format!("{key} {value}") } else { line.to_owned() })
        .collect();
    world.write(path, lines.join("\n") + "\n");
}

/// Writes `contents`, or removes the file where it says this already.
fn toggle(world: &mut MemoryWorld, path: &str, contents: &str) {
    if world.read(&SourcePath::new(path)).is_ok_and(|bytes| bytes == contents.as_bytes()) {
        world.remove(path);
    } else {
        world.write(path, contents);
    }
}

/// Edits `world` once; returns what was done. `broken` holds the mistakes that wait to be fixed.
#[expect(clippy::too_many_lines, reason = "an arm for each kind of edit")]
fn edit(world: &mut MemoryWorld, dice: &mut Dice, broken: &mut Vec<(String, String)>) -> String {
    if !broken.is_empty() && dice.below(2) == 0 {
        let (path, whole) = broken.swap_remove(dice.below(broken.len()));
        let done = format!("fix {path}");
        world.write(&path, whole);
        return done;
    }
    let mut cases: Vec<String> =
        world.files().iter().map(|entry| entry.path.as_str().to_owned()).collect();
    cases.retain(|path| path.starts_with("content/cases/") && !path.ends_with(".en.md"));
    let stem = dice.pick(&STEMS);
    let (fresh, number) = (format!("content/cases/{stem}.md"), dice.below(1000));
    let Some(path) = (!cases.is_empty()).then(|| cases[dice.below(cases.len())].clone()) else {
        world.write(&fresh, case(dice));
        return format!("add {fresh}");
    };
    let kind = dice.below(22);
    match kind {
        0 => {
            let longer =
                format!("{}\n又有{number}家，见[关于](../about.md)。\n", text(world, &path));
            world.write(&path, longer);
        }
        1 => set(world, &path, "title:", &format!("第{number}号做法")),
        2 => set(world, &path, "district:", dice.pick(&DISTRICTS)),
        3 => set(world, &path, "model:", dice.pick(&MODELS)),
        4 => set(
            world,
            &path,
            "  - {indicator: members,",
            &format!("value: {number}, unit: 家, year: 2020, source: s1}}"),
        ),
        5 => set(
            world,
            &path,
            "topics:",
            dice.pick(&["[社区治理, 公益创投]", "[志愿服务]", "[公益创投]"]),
        ),
        6 => world.write(&fresh, case(dice)),
        7 => assert!(world.remove(&path)),
        8 => {
            let whole = text(world, &path);
            world.remove(&path);
            world.write(&fresh, whole);
        }
        9 => toggle(
            world,
            "templates/card.html",
            "<p><a href=\"{{ case.href }}\">{{ case.title }}</a></p>\n",
        ),
        10 => {
            let (old, new) = dice.pick(&[
                ("paginate: 2", "paginate: 24"),
                ("label: 志愿者人数", "label: 志愿者"),
                ("label: 等级", "label: 级别"),
                ("facet: true", "facet: false"),
                ("index: true", "index: false"),
                ("facet_pairs: true", "facet_pairs: false"),
                ("search: true", "search: false"),
                ("en: Cases", "en: A casebook"),
                ("label: English", "label: In English"),
                ("example.org/\n", "example.org/sub/\n"),
                ("charts: true", "charts: false"),
                ("zh-Hans: 类型}", "zh-Hans: 类别}"),
                ("date: optional", "date: required"),
                ("district: required", "district: optional"),
                ("menu: [cases, models", "menu: [models, cases"),
                ("feed: true", "feed: false, sort: title"),
                ("en: People", "en: Persons"),
                ("about: {to: cases}", "about: {to: people}"),
            ]);
            let whole = text(world, "site.yaml");
            let turned = if whole.contains(new) {
                whole.replacen(new, old, 1)
            } else {
                whole.replacen(old, new, 1)
            };
            world.write("site.yaml", turned);
        }
        11 => toggle(
            world,
            &format!("content/cases/{stem}.en.md"),
            "---\ntitle: A case\n---\n\nThere are {{ metric(volunteers) }}.\n\n\
             ## Work {#work}\n\nMore.\n",
        ),
        12 => toggle(
            world,
            "content/models/hub.md",
            &format!("---\ntitle: 枢纽型模式\n---\n\n第{}稿。\n", number % 2),
        ),
        13 => {
            let language = dice.pick(&["zh-Hans", "zh-Hant", "en"]);
            toggle(world, &format!("themes/own/i18n/{language}.yaml"), THEME_TEXT);
        }
        14 => toggle(world, "templates/card.html", "{{ nothing }}"),
        19 => toggle(world, REMARK.0, REMARK.1),
        20 => toggle(world, "templates/_remark.html", "{{ t.home }}"),
        15 => set(world, &path, "grade:", dice.pick(&GRADES)),
        16 => {
            let name = dice.pick(&PEOPLE);
            let draft = number % 5 == 0;
            let text = person(name, draft).replace("人物", dice.pick(&["人物", "街坊"]));
            toggle(world, &format!("content/people/{name}.md"), &text);
        }
        17 => {
            let language = dice.pick(&["", ".en"]);
            let news = entry(dice);
            toggle(world, &format!("content/news/{stem}{language}.md"), &news);
        }
        18 => set(world, &path, "people:", dice.pick(&["[li]", "[wang, li]", "[wnag]", "[]"])),
        _ => {
            let (path, (right, wrong)) = if dice.below(5) == 0 {
                (
                    "site.yaml".to_owned(),
                    dice.pick(&[
                        ("title:", "title："),
                        ("topics: [", "topics: [["),
                        ("theme: own", "theme: none"),
                    ]),
                )
            } else {
                (path, dice.pick(&MISTAKES))
            };
            let whole = text(world, &path);
            world.write(&path, whole.replacen(right, wrong, 1));
            broken.push((path.clone(), whole));
            return format!("break {path}: {wrong}");
        }
    }
    format!("edit of kind {kind}, {path} or {fresh}, {number}")
}

/// Runs one series. Returns how many of its states had findings.
fn series(seed: u64) -> usize {
    let mut dice = Dice(seed);
    let mut world = publication(&mut dice);
    let mut cache = BuildCache::default();
    make(&world, &mut cache);
    let (mut broken, mut done, mut found) = (Vec::new(), Vec::new(), 0);
    for _ in 0..EDITS {
        done.push(edit(&mut world, &mut dice, &mut broken));
        let (warm, cold) = (make(&world, &mut cache), make(&world, &mut BuildCache::default()));
        assert_eq!(warm.1, cold.1, "the findings of series {seed} after {done:#?}");
        let paths = warm.0.keys().chain(cold.0.keys());
        let differing: Vec<_> =
            paths.filter(|path| warm.0.get(*path) != cold.0.get(*path)).collect();
        assert!(differing.is_empty(), "series {seed} after {done:#?}: {differing:?}");
        found += usize::from(pipeline::has_errors(&cold.1));
    }
    found
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |value| {
        value.parse().unwrap_or_else(|_| panic!("{name} is no number: {value}"))
    })
}

#[test]
fn a_warm_build_equals_a_cold_one_after_every_edit_of_any_series() {
    let (first, count) = (number("CASEBOOK_SEED", 1), number("CASEBOOK_SERIES", 50));
    let found: usize = (first..first + count).into_par_iter().map(series).sum();
    assert!(count < 50 || found > 0, "no edit made a mistake");
}

#[test]
fn the_publication_that_is_edited_is_whole() {
    let (files, findings) = make(&publication(&mut Dice(1)), &mut BuildCache::default());
    assert!(!pipeline::has_errors(&findings), "{findings:#?}");
    for folder in ["zh-Hant/", "en/"] {
        assert!(files.keys().any(|path| path.as_str().starts_with(folder)), "nothing in {folder}");
    }
}
