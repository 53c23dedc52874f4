//! The outside world: the disk that inputs come from, the folder that outputs go to, the watch on
//! both.
//!
//! Nothing else in the library opens a file, reads a clock or asks the system for anything. What
//! the core sees of it are the traits of [`crate::foundation::world`].

pub mod disk;
pub mod fix;
mod inputs;
pub mod output;
pub mod starter;
pub mod stopwatch;
pub mod undo;
#[cfg(feature = "serve")]
pub mod watch;
