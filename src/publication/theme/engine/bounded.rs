//! A bound on what a template writes, so that a loop which goes on and on comes to an end.

use std::io::{self, Write};

use super::RenderError;
use crate::say;

/// How many megabytes a page may have: far more than browsers show, and than the largest file of
/// the content makes.
const MEGABYTES: usize = 64;

/// Where a template writes to.
pub(super) struct Bounded<'a> {
    out: &'a mut Vec<u8>,
    left: usize,
    /// Whether there was more to write.
    pub(super) is_full: bool,
}

impl<'a> Bounded<'a> {
    pub(super) fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out, left: MEGABYTES << 20, is_full: false }
    }
}

impl Write for Bounded<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self.left.checked_sub(bytes.len()) {
            Some(left) => {
                self.left = left;
                self.out.extend_from_slice(bytes);
                Ok(())
            }
            None => {
                self.is_full = true;
                Err(io::ErrorKind::FileTooLarge.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Says that a template wrote too much.
pub(super) fn too_large(template: &str) -> RenderError {
    RenderError {
        template: template.to_owned(),
        place: None,
        message: say!(
            "写出的内容超过 {MEGABYTES} MB，停下了；多半是循环套循环，转得太多"
                | "it wrote more than {MEGABYTES} MB and was stopped: most likely loops in loops \
                   that go round too often"
        ),
        chain: Vec::new(),
    }
}
