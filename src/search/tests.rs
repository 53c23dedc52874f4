//! The promise of the search: no miss.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::grams::{Grams, Posting};
use super::query::Query;
use super::shard::{self, Bases, Entry, Layout, Rarity, Reader};
use super::{Builder, fold, sign};

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec![
            "党", "建", "社", "会", "组", "织", "組", "織", "是", "的", "，", "。", " ", "\n", "a",
            "B", "c", "1", "4", "+", "３", "é", "万", "（", "x", "…", "𠮷", "𪚥", "👍🏽", "🎉", "”",
            "—", "%", "\u{200B}", "ß", "㈠", "Ⅷ", "ﬁ", "가",
        ]),
        2..120,
    )
    .prop_map(|parts| parts.concat())
}

/// What every shard of an index says, found as the browser finds it.
struct Index(BTreeMap<u32, Vec<Entry>>);

impl Index {
    fn new(cases: &[[Grams; 2]], bits: u32) -> Self {
        let layout = Layout { bits, cases: cases.len() };
        let grams = cases.iter().map(|[one, two]| [one, two]);
        let bases = Bases::new(cases.len(), grams.clone());
        let mut room = shard::SortBuffers::default();
        let shards = (0..layout.units())
            .flat_map(|unit| shard::encode_unit(layout, unit, grams.clone(), &bases, &mut room));
        let mut reader = Reader::new(layout, Rarity::from_bytes(&bases.rarity().to_bytes()));
        let chars = (0..)
            .zip(shard::encode_chars(layout, &bases))
            .flat_map(|(file, bytes)| reader.read_chars(file, &bytes).unwrap());
        let mut lists: BTreeMap<u32, Vec<Entry>> = chars.collect();
        lists.extend(
            (0..)
                .zip(shards)
                .flat_map(|(number, bytes)| reader.read_shard(number, &bytes).unwrap()),
        );
        Self(lists)
    }

