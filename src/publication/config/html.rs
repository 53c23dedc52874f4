//! What HTML of authors may do: `raw_html`, `embeds` and `csp`.

use crate::foundation::content_policy::ContentPolicy;
use crate::foundation::path::BaseUrl;
use crate::foundation::raw_html::RawHtml;
use crate::input::fields::Reader;
use crate::input::yaml::{Node, Value};
use crate::say;

/// Reads what becomes of HTML in Markdown.
pub(super) fn read_raw_html(node: &Node, reader: &mut Reader<'_>) -> Option<RawHtml> {
    match &node.value {
        Value::Bool(true) => Some(RawHtml::AsIs),
        Value::Bool(false) => Some(RawHtml::Text),
        _ if reader.read_text("raw_html", node)? == "safe" => Some(RawHtml::Safe),
        _ => {
            reader.error(
                "bad-choice",
                node.span,
                say!("“raw_html”不能是这个值" | "`raw_html` cannot have this value"),
                say!(
                    "可以写 safe（只放行无害的元素）、true（全部原样放进网页）或 false（全部按文字显示）"
                        | "write safe (harmless elements alone), true (all as it is) or \
                           false (all as text)"
                ),
            );
            None
        }
    }
}

/// Reads the hosts whose pages may be shown in a frame, in lower case.
pub(super) fn read_embeds(node: Option<Node>, reader: &mut Reader<'_>) -> Vec<String> {
    let mut hosts = Vec::new();
    for (host, span) in reader.read_texts("embeds", node) {
        let is_host = host.contains('.')
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':'));
        if is_host && !host.starts_with(['.', '-']) {
            hosts.push(host.to_ascii_lowercase());
            continue;
        }
        reader.error(
            "bad-embed",
            span,
            say!("“{host}”不是网站的域名" | "`{host}` is no host name"),
            say!(
                "只写域名，不带 https:// 和路径，例如 player.bilibili.com"
                    | "write the host alone, without https:// or a path, such as player.vimeo.com"
            ),
        );
    }
    hosts
}

/// Reads a policy of the publication's own; `false` is none.
pub(super) fn read_policy(node: &Node, reader: &mut Reader<'_>) -> Option<ContentPolicy> {
    match &node.value {
        Value::Bool(false) => None,
        _ => reader.read_text("csp", node).map(|text| ContentPolicy::new(&text)),
    }
}

/// Returns the policy of pages where `site.yaml` gives none. Where all HTML passes, nobody knows
/// what pages need.
pub(super) fn default_policy(
    raw_html: RawHtml,
    base_url: &BaseUrl,
    embeds: &[String],
) -> Option<ContentPolicy> {
    (raw_html != RawHtml::AsIs)
        .then(|| ContentPolicy::of_site(base_url.origin().starts_with("https:"), embeds))
}
