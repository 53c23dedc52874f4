//! The host of a web address, as it is written.

use std::net::IpAddr;

/// Hosts of examples, as `casebook init` writes one.
const EXAMPLES: [&str; 5] =
    ["example.org", "example.com", "example.net", "example.cn", "example.com.cn"];

/// What instructions write where a name of one's own is to stand: `your-domain.com`,
/// `yourname.github.io`.
const OWN: [&str; 3] = ["your", "你的", "您的"];

/// What follows that.
const OWN_WHAT: [&str; 8] =
    ["domain", "site", "website", "name", "username", "host", "域名", "网站"];

/// Endings that no host on the web has (RFC 2606 and 6761).
const RESERVED: [&str; 3] = ["example", "test", "invalid"];

/// A host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host(String);

impl Host {
    /// Returns the host of an origin such as `https://example.org:8443`.
    #[must_use]
    pub fn of_origin(origin: &str) -> Self {
        let (_, host) = origin.split_once("://").unwrap_or(("", origin));
        let host = host.to_ascii_lowercase();
        let host = match host.split_once(']') {
            Some((address, _)) => address.strip_prefix('[').unwrap_or(address),
            None => host.split_once(':').map_or(&*host, |(host, _)| host),
        };
        Self(host.strip_suffix('.').unwrap_or(host).to_owned())
    }

    fn ending(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or_default()
    }

    fn address(&self) -> Option<IpAddr> {
        self.0.parse().ok()
    }

    /// Tells whether no reader will find a site there: it is an example, or this machine.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        let name = self.0.strip_prefix("www.").unwrap_or(&self.0);
        EXAMPLES.contains(&name)
            || name.split('.').any(is_made_up)
            || RESERVED.contains(&self.ending())
            || self.ending() == "localhost"
            || self.address().is_some_and(|given| given.is_loopback() || given.is_unspecified())
    }

    /// Tells whether it has a name that the whole web may know. Within a house many sites have no
    /// certificate.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.address().is_none()
            && self.0.contains('.')
            && !matches!(self.ending(), "local" | "lan" | "internal" | "intranet")
    }
}

/// Tells whether a part of a host only says what is to stand there.
fn is_made_up(part: &str) -> bool {
    let own = OWN.iter().find_map(|own| part.strip_prefix(own));
    own.is_some_and(|what| OWN_WHAT.contains(&what.trim_start_matches('-')))
}
