//! `docs/search-format.md` is read and held against the program: its constants, its grams and its
//! bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use casebook::foundation::world::{MemoryOutput, MemoryWorld};
use casebook::pipeline::{self, BuildCache, Request, Silent};
use casebook::search::gram::{self, Kind};
use casebook::search::manifest::{FORMAT, Manifest};
use casebook::search::query::{self, Query};
use casebook::search::shard::{self, Bases, Layout, Rarity, Reader, SortBuffers};
use casebook::search::{Builder, Grams, Posting, code};

const DOC: &str = include_str!("../docs/search-format.md");

/// The cells of the table that begins with these.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, rest) = DOC.split_once(heading).unwrap_or_else(|| panic!("no table {heading}"));
    let rows = rest.lines().skip(2).take_while(|line| line.starts_with('|'));
    let clean = |cell: &'static str| cell.trim().trim_matches('`');
    rows.map(|row| row.split('|').skip(1).map(clean).collect()).collect()
}

/// What stands in the block of the file `name`.
fn block(kind: &str, name: &str) -> &'static str {
    let start = format!("```{kind} {name}\n");
    let (_, rest) = DOC.split_once(&start).unwrap_or_else(|| panic!("no block {name}"));
    rest.split("```").next().expect("a block")
}

/// The bytes of the block of the file `name`.
fn bytes(name: &str) -> Vec<u8> {
    let lines = block("hex", name).lines().filter_map(|line| line.split(';').next());
    let parts = lines.flat_map(str::split_whitespace).map(|part| {
        let (byte, times) = part.split_once('*').unwrap_or((part, "1"));
        vec![u8::from_str_radix(byte, 16).expect("hexadecimal"); times.parse().expect("a number")]
    });
    parts.collect::<Vec<_>>().concat()
}

