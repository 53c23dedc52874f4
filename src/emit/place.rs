//! What pages show of a region or of a subject term, worked out once.

use tera::Value;

use super::object::{list, object, optional};
use super::shape;
use super::stage::Site;
use crate::case::TopicRef;
use crate::gazetteer::RegionCode;

/// What pages show of a region, the same on all of them.
pub(super) struct Place {
    /// The region for templates.
    pub(super) value: Value,
    /// The regions from the top down to it, for templates.
    pub(super) trail: Value,
    /// Their names in one text.
    pub(super) text: String,
}

impl Place {
    /// Works it out; an unknown code has no value, an empty trail and no name.
    pub(super) fn new(site: &Site, code: &RegionCode) -> Self {
        let path = site.gazetteer.path(code.as_str());
        let mut names: Vec<&str> = path.iter().map(|region| shape::region_name(site, region)).collect();
        let text = if site.language().is_chinese() {
            names.concat()
        } else {
            names.reverse();
            names.join(", ")
        };
        let value = optional(path.last(), |region| {
            object! {
                "code" => region.code.as_str(),
                "name" => shape::region_name(site, region),
                "href" => site.href(&shape::region_path(&region.code)),
                "level" => region.level.name(),
            }
        });
        let above = path.iter().rev().skip(1).rev();
        let trail = above.filter_map(|region| site.place(&region.code)).map(|place| place.value.clone());
        Self { trail: list(trail.chain([value.clone()])), value, text }
    }
}

/// What pages show of a subject term.
pub(super) struct Topic {
    /// The term as the case wrote it that it was worked out for.
    written: TopicRef,
    /// Whether `site.yaml` names it, so that it is called the same however a case writes it.
    is_listed: bool,
    /// The term for templates.
    pub(super) value: Value,
}

impl Topic {
    /// Works it out.
    pub(super) fn new(site: &Site, topic: &TopicRef) -> Self {
        let listed = shape::listed_topic(site, topic);
        let name = listed.map_or(&*topic.name, |own| site.say(&own.name));
        let value = object! { "name" => name, "href" => site.href(&shape::topic_path(topic)) };
        Self { written: topic.clone(), is_listed: listed.is_some(), value }
    }

    /// Tells whether `topic` looks the same.
    pub(super) fn is_of(&self, topic: &TopicRef) -> bool {
        self.is_listed || self.written.name == topic.name
    }
}
