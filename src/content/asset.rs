//! Files that are published as they are: pictures and attachments of the content, static files of
//! the theme.

use crate::content::picture::Flaw;
use crate::content::{active, picture};
use crate::foundation::hash::Hash;
use crate::foundation::path::{OutPath, SourcePath};
use crate::markdown;

/// A file that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Where it comes from.
    pub file: SourcePath,
    /// Where it goes.
    pub out: OutPath,
    /// The hash of its bytes.
    pub hash: Hash,
    /// Width and height in pixels as browsers show it, for a picture.
    pub size: Option<(u32, u32)>,
    /// What a style sheet, a drawing or an HTML file names, as written.
    pub addresses: Vec<String>,
    /// Why browsers do not show it as a picture.
    pub flaw: Option<Flaw>,
    /// Whether a browser may run what it holds.
    pub is_active: bool,
}

impl Asset {
    /// Looks at the bytes of a file.
    #[must_use]
    pub fn new(file: SourcePath, out: OutPath, bytes: &[u8]) -> Self {
        let is_turned = picture::is_turned(bytes);
        let size = imagesize::blob_size(bytes).ok().and_then(|size| {
            let (width, height) =
                (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
            Some(if is_turned { (height, width) } else { (width, height) })
        });
        let addresses = find_named_files(&file, bytes);
        let is_active = active::is_active(&file, bytes);
        let flaw = picture::find_flaw(bytes);
        Self { file, out, hash: Hash::of_bytes(bytes), size, addresses, flaw, is_active }
    }
}

/// Returns what the text of a file names.
fn find_named_files(file: &SourcePath, bytes: &[u8]) -> Vec<String> {
    let ending = file.as_str().rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_naming =
        ["css", "htm", "html", "svg"].iter().any(|own| own.eq_ignore_ascii_case(ending));
    match std::str::from_utf8(bytes) {
        Ok(text) if is_naming => markdown::find_addresses(text),
        _ => Vec::new(),
    }
}
