//! What pages show of a region or of a subject term, worked out once.

use tera::Value;

use crate::content::case::TopicRef;
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{list, object, optional};
use crate::publication::gazetteer::RegionCode;

/// What pages show of a region, the same on all of them.
pub(crate) struct Place {
    /// The region for templates.
    pub(crate) value: Value,
    /// The regions from the top down to it, for templates.
    pub(crate) trail: Value,
    /// Their names in one text.
    pub(crate) text: String,
}

impl Place {
    /// Works it out; an unknown code has no value, an empty trail and no name.
    pub(crate) fn new(site: &Site, code: &RegionCode) -> Self {
        let path = site.gazetteer.path(code.as_str());
        let mut names: Vec<&str> =
            path.iter().map(|region| labels::region_name(site, region)).collect();
        let text = if site.language().is_chinese() {
            names.concat()
        } else {
            names.reverse();
            names.join(", ")
        };
        let value = optional(path.last(), |region| {
            object! {
                "code" => region.code.as_str(),
                "name" => labels::region_name(site, region),
                "href" => site.href(&routes::region_path(&region.code)),
                "level" => region.level.name(),
            }
        });
        let above = path.iter().rev().skip(1).rev();
        let trail =
            above.filter_map(|region| site.place(&region.code)).map(|place| place.value.clone());
        Self { trail: list(trail.chain([value.clone()])), value, text }
    }
}

/// What pages show of a subject term.
pub(crate) struct Topic {
    /// The term as the case wrote it that it was worked out for.
    written: TopicRef,
    /// Whether `site.yaml` names it, so that it is called the same however a case writes it.
    is_listed: bool,
    /// The term for templates.
    pub(crate) value: Value,
}

impl Topic {
    /// Works it out.
    pub(crate) fn new(site: &Site, topic: &TopicRef) -> Self {
        let listed = labels::listed_topic(site, topic);
        let name = listed.map_or(&*topic.name, |own| site.say(&own.name));
        let value = object! { "name" => name, "href" => site.href(&routes::topic_path(topic)) };
        Self { written: topic.clone(), is_listed: listed.is_some(), value }
    }

    /// Tells whether `topic` looks the same.
    pub(crate) fn is_of(&self, topic: &TopicRef) -> bool {
        self.is_listed || self.written.name == topic.name
    }
}
