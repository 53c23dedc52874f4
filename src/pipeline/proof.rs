//! The self-test of the search: whatever stands in a case finds it.
//!
//! 1. The files of the index are rendered as they are published, and read as a browser reads them.
//! 2. Every text of every case is read again and cut into grams. Each gram must lead to the case. A
//!    query looks up nothing else, so this proves that every part of every text finds its case.
//! 3. Parts of texts, chosen by chance that is the same each time, are searched. Every case must be
//!    found in whose text a plain scan finds them: this tries the steps that the proof takes for
//!    granted.

use std::hash::{Hash as _, Hasher};

use memchr::memmem::Finder;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};

use super::Planned;
use super::planned::EditionPlan;
use super::search::{Reader, whole_text};
use crate::content::case::Case;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::source;
use crate::foundation::world::World;
use crate::markdown::Highlighter;
use crate::say;
use crate::search::gram;
use crate::search::gram::{Cutter, Kind};
use crate::search::manifest::Manifest;
use crate::search::query::{Query, Word};
use crate::search::shard::{Entry, Reader as Shards};
use crate::search::{fold, sign};

/// How many parts of each case are searched.
const PARTS: usize = 8;

/// How many bytes of text are scanned for them in all, and so how many parts are tried where there
/// are many cases.
const SCANNED: usize = 1 << 34;

/// How many characters a part has at least, and at most.
const LENGTHS: (usize, usize) = (2, 24);

/// How many misses of one case are reported: one usually has a cause that makes many.
const REPORTED: usize = 3;

/// What the self-test did and found.
#[derive(Debug, Default)]
pub struct Proof {
    /// How many cases were read, those of each edition counted by themselves.
    pub cases: usize,
    /// How many grams of their texts were looked up.
    pub grams: usize,
    /// How many parts were searched.
    pub parts: usize,
    /// What cannot be found.
    pub found: Vec<Diagnostic>,
}

impl Planned {
    /// Tries the search of all editions that have one.
    ///
    /// # Errors
    /// Returns the finding about a file of the index that cannot be made.
    pub fn prove_search(&self, world: &dyn World) -> Result<Proof, Box<Diagnostic>> {
        let reader = Reader { world, highlighter: &Highlighter::new() };
        let mut proof = Proof::default();
        for (number, edition) in
            self.editions.iter().enumerate().filter(|(_, edition)| edition.site.has_search())
        {
            let published = Published::read_index(self, number, world)?;
            prove_case_search(edition, &published, reader, &mut proof);
        }
        let mut sink = Sink::default();
        sink.extend(std::mem::take(&mut proof.found));
        proof.found = sink.into_sorted();
        Ok(proof)
    }
}

/// The index of one edition as its files say.
struct Published {
    lists: FxHashMap<u32, Vec<Entry>>,
}

impl Published {
    /// Reads all files of the index of the edition `number`.
    fn read_index(
        planned: &Planned,
        number: usize,
        world: &dyn World,
    ) -> Result<Self, Box<Diagnostic>> {
        let site = &planned.editions[number].site;
        let places: FxHashMap<&str, usize> =
            (0..).zip(planned.jobs()).map(|(place, job)| (job.path.as_str(), place)).collect();
        let bytes = |name: &str| {
            let mut bytes = Vec::new();
            let place = index_path(site, name).and_then(|path| places.get(path.as_str()).copied());
            // A file that is not there is read as an empty one, which is damaged.
            if let Some(place) = place {
                planned.render(place, world, &mut bytes)?;
            }
            Ok::<Vec<u8>, Box<Diagnostic>>(bytes)
        };
        let manifest = Manifest::read(&bytes("index.bin")?)?;
        let layout = manifest.layout;
        // A page reads no file but one that begins with the hash that the manifest names.
        let body = |name: &str, place: usize| {
            let file = bytes(name)?;
            Ok::<Vec<u8>, Box<Diagnostic>>(
                manifest.checked_content(place, &file).unwrap_or_default().to_vec(),
            )
        };
        let mut shards = Shards::new(layout, manifest.rarity.clone());
        let mut lists = FxHashMap::default();
        for file in 0..layout.char_files() {
            lists.extend(
                shards
                    .read_chars(file, &body(&format!("chars/{file:x}.bin"), file)?)
                    .unwrap_or_default(),
            );
        }
        let read: Result<Vec<_>, Box<Diagnostic>> = (0..layout.shards())
            .into_par_iter()
            .map(|shard| {
                let file = body(&format!("shards/{shard:x}.bin"), manifest.shard_place(shard))?;
                Ok(shards.read_shard(shard, &file).unwrap_or_default())
            })
            .collect();
        lists.extend(read?.into_iter().flatten());
        Ok(Self { lists })
    }

    /// Returns what is known of a gram in a case; `None` when its list does not name the case.
    fn gram_notes(&self, case: u32, hash: u32) -> Option<u8> {
        let list = self.lists.get(&hash)?;
        list.binary_search_by_key(&case, |entry| entry.case)
            .ok()
            .and_then(|at| list.get(at))
            .map(|entry| entry.notes)
    }
}

fn index_path(site: &Site, name: &str) -> Option<String> {
    site.edition_path(&routes::search_file_path(name))
        .out_path()
        .ok()
        .map(|path| path.as_str().to_owned())
}

/// The text of a case, read again from its file.
struct CaseText {
    text: String,
    /// Folded, for a plain scan.
    folded: String,
}

