//! What stands on the tiles of regions: their abbreviations, or ones made of their names, each
//! unlike the others.

use std::collections::BTreeSet;

use crate::publication::gazetteer::Region;

/// Returns an abbreviation for each region, `name` giving the name that readers see. One in Chinese
/// stands for no name in Latin letters.
pub(super) fn abbreviate_names(
    regions: &[&Region],
    name: impl Fn(&Region) -> String,
) -> Vec<String> {
    let is_chinese = |text: &str| text.contains(crate::text::is_wide);
    let given = |region: &Region| {
        let short = region.tile_short()?;
        (!is_chinese(short) || is_chinese(&name(region))).then(|| short.to_owned())
    };
    let mut taken = BTreeSet::new();
    // Of regions that are given the same one, the first has it.
    let kept: Vec<Option<String>> = regions
        .iter()
        .map(|region| given(region).filter(|short| taken.insert(short.clone())))
        .collect();
    let make = |(region, kept): (&&Region, Option<String>)| {
        kept.unwrap_or_else(|| {
            let name = name(region);
            let made = list_candidates(&name).into_iter().find(|short| !taken.contains(short));
            let short = made.unwrap_or_else(|| numbered_name(&name, &taken));
            taken.insert(short.clone());
            short
        })
    };
    regions.iter().zip(kept).map(make).collect()
}

/// Lists abbreviations of a name, the best first.
fn list_candidates(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let Some(first) = letters.first() else {
        return vec![name.chars().take(2).collect()];
    };
    let take = |count: usize| letters.iter().take(count).collect::<String>();
    if crate::text::is_wide(*first) {
        let pairs = letters.iter().skip(2).map(|c| format!("{first}{c}"));
        return [take(1), take(2)].into_iter().chain(pairs).collect();
    }
    // Small words such as “and” are left out of initials.
    let words = name.split(|c: char| !c.is_alphanumeric());
    let initials: String = words
        .filter_map(|word| word.chars().next())
        .filter(|initial| !initial.is_lowercase())
        .take(3)
        .collect();
    let several = initials.chars().nth(1).is_some().then_some(initials);
    let pairs = letters.iter().skip(2).map(|c| format!("{first}{c}"));
    several.into_iter().chain([take(2), take(3)]).chain(pairs).collect()
}

fn numbered_name(name: &str, taken: &BTreeSet<String>) -> String {
    let first: String = name.chars().take(1).collect();
    let mut numbers = (2..).map(|number: usize| format!("{first}{number}"));
    numbers.find(|short| !taken.contains(short)).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::diagnostic::Sink;
    use crate::foundation::path::SourcePath;
    use crate::publication::gazetteer::Gazetteer;

    fn shorts(rows: &[(&str, &str)]) -> Vec<String> {
        let mut csv = String::from("code,level,parent,name,short\n");
        for (at, (name, short)) in rows.iter().enumerate() {
            csv.push_str(&format!("A{at:03},country,,{name},{short}\n"));
        }
        let gazetteer =
            Gazetteer::parse_file(&SourcePath::new("r.csv"), csv.as_bytes(), &mut Sink::default());
        abbreviate_names(&gazetteer.glance_regions(), |region| region.name.to_string())
    }

    #[test]
    fn names_without_an_abbreviation_get_one_that_fits_and_is_unlike_the_others() {
        let made = shorts(&[
            ("Northern Lowlands and Isles", ""),
            ("Upper Valley Confederation", ""),
            ("Great Southern Plateau", ""),
            ("Midlands", ""),
            ("Middlemarch", ""),
            ("江南东道", ""),
            ("江南西道", ""),
            ("河北道", "河北"),
            ("河东道", ""),
            ("A Name That Is Long", "far too long"),
            ("淮北道", "河北"),
        ]);
        assert_eq!(
            made,
            ["NLI", "UVC", "GSP", "Mi", "Mid", "江", "江南", "河北", "河", "ANT", "淮"]
        );
    }

    #[test]
    fn a_chinese_abbreviation_stands_for_no_english_name() {
        let csv = "code,level,parent,name,short\nA,province,,上海市,沪\nB,province,,香港,HK\n";
        let gazetteer =
            Gazetteer::parse_file(&SourcePath::new("r.csv"), csv.as_bytes(), &mut Sink::default());
        let english = |region: &Region| {
            if &*region.name == "香港" { "Hong Kong" } else { "Shanghai" }.to_owned()
        };
        assert_eq!(abbreviate_names(&gazetteer.glance_regions(), english), ["Sh", "HK"]);
    }

    #[test]
    fn two_hundred_names_alike_are_told_apart() {
        let names: Vec<String> = (0..200).map(|_| "Mississippiville".to_owned()).collect();
        let rows: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        let made = shorts(&rows);
        assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), 200);
        assert!(made.iter().all(|short| short.len() <= Region::WIDEST_SHORT), "{made:?}");
    }

    #[test]
    fn one_region_at_the_top_gives_way_to_what_lies_in_it() {
        let csv = "code,level,parent,name\nX,country,,Aland\nX1,province,X,East Riding\n\
            X2,province,X,West Riding\n";
        let gazetteer =
            Gazetteer::parse_file(&SourcePath::new("r.csv"), csv.as_bytes(), &mut Sink::default());
        let top: Vec<&str> =
            gazetteer.glance_regions().iter().map(|region| region.code.as_str()).collect();
        assert_eq!(top, ["X1", "X2"]);
        assert_eq!(Gazetteer::of_china().glance_regions().len(), 34);
    }
}
