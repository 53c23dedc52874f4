//! What a site holds beyond its pages.

use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Node, Value};
use crate::say;

/// What to make beyond the pages; by default all of it but second names of static files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in site.yaml")]
pub struct Outputs {
    /// A feed of the whole site.
    pub site_feed: bool,
    pub region_feeds: bool,
    pub model_feeds: bool,
    /// The search page and its index.
    pub search: bool,
    /// Downloads of cases, figures, sources and regions.
    pub data: bool,
    /// Pages for values and pairs of facets.
    pub facet_pairs: bool,
    /// Charts on the pages of indicators, regions and models.
    pub charts: bool,
    /// Names with a hash for the static files that pages name.
    pub hashed_assets: bool,
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
            hashed_assets: false,
        }
    }
}

pub(super) const KEYS: [KnownKey; 6] = [
    KnownKey::optional("feeds"),
    KnownKey::optional("search"),
    KnownKey::optional("data"),
    KnownKey::optional("facet_pairs"),
    KnownKey::optional("charts"),
    KnownKey::optional("hashed_assets"),
];

impl Outputs {
    /// Reads the key `outputs` of `site.yaml`.
    pub(super) fn read_outputs(node: Node, reader: &mut Reader<'_>) -> Self {
        let mut outputs = Self::default();
        let Some([feeds, search, data, facet_pairs, charts, hashed_assets]) =
            reader.read_keys("outputs", node, &KEYS)
        else {
            return outputs;
        };
        if let Some(node) = feeds {
            (outputs.site_feed, outputs.region_feeds, outputs.model_feeds) =
                read_feeds(node, reader);
        }
        reader.read_switch("search", search, &mut outputs.search);
        reader.read_switch("data", data, &mut outputs.data);
        reader.read_switch("facet_pairs", facet_pairs, &mut outputs.facet_pairs);
        reader.read_switch("charts", charts, &mut outputs.charts);
        reader.read_switch("hashed_assets", hashed_assets, &mut outputs.hashed_assets);
        outputs
    }
}

fn read_feeds(node: Node, reader: &mut Reader<'_>) -> (bool, bool, bool) {
    if let Value::Bool(all) = node.value {
        return (all, all, all);
    }
    let mut chosen = (false, false, false);
    for (name, span) in reader.read_texts("feeds", Some(node)) {
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
