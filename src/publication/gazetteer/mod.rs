//! The gazetteer: every region that a case can name, and the names it can be called by.
//!
//! China's is built in. A publication about another country brings its own file of the same form.

mod explain;
mod former;
mod levels;
mod mentioned;
mod names;
mod nearest;
mod order;
mod parse;
mod place;
mod readers;
mod reading;
mod region;
mod resolve;
mod script;
mod signs;
mod table;
mod unread;
mod zones;

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use self::former::FormerIndex;
use self::names::NameIndex;
use self::unread::Unread;
use crate::foundation::diagnostic::Sink;
use crate::foundation::hash::Hash;
use crate::foundation::path::SourcePath;

pub use explain::{FormerName, Unresolved};
pub use former::FormerWriting;
pub use levels::{Level, Levels};
pub use order::RegionOrder;
pub use region::{Region, RegionCode};
pub use script::{built_in_converter, is_named_alike};

/// All regions, by code and by name.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    /// Sorted by code, so that indices order as codes do.
    regions: Vec<Region>,
    by_code: FxHashMap<RegionCode, u32>,
    /// The parent of each region.
    parents: Vec<Option<u32>>,
    roots: Vec<u32>,
    /// The regions without a parent, or what lies in the only one; and how many stand above them.
    top: Vec<u32>,
    depth_of_top: usize,
    levels: Levels,
    /// The place of each region in the order that readers see; none for the order of codes.
    rank: Option<Arc<[u32]>>,
    /// What readers call regions in other languages.
    reader_names: Vec<(u32, Box<str>)>,
    /// What could not be read of the files.
    unread: Unread,
    /// Built on the first name looked up: a publication that names regions by code never pays for
    /// it.
    names: OnceLock<NameIndex>,
    /// Built on the first name that no region has.
    former: OnceLock<FormerIndex>,
    hash: Hash,
}

impl Gazetteer {
    /// Returns China's administrative divisions as of 2023-06-30 (see `data/README.md`).
    #[must_use]
    pub fn of_china() -> Self {
        Self::china_with(&Levels::default())
    }

    fn china_with(levels: &Levels) -> Self {
        let file = SourcePath::new("builtin:data/regions.csv");
        // A test sees to it that nothing is found here.
        let table = include_bytes!("../../../data/regions.csv");
        let mut china = parse::parse_gazetteer(None, levels, &file, table, &mut Sink::default());
        china.regions.iter_mut().for_each(|region| region.built_in = true);
        china
    }

    #[cfg(any(test, feature = "internals"))]
    /// Reads a gazetteer file: CSV with the columns `code`, `level`, `parent`, `name` and, if
    /// wanted, `short` and `aliases` (several parted by `|`), in any order; other columns are left
    /// alone. `parent` is empty at the top.
    ///
    /// What is wrong goes into `sink`. A row that cannot be used is left out; a region whose parent
    /// cannot be used stands at the top.
    #[must_use]
    pub fn parse_file(file: &SourcePath, bytes: &[u8], sink: &mut Sink) -> Self {
        parse::parse_gazetteer(None, &Levels::default(), file, bytes, sink)
    }

    /// Reads a file of regions that are added to these. A row whose code is taken stands for the
    /// region that had it.
    #[must_use]
    pub fn extend_with(&self, file: &SourcePath, bytes: &[u8], sink: &mut Sink) -> Self {
        parse::parse_gazetteer(Some(self), &self.levels, file, bytes, sink)
    }

    /// Reads the gazetteer of a publication: its own `file` or China's, with what another `adds`,
    /// on `levels`. What `read` fails at is reported and left out.
    #[must_use]
    pub fn of_files(
        file: Option<&SourcePath>,
        adds: Option<&SourcePath>,
        levels: &Levels,
        mut read: impl FnMut(&SourcePath, &mut Sink) -> Option<Vec<u8>>,
        sink: &mut Sink,
    ) -> Self {
        let own = |file| {
            let bytes = read(file, sink)?;
            Some(parse::parse_gazetteer(None, levels, file, &bytes, sink))
        };
        let table = file.map_or_else(|| Some(Self::china_with(levels)), own);
        let mut table = table.unwrap_or_else(|| Self::china_with(levels).with_files_unread());
        if let Some(adds) = adds {
            table = match read(adds, sink) {
                Some(bytes) => table.extend_with(adds, &bytes, sink),
                None => table.with_files_unread(),
            };
        }
        table
    }

