//! Paths that cannot be mixed up: where a file was read, where one is written, how it is addressed.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

pub use self::base_url::{BaseUrl, decode_percent, encode_percent};
pub use self::host::Host;

mod base_url;
mod host;

/// A `/`-separated path of an input, relative to the publication's root, e.g. `content/cases/a.md`.
/// Inputs of the built-in theme begin with `builtin:`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Takes a path as it stands.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(path.into())
    }

    /// Returns the path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the path of `target` as seen from this file, with `.` and `..` resolved;
    /// `None` when it climbs out of the root.
    #[must_use]
    pub fn resolve_target(&self, target: &str) -> Option<Self> {
        let folder = self.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut parts: Vec<&str> = if target.starts_with('/') {
            Vec::new()
        } else {
            folder.split('/').filter(|part| !part.is_empty()).collect()
        };
        for part in target.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self(parts.join("/").into()))
    }

    /// Returns the path as a link in the file `from` writes it: what [`SourcePath::resolve_target`]
    /// makes this path of again.
    #[must_use]
    pub fn relative_to(&self, from: &Self) -> String {
        let folder = from.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folders: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        let parts: Vec<&str> = self.0.split('/').collect();
        let within = parts.len().saturating_sub(1);
        let shared = folders.iter().zip(&parts[..within]).take_while(|(a, b)| a == b).count();
        let mut path: Vec<&str> = vec![".."; folders.len() - shared];
        path.extend(&parts[shared..]);
        path.join("/")
    }

    /// Returns the last part of the path.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A `/`-separated path under the output; never absolute, never `..`, never a reserved device name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Arc<str>);

/// Why a text cannot be a path of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPath {
    /// Nothing, or an empty part as in `a//b`.
    Empty,
    /// `.` or `..`.
    Dots,
    /// A control character, a backslash, or one of `< > : " | ? *`.
    Character(char),
    /// A name that some systems reserve, such as `CON`, or one that ends in a dot or a space.
    Reserved,
    /// A part longer than 200 bytes, or a path longer than 1,000.
    Long,
}

/// The endings of documents, recordings and archives.
const ATTACHMENTS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "dps", "odt", "ods", "odp",
    "rtf", "epub", "zip", "rar", "7z", "mp3", "m4a", "wav", "mp4", "mov", "webm",
];

impl OutPath {
    /// Checks a path.
    ///
    /// # Errors
    /// Returns why a web server or a file system somewhere could not hold it.
    pub fn new(path: &str) -> Result<Self, BadPath> {
        if path.len() > 1000 {
            return Err(BadPath::Long);
        }
        path.split('/').try_for_each(check_part)?;
        Ok(Self(path.into()))
    }

    /// Returns the path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether it is a document that readers open or download by its own address. Pictures
    /// are seen on pages, and the files of data and of feeds are made anew.
    #[must_use]
    pub fn is_attachment(&self) -> bool {
        let (folder, name) = self.0.rsplit_once('/').unwrap_or(("", &self.0));
        let is_data = folder.split('/').take(2).any(|part| part == "data");
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        !is_data && ATTACHMENTS.iter().any(|known| known.eq_ignore_ascii_case(ending))
    }

    /// Returns the address that a web server answers with this file: `a/index.html` is `/a/`.
    #[must_use]
    pub fn site_path(&self) -> SitePath {
        let path = match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        };
        SitePath(["/", path].concat().into())
    }

    /// Returns what two outputs may not share: some file systems fold case and compose accents.
    #[must_use]
    pub fn fold_case(&self) -> String {
        // Chinese names are spared the tables: ideographs have no case and nothing to compose.
        let is_plain = |c: char| c.is_ascii() || matches!(c, '\u{4E00}'..='\u{9FFF}');
        if self.0.chars().all(is_plain) {
            return self.0.to_ascii_lowercase();
        }
        let composed: String = self.0.nfc().collect();
        icu_casemap::CaseMapper::new().fold_string(&composed).nfc().collect()
    }
}

impl Borrow<str> for OutPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check_part(part: &str) -> Result<(), BadPath> {
    if part.is_empty() {
        return Err(BadPath::Empty);
    }
    if part == "." || part == ".." {
        return Err(BadPath::Dots);
    }
    if part.len() > 200 {
        return Err(BadPath::Long);
    }
    if let Some(bad) = part.chars().find(|c| c.is_control() || "\\<>:\"|?*".contains(*c)) {
        return Err(BadPath::Character(bad));
    }
    if part.ends_with(['.', ' ']) || part.starts_with(' ') || is_device(part) {
        return Err(BadPath::Reserved);
    }
    Ok(())
}

/// Tells whether Windows takes `part` for a device, with or without an extension.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default();
    if !(3..=4).contains(&stem.len()) {
        return false;
    }
    let stem = stem.to_ascii_uppercase();
    let bytes = stem.as_bytes();
    match bytes.len() {
        3 => matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL"),
        4 => {
            matches!(bytes.get(..3), Some(b"COM" | b"LPT"))
                && matches!(bytes.get(3), Some(b'1'..=b'9'))
        }
        _ => false,
    }
}

/// An address inside the site, unencoded, from `/`, e.g. `/cases/静安/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Takes an address that begins with `/`; one that does not gets it.
    #[must_use]
    pub fn new(path: &str) -> Self {
        if path.starts_with('/') { Self(path.into()) } else { Self(format!("/{path}").into()) }
    }

    /// Returns the address as text, unencoded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the file that answers this address: `/a/` is `a/index.html`.
    ///
    /// # Errors
    /// Returns why the output cannot hold such a file.
    pub fn out_path(&self) -> Result<OutPath, BadPath> {
        // `//host/` would be another site.
        let path = self.0.strip_prefix('/').unwrap_or(&self.0);
        if path.is_empty() || path.ends_with('/') {
            OutPath::new(&[path, "index.html"].concat())
        } else {
            OutPath::new(path)
        }
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
