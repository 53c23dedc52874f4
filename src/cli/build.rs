//! `casebook build` and `casebook check`.

use std::mem::{self, ManuallyDrop};
use std::path::Path;

use serde_json::{Map, Value};

use super::address;
use super::args::{BuildArgs, CheckArgs, Format, ReportArgs, SiteArgs};
use super::print::{Console, Style};
use super::progress::{Meter, format_millis};
use super::search;
use super::selection::Selection;
use super::{Fatal, Outcome};
use crate::foundation::diagnostic::{Diagnostic, Sink, Text, count_noun};
use crate::foundation::world::{Output, World};
use crate::input::fix;
use crate::io::disk::DiskWorld;
use crate::io::output::{OutputError, Staging};
use crate::io::stopwatch::Lap;
use crate::pipeline;
use crate::pipeline::{BuildCache, BuildSummary, Phase, Progress, Request, Silent};
use crate::report::Counts;
use crate::say;

/// Builds the site into its folder, or leaves the folder as it was.
pub(super) fn build_command(args: &BuildArgs, console: &Console) -> Result<Outcome, Fatal> {
    let meter = Meter::new(!args.report.quiet);
    let out = args.out.clone().unwrap_or_else(|| args.site.root.join("public"));
    let world = DiskWorld::open(&args.site.root)?.read_once().with_published(&out);
    let mut staging = Staging::open(&out, &args.site.root)?;
    let request = Request { relative: args.relative, ..make_request(&args.site, false) };
    let mut built = run_build(&world, &request, &staging, &meter)?;
    look_at_address(&mut built, &args.site, &world);
    built.diagnostics.retain(|found| !found.severity.is_advice());
    meter.begin(Phase::Publish, 0);
    let failed = is_failure(&built.diagnostics, &args.report);
    staging.note_moved(mem::take(&mut built.moved));
    if args.site.drafts {
        staging.note_drafts();
    }
    let written = if failed { None } else { Some(staging.commit()?) };
    let laps = meter.finish();
    let console = console.for_site(built.chinese);
    let style = Style::new(&args.report, &args.site.root);
    let drafts = (built.draft_findings.as_slice(), "");
    console.print_report(&built.diagnostics, drafts, &world, &style, None);
    if args.timings {
        tell_laps(&laps, console);
    }
    let Some(written) = written else {
        if args.report.format == Format::Text {
            console.print_note(&not_written(&built, &out));
        }
        return Ok(Outcome::ContentErrors);
    };
    for warning in &written.warnings {
        console.print_note(warning);
    }
    if args.report.is_talkative() {
        let (cases, outputs) = (built.cases, built.outputs);
        let (new, same, gone) = (written.written, written.unchanged, written.deleted);
        let (some_cases, some_files) = (count_noun(cases, "case"), count_noun(outputs, "file"));
        console.print_note(&say!(
            "{cases} 个案例，{outputs} 个文件 → {}（写入 {new}，未变 {same}，删除 {gone}）"
                | "{some_cases}, {some_files} → {} ({new} written, {same} \
                   unchanged, {gone} deleted)",
            shown_path(&out)
        ));
    }
    Ok(Outcome::Done)
}

/// Adds a warning when the site stands nowhere yet. An address on the command line is the one that
/// counts.
fn look_at_address(built: &mut BuildSummary, site: &SiteArgs, world: &DiskWorld) {
    let found = address::doubtful(world, site.base_url.as_ref());
    let mut sink = Sink::default();
    sink.extend(mem::take(&mut built.diagnostics).into_iter().chain(found));
    built.diagnostics = sink.into_sorted();
}

/// Says why the old site stays.
fn not_written(built: &BuildSummary, out: &Path) -> Text {
    if built.has_errors() {
        say!(
            "内容有错误，没有生成；{} 保持原样"
                | "the content has errors; nothing was written to {}",
            shown_path(out)
        )
    } else {
        say!(
            "有警告，又写了 --deny-warnings，所以没有生成；{} 保持原样"
                | "there are warnings and --deny-warnings was given; nothing was written to {}",
            shown_path(out)
        )
    }
}

