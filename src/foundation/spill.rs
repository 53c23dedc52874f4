//! Text outside the memory, until it is wanted once more.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use crate::foundation::world::Spill;

/// The first error in reading text back, shared by all stores of a build.
#[derive(Clone, Debug, Default)]
pub struct Failure(Arc<Mutex<Option<io::Error>>>);

impl Failure {
    fn note_failure(&self, error: io::Error) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    /// Returns an error that was noted since the last call.
    ///
    /// # Errors
    /// Returns the first one: text that was read since then may be blank, so nothing made of it may
    /// be published.
    pub fn take_failure(&self) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take().map_or(Ok(()), Err)
    }
}

/// A [`Spill`] for text. Reading never fails for its caller: an error is noted, and checked once
/// before publishing.
#[derive(Debug)]
pub struct TextStore {
    spill: Arc<dyn Spill>,
    failure: Failure,
}

/// Where a text is in its store.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    at: u64,
    length: usize,
}

impl TextStore {
    /// Keeps text in `spill`, and notes in `failure` what cannot be read back.
    #[must_use]
    pub fn new(spill: Arc<dyn Spill>, failure: &Failure) -> Self {
        Self { spill, failure: failure.clone() }
    }

    /// Stores a text; `None` where that fails, and then the text stays in memory.
    pub fn put_away(&self, text: &str) -> Option<Place> {
        let at = self.spill.put(text.as_bytes()).ok()?;
        Some(Place { at, length: text.len() })
    }

    /// Reads a text back. Where that fails, returns a blank one of the same length, so that offsets
    /// into it hold.
    #[must_use]
    pub fn read_back(&self, place: Place) -> String {
        self.try_read(place).unwrap_or_else(|error| {
            self.failure.note_failure(error);
            " ".repeat(place.length)
        })
    }

    fn try_read(&self, Place { at, length }: Place) -> io::Result<String> {
        let bytes = self.spill.get(at, length)?;
        // Chinese takes the library several times as long to check; a copy costs next to nothing.
        let text = simdutf8::basic::from_utf8(&bytes).map_err(io::Error::other)?;
        if text.len() != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(text.to_owned())
    }
}
