//! One region: its code, its level and its names.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use unicode_width::UnicodeWidthStr as _;

use super::levels::Level;

/// The code of a region, e.g. `310106`: ASCII letters, digits, `-` and `_`, so that it can stand in
/// an address.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(pub(super) Arc<str>);

impl RegionCode {
    /// Takes a code as it stands. Whether there is such a region, only
    /// [`Gazetteer::find_region`](super::Gazetteer::find_region) knows.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self(code.into())
    }

    /// Returns the code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for RegionCode {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// One unit of the gazetteer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Region {
    /// Its code, the only one of its kind in the gazetteer.
    pub code: RegionCode,
    pub level: Level,
    /// The region right above it; `None` at the top.
    pub parent: Option<RegionCode>,
    /// Its full name, e.g. 静安区.
    pub name: Arc<str>,
    /// Its abbreviation, for instance for a tile, e.g. 沪; `None` when the file gives none.
    pub short: Option<Arc<str>>,
    /// Other names that it goes by, e.g. 香港特区 or Hong Kong.
    pub aliases: Box<[Arc<str>]>,
    /// Its place in the file.
    pub listed: u32,
    /// Whether its names are those of the built-in table, and so in Simplified Chinese whatever the
    /// language of the publication.
    pub built_in: bool,
}

impl Region {
    /// How wide an abbreviation on a tile may be: two wide characters, or four narrow ones.
    pub const WIDEST_SHORT: usize = 4;

    /// Returns its abbreviation, where a tile has room for it.
    #[must_use]
    pub fn tile_short(&self) -> Option<&str> {
        self.short.as_deref().filter(|short| short.width() <= Self::WIDEST_SHORT)
    }
}
