//! What is wrong with templates that do not compile, each finding at its place.

use tera::{ErrorKind, ReportError};

use super::names::{suggest_block, suggest_name};
use super::{Templates, line_offset};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::SourcePath;
use crate::publication::contract::Callable;
use crate::publication::theme::near_template::find_near_template;
use crate::say;

/// A template that does not parse by itself.
pub(super) fn syntax_finding(path: &SourcePath, text: &str, report: &ReportError) -> Diagnostic {
    let span = report.span();
    let start = line_offset(text, span.start_line, span.start_col);
    let end = line_offset(text, span.end_line, span.end_col);
    let detail = report.message();
    Diagnostic::error(
        "template-syntax",
        path,
        say!("模板写法有误：{detail}" | "the template does not parse: {detail}"),
    )
    .at_span(Span::new(start, end.max(start)))
    .with_hint(say!(
        "请检查 {{{{ }}}} 和 {{% %}} 是否成对，if、for、block 是否有对应的 end"
            | "check that braces come in pairs and that every if, for and block has its end"
    ))
}

/// A mistake between templates: a missing parent, a circle of includes, an unknown filter.
pub(super) fn report_structure(templates: &Templates, error: &tera::Error, sink: &mut Sink) {
    match error.kind() {
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            sink.push(explain_circle(templates, tpl, inheritance_chain, "extends"));
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            sink.push(explain_circle(templates, tpl, include_chain, "include"));
        }
        ErrorKind::MissingParent { current, parent } => {
            let mut finding = explain_missing(templates, &file_of(templates, current), parent);
            finding.span = span_of_call(templates, current, "extends", parent);
            sink.push(finding);
        }
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let name = report.filename();
            let text = templates.get(name).map_or("", |(_, text)| text.as_str());
            sink.push(syntax_finding(&file_of(templates, name), text, report));
        }
        other => {
            let text = other.to_string();
            let reports = parse_reports(&text);
            for report in &reports {
                sink.push(explain_unknown(templates, report));
            }
            if reports.is_empty() {
                let detail = text.lines().next().unwrap_or_default();
                let name = templates.keys().find(|name| {
                    detail.contains(&format!("'{name}'")) || detail.contains(&format!("`{name}`"))
                });
                let file = name
                    .map_or_else(|| SourcePath::new("templates"), |name| file_of(templates, name));
                sink.push(
                    Diagnostic::error(
                        "template-error",
                        &file,
                        say!("模板有误：{detail}" | "a template is wrong: {detail}"),
                    )
                    .with_hint(say!("请检查最近改动的模板" | "check the template changed last")),
                );
            }
        }
    }
}

fn file_of(templates: &Templates, name: &str) -> SourcePath {
    templates
        .get(name)
        .map_or_else(|| SourcePath::new(&format!("templates/{name}")), |(path, _)| path.clone())
}

/// One of the mistakes that the engine gathers into one text.
struct Report<'a> {
    message: &'a str,
    template: &'a str,
    line: usize,
    column: usize,
}

/// Reads the reports in a text of the engine's: `error: …` on one line, `--> name:line:column` on
/// the next.
fn parse_reports(text: &str) -> Vec<Report<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    lines
        .windows(2)
        .filter_map(|pair| {
            let message = pair.first()?.strip_prefix("error: ")?;
            let place = pair.last()?.trim().strip_prefix("--> ")?;
            let (place, column) = place.rsplit_once(':')?;
            let (template, line) = place.rsplit_once(':')?;
            Some(Report {
                message,
                template,
                line: line.parse().ok()?,
                column: column.parse().ok()?,
            })
        })
        .collect()
}

