//! Characters in a file, or in its name, that nobody sees and nobody meant.

use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::SourcePath;
use crate::say;
use crate::text::invisible;
use crate::text::invisible::InvisibleSigns;

/// The most lines of a file that are named one by one.
const MOST_NAMED: usize = 20;

/// Reports the lines of a file that hold invisible characters. Returns whether it is sure that
/// there are none.
pub fn check_invisible(file: &SourcePath, text: &str, sink: &mut Sink) -> bool {
    if !invisible::may_hold_invisible(text) {
        return true;
    }
    let found = invisible::find_invisible(text);
    let lines = found.len();
    for signs in found.into_iter().take(MOST_NAMED) {
        let span = Span::new(signs.range.start, signs.range.end);
        let finding = report_signs(file, signs, span);
        sink.push(if lines > MOST_NAMED {
            finding.with_hint(say!(
                "本文件共有 {lines} 行如此" | "lines like it in this file: {lines}"
            ))
        } else {
            finding
        });
    }
    false
}

/// Returns the finding about invisible characters that stand at `span`.
pub(super) fn report_signs(file: &SourcePath, signs: InvisibleSigns, span: Span) -> Diagnostic {
    let (count, zh, en) = (signs.count, signs.names.join("、"), signs.names.join(", "));
    let message = say!(
        "这里有看不见的字符：{zh}，共 {count} 个"
            | "there are characters here that cannot be seen ({count}): {en}"
    );
    Diagnostic::warning("invisible", file, message)
        .at_span(Span { end: span.start, ..span })
        .with_hint(say!(
            "多半是从别处粘贴时带进来的，请删去；casebook check --fix 会替你删"
                | "they probably came with pasted text: delete them, or let \
                   `casebook check --fix` do so"
        ))
        .with_fix(span, signs.replacement)
}

/// Reports invisible characters in the path of a file: two names that look alike are two files.
pub fn check_name(file: &SourcePath, sink: &mut Sink) {
    for signs in invisible::find_invisible(file.as_str()) {
        let mut seen = file.as_str().to_owned();
        seen.replace_range(signs.range, &signs.replacement);
        let (count, zh, en) = (signs.count, signs.names.join("、"), signs.names.join(", "));
        let message = say!(
            "文件名里有看不见的字符：{zh}，共 {count} 个"
                | "the name of this file holds characters that cannot be seen ({count}): {en}"
        );
        sink.push(Diagnostic::warning("invisible", file, message).with_hint(say!(
            "看上去同名的文件会是两个，链接也会对不上：请重新输入文件名，改成“{seen}”，链接到它的地方也照改"
                | "two names that look alike are two files, and links miss them: type the name \
                   anew, as `{seen}`, and do so where it is linked"
        )));
    }
}
