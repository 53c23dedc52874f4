//! The table of regions, column by column.

use crate::edition::labels;
use crate::edition::site::Site;
use crate::exports::data::column::{Cell, Column, Form, Row};
use crate::publication::gazetteer::{Region, RegionCode};

fn row_region<'s>(site: &'s Site, row: &Row<'_>) -> Option<&'s Region> {
    row.region.and_then(|code| site.gazetteer.find_region(code.as_str()))
}

pub(super) fn region_columns() -> Vec<Column> {
    columns! {
        "code" Form::Text, true, "column_regions_code",
            |_, row| row.region.map(RegionCode::as_str).into();
        "name" Form::Text, true, "column_regions_name",
            |site, row| row_region(site, row).map(|region| labels::region_name(site, region)).into();
        "level" Form::Text, true, "column_regions_level",
            |site, row| row_region(site, row).map(|region| site.gazetteer.level_word(region.level)).into();
        "level_name" Form::Text, true, "column_regions_level_name",
            |site, row| row_region(site, row).map(|region| labels::level_name(site, region.level)).into();
        "parent_code" Form::Text, false, "column_regions_parent_code", |site, row| {
            row_region(site, row)
                .and_then(|region| region.parent.as_ref())
                .map(RegionCode::as_str)
                .into()
        };
        "cases_own" Form::Integer, true, "column_regions_cases_own",
            |_, row| Cell::Integer(row.region.map_or(0, |code| row.catalog.regions[code].direct.len()));
        "cases_all" Form::Integer, true, "column_regions_cases_all",
            |_, row| Cell::Integer(row.region.map_or(0, |code| row.catalog.regions[code].all.len()));
    }
}
