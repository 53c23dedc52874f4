//! Which file of the publication an address may mean that is not Markdown's.
//!
//! What HTML, style sheets and fields of front matter name counts from an address and not from a
//! file, and often is meant to count from the file all the same. So every file that may be meant is
//! taken as named.

use percent_encoding::percent_decode_str;

use crate::foundation::path::{BaseUrl, SourcePath};

/// The folder whose files are published at the same paths.
const CONTENT: &str = "content/";

/// Returns the files that `address`, which stands in `file`, may mean; `base` is where the site
/// stands.
pub fn candidate_files(file: &SourcePath, address: &str, base: &BaseUrl) -> Vec<SourcePath> {
    let address = address.split(['#', '?']).next().unwrap_or_default().trim().replace('\\', "/");
    let address = percent_decode_str(&address).decode_utf8_lossy();
    let address = address
        .strip_prefix(base.origin())
        .filter(|_| !base.origin().is_empty())
        .unwrap_or(&address);
    if address.is_empty() || address.starts_with("//") || address.contains("://") {
        return Vec::new();
    }
    if address.starts_with('/') {
        let whole = content_file(address);
        let below = address.strip_prefix(base.path_prefix()).filter(|below| below.starts_with('/'));
        return std::iter::once(whole).chain(below.map(content_file)).collect();
    }
    // The page of `a.md` is a folder, `a/`.
    let stem = file.as_str().rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    let page = SourcePath::new(&format!("{stem}/index.html"));
    [file, &page].into_iter().filter_map(|from| from.resolve_target(address)).collect()
}

/// Returns the file of the content that is published at `address`.
fn content_file(address: &str) -> SourcePath {
    SourcePath::new(&format!("{CONTENT}{}", address.trim_start_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_mean_several_files() {
        let base = BaseUrl::parse("https://example.org/sub/").unwrap();
        let file = SourcePath::new("content/cases/a.md");
        let may_mean = |address: &str| -> Vec<String> {
            candidate_files(&file, address, &base).iter().map(ToString::to_string).collect()
        };
        assert_eq!(may_mean("./b.png?x#y"), ["content/cases/b.png", "content/cases/a/b.png"]);
        assert_eq!(may_mean("../%E5%9B%BE.png"), ["content/图.png", "content/cases/图.png"]);
        assert_eq!(may_mean("/sub/b.png"), ["content/sub/b.png", "content/b.png"]);
        assert_eq!(
            may_mean("https://example.org/sub/b.png"),
            ["content/sub/b.png", "content/b.png"]
        );
        assert!(may_mean("https://example.com/b.png").is_empty());
        assert!(may_mean("//example.com/b.png").is_empty());
        assert!(may_mean("#a").is_empty());
    }
}
