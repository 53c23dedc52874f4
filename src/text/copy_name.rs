//! Names that copies of a file get: from sync tools that met two states of it, from file managers,
//! from people.

/// How surely a name is that of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It says so and can mean nothing else: `门房 - 副本`, `门房-DESKTOP-8K2LQ1M`, `门房 (1)`.
    Sure,
    /// It has a word of a copy, which may be one of the title: `门房-冲突调解`.
    Word,
    /// It ends in a small number, as the second of two of one name does: `门房 2`.
    Number,
    /// It goes on behind the other name, as with the name of a machine: `门房-PC-07`.
    Other,
}

const WORDS: [&str; 14] = [
    "副本", "复件", "冲突", "拷贝", "备份", "copy", "conflict", "kopie", "copie", "backup",
    "desktop-", "laptop-", "macbook", "-pc-",
];

/// Words that say it all when nothing but numbers stands beside them.
const WHOLE: [&str; 16] = [
    "副本",
    "的副本",
    "复件",
    "的复件",
    "复制",
    "拷贝",
    "的拷贝",
    "备份",
    "的备份",
    "冲突",
    "copy",
    "conflict",
    "conflicted",
    "kopie",
    "copie",
    "backup",
];

/// What sync tools write among names of people and machines, and dates.
const PHRASES: [&str; 11] = [
    "冲突副本",
    "冲突文件",
    "冲突版本",
    "版本冲突",
    "sync-conflict",
    "sfconflict",
    "conflicted copy",
    "conflict copy",
    "conflicting copy",
    "case conflict",
    "_conflict_",
];

/// What the names of machines begin with that Windows made up.
const MACHINES: [&str; 2] = ["desktop-", "laptop-"];

/// What stands before the name of the original.
const PREFIXES: [(&str, Mark); 5] = [
    ("复件", Mark::Sure),
    ("副本", Mark::Sure),
    ("copy of ", Mark::Sure),
    ("kopie von ", Mark::Sure),
    ("conflict", Mark::Word),
];

/// Returns the names of which `name`, of a file without its folder and ending, may be a copy.
#[must_use]
pub fn find_originals(name: &str) -> Vec<(String, Mark)> {
    let mut found = Vec::new();
    // `a 2.en` is a copy of `a.en`.
    let tail = name.rsplit_once('.').map(|(_, tag)| tag).filter(|tag| is_tag(tag));
    let tails = tail.map(|tag| name.len() - tag.len() - 1).into_iter().chain([name.len()]);
    for end in tails {
        let (head, tail) = name.split_at(end);
        for (at, _) in head.char_indices().skip(1).filter(|(at, c)| begins_mark(&head[*at..], *c)) {
            let original = head[..at].trim_end();
            if !original.is_empty() {
                found.push((format!("{original}{tail}"), read_mark(&head[at..])));
            }
        }
    }
    let lower = name.to_lowercase();
    for (prefix, mark) in PREFIXES.iter().filter(|(prefix, _)| lower.starts_with(prefix)) {
        let behind = name.get(prefix.len()..).unwrap_or_default();
        // `副本制度` is a title.
        let is_parted = prefix.ends_with(' ') || !behind.starts_with(char::is_alphanumeric);
        let mark = if is_parted { *mark } else { Mark::Word };
        let rest = behind.trim_start();
        // `复件 (2) 门房`
        let rest =
            match rest.strip_prefix(['(', '（']).and_then(|rest| rest.split_once([')', '）'])) {
                Some((_, rest)) => rest,
                None => rest,
            };
        let rest = rest.trim_start_matches([' ', '-', '_']);
        found.push((rest.to_owned(), mark));
    }
    found
}

/// Tells whether what a copy is called by may begin with `rest`, whose first character is `c`.
fn begins_mark(rest: &str, c: char) -> bool {
    !c.is_alphanumeric() || ["的", "副本", "复件", "冲突"].iter().any(|word| rest.starts_with(word))
}

