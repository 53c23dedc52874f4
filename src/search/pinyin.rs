//! Pinyin of names: `chongqing`, `cq` and any part of them find 重庆.

use ::pinyin::ToPinyinMulti;

/// The readings of one character, without tones, each once.
type Readings = Vec<&'static str>;

/// Calls `take` with every gram of the Pinyin of `name`: three letters of the full form, two and three of the initials.
/// A character of several readings has the grams of each, so that both `chongqing` and `zhongqing` find 重庆.
pub fn each(name: &str, mut take: impl FnMut(&[char])) {
    let folded = super::fold::fold(name);
    for run in super::fold::runs(&folded) {
        let mut stretch: Vec<Readings> = Vec::new();
        for c in run {
            match readings(*c) {
                Some(readings) => stretch.push(readings),
                None => flush(&mut stretch, &mut take),
            }
        }
        flush(&mut stretch, &mut take);
    }
}

fn readings(c: char) -> Option<Readings> {
    let mut readings: Readings = c.to_pinyin_multi()?.into_iter().map(pinyin::Pinyin::plain).collect();
    readings.sort_unstable();
    readings.dedup();
    readings.retain(|reading| reading.is_ascii());
    (!readings.is_empty()).then_some(readings)
}

fn flush(stretch: &mut Vec<Readings>, take: &mut impl FnMut(&[char])) {
    for at in 0..stretch.len() {
        // Three letters reach over three characters at most, since each has one letter or more.
        for first in &stretch[at] {
            windows(first, first.len(), take);
            for second in stretch.get(at + 1).into_iter().flatten() {
                let two = format!("{first}{second}");
                windows(&two, first.len(), take);
                initials([first, second], take);
                for third in stretch.get(at + 2).into_iter().flatten() {
                    initials([first, second, third], take);
                    if second.len() == 1 {
                        windows(&format!("{two}{third}"), first.len(), take);
                    }
                }
            }
        }
    }
    stretch.clear();
}

/// Takes the windows of three letters that begin in the first `starts` letters.
fn windows(letters: &str, starts: usize, take: &mut impl FnMut(&[char])) {
    let letters: Vec<char> = letters.chars().collect();
    for window in letters.windows(3).take(starts) {
        take(window);
    }
}

fn initials<const N: usize>(readings: [&str; N], take: &mut impl FnMut(&[char])) {
    let letters = readings.map(|reading| reading.chars().next().unwrap_or_default());
    take(&letters);
}

/// Returns the grams that a name must have for its Pinyin to hold `letters`; `None` when these can be no Pinyin.
#[must_use]
pub fn cover(letters: &[char]) -> Option<Vec<&[char]>> {
    let fits = letters.len() >= 2 && letters.iter().all(char::is_ascii_lowercase);
    fits.then(|| if letters.len() == 2 { vec![letters] } else { letters.windows(3).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(name: &str, query: &str) -> bool {
        let mut grams = Vec::new();
        each(name, |gram| grams.push(gram.to_vec()));
        let letters: Vec<char> = query.chars().collect();
        cover(&letters).is_some_and(|cover| cover.into_iter().all(|gram| grams.iter().any(|own| own == gram)))
    }

    #[test]
    fn names_are_found_by_initials_and_by_full_pinyin_in_every_reading() {
        for (name, queries) in [
            ("重庆市", &["chongqing", "cq", "cqs", "ongqi"][..]),
            ("六安市", &["luan", "liuan", "la"]),
            ("上海市静安区", &["jingan", "jaq", "shanghaishijinganqu", "shsjaq"]),
        ] {
            for query in queries {
                assert!(finds(name, query), "{name} {query}");
            }
        }
        assert!(!finds("重庆市", "beijing"));
    }
}
