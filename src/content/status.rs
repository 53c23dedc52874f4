//! Whether a file is published yet.

use crate::input::fields::Reader;
use crate::input::yaml::Node;
use crate::say;

/// Reads whether a case, a translation or a page is a draft; `None` after an error.
pub(super) fn read_status(node: &Node, reader: &mut Reader<'_>) -> Option<bool> {
    match reader.read_text("status", node)?.as_str() {
        "draft" => Some(true),
        "published" => Some(false),
        other => {
            reader.error(
                "bad-choice",
                node.span,
                say!("“status”不能是“{other}”" | "`status` cannot be `{other}`"),
                say!("可以写 draft（草稿）或 published（发布）" | "write draft or published"),
            );
            None
        }
    }
}
