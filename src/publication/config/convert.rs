//! What a publication says about itself, in another script.

use std::sync::Arc;

use super::{
    Collection, Config, Field, Indicator, Licence, RegionLevel, RegionSettings, Topic, Unit,
    Vocabulary,
};
use crate::foundation::language::{LanguageTag, Localised};
use crate::text::script::Converter;

impl Config {
    /// Returns the configuration with every text also given in `tag`, converted from `from`, unless
    /// it is given already.
    #[must_use]
    pub fn convert_texts(&self, to: &Converter, from: &LanguageTag, tag: &LanguageTag) -> Self {
        let convert = |text: &Localised| text.or_converted(tag, |text| to.convert_text(text), from);
        let Vocabulary { topics, indicators, units, fields, unread, .. } = &*self.vocabulary;
        let topic = |original: &Topic| Topic {
            id: original.id.clone(),
            name: convert(&original.name),
            definition: convert(&original.definition),
        };
        let indicator = |original: &Indicator| Indicator {
            label: convert(&original.label),
            definition: convert(&original.definition),
            ..original.clone()
        };
        let unit = |original: &Unit| {
            let name = original.name.given_for(tag).map_or_else(
                || to.convert_text(original.name.given_for(from).unwrap_or(&original.id)),
                str::to_owned,
            );
            Unit { name: original.name.with_form(tag, name), ..original.clone() }
        };
        let field = |original: &Field| convert_field(original, &convert);
        let collection = |original: &Collection| convert_collection(original, &convert);
        let level = |original: &RegionLevel| RegionLevel {
            id: original.id.clone(),
            name: convert(&original.name),
        };
        // What is called by a name in other languages alone is called here by its own.
        let menu_label = |label: &Localised| match label.for_readers_of(from) {
            Some(_) => convert(label),
            None => label.clone(),
        };
        let vocabulary = Vocabulary {
            topics: topics.as_ref().map(|topics| topics.iter().map(topic).collect()),
            indicators: indicators.iter().map(indicator).collect(),
            units: units.iter().map(unit).collect(),
            fields: fields.iter().map(field).collect(),
            unread: *unread,
            ..Vocabulary::default()
        };
        Self {
            title: convert(&self.title),
            subtitle: convert(&self.subtitle),
            description: convert(&self.description),
            publisher: convert(&self.publisher),
            licence: self
                .licence
                .as_ref()
                .map(|licence| Licence { name: convert(&licence.name), url: licence.url.clone() }),
            menu: self.menu.iter().map(|entry| entry.convert_labels(&menu_label)).collect(),
            vocabulary: Arc::new(vocabulary),
            collections: self.collections.iter().map(collection).collect(),
            gazetteer: RegionSettings {
                levels: self.gazetteer.levels.iter().map(level).collect(),
                ..self.gazetteer.clone()
            },
            ..self.clone()
        }
    }
}

fn convert_field(original: &Field, convert: &impl Fn(&Localised) -> Localised) -> Field {
    Field { label: convert(&original.label), ..original.clone() }
}

fn convert_collection(
    original: &Collection,
    convert: &impl Fn(&Localised) -> Localised,
) -> Collection {
    Collection {
        label: convert(&original.label),
        fields: original.fields.iter().map(|field| convert_field(field, convert)).collect(),
        ..original.clone()
    }
}
