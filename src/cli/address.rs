//! An address where no reader will find the site.

use super::read_config;
use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::path::SourcePath;
use crate::io::disk::DiskWorld;
use crate::publication::config;
use crate::say;

/// Hosts of examples, as `casebook init` writes one.
const EXAMPLES: [&str; 3] = ["example.org", "example.com", "example.net"];

/// Endings that no public host has (RFC 2606 and 6761).
const RESERVED: [&str; 4] = ["example", "test", "invalid", "localhost"];

/// How strictly an address is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// While writing: only the address that nobody has changed yet.
    Check,
    /// Before publishing: every address that no reader can reach.
    Build,
}

/// Returns a warning when `base_url` in `site.yaml` is no address of the publisher's own.
pub(super) fn placeholder(world: &DiskWorld, strictness: Strictness) -> Option<Diagnostic> {
    let base = read_config(world)?.base_url;
    let origin = base.origin();
    if !is_placeholder(origin, strictness) {
        return None;
    }
    let file = SourcePath::new(config::FILE);
    let mut finding = Diagnostic::warning(
        "placeholder-address",
        &file,
        say!(
            "base_url 是 {origin}，读者打不开这个网址"
                | "base_url is {origin}, where no reader will find the site"
        ),
    );
    finding.span = config::place_of("base_url", world);
    Some(finding.hint(say!(
        "发布前请改成网站真正的网址，或用 --base-url 指明；不改，引用格式、订阅源和站点地图都会指错地方，放在子目录下时连样式也没有"
            | "before you publish, write the site's real address here or give it with --base-url; until then citations, feeds and the sitemap lead elsewhere, and below a sub-path the site has no styles"
    )))
}

fn is_placeholder(origin: &str, strictness: Strictness) -> bool {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host).to_ascii_lowercase();
    let host = host.rsplit_once(':').map_or(&*host, |(host, _)| host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    let ending = host.rsplit('.').next().unwrap_or_default();
    EXAMPLES.contains(&host)
        || (strictness == Strictness::Build
            && (RESERVED.contains(&ending) || host.starts_with("127.") || host == "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_no_address_and_a_site_of_that_name_is_one() {
        for (origin, in_check, in_build) in [
            ("https://example.org", true, true),
            ("http://www.example.com", true, true),
            ("https://example.net:8443", true, true),
            ("https://cases.example", false, true),
            ("http://localhost:4400", false, true),
            ("http://127.0.0.1", false, true),
            ("https://anli.test", false, true),
            ("https://example.org.cn", false, false),
            ("https://myexample.org", false, false),
            ("https://anli.edu.cn", false, false),
        ] {
            let seen = [Strictness::Check, Strictness::Build]
                .map(|strictness| is_placeholder(origin, strictness));
            assert_eq!(seen, [in_check, in_build], "{origin}");
        }
    }
}
