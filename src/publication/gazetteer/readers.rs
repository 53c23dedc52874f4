//! What readers call regions in other languages.

use super::{Gazetteer, NameIndex};

impl Gazetteer {
    /// Returns the same regions, found too by what readers of other languages see: names by code.
    #[must_use]
    pub fn with_reader_names<'n>(
        mut self,
        names: impl IntoIterator<Item = (&'n str, &'n str)>,
    ) -> Self {
        let named = names.into_iter().filter_map(|(code, name)| {
            let index = self.index_of(code)?;
            (!name.trim().is_empty()).then(|| (index, Box::from(name)))
        });
        self.reader_names = named.collect();
        self.names = std::sync::OnceLock::<NameIndex>::new();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_found_by_what_readers_see() {
        let china = Gazetteer::of_china()
            .with_reader_names([("310106", "Jing'an District"), ("310000", "Shanghai")]);
        for (text, code) in [
            ("Jing'an District", "310106"),
            ("Jing’an District, Shanghai", "310106"),
            ("Shanghai / Jing'an District", "310106"),
            ("shanghai", "310000"),
            ("静安区", "310106"),
        ] {
            let found = china.resolve_name(text).map(|region| region.code.as_str());
            assert_eq!(found, Ok(code), "{text}");
        }
    }
}
