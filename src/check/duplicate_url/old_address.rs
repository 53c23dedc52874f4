//! The line that gives an old address which is in the way of another output.

use crate::check::Scope;
use crate::foundation::diagnostic::{Sink, Span};
use crate::foundation::path::{SitePath, SourcePath};
use crate::foundation::source;
use crate::input::front_matter;
use crate::input::old_address::parse_alias;
use crate::input::yaml::{self, Value};
use crate::publication::config;
use crate::render::job::Job;

/// An old address as it is written.
pub(super) struct OldAddress {
    pub(super) file: SourcePath,
    pub(super) span: Span,
}

impl OldAddress {
    /// Finds the old address that `job` is made for; `None` when it is another output.
    pub(super) fn of_job(scope: &Scope<'_>, job: &Job) -> Option<Self> {
        let origin = job.origin.as_ref()?;
        let path = job.path.site_path();
        if origin.as_str() == config::FILE {
            return find_redirect(scope, &path);
        }
        // The old addresses of a translation are those of its first file too.
        let path_of = |file: &SourcePath| find_alias(scope, file, &path);
        path_of(origin).or_else(|| path_of(&first_file(origin)?))
    }

    /// Tells whether `site.yaml` gives it.
    pub(super) fn is_redirect(&self) -> bool {
        self.file.as_str() == config::FILE
    }
}

/// Tells whether `written` stands for `path`, in whatever edition.
fn is_at(scope: &Scope<'_>, written: &SitePath, path: &SitePath) -> bool {
    let in_edition = |edition: &str| {
        path.as_str().strip_prefix('/').and_then(|rest| rest.strip_prefix(edition))
            == Some(written.as_str())
    };
    written == path || scope.site.config.editions.iter().any(|other| in_edition(other.tag.as_str()))
}

fn find_redirect(scope: &Scope<'_>, path: &SitePath) -> Option<OldAddress> {
    let places = config::places_in("redirects", scope.world);
    let (_, span) = places
        .into_iter()
        .filter(|(text, _)| parse_alias(text).is_ok_and(|old| is_at(scope, &old, path)))
        .min_by_key(|(_, span)| span.start)?;
    Some(OldAddress { file: SourcePath::new(config::FILE), span })
}

fn find_alias(scope: &Scope<'_>, file: &SourcePath, path: &SitePath) -> Option<OldAddress> {
    let mut sink = Sink::default();
    let text = source::decode_text(file, &scope.world.read(file).ok()?, &mut sink)?;
    let parts = front_matter::split_file(file, &text, &mut sink)?;
    let front = yaml::parse_document(file, parts.yaml_of(&text), parts.yaml.start, &mut sink)?;
    let Value::Map(entries) = front.value else { return None };
    let (_, node) = entries.into_iter().find(|(key, _)| key.text == "aliases")?;
    let all = if let Value::List(all) = node.value { all } else { vec![node] };
    let found = all.into_iter().find(|one| match &one.value {
        Value::Text(text) | Value::Number(text) => {
            parse_alias(text).is_ok_and(|old| is_at(scope, &old, path))
        }
        _ => false,
    })?;
    Some(OldAddress { file: file.clone(), span: found.span })
}

/// Returns the file that `a.en.md` is a translation of.
fn first_file(file: &SourcePath) -> Option<SourcePath> {
    let stem = file.as_str().strip_suffix(".md")?;
    let (stem, _) = stem.rsplit_once('.')?;
    Some(SourcePath::new(&format!("{stem}.md")))
}
