//! `casebook search` and the self-test of `casebook check --search`.

use serde_json::json;

use super::args::{Format, SearchArgs, SiteArgs};
use super::print::Console;
use super::{Fatal, Outcome, say_out};
use crate::build::{self, Memo, Planned, Request, Silent};
use crate::io::disk::DiskWorld;
use crate::say;

/// How many results people are shown when they do not say.
const SHOWN: usize = 20;

/// Finds cases and writes them to standard output.
pub(super) fn search(args: &SearchArgs, console: &Console) -> Result<Outcome, Fatal> {
    let world = DiskWorld::open(&args.site.root)?;
    let planned = plan(&world, &args.site);
    let hits = planned.search(&args.query.join(" "), &world);
    let total = hits.len();
    let limit = args.limit.unwrap_or(if args.format == Format::Json { usize::MAX } else { SHOWN });
    let shown = hits.iter().take(limit);
    if args.format == Format::Json {
        let results: Vec<_> = shown
            .map(|hit| json!({ "case": hit.case, "title": hit.title, "url": hit.url, "score": hit.score, "snippet": hit.snippet }))
            .collect();
        say_out(&format!("{}\n", json!({ "total": total, "results": results })));
        return Ok(Outcome::Done);
    }
    for hit in shown {
        say_out(&format!("{}\n  {}\n  {}\n", hit.title, hit.url, hit.snippet));
    }
    console.for_site(planned.chinese).note(&say!("找到 {total} 个案例" | "{total} cases found"));
    Ok(Outcome::Done)
}

/// Tries the search with parts of every case; returns whether all found their case.
pub(super) fn check(site: &SiteArgs, world: &DiskWorld, console: Console) -> bool {
    let (tried, missed) = plan(world, site).search_misses(world);
    for (case, part) in missed.iter().take(SHOWN) {
        console.note(&say!("检索“{part}”找不到案例 {case}" | "searching `{part}` does not find the case {case}"));
    }
    let count = missed.len();
    console.note(&say!(
        "检索自测：试了 {tried} 个片段，{count} 个没有找到" | "search self-test: {tried} parts of texts tried, {count} missed"
    ));
    missed.is_empty()
}

fn plan(world: &DiskWorld, site: &SiteArgs) -> Planned {
    let request = Request { drafts: site.drafts, base_url: site.base_url.clone(), lints: false };
    build::plan(world, &request, &mut Memo::for_search(), &Silent)
}
