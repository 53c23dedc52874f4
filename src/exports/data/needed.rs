//! Tables and columns of what a publication does without.

use super::column::Column;
use super::table::Table;
use crate::edition::site::Site;
use crate::publication::config::Need;

impl Table {
    /// Returns the tables of what cases of the site may have, in the order of the data page.
    pub(crate) fn all_of(site: &Site) -> impl Iterator<Item = Self> + Clone {
        Self::ALL
            .into_iter()
            .filter(|table| table.key().is_none_or(|key| site.config.case_need(key) != Need::Off))
    }

    /// Returns the key of front matter that the table is about.
    fn key(self) -> Option<&'static str> {
        match self {
            Self::Cases => None,
            Self::Metrics => Some("metrics"),
            Self::Practices => Some("practices"),
            Self::Sources => Some("sources"),
            Self::Regions => Some("district"),
        }
    }
}

/// Leaves out columns of what cases do not have, and says of the others whether every row has a
/// value.
pub(super) fn fit_columns(table: Table, columns: &mut Vec<Column>, site: &Site) {
    columns.retain_mut(|column| {
        let need = key_of(table, &column.name).map(|key| site.config.case_need(key));
        column.required &= need.is_none_or(|need| need == Need::Required);
        need != Some(Need::Off)
    });
}

/// Returns the key of front matter that a column shows.
fn key_of(table: Table, column: &str) -> Option<&'static str> {
    match (table, column) {
        (
            Table::Cases,
            "region_code" | "region" | "other_region_codes" | "other_regions" | "locality",
        )
        | (Table::Metrics, "region_code") => Some("district"),
        (Table::Cases, "model" | "model_url" | "notation" | "other_models") => Some("model"),
        (Table::Cases, "date") => Some("date"),
        (Table::Cases, "practices") => Some("practices"),
        (Table::Cases, "metrics") => Some("metrics"),
        (Table::Cases, "sources") | (Table::Metrics, "source" | "at") => Some("sources"),
        _ => None,
    }
}
