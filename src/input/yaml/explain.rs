//! What is wrong with a text that is no YAML, or not the YAML that its author meant, in an editor's
//! words.

use super::library::{self, span_of};
use super::misplaced;
use super::wrong_escape::explain_escape;
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::SourcePath;
use crate::input::typos;
use crate::input::typos::{Confidence, Typo};
use crate::say;

/// How many typos are tried one by one where no set of them explains what is wrong.
const MOST_TRIED: usize = 16;

/// YAML drops ` #标签` without a word.
pub(super) fn report_dropped_comments(file: &SourcePath, text: &str, base: usize, sink: &mut Sink) {
    for range in typos::find_dropped_comments(text) {
        sink.push(
            Diagnostic::warning(
                "comment",
                file,
                say!(
                    "“#”和它后面的文字被当作注释，没有读进来"
                        | "`#` and what follows it is a comment and was not read"
                ),
            )
            .at_span(Span::new(base + range.start, base + range.end))
            .with_hint(say!(
                "如果是内容，请用英文双引号把整段内容括起来；如果是注释，请在“#”后面空一格"
                    | "if it belongs to the value, put the whole value in double quotes; if it is \
                       a comment, write a space after `#`"
            )),
        );
    }
}

/// Reports what YAML takes without a word and reads otherwise than meant, such as
/// `- label：党组织`; tells whether there is any.
pub(super) fn report_silent_misreading(
    file: &SourcePath,
    text: &str,
    base: usize,
    sink: &mut Sink,
) -> bool {
    if !typos::may_hold_typo(text) {
        return false;
    }
    let certain = |typo: &Typo| typo.sure == Confidence::Certain;
    let typos: Vec<Typo> = typos::find_typos(text).into_iter().filter(certain).collect();
    let meant = !typos.is_empty() && is_yaml_when_fixed(text, certain);
    if meant {
        report_typos(file, typos, base, |_| true, sink);
    }
    meant
}

/// Tells whether `text` is YAML with those typos fixed that `chosen` takes. One typo may hide
/// another.
fn is_yaml_when_fixed(text: &str, chosen: impl Fn(&Typo) -> bool) -> bool {
    let mut fixed = text.to_owned();
    for _ in 0..4 {
        let typos: Vec<Typo> = typos::find_typos(&fixed).into_iter().filter(&chosen).collect();
        if typos.is_empty() {
            break;
        }
        fixed = typos::fix_typos(&fixed, &typos);
    }
    library::read_document(&fixed, 0).is_ok()
}

fn report_typos(
    file: &SourcePath,
    typos: Vec<Typo>,
    base: usize,
    safe: impl Fn(&Typo) -> bool,
    sink: &mut Sink,
) {
    for typo in typos {
        let span = Span::new(base + typo.range.start, base + typo.range.end);
        let safe = safe(&typo);
        sink.push(
            Diagnostic::error("yaml", file, typo.message)
                .at_span(span)
                .with_hint(typo.hint)
                .add_fix(span, typo.replacement, safe),
        );
    }
}

/// Says in an editor's words what is wrong with a text that is no YAML.
///
/// Most often it is punctuation from a Chinese keyboard. Each such typo is a finding of its own, as
/// long as the text with all of them fixed is YAML. Those that are certain are tried alone before
/// those that are likely. Where no typos explain it all, one finding says where the text cannot be
/// read on: the first typo that is to blame for it, or the library's own place. What is wrong below
/// may follow from it, and is told when it is fixed.
pub(super) fn explain_error(
    file: &SourcePath,
    text: &str,
    base: usize,
    error: &serde_yaml::Error,
    sink: &mut Sink,
) {
    if let Some(finding) = beyond_budget(file, text, base, error) {
        sink.push(finding);
        return;
    }
    let mut typos = typos::find_typos(text);
    for least in [Confidence::Certain, Confidence::Likely, Confidence::Guess] {
        let chosen = |typo: &Typo| typo.sure >= least;
        if typos.iter().any(chosen) && is_yaml_when_fixed(text, chosen) {
            typos.retain(chosen);
            return report_typos(file, typos, base, |typo| typo.sure > Confidence::Guess, sink);
        }
    }
    let cause = cause(text, &typos, error);
    if cause.is_none() {
        sink.push(own_words(file, text, base, error));
    }
    let typos = typos.into_iter().enumerate();
    let told = typos.filter(|(at, typo)| typo.sure == Confidence::Certain || cause == Some(*at));
    let told = told.map(|(_, typo)| typo).collect();
    report_typos(file, told, base, |typo| typo.sure == Confidence::Certain, sink);
}

/// Returns the place in the list of the first typo without which the library reads on further.
fn cause(text: &str, typos: &[Typo], error: &serde_yaml::Error) -> Option<usize> {
    let line = error.location()?.line();
    typos.iter().take(MOST_TRIED).position(|typo| {
        match library::read_document(&typos::fix_typos(text, [typo]), 0) {
            Ok(_) => true,
            Err(next) => next.location().is_some_and(|place| place.line() > line),
        }
    })
}

