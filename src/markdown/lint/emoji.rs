//! `:smile:`, the code of an emoji, which is shown as text.

use super::dialect::dialect_finding;
use super::{Finding, Rule};
use crate::say;

pub(super) const RULE: Rule =
    Rule { code: "dialect", needles: &[":"], fresh: false, run: lint_emoji };

/// The codes that people write most. What is not among them may be anything between colons.
#[rustfmt::skip]
const CODES: [(&str, &str); 96] = [
    ("+1", "👍"), ("-1", "👎"), ("alarm_clock", "⏰"), ("angry", "😠"), ("apple", "🍎"), ("arrow_down", "⬇"),
    ("arrow_left", "⬅"), ("arrow_right", "➡"), ("arrow_up", "⬆"), ("art", "🎨"), ("bangbang", "‼"), ("bar_chart", "📊"),
    ("beer", "🍺"), ("bell", "🔔"), ("blue_heart", "💙"), ("blush", "😊"), ("book", "📖"), ("bookmark", "🔖"),
    ("books", "📚"), ("boom", "💥"), ("broken_heart", "💔"), ("bug", "🐛"), ("bulb", "💡"), ("cake", "🍰"), ("calendar", "📆"),
    ("camera", "📷"), ("chart_with_upwards_trend", "📈"), ("clap", "👏"), ("clipboard", "📋"), ("cn", "🇨🇳"),
    ("coffee", "☕"), ("computer", "💻"), ("confetti_ball", "🎊"), ("construction", "🚧"), ("cry", "😢"), ("date", "📅"),
    ("email", "✉"), ("exclamation", "❗"), ("eyes", "👀"), ("family", "👪"), ("file_folder", "📁"), ("fire", "🔥"),
    ("flags", "🎏"), ("gift", "🎁"), ("globe_with_meridians", "🌐"), ("grin", "😁"), ("grinning", "😀"), ("handshake", "🤝"),
    ("heart", "❤"), ("heart_eyes", "😍"), ("heavy_check_mark", "✔"), ("house", "🏠"), ("hourglass", "⌛"),
    ("information_source", "ℹ"), ("joy", "😂"), ("key", "🔑"), ("laughing", "😆"), ("link", "🔗"), ("lock", "🔒"),
    ("loudspeaker", "📢"), ("mag", "🔍"), ("mailbox", "📫"), ("mega", "📣"), ("memo", "📝"), ("moneybag", "💰"), ("muscle", "💪"),
    ("ok", "🆗"), ("ok_hand", "👌"), ("package", "📦"), ("paperclip", "📎"), ("pencil", "📝"), ("pencil2", "✏"), ("phone", "☎"),
    ("pray", "🙏"), ("pushpin", "📌"), ("question", "❓"), ("rainbow", "🌈"), ("relaxed", "☺"), ("rocket", "🚀"), ("rose", "🌹"),
    ("seedling", "🌱"), ("smile", "😄"), ("smiley", "😃"), ("sob", "😭"), ("sparkles", "✨"), ("star", "⭐"), ("sunglasses", "😎"),
    ("sunny", "☀"), ("tada", "🎉"), ("thinking", "🤔"), ("thumbsup", "👍"), ("trophy", "🏆"), ("warning", "⚠"),
    ("wave", "👋"), ("white_check_mark", "✅"), ("x", "❌"),
];

fn lint_emoji(text: &str, found: &mut Vec<Finding>) {
    let is_joined = |c: char| c.is_ascii_alphanumeric() || "_/\\.-".contains(c);
    let (mut at, mut last) = (0, 0);
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(':')).map(|found| at + found) {
        at = start + 1;
        let rest = &text[at..];
        let is_name = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_+-".contains(b);
        let length = rest.bytes().take_while(is_name).count();
        let Some(after) = rest.get(length..).and_then(|rest| rest.strip_prefix(':')) else {
            continue;
        };
        // `std::fire::x` is code, `:+1::+1:` two of them.
        let before = text[..start].strip_suffix(':').filter(|_| start != last);
        let is_apart = before.is_none()
            && !text[..start].ends_with(is_joined)
            && !after.starts_with(is_joined);
        let Some((_, emoji)) = CODES.iter().find(|(code, _)| *code == &rest[..length]) else {
            continue;
        };
        if !is_apart {
            continue;
        }
        let end = at + length + 1;
        let hint = say!("请直接写“{emoji}”，或者删去" | "write `{emoji}` itself, or delete it");
        found.push(dialect_finding(&text[start..end], start..end, hint));
        (at, last) = (end, end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn codes_of_emoji_are_found() {
        for (text, codes) in [
            ("很好:smile:。", &[":smile:"][..]),
            (":tada: 开张 :+1::heart:", &[":tada:", ":+1:", ":heart:"]),
            ("注意：:warning:", &[":warning:"]),
        ] {
            let found: Vec<String> = run(&RULE, text).into_iter().map(|found| found.0).collect();
            assert_eq!(found, codes, "{text}");
        }
    }

    #[test]
    fn times_paths_and_names_between_colons_are_none() {
        for text in [
            "10:30:45",
            "std::fire::x",
            "a:smile:b",
            "http://a.b:80/x:y",
            "::",
            ":smile",
            "C:x:",
            "3:1:2",
            ":param x:",
            ":ref:",
            "注: x: y",
            "a.rs:x:12",
            ":heart:.md",
            "https://x.org/:fire:/",
        ] {
            assert!(run(&RULE, text).is_empty(), "{text}");
        }
    }
}