fn read_mark(rest: &str) -> Mark {
    let lower = rest.to_lowercase();
    let word = lower.trim_matches(|c: char| !c.is_alphabetic());
    let behind = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_machine = MACHINES.iter().any(|name| {
        let rest = behind.strip_prefix(name).unwrap_or_default();
        rest.len() > 2 && rest.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    let number = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let is_small = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    // Systems write half-width brackets; 议事会（2） is the second of a series as well.
    let is_counted =
        is_small && rest.trim_start().starts_with('(') && rest.trim_end().ends_with(')');
    if is_counted
        || is_machine
        || WHOLE.contains(&word)
        || PHRASES.iter().any(|phrase| lower.contains(phrase))
    {
        Mark::Sure
    } else if WORDS.iter().any(|word| lower.contains(word)) {
        Mark::Word
    } else if is_small {
        Mark::Number
    } else {
        Mark::Other
    }
}

/// Tells whether `tag` may be the language in a file's name.
fn is_tag(tag: &str) -> bool {
    (2..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Tells whether two texts have so many hundredths in common, by the pairs of neighbouring
/// characters that are in both. Most that have not differ in their characters already, which are
/// counted in a fraction of the time that sorting pairs takes.
#[must_use]
pub fn are_alike(one: &str, other: &str, least: usize) -> bool {
    // Characters that share a number count as one: texts seem closer then, never further apart.
    let mut surplus = [0_isize; 1024];
    let mut both = 0;
    for (text, step) in [(one, 1), (other, -1)] {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            surplus[c as usize % 1024] += step;
            both += 1;
        }
    }
    let alone: usize = surplus.iter().map(|count| count.unsigned_abs()).sum();
    100 * (both - alone) >= least * both.saturating_sub(2) && measure_likeness(one, other) >= least
}

fn measure_likeness(one: &str, other: &str) -> usize {
    let (one, other) = (sorted_pairs(one), sorted_pairs(other));
    (200 * count_common(&one, &other)).checked_div(one.len() + other.len()).unwrap_or(100)
}

/// Tells how much of `part` is in `whole`, in hundredths, by its pairs of neighbouring characters.
#[must_use]
pub fn share_of_pairs(part: &str, whole: &str) -> usize {
    let (part, whole) = (sorted_pairs(part), sorted_pairs(whole));
    (100 * count_common(&part, &whole)).checked_div(part.len()).unwrap_or(100)
}

fn sorted_pairs(text: &str) -> Vec<[char; 2]> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut pairs: Vec<[char; 2]> = chars.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    pairs.sort_unstable();
    pairs
}

/// Counts what two sorted lists have in common.
fn count_common(one: &[[char; 2]], other: &[[char; 2]]) -> usize {
    let (mut at, mut with, mut common) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(at), other.get(with)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => with += 1,
            std::cmp::Ordering::Equal => (at, with, common) = (at + 1, with + 1, common + 1),
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_known_by_its_name() {
        for (name, original, mark) in [
            ("门房 - 副本", "门房", Mark::Sure),
            ("门房 - 副本 (2)", "门房", Mark::Sure),
            ("门房副本", "门房", Mark::Sure),
            ("门房 的副本", "门房", Mark::Sure),
            ("门房的副本", "门房", Mark::Sure),
            ("门房_备份_20240305", "门房", Mark::Sure),
            ("复件 门房", "门房", Mark::Sure),
            ("复件 (2) 门房", "门房", Mark::Sure),
            ("副本制度", "制度", Mark::Word),
            ("Copy of menfang", "menfang", Mark::Sure),
            ("menfang copy 2", "menfang", Mark::Sure),
            ("menfang - Copy (3)", "menfang", Mark::Sure),
            ("门房 (小陈的冲突副本 2024-03-05)", "门房", Mark::Sure),
            ("门房 (Xiao Chen's conflicted copy 2024-03-05)", "门房", Mark::Sure),
            ("门房 (SFConflict a@b.cn 2024-03-05-10-15-00)", "门房", Mark::Sure),
            ("门房_冲突文件_小陈_20240305", "门房", Mark::Sure),
            ("门房.sync-conflict-20240305-101500-ABCDEFG", "门房", Mark::Sure),
            ("门房-冲突调解", "门房", Mark::Word),
            ("门房-备份电源", "门房", Mark::Word),
            ("门房 (1)", "门房", Mark::Sure),
            ("门房（1）", "门房", Mark::Number),
            ("门房(12)", "门房", Mark::Sure),
            ("门房 (2024)", "门房", Mark::Other),
            ("门房 2", "门房", Mark::Number),
            ("a 2.en", "a.en", Mark::Number),
            ("a.en 2", "a.en", Mark::Number),
            ("门房-PC-07", "门房", Mark::Word),
            ("门房-DESKTOP-8K2LQ1M", "门房", Mark::Sure),
            ("门房-xiaolin", "门房", Mark::Other),
        ] {
            assert!(find_originals(name).contains(&(original.to_owned(), mark)), "{name}");
        }
        assert!(find_originals("门房").is_empty());
    }

    #[test]
    fn texts_are_alike_when_little_was_changed() {
        let text = "小区门房改造之后，值班的人多了一倍，夜里也有人应门，居民都说方便。";
        assert_eq!(measure_likeness(text, text), 100);
        assert!(are_alike(text, text, 100) && are_alike(text, &text.replace("一倍", "两倍"), 85));
        assert!(are_alike("", "", 100) && !are_alike(text, "", 1));
        assert!(measure_likeness(text, &text.replace("一倍", "两倍")) > 85);
        assert!(measure_likeness(text, "街道把闲置的厂房改成了社区食堂，老人每餐补贴三元。") < 30);
    }
}