fn number(text: &str) -> u32 {
    let hex = text.strip_prefix("0x").map(|hex| u32::from_str_radix(hex, 16));
    hex.unwrap_or_else(|| text.parse()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn kind(name: &str) -> Kind {
    match name {
        "text" => Kind::Text,
        "pinyin" => Kind::Pinyin,
        "number" => Kind::Number,
        "sign" => Kind::Sign,
        other => panic!("{other}"),
    }
}

fn hash(name: &str, text: &str) -> u32 {
    gram::gram_hash(kind(name), &text.chars().collect::<Vec<_>>())
}

/// The constants of the document, by their names.
struct Constants(BTreeMap<&'static str, u32>);

impl Constants {
    fn read() -> Self {
        let rows = table("| name | value | what it is |");
        Self(rows.iter().map(|row| (row[0], number(row[1]))).collect())
    }

    fn get(&self, name: &str) -> u32 {
        *self.0.get(name).unwrap_or_else(|| panic!("no constant {name}"))
    }

    /// Mixes two codes as the document says.
    fn mix(&self, one: u32, other: u32) -> u32 {
        let bits = self.get("CODE_BITS");
        let mask = (1 << (2 * bits)) - 1;
        let mixed = (one << bits | other).wrapping_mul(self.get("MIX_1")) & mask;
        (mixed ^ mixed >> bits).wrapping_mul(self.get("MIX_2")) & mask
    }

    /// Hashes characters as the document says.
    fn hash(&self, kind: &str, text: &str) -> u32 {
        let seed = self.get(&format!("SEED_{}", kind.to_uppercase()));
        let length = u32::try_from(text.chars().count()).expect("a few");
        let hash = text.chars().fold(seed ^ length, |hash, c| {
            let hash = (hash ^ u32::from(c)).wrapping_mul(self.get("HASH_1"));
            hash ^ hash >> 13
        });
        let hash = hash.wrapping_mul(self.get("HASH_2"));
        (hash ^ hash >> 16) >> (32 - self.get("GRAM_BITS")) | 1
    }
}

#[test]
fn the_constants_are_those_of_the_program() {
    let constants = Constants::read();
    let size = |value: usize| u32::try_from(value).expect("no large number");
    // Two words of signs are asked for whole, a run of text in parts.
    let asked = |text: &str| size(Query::parse(text).grams().count());
    let widest = (0..40).map(|bits| Layout::new(100_000, 1 << bits).bits).max();
    let common = ('\u{4E00}'..='\u{9FFF}').map(code::char_code).filter(|code| code.1 == 0).count();
    for (name, value) in [
        ("FORMAT", u32::from(FORMAT)),
        ("CODE_BITS", code::BITS),
        ("CODES", size(code::CODES)),
        ("COMMON", size(common)),
        ("SHARED", size(code::CODES) - constants.get("COMMON")),
        ("GRAM_BITS", gram::BITS),
        ("ALONE", gram::ALONE),
        ("RARITY_BYTES", size(Rarity::BYTES)),
        ("NOTE_OFTEN", Posting::OFTEN.into()),
        ("NOTE_TITLE", Posting::TITLE.into()),
        ("NOTE_NAMES", Posting::NAMES.into()),
        ("SHARD_BITS_MOST", widest.expect("layouts")),
        ("ASKED", asked("会议 大厅 党建 社区 街道 联合") - 1),
        ("ASKED_EACH", asked("一二三四五六七八九十")),
        ("SCORE_TITLE", query::IN_TITLE),
        ("SCORE_NAMES", query::IN_NAMES),
        ("SCORE_ANYWHERE", query::ANYWHERE),
        ("SCORE_OFTEN", query::OFTEN),
        ("SCORE_BESIDE", query::BESIDE),
        ("SCORE_VALUE", query::BY_VALUE),
        ("SCORE_PINYIN", query::BY_PINYIN),
    ] {
        assert_eq!(constants.get(name), value, "{name}");
    }
    let wide = char::from_u32(constants.get("WIDE")).expect("a character");
    assert!(!gram::is_narrow(wide) && gram::is_narrow('\u{2E7F}'));
    for shared in ['圳', 'か', '𠮷', '\u{10FFFF}'] {
        let (point, each) = (u32::from(shared), constants.get("SHARED"));
        assert_eq!(code::char_code(shared), (constants.get("COMMON") + point % each, point / each));
    }
    // What the table of the limits says of `which`.
    assert_eq!(code::char_code('\u{10FFFF}').1, 3267);
}

#[test]
fn grams_have_the_numbers_of_the_document() {
    let constants = Constants::read();
    let rows = table("| kind | characters | gram |");
    assert!(rows.len() > 8);
    for row in rows {
        assert_eq!(hash(row[0], row[1]), number(row[2]), "{row:?}");
        let wide = row[1].chars().all(|c| c as u32 >= constants.get("WIDE"));
        if row[0] != "text" || !wide {
            assert_eq!(constants.hash(row[0], row[1]), number(row[2]), "{row:?}");
        }
    }
    let mask = (1 << (2 * constants.get("CODE_BITS"))) - 1;
    for (one, other) in [(0, 0), (488, 1229), (4095, 17), (3754, 4095)] {
        assert_eq!(constants.mix(one, other), code::mix_codes(one, other));
        assert_eq!(constants.get("MIX_1").wrapping_mul(constants.get("UNMIX_1")) & mask, 1);
        assert_eq!(constants.get("MIX_2").wrapping_mul(constants.get("UNMIX_2")) & mask, 1);
    }
}

/// The cases of the example: the notes of the text of each.
const EXAMPLE: [(&str, u8); 4] = [("党建", Posting::TITLE), ("党建", 0), ("党a", 0), ("群。", 0)];

#[test]
fn the_example_is_what_the_program_writes() {
    let all = EXAMPLE.map(|(text, notes)| {
        let mut builder = Builder::default();
        builder.add_text(text, notes);
        [builder.finish(), Grams::default()]
    });
    let layout = Layout { bits: 0, cases: all.len() };
    let grams = all.iter().map(|[one, two]| [one, two]);
    let bases = Bases::new(all.len(), grams.clone());
    let manifest = bytes("index.bin");
    let line = manifest.iter().position(|byte| *byte == b'\n').expect("a line");
    assert_eq!(manifest[line + 1..][..Rarity::BYTES], bases.rarity().to_bytes());
    let chars = shard::encode_chars(layout, &bases);
    let shards = shard::encode_unit(layout, 0, grams, &bases, &mut SortBuffers::default());
    for (name, made) in [("chars/0.bin", chars), ("shards/0.bin", shards)] {
        assert_eq!(made.len(), 1);
        assert_eq!(bytes(name)[3..], made[0], "{name}: {:02x?}", made[0]);
    }
}

#[test]
fn the_example_is_read_as_the_document_says() {
    let manifest = Manifest::read(&bytes("index.bin")).expect("a manifest");
    assert_eq!(manifest.layout, Layout { bits: 0, cases: 4 });
    let content = |place: usize, name: &str| {
        let file = bytes(name);
        manifest
            .checked_content(place, &file)
            .unwrap_or_else(|| panic!("the hash of {name}"))
            .to_vec()
    };
    let mut reader = Reader::new(manifest.layout, manifest.rarity.clone());
    let mut found = reader.read_chars(0, &content(0, "chars/0.bin")).expect("characters");
    found.extend(
        reader.read_shard(0, &content(manifest.shard_place(0), "shards/0.bin")).expect("a shard"),
    );
    assert!(manifest.checked_content(manifest.card_file(0), &bytes("shards/0.bin")).is_none());
    let found: BTreeMap<u32, _> = found.into_iter().collect();
    let rows = table("| gram | kind | cases | titles |");
    assert_eq!(rows.len(), found.len());
    let numbers = |cell: &str| cell.split_whitespace().map(number).collect::<Vec<_>>();
    for row in rows {
        let list = &found[&hash(row[1], row[0])];
        assert_eq!(
            list.iter().map(|entry| entry.case).collect::<Vec<_>>(),
            numbers(row[2]),
            "{row:?}"
        );
        let titles =
            list.iter().filter(|entry| entry.notes == Posting::TITLE).map(|entry| entry.case);
        assert_eq!(titles.collect::<Vec<_>>(), numbers(row[3]), "{row:?}");
        assert!(list.iter().all(|entry| [0, Posting::TITLE].contains(&entry.notes)));
    }
}

/// The files of the search of the publication whose cases the document shows.
fn published() -> BTreeMap<String, Vec<u8>> {
    let mut world = MemoryWorld::default();
    world.write("site.yaml", "title: 案例辑\nbase_url: https://example.org/\nlanguage: zh-Hans\n");
    for path in ["content/cases/a.md", "content/cases/b.md"] {
        world.write(path, format!("---\n{}---\n\n正文。\n", block("yaml", path)));
    }
    let output = MemoryOutput::default();
    let (request, mut cache) = (Request::default(), BuildCache::default());
    let built =
        pipeline::build_site(&world, &request, &mut cache, &output, &Silent).expect("a site");
    assert_eq!(built.diagnostics, []);
    let files = output.into_files().into_iter();
    let below = files.filter_map(|(path, bytes)| {
        let name = path.as_str().strip_prefix("search/")?.to_owned();
        Some((name, bytes))
    });
    below.collect()
}

fn inflate(packed: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    flate2::read::DeflateDecoder::new(packed).read_to_end(&mut out).expect("DEFLATE");
    out
}

#[test]
fn every_published_file_begins_as_the_document_says() {
    let (constants, files) = (Constants::read(), published());
    let index = &files["index.bin"];
    for first in [index[0], files["fold.bin"][0]] {
        assert_eq!(u32::from(first), constants.get("FORMAT"));
    }
    let pairs = String::from_utf8(inflate(&files["fold.bin"][1..])).expect("UTF-8");
    assert!(pairs.chars().count().is_multiple_of(2) && pairs.contains("黨党"));

    let line = index.split(|byte| *byte == b'\n').next().expect("a line");
    let head: serde_json::Value = serde_json::from_slice(&line[1..]).expect("JSON");
    let fields: BTreeSet<&str> = table("| field | holds |").iter().map(|row| row[0]).collect();
    let names = head.as_object().expect("fields").keys().map(String::as_str);
    assert_eq!(names.collect::<BTreeSet<_>>(), fields);
    assert_eq!(head["size"], constants.get("HASH_BYTES"));
    assert_eq!(head["each"], constants.get("CARDS_EACH"));

    let manifest = Manifest::read(index).expect("a manifest");
    let chars = (0..manifest.layout.char_files()).map(|file| (format!("chars/{file:x}.bin"), file));
    let mut hashed: Vec<(String, usize)> = chars.collect();
    let shards = 0..manifest.layout.shards();
    hashed.extend(shards.map(|file| (format!("shards/{file:x}.bin"), manifest.shard_place(file))));
    hashed.push(("cases/0.bin".to_owned(), manifest.card_file(0)));
    for (name, place) in &hashed {
        assert!(manifest.checked_content(*place, &files[name]).is_some(), "{name}");
    }
    let facets = head["facets"].as_array().expect("facets");
    for facet in facets {
        let name = format!("facets/{}.bin", facet[0].as_str().expect("a key"));
        let hash = u32::from_str_radix(facet[2].as_str().expect("a hash"), 16);
        assert_eq!(hash.expect("hexadecimal").to_be_bytes()[1..], files[&name][..3], "{name}");
    }
    let binary = files.keys().filter(|name| name.ends_with(".bin")).count();
    assert_eq!(binary, 2 + hashed.len() + facets.len(), "a file that the document does not know");
}

#[test]
fn cards_and_facets_are_those_of_the_document() {
    let files = published();
    for name in ["facets/year.bin", "facets/topic.bin"] {
        let made = inflate(&files[name][3..]);
        assert_eq!(made, bytes(name), "{name}: {made:02x?}");
    }
    let cards = inflate(&files["cases/0.bin"][3..]);
    let (text, ..) = encoding_rs::GB18030.decode(&cards);
    let lines: String = block("json", "cases/0.bin").lines().map(str::trim_start).collect();
    assert_eq!(text, lines);
}
