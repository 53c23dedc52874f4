//! The levels of regions: those of China, or what a publication about another country calls its
//! own.

use std::sync::Arc;

use serde::Serialize;

/// The level of a region: its place among the [`Levels`] of the gazetteer, from the largest. A
/// gazetteer need not have regions of each, and a region's parent may be more than one level above
/// it (北京市 has counties right below).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Level(u8);

impl Level {
    /// A country, unless the publication has levels of its own; so are those below.
    #[cfg(any(test, feature = "internals"))]
    pub const COUNTRY: Self = Self(0);
    /// A province, municipality or state: 山东省, 上海市.
    pub const PROVINCE: Self = Self(1);
    /// A prefecture: 烟台市, 延边朝鲜族自治州.
    #[cfg(any(test, feature = "internals"))]
    pub const PREFECTURE: Self = Self(2);
    /// A county or district: 静安区.
    #[cfg(any(test, feature = "internals"))]
    pub const COUNTY: Self = Self(3);
    /// What lies in a county: streets and towns, the districts of 台北市.
    pub const TOWNSHIP: Self = Self(4);

    /// Returns its place among the levels, from 0.
    #[must_use]
    pub fn place(self) -> usize {
        usize::from(self.0)
    }
}

/// The levels that a gazetteer has names for.
const STANDARD: [&str; 5] = ["country", "province", "prefecture", "county", "township"];

/// The levels of a gazetteer, by the words that its file has for them, from the largest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Levels {
    /// Empty for those of China.
    given: Arc<[Box<str>]>,
}

impl Levels {
    /// No gazetteer has more levels: a name is looked up level by level.
    pub const MOST: usize = 8;

    /// Takes words that differ, at most [`Levels::MOST`] of them; without any, the levels are those
    /// of China.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = Box<str>>) -> Self {
        Self { given: words.into_iter().collect() }
    }

    /// Tells whether the levels are those that themes have names for.
    #[must_use]
    pub fn are_standard(&self) -> bool {
        self.given.is_empty()
    }

    /// Tells whether China's table can be read with them.
    #[must_use]
    pub fn fit_china(&self) -> bool {
        let [_, used @ ..] = STANDARD;
        self.are_standard() || used.into_iter().all(|word| self.find(word).is_some())
    }

    /// Returns the words, from the largest level down.
    pub fn words(&self) -> impl Iterator<Item = &str> + Clone {
        let standard: &[&str] = if self.are_standard() { &STANDARD } else { &[] };
        standard.iter().copied().chain(self.given.iter().map(|word| &**word))
    }

    /// Returns the level that a word stands for.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<Level> {
        let place = self.words().position(|known| known == word)?;
        u8::try_from(place).ok().map(Level)
    }

    /// Returns the word for a level; nothing where the gazetteer has no such level.
    #[must_use]
    pub fn word(&self, level: Level) -> &str {
        self.words().nth(level.place()).unwrap_or_default()
    }
}
