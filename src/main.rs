//! The `casebook` command.

use std::process::ExitCode;

// On Linux it stands in for `malloc` (see Cargo.toml).
#[cfg(target_os = "linux")]
use mimalloc as _;

#[cfg(not(target_os = "linux"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    casebook::run_command_line()
}
