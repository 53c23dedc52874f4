//! The addresses of static files and pages for templates: `asset(path="logo.svg")` and
//! `url(path="/about/")`.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash as StdHash, Hasher};
use std::sync::Arc;

use tera::{Kwargs, State, Tera};

use super::{calls, read_theme_file};
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::{BaseUrl, OutPath, SitePath, SourcePath, encode_percent};
use crate::foundation::world::World;
use crate::publication::config::Config;
use crate::say;

/// Returns the address of a static file.
const ASSET: &str = "asset";

/// Returns the address of a page in the edition.
pub const URL: &str = "url";

/// Set where a macro is rendered: what it makes is part of a text, whose addresses the site fills
/// in.
pub(super) const IN_TEXT: &str = "__in_text";

/// How many digits of the hash of a file its address has.
const DIGITS: usize = 8;

/// Templates by name: file and text.
type Templates = BTreeMap<String, (SourcePath, String)>;

/// Where pages find static files, and where they stand themselves.
#[derive(Debug, Default)]
pub struct Addresses {
    base: BaseUrl,
    /// What of its address tells a file from an earlier one, by the path under `static/`.
    versions: BTreeMap<String, String>,
    /// The second names of files, by the path under `static/`.
    hashed: BTreeMap<String, String>,
}

impl StdHash for Addresses {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Where the site stands is in every key besides.
        (&self.versions, &self.hashed).hash(state);
    }
}

impl Addresses {
    /// Looks at the static files when a template asks for one, or when some get a second name:
    /// those in `named`, and those that templates write out.
    pub(super) fn new(
        config: &Config,
        statics: &BTreeMap<String, SourcePath>,
        templates: &Templates,
        named: &[&str],
        world: &dyn World,
    ) -> Self {
        let texts = || templates.values().map(|(_, text)| text.as_str());
        let is_asked = texts().any(|text| text.contains(ASSET));
        let is_hashed = config.outputs.hashed_assets;
        let base = config.base_url.clone();
        if !is_asked && !is_hashed {
            return Self { base, ..Self::default() };
        }
        let version_of = |(path, file): (&String, &SourcePath)| {
            let bytes = read_theme_file(world, file).ok()?;
            Some((path.clone(), Hash::of_bytes(&bytes).hex(DIGITS)))
        };
        let versions: BTreeMap<String, String> = statics.iter().filter_map(version_of).collect();
        let written = texts().flat_map(|text| calls::find_paths(text, ASSET));
        let mut named: BTreeSet<&str> = named.iter().copied().collect();
        named.extend(written.map(|(path, _)| path.trim_start_matches('/')));
        // Readers keep the addresses of documents: those change with no version.
        let is_kept = |path: &str| OutPath::new(path).is_ok_and(|out| out.is_attachment());
        let second_name = |path: &str| {
            let version = versions.get(path).filter(|_| is_hashed && !is_kept(path))?;
            let (stem, ending) = path.rsplit_once('.').filter(|(_, end)| !end.contains('/'))?;
            Some((path.to_owned(), format!("{stem}.{version}.{ending}")))
        };
        let hashed = named.into_iter().filter_map(second_name).collect();
        Self { base, versions, hashed }
    }

    /// Returns the second name of a static file, under which it is published too.
    #[must_use]
    pub fn second_name(&self, path: &str) -> Option<&str> {
        self.hashed.get(path).map(String::as_str)
    }

    /// Returns the address of a static file; `None` for one that is not there.
    fn asset_href(&self, path: &str) -> Option<String> {
        self.asset_address(path, |name| self.base.href(&SitePath::new(name)))
    }

    /// Returns the address of a static file as `href` makes it of its path.
    fn asset_address(&self, path: &str, href: impl Fn(&str) -> String) -> Option<String> {
        let path = path.trim_start_matches('/');
        let href = |name: &str| href(&format!("/{name}"));
        match (self.hashed.get(path), self.versions.get(path)) {
            (Some(name), _) => Some(href(name)),
            (None, Some(version)) => Some(format!("{}?v={version}", href(path))),
            (None, None) => None,
        }
    }