/// Something that a template names and that is not there.
fn explain_unknown(templates: &Templates, report: &Report<'_>) -> Diagnostic {
    let file = file_of(templates, report.template);
    let text = templates.get(report.template).map_or("", |(_, text)| text.as_str());
    let start = line_offset(text, report.line, report.column.saturating_sub(1));
    let name = report.message.split('`').nth(1).unwrap_or_default();
    let rest = text.get(start..).unwrap_or_default();
    // The engine points at the tag as a whole; what is wrong in it is the name.
    let line = rest.lines().next().unwrap_or_default();
    let start = start + line.find(name).unwrap_or_default();
    let span = Span::new(start, start + name.len());
    let finding = |message| Diagnostic::error("template-error", &file, message);
    let finding = match report.message.split('`').next().unwrap_or_default().trim_end() {
        "Unknown template" => explain_missing(templates, &file, name),
        "Unknown filter" => finding(say!("没有叫“{name}”的过滤器" | "there is no filter `{name}`"))
            .with_hint(suggest_name(Callable::Filter, name)),
        "Unknown test" => finding(say!("没有叫“{name}”的判断" | "there is no test `{name}`"))
            .with_hint(suggest_name(Callable::Test, name)),
        "Unknown function" => {
            finding(say!("没有叫“{name}”的函数" | "there is no function `{name}`"))
                .with_hint(suggest_name(Callable::Function, name))
        }
        "Block" => {
            finding(say!("上级模板里没有叫“{name}”的块" | "no template above has a block `{name}`"))
                .with_hint(suggest_block(templates, name))
        }
        _ => {
            let detail = report.message;
            finding(say!("模板有误：{detail}" | "a template is wrong: {detail}"))
                .with_hint(say!("请检查这一行" | "check this line"))
        }
    };
    finding.at_span(span)
}

fn explain_missing(templates: &Templates, file: &SourcePath, name: &str) -> Diagnostic {
    let finding = Diagnostic::error(
        "template-missing",
        file,
        say!("找不到模板“{name}”" | "there is no template `{name}`"),
    );
    // A template of a theme below is meant as one.
    let (theme, rest) = name.split_at(name.rfind('/').map_or(0, |at| at + 1));
    let near = find_near_template(rest, templates.keys())
        .map(|near| if near == rest { name_below(file, rest) } else { [theme, near].concat() });
    match near.filter(|near| near != name) {
        Some(near) => finding.with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")),
        None => finding.with_hint(say!(
            "模板放在 templates/ 或主题的 templates/ 里，名称要写全，例如 page.html"
                | "templates stand in templates/ or in the theme's; write the whole name, \
                   such as page.html"
        )),
    }
}

/// Returns how a template calls that of the same name which it lies above: the theme's for one of
/// the publication, and for one of a theme that of the theme which comes with the program.
fn name_below(file: &SourcePath, name: &str) -> String {
    let is_own = file.as_str().starts_with("templates/");
    [if is_own { "theme/" } else { "folio/" }, name].concat()
}

fn explain_circle(
    templates: &Templates,
    template: &str,
    chain: &[String],
    word: &str,
) -> Diagnostic {
    let path = chain.join(" → ");
    let file = file_of(templates, template);
    let finding = Diagnostic::error(
        "template-loop",
        &file,
        say!("模板的 {word} 绕成了圈：{path}" | "templates {word} one another in a circle: {path}"),
    );
    let next =
        chain.iter().skip_while(|name| *name != template).nth(1).map_or(template, String::as_str);
    let mut finding = finding.with_hint(if word == "extends" && next == template {
        let below = name_below(&file, template.rsplit('/').next().unwrap_or(template));
        say!(
            "要以主题的同名模板为基础，写 {{% extends \"{below}\" %}}"
                | "to extend the theme's template of that name, write `{{% extends \"{below}\" %}}`"
        )
    } else {
        say!("请去掉其中一处 {word}" | "take one `{word}` out")
    });
    finding.span = span_of_call(templates, template, word, next);
    finding
}

/// Where `template` names `called` after `word`.
fn span_of_call(templates: &Templates, template: &str, word: &str, called: &str) -> Option<Span> {
    let (_, text) = templates.get(template)?;
    let at = text.match_indices(called).map(|(at, _)| at).find(|at| {
        let before = &text[..*at];
        before.trim_end_matches(['"', '\'', '`']).trim_end().ends_with(word)
    })?;
    Some(Span::new(at, at + called.len()))
}
