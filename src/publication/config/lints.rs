//! Which hints an editor wants.

use crate::input::fields::Reader;
use crate::input::yaml::Node;

/// What `casebook check` points out besides mistakes; all of it by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lints {
    /// A figure in the text of a case that is none of its metrics.
    pub loose_figure: bool,
    /// A metric that the text of its case never mentions.
    pub unused_metric: bool,
}

impl Default for Lints {
    fn default() -> Self {
        Self { loose_figure: true, unused_metric: true }
    }
}

impl Lints {
    /// Reads the key `lints` of `site.yaml`.
    pub(super) fn read(node: Node, reader: &mut Reader<'_>) -> Self {
        let mut lints = Self::default();
        let Some(mut fields) = reader.map("lints", node) else { return lints };
        for (key, switch) in
            [("loose-figure", &mut lints.loose_figure), ("unused-metric", &mut lints.unused_metric)]
        {
            if let Some(value) = fields.take(key).and_then(|node| reader.bool(key, &node)) {
                *switch = value;
            }
        }
        reader.no_more(fields, &["loose-figure", "unused-metric"]);
        lints
    }
}