    /// Returns the address of what stands at `path` in the edition in `language`, if that is not
    /// the first. What follows the path stays.
    fn page_href(&self, path: &str, language: Option<&LanguageTag>) -> String {
        let (path, rest) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
        let path = path.trim_start_matches('/');
        let path = match language {
            Some(language) => format!("/{language}/{path}"),
            None => format!("/{path}"),
        };
        let rest = match rest.strip_prefix('#') {
            Some(anchor) => format!("#{}", encode_percent(anchor)),
            None => rest.to_owned(),
        };
        self.base.href(&SitePath::new(&path)) + &rest
    }

    /// Says what is wrong with the name of a static file, for a template that makes it of values.
    fn explain_unknown(&self, path: &str) -> String {
        let known = self.versions.keys().map(String::as_str);
        match find_nearest(path.trim_start_matches('/'), known) {
            Some(near) => format!("there is no file static/{path}; did you mean `{near}`?"),
            None => format!("there is no file static/{path}"),
        }
    }

    /// Reports static files that templates write out and that are not there. Returns whether all
    /// are.
    pub(super) fn check_written(&self, templates: &Templates, sink: &mut Sink) -> bool {
        let mut are_there = true;
        for (file, text) in templates.values() {
            for (path, span) in calls::find_paths(text, ASSET) {
                if self.asset_href(path).is_none() {
                    are_there = false;
                    sink.push(self.report_missing(file, path).at_span(span));
                }
            }
        }
        are_there
    }

    fn report_missing(&self, file: &SourcePath, path: &str) -> Diagnostic {
        let name = path.trim_start_matches('/');
        let finding = Diagnostic::error(
            "missing-static",
            file,
            say!("找不到文件 static/{name}" | "there is no file static/{name}"),
        );
        match find_nearest(name, self.versions.keys().map(String::as_str)) {
            Some(near) => {
                finding.with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?"))
            }
            None => finding.with_hint(say!(
                "asset 的 path 是 static 文件夹里的文件名；请把文件放进去，或改这里的名称；页面的地址用 url"
                    | "the path of `asset` names a file in the folder static: put it there, or \
                       change the name here; `url` is for pages"
            )),
        }
    }
}

/// Gives templates of the edition in `language`, if that is not the first, the two functions.
pub(super) fn register_functions(
    tera: &mut Tera,
    addresses: &Arc<Addresses>,
    language: Option<&LanguageTag>,
) {
    let assets = Arc::clone(addresses);
    tera.register_function(ASSET, move |kwargs: Kwargs, state: &State<'_>| {
        let path: &str = kwargs.must_get("path")?;
        let address = if is_in_text(state)? {
            assets.asset_address(path, str::to_owned)
        } else {
            assets.asset_href(path)
        };
        address.ok_or_else(|| tera::Error::message(assets.explain_unknown(path)))
    });
    let (pages, language) = (Arc::clone(addresses), language.cloned());
    tera.register_function(URL, move |kwargs: Kwargs, state: &State<'_>| {
        let path: &str = kwargs.must_get("path")?;
        Ok::<_, tera::Error>(if is_in_text(state)? {
            format!("/{}", path.trim_start_matches('/'))
        } else {
            pages.page_href(path, language.as_ref())
        })
    });
}

/// Tells whether a macro asks.
fn is_in_text(state: &State<'_>) -> tera::TeraResult<bool> {
    Ok(state.get::<bool>(IN_TEXT)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_into_the_folder_of_the_site_and_the_edition() {
        let addresses = Addresses {
            base: BaseUrl::parse("https://example.org/sub/").unwrap(),
            versions: [("图/a.svg", "01234567"), ("b.svg", "89abcdef")]
                .map(|(path, version)| (path.to_owned(), version.to_owned()))
                .into(),
            hashed: [("b.svg".to_owned(), "b.89abcdef.svg".to_owned())].into(),
        };
        let asset = |path| addresses.asset_href(path);
        assert_eq!(asset("图/a.svg").unwrap(), "/sub/%E5%9B%BE/a.svg?v=01234567");
        assert_eq!(asset("/b.svg").unwrap(), "/sub/b.89abcdef.svg");
        assert_eq!(asset("c.svg"), None);
        assert!(addresses.explain_unknown("c.svg").ends_with("did you mean `b.svg`?"));
        let english = LanguageTag::parse("en").unwrap();
        assert_eq!(addresses.page_href("/about/#一", None), "/sub/about/#%E4%B8%80");
        assert_eq!(addresses.page_href("about/?a=b", Some(&english)), "/sub/en/about/?a=b");
        assert_eq!(addresses.page_href("/", Some(&english)), "/sub/en/");
    }
}
