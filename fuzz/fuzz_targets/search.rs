//! A query against an index: every part of a text finds it, and no bytes stop a reader.
//!
//! The first line is the query, the others are the texts of a case each.

#![no_main]

use std::collections::BTreeMap;

use casebook::search::manifest::Manifest;
use casebook::search::query::Query;
use casebook::search::shard::{
    Bases, Entry, Layout, Rarity, Reader, SortBuffers, encode_chars, encode_unit,
};
use casebook::search::{Builder, Grams};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    read_damaged(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (typed, texts) = text.split_once('\n').unwrap_or((text, text));
    let cases: Vec<Grams> = texts.lines().take(16).map(Grams::of_text).collect();
    let lists = write_and_read(&cases);
    for (case, line) in (0..).zip(texts.lines().take(16)) {
        let notes = |gram| {
            let entries: &Vec<Entry> = lists.get(&gram)?;
            entries.iter().find(|entry| entry.case == case).map(|entry| entry.notes)
        };
        let chars: Vec<char> = line.chars().collect();
        let part: String = chars[chars.len() / 3..chars.len().div_ceil(2)].iter().collect();
        for query in [typed, &part, line] {
            let parsed = Query::parse(query);
            let found = parsed.score(notes).is_some();
            let is_part = query.chars().count() > 1 && line.contains(query);
            assert!(found || !is_part || parsed.words.is_empty(), "{query:?} in {line:?}");
        }
    }
});

/// Writes an index and reads it as a browser does.
fn write_and_read(cases: &[Grams]) -> BTreeMap<u32, Vec<Entry>> {
    let none = Builder::default().finish();
    let layout = Layout { bits: 2, cases: cases.len() };
    let pairs = cases.iter().map(|grams| [grams, &none]);
    let bases = Bases::new(cases.len(), pairs.clone());
    let mut reader = Reader::new(layout, Rarity::from_bytes(&bases.rarity().to_bytes()));
    let chars = (0..).zip(encode_chars(layout, &bases));
    let mut lists: BTreeMap<u32, Vec<Entry>> =
        chars.flat_map(|(file, bytes)| reader.read_chars(file, &bytes).expect("chars")).collect();
    let mut room = SortBuffers::default();
    let shards = (0..layout.units())
        .flat_map(|unit| encode_unit(layout, unit, pairs.clone(), &bases, &mut room));
    for (number, bytes) in shards.enumerate() {
        lists.extend(reader.read_shard(number, &bytes).expect("a shard"));
    }
    lists
}

/// Whatever was fetched in the place of a file of the index is read or refused.
fn read_damaged(bytes: &[u8]) {
    let _ = Manifest::read(bytes);
    let layout = Layout { bits: 3, cases: 7 };
    let mut reader = Reader::new(layout, Rarity::from_bytes(bytes));
    for file in 0..layout.char_files() {
        let _ = reader.read_chars(file, bytes);
    }
    for number in 0..layout.shards() {
        let _ = reader.read_shard(number, bytes);
    }
}