fn beyond_budget(
    file: &SourcePath,
    text: &str,
    base: usize,
    error: &serde_yaml::Error,
) -> Option<Diagnostic> {
    use serde_yaml::Error as E;
    // A breach inside an alias is wrapped with the places of both.
    let mut cause = error;
    while let E::AliasError { error, .. } | E::WithSnippet { error, .. } = cause {
        cause = error;
    }
    let over = matches!(
        cause,
        E::Budget { .. }
            | E::AliasReplayCounterOverflow { .. }
            | E::AliasReplayLimitExceeded { .. }
            | E::AliasExpansionLimitExceeded { .. }
            | E::AliasReplayStackDepthExceeded { .. }
    );
    let detail = error.to_string();
    let over = over || detail.contains("nest") || detail.contains("recursion");
    over.then(|| {
        Diagnostic::error(
            "yaml-budget",
            file,
            say!(
                "YAML 过于复杂：层次太深、引用（*）太多或内容太长"
                    | "the YAML is too complex: too deep, too many aliases (*), or too long"
            ),
        )
        .at_span(place_of(text, base, error))
        .with_hint(say!(
            "不要用“&”和“*”引用；把内容写平，层次不超过 32 层"
                | "do without `&` and `*`; write things out flat, at most 32 levels deep"
        ))
    })
}

fn place_of(text: &str, base: usize, error: &serde_yaml::Error) -> Span {
    error.location().map_or(Span::new(base, base), |location| {
        let span = span_of(location, text, base);
        if span.start as usize > base || location.line() <= 1 {
            return span;
        }
        let offset = base + offset_of(text, location.line(), location.column());
        Span::new(offset, offset)
    })
}

fn own_words(file: &SourcePath, text: &str, base: usize, error: &serde_yaml::Error) -> Diagnostic {
    let detail = error.to_string();
    let detail = detail.lines().next().unwrap_or_default();
    let at = place_of(text, base, error);
    if detail.contains("duplicate") {
        let key = text.get(at.start as usize - base..at.end as usize - base).unwrap_or_default();
        return Diagnostic::error(
            "duplicate-key",
            file,
            say!("“{key}”写了两次" | "`{key}` is written twice"),
        )
        .at_span(at)
        .with_hint(say!(
            "同一个名称只能写一次，请删去或合并其中一处"
                | "a key may stand once: delete one of them or merge the two"
        ));
    }
    let marks = reserved_mark(file, text, base, at)
        .or_else(|| misplaced::explain(file, text, base, at))
        .or_else(|| explain_escape(file, text, base, at));
    if let Some(finding) = marks {
        return finding;
    }
    if detail.contains("erge key") {
        return Diagnostic::error(
            "yaml",
            file,
            say!("不支持合并键“<<”" | "merge keys (`<<`) are not supported"),
        )
        .at_span(at)
        .with_hint(say!("请把内容直接写出来" | "write the content out"));
    }
    Diagnostic::error("yaml", file, say!("这里的 YAML 写法有误，从这一行起读不下去" | "this is not \
        valid YAML, and cannot be read from this line on")).at_span(at).with_hint(say!(
        "请看这一行和上一行：冒号用半角“:”且后面有一个空格；缩进用空格不用 Tab，同级的行左边对齐；含有冒号、井号或引号的文字用英文双引号括起来；引号和括号要成对"
            | "look at this line and the one above: a colon is followed by a space, indentation is \
               by spaces and even, text with a colon, a hash or quotes stands in double quotes, \
               quotes and brackets come in pairs"
    ))
}

/// A value that begins with a mark that YAML keeps for itself, as in `unit: %`.
fn reserved_mark(file: &SourcePath, text: &str, base: usize, at: Span) -> Option<Diagnostic> {
    let rest = text.get(at.start as usize - base..)?;
    let content = rest.trim_start_matches(' ');
    let mark = content.chars().next().filter(|c| matches!(c, '%' | '@' | '`'))?;
    let value = content.split([',', '}', ']', '\n']).next().unwrap_or(content).trim_end();
    let start = at.start as usize + rest.len() - content.len();
    let span = Span::new(start, start + value.len());
    let quoted = format!("\"{value}\"");
    let message =
        say!("内容不能直接以“{mark}”开头" | "a value cannot begin with `{mark}` as it is");
    let hint = say!("请用英文双引号括起来：{quoted}" | "put it in double quotes: `{quoted}`");
    Some(
        Diagnostic::error("yaml", file, message)
            .at_span(span)
            .with_hint(hint)
            .with_fix(span, quoted),
    )
}

fn offset_of(text: &str, line: u64, column: u64) -> usize {
    let (line, column) = (usize::try_from(line).unwrap_or(1), usize::try_from(column).unwrap_or(1));
    let mut start = 0;
    for (number, line_text) in text.split_inclusive('\n').enumerate() {
        if number + 1 == line {
            let within: usize =
                line_text.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
            return (start + within).min(text.len());
        }
        start += line_text.len();
    }
    text.len()
}
