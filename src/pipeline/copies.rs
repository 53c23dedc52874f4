//! Files that are copies of one another: a sync tool that meets two states of a file keeps both,
//! and each would be a case.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::gather::ParsedContent;
use crate::content::case::Case;
use crate::foundation::diagnostic::{Diagnostic, Sink, Text, join_names};
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::world::World;
use crate::input::front_matter;
use crate::say;
use crate::text::copy_name::{Mark, are_alike, find_originals};

/// How many files a finding names.
const NAMED: usize = 20;

/// A text shorter than this, in Han characters, is like others by chance.
const TELLING: u32 = 100;

/// How much two texts under names that say nothing have in common, in hundredths.
const NEARLY_ALL: usize = 85;

/// Reports every group of files that are copies, once.
pub(super) fn report_copies(
    parsed: &ParsedContent,
    world: &dyn World,
    with_drafts: bool,
    sink: &mut Sink,
) {
    let mut comparison = Comparison::new(parsed, world, with_drafts);
    comparison.join_equal();
    comparison.join_facts();
    comparison.join_names();
    comparison.join_bodies();
    let Comparison { texts, mut groups, .. } = comparison;
    let mut found: BTreeMap<usize, Vec<&SourcePath>> = BTreeMap::new();
    for (index, (file, _)) in texts.iter().enumerate() {
        found.entry(groups.find_root(index)).or_default().push(file);
    }
    let mut copies: FxHashSet<&SourcePath> = FxHashSet::default();
    for mut files in found.into_values().filter(|files| files.len() > 1) {
        // The original has the shortest name.
        files.sort_by_key(|file| (file.as_str().chars().count(), *file));
        sink.push(copies_finding(&files));
        copies.extend(files);
    }
    // What is to be deleted needs no better name.
    sink.retain(|told| {
        told.code.0 != "address-differs"
            || !told.file.as_ref().is_some_and(|file| copies.contains(file))
    });
}

/// All texts that may be copies of one another.
struct Comparison<'a> {
    world: &'a dyn World,
    texts: Vec<&'a (SourcePath, Hash)>,
    places: FxHashMap<&'a SourcePath, usize>,
    /// Those that are cases, in order.
    cases: BTreeMap<usize, &'a Case>,
    groups: Groups,
}

impl<'a> Comparison<'a> {
    fn new(parsed: &'a ParsedContent, world: &'a dyn World, with_drafts: bool) -> Self {
        let empty = [Hash::default(), Hash::of_bytes(b"")];
        let is_shown = |file: &SourcePath| with_drafts || !parsed.drafts.contains(file);
        let texts = parsed.texts.iter();
        let texts: Vec<_> =
            texts.filter(|(file, hash)| !empty.contains(hash) && is_shown(file)).collect();
        let places: FxHashMap<&SourcePath, usize> =
            texts.iter().enumerate().map(|(index, (file, _))| (file, index)).collect();
        let cases = parsed.cases.iter();
        let cases = cases.filter_map(|case| Some((*places.get(&case.file)?, &**case))).collect();
        let groups = Groups { parents: (0..texts.len()).collect() };
        Self { world, texts, places, cases, groups }
    }

    fn are_translations(&self, one: usize, other: usize) -> bool {
        are_translations(&self.texts[one].0, &self.texts[other].0)
    }

    /// Joins files of the same bytes.
    fn join_equal(&mut self) {
        let mut first: FxHashMap<Hash, usize> = FxHashMap::default();
        for index in 0..self.texts.len() {
            let known = *first.entry(self.texts[index].1).or_insert(index);
            if !self.are_translations(known, index) {
                self.groups.join_groups(index, known);
            }
        }
    }

    /// Joins cases of one title, place and date.
    fn join_facts(&mut self) {
        let mut facts: FxHashMap<Hash, usize> = FxHashMap::default();
        for (index, case) in &self.cases {
            let card = &case.card;
            let key = Hash::of_value(&(&card.title, &card.regions, &card.locality, card.date));
            self.groups.join_groups(*index, *facts.entry(key).or_insert(*index));
        }
    }

    /// Joins files whose names say that one is a copy of the other, where their texts do not say
    /// otherwise.
    fn join_names(&mut self) {
        let (texts, places) = (&self.texts, &self.places);
        let by_name: Vec<(usize, usize, Mark)> = texts
            .par_iter()
            .enumerate()
            .flat_map_iter(|(index, (file, _))| {
                let originals = originals_of(file);
                originals
                    .filter_map(|(file, mark)| Some((index, *places.get(&file)?, mark)))
                    .collect::<Vec<_>>()
            })
            .collect();
        // A file may have thousands of copies: it is read once for those that follow one another.
        let mut original: Option<(usize, Option<Body>)> = None;
        for (index, other, mark) in by_name {
            if self.groups.are_joined(index, other)
                || self.are_translations(index, other)
                || !may_be_copy(self.cases.get(&index), self.cases.get(&other), mark)
            {
                continue;
            }
            // Whatever was changed in it since.
            if mark == Mark::Sure {
                self.groups.join_groups(index, other);
                continue;
            }
            let (_, first) = match original.take_if(|(known, _)| *known == other) {
                Some(known) => original.insert(known),
                None => original.insert((other, self.read_body(other))),
            };
            let copy = self.read_body(index);
            if let (Some(copy), Some(first)) = (copy, first)
                && copy.is_like(first, least_likeness(mark))
            {
                self.groups.join_groups(index, other);
            }
        }
    }

