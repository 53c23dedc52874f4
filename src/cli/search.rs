//! `casebook search` and the self-test of `casebook check --search`.

use serde_json::json;

use super::args::{SearchArgs, SearchFormat, SiteArgs};
use super::print::Console;
use super::{Fatal, Outcome, say_json, say_out};
use crate::foundation::diagnostic::{Text, count_noun};
use crate::io::disk::DiskWorld;
use crate::pipeline;
use crate::pipeline::{BuildCache, Planned, Proof, Request, Silent};
use crate::say;

/// How many results people are shown when they do not say.
const SHOWN: usize = 20;

/// Finds cases and writes them to standard output.
pub(super) fn search_command(args: &SearchArgs, console: &Console) -> Result<Outcome, Fatal> {
    let world = DiskWorld::open(&args.site.root)?;
    let planned = plan_world(&world, &args.site);
    let hits = planned.search_cases(&args.query.join(" "), &world);
    let total = hits.len();
    let limit =
        args.limit.unwrap_or(if args.format == SearchFormat::Json { usize::MAX } else { SHOWN });
    let shown = hits.iter().take(limit);
    if args.format == SearchFormat::Json {
        let results: Vec<_> = shown
            .map(|hit| {
                json!({
                    "case": hit.case,
                    "title": hit.title,
                    "url": hit.url,
                    "score": hit.score,
                    "snippet": hit.snippet,
                })
            })
            .collect();
        say_json(&json!({ "total": total, "results": results }));
        return Ok(Outcome::Done);
    }
    for hit in shown {
        say_out(&format!("{}\n  {}\n  {}\n", hit.title, hit.url, hit.snippet));
    }
    let some = count_noun(total, "case");
    console.for_site(planned.chinese).print_note(&say!("找到 {total} 个案例" | "{some} found"));
    Ok(Outcome::Done)
}

/// Proves that whatever stands in a case finds it.
pub(super) fn prove_search(site: &SiteArgs, world: &DiskWorld) -> Result<Proof, Fatal> {
    plan_world(world, site).prove_search(world).map_err(|finding| Fatal::Said(finding.message))
}

/// Says what was tried and what was missed.
pub(super) fn proof_outcome(proof: &Proof) -> Text {
    let Proof { cases, grams, parts, found } = proof;
    let missed = found.len();
    let some_cases = count_noun(*cases, "case");
    match (cases, missed) {
        (0, _) => say!(
            "检索自测：没有可测的索引（没有案例，或 site.yaml 的 outputs 关掉了 search）"
                | "search self-test: there is no index to test (no cases, or `search` is off in \
                   `outputs` of site.yaml)"
        ),
        (_, 0) => say!(
            "检索自测：{cases} 个案例的全部 {grams} 处字词都能用发布的索引找到；另抽 {parts} 个片段与逐篇查找比对，没有漏掉的"
                | "search self-test: all {grams} grams in the texts of {some_cases} lead to their \
                   case by the published index; {parts} parts of texts were compared with a plain \
                   scan, none missed"
        ),
        _ => say!(
            "检索自测：查了 {cases} 个案例的 {grams} 处字词和 {parts} 个片段，有 {missed} 处找不到"
                | "search self-test: {grams} grams and {parts} parts of the texts of {some_cases} \
                   tried, {missed} missed"
        ),
    }
}

fn plan_world(world: &DiskWorld, site: &SiteArgs) -> Planned {
    let request = Request {
        drafts: site.drafts,
        base_url: site.base_url.clone(),
        lints: false,
        ..Request::default()
    };
    pipeline::plan_site(world, &request, &mut BuildCache::for_search(), &Silent)
}
