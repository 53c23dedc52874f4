//! Which levels a gazetteer has.

use crate::foundation::diagnostic::{Text, join_names};
use crate::foundation::nearest::find_nearest;
use crate::publication::gazetteer::Levels;
use crate::say;

/// Says which levels there are, or which one was meant.
pub(super) fn level_hint(written: &str, levels: &Levels) -> Text {
    if let Some(near) = find_nearest(written, levels.words()) {
        return say!("是不是想写“{near}”？" | "did you mean `{near}`?");
    }
    if levels.are_standard() {
        return say!(
            "可以写：country（国家）、province（省级）、prefecture（地级）、county（县级）、\
             township（乡级）；别的级别请先列在 site.yaml 的 gazetteer: {{levels: […]}}"
                | "the levels are country, province, prefecture, county and township; list others \
                   in site.yaml first, under `gazetteer: {{levels: […]}}`"
        );
    }
    let Text { zh, en } = join_names(levels.words());
    say!(
        "site.yaml 的 levels 里有：{zh}；需要别的级别时先加到那里"
            | "`levels` in site.yaml has {en}; add another level there first"
    )
}
