//! `casebook build` and `casebook check`.

use std::io;
use std::path::Path;

use super::args::{BuildArgs, CheckArgs, Format, SiteArgs};
use super::print::Console;
use super::progress::{Meter, millis};
use super::{Fatal, Outcome};
use crate::foundation::diagnostic::{Text, counted};
use crate::foundation::path::OutPath;
use crate::foundation::world::{Output, World};
use crate::input::fix;
use crate::io::disk::DiskWorld;
use crate::io::output::{OutputError, Staging};
use crate::io::stopwatch::Lap;
use crate::pipeline;
use crate::pipeline::{BuildCache, BuildSummary, Phase, Progress, Request, Silent};
use crate::say;

/// Builds the site into its folder, or leaves the folder as it was.
pub(super) fn build(args: &BuildArgs, console: &Console) -> Result<Outcome, Fatal> {
    let meter = Meter::new(!args.quiet);
    let world = DiskWorld::open(&args.site.root)?;
    let out = args.out.clone().unwrap_or_else(|| args.site.root.join("public"));
    let staging = Staging::open(&out, &args.site.root)?;
    let built = run(&world, &args.site, false, &staging, &meter)?;
    meter.begin(Phase::Publish, 0);
    let written = if built.has_errors() { None } else { Some(staging.commit()?) };
    let laps = meter.finish();
    let console = report(&built, &world, args.format, *console);
    if args.timings {
        tell(&laps, console);
    }
    let Some(written) = written else {
        if args.format == Format::Human {
            console.note(&say!(
                "内容有错误，没有生成；{} 保持原样"
                    | "the content has errors; nothing was written to {}",
                shown(&out)
            ));
        }
        return Ok(Outcome::ContentErrors);
    };
    for warning in &written.warnings {
        console.note(warning);
    }
    if !args.quiet && args.format == Format::Human {
        let (cases, outputs) = (built.cases, built.outputs);
        let (new, same, gone) = (written.written, written.unchanged, written.deleted);
        let (some_cases, some_files) = (counted(cases, "case"), counted(outputs, "file"));
        console.note(&say!(
            "{cases} 个案例，{outputs} 个文件 → {}（写入 {new}，未变 {same}，删除 {gone}）"
                | "{some_cases}, {some_files} → {} ({new} written, {same} unchanged, {gone} deleted)",
            shown(&out)
        ));
    }
    Ok(Outcome::Done)
}

/// Reports everything that is wrong, and writes nothing.
///
/// What `--fix` could fix is counted.
pub(super) fn check(args: &CheckArgs, console: &Console) -> Result<Outcome, Fatal> {
    let meter = Meter::new(!args.quiet);
    let world = DiskWorld::open(&args.site.root)?;
    let built = run(&world, &args.site, true, &Nowhere, &meter)?;
    meter.finish();
    let console = report(&built, &world, args.format, *console);
    let fixable = fix::count(&built.diagnostics);
    if fixable > 0 && !args.quiet && args.format == Format::Human {
        console.note(&say!(
            "其中 {fixable} 处可以自动改好：casebook check --fix（加 --dry-run 先看看会改什么）"
                | "{fixable} of these can be fixed for you: casebook check --fix (add --dry-run to see first)"
        ));
    }
    if built.has_errors() {
        return Ok(Outcome::ContentErrors);
    }
    if args.search && !super::search::check(args, &world, console)? {
        return Ok(Outcome::ContentErrors);
    }
    if !args.quiet && args.format == Format::Human {
        let (cases, outputs) = (built.cases, built.outputs);
        let (some_cases, some_files) = (counted(cases, "case"), counted(outputs, "file"));
        console.note(&say!(
            "没有发现错误：{cases} 个案例，{outputs} 个文件"
                | "no errors: {some_cases}, {some_files}"
        ));
    }
    Ok(Outcome::Done)
}

/// Checks a publication that stands in `world`.
pub(super) fn look(world: &dyn World, site: &SiteArgs) -> Result<BuildSummary, Fatal> {
    run(world, site, true, &Nowhere, &Silent)
}

fn run(
    world: &dyn World,
    site: &SiteArgs,
    lints: bool,
    output: &dyn Output,
    meter: &dyn Progress,
) -> Result<BuildSummary, Fatal> {
    let request = Request { drafts: site.drafts, base_url: site.base_url.clone(), lints };
    pipeline::build(world, &request, &mut BuildCache::default(), output, meter).map_err(|error| {
        match OutputError::from_io(error) {
            Ok(error) => Fatal::Output(error),
            Err(error) => Fatal::Said(say!("写不了文件：{error}" | "cannot write: {error}")),
        }
    })
}

fn report(built: &BuildSummary, world: &dyn World, format: Format, console: Console) -> Console {
    let console = console.for_site(built.chinese);
    match format {
        Format::Human => console.report(&built.diagnostics, world),
        Format::Json => console.report_json(&built.diagnostics, world),
    }
    console
}

/// Says how long each stage took, and all of them.
fn tell(laps: &[Lap], console: Console) {
    let total = laps.iter().map(|(_, time)| *time).sum();
    let lines = laps
        .iter()
        .map(|(phase, time)| (phase.label(), *time))
        .chain([(say!("合计" | "total"), total)]);
    for (Text { zh, en }, time) in lines {
        let millis = millis(time);
        console.note(&say!("{zh} {millis:>9} 毫秒" | "{en:>9} {millis:>9} ms"));
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Takes every output and keeps none.
struct Nowhere;

impl Output for Nowhere {
    fn put(&self, _: &OutPath, _: &[u8]) -> io::Result<()> {
        Ok(())
    }
}
