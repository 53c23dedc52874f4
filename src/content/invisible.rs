//! Characters in a file that nobody sees and nobody meant.

use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::SourcePath;
use crate::say;
use crate::text::invisible;

/// The most lines of a file that are named one by one.
const MOST_NAMED: usize = 20;

/// Reports the lines of a file that hold invisible characters.
pub fn check_invisible(file: &SourcePath, text: &str, sink: &mut Sink) {
    let found = invisible::find_invisible(text);
    let lines = found.len();
    for signs in found.into_iter().take(MOST_NAMED) {
        let (count, zh, en) = (signs.count, signs.names.join("、"), signs.names.join(", "));
        let span = Span::new(signs.range.start, signs.range.end);
        let finding = Diagnostic::warning(
            "invisible",
            file,
            say!(
                "这里有看不见的字符：{zh}，共 {count} 个"
                    | "there are characters here that cannot be seen ({count}): {en}"
            ),
        )
        .at_span(Span::new(signs.range.start, signs.range.start))
        .with_hint(say!(
            "多半是从别处粘贴时带进来的，请删去；casebook check --fix 会替你删"
                | "they probably came with pasted text: delete them, or let `casebook check --fix` do so"
        ));
        let finding = if lines > MOST_NAMED {
            finding.with_hint(say!(
                "本文件共有 {lines} 行如此" | "lines like it in this file: {lines}"
            ))
        } else {
            finding
        };
        sink.push(finding.with_fix(span, signs.replacement));
    }
}
