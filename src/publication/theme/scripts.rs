//! The scripts that come with the program: a theme whose templates have the part of a page that
//! such a script fills has the script too, as it has the texts and the macros.

use std::collections::BTreeMap;

use include_dir::{Dir, File};

use super::{BUILTIN, BUILTIN_PREFIX};
use crate::foundation::path::SourcePath;

/// Where the static files of the built-in theme are, among the built-in files.
const FOLDER: &str = "folio/static";

/// The part of a page that a script fills, as templates name it, and the script or its folder.
const SCRIPTS: [(&str, &str); 2] =
    [("id=\"cb-search\"", "search"), ("id=\"cb-compare\"", "compare.js")];

/// Adds the scripts that `templates` have parts for and `statics` none of their own.
pub(super) fn add_builtin(
    templates: &BTreeMap<String, (SourcePath, String)>,
    statics: &mut BTreeMap<String, SourcePath>,
) {
    for (part, script) in SCRIPTS {
        if !templates.values().any(|(_, text)| text.contains(part)) {
            continue;
        }
        for file in files_of(script) {
            if let Some(path) = file.path().to_str()
                && let Some(out) =
                    file.path().strip_prefix(FOLDER).ok().and_then(|out| out.to_str())
            {
                let path = SourcePath::new(&format!("{BUILTIN_PREFIX}{path}"));
                statics.entry(out.to_owned()).or_insert(path);
            }
        }
    }
}

/// Returns the built-in files of a script: itself, or all in its folder.
fn files_of(script: &str) -> impl Iterator<Item = &'static File<'static>> {
    let path = format!("{FOLDER}/{script}");
    let folder = BUILTIN.get_dir(&path).map(Dir::files).into_iter().flatten();
    folder.chain(BUILTIN.get_file(&path))
}
