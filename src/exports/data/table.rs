//! The tables of the publication by name, and how their rows are told apart.

/// A table to download. Each has a row for whatever it is named after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Table {
    Cases,
    Metrics,
    Practices,
    Sources,
    Regions,
}

impl Table {
    /// All tables, in the order of the data page.
    pub(crate) const ALL: [Self; 5] =
        [Self::Cases, Self::Metrics, Self::Practices, Self::Sources, Self::Regions];

    /// Returns its name: of its files, of its resource in the data package, of its heading in the
    /// theme's texts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Metrics => "metrics",
            Self::Practices => "practices",
            Self::Sources => "sources",
            Self::Regions => "regions",
        }
    }

    /// Returns the columns that together name one row.
    pub(crate) fn primary_key(self) -> &'static [&'static str] {
        match self {
            Self::Cases => &["id"],
            Self::Metrics | Self::Sources => &["case_id", "id"],
            Self::Practices => &["case_id", "number"],
            Self::Regions => &["code"],
        }
    }

    /// Returns the columns that name rows of other tables: own columns, the table (itself when
    /// empty), its columns.
    pub(crate) fn foreign_keys(
        self,
    ) -> &'static [(&'static [&'static str], &'static str, &'static [&'static str])] {
        match self {
            Self::Cases => &[(&["region_code"], "regions", &["code"])],
            Self::Metrics | Self::Practices | Self::Sources => &[(&["case_id"], "cases", &["id"])],
            Self::Regions => &[(&["parent_code"], "", &["code"])],
        }
    }
}
