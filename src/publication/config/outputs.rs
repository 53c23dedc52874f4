//! What a site holds beyond its pages.

use crate::input::fields::Reader;
use crate::input::yaml::{Node, Value};
use crate::say;

/// What to make beyond the pages; all of it by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in site.yaml")]
pub struct Outputs {
    /// A feed of the whole site.
    pub site_feed: bool,
    /// A feed of each region.
    pub region_feeds: bool,
    /// A feed of each model.
    pub model_feeds: bool,
    /// The search page and its index.
    pub search: bool,
    /// Downloads of cases, figures, sources and regions.
    pub data: bool,
    /// Pages for values and pairs of facets.
    pub facet_pairs: bool,
    /// Charts on the pages of indicators, regions and models.
    pub charts: bool,
}

impl Default for Outputs {
    fn default() -> Self {
        Self {
            site_feed: true,
            region_feeds: true,
            model_feeds: true,
            search: true,
            data: true,
            facet_pairs: true,
            charts: true,
        }
    }
}

impl Outputs {
    /// Reads the key `outputs` of `site.yaml`.
    pub(super) fn read(node: Node, reader: &mut Reader<'_>) -> Self {
        let mut outputs = Self::default();
        let Some(mut fields) = reader.map("outputs", node) else { return outputs };
        if let Some(node) = fields.take("feeds") {
            (outputs.site_feed, outputs.region_feeds, outputs.model_feeds) = feeds(node, reader);
        }
        for (key, switch) in [
            ("search", &mut outputs.search),
            ("data", &mut outputs.data),
            ("facet_pairs", &mut outputs.facet_pairs),
            ("charts", &mut outputs.charts),
        ] {
            if let Some(value) = fields.take(key).and_then(|node| reader.bool(key, &node)) {
                *switch = value;
            }
        }
        reader.no_more(fields, &["feeds", "search", "data", "facet_pairs", "charts"]);
        outputs
    }
}

fn feeds(node: Node, reader: &mut Reader<'_>) -> (bool, bool, bool) {
    if let Value::Bool(all) = node.value {
        return (all, all, all);
    }
    let mut chosen = (false, false, false);
    for (name, span) in reader.texts("feeds", Some(node)) {
        match name.as_str() {
            "site" => chosen.0 = true,
            "regions" => chosen.1 = true,
            "models" => chosen.2 = true,
            _ => reader.error(
                "bad-choice",
                span,
                say!("没有叫“{name}”的订阅源" | "there is no feed `{name}`"),
                say!("可以写 site、regions、models" | "choose among site, regions, models"),
            ),
        }
    }
    chosen
}
