//! A file without a name, for what would fill the memory during a build.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::buffer::spare_capacity;
use rustix::io::pread;

use super::old::retry;
use crate::world::Spill;

/// A file without a name: it is gone when nobody holds it any more, however the build ends.
#[derive(Debug)]
pub(super) struct SpillFile {
    file: File,
    /// Where the next bytes go.
    end: AtomicU64,
}

impl SpillFile {
    /// Makes a file on the disk that holds `folder`.
    pub(super) fn make(folder: &Path) -> io::Result<Self> {
        Ok(Self { file: tempfile::tempfile_in(folder)?, end: AtomicU64::new(0) })
    }
}

impl Spill for SpillFile {
    fn put(&self, bytes: &[u8]) -> io::Result<u64> {
        let at = self.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        self.file.write_all_at(bytes, at)?;
        Ok(at)
    }

    fn get(&self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            let at = at + bytes.len() as u64;
            if retry(|| pread(&self.file, spare_capacity(&mut bytes), at))? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        // There may have been room for more than was asked for.
        bytes.truncate(length);
        Ok(bytes)
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the test looks at the disk")]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn what_many_threads_put_comes_back_to_each_and_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let spill = SpillFile::make(folder.path()).unwrap();
        (0..500_usize).into_par_iter().for_each(|number| {
            let bytes = number.to_string().repeat(number).into_bytes();
            let at = spill.put(&bytes).unwrap();
            assert_eq!(spill.get(at, bytes.len()).unwrap(), bytes);
        });
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