    /// Joins cases of one place that say nearly the same and share a title or a date, whatever
    /// their files are called.
    fn join_bodies(&mut self) {
        let mut first: FxHashMap<Hash, usize> = FxHashMap::default();
        let mut pairs = Vec::new();
        for (index, case) in &self.cases {
            if case.body.counts.characters < TELLING {
                continue;
            }
            let card = &case.card;
            for shared in [Ok(&card.title), Err(card.date)] {
                let key = Hash::of_value(&(&card.regions, shared));
                let other = *first.entry(key).or_insert(*index);
                pairs.extend((other != *index).then_some((other, *index)));
            }
        }
        for (one, other) in pairs {
            if !self.groups.are_joined(one, other)
                && let (Some(first), Some(second)) = (self.read_body(one), self.read_body(other))
                && first.is_like(&second, NEARLY_ALL)
            {
                self.groups.join_groups(one, other);
            }
        }
    }

    fn read_body(&self, index: usize) -> Option<Body> {
        Body::read(self.world, &self.texts[index].0)
    }
}

/// Tells whether two files are one text in two languages: `a.md` and `a.en.md`.
fn are_translations(one: &SourcePath, other: &SourcePath) -> bool {
    let base = |file: &SourcePath| {
        let stem = file.as_str().strip_suffix(".md").unwrap_or(file.as_str()).to_owned();
        match stem.rsplit_once('.') {
            Some((base, tag)) if is_language(tag) => base.to_owned(),
            _ => stem,
        }
    };
    one != other && base(one) == base(other)
}

/// Tells whether the tag of a file is that of a language, and not what a sync tool put there.
fn is_language(tag: &str) -> bool {
    let first = tag.split('-').next().unwrap_or_default();
    (2..=3).contains(&first.len()) && LanguageTag::parse(tag).is_some()
}

/// Returns the files of which `file` may be a copy by its name.
fn originals_of(file: &SourcePath) -> impl Iterator<Item = (SourcePath, Mark)> {
    let (folder, name) = file.as_str().rsplit_once('/').unwrap_or(("", file.as_str()));
    let stem = name.strip_suffix(".md").unwrap_or(name);
    find_originals(stem)
        .into_iter()
        .map(move |(name, mark)| (SourcePath::new(&format!("{folder}/{name}.md")), mark))
}

/// Tells whether two cases whose names are alike are worth a closer look: where the name alone says
/// little, they must agree in more.
fn may_be_copy(one: Option<&&Case>, other: Option<&&Case>, mark: Mark) -> bool {
    let (Some(one), Some(other), Mark::Number | Mark::Other) = (one, other, mark) else {
        return true;
    };
    let (one, other) = (&one.card, &other.card);
    one.title == other.title || (one.regions == other.regions && one.date == other.date)
}

/// How much two texts have in common that are copies by such a name, in hundredths.
fn least_likeness(mark: Mark) -> usize {
    match mark {
        Mark::Sure => 0,
        Mark::Word => 50,
        Mark::Number => 60,
        Mark::Other => 70,
    }
}

/// The text of a file. Front matter does not count: that of two cases of one place differs little.
struct Body {
    text: String,
    /// How long it is without white space.
    length: usize,
}

impl Body {
    fn read(world: &dyn World, file: &SourcePath) -> Option<Self> {
        let text = source::recode_text(&world.read(file).ok()?)?;
        let parts = front_matter::split_file(file, &text, &mut Sink::default());
        let text = text.get(parts.map_or(0, |parts| parts.body.start)..)?.to_owned();
        let length = text.chars().filter(|c| !c.is_whitespace()).count();
        Some(Self { text, length })
    }

    /// Tells whether two texts have so many hundredths in common.
    fn is_like(&self, other: &Self, least: usize) -> bool {
        // What is much longer cannot have much in common, and comparing would cost its length for
        // each of its copies.
        let (shorter, both) = (self.length.min(other.length), self.length + other.length);
        200 * (shorter + 1) >= least * both && are_alike(&self.text, &other.text, least)
    }
}

/// Says that files are copies of one another.
fn copies_finding(files: &[&SourcePath]) -> Diagnostic {
    let count = files.len();
    let Text { zh, en } = join_names(files.iter().take(NAMED).map(|file| file.as_str()));
    let [more_zh, more_en] = if count > NAMED { [" 等", " and more"] } else { [""; 2] };
    Diagnostic::warning(
        "conflict-copy",
        files[0],
        say!(
            "这 {count} 个文件名称或内容相近，像是网盘的冲突副本：{zh}{more_zh}"
                | "these {count} files are alike in name or content, as conflict copies of a sync \
                   tool are: {en}{more_en}"
        ),
    )
    .with_hint(say!(
        "请比较后只留一个，其余删去或移出 content；每个文件都会成为一页"
            | "compare them, keep one, and delete the others or move them out of content; each \
               becomes a page of its own"
    ))
}

/// Which files belong together: each has a parent in its group, and one is its own.
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn find_root(&mut self, mut index: usize) -> usize {
        while self.parents[index] != index {
            // Each look shortens the way of the next.
            self.parents[index] = self.parents[self.parents[index]];
            index = self.parents[index];
        }
        index
    }

    fn are_joined(&mut self, one: usize, other: usize) -> bool {
        self.find_root(one) == self.find_root(other)
    }

    fn join_groups(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find_root(one), self.find_root(other));
        self.parents[one.max(other)] = one.min(other);
    }
}
