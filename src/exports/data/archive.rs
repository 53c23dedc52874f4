//! One archive of all tables, with what describes them and their SHA-256 sums.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::render::job::Failure;

/// Packs files, in the order given. The bytes depend on nothing but the files: every time stamp is
/// 1980-01-01, the earliest that the format knows.
pub(crate) fn pack_files(files: &[(String, Vec<u8>)], out: &mut Vec<u8>) -> Result<(), Failure> {
    let mut sums = String::new();
    for (name, bytes) in files {
        for byte in Sha256::digest(bytes) {
            let _ = write!(sums, "{byte:02x}");
        }
        let _ = writeln!(sums, "  {name}");
    }
    let failed = |error: &dyn std::fmt::Display| Failure::Format(error.to_string());
    // A fast level: the archive of a large publication must not cost more than its pages.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let sums = [("SHA256SUMS".to_owned(), sums.into_bytes())];
    for (name, bytes) in files.iter().chain(&sums) {
        writer.start_file(name.as_str(), options).map_err(|error| failed(&error))?;
        writer.write_all(bytes).map_err(|error| failed(&error))?;
    }
    out.extend_from_slice(&writer.finish().map_err(|error| failed(&error))?.into_inner());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_files_make_equal_archives_that_hold_their_sums() {
        let files = [("a.csv".to_owned(), b"abc".to_vec())];
        let (mut one, mut two) = (Vec::new(), Vec::new());
        pack_files(&files, &mut one).unwrap();
        pack_files(&files, &mut two).unwrap();
        assert_eq!(one, two);
        let text = String::from_utf8_lossy(&one).into_owned();
        assert!(text.contains("a.csv") && text.contains("SHA256SUMS"));
    }
}
