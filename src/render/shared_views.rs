//! What pages show of a region or of a subject term, worked out once for all pages of an edition.

use tera::Value;

use crate::content::case::TopicRef;
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object, optional_value};
use crate::publication::gazetteer::RegionCode;

/// What pages show of a region, the same on all of them.
pub(crate) struct RegionView {
    /// The region for templates.
    pub(crate) value: Value,
    /// The regions from the top down to it, for templates.
    pub(crate) trail: Value,
    /// Their names in one text.
    pub(crate) text: String,
}

impl RegionView {
    /// Works it out; `value_of` gives the value of a region above it. An unknown code has no value,
    /// an empty trail and no name.
    pub(crate) fn new(
        site: &Site,
        code: &RegionCode,
        value_of: impl Fn(&RegionCode) -> Option<Value>,
    ) -> Self {
        let path = site.gazetteer.path_to(code.as_str());
        let value = optional_value(path.last(), |region| {
            object! {
                "code" => region.code.as_str(),
                "name" => labels::region_name(site, region),
                "href" => site.href(&routes::region_path(&region.code)),
                "level" => site.gazetteer.level_word(region.level),
                "level_name" => labels::level_name(site, region.level),
            }
        });
        let above = path.iter().rev().skip(1).rev();
        let trail = above.filter_map(|region| value_of(&region.code));
        let trail = build_list(trail.chain([value.clone()]));
        Self { trail, value, text: labels::region_trail_text(site, code) }
    }
}

/// What pages show of a subject term.
pub(crate) struct TopicView {
    /// The term that it was worked out for, as the case writes it.
    written: TopicRef,
    /// Whether `site.yaml` names it, so that it is called the same however a case writes it.
    is_listed: bool,
    /// The term for templates.
    pub(crate) value: Value,
}

impl TopicView {
    /// Works it out.
    pub(crate) fn new(site: &Site, topic: &TopicRef) -> Self {
        let listed = labels::listed_topic(site, topic);
        let name = listed.map_or(&*topic.name, |known| site.say(&known.name));
        let value = object! { "name" => name, "href" => site.href(&routes::topic_path(topic)) };
        Self { written: topic.clone(), is_listed: listed.is_some(), value }
    }

    /// Tells whether `topic` looks the same.
    pub(crate) fn is_of(&self, topic: &TopicRef) -> bool {
        self.is_listed || self.written.name == topic.name
    }
}
