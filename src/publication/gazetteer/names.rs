//! The names that regions go by.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::Region;
use crate::text::simplified::simplify_char;

/// Endings that may be left out, longer ones before those they end with.
#[rustfmt::skip]
const ENDINGS: [&str; 17] = [
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "新区", "林区", "矿区", "特区", "地区", "群岛", "省", "市",
    "区", "县", "旗", "盟",
];

/// The peoples that autonomous regions are named after, as the names write them (GB/T 3304, some
/// without 族).
#[rustfmt::skip]
const PEOPLES: [&str; 66] = [
    "乌孜别克族", "柯尔克孜族", "柯尔克孜", "达斡尔族", "鄂温克族", "鄂伦春族", "哈萨克族", "塔吉克族", "塔塔尔族",
    "俄罗斯族", "维吾尔族", "布依族", "朝鲜族", "土家族", "哈尼族", "傈僳族", "仡佬族", "东乡族", "高山族", "拉祜族",
    "纳西族", "景颇族", "仫佬族", "锡伯族", "毛南族", "撒拉族", "布朗族", "阿昌族", "普米族", "德昂族", "保安族",
    "裕固族", "门巴族", "独龙族", "赫哲族", "珞巴族", "基诺族", "蒙古族", "维吾尔", "哈萨克", "塔吉克", "鄂伦春",
    "蒙古", "锡伯", "壮族", "满族", "回族", "苗族", "彝族", "藏族", "侗族", "瑶族", "白族", "黎族", "傣族", "畲族",
    "水族", "佤族", "羌族", "土族", "怒族", "京族", "各族", "汉族", "达斡尔", "鄂温克",
];

/// Every name of every region, folded.
#[derive(Clone, Debug, Default)]
pub(super) struct NameIndex {
    names: FxHashMap<Box<str>, Vec<NamedRegion>>,
    longest: usize,
    /// The regions by the characters of their names. Built on the first name that no region has.
    by_character: OnceLock<FxHashMap<char, Vec<u32>>>,
}

/// A region that goes by some name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NamedRegion {
    /// Its index.
    pub(super) region: u32,
    /// It is the full name.
    pub(super) full: bool,
}

impl NameIndex {
    pub(super) fn build_index(regions: &[Region], others: &[(u32, Box<str>)]) -> Self {
        let mut index = Self::default();
        index.names.reserve(regions.len() * 2);
        for (region, it) in (0..).zip(regions) {
            index.add_with_shorter(&it.name, region);
            for alias in &it.aliases {
                index.add_name(&fold_name(alias), NamedRegion { region, full: false });
            }
        }
        for (region, name) in others {
            index.add_name(&fold_name(name), NamedRegion { region: *region, full: false });
        }
        index
    }

    /// Adds a full name and the shorter ones that it is known by.
    pub(super) fn add_with_shorter(&mut self, name: &str, region: u32) {
        let full = fold_name(name);
        // 乾安县 is 干安县 once a text is brought to Simplified characters.
        let plain = plain_name(name);
        let in_both = [&*full, &*plain];
        let scripts = if plain == *full { &in_both[..1] } else { &in_both[..] };
        for name in scripts {
            for shorter in shorter_names(name) {
                self.add_name(&shorter, NamedRegion { region, full: false });
            }
            self.add_name(name, NamedRegion { region, full: true });
        }
    }

    fn add_name(&mut self, name: &str, named: NamedRegion) {
        self.longest = self.longest.max(name.chars().count());
        if let Some(found) = self.names.get_mut(name) {
            found.push(named);
        } else {
            self.names.insert(name.into(), vec![named]);
        }
    }

    /// Returns those of `regions`, by index, whose name has one of some characters: of `chars` the
    /// `count` that fewest names have.
    pub(super) fn with_rarest(
        &self,
        regions: &[Region],
        chars: &[char],
        count: usize,
    ) -> BTreeSet<u32> {
        let by_character = self.by_character.get_or_init(|| {
            let mut by_character: FxHashMap<char, Vec<u32>> = FxHashMap::default();
            for (index, region) in (0..).zip(regions) {
                for c in region.name.chars() {
                    by_character.entry(c).or_default().push(index);
                }
            }
            by_character
        });
        let with = |c: &char| by_character.get(c).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<&[u32]> = chars.iter().map(with).collect();
        found.sort_by_key(|regions| regions.len());
        found.into_iter().take(count).flatten().copied().collect()
    }

    /// Returns the names that `text` begins with, each with its regions and what follows it.
    pub(super) fn leading_names<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (&'a [NamedRegion], &'a str)> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest);
        ends.filter_map(|end| {
            let (head, rest) = text.split_at_checked(end)?;
            Some((self.names.get(head)?.as_slice(), rest))
        })
    }
}

