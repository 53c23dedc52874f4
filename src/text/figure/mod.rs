//! Figures as authors print them: 3000余万元, 近1.9万家, 23.6%.
//!
//! A figure is read into an exact value, how exact it claims to be, and a unit. What cannot be
//! read without a guess is not read at all: a wrong number in a table is worse than a finding.

mod amount;
mod decimal;
mod find;
mod find_shares;
mod format;
mod in_words;
mod numeral;
mod read;
mod words;

use serde::Serialize;

pub use decimal::Decimal;
pub use find::find_figures;
pub use find_shares::{find_shares, is_same_share};
pub use format::{FigureFormat, write_in_signs};
pub use in_words::read_words;
pub use read::read_figure;

/// How a figure stands to the true number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// Just so: 94家, 达94家.
    #[default]
    Exact,
    /// So much or more: 余, 多, 超, 逾, 以上, 不少于.
    AtLeast,
    /// So much or less: 近, 不足, 不到, 以内, 不超过.
    AtMost,
    /// Around it: 约, 左右, 上下.
    About,
}

impl Qualifier {
    /// All qualifiers, in order.
    pub const ALL: [Self; 4] = [Self::Exact, Self::AtLeast, Self::AtMost, Self::About];

    /// Returns the name used in front matter and in data files, e.g. `at_least`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::About => "about",
        }
    }

    /// Reads back what [`Qualifier::name`] returns; `None` for anything else.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|qualifier| qualifier.name() == name)
    }
}

/// What a printed figure says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Reading {
    /// The number in whole units: 30000000 for 3000余万元.
    pub value: Decimal,
    /// How exact it claims to be.
    pub qualifier: Qualifier,
    /// What is counted, without multipliers: 元 for 3000余万元, empty when nothing is named.
    pub unit: String,
}
