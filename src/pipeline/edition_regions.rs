//! The regions as readers of one edition see them: in its script and its order.

use std::sync::Arc;

use super::converters::{Converters, Seeded};
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::publication::config::Config;
use crate::publication::gazetteer::{Gazetteer, Region, RegionOrder};
use crate::text::collation::Collation;

/// What brings the names of regions into the script of an edition; `None` leaves them.
pub(super) struct NameConverters {
    pub(super) built_in: Option<Seeded>,
    pub(super) own: Option<Seeded>,
}

/// Returns what brings built-in names into the script of the edition in `tag`; `None` where they
/// are in it or there is no way. An edition in no Chinese has the names as the first texts do.
pub(super) fn built_in_names(
    config: &Config,
    tag: &LanguageTag,
    converters: &mut Converters,
) -> Option<Seeded> {
    let tag = if tag.is_chinese() { tag } else { &config.language };
    let terms = config.terms.get(tag.as_str()).map_or(&[][..], Vec::as_slice);
    converters.load_for_names(tag, terms)
}

impl NameConverters {
    pub(super) fn convert_names(&self, gazetteer: &Arc<Gazetteer>) -> Arc<Gazetteer> {
        let seeds = [&self.built_in, &self.own].map(|seeded| seeded.as_ref().map(|(_, seed)| seed));
        if seeds == [None, None] {
            return Arc::clone(gazetteer);
        }
        let converter_of = |region: &Region| {
            let seeded = if region.built_in { &self.built_in } else { &self.own };
            seeded.as_ref().map(|(converter, _)| &**converter)
        };
        Arc::new(gazetteer.convert_names(Hash::of_value(&seeds), converter_of))
    }
}

/// Returns the regions in the order that readers of an edition see.
pub(super) fn in_order(
    gazetteer: Arc<Gazetteer>,
    config: &Config,
    language: &LanguageTag,
    order: &Collation,
) -> Arc<Gazetteer> {
    let seed = Hash::of_value(&(config.gazetteer.order, language, config.sort));
    match config.gazetteer.order {
        RegionOrder::Code => gazetteer,
        RegionOrder::Listed => Arc::new(gazetteer.ordered(seed, |a, b| a.listed.cmp(&b.listed))),
        RegionOrder::Name => {
            let names = &config.region_names;
            let seed = Hash::of_value(&(seed, names));
            let name = |region: &Region| {
                let given = names.get(region.code.as_str());
                given.and_then(|names| names.given_for(language)).unwrap_or(&region.name).to_owned()
            };
            Arc::new(gazetteer.ordered(seed, |a, b| order.compare_names(&name(a), &name(b))))
        }
    }
}
