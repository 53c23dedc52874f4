//! Case studies by number, to measure with: the same number gives the same study on every machine
//! and at any time.
//!
//! They are as long as real ones and made like them: a district out of the gazetteer, a model,
//! subject terms, figures, four sections with lists and links to other studies, a table, now and
//! then some code. What they say is nobody's.

use std::fmt::Write;

use casebook::publication::gazetteer::{Gazetteer, Level};

use crate::words::{
    ACTORS, AIMS, DEEDS, ENDS, KINDS, LABELS, MANNERS, OBJECTS, PLACES, SHAPES, TIMES, TOPICS,
    UNITS,
};

/// The sections of a study.
const SECTIONS: [&str; 4] = ["背景", "做法", "成效", "思考"];
/// One study of so many has code.
const CODED: usize = 20;
/// Code as technical studies quote it.
pub(crate) const CODE: &str = "fn covered(members: u32, all: u32) -> Option<u32> \
    {\n    // 每百家里有几家\n    (members * 100).checked_div(all)\n}\n";

/// Numbers that only the seed decides (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `count`, all alike.
    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.roll() % count as u64).expect("a number below a number")
    }

    fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most + 1 - least)
    }

    /// Returns a number below `count`, small ones more often: some words and regions are named far
    /// more than others.
    fn skewed(&mut self, count: usize) -> usize {
        self.below(count) * self.below(count) / count
    }

    fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.skewed(words.len())]
    }
}

/// A figure of a study.
pub(crate) struct Figure {
    pub(crate) label: &'static str,
    pub(crate) value: usize,
    pub(crate) unit: &'static str,
    pub(crate) year: usize,
    /// Whether it is given as printed, as `3000余万元` is.
    pub(crate) is_printed: bool,
}

/// A region: its code and its names from the province down.
pub(crate) struct District {
    pub(crate) code: String,
    pub(crate) names: Vec<String>,
}

/// A case study.
pub(crate) struct Study<'a> {
    /// The name of its file, without the ending.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) district: &'a District,
    pub(crate) model: String,
    /// `2021-03-09`.
    pub(crate) date: String,
    pub(crate) summary: String,
    pub(crate) topics: Vec<&'static str>,
    pub(crate) figures: Vec<Figure>,
    /// Markdown. Where a link to another study leads depends on the generator: see [`Study::body`].
    body: String,
}

/// Makes studies.
pub(crate) struct Corpus {
    districts: Vec<District>,
    /// How many studies there are.
    size: usize,
}

impl Corpus {
    pub(crate) fn new(size: usize) -> Self {
        let china = Gazetteer::of_china();
        let counties = china.regions().filter(|region| region.level == Level::COUNTY);
        let districts = counties.map(|county| District {
            code: county.code.to_string(),
            names: china
                .path_to(county.code.as_str())
                .iter()
                .map(|region| region.name.to_string())
                .collect(),
        });
        let mut districts: Vec<District> = districts.collect();
        // By code those that are drawn most often would all lie in one corner of the country.
        let mut dice = Dice(1);
        for last in (1..districts.len()).rev() {
            districts.swap(last, dice.below(last + 1));
        }
        Self { districts, size }
    }

    /// Returns all studies in order.
    pub(crate) fn studies(&self) -> impl Iterator<Item = Study<'_>> {
        (0..self.size).map(|number| self.study(number))
    }

    fn study(&self, number: usize) -> Study<'_> {
        let mut dice = Dice(number as u64 ^ 0x0063_6173_6562_6f6f);
        let district = &self.districts[dice.skewed(self.districts.len())];
        let place = district.names.last().map_or("", String::as_str);
        let year = dice.between(2012, 2024);
        let mut labels: Vec<usize> = (0..LABELS.len()).collect();
        let figures = (0..dice.between(3, 6)).map(|_| {
            let (label, unit) = (
                LABELS[labels.swap_remove(dice.below(labels.len()))],
                UNITS[dice.below(UNITS.len())],
            );
            let value = if unit == "%" {
                dice.between(1, 100)
            } else {
                dice.between(1, 500) * dice.between(1, 100)
            };
            Figure {
                label,
                value,
                unit,
                year: dice.between(2008, year),
                is_printed: dice.below(3) == 0 && value > 10,
            }
        });
        let figures = figures.collect();
        let mut topics: Vec<&str> = (0..3).map(|_| TOPICS[dice.skewed(TOPICS.len())]).collect();
        topics.sort_unstable();
        topics.dedup();
        Study {
            id: id(number),
            title: format!(
                "{place}：{}{}{}",
                dice.word(&MANNERS),
                dice.word(&DEEDS),
                dice.word(&OBJECTS)
            ),
            district,
            model: format!(
                "{}{}模式",
                SHAPES[dice.skewed(SHAPES.len())],
                KINDS[dice.below(KINDS.len())]
            ),
            date: format!("{year}-{:02}-{:02}", dice.between(1, 12), dice.between(1, 28)),
            summary: sentence(&mut dice, place),
            topics,
            figures,
            body: self.body(&mut dice, number, place),
        }
    }

    fn body(&self, dice: &mut Dice, number: usize, place: &str) -> String {
        let mut body = String::with_capacity(8 << 10);
        for section in SECTIONS {
            let _ = write!(body, "## {section}\n\n");
            for _ in 0..dice.between(2, 4) {
                self.paragraph(dice, place, &mut body);
            }
            match section {
                "做法" => list(dice, place, &mut body),
                "成效" => table(dice, place, &mut body),
                _ => {}
            }
        }
        if number.is_multiple_of(CODED) {
            // Each a little different: what was coloured once is kept.
            let _ = write!(body, "```rust\n{CODE}// 第 {number} 例\n```\n");
        }
        body
    }

    fn paragraph(&self, dice: &mut Dice, place: &str, body: &mut String) {
        for _ in 0..dice.between(3, 6) {
            body.push_str(&sentence(dice, place));
        }
        match dice.below(5) {
            0 => {
                let _ =
                    write!(body, "**“{}”{}**是其中的关键。", dice.word(&SHAPES), dice.word(&AIMS));
            }
            1 => {
                let _ = write!(
                    body,
                    "这一点与[{}的做法]({LINK}{})相近。",
                    dice.word(&PLACES),
                    id(dice.below(self.size))
                );
            }
            2 => {
                let _ =
                    write!(body, "详见[当时的报道](https://example.org/{})。", dice.below(1000));
            }
            _ => {}
        }
        body.push_str("\n\n");
    }
}