/// Brings a name to the form that is looked up: no separators, half-width, lower case.
pub(super) fn fold_name(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '0'..='9' | 'a'..='z')) {
        return text.into();
    }
    let parts = |c: &char| !c.is_whitespace() && !"/·・•‧>、,-–—_|\\.'’".contains(*c);
    text.nfkc().filter(parts).flat_map(char::to_lowercase).collect::<String>().into()
}

/// Folds a name and writes it in Simplified characters.
pub(super) fn plain_name(text: &str) -> String {
    fold_name(text).chars().map(simplify_char).collect()
}

/// Returns the shorter names that a full one is known by: 静安 for 静安区, 延边 and 延边州 for
/// 延边朝鲜族自治州.
fn shorter_names(full: &str) -> Vec<String> {
    let Some((stem, ending)) =
        ENDINGS.iter().find_map(|ending| Some((strip_ending(full, ending)?, *ending)))
    else {
        return Vec::new();
    };
    let stem = if ending.starts_with("自治") { without_peoples(stem) } else { stem };
    let mut names = vec![stem.to_owned()];
    match ending {
        "自治州" => names.push(format!("{stem}州")),
        "自治县" => names.push(format!("{stem}县")),
        "自治旗" => names.push(format!("{stem}旗")),
        _ => {}
    }
    names
}

/// Returns the longest name at the end of `head` (folded, in Simplified characters) that a region
/// goes by; empty when none does.
pub(super) fn name_at_end<'t>(region: &Region, head: &'t str) -> &'t str {
    let full = plain_name(&region.name);
    let aliases = region.aliases.iter().map(|alias| plain_name(alias));
    let mut names: Vec<String> = shorter_names(&full).into_iter().chain(aliases).collect();
    names.push(full);
    let at_end = names.iter().filter(|name| head.ends_with(name.as_str()));
    let longest = at_end.map(String::len).max().unwrap_or_default();
    head.get(head.len() - longest..).unwrap_or_default()
}

/// Returns a region's name without its ending: 成都.
pub(super) fn shortest_name(region: &Region) -> String {
    let full = plain_name(&region.name);
    shorter_names(&full).into_iter().min_by_key(String::len).unwrap_or(full)
}

/// Returns what follows the ending of a unit that `text` begins with.
pub(super) fn strip_unit_ending(text: &str) -> Option<&str> {
    ENDINGS.iter().find_map(|ending| text.strip_prefix(ending))
}

impl Region {
    /// Tells whether `head` (folded, in Simplified characters) ends with the full name or an alias.
    pub(super) fn is_named_in_full(&self, head: &str) -> bool {
        let mut names = self.aliases.iter().chain([&self.name]);
        names.any(|name| head.ends_with(&plain_name(name)))
    }
}

fn without_peoples(mut stem: &str) -> &str {
    while let Some(shorter) = PEOPLES.iter().find_map(|people| strip_ending(stem, people)) {
        stem = shorter;
    }
    stem
}

/// Takes an ending off where two characters stay: 东区 is never called 东, and 内 is no 内蒙古.
fn strip_ending<'a>(name: &'a str, ending: &str) -> Option<&'a str> {
    name.strip_suffix(ending).filter(|stem| stem.chars().nth(1).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_ending_but_never_itself() {
        for (full, names) in [
            ("静安区", &["静安"][..]),
            ("浦东新区", &["浦东"]),
            ("新城区", &["新城"]),
            ("新林区", &["新林"]),
            ("神农架林区", &["神农架"]),
            ("东区", &[]),
            ("内蒙古自治区", &["内蒙古"]),
            ("新疆维吾尔自治区", &["新疆"]),
            ("广西壮族自治区", &["广西"]),
            ("香港特别行政区", &["香港"]),
            ("延边朝鲜族自治州", &["延边", "延边州"]),
            ("黔西南布依族苗族自治州", &["黔西南", "黔西南州"]),
            ("积石山保安族东乡族撒拉族自治县", &["积石山", "积石山县"]),
            ("鄂伦春自治旗", &["鄂伦春", "鄂伦春旗"]),
            ("阿拉善盟", &["阿拉善"]),
            ("大兴安岭地区", &["大兴安岭"]),
            ("akureyri", &[]),
        ] {
            assert_eq!(shorter_names(full), names, "{full}");
        }
    }

    #[test]
    fn separators_width_and_case_do_not_matter() {
        assert_eq!(fold_name("上海市 / 静安区"), "上海市静安区");
        assert_eq!(fold_name("山东·烟台　芝罘"), "山东烟台芝罘");
        assert_eq!(fold_name("３１０１０６"), "310106");
        assert_eq!(fold_name("New York"), "newyork");
    }
}
