//! An address that a template of the publication names must lead to something that the site holds.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;

mod calls;
mod outputs;

use self::calls::check_calls;
use self::outputs::Outputs;
use super::{Rule, Scope};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::{BaseUrl, SourcePath, decode_percent};
use crate::markdown::find_references;
use crate::publication::theme::{StyleAddress, blank_code, has_code};
use crate::say;

/// What stands for the home page of the edition in an address.
const HOME: &str = "{{ site.home }}";

pub(super) const RULE: Rule = Rule { code: "template-link", run: check_template_links };

fn check_template_links(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    let outputs = LazyCell::new(|| Outputs::new(scope));
    check_calls(code, scope, &outputs, sink);
    // What is written out is the same in all editions.
    if !scope.site.is_default() {
        return;
    }
    for (file, template) in scope.site.theme.own_templates() {
        let html = blank_code(template);
        let mut told = FxHashSet::default();
        for place in find_references(&html) {
            let Some(written) = template.get(place.clone()).map(str::trim_start) else { continue };
            let start = place.end - written.len();
            let (home, rest) = match written.strip_prefix(HOME) {
                Some(rest) => (scope.site.base.path_prefix(), rest),
                None => ("", written),
            };
            if has_code(rest) || !told.insert(written) {
                continue;
            }
            let place = (file, start);
            if rest == written {
                sink.extend(report_address(code, scope, &outputs, place, written));
            } else if let Some(path) = local_path(&scope.site.base, &format!("{home}/{rest}")) {
                sink.extend(report_path(code, scope, &outputs, place, (written, &path)));
            }
        }
    }
    for style in &scope.site.theme.style_addresses {
        let path = style_path(&scope.site.base, style);
        let place = (&style.file, style.at);
        sink.extend(report_path(code, scope, &outputs, place, (&style.address, &path)));
    }
}

/// Returns where an address of a style sheet leads, from the root of the host.
fn style_path(base: &BaseUrl, style: &StyleAddress) -> String {
    let written = style.address.split(['#', '?']).next().unwrap_or_default();
    let written = decode_percent(written);
    if written.starts_with('/') {
        return written;
    }
    let css = SourcePath::new(&format!("{}/{}", base.path_prefix(), style.out));
    // Browsers climb no further than to the root.
    let path = css.resolve_target(&written);
    let path = path.map_or_else(|| written.replace("../", ""), |path| path.as_str().to_owned());
    format!("/{}", path.trim_start_matches('/'))
}

/// Returns what is wrong with an address that a file of the theme names from byte `at` on.
fn report_address(
    code: &'static str,
    scope: &Scope<'_>,
    outputs: &Outputs<'_>,
    (file, at): (&SourcePath, usize),
    address: &str,
) -> Option<Diagnostic> {
    let path = local_path(&scope.site.base, address)?;
    report_path(code, scope, outputs, (file, at), (address, &path))
}

/// Returns what is wrong with an address that leads to `path`.
fn report_path(
    code: &'static str,
    scope: &Scope<'_>,
    outputs: &Outputs<'_>,
    (file, at): (&SourcePath, usize),
    (address, path): (&str, &str),
) -> Option<Diagnostic> {
    let found = if outputs.lacks(scope, path) {
        report_dead(code, file, address)
    } else if outputs.has_below(scope, path) {
        // What climbs there is better written from the root.
        report_outside(code, scope, file, if address.starts_with("..") { path } else { address })
    } else {
        return None;
    };
    Some(found.at_span(Span::new(at, at + address.len())))
}

/// Returns the path of an address that may be one of the site.
fn local_path(base: &BaseUrl, address: &str) -> Option<String> {
    let address = address.trim();
    let local = match address.strip_prefix(base.origin()) {
        Some(rest) if !base.origin().is_empty() && rest.starts_with('/') => rest,
        _ => address,
    };
    let path = local.split(['#', '?']).next().filter(|path| !path.is_empty())?;
    let is_elsewhere = path.starts_with("//") || path.contains([':', '\\']);
    (!is_elsewhere).then(|| decode_percent(path))
}

fn report_dead(code: &'static str, file: &SourcePath, address: &str) -> Diagnostic {
    let message = say!(
        "主题里的地址 {address} 在网站上没有"
            | "the site has no address `{address}`, which the theme names"
    );
    Diagnostic::warning(code, file, message).with_hint(say!(
        "请检查地址；模板要用的样式、图片、脚本放在 static 文件夹里，static/a.css 的地址是 /a.css"
            | "check the address; style sheets, pictures and scripts of templates belong in the \
               folder static: static/a.css has the address /a.css"
    ))
}

fn report_outside(
    code: &'static str,
    scope: &Scope<'_>,
    file: &SourcePath,
    address: &str,
) -> Diagnostic {
    let (prefix, rest) = (scope.site.base.path_prefix(), address.trim());
    let rest = rest.strip_prefix(scope.site.base.origin()).unwrap_or(rest);
    let message = say!(
        "主题里的地址 {address} 在网站的文件夹 {prefix}/ 之外"
            | "the address `{address}`, which the theme names, lies outside of the folder of the \
               site, `{prefix}/`"
    );
    Diagnostic::warning(code, file, message).with_hint(say!(
        "base_url 里有 {prefix}，本站的地址都以它开头，请写 {prefix}{rest}"
            | "`base_url` holds `{prefix}`, with which all addresses of the site begin: write \
               `{prefix}{rest}`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_may_climb_out_of_the_site_and_come_back() {
        let base = BaseUrl::parse("https://example.org/an/").unwrap();
        let path_of = |address: &str| {
            let (file, out) = (SourcePath::new("static/css/a.css"), "css/a.css".to_owned());
            style_path(&base, &StyleAddress { file, out, address: address.to_owned(), at: 0 })
        };
        assert_eq!(path_of("../../an/img/%E5%9B%BE.png?v=1"), "/an/img/图.png");
        assert_eq!(path_of("../../../../up.png"), "/up.png");
        assert_eq!(path_of("/an/a.png#b"), "/an/a.png");
    }

    #[test]
    fn only_addresses_of_the_site_are_looked_up() {
        let base = BaseUrl::parse("https://example.org/sub/").unwrap();
        let path_of = |address: &str| local_path(&base, address);
        assert_eq!(path_of("/sub/%E5%9B%BE.png?v=1#a"), Some("/sub/图.png".into()));
        assert_eq!(path_of(" https://example.org/sub/a/ "), Some("/sub/a/".into()));
        assert_eq!(path_of("../a.css"), Some("../a.css".into()));
        for address in
            ["#a", "?a", "", "//e.org/a", "https://example.org.cn/a", "mailto:a@e.org", "data:,a"]
        {
            assert_eq!(path_of(address), None, "{address}");
        }
    }
}