/// Reports everything that is wrong, and writes nothing. What `--fix` could fix is counted. `fixed`
/// is what it fixed.
pub(super) fn check_command(
    args: &CheckArgs,
    console: &Console,
    fixed: Option<Map<String, Value>>,
) -> Result<Outcome, Fatal> {
    let meter = Meter::new(!args.report.quiet);
    let world = open_to_check(args)?;
    let selection = Selection::new(&args.files, &world)?;
    let mut built = run_check(&world, &args.site, &meter);
    look_at_address(&mut built, &args.site, &world);
    let is_proven = args.search && !built.has_errors();
    let proof = is_proven.then(|| search::prove_search(&args.site, &world)).transpose()?;
    meter.finish();
    let console = console.for_site(built.chinese);
    let (mut found, others) = selection.split_findings(built.diagnostics);
    found.extend(proof.iter().flat_map(|proof| proof.found.iter().cloned()));
    let drafts = selection.split_findings(built.draft_findings).0;
    console.print_report(
        &found,
        (&drafts, &selection.arguments()),
        &world,
        &Style::new(&args.report, &args.site.root),
        fixed,
    );
    if args.report.is_talkative() {
        let fixable = fix::count_safe_fixes(&found);
        if fixable > 0 {
            console.print_note(&say!(
                "其中 {fixable} 处可以自动改好：casebook check --fix（加 --dry-run 先看看会改什么）"
                    | "{fixable} of these can be fixed for you: casebook check --fix (add \
                       --dry-run to see first)"
            ));
        }
        if let Some(proof) = &proof {
            console.print_note(&search::proof_outcome(proof));
        }
        if !others.is_empty() {
            let Text { zh, en } = Counts::count_findings(&others).nonzero_counts();
            console.print_note(&say!(
                "别的文件里还有 {zh}；运行不带文件名的 casebook check 就会列出"
                    | "in other files: {en}; casebook check without a file lists them"
            ));
        }
    }
    if is_failure(&found, &args.report) {
        return Ok(Outcome::ContentErrors);
    }
    if args.report.is_talkative() && !selection.is_at_fault(&drafts) {
        console.print_note(&selection.passed_text(built.cases, built.outputs));
    }
    Ok(Outcome::Done)
}

/// Opens a publication with the site that was published of it, so that lost addresses are found.
pub(super) fn open_to_check(args: &CheckArgs) -> Result<DiskWorld, Fatal> {
    let out = args.out.clone().unwrap_or_else(|| args.site.root.join("public"));
    Ok(DiskWorld::open(&args.site.root)?.with_published(&out))
}

/// Tells whether what was found decides the exit status.
pub(super) fn is_failure(found: &[Diagnostic], args: &ReportArgs) -> bool {
    let counts = Counts::count_findings(found);
    counts.errors > 0 || (args.deny_warnings && counts.warnings > 0)
}

/// Checks a publication that stands in `world`.
pub(super) fn check_world(world: &dyn World, site: &SiteArgs) -> BuildSummary {
    run_check(world, site, &Silent)
}

fn run_check(world: &dyn World, site: &SiteArgs, meter: &dyn Progress) -> BuildSummary {
    let mut cache = new_cache();
    pipeline::check_site(world, &make_request(site, true), &mut cache, meter)
}

/// Returns an empty cache that is never given back: a command builds once or twice and ends, the
/// system takes all memory back at once, and doing so piece by piece is a hundredth of a build.
fn new_cache() -> ManuallyDrop<BuildCache> {
    ManuallyDrop::new(BuildCache::for_one_build())
}

fn make_request(site: &SiteArgs, lints: bool) -> Request {
    let (drafts, base_url) = (site.drafts, site.base_url.clone());
    Request { drafts, base_url, lints, ..Request::default() }
}

fn run_build(
    world: &dyn World,
    request: &Request,
    output: &dyn Output,
    meter: &dyn Progress,
) -> Result<BuildSummary, Fatal> {
    let mut cache = new_cache();
    pipeline::build_site(world, request, &mut cache, output, meter).map_err(|error| {
        match OutputError::from_io(error) {
            Ok(error) => Fatal::Output(error),
            Err(error) => Fatal::Said(say!("写不了文件：{error}" | "cannot write: {error}")),
        }
    })
}

/// Says how long each phase took, and all of them together.
fn tell_laps(laps: &[Lap], console: Console) {
    let total = laps.iter().map(|(_, time)| *time).sum();
    let lines = laps
        .iter()
        .map(|(phase, time)| (phase.label(), *time))
        .chain([(say!("合计" | "total"), total)]);
    for (Text { zh, en }, time) in lines {
        let millis = format_millis(time);
        console.print_note(&say!("{zh} {millis:>9} 毫秒" | "{en:>9} {millis:>9} ms"));
    }
}

fn shown_path(path: &Path) -> String {
    path.display().to_string()
}