    /// Returns the hash of the file it was read from.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Returns how many regions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.regions.len()
    }

    /// Tells whether there is no region.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty()
    }

    /// Returns the place of a region in the order that readers see, from 0.
    #[must_use]
    pub fn position(&self, code: &str) -> Option<usize> {
        self.index_of(code).map(|index| self.rank(index) as usize)
    }

    /// Returns the word for a level in the file, e.g. `county`.
    #[must_use]
    pub fn level_word(&self, level: Level) -> &str {
        self.levels.word(level)
    }

    /// Returns the region with exactly this code.
    #[must_use]
    pub fn find_region(&self, code: &str) -> Option<&Region> {
        self.index_of(code).and_then(|index| self.region_at(index))
    }

    #[cfg(any(test, feature = "internals"))]
    /// Returns the regions without a parent, in the order that readers see.
    pub fn roots(&self) -> impl Iterator<Item = &Region> {
        self.roots.iter().filter_map(|index| self.region_at(*index))
    }

    /// Returns the regions that tell cases apart at a glance, in the order that readers see: those
    /// without a parent, or what lies in the only one.
    #[must_use]
    pub fn glance_regions(&self) -> Vec<&Region> {
        self.top.iter().filter_map(|index| self.region_at(*index)).collect()
    }

    /// Returns the regions above a region, from the top, without itself; none for an unknown code.
    #[must_use]
    pub fn ancestors(&self, code: &str) -> Vec<&Region> {
        let mut path = self.path_to(code);
        path.pop();
        path
    }

    /// Returns the regions from the top down to a region, itself the last; none for an unknown
    /// code.
    #[must_use]
    pub fn path_to(&self, code: &str) -> Vec<&Region> {
        let mut path: Vec<&Region> =
            std::iter::successors(self.index_of(code), |index| self.parent_of(*index))
                .filter_map(|index| self.region_at(index))
                .collect();
        path.reverse();
        path
    }

    /// Returns the region of [`Gazetteer::top`] that a region lies in, or itself where it lies
    /// above them; `None` for an unknown code.
    #[must_use]
    pub fn top_of(&self, code: &str) -> Option<&Region> {
        let up = || std::iter::successors(self.index_of(code), |index| self.parent_of(*index));
        let above_top = up().count().saturating_sub(self.depth_of_top + 1);
        up().nth(above_top).and_then(|index| self.region_at(index))
    }

    /// Returns the names from the top down to a region: 上海市静安区, or `Iceland / Akureyri` where
    /// names are not Chinese. [`Gazetteer::resolve_name`] reads it back. Empty for an unknown code.
    #[must_use]
    pub fn full_name(&self, code: &str) -> String {
        let path = self.path_to(code);
        let names: Vec<&str> = path.iter().map(|region| &*region.name).collect();
        names.join(if names.iter().any(|name| name.is_ascii()) { " / " } else { "" })
    }

    /// Returns all regions, by code.
    #[cfg(feature = "internals")]
    pub fn regions(&self) -> impl Iterator<Item = &Region> {
        self.regions.iter()
    }

    /// Finds the region that an author names:
    /// - by code: `310106`, also in full-width digits;
    /// - by a path of names: 上海市静安区, 上海静安, 山东省/烟台市/芝罘区, 烟台 · 芝罘; levels may
    ///   be skipped (山东芝罘区), and so may 省, 市, 区, 县 and the long endings of autonomous
    ///   regions, prefectures and counties;
    /// - by a name alone, when only one region has it.
    ///
    /// Among several, full names go before shortened ones (where a town is called 东海, 东海 is no
    /// 东海县), a region before one that lies in it (长沙 is 长沙市, not the 长沙县 in it), and a
    /// province before anything smaller (河北 is no 河北区).
    ///
    /// # Errors
    /// Says which regions it could be, or which names are near when it is none.
    pub fn resolve_name(&self, text: &str) -> Result<&Region, Unresolved> {
        resolve::resolve_region(self, text)
    }

    /// Returns the regions without others in them that a title names in full (静安区, 上海市静安区,
    /// not 静安), in its order, or the one before its colon in any way; none when a name could mean
    /// several, or has others in it.
    #[must_use]
    pub fn find_mentioned(&self, title: &str) -> Vec<&Region> {
        mentioned::find_mentioned(self, title)
    }

    fn index_of(&self, code: &str) -> Option<u32> {
        self.by_code.get(code).copied()
    }

    fn region_at(&self, index: u32) -> Option<&Region> {
        self.regions.get(index as usize)
    }

    fn parent_of(&self, index: u32) -> Option<u32> {
        self.parents.get(index as usize).copied().flatten()
    }

    fn lies_below(&self, index: u32, above: u32) -> bool {
        self.above(index).any(|up| up == above)
    }

    /// Returns the regions above a region, from the one right above it; no more than there are
    /// levels.
    fn above(&self, index: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(self.parent_of(index), |up| self.parent_of(*up))
    }

    fn children_of(&self, above: u32) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.parents).filter(move |(_, up)| **up == Some(above)).map(|(index, _)| index)
    }

    /// Tells whether nothing smaller can be named in a region: 静安区, but also 东莞市, and
    /// 嘉峪关市 with a county of its own name.
    fn is_smallest(&self, index: u32) -> bool {
        let name = |index| self.region_at(index).map(|region| &region.name);
        self.children_of(index).all(|below| name(below) == name(index))
    }

    /// Tells whether nothing smaller can be named in a region.
    #[must_use]
    pub fn has_none_below(&self, code: &RegionCode) -> bool {
        self.index_of(code.as_str()).is_some_and(|index| self.is_smallest(index))
    }

    fn former(&self) -> &FormerIndex {
        self.former.get_or_init(|| FormerIndex::build_index(self))
    }

    fn names(&self) -> &NameIndex {
        self.names.get_or_init(|| NameIndex::build_index(&self.regions, &self.reader_names))
    }
}

#[cfg(test)]
mod tests;
