//! What browsers will not show or run, by the policy of the pages or by their own.

use std::ops::Range;

use super::tag::{Tag, Token, split_tokens};
use crate::foundation::content_policy::ContentPolicy;
use crate::foundation::diagnostic::Text;
use crate::say;

/// By what browsers judge a page.
#[derive(Clone, Copy)]
pub struct PagePolicy<'a> {
    /// What the pages themselves say; `None` when they say nothing.
    pub policy: Option<&'a ContentPolicy>,
    /// Whether they are served by https.
    pub is_encrypted: bool,
    /// The folder in which a file of one's own belongs.
    pub folder: &'static str,
    /// Where the site stands, such as `https://example.org`: its own files may be named so.
    pub origin: &'a str,
}

/// What is blocked, and what to do about it.
pub struct Blocked {
    pub message: Text,
    pub hint: Text,
}

impl PagePolicy<'_> {
    /// Tells whether nothing is blocked.
    pub(in super::super) fn is_open(&self) -> bool {
        self.policy.is_none() && !self.is_encrypted
    }

    /// Returns what is wrong with an address of another site that a page loads for `directive`.
    pub(in super::super) fn check_load(&self, directive: &str, address: &str) -> Option<Blocked> {
        let is_plain = address.trim().to_ascii_lowercase().starts_with("http:");
        let is_refused =
            self.policy.is_some_and(|policy| !policy.allows_address(directive, address));
        // Whatever the policy, browsers keep what is not encrypted out of pages that are.
        let is_mixed = is_plain && self.is_encrypted;
        let message = if is_refused {
            say!(
                "网页的安全策略会拦下它，读者看不到：{address}"
                    | "the policy of the pages blocks it, so that no reader sees it: {address}"
            )
        } else if is_mixed {
            say!(
                "网站是 https 的，浏览器不取 http 网址，读者可能看不到：{address}"
                    | "the site is served by https, so that browsers load nothing by http and \
                       readers may not see it: {address}"
            )
        } else {
            return None;
        };
        let folder = self.folder;
        let hint = if directive == "form-action" {
            say!(
                "表单要送到别的网站，请在 site.yaml 的 csp 里给 form-action 加上它的网址"
                    | "to send a form to another site, add its address to form-action under `csp` \
                       in site.yaml"
            )
        } else if directive == "frame-src" {
            say!(
                "要嵌入别的网站，请在 site.yaml 的 embeds 里写上它的域名"
                    | "to embed another site, list its host under `embeds` in site.yaml"
            )
        } else if is_plain {
            say!(
                "请把地址改为 https:// 开头；那个网站没有 https 的，把文件下载到 {folder} 里再引用"
                    | "begin the address with https://; where that site has none, download the \
                       file into {folder}"
            )
        } else {
            say!(
                "请把文件下载到 {folder} 里再引用，或在 site.yaml 的 csp 里放行"
                    | "download the file into {folder}, or allow it under `csp` in site.yaml"
            )
        };
        Some(Blocked { message, hint })
    }

    /// Returns all that is wrong with a tag.
    pub(in super::super) fn check_tag(&self, tag: &Tag<'_>) -> Vec<Blocked> {
        let name = tag.name.to_ascii_lowercase();
        let loaded = loaded_addresses(&name, tag);
        let elsewhere = loaded.into_iter().filter(|(_, address)| self.is_elsewhere(address));
        let loads =
            elsewhere.filter_map(|(directive, address)| self.check_load(directive, address));
        let is_handler = |name: &str| {
            let name = name.to_ascii_lowercase();
            name.len() > 4 && name.starts_with("on") && name != "once"
        };
        let inline = [
            ("script-src", "<script>", name == "script" && is_run(tag)),
            ("style-src", "style", name == "style" || tag.attribute_value("style").is_some()),
            (
                "script-src",
                "on…",
                tag.attributes.iter().any(|(name, _)| name.is_ascii() && is_handler(name)),
            ),
        ];
        let inline = inline.into_iter().filter(|(_, _, is_there)| *is_there);
        loads
            .chain(inline.filter_map(|(directive, what, _)| self.check_inline(directive, what)))
            .collect()
    }

    /// Tells whether an address is one of another site.
    fn is_elsewhere(&self, address: &str) -> bool {
        let address = address.trim();
        let rest = match address.split_once("://") {
            Some((scheme, rest)) if scheme.bytes().all(|b| b.is_ascii_alphanumeric()) => rest,
            _ => match address.strip_prefix("//") {
                Some(rest) => rest,
                None => return false,
            },
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let own = self.origin.split_once("://").map_or("", |(_, own)| own);
        own.is_empty() || !host.eq_ignore_ascii_case(own)
    }

    fn check_inline(&self, directive: &str, what: &str) -> Option<Blocked> {
        if self.policy.is_none_or(|policy| policy.allows_inline(directive)) {
            return None;
        }
        let folder = self.folder;
        Some(Blocked {
            message: say!(
                "网页的安全策略会拦下 {what}，它不起作用"
                    | "the policy of the pages blocks {what}, which has no effect"
            ),
            hint: match folder {
                "static" => say!(
                    "请把它写进 {folder} 文件夹里的文件再引用，或在 site.yaml 的 csp 里给 {directive} 加上 'unsafe-inline'"
                        | "move it into a file in the folder {folder}, or add 'unsafe-inline' to \
                           {directive} under `csp` in site.yaml"
                ),
                _ => say!(
                    "请删去它，或在 site.yaml 的 csp 里给 {directive} 加上 'unsafe-inline'"
                        | "delete it, or add 'unsafe-inline' to {directive} under `csp` in \
                           site.yaml"
                ),
            },
        })
    }
}

