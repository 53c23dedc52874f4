//! What to write instead of HTML that is shown as text.

use crate::foundation::diagnostic::Text;
use crate::markdown::html::find_element;
use crate::say;

/// The element that shows a page of another site.
pub(super) const FRAME: &str = "iframe";

/// Tells whether `name` is that of the element that shows a page of another site.
pub(super) fn is_frame(name: &str) -> bool {
    name.eq_ignore_ascii_case(FRAME)
}

/// Says what to do about an element that is shown as text.
pub(super) fn refusal_hint(name: &str) -> Text {
    if is_frame(name) {
        say!(
            "要嵌入别的网站的影片，请在 site.yaml 写上那个网站的域名，例如 embeds: [player.bilibili.com]"
                | "to show films of another site, name its host in site.yaml, as in \
                   `embeds: [player.vimeo.com]`"
        )
    } else if find_element(name).is_some() {
        say!(
            "它不能放在这里：成块的元素请另起一行，前后空一行；列表和表格的各部分要放在列表、表格里"
                | "it cannot stand here: put a block on lines of its own, with a blank line \
                   before and after; parts of a list or a table go into one"
        )
    } else {
        say!(
            "请改用 Markdown 的写法；要显示 `<` 本身时写 `\\<`"
                | "write it in Markdown; write `\\<` to show `<` itself"
        )
    }
}