fn prove_case_search(
    edition: &EditionPlan,
    published: &Published,
    reader: Reader<'_>,
    proof: &mut Proof,
) {
    let cases = &edition.catalog.cases;
    let texts: Vec<CaseText> = cases
        .par_iter()
        .map(|case| {
            let text = whole_text(edition, case, reader);
            let folded = fold::fold_text(&text).into_iter().collect();
            CaseText { text, folded }
        })
        .collect();
    let lost: Vec<(usize, Vec<String>)> = (0u32..)
        .zip(&texts)
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(case, read)| find_lost(published, case, &read.text))
        .collect();
    proof.cases += cases.len();
    for ((count, parts), case) in lost.into_iter().zip(cases) {
        proof.grams += count;
        proof
            .found
            .extend(parts.iter().take(REPORTED).map(|part| report_miss(case, part, reader.world)));
    }
    let bytes: usize = texts.iter().map(|read| read.folded.len()).sum();
    let most = SCANNED / bytes.max(1);
    let step = (cases.len() * PARTS).div_ceil(most.max(1)).max(1);
    let tries: Vec<(usize, usize)> = (0..cases.len() * PARTS)
        .step_by(step)
        .map(|place| (place % cases.len(), place / cases.len()))
        .collect();
    let tried: Vec<(bool, Vec<Diagnostic>)> = tries
        .into_par_iter()
        .map(|(case, turn)| {
            let part = choose_part(cases[case].card.id.0.as_ref(), turn, &texts[case].text);
            let query = Query::parse(&part);
            let missed = find_missed(published, &query, &texts);
            (
                !query.words.is_empty(),
                missed
                    .into_iter()
                    .map(|case| report_miss(&cases[case], part.trim(), reader.world))
                    .collect(),
            )
        })
        .collect();
    proof.parts += tried.iter().filter(|(tried, _)| *tried).count();
    proof.found.extend(tried.into_iter().flat_map(|(_, missed)| missed.into_iter().take(REPORTED)));
}

/// Looks up every gram of a text. Returns how many there are, and the parts that do not lead to the
/// case.
fn find_lost(published: &Published, case: u32, text: &str) -> (usize, Vec<String>) {
    let mut count = 0;
    let mut lost = Vec::new();
    let mut cutter = Cutter::default();
    fold::each_folded(text, |c, _| {
        if c == fold::GAP {
            return cutter.begin_run();
        }
        cutter.push_char(c, |gram, chars, _| {
            count += 1;
            if published.gram_notes(case, gram).is_none() {
                lost.push(chars.iter().collect());
            }
        });
    });
    sign::each_gram(text, |signs| {
        count += 1;
        if published.gram_notes(case, gram::gram_hash(Kind::Sign, signs)).is_none() {
            lost.push(signs.iter().collect());
        }
    });
    (count, lost)
}

/// Returns a part of a text: another one each turn, and the same on every machine.
fn choose_part(id: &str, turn: usize, text: &str) -> String {
    let mut hasher = FxHasher::default();
    (id, turn).hash(&mut hasher);
    let chance = usize::try_from(hasher.finish() >> 8).unwrap_or_default();
    let length = LENGTHS.0 + chance % (LENGTHS.1 - LENGTHS.0 + 1);
    let chars = text.chars().count();
    text.chars().skip((chance >> 8) % chars.max(1)).take(length).collect()
}

/// Returns the cases whose texts hold all words, as a plain scan finds them, and that the index
/// does not return.
fn find_missed(published: &Published, query: &Query, texts: &[CaseText]) -> Vec<usize> {
    let words: Vec<(&Word, String)> =
        query.words.iter().map(|word| (word, word.folded.iter().collect())).collect();
    let finders: Vec<(&Word, Finder<'_>)> =
        words.iter().map(|(word, folded)| (*word, Finder::new(folded.as_bytes()))).collect();
    let holds = |read: &CaseText| {
        !finders.is_empty()
            && finders.iter().all(|(word, finder)| {
                if word.is_signs {
                    word.stands_in(&[], &sign::read_signs(&read.text))
                } else {
                    finder.find(read.folded.as_bytes()).is_some()
                }
            })
    };
    let finds = |case: u32| query.score(|hash| published.gram_notes(case, hash)).is_some();
    (0u32..)
        .zip(texts)
        .zip(0..)
        .filter(|((case, read), _)| holds(read) && !finds(*case))
        .map(|(_, place)| place)
        .collect()
}

/// Reports a part of a case that does not find it, at its place in the file when it stands there as
/// it was read.
fn report_miss(case: &Case, part: &str, world: &dyn World) -> Diagnostic {
    let shown = part.replace(fold::GAP, " ");
    let finding = Diagnostic::error(
        "search-miss",
        &case.file,
        say!("检索“{shown}”找不到这个案例" | "searching `{shown}` does not find this case"),
    );
    let text = world
        .read(&case.file)
        .ok()
        .and_then(|bytes| source::decode_text(&case.file, &bytes, &mut Sink::default()));
    let at = text.as_deref().and_then(|text| text.find(part));
    let finding = at.map_or(finding.clone(), |at| finding.at_span(Span::new(at, at + part.len())));
    finding.with_hint(say!(
        "这不是内容的错，是程序的错；请把这条提示和这个文件报告给开发者"
            | "the content is right and the program wrong: report this finding and the file \
               to the developers"
    ))
}

#[cfg(test)]
mod tests;
