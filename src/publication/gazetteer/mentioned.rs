//! The regions that a title names.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

use super::former::FormerWriting;
use super::names::fold_name;
use super::reading::whole_names;
use super::{Gazetteer, Region};
use crate::text::is_cjk;

/// How many characters the path of a region may have:
/// 新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县.
const LONGEST: usize = 32;

/// Characters that stand right before the name of a place, as the end of a word does not: 在静安区.
const BEFORE_PLACES: &str = "在和与及暨从到对以于由自至赴往看访记是为给的之原今驻跟";

/// Words that only begin as 区 does: 东城区域.
const OTHER_WORDS: [&str; 6] = ["区域", "区块", "区位", "区间", "区别", "区分"];

/// Returns the regions that a title names without doubt.
pub(super) fn find_mentioned<'a>(gazetteer: &'a Gazetteer, title: &str) -> Vec<&'a Region> {
    let is_leaf = |region: &&Region| {
        let index = gazetteer.index_of(region.code.as_str());
        index.is_some_and(|index| !gazetteer.parents.contains(&Some(index)))
    };
    if let Some((head, _)) = title.split_once([':', '：'])
        && let Ok(region) = gazetteer.resolve_name(head)
    {
        let is_sure = gazetteer.former_namesakes(head, &region.code, 0).is_empty();
        return Some(region).filter(is_leaf).filter(|_| is_sure).into_iter().collect();
    }
    let title = Title::fold_title(title);
    let mut found: Vec<u32> = Vec::new();
    let mut rest: &str = &title.text;
    while let Some(first) = rest.chars().next() {
        let at = title.text.len() - rest.len();
        let read = read_head(gazetteer, rest).filter(|read| title.names_place(at, read));
        let length = match read {
            Some(Mention { regions, length, .. }) => {
                // A name of several regions: which one is meant, the title does not say.
                let [only] = regions.as_slice() else { return Vec::new() };
                if !found.contains(only) {
                    found.push(*only);
                }
                length
            }
            None => first.len_utf8(),
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    let regions: Vec<&Region> =
        found.into_iter().filter_map(|index| gazetteer.region_at(index)).collect();
    if regions.iter().all(is_leaf) { regions } else { Vec::new() }
}

/// A title as names are looked up in it.
struct Title {
    text: String,
    /// Where its words begin and end that anything but letters parts.
    edges: BTreeSet<usize>,
}

impl Title {
    fn fold_title(title: &str) -> Self {
        let title: String = title.nfkc().collect();
        let mut folded = Self { text: String::new(), edges: BTreeSet::from([0]) };
        for word in title.split(|c: char| !c.is_alphanumeric()) {
            folded.text.push_str(&fold_name(word));
            folded.edges.insert(folded.text.len());
        }
        folded
    }

    /// Tells whether what was read at byte `at` is the name of a place, and no part of another word
    /// as 北区 is in 东北区.
    fn names_place(&self, at: usize, read: &Mention) -> bool {
        let (before, after) = (&self.text[..at], &self.text[at + read.length..]);
        let is_letter = |c: Option<char>| c.is_some_and(|c| !is_cjk(c));
        let begins = self.edges.contains(&at)
            || match before.chars().next_back() {
                Some(last) if is_cjk(last) => {
                    read.has_path || BEFORE_PLACES.contains(last) || last == '区'
                }
                last => !is_letter(last) || !is_letter(self.text[at..].chars().next()),
            };
        let name = &self.text[at..at + read.length];
        let ends = self.edges.contains(&(at + read.length))
            || !is_letter(name.chars().next_back())
            || !is_letter(after.chars().next());
        // 北区, 城区 and 郊区 are places of any city.
        let is_any = name.ends_with('区') && name.chars().nth(2).is_none();
        let is_other = name.ends_with('区')
            && OTHER_WORDS.iter().any(|word| after.starts_with(&word["区".len()..]));
        begins && ends && !is_any && !is_other
    }
}

/// Regions that a title names.
struct Mention {
    /// Several where they share the name, or where nobody can tell what became of a former one.
    regions: Vec<u32>,
    /// How many bytes name them.
    length: usize,
    /// Whether what they lie in is named before them.
    has_path: bool,
}

/// Reads the longest path of regions that a text begins with and that ends in a full name, of today
/// or of former days.
fn read_head(gazetteer: &Gazetteer, text: &str) -> Option<Mention> {
    let ends: Vec<usize> =
        text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
    ends.into_iter().rev().find_map(|end| {
        let head = text.get(..end)?;
        let named = |region: &u32| {
            let name = fold_name(&gazetteer.region_at(*region)?.name).into_owned();
            head.ends_with(&name).then_some(name.len())
        };
        let today: Vec<u32> = whole_names(gazetteer, head)
            .into_iter()
            .filter(|region| named(region).is_some())
            .collect();
        let Some(shortest) = today.iter().filter_map(named).min() else {
            return read_former(gazetteer, head);
        };
        let mut mention = Mention { regions: today, length: end, has_path: shortest < end };
        if let [only] = mention.regions.as_slice()
            && let Some(region) = gazetteer.region_at(*only)
            && !gazetteer.former_namesakes(head, &region.code, 0).is_empty()
        {
            mention.regions = Vec::new();
        }
        Some(mention)
    })
}

/// Reads the full name of a region of former days: it names what became of it.
fn read_former(gazetteer: &Gazetteer, head: &str) -> Option<Mention> {
    let former = gazetteer.former();
    let fits = former.read_former(gazetteer, head);
    if fits.is_empty() || fits.iter().any(|fit| fit.written != FormerWriting::InFull) {
        return None;
    }
    let names = fits.iter().filter_map(|fit| former.former_of(fit.former));
    let (mut is_sure, mut shortest) = (true, head.len());
    for name in names {
        is_sure &= name.is_verified;
        shortest = shortest.min(name.name.len());
    }
    let now = fits.into_iter().flat_map(|fit| fit.now);
    Some(Mention {
        regions: if is_sure { now.collect() } else { Vec::new() },
        length: head.len(),
        has_path: shortest < head.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::diagnostic::Sink;
    use crate::foundation::path::SourcePath;

    #[test]
    fn a_title_names_districts_where_their_names_stand_in_full() {
        let china = Gazetteer::of_china();
        let codes = |title| -> Vec<String> {
            china.find_mentioned(title).iter().map(|region| region.code.to_string()).collect()
        };
        for (title, expected) in [
            ("静安区：枢纽型社会组织", &["310106"][..]),
            ("静安：枢纽型社会组织", &["310106"]),
            ("枢纽型社会组织在上海市静安区", &["310106"]),
            ("烟台芝罘区的三级孵化", &["370602"]),
            ("北京朝阳区的楼门长", &["110105"]),
            ("朝阳区的楼门长", &[]),
            ("芝罘区与静安区", &["370602", "310106"]),
            ("静安区黄浦区联动", &["310106", "310101"]),
            ("社区治理 静安区的做法", &["310106"]),
            ("（静安区）社区治理", &["310106"]),
            ("中共上海市静安区委的做法", &["310106"]),
            ("静安区与朝阳区", &[]),
            ("静安区与烟台市", &[]),
            ("静安寺前的集市", &[]),
            ("烟台市：全市的做法", &[]),
            ("某区：某某做法", &[]),
            ("", &[]),
        ] {
            assert_eq!(codes(title), expected, "{title}");
        }
    }

    #[test]
    fn a_part_of_another_word_is_no_district() {
        let china = Gazetteer::of_china();
        for title in [
            "华北区：做法",
            "东北区的做法",
            "大闸北区的做法",
            "校园北区的食堂",
            "北区的食堂",
            "沿海城市的做法",
            "城市南区的改造",
            "山东城区域协同",
            // Which one of former days or of today is meant, nobody can tell.
            "桥东区：做法",
            "桥东区的做法",
        ] {
            assert!(china.find_mentioned(title).is_empty(), "{title}");
        }
    }

    #[test]
    fn a_former_name_leads_to_what_it_is_today_where_a_source_says_so() {
        let china = Gazetteer::of_china();
        for (title, expected) in [
            ("吴江市：社区做法", &["320509"][..]),
            ("原吴江市的社区做法", &["320509"]),
            ("江苏省吴江市的做法", &["320509"]),
            ("吴江市与吴江区", &["320509"]),
            ("吴江市、即墨市：社区做法", &["320509", "370215"]),
            // What became of it stands in no source.
            ("闸北区：社区做法", &[]),
            ("静安区与闸北区", &[]),
        ] {
            let found = china.find_mentioned(title);
            let codes: Vec<&str> = found.iter().map(|region| region.code.as_str()).collect();
            assert_eq!(codes, expected, "{title}");
        }
    }

    #[test]
    fn a_name_in_latin_letters_is_a_word_of_its_own() {
        let csv = "code,level,parent,name\nA,country,,Aland\nA1,province,A,Barr\n\
            A2,province,A,North Riding\n";
        let gazetteer =
            Gazetteer::parse_file(&SourcePath::new("r.csv"), csv.as_bytes(), &mut Sink::default());
        let names = |title| -> Vec<String> {
            gazetteer.find_mentioned(title).iter().map(|region| region.name.to_string()).collect()
        };
        assert_eq!(names("Lodges in Barr and North Riding"), ["Barr", "North Riding"]);
        assert!(names("Barriers and embarrassment").is_empty());
    }
}
