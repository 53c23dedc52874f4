//! Pinyin of names: `chongqing`, `cq` and any part of them find 重庆.

use ::pinyin::ToPinyinMulti;

use super::fold::GAP;

/// How many letters three syllables have at most.
const LETTERS: usize = 18;

/// Calls `take` with every gram of the Pinyin of `name`: three letters of the full form, syllables
/// of two, and two and three of the initials. A character of several readings has the grams of
/// each, so that both `chongqing` and `zhongqing` find 重庆.
pub fn each_gram(name: &str, mut take: impl FnMut(&[char])) {
    let mut stretch = Stretch::default();
    for c in super::fold::fold_text(name) {
        if !stretch.push_char(c) {
            stretch.flush_readings(&mut take);
        }
    }
    stretch.flush_readings(&mut take);
}

/// Characters side by side that all have readings.
#[derive(Default)]
struct Stretch {
    /// The readings of all characters, without tones, each once for its character.
    readings: Vec<&'static str>,
    /// Where the readings of each character end.
    ends: Vec<usize>,
}

impl Stretch {
    /// Adds a character; tells whether it has a reading.
    fn push_char(&mut self, c: char) -> bool {
        let start = self.readings.len();
        for reading in c.to_pinyin_multi().into_iter().flatten() {
            // Keyboards have no ü: people type lv or lu for 旅.
            let typed: &[&str] = match reading.plain() {
                "lü" => &["lv", "lu"],
                "nü" => &["nv", "nu"],
                "lüe" => &["lve", "lue"],
                "nüe" => &["nve", "nue"],
                spelling => &[spelling],
            };
            for spelling in typed.iter().filter(|spelling| spelling.is_ascii()) {
                if !self.readings[start..].contains(spelling) {
                    self.readings.push(spelling);
                }
            }
        }
        let found = self.readings.len() > start;
        if found {
            self.ends.push(self.readings.len());
        }
        found
    }

    /// Returns the readings of a character; none past the end.
    fn readings_at(&self, at: usize) -> &[&'static str] {
        let start = at
            .checked_sub(1)
            .map_or(0, |before| self.ends.get(before).copied().unwrap_or_default());
        self.ends.get(at).and_then(|end| self.readings.get(start..*end)).unwrap_or_default()
    }

    fn flush_readings(&mut self, take: &mut impl FnMut(&[char])) {
        for at in 0..self.ends.len() {
            // Three letters reach over three characters at most, since each has one letter or more.
            for first in self.readings_at(at) {
                take_windows(&[first], 0, first.len(), take);
                // A syllable typed by itself, as in `xi an`, has no three letters.
                if let [one, other] = *first.as_bytes() {
                    take(&[one, other].map(char::from));
                }
                let across = first.len().saturating_sub(2);
                for second in self.readings_at(at + 1) {
                    take_windows(&[first, second], across, first.len(), take);
                    take_initials(&[first, second], take);
                    for third in self.readings_at(at + 2) {
                        take_initials(&[first, second, third], take);
                        if second.len() == 1 {
                            take_windows(&[first, second, third], across, first.len(), take);
                        }
                    }
                }
            }
        }
        self.readings.clear();
        self.ends.clear();
    }
}

/// Takes the windows of three letters that begin from the letter `from` on and before the letter
/// `to`.
fn take_windows(syllables: &[&str], from: usize, to: usize, take: &mut impl FnMut(&[char])) {
    let mut letters = ['\0'; LETTERS];
    let mut length = 0;
    for (cell, letter) in
        letters.iter_mut().zip(syllables.iter().flat_map(|syllable| syllable.chars()))
    {
        *cell = letter;
        length += 1;
    }
    for at in from..to.min(length.max(2) - 2) {
        take(&letters[at..at + 3]);
    }
}

fn take_initials(syllables: &[&str], take: &mut impl FnMut(&[char])) {
    let mut letters = ['\0'; 3];
    for (cell, syllable) in letters.iter_mut().zip(syllables) {
        *cell = syllable.chars().next().expect("a syllable has a letter");
    }
    take(&letters[..syllables.len()]);
}

/// Returns the letters of a word that can be Pinyin: nothing but letters, two or more, with marks
/// between (`jing'an`) or without.
#[must_use]
pub fn pinyin_letters(folded: &[char]) -> Option<Vec<char>> {
    let letters: Vec<char> = folded.iter().copied().filter(|c| *c != GAP).collect();
    (letters.len() >= 2 && letters.iter().all(char::is_ascii_lowercase)).then_some(letters)
}

/// Returns the grams that a name must have for its Pinyin to hold `letters`, which are two or more.
pub fn cover_letters(letters: &[char]) -> impl Iterator<Item = &[char]> {
    letters.windows(letters.len().min(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(name: &str, query: &str) -> bool {
        let mut grams = Vec::new();
        each_gram(name, |gram| grams.push(gram.to_vec()));
        pinyin_letters(&super::super::fold::fold_text(query)).is_some_and(|letters| {
            cover_letters(&letters).all(|gram| grams.iter().any(|known| known == gram))
        })
    }

    #[test]
    fn names_are_found_by_initials_and_by_full_pinyin_in_every_reading() {
        for (name, queries) in [
            ("重庆市", &["chongqing", "cq", "cqs", "ongqi"][..]),
            ("六安市", &["luan", "liuan", "la"]),
            ("上海市静安区", &["jingan", "jaq", "shanghaishijinganqu", "shsjaq", "Jìng'ān"]),
            ("绿色旅游", &["lvyou", "luyou", "lsly", "lvselvyou"]),
            ("西安市", &["xi", "an", "xian"]),
        ] {
            for query in queries {
                assert!(finds(name, query), "{name} {query}");
            }
        }
        assert!(!finds("重庆市", "beijing"));
    }
}
