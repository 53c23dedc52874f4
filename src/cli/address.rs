//! An address where no reader will find the site.

use super::read_config;
use crate::foundation::diagnostic::{Diagnostic, Severity};
use crate::foundation::path::{BaseUrl, Host, SourcePath};
use crate::io::disk::DiskWorld;
use crate::publication::config;
use crate::say;

/// What is doubtful about an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doubt {
    /// No reader will find the site there.
    Nowhere,
    /// A public host without encryption.
    Plain,
}

/// Returns a warning when the address of the site is none of the publisher's own. That is `given`
/// on the command line, else `base_url` in `site.yaml`.
pub(super) fn doubtful(world: &DiskWorld, given: Option<&BaseUrl>) -> Option<Diagnostic> {
    let written = read_config(world)?.base_url;
    let origin = given.unwrap_or(&written).origin();
    let doubt = doubt(origin)?;
    let name = if given.is_some() { "--base-url" } else { "base_url" };
    let file = SourcePath::new(config::FILE);
    let mut finding = match doubt {
        Doubt::Nowhere => nowhere(&file, name, origin, given.is_some()),
        Doubt::Plain => plain(&file, name, origin),
    };
    if given.is_some() {
        finding.file = None;
    } else {
        finding.span = config::place_of("base_url", world);
    }
    Some(finding)
}

fn nowhere(file: &SourcePath, name: &str, origin: &str, is_given: bool) -> Diagnostic {
    let finding = Diagnostic::warning(
        "placeholder-address",
        file,
        say!(
            "{name} 是 {origin}，读者打不开这个网址"
                | "{name} is {origin}, where no reader will find the site"
        ),
    );
    if is_given {
        return finding.with_hint(say!(
            "发布前请在 --base-url 后面写网站真正的网址；不改，引用格式、订阅源和站点地图都会指错地方"
                | "before you publish, give the site's real address with --base-url; until then \
                   citations, feeds and the sitemap lead elsewhere"
        ));
    }
    finding.with_hint(say!(
        "发布前请改成网站真正的网址，或用 --base-url 指明；不改，引用格式、订阅源和站点地图都会指错地方，放在子目录下时连样式也没有"
            | "before you publish, write the site's real address here or give it with --base-url; \
               until then citations, feeds and the sitemap lead elsewhere, and below a sub-path \
               the site has no styles"
    ))
}

fn plain(file: &SourcePath, name: &str, origin: &str) -> Diagnostic {
    let host = origin.strip_prefix("http://").unwrap_or(origin);
    Diagnostic::new(
        Severity::Hint,
        "plain-http",
        Some(file.clone()),
        say!(
            "{name} 是 http:// 网址，浏览器会对读者说这个网站不安全"
                | "{name} begins with http://, and browsers tell readers that such a \
                   site is not secure"
        ),
    )
    .with_hint(say!(
        "网站能用 https 打开的话，请写 https://{host}；只能用 http 的不必改"
            | "if the site answers under https, write https://{host}; else leave it"
    ))
}

fn doubt(origin: &str) -> Option<Doubt> {
    let host = Host::of_origin(origin);
    if host.is_placeholder() {
        return Some(Doubt::Nowhere);
    }
    (origin.starts_with("http://") && host.is_public()).then_some(Doubt::Plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_no_address_and_a_site_of_that_name_is_one() {
        let nowhere = Some(Doubt::Nowhere);
        for (origin, wanted) in [
            ("https://example.org", nowhere),
            ("http://www.example.com", nowhere),
            ("https://example.net:8443", nowhere),
            ("https://cases.example", nowhere),
            ("https://anli.test", nowhere),
            ("https://ANLI.INVALID.", nowhere),
            ("http://localhost:4400", nowhere),
            ("http://anli.localhost", nowhere),
            ("http://127.0.0.1", nowhere),
            ("http://[::1]:8080", nowhere),
            ("http://0.0.0.0", nowhere),
            ("http://anli.edu.cn", Some(Doubt::Plain)),
            ("http://192.168.1.5", None),
            ("http://zhishi", None),
            ("http://zhishi.lan", None),
            ("https://example.org.cn", None),
            ("https://myexample.org", None),
            ("https://test.anli.edu.cn", None),
        ] {
            assert_eq!(doubt(origin), wanted, "{origin}");
        }
    }
}