/// Returns what is blocked of a page or a part of one, with the tag that it is in.
#[must_use]
pub fn find_blocked(html: &str, policy: PagePolicy<'_>) -> Vec<(Range<usize>, Blocked)> {
    let mut found = Vec::new();
    let mut at = 0;
    for (token, written) in split_tokens(html) {
        let place = at..at + written.len();
        at = place.end;
        if let Token::Open(tag) = token {
            found.extend(policy.check_tag(&tag).into_iter().map(|what| (place.clone(), what)));
        }
    }
    found
}

/// Tells whether a script without an address is one: data for scripts is not run.
fn is_run(tag: &Tag<'_>) -> bool {
    let is_data =
        |kind: &str| kind.contains("json") || kind.starts_with("text/") && !kind.contains("script");
    tag.attribute_value("src").is_none() && !tag.attribute_value("type").is_some_and(is_data)
}

/// Lists what a tag loads, each address with the directive that speaks of it.
fn loaded_addresses<'a>(name: &str, tag: &'a Tag<'_>) -> Vec<(&'static str, &'a str)> {
    let (directive, attribute) = match name {
        "script" => ("script-src", "src"),
        "img" => ("img-src", "src"),
        "iframe" | "frame" => ("frame-src", "src"),
        "video" | "audio" | "source" => ("media-src", "src"),
        "form" => ("form-action", "action"),
        "link" => match tag.attribute_value("rel").map(str::to_ascii_lowercase).as_deref() {
            Some("stylesheet") => ("style-src", "href"),
            Some("icon" | "shortcut icon" | "apple-touch-icon") => ("img-src", "href"),
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    let loaded = tag.attribute_value(attribute).map(|address| (directive, address));
    let poster = tag.attribute_value("poster").filter(|_| name == "video");
    let sizes = tag.attribute_value("srcset").filter(|_| matches!(name, "img" | "source"));
    let sizes = sizes.into_iter().flat_map(|all| all.split(','));
    let pictures = sizes.filter_map(|size| size.split_whitespace().next()).chain(poster);
    loaded.into_iter().chain(pictures.map(|address| ("img-src", address))).collect()
}
