//! A site's own words: topics, indicators, units and extra fields of front matter.

use super::field::Field;
use super::indicator::{Indicator, read_indicator};
use super::lookup::Lookup;
use super::read_field::{Home, read_fields};
use super::topic::{Topic, read_topic};
use super::unit::{Unit, read_units};
use super::values::keep_unique;
use crate::foundation::language::LanguageTag;
use crate::input::fields::Reader;
use crate::input::yaml::Node;

/// A site's own words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Vocabulary {
    /// The closed list of subject terms; `None` when any term goes.
    pub topics: Option<Vec<Topic>>,
    /// The shared measures, in the order given.
    pub indicators: Vec<Indicator>,
    /// The units; empty when any goes.
    pub units: Vec<Unit>,
    /// The extra fields.
    pub fields: Vec<Field>,
    /// Whether `site.yaml` could not be read: then nothing is known of these words, and none is
    /// reported as unknown.
    pub unread: bool,
    pub(super) lookups: Lookups,
}

/// Where the words of each list stand by what they are called.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub(super) struct Lookups {
    topics: Lookup,
    indicators: Lookup,
    units: Lookup,
}

impl Vocabulary {
    /// Finds a listed subject term by its id or any of its names.
    #[must_use]
    pub fn find_topic(&self, name: &str) -> Option<&Topic> {
        let names = |topic: &Topic| {
            let names = topic.name.all_forms().map(str::to_owned);
            std::iter::once(topic.id.0.to_string()).chain(names).collect()
        };
        self.lookups.topics.find(self.topics.as_ref()?, names, name)
    }

    /// Finds an indicator by its id.
    #[must_use]
    pub fn find_indicator(&self, id: &str) -> Option<&Indicator> {
        let names = |indicator: &Indicator| vec![indicator.id.0.to_string()];
        self.lookups.indicators.find(&self.indicators, names, id)
    }

    /// Finds a unit by its id.
    #[must_use]
    pub fn find_unit(&self, id: &str) -> Option<&Unit> {
        self.lookups.units.find(&self.units, |unit| vec![unit.id.clone()], id)
    }

    /// Returns what readers of `language` call a unit: the name given for it, which may be blank,
    /// else its id.
    #[must_use]
    pub fn unit_name<'a>(&'a self, id: &'a str, language: &LanguageTag) -> &'a str {
        self.find_unit(id).and_then(|unit| unit.name.given_for(language)).unwrap_or(id)
    }

    /// Reads the keys of `site.yaml` that make it up. Fields may lead to the `collections`.
    pub(super) fn read(
        [topics, indicators, units, fields]: [Option<Node>; 4],
        language: &LanguageTag,
        collections: &[String],
        reader: &mut Reader<'_>,
    ) -> Self {
        let topics = topics.map(|node| {
            let list = reader.read_list("topics", node);
            let topics = list
                .into_iter()
                .filter_map(|node| read_topic(node, language, reader))
                .collect::<Vec<_>>();
            keep_unique(topics, |topic| &topic.id.0, reader)
        });
        let units = units.map(|node| read_units(node, reader)).unwrap_or_default();
        let indicators = indicators.map(|node| {
            let list = reader.read_list("indicators", node);
            let indicators = list
                .into_iter()
                .filter_map(|node| read_indicator(node, &units, reader))
                .collect::<Vec<_>>();
            keep_unique(indicators, |indicator| &indicator.id.0, reader)
        });
        let home = Home { targets: collections, is_of_cases: true };
        let fields = fields.map(|node| read_fields(node, home, reader));
        Self {
            topics,
            indicators: indicators.unwrap_or_default(),
            units,
            fields: fields.unwrap_or_default(),
            unread: false,
            lookups: Lookups::default(),
        }
    }
}