/// Stands before the id of a study that is linked to.
const LINK: &str = "study:";

fn id(number: usize) -> String {
    format!("study-{number:06}")
}

fn sentence(dice: &mut Dice, place: &str) -> String {
    let mut text = match dice.below(4) {
        0 => format!("{}，", dice.word(&TIMES)),
        1 => format!("在{}，", dice.word(&PLACES)),
        2 => format!("{place}的{}", dice.word(&ACTORS)),
        _ => dice.word(&ACTORS).to_owned(),
    };
    for part in 0..dice.between(1, 3) {
        if part > 0 {
            text.push('，');
        }
        let _ = write!(text, "{}{}{}", dice.word(&MANNERS), dice.word(&DEEDS), dice.word(&OBJECTS));
    }
    match dice.below(3) {
        0 => {
            let _ = write!(text, "，{}。", dice.word(&ENDS));
        }
        1 => {
            let _ = write!(
                text,
                "，一年里{}{}{}。",
                dice.word(&AIMS),
                dice.between(2, 900),
                UNITS[dice.below(UNITS.len())]
            );
        }
        _ => text.push('。'),
    }
    text
}

fn list(dice: &mut Dice, place: &str, body: &mut String) {
    for _ in 0..dice.between(3, 6) {
        let _ = writeln!(body, "- {}", sentence(dice, place));
    }
    body.push('\n');
}

fn table(dice: &mut Dice, place: &str, body: &mut String) {
    body.push_str("| 项目 | 此前 | 此后 | 说明 |\n| --- | ---: | ---: | --- |\n");
    for _ in 0..4 {
        let (before, after) = (dice.between(1, 500), dice.between(500, 9999));
        let _ = writeln!(
            body,
            "| {} | {before} | {after} | {} |",
            dice.word(&OBJECTS),
            sentence(dice, place)
        );
    }
    body.push('\n');
}

impl Study<'_> {
    /// Returns the text, with `link` making the address of another study from its id.
    pub(crate) fn body(&self, link: impl Fn(&str) -> String) -> String {
        let mut parts = self.body.split(LINK);
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (id, rest) = part.split_once(')').unwrap_or((part, ""));
            let _ = write!(text, "{})", link(id));
            text.push_str(rest);
        }
        text
    }

    /// Returns the file as Casebook reads it.
    pub(crate) fn file(&self) -> String {
        let Self { title, district, model, date, summary, topics, figures, .. } = self;
        let (code, place, topics) = (&district.code, district.names.join(""), topics.join(", "));
        let mut file = format!(
            "---\ntitle: {title}\ndistrict: \"{code}\"\nmodel: {model}\ndate: {date}\n\
             summary: {summary}\ntopics: [{topics}]\nmetrics:\n"
        );
        for Figure { label, value, unit, year, is_printed } in figures {
            let _ = match is_printed {
                true => writeln!(
                    file,
                    "  - {{label: {label}, printed: {value}余{unit}, year: {year}, source: s1}}"
                ),
                false => writeln!(
                    file,
                    "  - {{label: {label}, value: {value}, unit: \"{unit}\", year: \
                     {year}, source: s1}}"
                ),
            };
        }
        let _ = write!(
            file,
            "sources:\n  - {{id: s1, title: {title}, publisher: {place}融媒体中心, date: {date}}}\n\
             ---\n\n"
        );
        file + &self.body(|id| format!("{id}.md"))
    }
}

/// Returns `site.yaml`; with everything there is to make, or as `lean` as generators are that know
/// of no search, data and charts.
pub(crate) fn site(lean: bool) -> String {
    let topics = TOPICS.join(", ");
    let outputs = if lean {
        "outputs: {feeds: [site], search: false, data: false, facet_pairs: false, charts: false}\n"
    } else {
        ""
    };
    format!(
        "title: 案例库\nbase_url: https://example.org/\nlanguage: zh-Hans\npublisher: 编辑部\n\
         paginate: 50\ntopics: [{topics}]\n{outputs}"
    )
}
