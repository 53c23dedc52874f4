//! `casebook check --fix`: safe fixes written into the files, or shown with `--dry-run`.

use std::collections::BTreeSet;
use std::io;

use serde_json::{Map, Value, json};
use similar::TextDiff;

use super::args::{CheckArgs, Format};
use super::build;
use super::print::{Console, Style};
use super::selection::Selection;
use super::{Fatal, Outcome, say_out};
use crate::foundation::diagnostic::{Text, count_noun};
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::input::fix::{AppliedFix, Change, FixSession};
use crate::io::{fix, undo};
use crate::pipeline::{BuildCache, Request, Silent};
use crate::report::Reporter;
use crate::say;

/// Fixes what leaves no doubt, and reports the rest as `casebook check` does.
pub(super) fn fix_command(args: &CheckArgs, console: &Console) -> Result<Outcome, Fatal> {
    let world = build::open_to_check(args)?;
    let selection = Selection::new(&args.files, &world)?;
    let request = Request {
        drafts: args.site.drafts,
        base_url: args.site.base_url.clone(),
        lints: true,
        ..Request::default()
    };
    let mut cache = BuildCache::default();
    let (mut chinese, mut first) = (true, None);
    let session = FixSession::fix_all(&world, |world| {
        let planned = crate::pipeline::plan_site(world, &request, &mut cache, &Silent);
        chinese = planned.chinese;
        // Drafts are fixed too.
        let all = planned.diagnostics.into_iter().chain(planned.draft_findings).collect();
        let (found, _) = selection.split_findings(all);
        first.get_or_insert_with(|| build::is_failure(&found, &args.report));
        found
    });
    let console = console.for_site(chinese);
    if args.dry_run {
        let first = first.expect("the publication was looked at");
        return Ok(preview_fixes(args, &session, &selection, first, console));
    }
    if session.changes().next().is_some() {
        let changes = session
            .changes()
            .map(|change| (&change.path, &change.before[..], change.after.as_bytes()));
        undo::keep_copies(world.root(), changes).map_err(|error| Fatal::Said(not_kept(&error)))?;
    }
    let fixed = as_json(args, &session, console);
    for change in session.changes() {
        fix::replace_file(world.root(), &change.path, &change.before, change.after.as_bytes())
            .map_err(|error| Fatal::Said(explain_unwritten(&change.path, &error)))?;
    }
    tell_fixes(args, &session, console);
    build::check_command(args, &console, Some(fixed))
}

/// Shows what would change and what would be left. The files are as they were, and so is what the
/// exit status says of them.
fn preview_fixes(
    args: &CheckArgs,
    session: &FixSession<'_>,
    selection: &Selection,
    errors: bool,
    console: Console,
) -> Outcome {
    if args.report.format == Format::Text {
        for change in session.changes() {
            say_out(&change_diff(change));
        }
    }
    tell_fixes(args, session, console);
    let left = build::check_world(session, &args.site);
    let drafts = selection.split_findings(left.draft_findings).0;
    let (left, _) = selection.split_findings(left.diagnostics);
    let style = Style::new(&args.report, &args.site.root);
    let drafts = (drafts.as_slice(), &*selection.arguments());
    console.print_report(&left, drafts, session, &style, Some(as_json(args, session, console)));
    let failed = errors || build::is_failure(&left, &args.report);
    if failed { Outcome::ContentErrors } else { Outcome::Done }
}

/// Says what was fixed, or would be.
fn tell_fixes(args: &CheckArgs, session: &FixSession<'_>, console: Console) {
    if !args.report.is_talkative() {
        return;
    }
    for AppliedFix { finding, place } in session.fixes_made() {
        let file = finding.file.as_ref().expect("what was fixed stands in a file");
        let place =
            place.map_or(String::new(), |place| format!(":{}:{}", place.line, place.column));
        let Text { zh, en } = &finding.message;
        console.print_note(&if args.dry_run {
            say!("可改 {file}{place}：{zh}" | "would fix {file}{place}: {en}")
        } else {
            say!("已改 {file}{place}：{zh}" | "fixed {file}{place}: {en}")
        });
    }
    let count = session.fixes_made().len();
    let files = session.changes().map(|change| &change.path).collect::<BTreeSet<_>>().len();
    let (mistakes, some_files) = (count_noun(count, "mistake"), count_noun(files, "file"));
    console.print_note(&match (count, args.dry_run) {
        (0, _) => say!("没有可以自动改的地方" | "there is nothing to fix"),
        (_, true) => say!(
            "共 {count} 处可以自动改好，涉及 {files} 个文件；还没有写入，去掉 --dry-run 才会写入"
                | "{mistakes} in {some_files} can be fixed; nothing was written: leave out \
                   --dry-run to do so"
        ),
        (_, false) => say!(
            "共改好 {count} 处，涉及 {files} 个文件；要改回去，运行 casebook undo"
                | "{mistakes} fixed in {some_files}; `casebook undo` brings them back"
        ),
    });
    if session.is_unfinished() {
        console.print_note(&say!(
            "可能还有能自动改的地方：请再运行一次 casebook check --fix"
                | "there may be more to fix: run `casebook check --fix` once more"
        ));
    }
}

/// Returns what a report for programs says of the fixes: each with the place where it was, and the
/// changes of each file.
fn as_json(args: &CheckArgs, session: &FixSession<'_>, console: Console) -> Map<String, Value> {
    let mut reporter = Reporter::new(session, console.speech());
    let fixed = session.fixes_made().iter().map(|AppliedFix { finding, place }| {
        let mut value = reporter.write_json(finding);
        // The file has moved on since.
        if let (Some(span), Some(place)) = (finding.span, place) {
            value["span"] = json!({
                "line": place.line, "column": place.column, "start": span.start, "end": span.end,
            });
        }
        value["fixed"] = json!(!args.dry_run);
        value
    });
    let fixed: Vec<Value> = fixed.collect();
    let mut parts = Map::from_iter([("fixed".to_owned(), json!(fixed))]);
    if args.dry_run {
        let changes: Vec<Value> = session
            .changes()
            .map(|change| json!({ "file": change.path.as_str(), "diff": change_diff(change) }))
            .collect();
        parts.insert("changes".to_owned(), json!(changes));
    }
    parts
}

fn change_diff(change: &Change) -> String {
    let before = source::recode_text(&change.before).expect("what was fixed is text");
    let (old, new) = (format!("a/{}", change.path), format!("b/{}", change.path));
    TextDiff::from_lines(before.as_str(), change.after.as_str())
        .unified_diff()
        .header(&old, &new)
        .to_string()
}

fn not_kept(error: &io::Error) -> Text {
    let folder = undo::FOLDER;
    say!(
        "没有改动任何文件：改之前的样子存不进 {folder}：{error}"
            | "nothing was changed: the files as they are cannot be kept in {folder}: {error}"
    )
}

fn explain_unwritten(path: &SourcePath, error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::ResourceBusy => {
            say!(
                "{path} 刚刚又被改过，没有动它；请再运行一次"
                    | "{path} was changed meanwhile and was left alone; run this once more"
            )
        }
        _ => say!("写不了 {path}：{error}" | "cannot write {path}: {error}"),
    }
}
