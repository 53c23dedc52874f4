//! What a feed says of one page, whatever its format.

use crate::content::case::Card;
use crate::edition::labels;
use crate::edition::site::Site;
use crate::render::entry_row::EntryRow;
use crate::text::date::Date;

/// What a feed says of one page.
pub(super) struct Item<'a> {
    pub(super) url: String,
    pub(super) title: &'a str,
    pub(super) summary: &'a str,
    pub(super) tags: Vec<&'a str>,
    /// When it came to readers.
    pub(super) first_shown: Option<Date>,
    /// Whether that is a day that the publication knows, and not that of the material.
    pub(super) is_known: bool,
    /// When it was corrected.
    pub(super) modified: Option<Date>,
    pub(super) last_change: Option<Date>,
}

impl<'a> Item<'a> {
    pub(super) fn of_case(card: &'a Card, site: &'a Site) -> Self {
        Self {
            url: site.base.url(&site.case_path(card)),
            title: &card.title,
            summary: &card.summary,
            tags: card.topics.iter().map(|topic| labels::topic_name(site, topic)).collect(),
            first_shown: card.first_shown(),
            is_known: card.added.or(card.updated).is_some(),
            modified: card.updated.and(card.last_change()),
            last_change: card.last_change(),
        }
    }

    pub(super) fn of_entry(row: &'a EntryRow, site: &Site) -> Self {
        Self {
            url: site.base.url(&row.named.path),
            title: &row.named.title,
            summary: row.summary(),
            tags: Vec::new(),
            first_shown: row.named.date,
            is_known: true,
            modified: row.updated().and(row.last_change()),
            last_change: row.last_change(),
        }
    }
}
