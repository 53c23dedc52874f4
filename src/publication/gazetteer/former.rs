//! Regions of former days: names and codes that are no more, and what they belong to today.

use csv::ReaderBuilder;
use rustc_hash::FxHashMap;

use super::names::{NameIndex, NamedRegion, plain_name};
use super::{Gazetteer, Level, RegionCode};

/// The table of changes since 2000 (see `data/README.md`).
const TABLE: &[u8] = include_bytes!("../../../data/former-regions.csv");

/// How many regions may share a name that stands before a former one.
const MOST_ALIKE: usize = 100;

/// A name that was abolished or given up, or a code.
#[derive(Clone, Debug)]
pub(super) struct FormerRegion {
    /// The name; empty where the code alone changed.
    pub(super) name: Box<str>,
    /// The region that it lay in, where what it is today does not lie there.
    within: Option<u32>,
    /// The year of the change.
    pub(super) year: u16,
    /// What it belongs to today; at least one.
    pub(super) now: Vec<u32>,
    /// Whether the successor was taken from the source; others were written by hand, and are told
    /// and never put in unasked.
    pub(super) is_verified: bool,
}

/// The former regions whose successors a gazetteer has.
#[derive(Clone, Debug, Default)]
pub(super) struct FormerIndex {
    regions: Vec<FormerRegion>,
    by_code: FxHashMap<Box<str>, u32>,
    names: NameIndex,
}

/// A way to read a text that takes at least one former name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FormerFit {
    /// The last former region on the way.
    pub(super) former: u32,
    /// What is meant today.
    pub(super) now: Vec<u32>,
    /// How it is written.
    pub(super) written: FormerWriting,
    shortened: u32,
}

/// How a former region is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormerWriting {
    /// By its name in full, or by its code.
    InFull,
    /// By a shortened name, with others on the path: 上海闸北.
    Shortened,
    /// By a shortened name and nothing else, which may be the name of anything: 北站.
    ShortenedAlone,
}

impl FormerIndex {
    pub(super) fn build_index(gazetteer: &Gazetteer) -> Self {
        let mut index = Self::default();
        for record in ReaderBuilder::new().from_reader(TABLE).records().flatten() {
            let field = |column: usize| record.get(column).expect("the table has five columns");
            let now: Option<Vec<u32>> =
                field(4).split(' ').map(|code| gazetteer.index_of(code)).collect();
            let (Some(now), Ok(year)) = (now, field(3).parse()) else {
                continue;
            };
            let at = u32::try_from(index.regions.len()).expect("the table is short");
            let (code, name, within) = (field(0), field(1), gazetteer.index_of(field(2)));
            if !code.is_empty() {
                index.by_code.insert(code.into(), at);
            }
            if !name.is_empty() {
                index.names.add_with_shorter(name, at);
            }
            let is_verified = field(5).is_empty();
            let name = name.into();
            index.regions.push(FormerRegion { name, within, year, now, is_verified });
        }
        index
    }

    pub(super) fn former_of(&self, index: u32) -> Option<&FormerRegion> {
        self.regions.get(index as usize)
    }

    pub(super) fn by_code(&self, code: &str) -> Option<FormerFit> {
        let former = *self.by_code.get(code)?;
        let (now, written) = (self.former_of(former)?.now.clone(), FormerWriting::InFull);
        Some(FormerFit { former, now, written, shortened: 0 })
    }

