//! Which hints an editor wants.

use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::Node;

/// What `casebook check` points out besides mistakes; all of it by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lints {
    /// A figure in the text of a case that is none of its metrics.
    pub loose_figure: bool,
    /// A metric that the text of its case never mentions.
    pub unused_metric: bool,
    /// Names, units and regions that an edition shows in the language of another.
    pub untranslated: bool,
}

impl Default for Lints {
    fn default() -> Self {
        Self { loose_figure: true, unused_metric: true, untranslated: true }
    }
}

pub(super) const KEYS: [KnownKey; 3] = [
    KnownKey::optional("loose-figure"),
    KnownKey::optional("unused-metric"),
    KnownKey::optional("untranslated"),
];

impl Lints {
    /// Reads the key `lints` of `site.yaml`.
    pub(super) fn read_lints(node: Node, reader: &mut Reader<'_>) -> Self {
        let mut lints = Self::default();
        let Some([loose_figure, unused_metric, untranslated]) =
            reader.read_keys("lints", node, &KEYS)
        else {
            return lints;
        };
        reader.read_switch("loose-figure", loose_figure, &mut lints.loose_figure);
        reader.read_switch("unused-metric", unused_metric, &mut lints.unused_metric);
        reader.read_switch("untranslated", untranslated, &mut lints.untranslated);
        lints
    }
}
