//! What each file under `content/` is, told from its path alone.

use crate::content::entry;
use crate::content::entry::EntryPlace;
use crate::content::page;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{SitePath, SourcePath};
use crate::publication::config::Collection;

/// What a file under `content/` is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A text below `content/cases/`.
    Case,
    /// Any other page.
    Page(page::Role),
    /// A file that is published as it is, at this path under the output.
    Asset(String),
}

/// A file of the content, and the edition that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentFile {
    pub role: Role,
    /// The language in its name, as in `about.en.md`; `None` for the default edition.
    pub language: Option<LanguageTag>,
    /// Its path without language and ending: the same for every edition of one text.
    pub stem: String,
}

/// Tells what `path` is in a publication with these `collections`; `None` for files outside
/// `content/`.
#[must_use]
pub fn classify_path(
    path: &SourcePath,
    languages: &[LanguageTag],
    collections: &[Collection],
) -> Option<ContentFile> {
    let inner = path.as_str().strip_prefix("content/")?;
    let Some(whole) = inner.strip_suffix(".md") else {
        return Some(ContentFile {
            role: Role::Asset(inner.to_owned()),
            language: None,
            stem: inner.to_owned(),
        });
    };
    let tagged = whole.rsplit_once('.').and_then(|(stem, tag)| {
        languages
            .iter()
            .find(|language| language.as_str() == tag)
            .map(|language| (stem, language.clone()))
    });
    let (stem, language) = tagged.map_or((whole, None), |(stem, tag)| (stem, Some(tag)));
    let role = if stem.starts_with("cases/") {
        Role::Case
    } else if stem == "index" {
        Role::Page(page::Role::Home)
    } else if let Some(name) = stem.strip_prefix("models/") {
        Role::Page(page::Role::Model(name.strip_suffix("/index").unwrap_or(name).to_owned()))
    } else {
        let of_collection = || collections.iter().find_map(|one| role_in(one, stem));
        Role::Page(of_collection().unwrap_or_else(|| {
            let address = stem.strip_suffix("/index").unwrap_or(stem);
            page::Role::Plain(SitePath::new(&format!("/{address}/")))
        }))
    };
    Some(ContentFile { role, language, stem: stem.to_owned() })
}

/// Returns what a text is to a collection; `None` when it stands elsewhere. Where no page lists all
/// entries, a page may stand in its place.
fn role_in(collection: &Collection, stem: &str) -> Option<page::Role> {
    let key = &collection.key;
    let inner = match stem.strip_prefix(key.as_str())? {
        "" | "/index" => return collection.list.then(|| page::Role::List(key.clone())),
        rest => rest.strip_prefix('/')?,
    };
    let id = entry::make_id(inner);
    let path = SitePath::new(&format!("/{key}/{id}/"));
    Some(page::Role::Entry(EntryPlace { collection: key.clone(), id, path }))
}

/// Tells whether the file at `path`, as seen from `content/`, is for web servers, hosts or
/// browsers, which ask for it by its name.
#[must_use]
pub fn is_for_host(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or_default();
    top == ".well-known"
        || matches!(
            path,
            ".nojekyll" | "CNAME" | "_headers" | "_redirects" | "robots.txt" | "favicon.ico"
        )
        || path.rsplit('/').next() == Some(".htaccess")
}

impl ContentFile {
    /// Returns the default edition's file with the same text: `a.md` for `a.en.md`.
    #[must_use]
    pub fn base_file(&self) -> SourcePath {
        SourcePath::new(&format!("content/{}.md", self.stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::diagnostic::Sink;
    use crate::publication::config::Config;

    #[test]
    fn a_path_tells_what_a_file_is() {
        let languages = [LanguageTag::parse("en").unwrap()];
        let role = |path| {
            classify_path(&SourcePath::new(path), &languages, &[])
                .map(|file| (file.role, file.language.map(|tag| tag.as_str().to_owned())))
        };
        assert_eq!(role("content/cases/a.md"), Some((Role::Case, None)));
        assert_eq!(role("content/cases/a.en.md"), Some((Role::Case, Some("en".into()))));
        assert_eq!(role("content/cases/v1.2.md"), Some((Role::Case, None)));
        assert_eq!(role("content/index.md"), Some((Role::Page(page::Role::Home), None)));
        assert_eq!(
            role("content/models/hub.md"),
            Some((Role::Page(page::Role::Model("hub".into())), None))
        );
        assert_eq!(
            role("content/help/index.md"),
            Some((Role::Page(page::Role::Plain(SitePath::new("/help/"))), None))
        );
        assert_eq!(
            role("content/cases/a/photo.png"),
            Some((Role::Asset("cases/a/photo.png".into()), None))
        );
        assert_eq!(role("site.yaml"), None);
    }

    #[test]
    fn the_folder_of_a_collection_holds_its_entries() {
        let site = "title: t\nbase_url: https://example.org/\ncollections: {news: {}, who: {list: false}}\n";
        let config = Config::read_config(site, &mut Sink::default());
        let role = |path| classify_path(&SourcePath::new(path), &[], &config.collections);
        let entry = |path| match role(path)?.role {
            Role::Page(page::Role::Entry(place)) => Some(format!("{} {}", place.id, place.path)),
            _ => None,
        };
        for path in ["content/news/A b.md", "content/news/2024/a-b.md", "content/news/a_b/index.md"]
        {
            assert_eq!(entry(path).as_deref(), Some("a-b /news/a-b/"), "{path}");
        }
        for path in ["content/news.md", "content/news/index.md"] {
            let list = Role::Page(page::Role::List("news".into()));
            assert_eq!(role(path).map(|file| file.role), Some(list), "{path}");
        }
        let plain = Role::Page(page::Role::Plain(SitePath::new("/who/")));
        assert_eq!(role("content/who/index.md").map(|file| file.role), Some(plain));
        assert_eq!(entry("content/newsletter/a.md"), None);
    }
}
