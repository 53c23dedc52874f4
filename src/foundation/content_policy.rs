//! What the pages of a site may load: a Content Security Policy, as browsers read it.

/// A Content Security Policy.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContentPolicy(String);

impl ContentPolicy {
    /// Returns the policy that `text` writes.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Returns the policy of a site whose authors are not trusted: files of the site alone,
    /// pictures and films by https, and pages in frames from `hosts`. A site that is itself served
    /// by http may show pictures so.
    #[must_use]
    pub fn of_site(is_https: bool, hosts: &[String]) -> Self {
        let http = if is_https { "" } else { " http:" };
        let frames = if hosts.is_empty() {
            " 'none'".to_owned()
        } else {
            [" https://", &hosts.join(" https://")].concat()
        };
        Self(format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:{http}; media-src 'self' https:{http}; \
             font-src 'self'; connect-src 'self'; frame-src{frames}; base-uri 'none'; \
             form-action 'self'"
        ))
    }

    /// Returns the policy as it stands in a page.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether a page may load `address`, of another site, for `directive`, such as
    /// `img-src`.
    #[must_use]
    pub fn allows_address(&self, directive: &str, address: &str) -> bool {
        let Some(sources) = self.allowed_sources(directive) else { return true };
        let lower = address.trim().to_ascii_lowercase();
        let lower = if lower.starts_with("//") { format!("https:{lower}") } else { lower };
        let (scheme, rest) = lower.split_once(':').unwrap_or_default();
        let host = rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
        sources.iter().any(|source| {
            let source = source.to_ascii_lowercase();
            match source.as_str() {
                "*" => matches!(scheme, "http" | "https"),
                "http:" => matches!(scheme, "http" | "https"),
                _ => source
                    .strip_suffix(':')
                    .map_or_else(|| is_host(&source, scheme, host), |allowed| allowed == scheme),
            }
        })
    }

    /// Tells whether what stands in the page itself may run or apply, for `script-src` or
    /// `style-src`.
    #[must_use]
    pub fn allows_inline(&self, directive: &str) -> bool {
        self.allowed_sources(directive).is_none_or(|sources| sources.contains(&"'unsafe-inline'"))
    }

    /// Returns what a directive allows, or `default-src` in its place; `None` when nothing is
    /// forbidden.
    fn allowed_sources(&self, directive: &str) -> Option<Vec<&str>> {
        let of = |wanted: &str| {
            self.0.split(';').find_map(|part| {
                let mut words = part.split_ascii_whitespace();
                words.next().filter(|name| name.eq_ignore_ascii_case(wanted))?;
                Some(words.collect())
            })
        };
        // Nothing stands in for what is no loading.
        let stand_in = || (directive != "form-action").then(|| of("default-src")).flatten();
        of(directive).or_else(stand_in)
    }
}

/// Tells whether a source such as `https://*.example.com/pictures/` names this host. Its path is
/// left to the browser.
fn is_host(source: &str, scheme: &str, host: &str) -> bool {
    let (allowed, rest) = source.split_once("://").unwrap_or(("", source));
    let name = rest.split('/').next().unwrap_or_default();
    let is_scheme =
        allowed.is_empty() || allowed == scheme || (allowed, scheme) == ("http", "https");
    let is_name = match name.strip_prefix('*') {
        Some(domain) => host.ends_with(domain) && host.len() > domain.len(),
        None => host == name,
    };
    is_scheme && is_name && !name.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_shows_pictures_of_others_by_https_and_frames_of_named_hosts() {
        let policy = ContentPolicy::of_site(true, &["v.qq.com".to_owned()]);
        for (directive, address, is_allowed) in [
            ("img-src", "https://tu.example/a.png", true),
            ("img-src", "//tu.example/a.png", true),
            ("img-src", "http://tu.example/a.png", false),
            ("img-src", "data:image/png,x", true),
            ("frame-src", "https://v.qq.com/a", true),
            ("frame-src", "https://v.qq.com.evil.example/a", false),
            ("script-src", "https://v.qq.com/a.js", false),
            ("object-src", "https://v.qq.com/a", false),
        ] {
            assert_eq!(
                policy.allows_address(directive, address),
                is_allowed,
                "{directive} {address}"
            );
        }
        assert!(!policy.allows_inline("script-src") && !policy.allows_inline("style-src"));
        assert!(
            ContentPolicy::of_site(false, &[]).allows_address("img-src", "http://tu.example/a.png")
        );
    }

    #[test]
    fn a_policy_of_ones_own_is_read_as_browsers_read_it() {
        let policy = ContentPolicy::new(
            "IMG-SRC 'self' *.tu.example http://a.example/x/;\n  style-src 'unsafe-inline'",
        );
        assert!(policy.allows_address("img-src", "https://b.tu.example/a.png"));
        assert!(!policy.allows_address("img-src", "https://tu.example/a.png"));
        assert!(policy.allows_address("img-src", "https://a.example/y.png"));
        assert!(!policy.allows_address("img-src", "https://c.example/y.png"));
        assert!(policy.allows_inline("style-src") && policy.allows_inline("script-src"));
        assert!(policy.allows_address("frame-src", "https://anything.example/"));
    }
}