    fn notes(&self, case: u32, gram: u32) -> Option<u8> {
        self.0.get(&gram)?.iter().find(|entry| entry.case == case).map(|entry| entry.notes)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_part_of_a_text_finds_it(
        texts in prop::collection::vec((text(), text()), 1..24),
        case in any::<prop::sample::Index>(),
        (from, length) in (any::<prop::sample::Index>(), 2usize..12),
        bits in 0u32..9,
    ) {
        let cases: Vec<[Grams; 2]> = texts.iter().map(|(body, title)| {
            let mut fields = Builder::default();
            fields.add_text(title, Posting::TITLE);
            [Grams::of_text(body), fields.finish()]
        }).collect();
        let case = case.index(texts.len());
        let chars: Vec<char> = texts[case].0.chars().collect();
        let from = from.index(chars.len());
        let part: String = chars[from..(from + length).min(chars.len())].iter().collect();
        let query = Query::parse(&part);
        prop_assume!(!query.words.is_empty());
        let index = Index::new(&cases, bits);
        let number = u32::try_from(case).unwrap();
        prop_assert!(query.score(|hash| index.notes(number, hash)).is_some(), "{part:?} of {chars:?}");
        let direct = |hash| match (cases[case][0].notes_of(hash), cases[case][1].notes_of(hash)) {
            (Some(one), Some(other)) => Some(Posting::join_notes(one, other)),
            (one, other) => one.or(other),
        };
        prop_assert!(query.score(direct).is_some(), "{part:?} of {chars:?}");
        // And every word is verified where it stands.
        let text = &texts[case].0;
        let (folded, signs) = (fold::fold_text(text), sign::read_signs(text));
        prop_assert!(query.words.iter().all(|word| word.stands_in(&folded, &signs)), "{part:?} in {chars:?}");
    }

    #[test]
    fn no_query_stops_the_search(query in "\\PC{0,40}", text in text()) {
        let _ = Query::parse(&query).score(|hash| Grams::of_text(&text).notes_of(hash));
    }

    #[test]
    fn bytes_that_are_no_file_stop_no_reader(bytes in prop::collection::vec(any::<u8>(), 0..64), rarity in prop::collection::vec(any::<u8>(), 2048)) {
        let mut reader = Reader::new(Layout { bits: 3, cases: 50 }, Rarity::from_bytes(&rarity));
        let _ = reader.read_chars(1, &bytes);
        let _ = reader.read_shard(5, &bytes);
    }
}

#[test]
fn signs_count_when_a_query_holds_nothing_else() {
    let grams = Grams::of_text("党建（试行）。“好”👍🏽");
    let finds = |query: &str| Query::parse(query).score(|hash| grams.notes_of(hash)).is_some();
    for query in ["。“", "）。“", "👍🏽", "👍", "“ ”", "党建！", "？ 党建"] {
        assert!(finds(query), "{query}");
    }
    for query in ["。。", "！", "🎉", "", " ", "？！"] {
        assert!(!finds(query), "{query}");
    }
}

#[test]
fn words_side_by_side_come_first() {
    let query = Query::parse("党建 联合会");
    let score = |text: &str| query.score(|hash| Grams::of_text(text).notes_of(hash)).unwrap();
    assert!(score("成立党建联合会。") > score("党建，还有一个联合会。"));
}

#[test]
fn where_words_stand_counts_before_how_near_and_that_before_how_often() {
    let query = Query::parse("党建 联合会 孵化");
    let score = |texts: &[(&str, u8)]| {
        let mut builder = Builder::default();
        for (text, notes) in texts {
            builder.add_text(text, *notes);
        }
        let grams = builder.finish();
        query.score(|hash| grams.notes_of(hash)).unwrap()
    };
    // From the best down: each beats the next however near and often the words of that stand.
    let near = "党建联合会孵化。又：党建联合会孵化。再：党建联合会孵化。";
    let ranked = [
        score(&[("党建", Posting::TITLE), ("联合会，孵化", 0)]),
        score(&[("党建，联合会，孵化", Posting::NAMES), (near, 0)]),
        score(&[("党建", Posting::NAMES), ("联合会，孵化", 0)]),
        score(&[(near, 0)]),
        score(&[("党建联合会孵化", 0)]),
        score(&[(
            "党建联合会，孵化。又有党建，又有联合会，又有孵化。还有党建，还有联合会，还有孵化",
            0,
        )]),
        score(&[(
            "党建，联合会，孵化。又有党建，又有联合会，又有孵化。还有党建，还有联合会，还有孵化",
            0,
        )]),
        score(&[("党建，联合会，孵化", 0)]),
    ];
    assert!(ranked.is_sorted_by(|better, worse| better > worse), "{ranked:?}");
}

#[test]
fn a_title_outranks_a_name_and_a_name_the_text() {
    let grams = |notes| {
        let mut builder = Builder::default();
        builder.add_text("社会组织党建", notes);
        builder.finish()
    };
    let query = Query::parse("組織黨建");
    let score = |notes| query.score(|hash| grams(notes).notes_of(hash)).unwrap();
    assert!(score(Posting::TITLE) > score(Posting::NAMES) && score(Posting::NAMES) > score(0));
}

#[test]
fn parts_that_stand_apart_are_told_by_the_text() {
    let text = "是有一个，又有人来";
    let grams = Grams::of_text(text);
    let (phrase, apart) = (Query::parse("是有人"), Query::parse("是有 有人"));
    let stand =
        |query: &Query| query.words.iter().all(|word| word.stands_in(&fold::fold_text(text), &[]));
    assert!(
        [&phrase, &apart].iter().all(|query| query.score(|hash| grams.notes_of(hash)).is_some())
    );
    assert!(!stand(&phrase) && stand(&apart));
}

#[test]
fn figures_are_found_in_every_form() {
    let grams = Grams::of_text("每年投入3000余万元，覆盖94家");
    for query in ["3000余万元", "3000万", "30000000", "000余", "94家", "94"] {
        assert!(Query::parse(query).score(|hash| grams.notes_of(hash)).is_some(), "{query}");
    }
    assert_eq!(Query::parse("3001万").score(|hash| grams.notes_of(hash)), None);
}

#[test]
fn a_text_of_many_different_grams_is_held_whole() {
    let text: String = ('\u{4E00}'..='\u{9FFF}').flat_map(|c| [c, '的']).collect();
    let grams = Grams::of_text(&text);
    assert!(grams.count() > 25_000);
    assert!(Query::parse("龥的龦的").score(|hash| grams.notes_of(hash)).is_some());
}

#[test]
fn a_plus_between_names_parts_nothing() {
    let finds = |text: &str, query: &str| {
        let grams = Grams::of_text(text);
        let (folded, signs) = (fold::fold_text(text), sign::read_signs(text));
        let query = Query::parse(query);
        query
            .score_with(&|gram| grams.notes_of(gram), |word| word.stands_in(&folded, &signs))
            .is_some()
    };
    for (text, query) in [
        ("“党建＋”引领", "党建引领"),
        ("党建+引领", "党建引领"),
        ("党建 ＋ 引领", "党建引领"),
        ("《AI＋课堂》开课", "ai课堂开课"),
        ("党建＋AI", "党建ai"),
        ("1+党建", "1党建"),
        ("党建＋引领", "党建+引领"),
        ("党建+引领", "党建＋"),
        ("党建＋引领", "引领"),
        ("C++ 语言", "c++"),
    ] {
        assert!(finds(text, query), "{query} in {text}");
    }
    for (text, query) in [("1+14", "114"), ("党建，引领", "党建引领"), ("党建引领", "党建+引领")]
    {
        assert!(!finds(text, query), "{query} in {text}");
    }
}
