//! Files that are published as they are: pictures and attachments of the content, static files of the theme.

use crate::foundation::hash::Hash;
use crate::foundation::path::{OutPath, SourcePath};

/// A file that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Where it comes from.
    pub file: SourcePath,
    /// Where it goes.
    pub out: OutPath,
    /// The hash of its bytes.
    pub hash: Hash,
    /// Width and height in pixels, for a picture.
    pub size: Option<(u32, u32)>,
}

impl Asset {
    /// Looks at the bytes of a file.
    #[must_use]
    pub fn new(file: SourcePath, out: OutPath, bytes: &[u8]) -> Self {
        let size = imagesize::blob_size(bytes).ok().and_then(|size| {
            Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
        });
        Self { file, out, hash: Hash::of(bytes), size }
    }
}
