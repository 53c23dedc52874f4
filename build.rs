//! Tells Cargo that the themes are built in: a change there is a change of the program.

fn main() {
    println!("cargo::rerun-if-changed=themes");
}
