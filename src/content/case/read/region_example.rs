//! Shows how a region is written, by one that the gazetteer has.

use crate::foundation::diagnostic::Text;
use crate::publication::gazetteer::Gazetteer;
use crate::say;

/// Says how a region of a gazetteer is written, which may be the publication's own.
pub(super) fn show_example(gazetteer: &Gazetteer) -> Text {
    let Some(region) = gazetteer.example_region() else {
        return say!("地区表里一个地区也没有" | "the gazetteer has no region");
    };
    let code = &region.code;
    let name = gazetteer.full_name(code.as_str());
    let (table_zh, table_en) = if code.as_str() == "310106" {
        ("", "")
    } else {
        (
            " site.yaml 的 gazetteer 所指的地区表里的",
            " of the table that `gazetteer` in site.yaml names,",
        )
    };
    if gazetteer.resolve_name(&name).is_err() {
        return say!(
            "请写{table_zh}代码，例如 \"{code}\"" | "write a code{table_en} such as \"{code}\""
        );
    }
    if code.as_str() == "310106" {
        return say!(
            "请写全称，例如“{name}”，或者代码，例如 \"{code}\""
                | "write its code, such as \"{code}\": `casebook regions` lists all of them with \
                   their names; what lies elsewhere needs a table of your own, which `gazetteer` \
                   in site.yaml names"
        );
    }
    say!(
        "请写{table_zh}全称，例如“{name}”，或者代码，例如 \"{code}\""
            | "write the names{table_en} from the top down, such as `{name}`, or a code, \
               such as \"{code}\""
    )
}
