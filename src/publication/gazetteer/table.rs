//! The gazetteer as a file again, for an editor to look at or to change.

use super::{Gazetteer, Region};

/// The columns of a gazetteer file, in the order in which they are written.
const COLUMNS: [&str; 6] = ["code", "level", "parent", "name", "short", "aliases"];

impl Gazetteer {
    /// Returns these regions as a file that [`Gazetteer::of_files`] reads: all of them, or
    /// the region `within` with all that lie in it, below those that it lies in.
    #[must_use]
    pub(crate) fn write_table(&self, within: Option<&Region>) -> String {
        let above = within.map(|region| self.ancestors(region.code.as_str()));
        let is_wanted = |region: &Region| {
            within.is_none_or(|within| {
                above.iter().flatten().any(|above| above.code == region.code)
                    || self.path_to(region.code.as_str()).iter().any(|up| up.code == within.code)
            })
        };
        let mut rows = csv::Writer::from_writer(Vec::new());
        let mut write = |fields: [&str; 6]| rows.write_record(fields).expect("memory takes it all");
        write(COLUMNS);
        for region in self.regions.iter().filter(|region| is_wanted(region)) {
            let Region { code, level, parent, name, short, aliases, listed: _, built_in: _ } =
                region;
            write([
                code.as_str(),
                self.levels.word(*level),
                parent.as_ref().map_or("", |parent| parent.as_str()),
                name,
                short.as_deref().unwrap_or_default(),
                &aliases.join("|"),
            ]);
        }
        let bytes = rows.into_inner().expect("memory takes it all");
        String::from_utf8(bytes).expect("it was text")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::diagnostic::Sink;
    use crate::foundation::path::SourcePath;

    fn read_back(text: &str) -> Gazetteer {
        let mut sink = Sink::default();
        let read = Gazetteer::parse_file(&SourcePath::new("r.csv"), text.as_bytes(), &mut sink);
        assert_eq!(sink.into_sorted(), []);
        read
    }

    #[test]
    fn what_is_written_is_read_as_the_same_regions() {
        let china = Gazetteer::of_china();
        let read = read_back(&china.write_table(None));
        let plain = |region: &Region| Region { listed: 0, built_in: false, ..region.clone() };
        assert!(read.regions.iter().map(plain).eq(china.regions.iter().map(plain)));
    }

    #[test]
    fn a_part_of_the_table_is_a_whole_table() {
        let china = Gazetteer::of_china();
        let yantai = china.resolve_name("烟台市").expect("a city");
        let read = read_back(&china.write_table(Some(yantai)));
        assert_eq!(read.roots().map(|region| &*region.name).collect::<Vec<_>>(), ["山东省"]);
        assert!(read.resolve_name("芝罘区").is_ok() && read.resolve_name("静安区").is_err());
    }
}
