//! The manifest of an index: what a reader reads first. `docs/search-format.md` specifies it, and
//! all other files.

use serde_json::Value;

use super::shard::{Layout, Rarity};
use crate::foundation::diagnostic::{Diagnostic, Severity, Text};
use crate::say;

/// The version of the format that `docs/search-format.md` specifies. Raise it when a reader of
/// before would read a file wrongly, there and in `find.js` of the theme too.
pub const FORMAT: u8 = 2;

/// A manifest that was read.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// How the index is cut into files.
    pub layout: Layout,
    /// How rare each character is.
    pub rarity: Rarity,
    /// How many bytes the hash of a file has.
    size: usize,
    /// The hashes of all files of characters, then of all shards, then of all files of cards.
    hashes: Vec<u8>,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// Returns a finding for another version of the format, and for bytes that are no manifest.
    pub fn read(bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        match bytes.split_first() {
            Some((&FORMAT, rest)) => Self::read_body(rest).ok_or_else(report_damage),
            Some((&other, _)) => Err(report_unknown_format(other)),
            None => Err(report_damage()),
        }
    }

    fn read_body(bytes: &[u8]) -> Option<Self> {
        let (line, rest) = bytes.split_at(bytes.iter().position(|byte| *byte == b'\n')?);
        let (rarity, hashes) = rest.get(1..)?.split_at_checked(Rarity::BYTES)?;
        let head: Value = serde_json::from_slice(line).ok()?;
        let number = |key: &str| usize::try_from(head.get(key)?.as_u64()?).ok();
        let least = |key: &str| number(key).filter(|value| *value > 0);
        let bits = u32::try_from(number("bits")?).ok().filter(|bits| *bits <= Layout::MOST)?;
        let layout = Layout { bits, cases: number("cases")? };
        let rarity = Rarity::from_bytes(rarity);
        let (each, size, hashes) = (least("each")?, least("size")?, hashes.to_vec());
        let manifest = Self { layout, rarity, size, hashes };
        let files = manifest.card_file(0).checked_add(layout.cases.div_ceil(each))?;
        (files.checked_mul(size)? == manifest.hashes.len()).then_some(manifest)
    }

    /// Returns the place of a shard among all files that have a hash; files of characters stand
    /// first.
    #[must_use]
    pub fn shard_place(&self, number: usize) -> usize {
        self.layout.char_files() + number
    }

    /// Returns the place of a file of cards.
    #[must_use]
    pub fn card_file(&self, number: usize) -> usize {
        self.shard_place(self.layout.shards()) + number
    }

    /// Returns what follows the hash of a file; `None` unless it is that of the file at `place`.
    #[must_use]
    pub fn checked_content<'a>(&self, place: usize, file: &'a [u8]) -> Option<&'a [u8]> {
        file.strip_prefix(self.hashes.chunks(self.size).nth(place)?)
    }
}

fn report_unknown_format(format: u8) -> Box<Diagnostic> {
    refuse_index(say!(
        "检索的索引是第 {format} 版格式，这个程序只读第 {FORMAT} 版"
            | "the search index has format {format}, this program reads format {FORMAT} alone"
    ))
}

fn report_damage() -> Box<Diagnostic> {
    refuse_index(say!("检索的索引残缺，读不了" | "the search index is damaged or cut short"))
}

fn refuse_index(message: Text) -> Box<Diagnostic> {
    let finding = Diagnostic::new(Severity::Error, "search-format", None, message);
    Box::new(
        finding
            .with_hint(say!("请用这个程序重新生成网站" | "build the site anew with this program")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A manifest of seven cases in two shards, with the hashes `000000`, `010101` and so on.
    fn manifest(format: u8) -> Vec<u8> {
        let mut bytes = vec![format];
        bytes.extend(b"{\"bits\":1,\"cases\":7,\"each\":6,\"facets\":[],\"size\":3}\n");
        bytes.extend([0; Rarity::BYTES]);
        bytes.extend((0..5).flat_map(|file| [file; 3]));
        bytes
    }

    fn refused(bytes: &[u8]) -> String {
        let finding = Manifest::read(bytes).unwrap_err();
        assert_eq!((finding.code.0, finding.severity), ("search-format", Severity::Error));
        finding.message.en.into_owned()
    }

    #[test]
    fn a_file_is_read_by_the_hash_that_the_manifest_has_of_it() {
        let parsed = Manifest::read(&manifest(FORMAT)).unwrap();
        assert_eq!(parsed.layout, Layout { bits: 1, cases: 7 });
        assert_eq!((parsed.shard_place(1), parsed.card_file(1)), (2, 4));
        assert_eq!(parsed.checked_content(2, &[2, 2, 2, 7, 8]), Some(&[7, 8][..]));
        assert_eq!(parsed.checked_content(2, &[2, 2, 3, 7, 8]), None);
        assert_eq!(parsed.checked_content(5, &[5, 5, 5]), None);
    }

    #[test]
    fn a_format_that_is_not_known_is_refused_by_its_number() {
        for other in [0, FORMAT + 1, b'{', 255] {
            let said = refused(&manifest(other));
            assert!(said.contains(&format!("has format {other},")), "{said}");
        }
    }

    #[test]
    fn a_manifest_that_is_cut_short_is_refused() {
        let whole = manifest(FORMAT);
        for length in 0..whole.len() {
            assert!(refused(&whole[..length]).contains("damaged"), "{length}");
        }
        let mut long = whole;
        long.push(0);
        assert!(refused(&long).contains("damaged"));
    }
}
