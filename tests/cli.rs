//! The command line by transcript: `tests/cmd/*.trycmd` are read as a session at a terminal.
//!
//! `TRYCMD=overwrite` writes what the program says now; read the difference before it is kept.

#[test]
fn the_program_does_as_the_transcripts_say() {
    trycmd::TestCases::new()
        .register_bin("casebook", std::path::Path::new(env!("CARGO_BIN_EXE_casebook")))
        .env("LC_ALL", "zh_CN.UTF-8")
        .env("NO_COLOR", "1")
        // The transcripts run inside of a publication, which is none of theirs.
        .env("CASEBOOK_ROOT", "./")
        .case("tests/cmd/*.trycmd")
        .run();
}
