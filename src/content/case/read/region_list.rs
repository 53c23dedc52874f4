//! Names regions with their codes, and what became of those of former days.

use crate::foundation::diagnostic::Text;
use crate::publication::gazetteer::{FormerName, Gazetteer, RegionCode};
use crate::say;

/// How many regions of one name are named.
const MOST_NAMED: usize = 20;

/// Lists regions by their full names, each with its code.
pub(super) fn list_regions(codes: &[RegionCode], gazetteer: &Gazetteer) -> Text {
    let named = codes.iter().take(MOST_NAMED).map(|code| {
        let name = gazetteer.full_name(code.as_str());
        say!("{name}（{code}）" | "`{name}` ({code})")
    });
    let (zh, en): (Vec<_>, Vec<_>) = named.map(|text| (text.zh, text.en)).unzip();
    let (zh, en) = (zh.join("、"), en.join(", "));
    if codes.len() > MOST_NAMED {
        let count = codes.len();
        return say!("{zh}等 {count} 个" | "{en} and others, {count} in all");
    }
    Text { zh: zh.into(), en: en.into() }
}

/// Says what a region of former days became; `written` is how the author wrote it.
pub(super) fn what_became(former: &FormerName, written: &str, gazetteer: &Gazetteer) -> Text {
    let FormerName { name, year, became, is_verified, .. } = former;
    let Text { zh, en } = list_regions(became, gazetteer);
    let name = if name.is_empty() { written } else { name };
    // What stands in no source is said as what it is, and the advice below it is the same.
    let (doubt_zh, doubt_en) = if *is_verified {
        ("", "")
    } else {
        ("（没有查到出处，请先核对）", " (from memory: look it up first)")
    };
    if became.len() == 1 {
        say!(
            "“{name}”{year} 年起改为或并入“{zh}”{doubt_zh}"
                | "in {year}, `{name}` became, or became part of, {en}{doubt_en}"
        )
    } else {
        say!(
            "“{name}”{year} 年分到了几处：{zh}{doubt_zh}"
                | "in {year}, `{name}` was parted among {en}{doubt_en}"
        )
    }
}
