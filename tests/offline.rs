//! A build asks nobody: it opens no socket and starts no program, as every call to the system
//! shows.

#![expect(clippy::disallowed_methods, reason = "the test starts the program under valgrind")]

#[expect(dead_code, reason = "this test starts the program by itself")]
mod support;

use std::fs;
use std::path::Path;

use support::{Publication, run};

/// Runs the program on a publication and returns the names of the calls that it made.
fn system_calls(publication: &Publication, arguments: &[&str]) -> Vec<String> {
    let log = publication.root().join("calls.log");
    let ran = run(publication
        .command(Path::new("valgrind"))
        .env("PATH", "/usr/bin:/bin")
        // Without it the C library may ask a service of the machine where the user is at home.
        .env("HOME", publication.root())
        .args(["--tool=none", "--trace-children=yes", "--trace-syscalls=yes"])
        .arg(format!("--log-file={}", log.display()))
        .arg(env!("CARGO_BIN_EXE_casebook"))
        .args(arguments));
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let log = fs::read_to_string(log).expect("a log");
    let calls = log.lines().filter_map(|line| line.split_once(" sys_"));
    calls.map(|(_, call)| call.split([' ', '(']).next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_build_opens_no_socket_and_starts_no_program() {
    let publication = Publication::new();
    let calls = system_calls(&publication, &["build"]);
    assert!(publication.root().join("public/index.html").is_file());
    assert!(calls.iter().any(|call| call == "openat"), "the calls were not understood: {calls:?}");
    for forbidden in
        ["socket", "socketpair", "connect", "bind", "execve", "execveat", "fork", "vfork", "ptrace"]
    {
        assert!(!calls.iter().any(|call| call == forbidden), "{forbidden}");
    }
}
