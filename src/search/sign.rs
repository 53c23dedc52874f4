//! Signs: punctuation, emoji and whatever else is no letter. They are found when a query holds
//! nothing else.

use super::fold::{self, GAP};

/// Returns the form in which a sign is compared; `None` for letters, digits, signs that join, and
/// white space.
#[must_use]
pub fn sign_form(c: char) -> Option<char> {
    match c {
        '\u{4E00}'..='\u{9FFF}' | 'a'..='z' | '0'..='9' | 'A'..='Z' => return None,
        // The commonest signs, so that no table of characters is asked for them.
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{2010}'..='\u{2027}' => {
            return Some(c);
        }
        _ if c.is_whitespace() || c.is_control() => return None,
        _ => {}
    }
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    };
    fold::is_gap(narrow).then_some(narrow)
}

/// Returns the signs of a text in their order, with a [`GAP`] for all that stands between two runs
/// of them.
#[must_use]
pub fn read_signs(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    let mut gap = false;
    for c in text.chars().filter(|c| !fold::is_invisible(*c)) {
        match sign_form(c) {
            Some(sign) => {
                if gap && !out.is_empty() {
                    out.push(GAP);
                }
                gap = false;
                out.push(sign);
            }
            None => gap = true,
        }
    }
    out
}

/// Calls `take` with every sign of a text, and with every two that stand side by side.
pub fn each_gram(text: &str, mut take: impl FnMut(&[char])) {
    let mut last = None;
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        // Nearly all is Han, U+4E00 to U+9FFF, letters and digits.
        let plain = match bytes.get(at..).unwrap_or_default() {
            [] => return,
            [0xE4, 0xB8..=0xBF, ..] | [0xE5..=0xE9, ..] => 3,
            [byte, ..] if byte.is_ascii_alphanumeric() => 1,
            _ => 0,
        };
        if plain > 0 {
            at += plain;
            last = None;
            continue;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
        at += c.len_utf8();
        if fold::is_invisible(c) {
            continue;
        }
        let current = sign_form(c);
        if let Some(current) = current {
            take(&[current]);
            if let Some(last) = last {
                take(&[last, current]);
            }
        }
        last = current;
    }
}

/// Returns the grams that a text must have to hold a run of signs.
#[must_use]
pub fn cover_run(run: &[char]) -> Vec<&[char]> {
    if run.len() < 2 { vec![run] } else { run.windows(2).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stand_in_runs_whatever_their_width() {
        assert_eq!(
            read_signs("党建（试行）。“好！🎉\u{FE0F}").into_iter().collect::<String>(),
            "(\0)。“\0!🎉"
        );
        assert!(read_signs("1+14+X 50% ⼈⺠").is_empty());
    }

    #[test]
    fn signs_side_by_side_are_a_gram() {
        let mut all = Vec::new();
        each_gram("好。”又", |gram| all.push(gram.to_vec()));
        assert_eq!(all, [vec!['。'], vec!['”'], vec!['。', '”']]);
        all.clear();
        // The last and the first characters beside those that are passed over, and these.
        each_gram("\u{4DFF}一\u{9FFF}\u{A000}", |gram| all.push(gram.to_vec()));
        assert_eq!(all, [vec!['\u{4DFF}']]);
    }
}
