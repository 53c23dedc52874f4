//! Files without a name, for what would fill the memory during a build.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::buffer::spare_capacity;
use rustix::io::pread;

use super::previous::retry_interrupted;
use crate::foundation::world::Spill;

/// Files without a name: they are gone when nobody holds them any more, however the build ends.
///
/// Each thread writes to its own, since the kernel lets one at a time write to a file and the
/// others spin.
#[derive(Debug)]
pub(super) struct SpillFiles {
    /// Each with where its next bytes go.
    files: Vec<(File, AtomicU64)>,
}

impl SpillFiles {
    /// Makes a file for each thread on the disk that holds `folder`.
    pub(super) fn make(folder: &Path) -> io::Result<Self> {
        let file = |_| Ok((tempfile::tempfile_in(folder)?, AtomicU64::new(0)));
        Ok(Self { files: (0..rayon::current_num_threads()).map(file).collect::<io::Result<_>>()? })
    }
}

impl Spill for SpillFiles {
    fn put(&self, bytes: &[u8]) -> io::Result<u64> {
        let number = rayon::current_thread_index().unwrap_or(0) % self.files.len();
        let (file, end) = &self.files[number];
        let at = end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        file.write_all_at(bytes, at)?;
        Ok(at * self.files.len() as u64 + number as u64)
    }

    fn get(&self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        let files = self.files.len() as u64;
        let number = usize::try_from(at % files).map_err(io::Error::other)?;
        let (file, at) = (&self.files[number].0, at / files);
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            let at = at + bytes.len() as u64;
            if retry_interrupted(|| pread(file, spare_capacity(&mut bytes), at))? == 0 {
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
        let spill = SpillFiles::make(folder.path()).unwrap();
        (0..500_usize).into_par_iter().for_each(|number| {
            let bytes = number.to_string().repeat(number).into_bytes();
            let at = spill.put(&bytes).unwrap();
            assert_eq!(spill.get(at, bytes.len()).unwrap(), bytes);
        });
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
