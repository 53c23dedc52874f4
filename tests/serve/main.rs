//! The preview as its users meet it: the program itself, files on the disk, bytes on a socket.

#![expect(clippy::disallowed_methods, reason = "the tests put files in place as an editor does")]
#![expect(clippy::unwrap_used, reason = "what the tests share is a test too")]

mod addresses;
mod faults;
mod following;
mod guarding;
mod preview;
