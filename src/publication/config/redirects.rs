//! `redirects`: old addresses of pages that no file stands for, such as those of topics.

use crate::foundation::path::SitePath;
use crate::input::fields::Reader;
use crate::input::yaml::Node;
use crate::say;

/// Reads each old address with the one that it leads to.
pub(super) fn read_redirects(node: Node, reader: &mut Reader<'_>) -> Vec<(SitePath, SitePath)> {
    let Some(fields) = reader.map("redirects", node) else { return Vec::new() };
    let mut redirects = Vec::new();
    for (old, node) in fields.rest() {
        let Some(new) = reader.text(&old.text, &node) else { continue };
        for (text, span) in [(&old.text, old.span), (&new, node.span)] {
            let is_path = text.starts_with('/')
                && text.ends_with('/')
                && !text.contains(['?', '#', '%'])
                && SitePath::new(text).out_path().is_ok();
            if !is_path {
                reader.error(
                    "bad-alias",
                    span,
                    say!("“{text}”不能用在 redirects 里" | "`{text}` cannot be used in `redirects`"),
                    say!(
                        "左边写旧地址，右边写新地址，都是站内的路径，以“/”开头和结尾，例如 /topics/旧/: /topics/新/"
                            | "write the old address and the new one, both paths of this site that begin and end with a slash, such as /topics/old/: /topics/new/"
                    ),
                );
            }
        }
        redirects.push((SitePath::new(&old.text), SitePath::new(&new)));
    }
    redirects
}
