//! `redirects`: old addresses of pages that no file stands for, such as those of topics. `gone`:
//! addresses that are given up.

use crate::foundation::path::{SitePath, decode_percent};
use crate::input::fields::Reader;
use crate::input::yaml::Node;
use crate::say;

/// Reads each old address with the one that it leads to.
pub(super) fn read_redirects(node: Node, reader: &mut Reader<'_>) -> Vec<(SitePath, SitePath)> {
    let Some(fields) = reader.read_map("redirects", node) else { return Vec::new() };
    let mut redirects = Vec::new();
    for (old, node) in fields.into_rest() {
        let Some(new) = reader.read_text(&old.text, &node) else { continue };
        let mut leads_here = true;
        for (text, span) in [(&old.text, old.span), (&new, node.span)] {
            let is_path = text.starts_with('/')
                && text.ends_with('/')
                && !text.contains(['?', '#', '%'])
                && SitePath::new(text).out_path().is_ok();
            // What stands last is where it leads.
            leads_here = is_path;
            if !is_path {
                reader.error(
                    "bad-alias",
                    span,
                    say!("“{text}”不能用在 redirects 里" | "`{text}` cannot be used in `redirects`"),
                    say!(
                        "左边写旧地址，右边写新地址，都是站内的路径，以“/”开头和结尾，例如 /topics/旧/: /topics/新/"
                            | "write the old address and the new one, both paths of this site that \
                               begin and end with a slash, such as /topics/old/: /topics/new/"
                    ),
                );
            }
        }
        if leads_here {
            redirects.push((SitePath::new(&old.text), SitePath::new(&new)));
        }
    }
    redirects
}

/// Reads the addresses whose loss is meant; with a slash at its end or without, each is one
/// address.
pub(super) fn read_gone(node: Option<Node>, reader: &mut Reader<'_>) -> Vec<SitePath> {
    let mut gone = Vec::new();
    for (text, span) in reader.read_texts("gone", node) {
        let mut path = decode_percent(&text);
        if !path.ends_with('/') && !path.ends_with(".html") {
            path.push('/');
        }
        let path = SitePath::new(&path);
        if text.starts_with('/') && path.out_path().is_ok() {
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