    /// Returns what follows each full name that `text` (folded) begins with.
    pub(super) fn leading_full_names<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let leading = self.names.leading_names(text);
        leading.filter(|(named, _)| named.iter().any(|named| named.full)).map(|(_, rest)| rest)
    }

    /// Returns the readings of all of `text` (folded) that take a former name, each meaning
    /// something else.
    pub(super) fn read_former(&self, gazetteer: &Gazetteer, text: &str) -> Vec<FormerFit> {
        let mut fits = Vec::new();
        self.walk_former(gazetteer, text, &Path::default(), &mut fits);
        let fewest = fits.iter().map(|fit| fit.shortened).min();
        fits.retain(|fit| Some(fit.shortened) == fewest);
        // Of changes of one place the last is told, as for 安西县, which lost its code before its
        // name.
        let year = |fit: &FormerFit| self.former_of(fit.former).map_or(0, |former| former.year);
        fits.sort_by(|a, b| a.now.cmp(&b.now).then(year(b).cmp(&year(a))));
        fits.dedup_by(|later, first| later.now == first.now);
        fits
    }

    fn walk_former(
        &self,
        gazetteer: &Gazetteer,
        text: &str,
        path: &Path,
        fits: &mut Vec<FormerFit>,
    ) {
        for (district, rest) in path.districts_of_towns(gazetteer, text) {
            self.go_on(gazetteer, rest, path.step_below(vec![district], None, true), fits);
        }
        for (named, rest) in gazetteer.names().leading_names(text) {
            // A name that so many share leads nowhere in particular.
            if named.len() > MOST_ALIKE {
                continue;
            }
            for NamedRegion { region, full } in named {
                let now = vec![*region];
                if path.leads_to(gazetteer, &now, None) {
                    self.go_on(gazetteer, rest, path.step_below(now, None, *full), fits);
                }
            }
        }
        for (named, rest) in self.names.leading_names(text) {
            for NamedRegion { region: at, full } in named {
                let Some(former) = self.former_of(*at) else { continue };
                if path.leads_to(gazetteer, &former.now, former.within) {
                    // 思茅市 in 思茅地区 is not the 思茅市 that came of it, if it can be another.
                    let down = *full && path.now != former.now;
                    let mut next = path.step_below(former.now.clone(), Some(*at), down);
                    next.is_former_cut |= !full;
                    self.go_on(gazetteer, rest, next, fits);
                }
            }
        }
    }

    fn go_on(&self, gazetteer: &Gazetteer, rest: &str, path: Path, fits: &mut Vec<FormerFit>) {
        if !rest.is_empty() {
            // Each step goes down a level or takes a former name; names of more than four steps are
            // none.
            if path.steps < 5 {
                self.walk_former(gazetteer, rest, &path, fits);
            }
        } else if let Some(former) = path.former {
            let written = match (path.is_former_cut, path.steps) {
                (false, _) => FormerWriting::InFull,
                (true, 1) => FormerWriting::ShortenedAlone,
                (true, _) => FormerWriting::Shortened,
            };
            fits.push(FormerFit { former, now: path.now, written, shortened: path.shortened });
        }
    }
}

impl Gazetteer {
    /// Returns the former regions, with the year of the change and what they became, that had the
    /// name of a region written alone, and had it still in `year`; none where the region of today
    /// is what became of them.
    #[must_use]
    pub fn former_namesakes(
        &self,
        text: &str,
        code: &RegionCode,
        year: u16,
    ) -> Vec<(u16, Vec<RegionCode>)> {
        let text = text.trim();
        if self.find_region(code.as_str()).is_none_or(|region| *region.name != *text) {
            return Vec::new();
        }
        let codes = |former: &FormerRegion| -> Vec<RegionCode> {
            let regions = former.now.iter().filter_map(|index| self.region_at(*index));
            regions.map(|region| region.code.clone()).collect()
        };
        let fits = self.former().read_former(self, text);
        let formers = fits.iter().filter_map(|fit| self.former().former_of(fit.former));
        formers
            .filter(|former| *former.name == *text && former.year > year)
            .map(|former| (former.year, codes(former)))
            .filter(|(_, became)| !became.contains(code))
            .collect()
    }
}

/// A path of names as far as it is read.
#[derive(Default)]
struct Path {
    now: Vec<u32>,
    former: Option<u32>,
    /// Whether a former name on it is shortened.
    is_former_cut: bool,
    shortened: u32,
    steps: u32,
}

impl Path {
    fn step_below(&self, now: Vec<u32>, former: Option<u32>, full: bool) -> Self {
        Self {
            now,
            former: former.or(self.former),
            is_former_cut: self.is_former_cut,
            shortened: self.shortened + u32::from(!full),
            steps: self.steps + 1,
        }
    }

    /// Returns the districts of a former county that a text names as the towns that they were,
    /// each with what follows: 板桥市 in 台北县.
    fn districts_of_towns<'t>(&self, gazetteer: &Gazetteer, text: &'t str) -> Vec<(u32, &'t str)> {
        let (Some(_), [city]) = (self.former, self.now.as_slice()) else { return Vec::new() };
        let district = |index: u32| {
            let region = gazetteer.region_at(index)?;
            let stem = plain_name(region.name.strip_suffix('区')?);
            let rest = text.strip_prefix(stem.as_str())?.strip_prefix(['市', '镇', '乡'])?;
            (region.level >= Level::TOWNSHIP).then_some((index, rest))
        };
        gazetteer.children_of(*city).filter_map(district).collect()
    }

    /// Tells whether a unit that is `now` today, and lay `within` another, can follow.
    fn leads_to(&self, gazetteer: &Gazetteer, now: &[u32], within: Option<u32>) -> bool {
        let in_or_at =
            |index: &u32, above: &u32| index == above || gazetteer.lies_below(*index, *above);
        let after_former = self.former.is_some() || within.is_some() || now.len() > 1;
        self.steps == 0
            || self.now.iter().any(|above| {
                now.iter().chain(&within).any(|index| {
                    gazetteer.lies_below(*index, *above) || (after_former && in_or_at(index, above))
                })
            })
    }
}
