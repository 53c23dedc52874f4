//! `redirects`: old addresses of pages that no file stands for, such as those of topics. `gone`:
//! addresses that are given up.

use crate::foundation::diagnostic::Span;
use crate::foundation::path::{BaseUrl, SitePath, decode_percent};
use crate::input::fields::Reader;
use crate::input::old_address::{
    AddressUse, BadAlias, describe_bad, parse_alias, refuse_alias, warn_of_prefix,
};
use crate::input::yaml::Node;
use crate::say;

/// Reads each old address with the one that it leads to.
pub(super) fn read_redirects(
    node: Node,
    base: &BaseUrl,
    reader: &mut Reader<'_>,
) -> Vec<(SitePath, SitePath)> {
    let Some(fields) = reader.read_map("redirects", node) else { return Vec::new() };
    let mut redirects = Vec::new();
    for (old, node) in fields.into_rest() {
        let Some(new) = reader.read_text(&old.text, &node) else { continue };
        let old_path = parse_alias(&old.text).unwrap_or_else(|why| {
            refuse_alias(&old.text, &why, old.span, base, AddressUse::Old(None), reader);
            SitePath::new(&old.text)
        });
        warn_of_prefix(&old_path, old.span, base, AddressUse::Old(None), reader);
        // Where it leads to is looked at later, whatever the old address is.
        let home = SitePath::new("/");
        match if new == home.as_str() { Ok(home) } else { parse_alias(&new) } {
            Ok(new) => {
                warn_of_prefix(&new, node.span, base, AddressUse::Target, reader);
                redirects.push((old_path, new));
            }
            Err(why) => refuse_target(&new, &why, node.span, base, reader),
        }
    }
    redirects
}

/// Says why a redirect cannot lead to a text, and what to write.
fn refuse_target(text: &str, why: &BadAlias, span: Span, base: &BaseUrl, reader: &mut Reader<'_>) {
    let message = say!("不能转到“{text}”" | "nothing can lead on to `{text}`");
    let hint = match why {
        BadAlias::NotSent(_, path) if parse_alias(path).is_ok() => say!(
            "只写到页面为止，不带 ? 和 #：{path}"
                | "write the address of the page alone, without `?` and `#`: `{path}`"
        ),
        _ => describe_bad(text, why, base, AddressUse::Target),
    };
    reader.error("bad-alias", span, message, hint);
}

/// Reads the addresses whose loss is meant; with a slash at its end or without, each is one
/// address.
pub(super) fn read_gone(
    node: Option<Node>,
    base: &BaseUrl,
    reader: &mut Reader<'_>,
) -> Vec<SitePath> {
    let mut gone = Vec::new();
    for (text, span) in reader.read_texts("gone", node) {
        let path = decode_percent(&text);
        let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        // `/notes.pdf` is an attachment, `/1.0` is as likely a page.
        if is_file && !path.ends_with(".html") {
            gone.push(SitePath::new(&path));
        }
        let is_whole = path.ends_with('/') || path.ends_with(".html");
        let path = SitePath::new(&if is_whole { path } else { path + "/" });
        if text.starts_with('/') && path.out_path().is_ok() {
            warn_of_prefix(&path, span, base, AddressUse::Old(None), reader);
            gone.push(path);
        } else {
            reader.error(
                "bad-alias",
                span,
                say!("“{text}”不能用在 gone 里" | "`{text}` cannot be used in `gone`"),
                say!(
                    "请写站内的路径，以“/”开头，例如 /cases/旧/"
                        | "write a path of this site that begins with a slash, such as /cases/old/"
                ),
            );
        }
    }
    gone
}
