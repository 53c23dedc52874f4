//! `casebook serve`.

use std::sync::Arc;

use super::args::ServeArgs;
use super::print::Console;
use super::progress::format_millis;
use super::{Fatal, Outcome};
use crate::foundation::diagnostic::{Diagnostic, Speech, Text, count_noun};
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::pipeline::has_errors;
use crate::report::Counts;
use crate::say;
use crate::serve;
use crate::serve::{Listener, Options, RebuildSummary, RenderCounts, Rendering};

/// How many changed files a line names.
const NAMED: usize = 3;

/// Shows the site on this machine, and every change of it, until the user interrupts.
pub(super) fn serve_command(args: &ServeArgs, console: &Console) -> Result<Outcome, Fatal> {
    let options = Options {
        root: args.root.clone(),
        host: args.host,
        port: args.port,
        drafts: !args.no_drafts,
        poll: args.poll,
    };
    serve::run_preview(
        &options,
        Arc::new(Terminal { console: *console, open: args.open, timings: args.timings }),
    )?;
    Ok(Outcome::Done)
}

/// Reports to the user on standard error.
struct Terminal {
    console: Console,
    /// Whether to open a browser once there is something to see.
    open: bool,
    /// Whether to say where the time went.
    timings: bool,
}

impl Listener for Terminal {
    fn speech(&self, chinese: bool) -> Speech {
        self.console.for_site(chinese).speech()
    }

    fn ready(&self, url: &str, cases: usize, speech: Speech) {
        let console = self.console.speaking(speech);
        let some = count_noun(cases, "case");
        console.print_note(&say!(
            "预览：{url}（{cases} 个案例）。保存文件，页面就会更新；按 Ctrl-C 结束"
                | "preview: {url} ({some}). Pages follow every save; Ctrl-C ends it"
        ));
        if self.open && open::that_detached(url).is_err() {
            console.print_note(&say!(
                "打不开浏览器；请自己打开上面的网址"
                    | "no browser could be opened; open the address above yourself"
            ));
        }
    }

    fn rebuilt(&self, rebuilt: &RebuildSummary<'_>, speech: Speech) {
        if self.timings {
            // There will be more to say of it.
            return;
        }
        let RebuildSummary { changed, outputs, different, took, laps: _ } = *rebuilt;
        let Text { zh, en } = name_files(changed);
        let millis = took.as_secs_f64() * 1000.0;
        self.console.speaking(speech).print_note(&say!(
            "{zh}：{outputs} 个文件里有 {different} 个要更新，{millis:.0} 毫秒"
                | "{en}: {different} of {outputs} outputs differ, {millis:.0} ms"
        ));
    }

    fn finished(&self, rebuilt: &RebuildSummary<'_>, rendering: &Rendering, speech: Speech) {
        if !self.timings {
            return;
        }
        let RebuildSummary { changed, outputs, different, took, laps } = *rebuilt;
        let Rendering { rendered: RenderCounts { asked, checked }, whole } = *rendering;
        let Text { zh, en } = name_files(changed);
        let phases = |separator: &str| {
            let phases = laps.iter().map(|(phase, time)| {
                format!("{} {}", phase.label().in_speech(speech), format_millis(*time))
            });
            phases.collect::<Vec<_>>().join(separator)
        };
        let (phases_zh, phases_en) = (phases("、"), phases(", "));
        let took = format_millis(took);
        let whole = match whole.map(format_millis) {
            Some(whole) => say!("{whole} 毫秒后全部查过" | "all checked after {whole} ms"),
            None => say!("还没查完又有了改动" | "the next change came before all were checked"),
        };
        let Text { zh: whole_zh, en: whole_en } = whole;
        self.console.speaking(speech).print_note(&say!(
            "{zh}：看了 {outputs} 个文件，{different} 个要更新，{took} 毫秒后显示（{phases_zh}）；\
             只在内存里生成：浏览器要的 {asked} 个，为检查 {checked} 个；{whole_zh}"
                | "{en}: {outputs} outputs looked at, {different} differ, shown after {took} ms \
                   ({phases_en}); rendered in memory only: {asked} asked for, {checked} to \
                   check; {whole_en}"
        ));
    }

    fn found(&self, fresh: &[Diagnostic], all: &[Diagnostic], world: &dyn World, speech: Speech) {
        let console = self.console.speaking(speech);
        if all.is_empty() {
            console.print_note(&say!("错误和警告都已改好" | "all errors and warnings are fixed"));
            return;
        }
        console.print_some(fresh, world);
        console.print_note(&Counts::count_findings(all).summary());
        if has_errors(all) {
            console.print_note(&say!(
                "出错的页面保持最后一次正确的样子" | "pages with errors stay as they were last"
            ));
        }
    }

    fn notice(&self, text: &Text, speech: Speech) {
        self.console.speaking(speech).print_note(text);
    }
}

/// Names the files that changed, or the first few of many.
fn name_files(changed: &[SourcePath]) -> Text {
    let named: Vec<&str> = changed.iter().take(NAMED).map(SourcePath::as_str).collect();
    let (count, more) = (changed.len(), changed.len().saturating_sub(named.len()));
    let (zh, en) = (named.join("、"), named.join(", "));
    match (count, more) {
        // What is wrong with a folder changed, and no file did.
        (0, _) => say!("文件夹" | "folders"),
        (_, 0) => say!("{zh}" | "{en}"),
        _ => say!("{zh} 等 {count} 个文件" | "{en} and {more} more"),
    }
}
