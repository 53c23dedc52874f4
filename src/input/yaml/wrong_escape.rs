//! Backslashes in double quotes that spell nothing: `"C:\数据"`, `"\*甲\*"`.

use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::path::SourcePath;
use crate::say;

/// What may stand behind a backslash in double quotes.
const ESCAPES: &str = "0abt\tnvfre \"/\\N_LPxuU\n\r";

/// Explains an error at the place or on the line of which a text in double quotes begins, when a
/// backslash in that spells nothing.
pub(super) fn explain_escape(
    file: &SourcePath,
    text: &str,
    base: usize,
    at: Span,
) -> Option<Diagnostic> {
    let line = (at.start as usize).checked_sub(base)?;
    let start = line + opening_quote(text.get(line..)?)?;
    let inner = text.get(start + 1..)?;
    let backslashes = list_backslashes(inner);
    let is_wrong = |(_, next): &&(usize, char)| !ESCAPES.contains(*next);
    let (first, next) = *backslashes.iter().find(is_wrong)?;
    // Where others do spell something, nobody knows which are meant, and `\*` may be meant for `*`.
    let is_path = |place: &(usize, char)| is_wrong(&place) && place.1.is_alphanumeric();
    let is_sure = backslashes.iter().all(is_path);
    let (from, to) = (start + 1 + first, start + 1 + backslashes.last()?.0 + 1);
    let written = text.get(from..to)?;
    let span = Span::new(base + from, base + from + 1 + next.len_utf8());
    let finding = Diagnostic::error(
        "yaml",
        file,
        say!(
            "英文双引号里的“\\”后面不能是“{next}”"
                | "in double quotes, `\\` cannot stand before `{next}`"
        ),
    )
    .at_span(span)
    .with_hint(say!(
        "要显示“\\”，请写成“\\\\”；或者整段改用英文单引号括起来"
            | "write `\\\\` for a backslash, or put the whole text in single quotes"
    ));
    let replaced = Span::new(base + from, base + to);
    Some(finding.add_fix(replaced, written.replace('\\', "\\\\"), is_sure))
}

/// Returns where the first text in double quotes begins on the line that `text` begins with.
fn opening_quote(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    let is_opening = |at: &usize| {
        let before = line[..*at].trim_end();
        before.is_empty() || before.ends_with([':', '-', '[', '{', ','])
    };
    line.match_indices('"').map(|(at, _)| at).find(is_opening)
}

/// Returns where the backslashes stand in a text up to its closing quote, each with what follows.
fn list_backslashes(inner: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut signs = inner.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '"' => break,
            '\\' => found.extend(signs.next().map(|(_, next)| (at, next))),
            _ => {}
        }
    }
    found
}
